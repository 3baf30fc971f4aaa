"""The terms of products of several factors (schema.md, "Products"): {(content, output): {names of weights: values}}.

An irrep is (degree, parity); a content is the sorted tuple of its irreps, names are a sorted tuple. Values are integers at each point."""

from functools import lru_cache
from math import factorial
from operator import mul

from .requirements import PRIME, phase
from .symbols import racah, sixfold, triad


def name(irrep):
    return f'{irrep[0]}{"e" if irrep[1] > 0 else "o"}'


@lru_cache(maxsize=None)
def coupling(a, b, c):
    """{(m, n): K} of a x b -> c, without zeros."""
    entries = {}
    for m in range(-a, a + 1):
        for n in range(max(-b, -c - m), min(b, c - m) + 1):
            value = racah(2 * a, 2 * b, 2 * c, 2 * m, 2 * n)  # S, whose sign is the other factor of K
            if value:
                entries[m, n] = value * factorial(c + m + n) * factorial(c - m - n)
    return entries


KINDS = {'every': ['every'], 'gtp': ['gtp'], 'gtp+curl': ['gtp', 'curl'], 'mtp': ['mtp']}


@lru_cache(maxsize=None)
def reduced(kind, a, b, c, twice_j):
    """t as (integer, denominator), None where it is 0."""
    if not triad(2 * a, 2 * b, 2 * c):
        return None
    if kind == 'every':
        return 1, 1
    bottom = factorial(a + b + c + 1)
    if kind == 'mtp':
        fits = max(a, b, c) <= twice_j
        top = sixfold(2 * a, 2 * b, 2 * c, twice_j, twice_j, twice_j) if fits else 0
    else:
        bottom *= factorial(a + b - c) * factorial(a - b + c) * factorial(b + c - a)
        order = 0 if kind == 'gtp' else 1
        there = order == 0 or (a + b + c) % 2 and min(a, b) > 0
        symbol = phase(a - b) * racah(2 * a, 2 * b, 2 * c, 2 * order, -2 * order) if there else 0
        top = symbol * ((a + 1) * (b + 1)) ** order
    return (top, bottom) if top else None


def residue(fraction):
    return fraction[0] * pow(fraction[1], -1, PRIME) % PRIME


def between(a, b, inner):
    """The irreps of degree <= inner that two irreps are coupled to."""
    return [(l, a[1] * b[1]) for l in range(abs(a[0] - b[0]), min(a[0] + b[0], inner) + 1)]


def paths(operation, a, b, targets, twice_j):
    """(c, kind, t) of the steps of an operation into some irreps."""
    for c in targets:
        for kind in KINDS[operation]:
            t = reduced(kind, a[0], b[0], c[0], twice_j) if c[1] == a[1] * b[1] else None
            if t is not None:
                yield c, kind, t


def collect(terms, factors, out, weights, values):
    """Adds a term; those with the same weights are one."""
    block = terms.setdefault((tuple(sorted(factors)), out), {})
    names = tuple(sorted(weights))
    block[names] = [x + y for x, y in zip(values, block[names])] if names in block else values


class Chains:
    """Factor by factor: multiplying by a factor is, at each point, a matrix from the irrep before it to the irrep after it."""

    def __init__(self, asked, points, operation, inner):
        self.asked, self.points, self.operation, self.inner = asked, points, operation, inner
        self.matrices, self.terms = {}, {}
        for irrep in asked.features:
            self.extend(points[irrep], irrep, [irrep], [f'x1 {name(irrep)}'])

    def matrix(self, a, b, c, rows):
        """[the given rows of the matrix of the factor b at each point]."""
        key = (a[0], b, c[0], len(rows))
        if key not in self.matrices:
            entries = coupling(a[0], b[0], c[0])
            self.matrices[key] = [
                [[entries.get((m, M - m), 0) * y[M - m + b[0]] % PRIME if abs(M - m) <= b[0] else 0
                  for m in range(-a[0], a[0] + 1)] for M in rows]
                for y in self.points[b]
            ]
        return self.matrices[key]

    def extend(self, vectors, a, factors, weights):
        k = len(factors) + 1
        last = k == self.asked.order
        for b in self.asked.features:
            targets = self.asked.outs if last else between(a, b, self.inner)
            for c, kind, t in paths(self.operation, a, b, targets, self.asked.twice_j):
                if k == 2 and factors[0] == b and (a[0] + b[0] + c[0]) % 2:
                    continue  # antisymmetric
                t = residue(t)
                rows = self.matrix(a, b, c, range(c[0] if last else -c[0], c[0] + 1))
                values = [[sum(map(mul, row, x)) * t % PRIME for row in own] for own, x in zip(rows, vectors)]
                more = [*weights, f'x{k} {name(b)}', f'{"z" if last else f"w{k}"} {name(c)} {kind}']
                if last:
                    collect(self.terms, [*factors, b], c, more, [x for x, in values])
                else:
                    self.extend(values, c, [*factors, b], more)


