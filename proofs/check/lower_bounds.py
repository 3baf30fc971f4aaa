"""Lower bounds (schema.md, "Ranks", "Copies"): the rank of a Jacobian modulo the prime, at the integer point that a seed gives."""

import sys
from array import array

from .requirements import PRIME


def weights_of(graph, channels, seed):
    """Weights [channel][port][copy], residues 1 ... PRIME-1."""
    state, weights = seed, []
    for _ in range(channels):
        channel = []
        for copies in graph.copies:
            own = []
            for _ in range(copies):
                state = 48271 * state % 2147483647
                own.append(1 + state % (PRIME - 1))
            channel.append(own)
        weights.append(channel)
    return weights


def tangent_vectors(graph, weights):
    """{port: [(copy, {coefficient: derivative}) of each channel and copy]}."""
    vectors = {port: [] for port in range(len(graph.ports))}
    for channel in weights:
        own = [[{} for _ in copies] for copies in channel]
        start = 0
        for path in graph.paths:
            for left, right, out, factor in path:
                row = start
                for x, along_x in zip(channel[left], own[left]):
                    xf = x * factor % PRIME
                    for y, along_y in zip(channel[right], own[right]):
                        yf, xy = y * factor % PRIME, xf * y % PRIME
                        for z, along_z in zip(channel[out], own[out]):
                            along_x[row] = (along_x.get(row, 0) + yf * z) % PRIME
                            along_y[row] = (along_y.get(row, 0) + xf * z) % PRIME
                            along_z[row] = (along_z.get(row, 0) + xy) % PRIME
                            row += 1
            start += graph.size(path)
        for port, copies in enumerate(own):
            vectors[port] += enumerate(copies)
    return vectors


