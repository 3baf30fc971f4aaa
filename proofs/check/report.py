"""A report against what was proved."""

from .graph import Graph, e3x_size, setting_texts, sides_of
from .products import check_products
from .requirements import require
from .symbols import sixfold, triad


def label(path, explicit):
    return ' '.join(f'{l}{"e" if p == 1 else "o"}' if explicit else f'{l}' for l, p, _ in path)


def check_analysis(analysis, facts):
    """One entry of a report: its irreps, counts, missing paths, expressivities, saturating channels, costs."""
    texts, parity, operation = [analysis[name] for name in ('left', 'right', 'out')], analysis['parity'], analysis['operation']
    key = (parity, *texts)
    where = f'report, {key}, {operation}'
    require((*key, operation) in facts and key in facts, f'{where}: no certificate')
    require('setting' not in analysis or setting_texts(analysis['setting'], analysis['lmax']) == texts, f'{where}: irreps')
    counts, missing, points, saturating = facts[(*key, operation)]
    size = e3x_size(sides_of(analysis)) if operation == 'mtp' else None
    require(analysis['parameters'].get('twiceJ') == size, f'{where}: twiceJ')
    require([analysis[name] for name in ('paths', 'interactions', 'ceiling')] == counts, f'{where}: other counts')
    lost = sorted(label(path, parity == 'explicit') for path in missing)
    require(sorted(' '.join(map(str, path)) for path in analysis['missing']) == lost, f'{where}: other paths are missing')
    found = analysis['expressivity']
    stated = [[point[name] for name in ('channels', 'lower', 'upper', 'certified')] for point in found]
    require(stated == points and all(point['certified'] is True for point in found), f'{where}: expressivity')
    for point in found:
        if 'upperFrom' in point:
            made = point['upperFrom']
            total = made['peeled'] + point['channels'] * made['rankOne'] + made['subspaces']
            require(total == point['upper'], f'{where}: upperFrom')
    bounds = analysis['saturatingChannels']
    same = bounds['certified'] is (saturating[0] == saturating[1])
    require([bounds['lower'], bounds['upper']] == saturating and same, f'{where}: saturatingChannels')
    priced = [
        {
            'algorithm': name,
            'multiplyAdds': str(work),
            'bytes': str(size),
            'atSaturation': {'lower': str(work * saturating[0]), 'upper': str(work * saturating[1])},
        }
        for name, work, size in facts[key]
        if name.startswith(f'{operation}-')
    ]
    require(analysis['costs'] == priced, f'{where}: costs')
    return len(found)


def check_report(report, facts):
    """That every exact number of a report.json follows from the accepted certificates, or is what counting gives."""
    count = sum(check_analysis(analysis, facts) for analysis in report['analyses'])
    count += sum(check_analysis(analysis, facts) for entry in report['models'] for analysis in entry['analyses'])
    for entry in report['pathCounts']:
        for l, number in enumerate(entry['counts']):
            texts = dict(zip(('left', 'right', 'out'), setting_texts(entry['setting'], l)))
            paths = Graph(entry['operation'], 'so3', sides_of({'parity': 'so3', **texts})).paths
            require(number == len(paths), f'report, pathCounts: {entry["setting"]} {entry["operation"]}')
    top = report['accidentalZeros']['maxTwiceJ']
    zeros = [[zero[name] for name in ('l1', 'l2', 'l3', 'twiceJ')] for zero in report['accidentalZeros']['zeros']]
    triples = [
        [a, b, c, n] for n in range(top + 1) for a in range(n + 1) for b in range(a, n + 1) for c in range(b, min(n, a + b) + 1)
    ]
    vanishing = lambda a, b, c, n: triad(2 * a, n, n) and sixfold(2 * a, 2 * b, 2 * c, n, n, n) == 0
    require(zeros == [triple for triple in triples if vanishing(*triple)], 'report, accidentalZeros')
    require(count > 0, 'there is no number in it')
    return count


# The check of each kind of report, by a field that it has.
REPORTS = {'analyses': check_report, 'natural': check_products}
