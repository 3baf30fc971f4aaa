"""The kinds about expressivity: settings and models. Each returns (claim, cases), or refuses."""

from fractions import Fraction

from .graph import Graph, model_sides, setting_sides
from .lower_bounds import beside_copies, filled_copies, flattening_ranks, jacobian_rank
from .requirements import OPERATIONS, PARITIES, PRIME, Refused, SETTINGS, fields, integer, require
from .upper_bounds import peeling, upper_bound

ACCEPTED_RANKS = {}


def check_reach(graph, reach, ranks, peel, seed):
    """That reach[C−1] is the expressivity of the graph at C channels, for every C up to the one that reaches everything."""
    require(type(reach) is list and all(type(x) is int for x in reach), 'reach: expected integers')
    require(type(ranks) is list and all(type(x) is int for x in ranks), 'ranks: expected integers')
    require(type(peel) is str, 'peel: expected a text')
    ceiling = graph.ceiling()
    if graph.operation == 'cgtp' or ceiling == 0:
        require(
            reach == [ceiling] * (ceiling > 0) and ranks == [] and peel == '', 'reach: not the number of interactions'
        )
        return
    require(
        len(reach) <= 200 and ranks == sorted(set(ranks)) and ranks and ranks[0] >= 1 and ranks[-1] == len(reach),
        'ranks: expected channel counts up to the last',
    )
    stages, order = peeling(graph, peel)
    for channels, value in enumerate(reach, 1):
        require(upper_bound(graph, stages, channels) == value, f'C = {channels}: the upper bound is another')
    require(
        reach[-1] == ceiling and (len(reach) == 1 or reach[-2] < ceiling),
        'reach: does not end where everything is reached',
    )
    before = (0, 0)
    for channels in ranks:
        key = (
            graph.operation == 'vstp' and graph.group,
            tuple(map(tuple, graph.paths)),
            channels,
            seed,
            tuple(map(tuple, order)),
        )
        if key not in ACCEPTED_RANKS:
            ACCEPTED_RANKS[key] = jacobian_rank(graph, channels, order, seed)
        value = reach[channels - 1]
        require(ACCEPTED_RANKS[key] >= value, f'C = {channels}: the rank is only {ACCEPTED_RANKS[key]}')
        (low, least), width = before, channels - before[0]
        for between in range(low + 1, channels):  # concave: at least the chord
            chord = Fraction(least * (channels - between) + value * (between - low), width)
            require(reach[between - 1] <= -(-chord.numerator // chord.denominator), f'C = {between}: above the chord')
        before = (channels, value)


def seed_and_prime(data):
    require(data['prime'] == PRIME and all(PRIME % d for d in range(2, 2049)), 'prime: expected 4194301')
    return integer(data['seed'], 1, 2147483646, 'seed')


def expressivity_settings(data):
    seed, setting, parity = seed_and_prime(data), data['setting'], data['parity']
    require(setting in SETTINGS and parity in PARITIES, 'setting, parity: unknown')
    require(data['id'] == f'expressivity-{setting}-{parity}', 'id: not that of the setting')
    top, rows, group = integer(data['lmax'], 1, 12, 'lmax'), data['rows'], 'so3' if parity == 'so3' else 'o3'
    wanted = [(l, operation) for l in range(1, top + 1) for operation in OPERATIONS]
    require(type(rows) is list and len(rows) == len(wanted), 'rows: expected one for each degree and operation')
    for row, (l, operation) in zip(rows, wanted):
        fields(row, ['lmax', 'operation', 'paths', 'interactions', 'reach', 'ranks', 'peel'], 'rows')
        require(type(row['lmax']) is int and (row['lmax'], row['operation']) == (l, operation), 'rows: not in order')
        graph = Graph(operation, group, setting_sides(setting, l, parity))
        counts = [len(graph.paths) + len(graph.missing), len(graph.paths)]
        require(
            [row['paths'], row['interactions']] == counts and type(row['paths']) is int,
            f'L = {l} {operation}: other counts',
        )
        try:
            check_reach(graph, row['reach'], row['ranks'], row['peel'], seed)
        except Refused as refusal:
            raise Refused(f'L = {l} {operation}: {refusal}') from None
    return (
        f'In {setting}, {parity}, of degree lmax = 1…{top}, the operation has so many interactions of so many paths, and reach lists its expressivity at 1, 2, … channels up to the first that reaches all interactions (mtp with 2j = 2⌈ℓ/2⌉, ℓ the highest degree).',
        sum(max(1, len(row['reach'])) for row in rows),
    )


def check_model(graph, row, channel_counts, seed):
    ceiling = graph.ceiling()
    require(row['ceiling'] == ceiling, 'ceiling: another')
    require(
        type(row['values']) is list and len(row['values']) == len(channel_counts),
        'values: expected one for each channel count',
    )
    stages, _ = peeling(graph, row['peel'])
    trivial = graph.operation == 'cgtp' or ceiling == 0
    for channels, value in zip(channel_counts, row['values']):
        if trivial:
            require(value == ceiling and row['peel'] == '', 'values: not the ceiling')
            continue
        copies, irreps = filled_copies(graph, channels)
        small = graph.with_copies(copies)
        subspaces = sum(copies[ports[0]] * (graph.copies[ports[0]] - copies[ports[0]]) for ports in irreps)
        inner, order = peeling(small, row['peel'])
        require(
            value == min(ceiling, upper_bound(small, inner, channels) + subspaces),
            f'C = {channels}: the upper bound is another',
        )
        for ports, rank in zip(irreps, flattening_ranks(small, channels, seed, irreps)):
            require(
                copies[ports[0]] == graph.copies[ports[0]] or rank == copies[ports[0]],
                f'C = {channels}: copies are not filled',
            )
        require(
            jacobian_rank(small, channels, order, seed) + subspaces >= value, f'C = {channels}: the rank is too small'
        )
    bounds = row['saturating']
    require(
        type(bounds) is list and len(bounds) == 2 and all(type(x) is int for x in bounds),
        'saturating: expected two integers',
    )
    if trivial:
        require(bounds == [1 if ceiling else 0] * 2, 'saturating: not the least')
        return
    low, high = bounds
    admits = lambda channels: all(peeled + channels * rest >= ceiling for peeled, rest in stages)
    require(low >= 1 and admits(low) and (low == 1 or not admits(low - 1)), 'saturating: the lower bound is another')
    _, irreps = filled_copies(graph, 1)
    needed = [
        max(beside_copies(graph, set(ports)) for ports in irreps if graph.ports[ports[0]][0] == slot)
        for slot in range(3)
    ]
    require(high == min(needed), 'saturating: the upper bound is another')


def expressivity_models(data):
    seed, rows, channels = seed_and_prime(data), data['rows'], data['channels']
    require(
        type(rows) is list and len(rows) > 0 and len(rows) % len(OPERATIONS) == 0,
        'rows: expected one for each model and operation',
    )
    require(
        type(channels) is list and all(type(x) is int for x in channels) and channels == sorted(set(channels)),
        'channels: expected ascending integers',
    )
    require(len(channels) > 0 and channels[0] >= 1 and channels[-1] <= 8, 'channels: expected 1...8')
    for i, row in enumerate(rows):
        fields(
            row,
            ['left', 'right', 'out', 'operation', 'paths', 'interactions', 'ceiling', 'values', 'saturating', 'peel'],
            'rows',
        )
        require(row['operation'] == OPERATIONS[i % len(OPERATIONS)] and type(row['peel']) is str, 'rows: not in order')
        graph = Graph(row['operation'], 'o3', model_sides(row))
        require(
            [row['paths'], row['interactions']] == [len(graph.paths) + len(graph.missing), len(graph.paths)],
            'other counts',
        )
        try:
            check_model(graph, row, channels, seed)
        except Refused as refusal:
            raise Refused(f'{row["operation"]}, {row["left"]}: {refusal}') from None
    return (
        f"For irreps with copies, in O(3), the operation has so many interactions of so many paths and so many coefficients of maps on them (ceiling); values are its expressivity at C = {', '.join(map(str, channels))}, saturating the bounds of the least C that reaches the ceiling (mtp with 2j = 2⌈ℓ/2⌉, ℓ the highest degree).",
        len(channels) * len(rows),
    )