def echelon(rows):
    """Pivot columns and reduced rows modulo the prime."""
    rows, pivots = list(rows), []
    for column in range(len(rows[0]) if rows else 0):
        at = len(pivots)
        pivot = next((i for i in range(at, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        inverse = pow(rows[at][column], -1, PRIME)
        head = rows[at] = [x * inverse % PRIME for x in rows[at]]
        for i, row in enumerate(rows):
            if i != at and row[column]:
                factor = PRIME - row[column]
                rows[i] = [(x + factor * y) % PRIME for x, y in zip(row, head)]
        pivots.append(column)
        if len(pivots) == len(rows):
            break
    return pivots, rows[: len(pivots)]


def pack(numbers):
    """Residues as one integer, 64 bits each: a row operation is then one multiplication and one addition."""
    words = array('Q', numbers)
    if sys.byteorder != 'little':
        words.byteswap()
    return int.from_bytes(words.tobytes(), 'little')


def scaled(number, columns, factor):
    """Packed numbers, times a residue, as residues."""
    words = array('Q')
    words.frombytes(number.to_bytes(8 * columns, 'little'))
    if sys.byteorder != 'little':
        words.byteswap()
    return [word % PRIME * factor % PRIME for word in words]


def packed_rank(rows, columns):
    """Rank modulo the prime of packed rows. Entries stay below 2^64: each row is added to at most `columns` < 2^19 times."""
    rank = 0
    for column in reversed(range(columns)):
        shift = 64 * column
        heads = [(row >> shift) % PRIME for row in rows]
        mask = (1 << shift) - 1
        rows = [row & mask for row in rows]
        pivot = next((i for i, head in enumerate(heads) if head), None)
        if pivot is None:
            continue
        rank += 1
        low, head = rows.pop(pivot), heads.pop(pivot)
        inverse = pow(PRIME - head, -1, PRIME)
        low = pack(scaled(low, column, inverse))
        rows = [row + factor * low for row, factor in zip(rows, heads)]
    return rank


def jacobian_rank(graph, channels, order, seed):
    """Rank of the Jacobian. The order keeps it sparse: peeled ports that span all their coefficients, outputs, inputs."""
    vectors = tangent_vectors(graph, weights_of(graph, channels, seed))
    spanned, used, rank = set(), set(), 0
    for group in order:
        rows = [vector for port in group for _, vector in vectors[port]]
        columns = sorted({c for row in rows for c in row} - spanned)
        if len(rows) >= len(columns) == len(echelon([[row.get(c, 0) for c in columns] for row in rows])[0]):
            spanned.update(columns)
            rank += len(columns)
            used.update(group)
    blocks, free = [], 0
    outs = {}
    for port, (slot, _) in enumerate(graph.ports):
        if slot == 2 and port not in used:
            for u, vector in vectors[port]:
                outs.setdefault((graph.names[port], u), []).append(vector)
    for rows in outs.values():
        columns = sorted({c for row in rows for c in row} - spanned)
        pivots, reduced = echelon([[row.get(c, 0) for c in columns] for row in rows])
        rank += len(pivots)
        taken = set(pivots)
        others = [i for i in range(len(columns)) if i not in taken]
        packed = [pack([row[i] for i in others]) for row in reduced]
        blocks.append(([columns[i] for i in pivots], [columns[i] for i in others], packed, free))
        free += len(others)
    rows = []
    for port, (slot, _) in enumerate(graph.ports):
        if slot == 2 or port in used:
            continue
        for _, vector in vectors[port]:
            whole = 0
            for pivots, others, packed, place in blocks:
                part = pack([vector.get(c, 0) for c in others])
                for column, row in zip(pivots, packed):
                    if column in vector:
                        part += (PRIME - vector[column]) * row  # below 2^64 in each place, as in packed_rank
                whole += part << 64 * place
            rows.append(whole)
    return rank + packed_rank(rows, free)


def filled_copies(graph, channels):
    """Independent combinations of copies that the channels can fill, for each (slot, irrep): schema.md, "Copies"."""
    irreps = {}
    for port, name in enumerate(graph.irreps):
        irreps.setdefault(name, []).append(port)
    copies = list(graph.copies)
    for ports in irreps.values():
        for port in ports:
            copies[port] = min(copies[port], channels * len(ports))
    changed = True
    while changed:
        changed = False
        for ports in irreps.values():
            beside = beside_copies(graph.with_copies(copies), set(ports))
            if beside < copies[ports[0]]:
                changed = True
                for port in ports:
                    copies[port] = beside
    return copies, list(irreps.values())


def beside_copies(graph, ports):
    """Coefficients for each copy of an irrep: the other two multiplicities, summed over its paths."""
    total = 0
    for path in graph.paths:
        if any(port in ports for port in path[0][:3]):
            product = 1
            for port in path[0][:3]:
                product *= 1 if port in ports else graph.copies[port]
            total += product
    return total


def flattening_ranks(graph, channels, seed, irreps):
    """Rank, for each irrep, of the map at the seeded point, flattened to copies × everything else."""
    weights, entries = weights_of(graph, channels, seed), {}
    for channel in weights:
        for n, path in enumerate(graph.paths):
            for left, right, out, factor in path:
                for u, x in enumerate(channel[left]):
                    for v, y in enumerate(channel[right]):
                        for w, z in enumerate(channel[out]):
                            key = (n, u, v, w)
                            entries[key] = (entries.get(key, 0) + x * y % PRIME * z % PRIME * factor) % PRIME
    ranks = []
    for ports in irreps:
        slot, rows, columns = graph.ports[ports[0]][0], {}, {}
        for (n, *copies), value in entries.items():
            if any(term[slot] in ports for term in graph.paths[n]):
                copy = copies.pop(slot)
                column = columns.setdefault((n, *copies), len(columns))
                rows.setdefault(copy, {})[column] = value
        dense = [[row.get(c, 0) for c in range(len(columns))] for row in rows.values()]
        ranks.append(len(echelon(dense)[0]))
    return ranks
