"""Harmonics and couplings in integers, in the basis v(m) of schema.md, "clouds", in which the coupling of two degrees is Racah's sum.

A real feature of degree l has components c(m), m = -l...l, with c(-m) = (-1)^m times the conjugate of c(m); it is the list
c(0), Re c(1), Im c(1), Re c(2), ... of length 2l+1.
"""

from functools import lru_cache
from math import comb, factorial, gcd
from operator import mul

from .symbols import racah


def harmonics(point, l):
    """Of (x, y, z), for m >= 0: the sum over a+b+d = l, a-d = m of l!/(a! b! d!) (-(x-iy))^a (2z)^b (x+iy)^d."""
    x, y, z = point
    real, imaginary, found = 1, 0, []  # of (x-iy)^m
    for m in range(l + 1):
        size = sum(
            (-1) ** (m + d) * comb(l, m + 2 * d) * comb(m + 2 * d, d) * (2 * z) ** (l - m - 2 * d) * (x * x + y * y) ** d
            for d in range((l - m) // 2 + 1)
        )
        found += [size * real, size * imaginary] if m else [size]
        real, imaginary = real * x + imaginary * y, imaginary * x - real * y
    return found


def components(l):
    """For each place of the list the components that it stands for, as pairs (m, power of i)."""
    return [[(0, 0)]] + [[(m, h), (-m, 2 * m - h)] for m in range(1, l + 1) for h in (0, 1)]


@lru_cache(maxsize=None)
def coupling(l1, l2, l3):
    """For each place of the first factor all (place of the second, place of the product, integer)."""
    table = []
    for terms in components(l1):
        row = {}
        for j, others in enumerate(components(l2)):
            for m1, h1, m2, h2 in ((*one, *other) for one in terms for other in others):
                m, power = m1 + m2, (h1 + h2 + l1 + l2 - l3) % 4  # times i if the sum of the degrees is odd, which makes it real
                if 0 <= m <= l3 and (m > 0 or power % 2 == 0):
                    size = racah(2 * l1, 2 * l2, 2 * l3, 2 * m1, 2 * m2) * (1 if power < 2 else -1)
                    size *= factorial(l1 + m1) * factorial(l1 - m1) * factorial(l2 + m2) * factorial(l2 - m2)
                    key = (j, 2 * m - 1 + power % 2 if m else 0)
                    row[key] = row.get(key, 0) + size
        table.append([(*key, size) for key, size in row.items() if size])
    return table


def product(first, l1, l2, l3):
    """Multiplies joint features (that on one cloud, and that on the other, in one list) by the first, which is given."""
    matrices = []
    for values in (first[: 2 * l1 + 1], first[2 * l1 + 1 :]):
        rows = [[0] * (2 * l2 + 1) for _ in range(2 * l3 + 1)]
        for value, terms in zip(values, coupling(l1, l2, l3)):
            for j, k, size in terms:
                rows[k][j] += value * size
        matrices.append(rows)

    def by(second):
        halves = (second[: 2 * l2 + 1], second[2 * l2 + 1 :])
        return [sum(map(mul, row, half)) for rows, half in zip(matrices, halves) for row in rows]

    return by


class Space:
    """What vectors span: by equations that hold on all of them, and on nothing else."""

    def __init__(self, size):
        self.size = size
        self.equations = [[int(i == k) for k in range(size)] for i in range(size)]

    def dimension(self):
        return self.size - len(self.equations)

    def add(self, vector):
        """Whether the vector is new."""
        values = [sum(map(mul, equation, vector)) for equation in self.equations]
        pivot = next((i for i, value in enumerate(values) if value), None)
        if pivot is None:
            return False
        head, scale = self.equations.pop(pivot), values.pop(pivot)
        for i, value in enumerate(values):
            if value:
                row = [scale * x - value * y for x, y in zip(self.equations[i], head)]
                self.equations[i] = primitive(row)
        return True


def primitive(vector):
    """Without common factors."""
    common = gcd(*vector)
    return [x // common for x in vector]
