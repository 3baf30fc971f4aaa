"""The symbols of schema.md by the sums of Racah, in integers and fractions. Angular momenta are doubled."""

from functools import lru_cache
from math import comb, factorial


@lru_cache(maxsize=None)
def racah(t1, t2, t3, n1, n2):
    """The integer S of a 3j symbol with doubled arguments, third projection -n1-n2."""
    a, b, c, p, q = (t1 + t2 - t3) // 2, (t1 - t2 + t3) // 2, (t2 + t3 - t1) // 2, (t1 - n1) // 2, (t2 + n2) // 2
    return sum(
        (-1) ** k * comb(a, k) * comb(b, p - k) * comb(c, q - k) for k in range(max(0, p - b, q - c), min(a, p, q) + 1)
    )


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
