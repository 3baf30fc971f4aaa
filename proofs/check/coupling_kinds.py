"""The kinds about couplings and integrals. Each takes the fields of a certificate and returns (claim, cases), or refuses."""

from fractions import Fraction
from math import comb, factorial

from .graph import Graph, setting_sides
from .requirements import PRIME, integer, phase, require
from .symbols import delta2, ninefold, racah, sixfold, triad, turns, under


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
                        total = sum(
                            turns(t1, k) * turns(t2, n - k) * racah(t1, t2, t, k, n - k) * racah(t1, t2, s, k, n - k)
                            for k in states
                        )
                        norm = under(t1, t2, t) * factorial((t1 + t2 + t) // 2 + 1) if s == t else 0
                        require(total * (t + 1) * turns(t, n) == norm, f'not orthogonal: 2j = {t1}, {t2}, {t}, {s}')
    return (
        f'For all angular momenta with 2j1, 2j2 ≤ {top} the Clebsch–Gordan coefficients of j1 ⊗ j2 are an orthogonal matrix.',
        (top + 1) ** 2,
    )


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
                    solution = {
                        (m, n): turns(2 * l1, 2 * m)
                        * turns(2 * l2, 2 * n)
                        * racah(2 * l1, 2 * l2, 2 * l3, 2 * m, 2 * n)
                        for m, n in unknowns
                    }
                    require(any(solution.values()), 'the solution is zero')
                    require(
                        all(sum(x * solution[pair] for pair, x in row.items()) == 0 for row in equations), 'no solution'
                    )
    return (
        f'For ℓ1, ℓ2 ≤ {top} and ℓ3 ≤ {2 * top} the space of equivariant bilinear maps ℓ1 ⊗ ℓ2 → ℓ3 has dimension 1 where the triangle rule holds and 0 elsewhere.',
        (top + 1) ** 2 * (2 * top + 1),
    )


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
            left = (
                abs(total)
                * factorial(a)
                * factorial(b)
                * factorial(c)
                * factorial(half - a)
                * factorial(half - b)
                * factorial(half - c)
            )
            require(left == under(2 * a, 2 * b, 2 * c) * factorial(half), f'not the closed form: {a} {b} {c}')
    require(cases == sum((c + 2) ** 2 // 4 for c in range(top + 1)), 'cases are missing')
    return (
        f'For all degrees ≤ {top} the symbol (ℓ1 ℓ2 ℓ3; 0 0 0) of a path is zero where ℓ1+ℓ2+ℓ3 is odd, and its closed form, in which no factor is zero, where it is even.',
        cases,
    )


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
    return (
        f'For all degrees ≤ {top} with odd ℓ1+ℓ2+ℓ3 the symbol (ℓ1 ℓ2 ℓ3; 1 −1 0) of a path is, wherever its zero stands, its closed form, in which no factor is zero.',
        cases,
    )


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
    return (
        f'For all 2j ≤ {top} and all paths with degrees ≤ 2j the symbol {{ℓ1 ℓ2 ℓ3; j j j}} vanishes at the listed [ℓ1, ℓ2, ℓ3, 2j] with ℓ1 ≤ ℓ2 ≤ ℓ3 and nowhere else.',
        cases,
    )


def vector_reach(data):
    top, checked = integer(data['lmax'], 0, 30, 'lmax'), integer(data['identityTo'], 0, 6, 'identityTo')
    cases = 0
    for parity, group in (('so3', 'so3'), ('o3-natural', 'o3')):
        graph = Graph('vstp', group, setting_sides('mimo', top, parity))
        cases += len(graph.paths) + len(graph.missing)
        lost = {tuple(irrep[0] for irrep in path) for path in graph.missing}
        require(
            lost == ({(0, 0, 0)} if group == 'so3' else {(l, l, 0) for l in range(top + 1)}),
            f'other paths are missing in {group}',
        )
    for j1 in range(checked + 1):
        for j2 in range(checked + 1):
            for j3 in range(abs(j1 - j2), j1 + j2 + 1):
                vector_identity((j1, j2, j3))
    require(
        cases == (top + 1) * (2 * top**2 + 4 * top + 3) // 3 + (top + 1) * (top + 2) * (2 * top + 3) // 6,
        'cases are missing',
    )
    return (
        f'For inputs of degree ≤ {top} the cross product of vector fields reaches every path of SO(3) but 0⊗0→0, and with natural parities every path of O(3) but those to degree 0; its helicity form is the 9j form for inputs of degree ≤ {checked}.',
        cases,
    )


def vector_identity(js):
    """3j(ℓ; 0) 9j = Σ over helicities, both sides without their common triangle factors."""
    ports = [[1] if j == 0 else [j - 1, j, j + 1] for j in js]
    for l1 in ports[0]:
        for l2 in ports[1]:
            for l3 in ports[2]:
                ls, left = (l1, l2, l3), Fraction(0)
                doubled = [2 * l for l in ls]
                if triad(*doubled):
                    value = (
                        phase(l1 - l2)
                        * racah(*doubled, 0, 0)
                        * ninefold((tuple(doubled), (2, 2, 2), tuple(2 * j for j in js)))
                    )
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
                            expected = (
                                2
                                * delta2(*doubled)
                                / under(*doubled) ** 2
                                * phase(sum(m for m in (m1, m2, m3) if m > 0) - m3)
                            )
                            expected *= racah(*doubled, 0, 0) * racah(*doubled, 2 * m1, 2 * m2)
                            for l, m in ((l1, m1), (l2, m2), (l3, m3)):
                                expected *= factorial(l) * factorial(l + abs(m))
                        require(total == expected, f'{l1} {l2} {l3}; {m1} {m2}')
    return (
        f'For ℓ1, ℓ2 ≤ {top} and ℓ3 ≤ {2 * top} multiplying Fourier series and projecting by the closed form gives the Gaunt integral, for all orders.',
        (top + 1) ** 2 * (2 * top + 1),
    )


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
                                sign = (
                                    (3 * n + x + y + z) // 2 + (2 * l1 - n + z) // 2 + (n - 2 * l2 - z) // 2 - m3 // 2
                                )
                                total += (
                                    phase(sign)
                                    * racah(2 * l1, n, n, m1, y)
                                    * racah(n, 2 * l2, n, -x, m2)
                                    * racah(n, n, 2 * l3, x, -y)
                                    * turns(n, x)
                                    * turns(n, y)
                                    * turns(n, z)
                                )
                            expected = phase(l1 - l2 - m3 // 2) * six * racah(*degrees, m1, m2) if path else 0
                            require(total == expected * below, f'2j = {n}: {l1} {l2} {l3}; {m1} {m2}')
    return (
        f'For 2j ≤ {top} the trace of three embedded irreps is the coupling times {{ℓ1 ℓ2 ℓ3; j j j}}, for all degrees ≤ 2j and all orders.',
        sum((n + 1) ** 3 for n in range(top + 1)),
    )
