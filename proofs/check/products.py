"""The kind of products of several factors, and many-body.json (schema.md)."""

import json
import re

from .contraction import contraction
from .formulas import names_of
from .graph import e3x_size, parse_irreps
from .product_maps import levels, name
from .product_reach import peeling, ranks, reach
from .requirements import PRIME, fields, integer, require

PRODUCT = r'cgtp|gtp fused same|(gtp|mtp) fused own|(gtp|gtp\+curl|mtp) chained own (0|[1-9][0-9]?)'
ROW = ['irreps', 'out', 'order', 'product', 'counts', 'missing', 'outputs', 'values', 'saturating', 'steps', 'cost', 'peel']


class Asked:
    """What a row is about."""

    def __init__(self, row):
        self.features, self.outs = side(row['irreps'], 'irreps'), side(row['out'], 'out')
        self.order = integer(row['order'], 2, 6, 'order')
        self.name = row['product']
        require(type(self.name) is str and re.fullmatch(PRODUCT, self.name), 'product: unknown')
        self.operation, self.form, self.layers, inner = (self.name.split(' ') + [None] * 3)[:4]
        self.highest = max(l for l, _ in self.features + self.outs)
        self.inner = int(inner or 0)
        require(self.inner <= self.highest, 'product: a degree in between beyond all others')
        self.twice_j = e3x_size([[(l, p, 1) for l, p in self.features + self.outs]])


def side(text, where):
    require(type(text) is str and re.fullmatch(r'1x(0|[1-9][0-9]?)[eo](\+1x(0|[1-9][0-9]?)[eo])*', text), f'{where}: expected irreps')
    irreps = [(l, p) for l, p, _ in parse_irreps(text)]
    require(len(set(irreps)) == len(irreps), f'{where}: an irrep stands twice')
    return irreps


def residues(seed):
    """A function that gives one residue after the other."""
    state = [seed]

    def draw():
        state[0] = 48271 * state[0] % 2147483647
        return 1 + state[0] % (PRIME - 1)

    return draw


class Prices:
    """Costs by the formulas of a certificate; steps are numbered through all rows."""

    def __init__(self, define, algorithms):
        self.steps, self.asked = [], []
        given = {
            'has': lambda n, s, l, p: int((l, p) in self.steps[n][s]),
            'high': lambda n: self.asked[n].highest,
            'free': lambda n: 0,
            'factors': lambda n: self.asked[n].order,
            'embedded': lambda n: 1 if self.asked[n].layers == 'same' else self.asked[n].order,
        }
        names = names_of(define, given)
        self.works = [(products, algorithm, names_of([f'work(n) = {text}'], names)['work']) for products, algorithm, text in algorithms]

    def of(self, asked):
        """What each algorithm takes for each step; the names and the sum of the cheapest."""
        if asked.operation == 'cgtp':
            return [], ['symmetric contraction', contraction(asked.features, asked.outs, asked.order)]
        between = levels(asked) if asked.form == 'chained' else [asked.features, asked.outs]
        costs = []
        for before, after in zip(between, between[1:]):
            n = len(self.steps)
            self.steps.append((before, asked.features, after))
            self.asked.append(asked)
            own = [(algorithm, work) for products, algorithm, work in self.works if asked.name.startswith(f'{products} ')]
            costs.append([[algorithm, work(n)] for algorithm, work in own])
        cheapest = [min(step, key=lambda cost: cost[1]) for step in costs]
        names = dict.fromkeys(algorithm for algorithm, _ in cheapest)
        return costs, [', '.join(names), sum(work for _, work in cheapest)]


def found(row, seed, prices):
    """The row, from what it asks and its evidence."""
    asked, draw = Asked(row), residues(seed)
    require(type(row['peel']) is str, 'peel: expected a text')
    blocks = reach(asked, draw)
    whole = sum(block.reached for block in blocks)
    lost = [block for block in blocks if block.reached == 0]
    easy = asked.operation == 'cgtp' or whole == 0
    stages = [(0, whole)] if easy else peeling(blocks, row['peel'])
    lower = [whole] if asked.operation == 'cgtp' else ranks(blocks, whole, draw)
    upper = lambda channels: min([whole] + [peeled + channels * rank for peeled, rank in stages])
    enough = len(lower) if whole else 0
    steps, cost = prices.of(asked)
    into = lambda out: [block for block in blocks if block.out == out]
    return {
        **{field: row[field] for field in ROW[:4]},
        'counts': [len(blocks), len(blocks) - len(lost), sum(block.maps for block in blocks), whole],
        'missing': [[name(irrep) for irrep in (*block.content, block.out)] for block in lost],
        'outputs': [
            [name(out), sum(block.maps for block in into(out)), sum(block.reached for block in into(out))] for out in asked.outs
        ],
        'values': [[rank, upper(channels)] for channels, rank in enumerate(lower, 1)],
        'saturating': [next(channels for channels in range(enough + 1) if upper(channels) == whole), enough],
        'steps': steps,
        'cost': cost,
        'peel': row['peel'],
    }


