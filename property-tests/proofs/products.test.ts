/**
 * Products of several factors: the checkers find what src/ finds, of other features and more factors than the report has as well, and no
 * altered number of many-body.json, and no list of it with more or less in it, follows from the certificate.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { certificateText } from '../../proofs/catalogue.ts';
import { reachOf } from '../../proofs/products-reach-these-maps.ts';
import { parseIrreps } from '../../src/irreps/index.ts';
import { manyBodyExpressivity, type ProductRequest } from '../../src/many-body/index.ts';
import { emptyFolder, root } from '../command.ts';
import { alterations } from './alterations.ts';
import { type Checker, checkerSays, nodeChecker, pythonChecker, whyNoPython } from './checkers.ts';

const PRODUCTS: readonly (Pick<ProductRequest, 'operation' | 'form' | 'layers'> & { readonly between?: true })[] = [
  { operation: 'cgtp' },
  { operation: 'gtp', form: 'fused' },
  { operation: 'gtp', form: 'fused', layers: 'same' },
  { operation: 'gtp', form: 'chained', between: true },
  { operation: 'gtp+curl', form: 'chained', between: true },
  { operation: 'mtp', form: 'fused' },
  { operation: 'mtp', form: 'chained', between: true },
];

/** Features, outputs, factors, and the largest degree in between. */
const OTHERS: readonly (readonly [irreps: string, out: string, correlation: number, inner: number])[] = [
  ['0e+1o+1e', '0e+1o+1e+0o', 3, 1],
  ['1o+2e+3o', '1o+2e', 3, 2],
  ['2e+4e+6e', '4e', 3, 6],
  ['0o+1o+1e', '0e+0o+1e', 3, 1],
  ['0e+1o', '0e+1o+2e', 5, 2],
  ['1o+2o', '0e+1e+3o', 4, 3],
  ['3o+4e', '2e+1o+5o', 3, 4],
  ['0e+1o', '3o+2e', 3, 3],
  ['1e', '0e+1e', 6, 1],
];

const answers = OTHERS.flatMap(([irreps, out, correlation, inner]) =>
  PRODUCTS.map(({ between, ...product }) =>
    manyBodyExpressivity({
      ...product,
      irreps: parseIrreps(irreps),
      out: parseIrreps(out).map(({ irrep }) => irrep),
      correlation,
      ...(between === undefined ? {} : { inner }),
    }),
  ),
);

function expectAgreement(checker: Checker): void {
  const file = join(emptyFolder(), 'products.json');
  const others = reachOf(() => answers, 'other features').generate(() => {
    throw new Error('of no study');
  });
  writeFileSync(file, certificateText(others));
  const rows = OTHERS.reduce((sum, [, , correlation]) => sum + PRODUCTS.length * (correlation - 1), 0);
  expect(checkerSays(checker, [file]).lines).toMatchObject([{ verdict: 'pass', cases: rows }]);
}

describe('other products', () => {
  it('reach what check-all.mjs finds', () => expectAgreement(nodeChecker), 120_000);
  it.skipIf(whyNoPython !== undefined)(
    `reach what check.py finds${whyNoPython === undefined ? '' : ` (skipped: ${whyNoPython})`}`,
    () => expectAgreement(pythonChecker),
    120_000,
  );
});

const certificate = join(root, 'proofs', 'certificates', 'several-factors', 'products.json');
const report = join(root, 'reports', 'many-body.json');

const altered = alterations(JSON.parse(readFileSync(report, 'utf8')), 3).filter(({ what }) =>
  /^(one more|one less|negated|a half more|as text|nothing|true|longer|shorter|digits moved on|without its last|with its first doubled)$/.test(
    what,
  ),
);

function expectNoneFollows(checker: Checker): void {
  const folder = emptyFolder();
  const names = altered.map((_, index) => join(folder, `${index}.txt`));
  for (const [index, { document }] of altered.entries()) writeFileSync(names[index] ?? '', JSON.stringify(document));
  const words = [report, ...names].flatMap((name) => ['--report', name]);
  const [proved, whole, ...others] = checkerSays(checker, [certificate, ...words]).lines;
  expect([proved?.verdict, whole?.verdict]).toEqual(['pass', 'pass']);
  expect(others).toHaveLength(altered.length);
  const passed = altered.filter((_, index) => others[index]?.verdict !== 'fail');
  expect(passed.map(({ field, what }) => `${field}: ${what}`)).toEqual([]);
}

describe('many-body.json, altered', () => {
  it('is so in every field', () => {
    const fields = new Set(altered.map(({ field }) => field));
    for (const part of ['natural', 'unnatural', 'growth.*']) {
      const numbers = [
        'order',
        'contents',
        'interactions',
        'ceiling',
        'reached',
        'cost.multiplyAdds',
        'cost.algorithm',
      ];
      const lists = ['missing', 'outputs.*.out', 'outputs.*.maps', 'outputs.*.reached'];
      const bounds = ['channels', 'lower', 'upper'].map((name) => `expressivity.*.${name}`);
      const ends = ['saturatingChannels.lower', 'saturatingChannels.upper'];
      const own = [...numbers, ...lists, ...bounds, ...ends].map((name) => `${part}.answers.*.orders.*.${name}`);
      expect(own.filter((field) => !fields.has(field))).toEqual([]);
    }
    expect(altered.length).toBeGreaterThan(1000);
  });

  it('is refused by check-all.mjs', () => expectNoneFollows(nodeChecker), 120_000);
  it.skipIf(whyNoPython !== undefined)(
    `is refused by check.py${whyNoPython === undefined ? '' : ` (skipped: ${whyNoPython})`}`,
    () => expectNoneFollows(pythonChecker),
    120_000,
  );
});
