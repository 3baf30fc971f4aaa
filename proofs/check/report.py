"""A report against what was proved."""

from .costs import ALGORITHMS
from .counting_kinds import fractions_of, value_at
from .graph import Graph, e3x_size, parse_irreps, setting_sides
from .requirements import Refused, require


def label(path, explicit):
    return [f'{l}{"e" if p == 1 else "o"}' if explicit else l for l, p, _ in path]


def check_analysis(analysis, paths, reached, least, costs_of, graph, explicit):
    """One entry of a report: counts, missing paths, expressivities {channels: dimension}, saturating channels, costs."""
    operation = analysis['operation']
    require(analysis['parameters'].get('twiceJ') == (e3x_size(graph.sides) if operation == 'mtp' else None), 'twiceJ')
    require([analysis['paths'], analysis['interactions']] == paths, 'paths, interactions')
    require(sorted(analysis['missing']) == sorted(label(path, explicit) for path in graph.missing), 'missing')
    require(analysis['ceiling'] == graph.ceiling(), 'ceiling')
    require([point['channels'] for point in analysis['expressivity']] == list(reached), 'channels')
    for point in analysis['expressivity']:
        require(
            point['lower'] == point['upper'] == reached[point['channels']] and point['certified'] is True,
            'expressivity',
        )
        if 'upperFrom' in point:
            made = point['upperFrom']
            require(
                made['peeled'] + point['channels'] * made['rankOne'] + made['subspaces'] == point['upper'], 'upperFrom'
            )
    saturating = analysis['saturatingChannels']
    require(
        [saturating['lower'], saturating['upper']] == least and saturating['certified'] == (least[0] == least[1]),
        'saturatingChannels',
    )
    found = [[row['algorithm'], int(row['multiplyAdds']), int(row['bytes'])] for row in analysis['costs']]
    require(found == [[name, *costs_of(name)] for name in ALGORITHMS if ALGORITHMS[name] == operation], 'costs')
    for row in analysis['costs']:
        prices = [str(int(row['multiplyAdds']) * bound) for bound in least]
        require([row['atSaturation']['lower'], row['atSaturation']['upper']] == prices, 'atSaturation')


def check_report(report, proved):
    """That every exact number of a report.json follows from the accepted certificates. Returns how many expressivities it has."""
    price = {tuple(row[:3]): row[3:] for row in proved['costs']['rows']}
    count = 0
    for analysis in report['analyses']:
        setting, parity, l, operation = (analysis[name] for name in ('setting', 'parity', 'lmax', 'operation'))
        where = f'report, {setting} {parity} L = {l} {operation}'
        certificate = proved.get(f'expressivity-{setting}-{parity}')
        require(certificate is not None, f'{where}: no certificate')
        row = next((row for row in certificate['rows'] if row['lmax'] == l and row['operation'] == operation), None)
        require(row is not None, f'{where}: no row in its certificate')
        reach, group = row['reach'], 'so3' if parity == 'so3' else 'o3'
        graph = Graph(operation, group, setting_sides(setting, l, parity))
        try:
            check_analysis(
                analysis,
                [row['paths'], row['interactions']],
                dict(enumerate(reach or [0], 1)),
                [len(reach)] * 2,
                lambda name: [numbers[l - 1] for numbers in price[setting, parity, name]],
                graph,
                False,
            )
        except Refused as refusal:
            raise Refused(f'{where}: {refusal}') from None
        count += len(analysis['expressivity'])
    model_costs = {(row['left'], row['right'], row['out']): row['costs'] for row in proved['costs']['models']}
    for entry in report['models']:
        for analysis in entry['analyses']:
            sides = tuple(analysis[name] for name in ('left', 'right', 'out'))
            where = f'report, {entry["model"]["name"]} {analysis["operation"]}'
            row = next(
                (
                    row
                    for row in proved['expressivity-models']['rows']
                    if (row['left'], row['right'], row['out'], row['operation']) == (*sides, analysis['operation'])
                ),
                None,
            )
            require(row is not None and sides in model_costs, f'{where}: no row in the certificates')
            values = dict(zip(proved['expressivity-models']['channels'], row['values']))
            graph = Graph(analysis['operation'], 'o3', [parse_irreps(side) for side in sides])
            try:
                check_analysis(
                    analysis,
                    [row['paths'], row['interactions']],
                    values,
                    row['saturating'],
                    lambda name: next(numbers[1:] for numbers in model_costs[sides] if numbers[0] == name),
                    graph,
                    True,
                )
            except Refused as refusal:
                raise Refused(f'{where}: {refusal}') from None
            count += len(analysis['expressivity'])
    forms = {
        (row['setting'], row['operation']): [fractions_of(texts, '') for texts in row['polynomials']]
        for row in proved['path-counts']['rows']
    }
    for entry in report['pathCounts']:
        own = forms[entry['setting'], entry['operation']]
        require(
            [value_at(own[l % len(own)], l) for l in range(len(entry['counts']))] == entry['counts'],
            f'report, pathCounts: {entry["setting"]} {entry["operation"]}',
        )
    top = report['accidentalZeros']['maxTwiceJ']
    require(top <= proved['six-j-zeros']['maxTwiceJ'], 'report, accidentalZeros: beyond the certificate')
    zeros = [[zero[name] for name in ('l1', 'l2', 'l3', 'twiceJ')] for zero in report['accidentalZeros']['zeros']]
    require(zeros == [zero for zero in proved['six-j-zeros']['zeros'] if zero[3] <= top], 'report, accidentalZeros')
    require(count > 0, 'there is no number in it')
    return count
