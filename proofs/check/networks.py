"""Networks before two point clouds (schema.md, "clouds"): their paths, and from which body order on an invariant differs. An irrep is
(degree, sign): sign 0 for the parity (-1)^l, that of moments, and in SO(3), else 1."""

from functools import lru_cache

from .graph import e3x_size, sides_of, terms_of
from .harmonics import Space, harmonics, primitive, product
from .symbols import triad


@lru_cache(maxsize=None)
def paths_of(rule, operation, lmax):
    """The interacting paths on degrees up to lmax."""
    letters = ['eo', 'oe'] if rule == 'both' else ['eo']
    side = '+'.join(f'1x{l}{parity[l % 2]}' for l in range(lmax + 1) for parity in letters)
    group, parity = ('so3', 'so3') if rule == 'so3' else ('o3', 'explicit')
    sides = sides_of({'parity': parity, 'left': side, 'right': side, 'out': side})
    kind = lambda l, p, _: (l, int(group == 'o3' and p != (-1) ** l))
    found = []
    for path in ((a, b, c) for a in sides[0] for b in sides[1] for c in sides[2]):
        (l1, p1, _), (l2, p2, _), (l3, p3, _) = path
        allowed = triad(2 * l1, 2 * l2, 2 * l3) and p3 == p1 * p2
        if allowed and terms_of(operation, group, path, e3x_size(sides)):
            found.append(tuple(kind(*irrep) for irrep in path))
    return found


def reached(paths, lmax):
    """The irreps that arise from moments of degrees up to lmax, with these."""
    found, before = {(l, 0) for l in range(lmax + 1)}, 0
    while before < len(found):
        before = len(found)
        found |= {c for a, b, c in paths if a in found and b in found}
    return found


def sees(rule, operation, lmax):
    """Whether a feature of degree 0 arises that changes its sign under inversion. In SO(3) a path takes features of either sign."""
    paths = paths_of(rule, operation, lmax)
    if rule == 'so3':
        signed = lambda a, b, c, x, y: ((a, x), (b, y), (c, (a + b + c + x + y) % 2))
        paths = [signed(a, b, c, x, y) for (a, _), (b, _), (c, _) in paths for x in (0, 1) for y in (0, 1)]
    return (0, 1) in reached(paths, lmax)


def moments_of(clouds, radial, lmax):
    """Joint moments [(irrep, vector)]: for each degree one for each species, or for each species and distance."""
    channel = lambda point: (point[0], sum(x * x for x in point[1:]) if radial == 'every' else None)
    found = []
    for l in range(lmax + 1):
        sums = {channel(point): [0] * (4 * l + 2) for cloud in clouds for point in cloud}
        for side, cloud in enumerate(clouds):
            for point in cloud:
                total = sums[channel(point)]
                for k, value in enumerate(harmonics(point[1:], l)):
                    total[side * (2 * l + 1) + k] += value
        found += [((l, 0), total) for total in sums.values()]
    return found


class Features:
    """All features that networks form, by bases of joint vectors: for each irrep and order what is new at that order."""

    def __init__(self, irreps):
        self.spaces = {irrep: Space(4 * irrep[0] + 2) for irrep in irreps}
        self.new, self.last = {}, 1

    def receive(self, irrep, order, vector):
        """Whether it is an invariant that differs."""
        if not self.spaces[irrep].add(vector):
            return False
        self.new.setdefault((irrep, order), []).append(primitive(vector))
        self.last = order
        return irrep[0] == 0 and vector[0] != vector[1]

    def multiply(self, path, order):
        """All products of this order on a path, up to an invariant that differs: whether there is one."""
        a, b, c = path
        for n in range(1, order):
            others = self.new.get((b, order - n), [])
            for x in self.new.get((a, n), []) if others else []:
                if self.spaces[c].dimension() == 4 * c[0] + 2:
                    return False
                times = product(x, a[0], b[0], c[0])
                if any(self.receive(c, order, times(y)) for y in others):
                    return True
        return False


def search(moments, paths):
    """The least order of an invariant that differs, or minus the dimension of all features."""
    features = Features({irrep for irrep, _ in moments} | {irrep for path in paths for irrep in path})
    if any(features.receive(irrep, 1, vector) for irrep, vector in moments):
        return 1
    order = 1
    while order < 2 * features.last:  # at twice the order of the last new feature all products of two have been formed
        order += 1
        if any(features.multiply(path, order) for path in paths):
            return order
    return -sum(space.dimension() for space in features.spaces.values())


def asker(clouds, radial):
    """Answers on two clouds to (paths, lmax); what depends on the same paths and moments is found once."""
    found = lru_cache(maxsize=None)(lambda lmax, paths: search(moments_of(clouds, radial, lmax), paths))

    def ask(paths, lmax):
        there = reached(paths, lmax)
        own = {(*sorted((a, b)), c) for a, b, c in paths if a in there and b in there}
        return found(lmax, tuple(sorted(own)))

    return ask
