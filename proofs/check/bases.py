"""Bases of the symmetric equivariant maps from several equal factors (schema.md, `bases`): each map by its component of highest weight.

A variable u_m of degree l has the number l*l + l + m, a monomial is an ascending tuple of them, a polynomial gives monomials their
coefficients."""

from fractions import Fraction
from hashlib import sha256
from math import comb, factorial, isqrt, prod

from .requirements import fields, integer, require


def degree(x):
    return isqrt(x)


def order(x):
    return x - degree(x) * (degree(x) + 1)


def monomials(factors, least=0):
    """All monomials with variables of these ascending degrees, in lexicographic order."""
    if not factors:
        return [()]
    l, *others = factors
    return [(x, *rest) for x in range(max(least, l * l), (l + 1) ** 2) for rest in monomials(others, x)]


def of_weight(factors, weight):
    return [monomial for monomial in monomials(factors) if sum(map(order, monomial)) == weight]


def repetitions(monomial):
    return prod(factorial(monomial.count(x)) for x in set(monomial))


def turns(x):
    return factorial(degree(x) + order(x)) * factorial(degree(x) - order(x))


def inner(a, b):
    """The product of two polynomials as symmetric tensors, times one number that depends on the degrees alone."""
    return sum(c * b.get(monomial, 0) * repetitions(monomial) * prod(map(turns, monomial)) for monomial, c in a.items())


def moved(polynomial, step):
    """J_+ (step 1) or J_- (step -1): u_m becomes (l - m) u_(m+1) or (l + m) u_(m-1), in one factor after the other."""
    total = {}
    for monomial, c in polynomial.items():
        for k, x in enumerate(monomial):
            times = degree(x) - step * order(x)
            if times:
                to = tuple(sorted((*monomial[:k], x + step, *monomial[k + 1 :])))
                total[to] = total.get(to, 0) + times * c
    return {monomial: c for monomial, c in total.items() if c}


def real(polynomial):
    """The polynomial in real variables y: u_m = (-1)^m (y_m + i y_-m), u_-m = y_m - i y_-m, without the i of each y_-m."""
    total = {}
    for monomial, c in polynomial.items():
        terms = {(): c}
        for x in monomial:
            m = order(x)
            choices = {x: 1} if m == 0 else {x: (-1) ** m, x - 2 * m: (-1) ** m} if m > 0 else {x - 2 * m: 1, x: -1}
            terms = {(*before, y): n * sign for before, n in terms.items() for y, sign in choices.items()}
        for term, n in terms.items():
            total[tuple(sorted(term))] = total.get(tuple(sorted(term)), 0) + n
    return {monomial: c for monomial, c in total.items() if c}


def components(factors, out, highest):
    """The map's polynomials in y, by m, up to a common factor and sqrt(g)."""
    found, part = {m: {} for m in range(-out, out + 1)}, highest
    for m in range(out, -1, -1):
        for monomial, c in real(part).items():
            quarter = (out - sum(factors) + 2 * m + sum(order(x) < 0 for x in monomial)) % 4
            require(m > 0 or quarter % 2 == 0, f'{factors}, {out}: not real')
            found[-m if quarter % 2 else m][monomial] = (-1) ** (quarter // 2) * factorial(out + m) * c
        part = moved(part, -1)
    return found


def lines(factors, out, highest):
    """The text of one element: of each entry its m, its inputs, and its square with its sign."""
    found = {}
    for m, polynomial in components(factors, out, highest).items():
        for monomial, c in sorted(polynomial.items()):
            scale = prod(turns(x) * (1 if order(x) else 2) for x in monomial) * comb(2 * out, out + m) * (2 if m else 1)
            found[m, monomial] = c * abs(c) * repetitions(monomial) ** 2 * scale
    orderings = lambda monomial: factorial(len(factors)) // repetitions(monomial)
    norm = sum(abs(square) * orderings(monomial) for (_, monomial), square in found.items())
    text = 'element\n'
    for (m, monomial), square in found.items():
        value = Fraction(square, norm)
        text += f'{m} {",".join(map(str, monomial))} {value.numerator}/{value.denominator}\n'
    return text


def coupled(part, inner_degree, l, out):
    """The highest component of a map into inner_degree, of which `part` is that one, coupled with one more factor to `out`."""
    total, n = {}, inner_degree + l - out
    for k in range(n + 1):
        factor = (-1) ** k * comb(n, k) * factorial(2 * inner_degree - k)
        for monomial, c in part.items():
            to = tuple(sorted((*monomial, l * l + 2 * l - n + k)))
            total[to] = total.get(to, 0) + factor * c
        part = moved(part, -1)
    return total


def paths(factors, out, before=0, part={(): 1}):
    """The components of highest weight of all couplings, factor by factor, by ascending inner degrees."""
    if not factors:
        yield part
        return
    l, *others = factors
    for to in range(abs(before - l), before + l + 1):
        if others or to == out:
            yield from paths(others, out, to, coupled(part, before, l, to))


def elements(factors, out, vectors):
    """The texts of the elements on these factors, if they are an orthogonal basis of all maps, made of the paths in their order."""
    at = of_weight(factors, out)
    found = []
    for vector in vectors:
        require(len(vector) == len(at) and all(type(c) is int for c in vector), f'{factors}, {out}: not of weight {out}')
        part = {monomial: c for monomial, c in zip(at, vector) if c}
        require(part and not moved(part, 1), f'{factors}, {out}: not of highest weight')
        require(all(inner(part, other) == 0 for other in found), f'{factors}, {out}: not orthogonal')
        found.append(part)
    require(len(found) == len(at) - len(of_weight(factors, out + 1)), f'{factors}, {out}: not all maps')
    later = found[:]
    for path in paths(factors, out):
        if not later:
            break
        if inner(path, later[0]) > 0:
            later = later[1:]
        require(all(inner(path, other) == 0 for other in later), f'{factors}, {out}: not by the rule')
    require(not later, f'{factors}, {out}: not by the rule')
    return [lines(factors, out, part) for part in found]


def contents(top, count, least=0):
    if count == 0:
        return [()]
    return [(l, *rest) for l in range(least, top + 1) for rest in contents(top, count - 1, l)]


def bases(data, facts):
    vectors, known, cases, before = {}, {}, 0, ''
    for entry in data['vectors']:
        fields(entry, ['factors', 'out', 'highest'], 'vectors')
        vectors[tuple(entry['factors']), entry['out']] = entry['highest']
    for row in data['rows']:
        fields(row, ['irreps', 'order', 'out', 'elements', 'sha256'], 'rows')
        top, count, out = row['irreps'].count('+'), integer(row['order'], 1, 9, 'order'), '0123456789'.index(row['out'][0])
        require(row['irreps'] == '+'.join(f'1x{l}{"eo"[l % 2]}' for l in range(top + 1)), 'irreps: others')
        require(row['out'] in (f'{out}e', f'{out}o'), 'out: not an irrep')
        key = f'{row["irreps"]} {count} {row["out"]}'
        require(before < key, 'rows: not in order')
        before, texts = key, []
        for factors in contents(top, count):
            if row['out'] == f'{out}{"eo"[sum(factors) % 2]}':
                if (factors, out) not in known:
                    known[factors, out] = elements(factors, out, vectors.get((factors, out), []))
                texts += known[factors, out]
        found = sha256((f'{key}\n' + ''.join(texts)).encode()).hexdigest()
        require((row['elements'], row['sha256']) == (len(texts), found), f'{key}: other elements')
        cases += 1 + len(texts)
    return cases
