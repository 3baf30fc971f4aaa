"""The kinds of certificates. Each returns how many cases it checked, or refuses; facts are what a report is held against."""

from fractions import Fraction

from .formulas import Holds, evaluate, names_of
from .graph import Graph, sides_of
from .lower_bounds import beside_copies, filled_copies, flattening_ranks, jacobian_rank
from .requirements import OPERATIONS, PARITIES, fields, integer, require
from .upper_bounds import peeling, upper_bound

ACCEPTED_RANKS = {}


def formulas(data, facts):
    names, cases = names_of(data['define'], {}), 0
    for statement in data['claim'][len(data['id']) + 2 :].split('; '):
        count = evaluate(statement, names)
        require(type(count) is Holds, f'not a statement: {statement}')
        cases += count
    return int(cases)


def layers(rows, own):
    """(row, sides, key) of each row, in the order of their texts."""
    before = None
    require(type(rows) is list, 'rows: expected a list')
    for row in rows:
        fields(row, ['parity', 'left', 'right', 'out', *own], 'rows')
        require(row['parity'] in PARITIES, 'rows: unknown parity')
        key = tuple(row[name] for name in ('parity', 'left', 'right', 'out'))
        require(before is None or ','.join(before) < ','.join(key), 'rows: not in order')
        before = key
        yield row, sides_of(row), key


def costs(data, facts):
    require(data['id'] == 'costs', 'id: not that of its kind')
    cases = 0
    for row, sides, key in layers(data['rows'], ['costs']):
        irreps = {(slot, l, p) for slot, side in enumerate(sides) for l, p, _ in side}
        highest = max(l for _, l, _ in irreps)
        given = {
            'has': lambda n, s, l, p: int((s, l, p) in irreps),
            'high': lambda n: highest,
            'free': lambda n: int(row['parity'] == 'so3'),
        }
        names = names_of(data['define'], given)
        found = [[name, evaluate(work, names), evaluate(size, names)] for name, work, size in data['algorithms']]
        require(all(type(x) is int for _, *numbers in found for x in numbers), 'algorithms: expected numbers')
        require(row['costs'] == found, f'{key}: other costs')
        facts[key] = found
        cases += len(found)
    return cases


def rank_at(graph, channels, order, seed):
    key = (
        tuple(map(tuple, graph.paths)),
        tuple(graph.copies),
        channels,
        seed,
        tuple(map(tuple, order)),
    )
    if key not in ACCEPTED_RANKS:
        ACCEPTED_RANKS[key] = jacobian_rank(graph, channels, order, seed)
    return ACCEPTED_RANKS[key]


def check_curve(graph, values, ranks, order, seed):
    """That the expressivity at 1, 2, … channels is no less than the values: a rank at some, and concavity between them."""
    require(type(ranks) is list and all(type(x) is int for x in ranks), 'ranks: expected integers')
    require(ranks == sorted(set(ranks)) and ranks and ranks[0] >= 1 and ranks[-1] == len(values), 'ranks: not to the last')
    low, least = 0, 0
    for channels in ranks:
        value = values[channels - 1]
        rank = rank_at(graph, channels, order, seed)
        require(rank >= value, f'C = {channels}: the rank is only {rank}')
        for between in range(low + 1, channels):  # concave: at least the chord
            chord = Fraction(least * (channels - between) + value * (between - low), channels - low)
            require(values[between - 1] <= -(-chord.numerator // chord.denominator), f'C = {between}: above the chord')
        low, least = channels, value


def check_copies(graph, channels, value, peel, seed):
    """That the expressivity at so many channels is no less than the value, and with copies filled no more."""
    copies, irreps = filled_copies(graph, channels)
    small = graph.with_copies(copies)
    subspaces = sum(copies[ports[0]] * (graph.copies[ports[0]] - copies[ports[0]]) for ports in irreps)
    for ports, rank in zip(irreps, flattening_ranks(small, channels, seed, irreps)):
        filled = copies[ports[0]] == graph.copies[ports[0]] or rank == copies[ports[0]]
        require(filled, f'C = {channels}: copies are not filled')
    _, order = peeling(small, peel)
    require(rank_at(small, channels, order, seed) + subspaces >= value, f'C = {channels}: the rank is too small')


def check_operation(graph, entry, channels, seed):
    """(least channels, enough channels) to reach everything."""
    ceiling, values, peel = graph.ceiling(), entry['values'], entry['peel']
    trivial = graph.operation == 'cgtp' or ceiling == 0
    require(entry['counts'] == [len(graph.paths) + len(graph.missing), len(graph.paths), ceiling], 'counts: others')
    stages, order = ([(0, ceiling)], []) if trivial else peeling(graph, peel)
    upper = lambda C: upper_bound(graph, stages, C)
    least = next(C for C in range(ceiling + 1) if upper(C) == ceiling)
    at = channels or list(range(1, least + 1))
    require(values == [upper(C) for C in at], 'values: not the upper bounds')
    if not trivial and channels:
        for C, value in zip(at, values):
            check_copies(graph, C, value, peel, seed)
    elif not trivial:
        check_curve(graph, values, entry['ranks'], order, seed)
    if trivial or not channels:
        return [least, least], at
    _, irreps = filled_copies(graph, 1)
    beside = [
        max(beside_copies(graph, set(ports)) for ports in irreps if graph.ports[ports[0]][0] == slot)
        for slot in range(3)
    ]
    return [least, min(beside)], at


def expressivity(data, facts):
    seed, cases = integer(data['seed'], 1, 2147483646, 'seed'), 0
    for row, sides, key in layers(data['rows'], ['channels', 'operations']):
        channels, entries = row['channels'], row['operations']
        require(type(channels) is list and all(type(x) is int and 1 <= x <= 8 for x in channels), 'channels: not 1…8')
        require(channels == sorted(set(channels)), 'channels: expected ascending integers')
        require(channels or all(mul == 1 for side in sides for _, _, mul in side), 'channels: none, and copies')
        require([entry['operation'] for entry in entries] == OPERATIONS, f'{key}: expected all operations')
        for entry in entries:
            fields(entry, ['operation', 'counts', 'values', 'saturating', 'ranks', 'peel'], 'operations')
            require(type(entry['peel']) is str, 'peel: expected a text')
            graph = Graph(entry['operation'], 'so3' if row['parity'] == 'so3' else 'o3', sides)
            saturating, at = check_operation(graph, entry, channels, seed)
            require(entry['saturating'] == saturating, f'{key}, {entry["operation"]}: saturating: another')
            points = [[C, value, value, True] for C, value in zip(at, entry['values'])] or [[1, 0, 0, True]]
            facts[(*key, entry['operation'])] = (entry['counts'], graph.missing, points, saturating)
            cases += max(1, len(entry['values']))
    return cases
