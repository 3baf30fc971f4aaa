"""The kinds about counts: interactions as polynomials, costs as polynomials, costs. Each returns (claim, cases), or refuses."""

from fractions import Fraction

from .costs import ALGORITHMS, cost
from .graph import Graph, model_sides, setting_sides
from .requirements import PARITIES, SETTINGS, fields, integer, require


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
    first, (low, high) = (1 if setting in ('siso', 'simo') else 0), {'siso': (1, 1), 'mimo-truncated': (0, 1)}.get(
        setting, (0, 2)
    )
    # a·x ≥ b
    planes = [
        ((1, 0, 0), first),
        ((-1, 0, 0), -1),
        ((0, 1, 0), first),
        ((0, -1, 0), -1),
        ((0, 0, 1), low),
        ((0, 0, -1), -high),
        ((1, 1, -1), 0),
        ((1, -1, 1), 0),
        ((-1, 1, 1), 0),
    ]
    det = (
        lambda u, v, w: u[0] * (v[1] * w[2] - v[2] * w[1])
        - u[1] * (v[0] * w[2] - v[2] * w[0])
        + u[2] * (v[0] * w[1] - v[1] * w[0])
    )
    found = set()
    for i, (u, p) in enumerate(planes):
        for j, (v, q) in enumerate(planes[:i]):
            for w, r in planes[:j]:
                d = det(u, v, w)
                if d:
                    columns = list(zip(u, v, w))
                    point = tuple(Fraction(det(*(columns[:k] + [(p, q, r)] + columns[k + 1 :])), d) for k in range(3))
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
    return (
        'For every L ≥ 0 the operation has in the setting of degree L, in SO(3), as many interactions as the polynomial (of those for L mod their number) says; coefficients of 1, L, L², ….',
        sum(5 * len(row['polynomials']) for row in rows),
    )


POLYNOMIAL_COSTS = [
    'cgtp-dense',
    'gtp-fourier-direct',
    'gtp-grid',
    'mtp-dense',
    'vstp-grid',
    'curl-grid',
    'gtp+curl-grid',
]


def cost_polynomials(data):
    rows = data['rows']
    require(type(rows) is list and len(rows) == len(POLYNOMIAL_COSTS), 'rows: expected one for each algorithm')
    for row, algorithm in zip(rows, POLYNOMIAL_COSTS):
        fields(row, ['algorithm', 'polynomial'], 'rows')
        require(row['algorithm'] == algorithm, 'rows: not in order')
        form = fractions_of(row['polynomial'], 'polynomial')
        require(len(form) <= 7, 'the degree is more than 6')
        for l in range(1, 15):
            require(
                value_at(form, l) == cost(algorithm, setting_sides('mimo', l, 'so3'), 'so3')[0], f'{algorithm}: L = {l}'
            )
    return (
        'For every L ≥ 1 the algorithm takes in mimo of degree L, in SO(3), as many multiply–adds for one channel as the polynomial says; coefficients of 1, L, L², ….',
        14 * len(rows),
    )


def costs(data):
    top, rows, models = integer(data['lmax'], 1, 20, 'lmax'), data['rows'], data['models']
    wanted = [(setting, parity, algorithm) for setting in SETTINGS for parity in PARITIES for algorithm in ALGORITHMS]
    require(
        type(rows) is list and len(rows) == len(wanted), 'rows: expected one for each setting, parity and algorithm'
    )
    for row, (setting, parity, algorithm) in zip(rows, wanted):
        found = [
            cost(algorithm, setting_sides(setting, l, parity), 'so3' if parity == 'so3' else 'o3')
            for l in range(1, top + 1)
        ]
        require(
            row == [setting, parity, algorithm, [x for x, _ in found], [y for _, y in found]],
            f'{setting} {parity} {algorithm}: other costs',
        )
    require(type(models) is list, 'models: expected a list')
    for row in models:
        fields(row, ['left', 'right', 'out', 'costs'], 'models')
        sides = model_sides(row)
        found = [[algorithm, *cost(algorithm, sides, 'o3')] for algorithm in ALGORITHMS]
        require(row['costs'] == found, 'models: other costs')
    return (
        f'Multiply–adds and bytes of one channel of each algorithm: rows give them for L = 1…{top} of a setting and parity, models for irreps with parities as written.',
        top * len(rows) + len(ALGORITHMS) * len(models),
    )
