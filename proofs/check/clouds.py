"""Certificates of the kind `clouds` (schema.md): from which body order on networks tell two point clouds apart, or never."""

import json
from fractions import Fraction
from math import prod

from .networks import asker, paths_of, sees
from .requirements import OPERATIONS, fields, integer, require

RULES, RADIAL = ['natural', 'both', 'so3'], ['every', 'one']
REFLECTIONS = [(x, y, z) for x in (1, -1) for y in (1, -1) for z in (1, -1) if x * y * z < 0]


def check_cloud(cloud):
    fields(cloud, ['name', 'scale', 'points'], 'clouds')
    integer(cloud['scale'], 1, 999, 'scale')
    for point in cloud['points']:
        require(len(point) == 4 and all(integer(x, -999, 999, 'points') == x for x in point), 'points: not four integers')
    ascending = all(p < q for p, q in zip(cloud['points'], cloud['points'][1:]))
    require(cloud['points'] and ascending, f'{cloud["name"]}: points not in order')


def on_one_scale(first, second):
    """The points of two clouds in one unit."""
    return [
        [(species, *(x * scale for x in at)) for species, *at in cloud['points']]
        for cloud, scale in ((first, second['scale']), (second, first['scale']))
    ]


def mirrored(first, second):
    """Whether changes of sign of one coordinate, or of all, take one to the other."""
    images = [{(species, *map(prod, zip(at, signs))) for species, *at in first} for signs in REFLECTIONS]
    return set(second) in images


def curls_tried(ask, lmax):
    """Each curl path from moments, small degrees first, beside Gaunt products, up to the first that tells the clouds apart."""
    gaunt, found = paths_of('both', 'gtp', lmax), []
    moments = [path for path in paths_of('both', 'curl', lmax) if path[0][1] == path[1][1] == 0 and path[0] <= path[1]]
    for path in sorted(moments, key=lambda path: (sum(l for l, _ in path), path)):
        found.append([*(l for l, _ in path), ask([*gaunt, path], lmax)])
        if found[-1][-1] > 0:
            break
    return found


def clouds(data, facts):
    lmax, cases = integer(data['lmax'], 0, 6, 'lmax'), 0
    known = {cloud['name']: cloud for cloud in data['clouds']}
    for cloud in data['clouds']:
        check_cloud(cloud)
    used = list(dict.fromkeys(name for pair in data['pairs'] for name in pair['clouds']))
    require([cloud['name'] for cloud in data['clouds']] == used, 'clouds: not those of the pairs, in order')
    curls, degrees = [], range(lmax + 1)
    for pair in data['pairs']:
        fields(pair, ['clouds', 'mirrored', *RADIAL], 'pairs')
        first, second = names = pair['clouds']
        both = on_one_scale(known[first], known[second])
        asks = {radial: asker(both, radial) for radial in RADIAL}
        for radial, ask in asks.items():
            fields(pair[radial], RULES, radial)
            for rule in RULES:
                answers = [[ask(paths_of(rule, operation, L), L) for L in degrees] for operation in OPERATIONS]
                require(pair[radial][rule] == answers, f'{names}, {radial}, {rule}: other answers')
                cases += len(answers) * len(degrees)
        require(pair['mirrored'] == int(mirrored(*both)), f'{names}: mirror images, or not')
        cases += 1
        if pair['mirrored']:
            curls.append({'clouds': names, 'tried': curls_tried(asks['every'], lmax)})
            cases += len(curls[-1]['tried'])
        else:  # no network of Gaunt products tells mirror images apart
            require(asks['every'](paths_of('natural', 'gtp', lmax), lmax) > 0, f'{names}: perhaps mirror images')
    for row in data['oneCurl']:
        fields(row, ['clouds', 'tried'], 'oneCurl')
    require(data['oneCurl'] == curls, 'oneCurl: other answers')
    fields(data['sight'], RULES, 'sight')
    sight = {rule: [int(sees(rule, operation, lmax)) for operation in OPERATIONS] for rule in RULES}
    require(data['sight'] == sight, 'sight: other networks')
    facts['clouds'] = data
    return cases + len(RULES) * len(OPERATIONS)


def data_file(lmax, clouds, pairs, sight, one_curl):
    """What the certificate says, in the form of point-clouds.json."""
    networks = [(rule, n, operation) for rule in RULES for n, operation in enumerate(OPERATIONS)]
    answer = lambda radial, rule, operation, found: {
        'radial': radial,
        'parity': rule,
        'operation': operation,
        'orders': [x if x > 0 else None for x in found],
        'dimensions': [None if x > 0 else -x for x in found],
    }
    path = lambda l1, l2, l3: f'{l1}{"eo"[l1 % 2]}⊗{l2}{"eo"[l2 % 2]}→{l3}{"oe"[l3 % 2]}'
    enough = lambda tried: bool(tried) and tried[-1][-1] > 0
    return {
        'schema': 1,
        'lmax': lmax,
        'clouds': [
            {
                'name': cloud['name'],
                'points': [
                    {'species': species, 'at': [str(Fraction(x, cloud['scale'])) for x in at]}
                    for species, *at in cloud['points']
                ],
            }
            for cloud in clouds
        ],
        'pairs': [
            {
                'first': pair['clouds'][0],
                'second': pair['clouds'][1],
                'mirrored': pair['mirrored'] == 1,
                'answers': [
                    answer(radial, rule, operation, pair[radial][rule][n])
                    for radial in RADIAL
                    for rule, n, operation in networks
                ],
            }
            for pair in pairs
        ],
        'sight': [{'parity': rule, 'operation': name, 'sees': sight[rule][n] == 1} for rule, n, name in networks],
        'oneCurl': [
            {
                'first': row['clouds'][0],
                'second': row['clouds'][1],
                'path': path(*row['tried'][-1][:3]) if enough(row['tried']) else None,
                'order': row['tried'][-1][3] if enough(row['tried']) else None,
            }
            for row in one_curl
        ],
    }


def check_clouds_file(report, facts):
    """That a point-clouds.json says what the certificate does, number by number."""
    require('clouds' in facts, 'no certificate of point clouds')
    data = facts['clouds']
    stated = data_file(*(data[name] for name in ('lmax', 'clouds', 'pairs', 'sight', 'oneCurl')))
    require(json.dumps(report) == json.dumps(stated), 'other numbers than those of the certificate')
    return sum(len(answer['orders']) for pair in report['pairs'] for answer in pair['answers'])
