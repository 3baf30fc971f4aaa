#!/usr/bin/env python3
"""Checks certificates with the Python standard library: this file and the folder check/ beside it, nothing else. The form of
certificates is in schema.md, why each check is enough in README.md.

    python3 proofs/check.py [--json] [--report FILE] [FILE or FOLDER ...]

A certificate states formulas, which are evaluated in integers, or numbers, which are computed anew with the help of its evidence (a seed,
orders, channel counts); evidence can be useless but never misleading. With --report every exact number of a report.json must
follow from the certificates that were accepted. Exit: 0 all hold, 1 something does not, 2 the request is wrong.
"""

import json
import os
import sys
from multiprocessing import get_context

sys.dont_write_bytecode = True  # checking leaves nothing behind

from check.bases import bases
from check.clouds import check_clouds_file, clouds
from check.kinds import costs, expressivity, formulas
from check.products import products
from check.report import REPORTS
from check.requirements import Refused, fields, require

LARGEST = 2**53 - 1


# Each kind: its check, its own fields, what it claims; a statement is itself the claim.
KINDS = {
    'formulas': (formulas, ['define'], None),
    'expressivity': (
        expressivity,
        ['seed', 'rows'],
        'Operations have these counts, expressivities, saturating channels.',
    ),
    'costs': (
        costs,
        ['define', 'algorithms', 'rows'],
        'Algorithms take these multiply–adds and bytes, by these formulas.',
    ),
    'bases': (
        bases,
        ['rows', 'vectors'],
        'The canonical bases, with these sizes and SHA-256, are symmetric, equivariant, orthonormal and complete.',
    ),
    'products': (
        products,
        ['seed', 'define', 'algorithms', 'rows'],
        'Products reach these maps, with so many channels, at these costs, by these formulas.',
    ),
    'clouds': (
        clouds,
        ['lmax', 'clouds', 'pairs', 'sight', 'oneCurl'],
        'These networks tell these point clouds apart from these body orders on, or never; these see handedness.',
    ),
}
REPORTS['clouds'] = check_clouds_file


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
    function, own, sentence = KINDS[data['kind']]
    fields(data, ['schema', 'id', 'kind', 'claim', 'cases', *own], 'certificate')
    require(
        json.dumps(data, ensure_ascii=False, separators=(',', ':')) == text.replace('\n', ''),
        'not in the canonical form',
    )
    require(plain(data), 'expected integers and texts only')
    require(data['schema'] == 1, 'schema: expected 1')
    name, claim = data['id'], data['claim']
    require(type(name) is str and type(claim) is str and claim.startswith(f'{name}: '), 'claim: not that of its id')
    require(sentence is None or claim == f'{name}: {sentence}', 'claim: not what is proved')
    facts = {}
    cases = function(data, facts)
    require(type(data['cases']) is int and data['cases'] == cases and cases > 0, f'cases: {cases} were checked')
    return data, facts


def judged(text):
    """(certificate, facts, None), or (None, None, why not)."""
    try:
        return (*check(text), None)
    except Exception as refusal:  # whatever a malformed certificate runs into, it is not accepted
        return None, None, reason(refusal, 'malformed')


def reason(refusal, otherwise):
    return str(refusal) if isinstance(refusal, Refused) else f'{otherwise} ({type(refusal).__name__}: {refusal})'


def in_order(texts):
    """The judgements on the texts, the longest first to begin with: by as many processes as there are cores."""
    workers = min(len(texts), len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 1)
    if workers < 2:
        yield from map(judged, texts)
        return
    with get_context('spawn').Pool(workers) as pool:
        longest = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        pending = {i: pool.apply_async(judged, [texts[i]]) for i in longest}
        for i in range(len(texts)):
            yield pending[i].get()


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
        own = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'certificates')
        for path in paths or [own, os.path.join(own, 'several-factors')]:
            inside = (
                sorted(name for name in os.listdir(path) if name.endswith('.json')) if os.path.isdir(path) else None
            )
            files += [path] if inside is None else [os.path.join(path, name) for name in inside]
        texts = [(path, read(path)) for path in files]
        report_texts = [(report, read(report)) for report in reports]
    except OSError as error:
        print(f'check.py: {error.filename}: {error.strerror}', file=sys.stderr)
        return 2
    ids, facts, failed = set(), {}, len(texts) == 0
    for path, (data, found, why) in zip(files, in_order([text for _, text in texts])):
        if why is None and data['id'] in ids:
            why = 'a second certificate of this id'
        if why is None:
            ids.add(data['id'])
            facts.update(found)
            line = {
                'file': os.path.basename(path),
                'id': data['id'],
                'verdict': 'pass',
                'cases': data['cases'],
                'claim': data['claim'],
            }
        else:
            failed, line = True, {'file': os.path.basename(path), 'verdict': 'fail', 'why': why}
        show(line, as_json)
    for report, report_text in report_texts:
        try:
            data = json.loads(report_text)
            count = next(check for field, check in REPORTS.items() if field in data)(data, facts)
            line = {
                'file': os.path.basename(report),
                'id': 'report',
                'verdict': 'pass',
                'cases': count,
                'claim': 'report: Its exact numbers follow from the certificates above, or are counted anew.',
            }
        except Exception as refusal:
            why = reason(refusal, 'no certificate for it, or malformed')
            failed, line = True, {'file': os.path.basename(report), 'verdict': 'fail', 'why': why}
        show(line, as_json)
    return 1 if failed else 0


def show(line, as_json):
    if as_json:
        text = json.dumps(line, ensure_ascii=False, separators=(',', ':'))
    elif line['verdict'] == 'pass':
        text = f'holds   {line["claim"]} ({line["cases"]} cases)'
    else:
        text = f'REFUSED {line["file"]}: {line["why"]}'
    sys.stdout.buffer.write(f'{text}\n'.encode())
    sys.stdout.flush()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