def chains(asked, points, operation=None, inner=None):
    everywhere = sum(l for l, _ in asked.features) * asked.order
    return Chains(asked, points, operation or asked.operation, everywhere if operation else asked.inner).terms


def levels(asked):
    """The irreps before, between and after the steps of a chain, those that lead to an output."""
    step = lambda a, b, targets: paths(asked.operation, a, b, targets, asked.twice_j)
    forward = [set(asked.features)]
    for _ in range(asked.order - 2):
        pairs = [(a, b) for a in forward[-1] for b in asked.features]
        forward.append({c for a, b in pairs for c, _, _ in step(a, b, between(a, b, asked.inner))})
    kept = [set(asked.outs)]
    for level in reversed(forward):
        kept.insert(0, {a for a in level if any(list(step(a, b, kept[0])) for b in asked.features)})
    return kept


def lowered(l, m, twice_j):
    """Entries {(row, column): K} of E(m), rows and columns counted from 0."""
    entries = {}
    for column in range(max(0, -m), min(twice_j, twice_j - m) + 1):
        row = column + m
        value = racah(2 * l, twice_j, twice_j, 2 * m, 2 * column - twice_j)
        entries[row, column] = value * factorial(row) * factorial(twice_j - row)
    return entries


def matrices(asked, points):
    """Products of matrices in every order, in integers."""
    size, terms = range(asked.twice_j + 1), {}
    embedded = {}
    for irrep in asked.features:
        bases = [lowered(irrep[0], m, asked.twice_j) for m in range(-irrep[0], irrep[0] + 1)]
        embedded[irrep] = [
            [[sum(x * basis.get((i, j), 0) for x, basis in zip(point, bases)) for j in size] for i in size]
            for point in points[irrep]
        ]
    ends = {out: lowered(out[0], -out[0], asked.twice_j) for out in asked.outs}

    def walk(factors, products):
        if len(factors) == asked.order:
            weights = [f'x{k} {name(irrep)}' for k, irrep in enumerate(factors, 1)]
            for out, end in ends.items():
                traces = [sum(k * product[j][i] for (i, j), k in end.items()) for product in products]
                collect(terms, factors, out, [*weights, f'z {name(out)}'], traces)
            return
        for irrep, factor in embedded.items():
            columns = [list(zip(*matrix)) for matrix in factor]
            walk(
                [*factors, irrep],
                [[[sum(map(mul, row, column)) for column in own] for row in product] for product, own in zip(products, columns)],
            )

    for irrep, factor in embedded.items():
        walk([irrep], factor)
    return terms


def functions(asked, points):
    """Products of functions: one map wherever even sums lead to the output."""
    terms = {}

    def walk(factors, degrees):
        k = len(factors)
        if k == asked.order:
            weights = [f'x{i if asked.layers == "own" else ""} {name(irrep)}' for i, irrep in enumerate(factors, 1)]
            for out in asked.outs:
                if out[0] in degrees:
                    collect(terms, factors, out, [*weights, f'z {name(out)}'], [1])
            return
        for irrep in asked.features:
            walk([*factors, irrep], {l for a in degrees for l in range(abs(a - irrep[0]), a + irrep[0] + 1, 2)})

    walk([], {0})
    return terms


def maps(content, l):
    """Symmetric maps of a content into a degree, by how many of its monomials have each weight."""
    weights = {0: 1}
    for irrep in set(content):
        # The Gaussian binomial C(2l+k, k) in q, of k equal factors.
        own = gaussian(2 * irrep[0] + content.count(irrep), content.count(irrep))
        middle = (len(own) - 1) // 2
        found = {}
        for m, times in weights.items():
            for place, number in enumerate(own):
                found[m + place - middle] = found.get(m + place - middle, 0) + times * number
        weights = found
    return weights.get(l, 0) - weights.get(l + 1, 0)


@lru_cache(maxsize=None)
def gaussian(n, k):
    """Coefficients of the Gaussian binomial: C(n,k) = C(n-1,k-1) + q^k C(n-1,k)."""
    if k in (0, n):
        return [1]
    low, high = gaussian(n - 1, k - 1), gaussian(n - 1, k)
    total = [0] * (k * (n - k) + 1)
    for i, x in enumerate(low):
        total[i] += x
    for i, x in enumerate(high):
        total[i + k] += x
    return total
