/**
 * The two-road law over every algorithm of the catalogue: what a plan computes is its operation's definition, and it takes exactly the
 * multiplications that its cost states. A bilinear map is its values on basis pairs, so probing all of them in exact arithmetic decides.
 */
import { describe, expect, it } from 'vitest';
import type { Algorithm, Plan, Workload } from '../../src/algorithm/algorithm.ts';
import { ALGORITHMS } from '../../src/algorithm/catalogue.ts';
import { counting, EXACT_ARITHMETIC, FLOAT64_ARITHMETIC, type OperationCount } from '../../src/exact/arithmetic.ts';
import { rational } from '../../src/exact/rational.ts';
import { boundedArithmetic, exactly, type FloatName } from '../../src/exact/rounding.ts';
import { surdFromRational } from '../../src/exact/surd.ts';
import { equalSurdSums, type SurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import type { Irreps } from '../../src/irreps/irreps.ts';
import { groupOfParityMode, PARITY_MODES, SETTINGS, settingIrreps } from '../../src/irreps/setting.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import { evaluateDefinition } from '../../src/operation/definition.ts';
import { type Case, cases, dimension, leaving, workFor } from './cases.ts';

const ONE: SurdSum = sumOfSurds([surdFromRational(rational(1))]);
const unit = <T>(length: number, index: number, zero: T, one: T): T[] =>
  Array.from({ length }, (_, i) => (i === index ? one : zero));

/** Compares every output of every basis pair; returns how many entries were compared. */
function probe(algorithm: Algorithm, plan: Plan, work: Workload): number {
  const [d1, d2] = [dimension(work.left), dimension(work.right)];
  let compared = 0;
  for (let i = 0; i < d1; i++) {
    for (let j = 0; j < d2; j++) {
      const x = unit(d1, i, EXACT_ARITHMETIC.zero, ONE);
      const y = unit(d2, j, EXACT_ARITHMETIC.zero, ONE);
      const results = plan.evaluate(EXACT_ARITHMETIC, x, y);
      const defined = evaluateDefinition(EXACT_ARITHMETIC, OPERATIONS[algorithm.operation], work, x, y);
      for (const [index, output] of plan.outputs.entries()) {
        for (const [k, value] of (results[index] ?? []).entries()) {
          if (!equalSurdSums(value, leaving(EXACT_ARITHMETIC, defined, output, k))) {
            expect.fail(`${algorithm.id} ${output}: entry ${i}, ${j}, ${k} differs from the definition`);
          }
          compared++;
        }
      }
    }
  }
  return compared;
}

const FORMATS: readonly FloatName[] = ['float64', 'float32'];
const large: readonly Case[] = [
  { name: 'mimo L = 4, SO(3)', group: 'so3', ...settingIrreps('mimo', 4) },
  { name: 'mimo-truncated L = 4, O(3)', group: 'o3', ...settingIrreps('mimo-truncated', 4) },
];

/** Two fixed pairs of full vectors: all signs and sizes, exact in float32. */
const vectorPairs = (d1: number, d2: number): [number[], number[]][] =>
  [1, 2].map((seed) => {
    const entry = (i: number, shift: number): number => (((i * 37 + shift * 11 + seed * 5) % 17) - 8) / 8;
    return [Array.from({ length: d1 }, (_, i) => entry(i, 1)), Array.from({ length: d2 }, (_, i) => entry(i, 2))];
  });

describe.each(
  ALGORITHMS.filter((a) => typeof a.plan === 'function').map((algorithm) => ({ id: algorithm.id, algorithm })),
)('$id', ({ algorithm }) => {
  const exactCases = cases.filter((one) => algorithm.plan(workFor(algorithm, one)).exact);
  const isMatrix = algorithm.operation === 'mtp';

  const exactLaw = (): void => {
    for (const one of exactCases) {
      for (const twiceJ of isMatrix && one.group === 'so3' ? [undefined, 1, 3] : [undefined]) {
        const work = workFor(algorithm, one, twiceJ);
        const plan = algorithm.plan(work);
        const entries = dimension(work.left) * dimension(work.right) * dimension(work.out) * plan.outputs.length;
        expect([one.name, probe(algorithm, plan, work)]).toEqual([one.name, entries]);
      }
    }
  };
  // Quadrature nodes are no surds: grids are held to the float law below, and have no exact one.
  if (exactCases.length > 0) it('is its operation, entry by entry, in exact arithmetic', exactLaw);

  it.each(FORMATS)('is its operation in %s, within the derived bound', (format) => {
    let compared = 0;
    for (const one of [...cases, ...large]) {
      const work = workFor(algorithm, one);
      const plan = algorithm.plan(work);
      const over = boundedArithmetic(format);
      for (const [x, y] of vectorPairs(dimension(work.left), dimension(work.right))) {
        const results = plan.evaluate(over, x.map(exactly), y.map(exactly));
        const defined = evaluateDefinition(over, OPERATIONS[algorithm.operation], work, x.map(exactly), y.map(exactly));
        for (const [index, output] of plan.outputs.entries()) {
          for (const [k, { value, error }] of (results[index] ?? []).entries()) {
            const expected = leaving(over, defined, output, k);
            const allowed = error + expected.error;
            if (!(Math.abs(value - expected.value) <= allowed)) {
              expect.fail(
                `${one.name}: output ${output}[${k}] is ${value}, expected ${expected.value} within ${allowed}`,
              );
            }
            compared++;
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(0);
  });

  it('takes exactly the multiplications that its cost states', () => {
    let counted = 0;
    for (const setting of SETTINGS) {
      for (const mode of PARITY_MODES) {
        for (const lmax of [0, 1, 2, 3]) {
          const one = { name: '', group: groupOfParityMode(mode), ...settingIrreps(setting, lmax) };
          for (const twiceJ of isMatrix ? [undefined, 2 * lmax + 1] : [undefined]) {
            const work = workFor(algorithm, one, twiceJ);
            const count: OperationCount = { multiplies: 0, adds: 0 };
            const ones = (side: Irreps): number[] => new Array<number>(dimension(side)).fill(1);
            algorithm.plan(work).evaluate(counting(FLOAT64_ARITHMETIC, count), ones(work.left), ones(work.right));
            expect([setting, mode, lmax, twiceJ, BigInt(count.multiplies)]).toEqual([
              setting,
              mode,
              lmax,
              twiceJ,
              algorithm.cost(work).multiplyAdds,
            ]);
            counted++;
          }
        }
      }
    }
    expect(counted).toBe(4 * 2 * 4 * (isMatrix ? 2 : 1));
  });
});
