"""What products of several factors reach (schema.md, "Products"): blocks, exactly what any number of channels reaches, bounds for few."""

from fractions import Fraction
from itertools import combinations_with_replacement

from .lower_bounds import pack, scaled
from .product_maps import chains, functions, maps, matrices, name
from .requirements import PRIME, require
from .upper_bounds import cut, unit_vectors


class Block:
    """A content and an output, with its terms {names: values}."""

    def __init__(self, content, out, number):
        self.content, self.out, self.maps = content, out, number
        self.terms, self.reached = {}, number

    def values(self):
        return list(self.terms.values())


def blocks_of(asked):
    found = []
    for out in asked.outs:
        for content in combinations_with_replacement(asked.features, asked.order):
            parity = 1
            for _, p in content:
                parity *= p
            number = maps(content, out[0]) if parity == out[1] else 0
            if number > 0:
                found.append(Block(content, out, number))
    return found


class Span:
    """Rows of residues, packed into integers of 64 bits each; sums of fewer than 2^19 products stay below 2^64."""

    def __init__(self, columns):
        self.columns, self.heads = columns, []

    def add(self, residues):
        row = pack(residues)
        for shift, head in self.heads:
            factor = (row >> shift & (1 << 64) - 1) % PRIME
            if factor:
                row += (PRIME - factor) * head
        rest = scaled(row, self.columns, 1)
        pivot = next((i for i, x in enumerate(rest) if x), None)
        if pivot is not None:
            inverse = pow(rest[pivot], -1, PRIME)
            self.heads.append((64 * pivot, pack([x * inverse % PRIME for x in rest])))


def modular_rank(rows):
    span = Span(len(rows[0]) if rows else 0)
    for row in rows:
        span.add([x % PRIME for x in row])
    return len(span.heads)


def exact_rank(rows):
    """Over the rationals, by columns."""
    rows, rank = [[Fraction(x) for x in row] for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for i in range(rank + 1, len(rows)):
            factor = rows[i][column] / rows[rank][column]
            rows[i] = [x - factor * y for x, y in zip(rows[i], rows[rank])]
        rank += 1
    return rank


def reach(asked, draw):
    """Blocks with their terms and with what is reached of them."""
    blocks = blocks_of(asked)
    if asked.operation == 'cgtp':
        return blocks
    most = max((block.maps for block in blocks), default=0)
    points = {(l, p): [[draw() for _ in range(2 * l + 1)] for _ in range(most)] for l, p in asked.features}
    form = {'gtp fused': functions, 'mtp fused': matrices}.get(f'{asked.operation} {asked.form}', chains)
    terms = form(asked, points)
    every = chains(asked, points, 'every') if form is matrices else {}
    for block in blocks:
        key = (tuple(sorted(block.content)), block.out)
        block.terms = {names: values[: block.maps] for names, values in terms.get(key, {}).items()}
        most = min(1 if form is functions else block.maps, len(block.terms))
        block.reached = modular_rank(block.values())
        if block.reached < most:
            complete = [values[: block.maps] for values in every.get(key, {}).values()]
            require(modular_rank(complete) == block.maps, f'{key}: not decided')
            block.reached = exact_rank(block.values())
    return blocks


def ranks(blocks, whole, draw):
    """Ranks of the Jacobian at 1, 2, ... channels, up to the first that is the whole."""
    names = sorted({one for block in blocks for own in block.terms for one in own})
    starts, columns = [], 0
    for block in blocks:
        starts.append(columns)
        columns += len(block.values()[0]) if block.terms else 0
    span, found = Span(columns), []
    while len(span.heads) < whole:
        require(len(found) < whole, 'ranks stay below the whole')
        weights = {one: draw() for one in names}
        slopes = {one: [0] * columns for one in names}
        for block, start in zip(blocks, starts):
            for own, values in block.terms.items():
                for n, one in enumerate(own):
                    others = 1
                    for other in own[:n] + own[n + 1 :]:
                        others = others * weights[other] % PRIME
                    row = slopes[one]
                    for k, value in enumerate(values, start):
                        row[k] += others * value
        for row in slopes.values():
            span.add([x % PRIME for x in row])
        found.append(len(span.heads))
    return found


def peeling(blocks, text):
    """(what is peeled off, rank of the exponents of the rest) after each prefix of an order, the longest first."""
    order = text.split(' ')
    alive = [block for block in blocks if block.reached > 0]
    layers = []
    for cell in order:
        gone = [block for block in alive if cell in [*(f'i{name(one)}' for one in block.content), f'o{name(block.out)}']]
        layers.append(gone)
        alive = [block for block in alive if block not in gone]
    numbers = {}
    for layer in [*layers, alive]:
        for own in (own for block in layer for own in block.terms):
            for one in own:
                numbers.setdefault(one, len(numbers))
    # Integer vectors that vanish on all exponents so far: a basis of them.
    null = unit_vectors(len(numbers))
    peeled, stages = sum(block.reached for layer in layers for block in layer), []
    for layer, lost in [(alive, 0), *((layer, sum(block.reached for block in layer)) for layer in reversed(layers))]:
        for own in (own for block in layer for own in block.terms):
            cut(null, [numbers[one] for one in own])
        peeled -= lost
        stages.append((peeled, len(numbers) - len(null)))
    return stages
