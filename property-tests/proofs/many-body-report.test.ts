/** No altered number of many-body.json, and no list of it with more or less in it, follows from the certificate of products. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, root } from '../command.ts';
import { alterations } from './alterations.ts';
import { type Checker, checkerSays, nodeChecker, pythonChecker, whyNoPython } from './checkers.ts';

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
