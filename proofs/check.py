#!/usr/bin/env python3
"""Checks certificates with the Python standard library: this file and the folder check/ beside it, nothing else. The form of
certificates is in schema.md, why each check is enough in README.md.

    python3 proofs/check.py [--json] [--report FILE] [FILE or FOLDER ...]

Everything is computed anew from the definitions, in integers and fractions; of a certificate only its evidence is used (a seed, an
order, channel counts), and evidence can be useless but never misleading. With --report every exact number of a report.json must
follow from the certificates that were accepted. Exit: 0 all hold, 1 something does not, 2 the request is wrong.
"""

import json
import os
import sys

sys.dont_write_bytecode = True  # checking leaves nothing behind

from check.counting_kinds import cost_polynomials, costs, path_counts
from check.coupling_kinds import (
    curl,
    fourier_gaunt,
    gaunt,
    gauss_legendre,
    matrix_six_j,
    one_map_per_path,
    orthogonality,
    six_j_zeros,
    vector_reach,
)
from check.expressivity_kinds import expressivity_models, expressivity_settings
from check.report import check_report
from check.requirements import Refused, fields, require

LARGEST = 2**53 - 1


KINDS = {
    'orthogonality': (orthogonality, ['twiceJ']),
    'one-map-per-path': (one_map_per_path, ['lmax']),
    'gaunt': (gaunt, ['lmax']),
    'curl': (curl, ['lmax']),
    'six-j-zeros': (six_j_zeros, ['maxTwiceJ', 'zeros']),
    'vector-reach': (vector_reach, ['lmax', 'identityTo']),
    'gauss-legendre': (gauss_legendre, ['n']),
    'fourier-gaunt': (fourier_gaunt, ['lmax']),
    'matrix-six-j': (matrix_six_j, ['maxTwiceJ']),
    'path-counts': (path_counts, ['rows']),
    'cost-polynomials': (cost_polynomials, ['rows']),
    'costs': (costs, ['lmax', 'rows', 'models']),
    'expressivity-settings': (expressivity_settings, ['setting', 'parity', 'lmax', 'prime', 'seed', 'rows']),
    'expressivity-models': (expressivity_models, ['channels', 'prime', 'seed', 'rows']),
}


def plain(value):
    """Whether integers, texts, lists and objects are all there is: no true that equals 1, no 1.0."""
    if type(value) is dict:
        return all(map(plain, value.values()))
    if type(value) is list:
        return all(map(plain, value))
    return type(value) is str or type(value) is int and abs(value) <= LARGEST


def check(text):
    """The certificate, if it proves what it claims. @raises Refused"""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise Refused(f'not JSON: {error}') from None
    require(type(data) is dict and data.get('kind') in KINDS, 'kind: unknown')
    function, own = KINDS[data['kind']]
    fields(data, ['schema', 'id', 'kind', 'claim', 'cases', *own], 'certificate')
    require(
        json.dumps(data, ensure_ascii=False, separators=(',', ':')) == text.replace('\n', ''),
        'not in the canonical form',
    )
    require(plain(data), 'expected integers and texts only')
    require(data['schema'] == 1, 'schema: expected 1')
    require(data['kind'] == 'expressivity-settings' or data['id'] == data['kind'], 'id: not that of its kind')
    claim, cases = function(data)
    require(data['claim'] == claim, 'claim: not what is proved')
    require(type(data['cases']) is int and data['cases'] == cases and cases > 0, f'cases: {cases} were checked')
    return data


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def main(words):
    as_json, reports, paths = False, [], []
    rest = iter(words)
    for word in rest:
        if word == '--json':
            as_json = True
        elif word == '--report':
            reports.append(next(rest, '-'))
        else:
            paths.append(word)
    if any(word.startswith('-') for word in reports + paths):
        print('usage: check.py [--json] [--report FILE] [FILE or FOLDER ...]', file=sys.stderr)
        return 2
    files = []
    try:
        for path in paths or [os.path.join(os.path.dirname(os.path.abspath(__file__)), 'certificates')]:
            inside = (
                sorted(name for name in os.listdir(path) if name.endswith('.json')) if os.path.isdir(path) else None
            )
            files += [path] if inside is None else [os.path.join(path, name) for name in inside]
        texts = [(path, read(path)) for path in files]
        report_texts = [(report, read(report)) for report in reports]
    except OSError as error:
        print(f'check.py: {error.filename}: {error.strerror}', file=sys.stderr)
        return 2
    proved, failed = {}, len(texts) == 0
    for path, text in texts:
        try:
            data = check(text)
            require(data['id'] not in proved, 'a second certificate of this id')
            proved[data['id']] = data
            line = {
                'file': os.path.basename(path),
                'id': data['id'],
                'verdict': 'pass',
                'cases': data['cases'],
                'claim': data['claim'],
            }
        except Exception as refusal:  # whatever a malformed certificate runs into, it is not accepted
            failed, why = True, (
                str(refusal) if isinstance(refusal, Refused) else f'malformed ({type(refusal).__name__}: {refusal})'
            )
            line = {'file': os.path.basename(path), 'verdict': 'fail', 'why': why}
        show(line, as_json)
    for report, report_text in report_texts:
        try:
            count = check_report(json.loads(report_text), proved)
            line = {
                'file': os.path.basename(report),
                'id': 'report',
                'verdict': 'pass',
                'cases': count,
                'claim': 'Every exact number of the report follows from the certificates above; cases are its expressivities.',
            }
        except Exception as refusal:
            failed, why = True, (
                str(refusal)
                if isinstance(refusal, Refused)
                else f'no certificate for it, or malformed ({type(refusal).__name__}: {refusal})'
            )
            line = {'file': os.path.basename(report), 'verdict': 'fail', 'why': why}
        show(line, as_json)
    return 1 if failed else 0


def show(line, as_json):
    if as_json:
        text = json.dumps(line, ensure_ascii=False, separators=(',', ':'))
    elif line['verdict'] == 'pass':
        text = f'holds   {line["id"]}, {line["cases"]} cases: {line["claim"]}'
    else:
        text = f'REFUSED {line["file"]}: {line["why"]}'
    sys.stdout.buffer.write(f'{text}\n'.encode())
    sys.stdout.flush()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
