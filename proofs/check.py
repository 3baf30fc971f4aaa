#!/usr/bin/env python3
"""Checks certificates with the Python standard library alone. The form of certificates, and why each check is enough: schema.md, README.md.

    python3 proofs/check.py [--json] [--report FILE] [FILE or FOLDER ...]

Everything is computed anew from the definitions, in integers and fractions; of a certificate only its evidence is used (a seed, an
order, channel counts), and evidence can be useless but never misleading. With --report every exact number of a report.json must
follow from the certificates that were accepted. Exit: 0 all hold, 1 something does not, 2 the request is wrong.
"""
import json
import os
import re
import sys
from array import array
from fractions import Fraction
from functools import lru_cache
from math import comb, factorial, gcd

PRIME = 4194301
LARGEST = 2**53 - 1
OPERATIONS = ['cgtp', 'gtp', 'mtp', 'vstp', 'curl', 'gtp+curl']
SETTINGS = ['siso', 'simo', 'mimo', 'mimo-truncated']
PARITIES = ['so3', 'o3-natural']
ALGORITHMS = {
    'cgtp-dense': 'cgtp', 'cgtp-sparse': 'cgtp', 'gtp-fourier-direct': 'gtp', 'gtp-fourier-fft': 'gtp', 'gtp-grid': 'gtp',
    'mtp-dense': 'mtp', 'mtp-sparse': 'mtp', 'vstp-grid': 'vstp', 'curl-grid': 'curl', 'gtp+curl-grid': 'gtp+curl',
}


class Refused(Exception):
    """Why a certificate, or a report, is not accepted."""


def require(condition, why):
    if not condition:
        raise Refused(why)


def phase(n):
    return -1 if n % 2 else 1


# Couplings, from Racah's sums in integers (schema.md, "Symbols").

@lru_cache(maxsize=None)
def racah(t1, t2, t3, n1, n2):
    """The integer S of a 3j symbol with doubled arguments, third projection -n1-n2."""
    a, b, c, p, q = (t1 + t2 - t3) // 2, (t1 - t2 + t3) // 2, (t2 + t3 - t1) // 2, (t1 - n1) // 2, (t2 + n2) // 2
    return sum((-1) ** k * comb(a, k) * comb(b, p - k) * comb(c, q - k) for k in range(max(0, p - b, q - c), min(a, p, q) + 1))


