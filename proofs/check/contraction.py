"""What the symmetric contraction of equal factors multiplies and adds (schema.md, "Products")."""

from .product_maps import between, coupling
from .symbols import triad

BITS = 3  # of an exponent, which is at most 6


def contraction(features, outs, order):
    """Products that make the monomials, and entries. A monomial is the sum of 8^place over its factors."""
    variables, start = {}, 0
    for l, p in features:
        zero = start + l
        variables[l, p] = {0: [(zero, 1)]}
        for m in range(1, l + 1):
            sign = (-1) ** m
            variables[l, p][m] = [(zero + m, sign), (zero - m, sign)]
            variables[l, p][-m] = [(zero + m, 1), (zero - m, -1)]
        start += 2 * l + 1
    entries = set()

    def multiplied(polynomials, a, b, c, lowest):
        """Components of the coupling with one more feature, from the lowest on."""
        found = [{} for _ in range(2 * c + 1)]
        for (m, n), k in coupling(a[0], b[0], c).items():
            if m + n < lowest:
                continue
            into = found[m + n + c]
            for place, sign in variables[b][n]:
                factor, power = k * sign, 1 << BITS * place
                for monomial, value in polynomials[m + a[0]].items():
                    into[monomial + power] = into.get(monomial + power, 0) + factor * value
        return found

    def walk(polynomials, a, first, left):
        for i in range(first, len(features)):
            b = features[i]
            if left > 1:
                for c in between(a, b, a[0] + b[0]):
                    walk(multiplied(polynomials, a, b, c[0], -c[0]), c, i, left - 1)
                continue
            for out in outs:
                if triad(2 * a[0], 2 * b[0], 2 * out[0]) and out[1] == a[1] * b[1]:
                    components = multiplied(polynomials, a, b, out[0], 0)
                    for m in range(out[0] + 1):
                        entries.update((out, m, monomial) for monomial, value in components[m + out[0]].items() if value)

    for i, irrep in enumerate(features):
        single = [
            {1 << BITS * place: sign for place, sign in variables[irrep][m]} for m in range(-irrep[0], irrep[0] + 1)
        ]
        walk(single, irrep, i, order - 1)
    beginnings = set()
    for monomial in {monomial for _, _, monomial in entries}:
        places = [place for place in range(start) for _ in range(monomial >> BITS * place & 7)]
        beginnings.update(tuple(places[:length]) for length in range(2, order + 1))
    return len(beginnings) + len(entries)
