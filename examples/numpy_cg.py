"""e3nn's full tensor product of two feature vectors, from Clebsch-Gordan coefficients alone, in numpy.

Every path (l1, l2 -> l3) has an output of its own, in the order l1, l2, l3, with e3nn's `component` normalisation.
"""

from math import factorial, sqrt

import numpy as np
from gauntlet_client import serve

DEGREES = (0, 1, 2)


def complex_cg(l1, l2, l3):
    """<l1 m1 l2 m2 | l3 m3> by Racah's sum, [2 l1 + 1, 2 l2 + 1, 2 l3 + 1]."""
    f = factorial
    table = np.zeros((2 * l1 + 1, 2 * l2 + 1, 2 * l3 + 1))
    for m1 in range(-l1, l1 + 1):
        for m2 in range(max(-l2, -l3 - m1), min(l2, l3 - m1) + 1):
            m3 = m1 + m2
            triangle = f(l1 + l2 - l3) * f(l1 - l2 + l3) * f(l2 + l3 - l1) / f(l1 + l2 + l3 + 1)
            sides = f(l1 + m1) * f(l1 - m1) * f(l2 + m2) * f(l2 - m2) * f(l3 + m3) * f(l3 - m3)
            total = 0.0
            for k in range(max(0, l2 - l3 - m1, l1 - l3 + m2), min(l1 + l2 - l3, l1 - m1, l2 + m2) + 1):
                parts = (k, l1 + l2 - l3 - k, l1 - m1 - k, l2 + m2 - k, l3 - l2 + m1 + k, l3 - l1 - m2 + k)
                total += (-1) ** k / np.prod([float(f(part)) for part in parts])
            table[m1 + l1, m2 + l2, m3 + l3] = sqrt((2 * l3 + 1) * triangle * sides) * total
    return table


def real_basis(l):
    """Rows are the real harmonics m = -l..l (sine, then cosine) in terms of the complex ones, times i^l."""
    q = np.zeros((2 * l + 1, 2 * l + 1), complex)
    q[l, l] = 1
    for m in range(1, l + 1):
        q[l + m, l + m], q[l + m, l - m] = (-1) ** m / sqrt(2), 1 / sqrt(2)
        q[l - m, l + m], q[l - m, l - m] = -1j * (-1) ** m / sqrt(2), 1j / sqrt(2)
    return 1j**l * q


def real_cg(l1, l2, l3):
    q1, q2, q3 = real_basis(l1), real_basis(l2), real_basis(l3)
    table = np.einsum("ai,bj,ck,ijk->abc", q1.conj(), q2.conj(), q3, complex_cg(l1, l2, l3))
    return table.real


PATHS = [(a, b, c) for a in DEGREES for b in DEGREES for c in range(abs(a - b), a + b + 1)]
TABLES = {(a, b, c): real_cg(a, b, c) for a, b, c in PATHS}
BLOCKS = {l: slice(l * l, (l + 1) ** 2) for l in DEGREES}


def path(x1, x2, table):
    return np.einsum("zi,zj,ijk->zk", x1, x2, table.astype(x1.dtype))


def product(x1, x2):
    return np.concatenate([path(x1[:, BLOCKS[a]], x2[:, BLOCKS[b]], TABLES[a, b, c]) for a, b, c in PATHS], axis=1)


if __name__ == "__main__":
    serve(product)