def key_of(row):
    return ', '.join(str(row[field]) for field in ROW[:4])


def products(data, facts):
    require(data['id'] == 'products', 'id: not that of its kind')
    seed, before = integer(data['seed'], 1, 2147483646, 'seed'), ''
    prices = Prices(data['define'], data['algorithms'])
    require(type(data['rows']) is list, 'rows: expected a list')
    for row in data['rows']:
        fields(row, ROW, 'rows')
        key = key_of(row)
        require(before < key, 'rows: not in order')
        require(row == found(row, seed, prices), f'{key}: other numbers')
        facts[key], before = row, key
    facts['products'] = {'prime': PRIME, 'seed': seed}, len(data['rows'])
    return len(data['rows'])


def check_degree(degree, parity, facts):
    """The keys of the rows that the products of one degree tell: all that there are of these irreps, up to so many factors."""
    fields(degree, ['lmax', 'answers'], 'report')
    lmax, first = integer(degree['lmax'], 0, 99, 'lmax'), degree['answers'][0]
    irreps = '+'.join(f'1x{l}{"eo"[l % 2]}' for l in range(lmax + 1))
    out = '+'.join(f'1x{irrep}' for irrep in first['out'].split('+'))
    outs, correlation = side(out, 'out'), integer(first['correlation'], 2, 6, 'correlation')
    require(all(p == parity * (-1) ** l for l, p in outs), f'{out}: of another parity')
    size = e3x_size([[(lmax, 1, 1), *((l, p, 1) for l, p in outs)]])
    told = []
    for answer in degree['answers']:
        head = [name for name in ('operation', 'form', 'layers', 'twiceJ', 'inner') if name in answer]
        fields(answer, [*head, 'irreps', 'correlation', 'out', 'orders'], 'answers')
        asked = [answer[name] for name in ('irreps', 'correlation', 'out')]
        require(same(asked, [irreps, correlation, first['out']]), f'{irreps}: others')
        require(same(answer.get('twiceJ'), size if answer['operation'] == 'mtp' else None), f'{irreps}: twiceJ')
        integer(answer.get('inner', 0), 0, 99, 'inner')
        require(same([reach['order'] for reach in answer['orders']], list(range(2, correlation + 1))), f'{irreps}: orders')
        product = ' '.join(str(answer[name]) for name in head if name != 'twiceJ')
        for reach in answer['orders']:
            key = f'{irreps}, {out}, {reach["order"]}, {product}'
            require(key in facts and same(reach, told_by(facts[key])), f'{key}: other numbers')
            told.append(key)
    rows = [facts[key] for key in facts if type(key) is str and key.startswith(f'{irreps}, {out}, ')]
    require(sorted(told) == sorted(key_of(row) for row in rows if row['order'] <= correlation), f'{irreps}: other products')
    return told


def same(value, other):
    """Equal in their types too, and in the order of fields."""
    return json.dumps(value) == json.dumps(other)


def bounds(lower, upper):
    return {'lower': lower, 'upper': upper, 'certified': lower == upper}


def told_by(row):
    """What many-body.json says about a row."""
    contents, interactions, ceiling, reached = row['counts']
    return {
        'order': row['order'],
        'contents': contents,
        'interactions': interactions,
        'missing': [{'content': content, 'out': out} for *content, out in row['missing']],
        'ceiling': ceiling,
        'outputs': [dict(zip(('out', 'maps', 'reached'), output)) for output in row['outputs']],
        'reached': reached,
        'expressivity': [{'channels': C, **bounds(*pair)} for C, pair in enumerate(row['values'], 1)],
        'saturatingChannels': bounds(*row['saturating']),
        'cost': {'algorithm': row['cost'][0], 'multiplyAdds': str(row['cost'][1])},
    }


def check_products(report, facts):
    """That everything in a many-body.json is that of a row, and that every row is there."""
    require('products' in facts, 'no certificate')
    evidence, rows = facts['products']
    fields(report, ['schema', 'evidence', 'natural', 'unnatural', 'growth'], 'report')
    require(same([report['schema'], report['evidence']], [1, evidence]), 'schema, evidence')
    growth = report['growth']
    require(same([degree['lmax'] for degree in growth], list(range(1, len(growth) + 1))), 'growth: other degrees')
    degrees = [(report['natural'], 1), (report['unnatural'], -1), *((degree, 1) for degree in growth)]
    told = {key for degree, parity in degrees for key in check_degree(degree, parity, facts)}
    require(len(told) == rows, 'products are left out')
    return rows
