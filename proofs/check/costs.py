"""What an algorithm costs, by the formulas of schema.md."""

from .graph import e3x_size
from .symbols import real_nonzeros

ALGORITHMS = {
    'cgtp-dense': 'cgtp',
    'cgtp-sparse': 'cgtp',
    'gtp-fourier-direct': 'gtp',
    'gtp-fourier-fft': 'gtp',
    'gtp-grid': 'gtp',
    'mtp-dense': 'mtp',
    'mtp-sparse': 'mtp',
    'vstp-grid': 'vstp',
    'curl-grid': 'curl',
    'gtp+curl-grid': 'gtp+curl',
}


def signals(side, group):
    """(highest degree, dimension) of the functions that carry a side."""
    kinds = {}
    for l, p, _ in side:
        kinds.setdefault(group == 'so3' or p == (-1) ** l, set()).add(l)
    return [(max(ls), sum(2 * l + 1 for l in ls)) for ls in kinds.values()]


# Kinds of fields of three slots, and by how much their product falls short of the degree j1+j2+j3.
SHORTFALL = {'cgr': 0, 'ccr': 1, 'ggr': 1, 'ccg': 1, 'cgg': 2, 'ggg': 3}


def field_degrees(ports):
    """The highest degree of a side's radial, curl and gradient fields."""
    highest = {}
    for k, j in ports:
        kinds = 'c' if k == j else ('r' if k > j else '') + ('g' if j > 0 else '')
        for kind in kinds:
            highest[kind] = max(j, highest.get(kind, j))
    return highest


def cross_degree(fields):
    """D of vstp-grid."""
    best = 0
    for a, i in fields[0].items():
        for b, j in fields[1].items():
            for c, k in fields[2].items():
                short = SHORTFALL.get(''.join(sorted(a + b + c)))
                if short is not None:
                    best = max(best, i + j + k - short)
    return best


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
    n = 2**power
    work = 4 * n * n * (power * len(a + b + c) + len(a) * len(b))
    return table + work, table + 2 * (n // 2), 2 * n * n * (len(a) + len(b) + 1)


def grid_cost(algorithm, sides, group):
    if algorithm == 'vstp-grid':
        a, b, c = [], [], []
        fields = []
        mixing = 0
        for slot, (side, kind) in enumerate(zip(sides, (a, b, c))):
            ports = []
            for l, p, _ in side:
                own = [1] if l == 0 else [l - 1, l, l + 1]
                ports += [(k, l) for k in own if group == 'so3' or p == (-1) ** (k + (slot < 2))]
            mixing += sum(real_nonzeros(k, 1, l) for k, l in ports)
            fields.append(field_degrees(ports))
            degrees = {k for k, _ in ports}
            if degrees:
                kind.append((max(degrees), sum(2 * k + 1 for k in degrees)))
    else:
        a, b, c = (signals(side, group) for side in sides)
    degree = sum(max((l for l, _ in side), default=0) for side in (a, b, c))
    if algorithm == 'curl-grid':
        degree = max(0, degree - 1)
    if algorithm == 'vstp-grid':
        degree = cross_degree(fields)
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
        return (
            mixing + 3 * sum(map(way, a + b + c)) + 6 * size,
            mixing + sum(map(tables, a + b + c)),
            3 * len(a + b + c) * size,
        )
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
