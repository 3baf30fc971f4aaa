"""Upper bounds (schema.md): what is peeled off, and C times a bound of the single-channel dimension of the rest."""

from math import gcd

from .requirements import require


def unit_vectors(count):
    return [[int(i == k) for k in range(count)] for i in range(count)]


def cut(null, places):
    """Leaves of integer vectors a basis of their combinations that vanish on a monomial: whose entries there add up to 0.

    The places are those of its factors, each as often as it is one."""
    values = [sum(row[place] for place in places) for row in null]
    pivot = next((i for i, value in enumerate(values) if value), None)
    if pivot is None:
        return
    head, scale = null.pop(pivot), values.pop(pivot)
    for i, value in enumerate(values):
        if value:
            row = [scale * x - value * y for x, y in zip(null[i], head)]
            common = gcd(*row)
            null[i] = [x // common for x in row]


def exponent_ranks(graph, layers):
    """Ranks over ℚ of the exponents of all monomials, layer after layer, by what is left of the null space.

    Each row of `null` vanishes on every monomial so far; together they span all vectors that do."""
    null = unit_vectors(len(graph.ports))
    ranks = []
    for layer in layers:
        for left, right, out, _ in (term for path in layer for term in path):
            cut(null, (left, right, out))
        ranks.append(len(graph.ports) - len(null))
    return ranks


def peeling(graph, text):
    """(coefficients peeled off, single-channel bound of the rest) after each prefix of the order; the order's groups."""
    groups, order = graph.groups(), text.split(' ') if text else []
    require(
        len(set(order)) == len(order) and all(name in groups for name in order),
        'peel names unknown ports, or one twice',
    )
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
