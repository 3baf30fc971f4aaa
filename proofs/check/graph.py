"""Irreps (degree, parity, copies), paths and the terms of an operation (schema.md, "Operations"). In SO(3) every parity is 1."""

import re

from .requirements import PRIME, phase, require
from .symbols import racah, sixfold


def parse_irreps(text):
    entries = []
    for word in text.split('+'):
        copies, name = word.split('x')
        entries.append((int(name[:-1]), 1 if name[-1] == 'e' else -1, int(copies)))
    return entries


def sides_of(row):
    """The irreps of a row's texts; in SO(3) every parity is 1."""
    sides, entry = [], '[1-9][0-9]{0,3}x(0|[1-9][0-9]?)[eo]'
    for name in ('left', 'right', 'out'):
        require(type(row[name]) is str and re.fullmatch(rf'{entry}(\+{entry})*', row[name]), f'{name}: expected irreps')
        side = [(l, 1 if row['parity'] == 'so3' else p, copies) for l, p, copies in parse_irreps(row[name])]
        natural = all(p == (-1) ** l for l, p, _ in parse_irreps(row[name]))
        require(natural or row['parity'] == 'explicit', f'{name}: not of natural parity')
        require(len({(l, p) for l, p, _ in side}) == len(side), f'{name}: an irrep stands twice')
        sides.append(side)
    return sides


def setting_texts(setting, lmax):
    """Left, right and out irreps of a setting."""
    text = lambda low, high: '+'.join(f'1x{l}{"eo"[l % 2]}' for l in range(low, high + 1))
    inputs = text(lmax if setting in ('siso', 'simo') else 0, lmax)
    low, high = {'siso': (lmax, lmax), 'mimo-truncated': (0, lmax)}.get(setting, (0, 2 * lmax))
    return [inputs, inputs, text(low, high)]


def e3x_size(sides):
    """2j of the matrices: e3x's integer j."""
    return 2 * -(-max(l for side in sides for l, _, _ in side) // 2)


def port_names(operation, group, slot, irrep):
    l, p, _ = irrep
    if operation == 'vstp' and group == 'so3':
        return ['0'] if l == 0 else ['0', '+', '-']
    if operation == 'vstp':
        natural = p == (-1) ** l
        if natural == (slot == 2):
            return [] if l == 0 else ['c']
        return ['r'] if l == 0 else ['r', 'g']
    return ['+', '-'] if operation == 'gtp+curl' and slot == 2 else ['']


def vector_terms(group, degrees, ports):
    """The monomials of a path of the vector product, with their integer coefficients."""
    terms = []
    for s in range(3):
        t, u = (s + 1) % 3, (s + 2) % 3
        if group == 'so3':
            radial, choices = '0', [('+', '-', 1), ('-', '+', -1)]
        elif sum(degrees) % 2 == 0:
            radial, choices = 'r', [('c', 'g', 1), ('g', 'c', -1)]
        else:
            radial, choices = 'r', [('g', 'g', 1), ('c', 'c', -1)]
        for first, second, sign in choices:
            names, lam = [''] * 3, [0] * 3
            names[s], names[t], names[u] = radial, first, second
            lam[t], lam[u] = (-1, 1) if first == '-' else (1, -1)
            if all(name in own for name, own in zip(names, ports)):
                value = (
                    sign
                    * phase(degrees[0] - degrees[1] - lam[2])
                    * racah(*(2 * l for l in degrees), 2 * lam[0], 2 * lam[1])
                )
                if value:
                    terms.append((*names, value))
    return terms


def terms_of(operation, group, path, twice_j):
    """The terms (left port, right port, out port, coefficient) of a path: none where the operation does not interact."""
    degrees = l1, l2, l3 = [irrep[0] for irrep in path]
    even = sum(degrees) % 2 == 0
    gaunt = even and racah(2 * l1, 2 * l2, 2 * l3, 0, 0) != 0
    curl = not even and l1 > 0 and l2 > 0 and racah(2 * l1, 2 * l2, 2 * l3, 2, -2) != 0
    if operation == 'gtp+curl':
        return [('', '', port, 1) for port, there in (('+', gaunt), ('-', curl)) if there]
    if operation == 'vstp':
        return vector_terms(group, degrees, [port_names(operation, group, s, irrep) for s, irrep in enumerate(path)])
    if operation == 'mtp':
        fits = max(degrees) <= twice_j
        return [('', '', '', 1)] if fits and sixfold(2 * l1, 2 * l2, 2 * l3, twice_j, twice_j, twice_j) != 0 else []
    return [('', '', '', 1)] if {'cgtp': True, 'gtp': gaunt, 'curl': curl}[operation] else []


class Graph:
    """Paths of an operation as terms between ports. Ports are numbered slot by slot, irrep by irrep."""

    def __init__(self, operation, group, sides):
        self.operation, self.group, self.sides = operation, group, sides
        twice_j = e3x_size(sides)
        found, self.missing = [], []
        for i, a in enumerate(sides[0]):
            for j, b in enumerate(sides[1]):
                for k, c in enumerate(sides[2]):
                    if abs(a[0] - b[0]) <= c[0] <= a[0] + b[0] and c[1] == a[1] * b[1]:
                        terms = terms_of(operation, group, (a, b, c), twice_j)
                        if terms:
                            found.append([((0, i, x), (1, j, y), (2, k, z), w % PRIME) for x, y, z, w in terms])
                        else:
                            self.missing.append((a, b, c))
        used = {key for path in found for term in path for key in term[:3]}
        self.ports, self.copies, self.irreps, self.names = [], [], [], []
        number = {}
        for slot, side in enumerate(sides):
            for n, irrep in enumerate(side):
                for port in port_names(operation, group, slot, irrep):
                    if (slot, n, port) not in used:
                        continue
                    number[slot, n, port] = len(self.ports)
                    self.ports.append((slot, port))
                    self.copies.append(irrep[2])
                    self.irreps.append(
                        'lro'[slot] + str(irrep[0]) + ('' if group == 'so3' else 'e' if irrep[1] == 1 else 'o')
                    )
                    self.names.append(self.irreps[-1] if operation == 'vstp' else self.irreps[-1] + port)
        self.paths = [[(number[x], number[y], number[z], w) for x, y, z, w in path] for path in found]

    def size(self, path):
        """Coefficients on a path: one for each triple of copies."""
        left, right, out, _ = path[0]
        return self.copies[left] * self.copies[right] * self.copies[out]

    def ceiling(self):
        return sum(map(self.size, self.paths))

    def with_copies(self, copies):
        graph = Graph.__new__(Graph)
        graph.__dict__.update(self.__dict__)
        graph.copies = copies
        return graph

    def groups(self):
        """Ports by the name that certificates use."""
        found = {}
        for port, name in enumerate(self.names):
            found.setdefault(name, []).append(port)
        return found