def sixfold(a, b, c, d, e, f):
    """The integer sum of a 6j symbol with doubled arguments, for four triads."""
    low = [(a + b + c) // 2, (a + e + f) // 2, (d + b + f) // 2, (d + e + c) // 2]
    high = [(a + b + d + e) // 2, (b + c + e + f) // 2, (a + c + d + f) // 2]
    t, top = max(low), min(high)
    term = factorial(t + 1) * (-1) ** t
    for part in [t - x for x in low] + [x - t for x in high]:
        term //= factorial(part)
    total = 0
    while True:
        total += term
        if t == top:
            return total
        up = (t + 2) * (high[0] - t) * (high[1] - t) * (high[2] - t)
        down = (t + 1 - low[0]) * (t + 1 - low[1]) * (t + 1 - low[2]) * (t + 1 - low[3])
        term, t = -term * up // down, t + 1


def triad(a, b, c):
    """Doubled angular momenta that can be coupled."""
    return (a + b + c) % 2 == 0 and abs(a - b) <= c <= a + b


def delta2(a, b, c):
    """The square of the triangle factor of doubled arguments."""
    return Fraction(factorial((a + b - c) // 2) * factorial((a - b + c) // 2) * factorial((b + c - a) // 2),
                    factorial((a + b + c) // 2 + 1))


def ninefold(rows):
    """9j over the triangle factors of its rows and columns; doubled arguments."""
    (a, b, c), (d, e, f), (g, h, i) = rows
    total = Fraction(0)
    for x in range(max(abs(a - i), abs(d - h), abs(b - f)), min(a + i, d + h, b + f) + 1, 2):
        six = sixfold(a, b, c, f, i, x) * sixfold(d, e, f, b, x, h) * sixfold(g, h, i, x, a, d)
        total += (-1) ** x * (x + 1) * six * delta2(x, a, i) * delta2(x, d, h) * delta2(x, b, f)
    return total


@lru_cache(maxsize=None)
def real_nonzeros(l1, l2, l3):
    """Non-zero entries of a real coupling tensor."""
    if not triad(2 * l1, 2 * l2, 2 * l3):
        return 0
    if not l1 <= l2 <= l3:
        return real_nonzeros(*sorted((l1, l2, l3)))
    count = 0
    for m1 in range(-l1, l1 + 1):
        for m2 in range(max(-l2, -l3 - m1), min(l2, l3 - m1) + 1):
            if racah(2 * l1, 2 * l2, 2 * l3, 2 * m1, 2 * m2):
                count += 1 if 0 in (m1, m2, m1 + m2) else 2
    return count


# Irreps, paths and the terms of an operation. An irrep is (degree, parity, copies); in SO(3) every parity is 1.

def parse_irreps(text):
    entries = []
    for word in text.split('+'):
        copies, name = word.split('x')
        entries.append((int(name[:-1]), 1 if name[-1] == 'e' else -1, int(copies)))
    return entries


def setting_sides(setting, lmax, parity):
    irrep = lambda l: (l, 1 if parity == 'so3' else (-1) ** l, 1)
    inputs = [irrep(l) for l in range(lmax if setting in ('siso', 'simo') else 0, lmax + 1)]
    low, high = {'siso': (lmax, lmax), 'mimo-truncated': (0, lmax)}.get(setting, (0, 2 * lmax))
    return inputs, inputs, [irrep(l) for l in range(low, high + 1)]


def e3x_size(sides):
    """2j of the matrices: e3x's integer j."""
    return 2 * -(-max(l for side in sides for l, _, _ in side) // 2)


def port_names(operation, group, slot, irrep):
    l, p, _ = irrep
    if operation == 'vstp' and group == 'so3':
        return ['0'] if l == 0 else ['0', '+', '-']
    if operation == 'vstp':
        natural = p == (-1) ** l
        if natural == (slot == 2):
            return [] if l == 0 else ['c']
        return ['r'] if l == 0 else ['r', 'g']
    return ['+', '-'] if operation == 'gtp+curl' and slot == 2 else ['']


def vector_terms(group, degrees, ports):
    """The monomials of a path of the vector product, with their integer coefficients."""
    terms = []
    for s in range(3):
        t, u = (s + 1) % 3, (s + 2) % 3
        if group == 'so3':
            radial, choices = '0', [('+', '-', 1), ('-', '+', -1)]
        elif sum(degrees) % 2 == 0:
            radial, choices = 'r', [('c', 'g', 1), ('g', 'c', -1)]
        else:
            radial, choices = 'r', [('g', 'g', 1), ('c', 'c', -1)]
        for first, second, sign in choices:
            names, lam = [''] * 3, [0] * 3
            names[s], names[t], names[u] = radial, first, second
            lam[t], lam[u] = (-1, 1) if first == '-' else (1, -1)
            if all(name in own for name, own in zip(names, ports)):
                value = sign * phase(degrees[0] - degrees[1] - lam[2]) * racah(*(2 * l for l in degrees), 2 * lam[0], 2 * lam[1])
                if value:
                    terms.append((*names, value))
    return terms


def terms_of(operation, group, path, twice_j):
    """The terms (left port, right port, out port, coefficient) of a path: none where the operation does not interact."""
    degrees = l1, l2, l3 = [irrep[0] for irrep in path]
    even = sum(degrees) % 2 == 0
    gaunt = even and racah(2 * l1, 2 * l2, 2 * l3, 0, 0) != 0
    curl = not even and l1 > 0 and l2 > 0 and racah(2 * l1, 2 * l2, 2 * l3, 2, -2) != 0
    if operation == 'gtp+curl':
        return [('', '', port, 1) for port, there in (('+', gaunt), ('-', curl)) if there]
    if operation == 'vstp':
        return vector_terms(group, degrees, [port_names(operation, group, s, irrep) for s, irrep in enumerate(path)])
    if operation == 'mtp':
        fits = max(degrees) <= twice_j
        return [('', '', '', 1)] if fits and sixfold(2 * l1, 2 * l2, 2 * l3, twice_j, twice_j, twice_j) != 0 else []
    return [('', '', '', 1)] if {'cgtp': True, 'gtp': gaunt, 'curl': curl}[operation] else []


class Graph:
    """Paths of an operation as terms between ports. Ports are numbered slot by slot, irrep by irrep."""

    def __init__(self, operation, group, sides):
        self.operation, self.group, self.sides = operation, group, sides
        twice_j = e3x_size(sides)
        found, self.missing = [], []
        for i, a in enumerate(sides[0]):
            for j, b in enumerate(sides[1]):
                for k, c in enumerate(sides[2]):
                    if abs(a[0] - b[0]) <= c[0] <= a[0] + b[0] and c[1] == a[1] * b[1]:
                        terms = terms_of(operation, group, (a, b, c), twice_j)
                        if terms:
                            found.append([((0, i, x), (1, j, y), (2, k, z), w % PRIME) for x, y, z, w in terms])
                        else:
                            self.missing.append((a, b, c))
        used = {key for path in found for term in path for key in term[:3]}
        self.ports, self.copies, self.irreps, self.names = [], [], [], []
        number = {}
        for slot, side in enumerate(sides):
            for n, irrep in enumerate(side):
                for port in port_names(operation, group, slot, irrep):
                    if (slot, n, port) not in used:
                        continue
                    number[slot, n, port] = len(self.ports)
                    self.ports.append((slot, port))
                    self.copies.append(irrep[2])
                    self.irreps.append('lro'[slot] + str(irrep[0]) + ('' if group == 'so3' else 'e' if irrep[1] == 1 else 'o'))
                    self.names.append(self.irreps[-1] if operation == 'vstp' else self.irreps[-1] + port)
        self.paths = [[(number[x], number[y], number[z], w) for x, y, z, w in path] for path in found]

    def size(self, path):
        """Coefficients on a path: one for each triple of copies."""
        left, right, out, _ = path[0]
        return self.copies[left] * self.copies[right] * self.copies[out]

    def ceiling(self):
        return sum(map(self.size, self.paths))

    def with_copies(self, copies):
        graph = Graph.__new__(Graph)
        graph.__dict__.update(self.__dict__)
        graph.copies = copies
        return graph

    def groups(self):
        """Ports by the name that certificates use."""
        found = {}
        for port, name in enumerate(self.names):
            found.setdefault(name, []).append(port)
        return found


# Upper bounds.

def exponent_ranks(graph, layers):
    """Ranks over ℚ of the exponents of all monomials, layer after layer, by what is left of the null space.

    Each row of `null` vanishes on every monomial so far; together they span all vectors that do."""
    ports = len(graph.ports)
    null = [[int(i == k) for k in range(ports)] for i in range(ports)]
    ranks = []
    for layer in layers:
        for left, right, out, _ in (term for path in layer for term in path):
            values = [row[left] + row[right] + row[out] for row in null]
            pivot = next((i for i, value in enumerate(values) if value), None)
            if pivot is None:
                continue
            head, scale = null.pop(pivot), values.pop(pivot)
            for i, value in enumerate(values):
                if value:
                    row = [scale * x - value * y for x, y in zip(null[i], head)]
                    common = gcd(*row)
                    null[i] = [x // common for x in row]
        ranks.append(ports - len(null))
    return ranks


def peeling(graph, text):
    """(coefficients peeled off, bound of the single-channel dimension of the rest) after each prefix of the order; the order's groups."""
    groups, order = graph.groups(), text.split(' ') if text else []
    require(len(set(order)) == len(order) and all(name in groups for name in order), 'peel names unknown ports, or one twice')
    alive, layers = graph.paths, []
    for name in order:
        gone = set(groups[name])
        touched = [path for path in alive if any(port in gone for term in path for port in term[:3])]
        layers.append(touched)
        alive = [path for path in alive if not any(port in gone for term in path for port in term[:3])]
    layers.append(alive)
    layers.reverse()  # from the inside out, so that ranks grow
    rest, active, stages = 0, set(), []
    for layer, rank in zip(layers, exponent_ranks(graph, layers)):
        rest += sum(map(graph.size, layer))
        active.update(port for path in layer for term in path for port in term[:3])
        bound = min(rest, rank + sum(graph.copies[port] - 1 for port in active))
        stages.append((graph.ceiling() - rest, bound))
    return stages, [groups[name] for name in order]


def upper_bound(graph, stages, channels):
    return min([graph.ceiling()] + [peeled + channels * rest for peeled, rest in stages])


# Lower bounds: the rank of a Jacobian modulo the prime, at the integer point that a seed gives.

def weights_of(graph, channels, seed):
    """Weights [channel][port][copy], residues 1 ... PRIME-1."""
    state, weights = seed, []
    for _ in range(channels):
        channel = []
        for copies in graph.copies:
            own = []
            for _ in range(copies):
                state = 48271 * state % 2147483647
                own.append(1 + state % (PRIME - 1))
            channel.append(own)
        weights.append(channel)
    return weights


def tangent_vectors(graph, weights):
    """{port: [(copy, {coefficient: derivative}) of each channel and copy]}."""
    vectors = {}
    for channel in weights:
        own = {(port, u): {} for port, copies in enumerate(channel) for u in range(len(copies))}
        start = 0
        for path in graph.paths:
            for left, right, out, factor in path:
                row = start
                for u, x in enumerate(channel[left]):
                    for v, y in enumerate(channel[right]):
                        xy = x * y % PRIME * factor % PRIME
                        for w, z in enumerate(channel[out]):
                            zf = z * factor % PRIME
                            for key, value in (((left, u), y * zf), ((right, v), x * zf), ((out, w), xy)):
                                vector = own[key]
                                vector[row] = (vector.get(row, 0) + value) % PRIME
                            row += 1
            start += graph.size(path)
        for (port, u), vector in own.items():
            vectors.setdefault(port, []).append((u, vector))
    return vectors


def echelon(rows):
    """Pivot columns and reduced rows modulo the prime."""
    rows, pivots = list(rows), []
    for column in range(len(rows[0]) if rows else 0):
        at = len(pivots)
        pivot = next((i for i in range(at, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        inverse = pow(rows[at][column], -1, PRIME)
        head = rows[at] = [x * inverse % PRIME for x in rows[at]]
        for i, row in enumerate(rows):
            if i != at and row[column]:
                factor = PRIME - row[column]
                rows[i] = [(x + factor * y) % PRIME for x, y in zip(row, head)]
        pivots.append(column)
        if len(pivots) == len(rows):
            break
    return pivots, rows[:len(pivots)]


def pack(numbers):
    """Residues as one integer, 64 bits each: a row operation is then one multiplication and one addition."""
    words = array('Q', numbers)
    if sys.byteorder != 'little':
        words.byteswap()
    return int.from_bytes(words.tobytes(), 'little')


def scaled(number, columns, factor):
    """Packed numbers, times a residue, as residues."""
    words = array('Q')
    words.frombytes(number.to_bytes(8 * columns, 'little'))
    if sys.byteorder != 'little':
        words.byteswap()
    return [word % PRIME * factor % PRIME for word in words]


def packed_rank(rows, columns):
    """Rank modulo the prime of packed rows. Entries stay below 2^64: each row is added to at most `columns` < 2^19 times."""
    rank = 0
    for column in reversed(range(columns)):
        shift = 64 * column
        heads = [(row >> shift) % PRIME for row in rows]
        mask = (1 << shift) - 1
        rows = [row & mask for row in rows]
        pivot = next((i for i, head in enumerate(heads) if head), None)
        if pivot is None:
            continue
        rank += 1
        low, head = rows.pop(pivot), heads.pop(pivot)
        inverse = pow(PRIME - head, -1, PRIME)
        low = pack(scaled(low, column, inverse))
        rows = [row + factor * low for row, factor in zip(rows, heads)]
    return rank


def jacobian_rank(graph, channels, order, seed):
    """Rank of the Jacobian, in an order that keeps it sparse: peeled ports that span all their coefficients, then outputs, then inputs."""
    vectors = tangent_vectors(graph, weights_of(graph, channels, seed))
    spanned, used, rank = set(), set(), 0
    for group in order:
        rows = [vector for port in group for _, vector in vectors[port]]
        columns = sorted({c for row in rows for c in row} - spanned)
        if len(rows) >= len(columns) == len(echelon([[row.get(c, 0) for c in columns] for row in rows])[0]):
            spanned.update(columns)
            rank += len(columns)
            used.update(group)
    blocks, free = [], 0
    outs = {}
    for port, (slot, _) in enumerate(graph.ports):
        if slot == 2 and port not in used:
            for u, vector in vectors[port]:
                outs.setdefault((graph.names[port], u), []).append(vector)
    for rows in outs.values():
        columns = sorted({c for row in rows for c in row} - spanned)
        pivots, reduced = echelon([[row.get(c, 0) for c in columns] for row in rows])
        rank += len(pivots)
        others = [i for i in range(len(columns)) if i not in set(pivots)]
        packed = [pack([row[i] for i in others]) for row in reduced]
        blocks.append(([columns[i] for i in pivots], [columns[i] for i in others], packed, free))
        free += len(others)
    rows = []
    for port, (slot, _) in enumerate(graph.ports):
        if slot == 2 or port in used:
            continue
        for _, vector in vectors[port]:
            whole = 0
            for pivots, others, packed, place in blocks:
                part = pack([vector.get(c, 0) for c in others])
                for column, row in zip(pivots, packed):
                    if column in vector:
                        part += (PRIME - vector[column]) * row
                whole += part << 64 * place
            rows.append(whole)
    return rank + packed_rank(rows, free)


def filled_copies(graph, channels):
    """Independent combinations of copies that the channels can fill, for each (slot, irrep): schema.md, "Copies"."""
    irreps = {}
    for port, name in enumerate(graph.irreps):
        irreps.setdefault(name, []).append(port)
    copies = list(graph.copies)
    for ports in irreps.values():
        for port in ports:
            copies[port] = min(copies[port], channels * len(ports))
    changed = True
    while changed:
        changed = False
        for ports in irreps.values():
            beside = beside_copies(graph.with_copies(copies), set(ports))
            if beside < copies[ports[0]]:
                changed = True
                for port in ports:
                    copies[port] = beside
    return copies, list(irreps.values())


def beside_copies(graph, ports):
    """Coefficients for each copy of an irrep: the other two multiplicities, summed over its paths."""
    total = 0
    for path in graph.paths:
        if any(port in ports for port in path[0][:3]):
            product = 1
            for port in path[0][:3]:
                product *= 1 if port in ports else graph.copies[port]
            total += product
    return total


def flattening_ranks(graph, channels, seed, irreps):
    """Rank, for each irrep, of the map at the seeded point, flattened to copies × everything else."""
    weights, entries = weights_of(graph, channels, seed), {}
    for channel in weights:
        for n, path in enumerate(graph.paths):
            for left, right, out, factor in path:
                for u, x in enumerate(channel[left]):
                    for v, y in enumerate(channel[right]):
                        for w, z in enumerate(channel[out]):
                            key = (n, u, v, w)
                            entries[key] = (entries.get(key, 0) + x * y % PRIME * z % PRIME * factor) % PRIME
    ranks = []
    for ports in irreps:
        slot, rows, columns = graph.ports[ports[0]][0], {}, {}
        for (n, *copies), value in entries.items():
            if any(term[slot] in ports for term in graph.paths[n]):
                copy = copies.pop(slot)
                column = columns.setdefault((n, *copies), len(columns))
                rows.setdefault(copy, {})[column] = value
        dense = [[row.get(c, 0) for c in range(len(columns))] for row in rows.values()]
        ranks.append(len(echelon(dense)[0]))
    return ranks


# Costs, by the formulas of schema.md.

def signals(side, group):
    """(highest degree, dimension) of the functions that carry a side."""
    kinds = {}
    for l, p, _ in side:
        kinds.setdefault(group == 'so3' or p == (-1) ** l, set()).add(l)
    return [(max(ls), sum(2 * l + 1 for l in ls)) for ls in kinds.values()]


def contraction_cost(sides, entries):
    pairs, total = {}, 0
    for a in sides[0]:
        for b in sides[1]:
            for c in sides[2]:
                if abs(a[0] - b[0]) <= c[0] <= a[0] + b[0] and c[1] == a[1] * b[1]:
                    pairs[a, b] = (2 * a[0] + 1) * (2 * b[0] + 1)
                    total += entries(a[0], b[0], c[0])
    return sum(pairs.values()) + total, total, max(pairs.values(), default=0)


def fourier_cost(sides, group, fast):
    a, b, c = (signals(side, group) for side in sides)
    top = max(l for l, _ in a) + max(l for l, _ in b)
    table = sum((l + 1) * (4 * l + 1) for side in sides[:2] for l, _, _ in side)
    table += sum((4 * l + 1) * len(range(-top + (top + l) % 2, top + 1, 2)) for l, _, _ in sides[2] if l <= top)
    if not fast:
        square = lambda l: (2 * l + 1) ** 2
        work = 4 * sum(square(x) * square(y) for x, _ in a for y, _ in b)
        return table + work, table, 2 * (sum(square(l) for l, _ in a + b) + square(top))
    power = (2 * top).bit_length()
    n = 2 ** power
    work = 4 * n * n * (power * len(a + b + c) + len(a) * len(b))
    return table + work, table + 2 * (n // 2), 2 * n * n * (len(a) + len(b) + 1)


def grid_cost(algorithm, sides, group):
    if algorithm == 'vstp-grid':
        a, b, c = [], [], []
        mixing = 0
        for slot, (side, kind) in enumerate(zip(sides, (a, b, c))):
            ports = []
            for l, p, _ in side:
                own = [1] if l == 0 else [l - 1, l, l + 1]
                ports += [(k, l) for k in own if group == 'so3' or p == (-1) ** (k + (slot < 2))]
            mixing += sum(real_nonzeros(k, 1, l) for k, l in ports)
            degrees = {k for k, _ in ports}
            if degrees:
                kind.append((max(degrees), sum(2 * k + 1 for k in degrees)))
    else:
        a, b, c = (signals(side, group) for side in sides)
    degree = sum(max((l for l, _ in side), default=0) for side in (a, b, c))
    if algorithm == 'curl-grid':
        degree = max(0, degree - 1)
    if algorithm == 'vstp-grid':
        degree = sum(l for l, _ in a + b + c)
    rings, points = degree // 2 + 1, degree + 1
    size = rings * points
    legendre, azimuth = (lambda s: rings * s[1]), (lambda s: size * (2 * s[0] + 1))
    trigonometric = lambda s: points * (2 * s[0] + 1)
    way = lambda s: legendre(s) + azimuth(s)
    tables = lambda s: legendre(s) + trigonometric(s)
    pairs = len(a) * len(b) * size
    if algorithm == 'gtp-grid':
        return sum(map(way, a + b + c)) + pairs, sum(map(tables, a + b + c)), len(a + b + c) * size
    if algorithm == 'vstp-grid':
        return (mixing + 3 * sum(map(way, a + b + c)) + 6 * size, mixing + sum(map(tables, a + b + c)), 3 * len(a + b + c) * size)
    if algorithm == 'curl-grid':
        work = sum(2 * way(s) for s in a + b) + 2 * pairs + sum(map(way, c))
        table = sum(2 * legendre(s) + trigonometric(s) for s in a + b) + sum(map(tables, c))
        return work, table, (2 * len(a + b) + len(c)) * size
    turning = lambda s: rings * (2 * s[0] + 1)
    work = sum(2 * legendre(s) + turning(s) + 3 * azimuth(s) for s in a + b) + 3 * pairs + 2 * sum(map(way, c))
    table = sum(2 * legendre(s) + turning(s) + trigonometric(s) for s in a + b) + sum(map(tables, c))
    return work, table, (3 * len(a + b) + 2 * len(c)) * size


def matrix_cost(sides, entries):
    """2j is even here, so matrices are real."""
    twice_j = e3x_size(sides)
    n, (a, b, c) = twice_j + 1, (len({p for _, p, _ in side}) for side in sides)
    table = sum(entries(l, n) for side in sides for l, _, _ in side if l <= twice_j)
    return table + a * b * n**3, table, (a + b + c) * n * n


def cost(algorithm, sides, group):
    """(multiply-adds, bytes) of one channel."""
    sides = [[(l, 1 if group == 'so3' else p, 1) for l, p, _ in side] for side in sides]
    if algorithm == 'cgtp-dense':
        found = contraction_cost(sides, lambda x, y, z: (2 * x + 1) * (2 * y + 1) * (2 * z + 1))
    elif algorithm == 'cgtp-sparse':
        found = contraction_cost(sides, real_nonzeros)
    elif algorithm.startswith('gtp-fourier'):
        found = fourier_cost(sides, group, algorithm.endswith('fft'))
    elif algorithm == 'mtp-dense':
        found = matrix_cost(sides, lambda l, n: (2 * l + 1) * n * n)
    elif algorithm == 'mtp-sparse':
        found = matrix_cost(sides, lambda l, n: real_nonzeros(l, n // 2, n // 2))
    else:
        found = grid_cost(algorithm, sides, group)
    return found[0], 8 * (found[1] + found[2])


# The kinds of certificate. Each function takes the fields and returns (claim, cases) or refuses.

def integer(value, low, high, name):
    require(type(value) is int and low <= value <= high, f'{name}: expected an integer in {low}...{high}')
    return value


def fields(value, names, where):
    require(type(value) is dict and list(value) == names, f'{where}: expected the fields {", ".join(names)}')


def under(t1, t2, t3):
    """a! b! c! of a 3j symbol."""
    return factorial((t1 + t2 - t3) // 2) * factorial((t1 - t2 + t3) // 2) * factorial((t2 + t3 - t1) // 2)


def turns(t, n):
    """(j+m)! (j-m)!"""
    return factorial((t + n) // 2) * factorial((t - n) // 2)


def orthogonality(data):
    top = integer(data['twiceJ'], 0, 12, 'twiceJ')
    for t1 in range(top + 1):
        for t2 in range(top + 1):
            for n in range(-t1 - t2, t1 + t2 + 1, 2):
                states = [k for k in range(-t1, t1 + 1, 2) if abs(n - k) <= t2]
                thirds = [t for t in range(abs(t1 - t2), t1 + t2 + 1, 2) if t >= abs(n)]
                require(len(states) == len(thirds), 'the matrix is not square')
                for t in thirds:
                    for s in thirds:
                        total = sum(turns(t1, k) * turns(t2, n - k) * racah(t1, t2, t, k, n - k) * racah(t1, t2, s, k, n - k) for k in states)
                        norm = under(t1, t2, t) * factorial((t1 + t2 + t) // 2 + 1) if s == t else 0
                        require(total * (t + 1) * turns(t, n) == norm, f'not orthogonal: 2j = {t1}, {t2}, {t}, {s}')
    return (f'For all angular momenta with 2j1, 2j2 ≤ {top} the Clebsch–Gordan coefficients of j1 ⊗ j2 are an orthogonal matrix.',
            (top + 1) ** 2)


def sparse_rank(rows):
    """Rank modulo the prime of rows {column: integer}."""
    basis = {}
    for row in rows:
        row = {c: x % PRIME for c, x in row.items() if x % PRIME}
        while row:
            pivot = min(row)
            if pivot not in basis:
                inverse = pow(row[pivot], -1, PRIME)
                basis[pivot] = {c: x * inverse % PRIME for c, x in row.items()}
                break
            factor = PRIME - row[pivot]
            for c, x in basis[pivot].items():
                value = (row.get(c, 0) + factor * x) % PRIME
                if value:
                    row[c] = value
                else:
                    row.pop(c, None)
    return len(basis)


def one_map_per_path(data):
    top = integer(data['lmax'], 0, 6, 'lmax')
    for l1 in range(top + 1):
        for l2 in range(top + 1):
            for l3 in range(2 * top + 1):
                pairs = [(m, n) for m in range(-l1, l1 + 1) for n in range(-l2, l2 + 1)]
                unknowns = {pair for pair in pairs if abs(sum(pair)) <= l3}
                equations = []
                for m, n in pairs:
                    for up in (1, -1):
                        if abs(m + n + up) > l3:
                            continue
                        row = {(m + up, n): l1 - up * m, (m, n + up): l2 - up * n, (m, n): -(l3 - up * (m + n))}
                        equations.append({pair: x for pair, x in row.items() if pair in unknowns and x})
                path = abs(l1 - l2) <= l3 <= l1 + l2
                rank = sparse_rank(equations)
                require(rank == len(unknowns) - path, f'{l1} {l2} {l3}: rank {rank} of {len(unknowns)}')
                if path:
                    solution = {(m, n): turns(2 * l1, 2 * m) * turns(2 * l2, 2 * n) * racah(2 * l1, 2 * l2, 2 * l3, 2 * m, 2 * n) for m, n in unknowns}
                    require(any(solution.values()), 'the solution is zero')
                    require(all(sum(x * solution[pair] for pair, x in row.items()) == 0 for row in equations), 'no solution')
    return (f'For ℓ1, ℓ2 ≤ {top} and ℓ3 ≤ {2 * top} the space of equivariant bilinear maps ℓ1 ⊗ ℓ2 → ℓ3 has dimension 1 where the triangle rule holds and 0 elsewhere.',
            (top + 1) ** 2 * (2 * top + 1))


def triads(top):
    return [(a, b, c) for c in range(top + 1) for b in range(c + 1) for a in range(c - b, b + 1)]


def gaunt(data):
    top, cases = integer(data['lmax'], 0, 100, 'lmax'), 0
    for a, b, c in triads(top):
        total, cases = racah(2 * a, 2 * b, 2 * c, 0, 0), cases + 1
        half, odd = divmod(a + b + c, 2)
        if odd:
            require(total == 0, f'not zero: {a} {b} {c}')
        else:
            left = abs(total) * factorial(a) * factorial(b) * factorial(c) * factorial(half - a) * factorial(half - b) * factorial(half - c)
            require(left == under(2 * a, 2 * b, 2 * c) * factorial(half), f'not the closed form: {a} {b} {c}')
    require(cases == sum((c + 2) ** 2 // 4 for c in range(top + 1)), 'cases are missing')
    return (f'For all degrees ≤ {top} the symbol (ℓ1 ℓ2 ℓ3; 0 0 0) of a path is zero where ℓ1+ℓ2+ℓ3 is odd, and its closed form, in which no factor is zero, where it is even.', cases)


def curl(data):
    top, cases = integer(data['lmax'], 0, 100, 'lmax'), 0
    for triple in triads(top):
        if sum(triple) % 2 == 0:
            continue
        cases += 1
        half = (sum(triple) + 1) // 2
        for a, b, c in (triple, triple[1:] + triple[:1], triple[2:] + triple[:2]):
            left = factorial(a + 1) * factorial(b + 1) * factorial(c) * abs(racah(2 * a, 2 * b, 2 * c, 2, -2))
            for l in (a, b, c):
                left *= factorial(half - 1 - l)
            require(left == 2 * factorial(half) * under(2 * a, 2 * b, 2 * c), f'not the closed form: {a} {b} {c}')
    require(cases == sum((c + 1) // 2 * ((c + 1) // 2 + 1) // 2 for c in range(top + 1)), 'cases are missing')
    return (f'For all degrees ≤ {top} with odd ℓ1+ℓ2+ℓ3 the symbol (ℓ1 ℓ2 ℓ3; 1 −1 0) of a path is, wherever its zero stands, its closed form, in which no factor is zero.', cases)


def six_j_zeros(data):
    top, zeros, cases = integer(data['maxTwiceJ'], 0, 80, 'maxTwiceJ'), [], 0
    for twice_j in range(top + 1):
        for a, b, c in triads(twice_j):
            cases += 1
            if sixfold(2 * a, 2 * b, 2 * c, twice_j, twice_j, twice_j) == 0:
                zeros.append([a, b, c, twice_j])
    zeros.sort(key=lambda zero: (zero[3], zero[:3]))
    require(data['zeros'] == zeros, 'the list of zeros is another one')
    require(cases == sum((c + 2) ** 2 // 4 for n in range(top + 1) for c in range(n + 1)), 'cases are missing')
    return (f'For all 2j ≤ {top} and all paths with degrees ≤ 2j the symbol {{ℓ1 ℓ2 ℓ3; j j j}} vanishes at the listed [ℓ1, ℓ2, ℓ3, 2j] with ℓ1 ≤ ℓ2 ≤ ℓ3 and nowhere else.', cases)


def vector_reach(data):
    top, checked = integer(data['lmax'], 0, 30, 'lmax'), integer(data['identityTo'], 0, 6, 'identityTo')
    cases = 0
    for parity, group in (('so3', 'so3'), ('o3-natural', 'o3')):
        graph = Graph('vstp', group, setting_sides('mimo', top, parity))
        cases += len(graph.paths) + len(graph.missing)
        lost = {tuple(irrep[0] for irrep in path) for path in graph.missing}
        require(lost == ({(0, 0, 0)} if group == 'so3' else {(l, l, 0) for l in range(top + 1)}), f'other paths are missing in {group}')
    for j1 in range(checked + 1):
        for j2 in range(checked + 1):
            for j3 in range(abs(j1 - j2), j1 + j2 + 1):
                vector_identity((j1, j2, j3))
    require(cases == (top + 1) * (2 * top**2 + 4 * top + 3) // 3 + (top + 1) * (top + 2) * (2 * top + 3) // 6, 'cases are missing')
    return (f'For inputs of degree ≤ {top} the cross product of vector fields reaches every path of SO(3) but 0⊗0→0, and with natural parities every path of O(3) but those to degree 0; its helicity form is the 9j form for inputs of degree ≤ {checked}.', cases)


def vector_identity(js):
    """3j(ℓ; 0) 9j = Σ over helicities, both sides without their common triangle factors."""
    ports = [[1] if j == 0 else [j - 1, j, j + 1] for j in js]
    for l1 in ports[0]:
        for l2 in ports[1]:
            for l3 in ports[2]:
                ls, left = (l1, l2, l3), Fraction(0)
                doubled = [2 * l for l in ls]
                if triad(*doubled):
                    value = phase(l1 - l2) * racah(*doubled, 0, 0) * ninefold((tuple(doubled), (2, 2, 2), tuple(2 * j for j in js)))
                    left = value * factorial(l1) * factorial(l2) * factorial(l3) * delta2(*doubled) / under(*doubled)
                right = Fraction(0)
                for lam in ((0, 1, -1), (1, -1, 0), (-1, 0, 1), (0, -1, 1), (-1, 1, 0), (1, 0, -1)):
                    if any(abs(x) > j for x, j in zip(lam, js)):
                        continue
                    term = Fraction(phase(lam[2]) * racah(2, 2, 2, 2 * lam[0], 2 * lam[1]) * 4)
                    term *= phase(js[0] - js[1] + lam[2]) * racah(*(2 * j for j in js), -2 * lam[0], -2 * lam[1])
                    term /= under(*(2 * j for j in js))
                    for l, j, x in zip(ls, js, lam):
                        term *= phase(l - 1 + x) * racah(2 * l, 2, 2 * j, 0, 2 * x) * factorial(l) * turns(2 * j, 2 * x)
                        term /= under(2 * l, 2, 2 * j)
                    right += term
                require(left == right, f'the helicity form is wrong for j = {js}, ℓ = {ls}')


def legendre(n):
    """Coefficients of P_n."""
    before, current = [Fraction(0)], [Fraction(1)]
    for k in range(1, n + 1):
        following = [Fraction(0)] + [x * (2 * k - 1) / k for x in current]
        for i, x in enumerate(before):
            following[i] -= x * (k - 1) / k
        before, current = current, following
    return current


def gauss_legendre(data):
    top, cases = integer(data['n'], 1, 80, 'n'), 0
    for n in range(1, top + 1):
        form = legendre(n)
        for k in range(n):
            cases += 1
            require(sum(2 * x / (i + k + 1) for i, x in enumerate(form) if (i + k) % 2 == 0) == 0, f'P_{n} and x^{k}')
    require(cases == top * (top + 1) // 2, 'cases are missing')
    return (f'For 1 ≤ n ≤ {top} the Legendre polynomial P_n is orthogonal on [−1, 1] to every x^k with k < n.', cases)


def theta_series(l, m):
    """{frequency: i^m × coefficient} of sin^m θ d^m P_l/dx^m at x = cos θ."""
    form = legendre(l)
    for _ in range(m):
        form = [x * i for i, x in enumerate(form)][1:]
    series = {}
    for power, x in enumerate(form):
        for i in range(power + 1):
            for k in range(m + 1):
                u = power - 2 * i + m - 2 * k
                value = x * comb(power, i) * comb(m, k) * phase(k) / 2 ** (power + m)
                series[u] = series.get(u, 0) + value
    return series


def fourier_gaunt(data):
    top = integer(data['lmax'], 0, 5, 'lmax')
    known = {(l, m): theta_series(l, m) for l in range(2 * top + 1) for m in range(l + 1)}
    for l1 in range(top + 1):
        for l2 in range(top + 1):
            for l3 in range(2 * top + 1):
                doubled = (2 * l1, 2 * l2, 2 * l3)
                for m1 in range(-l1, l1 + 1):
                    for m2 in range(max(-l2, -l3 - m1), min(l2, l3 - m1) + 1):
                        m3 = -m1 - m2
                        product = {}
                        for u, x in known[l1, abs(m1)].items():
                            for v, y in known[l2, abs(m2)].items():
                                product[u + v] = product.get(u + v, 0) + x * y
                        total = 0
                        for u, x in product.items():
                            for v, y in known[l3, abs(m3)].items():
                                if (u + v) % 2 == 0:
                                    total += 2 * x * y / (1 - (u + v) ** 2)
                        total *= phase((abs(m1) + abs(m2) + abs(m3)) // 2)  # i^−|m| of the three
                        expected = Fraction(0)
                        if triad(*doubled):
                            expected = 2 * delta2(*doubled) / under(*doubled) ** 2 * phase(sum(m for m in (m1, m2, m3) if m > 0) - m3)
                            expected *= racah(*doubled, 0, 0) * racah(*doubled, 2 * m1, 2 * m2)
                            for l, m in ((l1, m1), (l2, m2), (l3, m3)):
                                expected *= factorial(l) * factorial(l + abs(m))
                        require(total == expected, f'{l1} {l2} {l3}; {m1} {m2}')
    return (f'For ℓ1, ℓ2 ≤ {top} and ℓ3 ≤ {2 * top} multiplying Fourier series and projecting by the closed form gives the Gaunt integral, for all orders.',
            (top + 1) ** 2 * (2 * top + 1))


def matrix_six_j(data):
    top = integer(data['maxTwiceJ'], 0, 8, 'maxTwiceJ')
    for n in range(top + 1):
        for l1 in range(n + 1):
            for l2 in range(n + 1):
                for l3 in range(n + 1):
                    degrees = (2 * l1, 2 * l2, 2 * l3)
                    path = triad(*degrees)
                    six = sixfold(*degrees, n, n, n) * delta2(*degrees) / under(*degrees) if path else 0
                    below = under(2 * l1, n, n) * under(n, 2 * l2, n) * under(n, n, 2 * l3)
                    for m1 in range(-2 * l1, 2 * l1 + 1, 2):
                        for m2 in range(max(-2 * l2, -2 * l3 - m1), min(2 * l2, 2 * l3 - m1) + 1, 2):
                            total, m3 = 0, -m1 - m2
                            for x in range(-n, n + 1, 2):
                                y, z = x + m3, x - m2
                                if abs(y) > n or abs(z) > n:
                                    continue
                                sign = (3 * n + x + y + z) // 2 + (2 * l1 - n + z) // 2 + (n - 2 * l2 - z) // 2 - m3 // 2
                                total += phase(sign) * racah(2 * l1, n, n, m1, y) * racah(n, 2 * l2, n, -x, m2) * racah(n, n, 2 * l3, x, -y) \
                                    * turns(n, x) * turns(n, y) * turns(n, z)
                            expected = phase(l1 - l2 - m3 // 2) * six * racah(*degrees, m1, m2) if path else 0
                            require(total == expected * below, f'2j = {n}: {l1} {l2} {l3}; {m1} {m2}')
    return (f'For 2j ≤ {top} the trace of three embedded irreps is the coupling times {{ℓ1 ℓ2 ℓ3; j j j}}, for all degrees ≤ 2j and all orders.',
            sum((n + 1) ** 3 for n in range(top + 1)))


def fractions_of(texts, name):
    require(type(texts) is list and all(type(text) is str for text in texts), f'{name}: expected fractions')
    numbers = []
    for text in texts:
        number = Fraction(text) if text.lstrip('-').replace('/', '').isdigit() and len(text) < 40 else None
        require(number is not None and str(number) == text, f'{name}: expected fractions in lowest terms')
        numbers.append(number)
    require(not numbers or numbers[-1] != 0, f'{name}: the leading coefficient is zero')
    return numbers


def value_at(form, x):
    return sum(c * x**k for k, c in enumerate(form))


def vertices(setting):
    """Vertices of the polytope of (ℓ1, ℓ2, ℓ3)/L."""
    first, (low, high) = (1 if setting in ('siso', 'simo') else 0), {'siso': (1, 1), 'mimo-truncated': (0, 1)}.get(setting, (0, 2))
    # a·x ≥ b
    planes = [((1, 0, 0), first), ((-1, 0, 0), -1), ((0, 1, 0), first), ((0, -1, 0), -1), ((0, 0, 1), low), ((0, 0, -1), -high),
              ((1, 1, -1), 0), ((1, -1, 1), 0), ((-1, 1, 1), 0)]
    det = lambda u, v, w: u[0] * (v[1] * w[2] - v[2] * w[1]) - u[1] * (v[0] * w[2] - v[2] * w[0]) + u[2] * (v[0] * w[1] - v[1] * w[0])
    found = set()
    for i, (u, p) in enumerate(planes):
        for j, (v, q) in enumerate(planes[:i]):
            for w, r in planes[:j]:
                d = det(u, v, w)
                if d:
                    columns = list(zip(u, v, w))
                    point = tuple(Fraction(det(*(columns[:k] + [(p, q, r)] + columns[k + 1:])), d) for k in range(3))
                    if all(sum(a * x for a, x in zip(plane, point)) >= b for plane, b in planes):
                        found.add(point)
    return found


def smallest_period(setting, even):
    """The least D that takes all vertices into the lattice: ℤ³, or its points of even sum."""
    inside = lambda point: all(x.denominator == 1 for x in point) and (not even or sum(point) % 2 == 0)
    return next(d for d in range(1, 100) if all(inside([d * x for x in point]) for point in vertices(setting)))


def path_counts(data):
    rows = data['rows']
    wanted = [(setting, operation) for setting in SETTINGS for operation in ('cgtp', 'gtp', 'curl')]
    require(type(rows) is list and len(rows) == len(wanted), 'rows: expected one for each setting and operation')
    for row, (setting, operation) in zip(rows, wanted):
        fields(row, ['setting', 'operation', 'polynomials'], 'rows')
        require((row['setting'], row['operation']) == (setting, operation), 'rows: not in order')
        require(type(row['polynomials']) is list, 'polynomials: expected a list')
        forms = [fractions_of(texts, 'polynomials') for texts in row['polynomials']]
        period = len(forms)
        needed = smallest_period(setting, operation != 'cgtp')
        require(period in (1, 2) and period % needed == 0, f'{setting} {operation}: the period may be {needed}')
        require(all(len(form) <= 4 for form in forms), 'the degree is more than 3')
        for l in range(5 * period):  # L = 0, and at least four L ≥ 1 of each class
            count = len(Graph(operation, 'so3', setting_sides(setting, l, 'so3')).paths)
            require(value_at(forms[l % period], l) == count, f'{setting} {operation}: L = {l}')
    return ('For every L ≥ 0 the operation has in the setting of degree L, in SO(3), as many interactions as the polynomial (of those for L mod their number) says; coefficients of 1, L, L², ….',
            sum(5 * len(row['polynomials']) for row in rows))


POLYNOMIAL_COSTS = ['cgtp-dense', 'gtp-fourier-direct', 'gtp-grid', 'mtp-dense', 'vstp-grid', 'curl-grid', 'gtp+curl-grid']


def cost_polynomials(data):
    rows = data['rows']
    require(type(rows) is list and len(rows) == len(POLYNOMIAL_COSTS), 'rows: expected one for each algorithm')
    for row, algorithm in zip(rows, POLYNOMIAL_COSTS):
        fields(row, ['algorithm', 'polynomial'], 'rows')
        require(row['algorithm'] == algorithm, 'rows: not in order')
        form = fractions_of(row['polynomial'], 'polynomial')
        require(len(form) <= 7, 'the degree is more than 6')
        for l in range(1, 15):
            require(value_at(form, l) == cost(algorithm, setting_sides('mimo', l, 'so3'), 'so3')[0], f'{algorithm}: L = {l}')
    return ('For every L ≥ 1 the algorithm takes in mimo of degree L, in SO(3), as many multiply–adds for one channel as the polynomial says; coefficients of 1, L, L², ….',
            14 * len(rows))


def model_sides(row):
    sides, entry = [], '[1-9][0-9]{0,3}x(0|[1-9][0-9]?)[eo]'
    for name in ('left', 'right', 'out'):
        require(type(row[name]) is str and re.fullmatch(rf'{entry}(\+{entry})*', row[name]), f'{name}: expected irreps')
        side = parse_irreps(row[name])
        require(len({(l, p) for l, p, _ in side}) == len(side), f'{name}: an irrep stands twice')
        sides.append(side)
    return sides


def costs(data):
    top, rows, models = integer(data['lmax'], 1, 20, 'lmax'), data['rows'], data['models']
    wanted = [(setting, parity, algorithm) for setting in SETTINGS for parity in PARITIES for algorithm in ALGORITHMS]
    require(type(rows) is list and len(rows) == len(wanted), 'rows: expected one for each setting, parity and algorithm')
    for row, (setting, parity, algorithm) in zip(rows, wanted):
        found = [cost(algorithm, setting_sides(setting, l, parity), 'so3' if parity == 'so3' else 'o3') for l in range(1, top + 1)]
        require(row == [setting, parity, algorithm, [x for x, _ in found], [y for _, y in found]], f'{setting} {parity} {algorithm}: other costs')
    require(type(models) is list, 'models: expected a list')
    for row in models:
        fields(row, ['left', 'right', 'out', 'costs'], 'models')
        sides = model_sides(row)
        found = [[algorithm, *cost(algorithm, sides, 'o3')] for algorithm in ALGORITHMS]
        require(row['costs'] == found, 'models: other costs')
    return (f'Multiply–adds and bytes of one channel of each algorithm: rows give them for L = 1…{top} of a setting and parity, models for irreps with parities as written.',
            top * len(rows) + len(ALGORITHMS) * len(models))


ACCEPTED_RANKS = {}


def check_reach(graph, reach, ranks, peel, seed):
    """That reach[C−1] is the expressivity of the graph at C channels, for every C up to the one that reaches everything."""
    require(type(reach) is list and all(type(x) is int for x in reach), 'reach: expected integers')
    require(type(ranks) is list and all(type(x) is int for x in ranks), 'ranks: expected integers')
    require(type(peel) is str, 'peel: expected a text')
    ceiling = graph.ceiling()
    if graph.operation == 'cgtp' or ceiling == 0:
        require(reach == [ceiling] * (ceiling > 0) and ranks == [] and peel == '', 'reach: not the number of interactions')
        return
    require(len(reach) <= 200 and ranks == sorted(set(ranks)) and ranks and ranks[0] >= 1 and ranks[-1] == len(reach), 'ranks: expected channel counts up to the last')
    stages, order = peeling(graph, peel)
    for channels, value in enumerate(reach, 1):
        require(upper_bound(graph, stages, channels) == value, f'C = {channels}: the upper bound is another')
    require(reach[-1] == ceiling and (len(reach) == 1 or reach[-2] < ceiling), 'reach: does not end where everything is reached')
    before = (0, 0)
    for channels in ranks:
        key = (graph.operation == 'vstp' and graph.group, tuple(map(tuple, graph.paths)), channels, seed, tuple(map(tuple, order)))
        if key not in ACCEPTED_RANKS:
            ACCEPTED_RANKS[key] = jacobian_rank(graph, channels, order, seed)
        value = reach[channels - 1]
        require(ACCEPTED_RANKS[key] >= value, f'C = {channels}: the rank is only {ACCEPTED_RANKS[key]}')
        (low, least), width = before, channels - before[0]
        for between in range(low + 1, channels):  # concave: at least the chord
            chord = Fraction(least * (channels - between) + value * (between - low), width)
            require(reach[between - 1] <= -(-chord.numerator // chord.denominator), f'C = {between}: above the chord')
        before = (channels, value)


def seed_and_prime(data):
    require(data['prime'] == PRIME and all(PRIME % d for d in range(2, 2049)), 'prime: expected 4194301')
    return integer(data['seed'], 1, 2147483646, 'seed')


def expressivity_settings(data):
    seed, setting, parity = seed_and_prime(data), data['setting'], data['parity']
    require(setting in SETTINGS and parity in PARITIES, 'setting, parity: unknown')
    require(data['id'] == f'expressivity-{setting}-{parity}', 'id: not that of the setting')
    top, rows, group = integer(data['lmax'], 1, 12, 'lmax'), data['rows'], 'so3' if parity == 'so3' else 'o3'
    wanted = [(l, operation) for l in range(1, top + 1) for operation in OPERATIONS]
    require(type(rows) is list and len(rows) == len(wanted), 'rows: expected one for each degree and operation')
    for row, (l, operation) in zip(rows, wanted):
        fields(row, ['lmax', 'operation', 'paths', 'interactions', 'reach', 'ranks', 'peel'], 'rows')
        require(type(row['lmax']) is int and (row['lmax'], row['operation']) == (l, operation), 'rows: not in order')
        graph = Graph(operation, group, setting_sides(setting, l, parity))
        counts = [len(graph.paths) + len(graph.missing), len(graph.paths)]
        require([row['paths'], row['interactions']] == counts and type(row['paths']) is int, f'L = {l} {operation}: other counts')
        try:
            check_reach(graph, row['reach'], row['ranks'], row['peel'], seed)
        except Refused as refusal:
            raise Refused(f'L = {l} {operation}: {refusal}') from None
    return (f'In {setting}, {parity}, of degree lmax = 1…{top}, the operation has so many interactions of so many paths, and reach lists its expressivity at 1, 2, … channels up to the first that reaches all interactions (mtp with 2j = 2⌈ℓ/2⌉, ℓ the highest degree).',
            sum(max(1, len(row['reach'])) for row in rows))


def check_model(graph, row, channel_counts, seed):
    ceiling = graph.ceiling()
    require(row['ceiling'] == ceiling, 'ceiling: another')
    require(type(row['values']) is list and len(row['values']) == len(channel_counts), 'values: expected one for each channel count')
    stages, _ = peeling(graph, row['peel'])
    trivial = graph.operation == 'cgtp' or ceiling == 0
    for channels, value in zip(channel_counts, row['values']):
        if trivial:
            require(value == ceiling and row['peel'] == '', 'values: not the ceiling')
            continue
        copies, irreps = filled_copies(graph, channels)
        small = graph.with_copies(copies)
        subspaces = sum(copies[ports[0]] * (graph.copies[ports[0]] - copies[ports[0]]) for ports in irreps)
        inner, order = peeling(small, row['peel'])
        require(value == min(ceiling, upper_bound(small, inner, channels) + subspaces), f'C = {channels}: the upper bound is another')
        for ports, rank in zip(irreps, flattening_ranks(small, channels, seed, irreps)):
            require(copies[ports[0]] == graph.copies[ports[0]] or rank == copies[ports[0]], f'C = {channels}: copies are not filled')
        require(jacobian_rank(small, channels, order, seed) + subspaces >= value, f'C = {channels}: the rank is too small')
    bounds = row['saturating']
    require(type(bounds) is list and len(bounds) == 2 and all(type(x) is int for x in bounds), 'saturating: expected two integers')
    if trivial:
        require(bounds == [1 if ceiling else 0] * 2, 'saturating: not the least')
        return
    low, high = bounds
    admits = lambda channels: all(peeled + channels * rest >= ceiling for peeled, rest in stages)
    require(low >= 1 and admits(low) and (low == 1 or not admits(low - 1)), 'saturating: the lower bound is another')
    _, irreps = filled_copies(graph, 1)
    needed = [max(beside_copies(graph, set(ports)) for ports in irreps if graph.ports[ports[0]][0] == slot) for slot in range(3)]
    require(high == min(needed), 'saturating: the upper bound is another')


def expressivity_models(data):
    seed, rows, channels = seed_and_prime(data), data['rows'], data['channels']
    require(type(rows) is list and len(rows) > 0 and len(rows) % len(OPERATIONS) == 0, 'rows: expected one for each model and operation')
    require(type(channels) is list and all(type(x) is int for x in channels) and channels == sorted(set(channels)), 'channels: expected ascending integers')
    require(len(channels) > 0 and channels[0] >= 1 and channels[-1] <= 8, 'channels: expected 1...8')
    for i, row in enumerate(rows):
        fields(row, ['left', 'right', 'out', 'operation', 'paths', 'interactions', 'ceiling', 'values', 'saturating', 'peel'], 'rows')
        require(row['operation'] == OPERATIONS[i % len(OPERATIONS)] and type(row['peel']) is str, 'rows: not in order')
        graph = Graph(row['operation'], 'o3', model_sides(row))
        require([row['paths'], row['interactions']] == [len(graph.paths) + len(graph.missing), len(graph.paths)], 'other counts')
        try:
            check_model(graph, row, channels, seed)
        except Refused as refusal:
            raise Refused(f'{row["operation"]}, {row["left"]}: {refusal}') from None
    return (f"For irreps with copies, in O(3), the operation has so many interactions of so many paths and so many coefficients of maps on them (ceiling); values are its expressivity at C = {', '.join(map(str, channels))}, saturating the bounds of the least C that reaches the ceiling (mtp with 2j = 2⌈ℓ/2⌉, ℓ the highest degree).",
            len(channels) * len(rows))


KINDS = {
    'orthogonality': (orthogonality, ['twiceJ']),
    'one-map-per-path': (one_map_per_path, ['lmax']),
    'gaunt': (gaunt, ['lmax']),
    'curl': (curl, ['lmax']),
    'six-j-zeros': (six_j_zeros, ['maxTwiceJ', 'zeros']),
    'vector-reach': (vector_reach, ['lmax', 'identityTo']),
    'gauss-legendre': (gauss_legendre, ['n']),
    'fourier-gaunt': (fourier_gaunt, ['lmax']),
    'matrix-six-j': (matrix_six_j, ['maxTwiceJ']),
    'path-counts': (path_counts, ['rows']),
    'cost-polynomials': (cost_polynomials, ['rows']),
    'costs': (costs, ['lmax', 'rows', 'models']),
    'expressivity-settings': (expressivity_settings, ['setting', 'parity', 'lmax', 'prime', 'seed', 'rows']),
    'expressivity-models': (expressivity_models, ['channels', 'prime', 'seed', 'rows']),
}


def plain(value):
    """Whether integers, texts, lists and objects are all there is: no true that equals 1, no 1.0."""
    if type(value) is dict:
        return all(map(plain, value.values()))
    if type(value) is list:
        return all(map(plain, value))
    return type(value) is str or type(value) is int and abs(value) <= LARGEST


def check(text):
    """The certificate, if it proves what it claims. @raises Refused"""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise Refused(f'not JSON: {error}') from None
    require(type(data) is dict and data.get('kind') in KINDS, 'kind: unknown')
    function, own = KINDS[data['kind']]
    fields(data, ['schema', 'id', 'kind', 'claim', 'cases', *own], 'certificate')
    require(json.dumps(data, ensure_ascii=False, separators=(',', ':')) == text.replace('\n', ''), 'not in the canonical form')
    require(plain(data), 'expected integers and texts only')
    require(data['schema'] == 1, 'schema: expected 1')
    require(data['kind'] == 'expressivity-settings' or data['id'] == data['kind'], 'id: not that of its kind')
    claim, cases = function(data)
    require(data['claim'] == claim, 'claim: not what is proved')
    require(type(data['cases']) is int and data['cases'] == cases and cases > 0, f'cases: {cases} were checked')
    return data


# A report against what was proved.

def label(path, explicit):
    return [f'{l}{"e" if p == 1 else "o"}' if explicit else l for l, p, _ in path]


def check_analysis(analysis, paths, reached, least, costs_of, graph, explicit):
    """One entry of a report: counts, missing paths, expressivities {channels: dimension}, saturating channels, costs."""
    operation = analysis['operation']
    require(analysis['parameters'].get('twiceJ') == (e3x_size(graph.sides) if operation == 'mtp' else None), 'twiceJ')
    require([analysis['paths'], analysis['interactions']] == paths, 'paths, interactions')
    require(sorted(analysis['missing']) == sorted(label(path, explicit) for path in graph.missing), 'missing')
    require(analysis['ceiling'] == graph.ceiling(), 'ceiling')
    require([point['channels'] for point in analysis['expressivity']] == list(reached), 'channels')
    for point in analysis['expressivity']:
        require(point['lower'] == point['upper'] == reached[point['channels']] and point['certified'] is True, 'expressivity')
        if 'upperFrom' in point:
            made = point['upperFrom']
            require(made['peeled'] + point['channels'] * made['rankOne'] + made['subspaces'] == point['upper'], 'upperFrom')
    saturating = analysis['saturatingChannels']
    require([saturating['lower'], saturating['upper']] == least and saturating['certified'] == (least[0] == least[1]), 'saturatingChannels')
    found = [[row['algorithm'], int(row['multiplyAdds']), int(row['bytes'])] for row in analysis['costs']]
    require(found == [[name, *costs_of(name)] for name in ALGORITHMS if ALGORITHMS[name] == operation], 'costs')
    for row in analysis['costs']:
        prices = [str(int(row['multiplyAdds']) * bound) for bound in least]
        require([row['atSaturation']['lower'], row['atSaturation']['upper']] == prices, 'atSaturation')


def check_report(report, proved):
    """That every exact number of a report.json follows from the accepted certificates. Returns how many expressivities it has."""
    price = {tuple(row[:3]): row[3:] for row in proved['costs']['rows']}
    count = 0
    for analysis in report['analyses']:
        setting, parity, l, operation = (analysis[name] for name in ('setting', 'parity', 'lmax', 'operation'))
        where = f'report, {setting} {parity} L = {l} {operation}'
        certificate = proved.get(f'expressivity-{setting}-{parity}')
        require(certificate is not None, f'{where}: no certificate')
        row = next((row for row in certificate['rows'] if row['lmax'] == l and row['operation'] == operation), None)
        require(row is not None, f'{where}: no row in its certificate')
        reach, group = row['reach'], 'so3' if parity == 'so3' else 'o3'
        graph = Graph(operation, group, setting_sides(setting, l, parity))
        try:
            check_analysis(analysis, [row['paths'], row['interactions']], dict(enumerate(reach or [0], 1)),
                           [len(reach)] * 2, lambda name: [numbers[l - 1] for numbers in price[setting, parity, name]], graph, False)
        except Refused as refusal:
            raise Refused(f'{where}: {refusal}') from None
        count += len(analysis['expressivity'])
    model_costs = {(row['left'], row['right'], row['out']): row['costs'] for row in proved['costs']['models']}
    for entry in report['models']:
        for analysis in entry['analyses']:
            sides = tuple(analysis[name] for name in ('left', 'right', 'out'))
            where = f'report, {entry["model"]["name"]} {analysis["operation"]}'
            row = next((row for row in proved['expressivity-models']['rows'] if (row['left'], row['right'], row['out'], row['operation']) == (*sides, analysis['operation'])), None)
            require(row is not None and sides in model_costs, f'{where}: no row in the certificates')
            values = dict(zip(proved['expressivity-models']['channels'], row['values']))
            graph = Graph(analysis['operation'], 'o3', [parse_irreps(side) for side in sides])
            try:
                check_analysis(analysis, [row['paths'], row['interactions']], values, row['saturating'],
                               lambda name: next(numbers[1:] for numbers in model_costs[sides] if numbers[0] == name), graph, True)
            except Refused as refusal:
                raise Refused(f'{where}: {refusal}') from None
            count += len(analysis['expressivity'])
    forms = {(row['setting'], row['operation']): [fractions_of(texts, '') for texts in row['polynomials']] for row in proved['path-counts']['rows']}
    for entry in report['pathCounts']:
        own = forms[entry['setting'], entry['operation']]
        require([value_at(own[l % len(own)], l) for l in range(len(entry['counts']))] == entry['counts'], f'report, pathCounts: {entry["setting"]} {entry["operation"]}')
    top = report['accidentalZeros']['maxTwiceJ']
    require(top <= proved['six-j-zeros']['maxTwiceJ'], 'report, accidentalZeros: beyond the certificate')
    zeros = [[zero[name] for name in ('l1', 'l2', 'l3', 'twiceJ')] for zero in report['accidentalZeros']['zeros']]
    require(zeros == [zero for zero in proved['six-j-zeros']['zeros'] if zero[3] <= top], 'report, accidentalZeros')
    return count


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def main(words):
    as_json, reports, paths = False, [], []
    rest = iter(words)
    for word in rest:
        if word == '--json':
            as_json = True
        elif word == '--report':
            reports.append(next(rest, '-'))
        else:
            paths.append(word)
    if any(word.startswith('-') for word in reports + paths):
        print('usage: check.py [--json] [--report FILE] [FILE or FOLDER ...]', file=sys.stderr)
        return 2
    files = []
    try:
        for path in paths or [os.path.join(os.path.dirname(os.path.abspath(__file__)), 'certificates')]:
            inside = sorted(name for name in os.listdir(path) if name.endswith('.json')) if os.path.isdir(path) else None
            files += [path] if inside is None else [os.path.join(path, name) for name in inside]
        texts = [(path, read(path)) for path in files]
        report_texts = [(report, read(report)) for report in reports]
    except OSError as error:
        print(f'check.py: {error.filename}: {error.strerror}', file=sys.stderr)
        return 2
    proved, failed = {}, len(texts) == 0
    for path, text in texts:
        try:
            data = check(text)
            require(data['id'] not in proved, 'a second certificate of this id')
            proved[data['id']] = data
            line = {'file': os.path.basename(path), 'id': data['id'], 'verdict': 'pass', 'cases': data['cases'], 'claim': data['claim']}
        except Exception as refusal:  # whatever a malformed certificate runs into, it is not accepted
            failed, why = True, str(refusal) if isinstance(refusal, Refused) else f'malformed ({type(refusal).__name__}: {refusal})'
            line = {'file': os.path.basename(path), 'verdict': 'fail', 'why': why}
        show(line, as_json)
    for report, report_text in report_texts:
        try:
            count = check_report(json.loads(report_text), proved)
            line = {'file': os.path.basename(report), 'id': 'report', 'verdict': 'pass', 'cases': count,
                    'claim': 'Every exact number of the report follows from the certificates above; cases are its expressivities.'}
        except Exception as refusal:
            failed, why = True, str(refusal) if isinstance(refusal, Refused) else f'no certificate for it, or malformed ({type(refusal).__name__}: {refusal})'
            line = {'file': os.path.basename(report), 'verdict': 'fail', 'why': why}
        show(line, as_json)
    return 1 if failed else 0


def show(line, as_json):
    if as_json:
        text = json.dumps(line, ensure_ascii=False, separators=(',', ':'))
    elif line['verdict'] == 'pass':
        text = f'holds   {line["id"]}, {line["cases"]} cases: {line["claim"]}'
    else:
        text = f'REFUSED {line["file"]}: {line["why"]}'
    sys.stdout.buffer.write(f'{text}\n'.encode())
    sys.stdout.flush()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
