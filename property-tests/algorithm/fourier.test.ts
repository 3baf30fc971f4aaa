/**
 * Gaunt on the torus is its definition: convolved directly, exactly; by transforms, exactly as far as roots of unity are surds, and
 * within the running error bounds of both beyond. The multiplications are those of the cost.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Algorithm, layoutOf, type Workload, workloadOf } from '../../src/algorithm/algorithm.ts';
import { gtpFourierDirect, gtpFourierFft } from '../../src/algorithm/gtp-fourier.ts';
import { type Arithmetic, counting, EXACT_ARITHMETIC, FLOAT64_ARITHMETIC } from '../../src/exact/arithmetic.ts';
import { rational } from '../../src/exact/rational.ts';
import { type Bounded, boundedArithmetic, exactly, type FloatName } from '../../src/exact/rounding.ts';
import { SURD_ONE, surdFromRational } from '../../src/exact/surd.ts';
import { equalSurdSums, type SurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { type Irreps, parseIrreps, singles } from '../../src/irreps/irreps.ts';
import type { Group } from '../../src/irreps/path.ts';
import { SETTINGS, settingIrreps } from '../../src/irreps/setting.ts';
import { evaluateDefinition } from '../../src/operation/definition.ts';
import { gtp } from '../../src/operation/gtp.ts';
import { ONLY_PORT } from '../../src/operation/operation.ts';
import { degreesUpTo } from '../coupling/enumeration.ts';
import { everyIrrep } from '../operation/catalogue-paths.ts';
import { countMultiplyAdds } from './counted.ts';

const ALGORITHMS = [gtpFourierDirect, gtpFourierFft];
const GROUPS: readonly Group[] = ['so3', 'o3'];

const workload = ({ left, right, out }: Record<'left' | 'right' | 'out', Irreps>, group: Group): Workload =>
  workloadOf(left, right, out, group, {});

const MIXED = workload(
  { left: parseIrreps('0e+0o+1e+1o'), right: parseIrreps('0e+0o+1e+1o'), out: parseIrreps('0e+0o+1e+1o+2e+2o+3e') },
  'o3',
);

/** The four settings up to a degree in both groups. */
const settingWorkloads = (lmax: number): { where: string; work: Workload }[] =>
  SETTINGS.flatMap((setting) =>
    degreesUpTo(lmax).flatMap((l) =>
      GROUPS.map((group) => ({
        where: `${setting} ${group} L=${l}`,
        work: workload(settingIrreps(setting, l), group),
      })),
    ),
  );

const lengths = ({ left, right, out }: Workload) => [left, right, out].map((side) => layoutOf(side).length);

/** All pairs of basis vectors of the two inputs. */
function* basisPairs<T>(work: Workload, zero: T, one: T): Generator<readonly [T[], T[]]> {
  const [n1 = 0, n2 = 0] = lengths(work);
  const unit = (n: number, i: number): T[] => Array.from({ length: n }, (_, k) => (k === i ? one : zero));
  for (let i = 0; i < n1; i++) for (let k = 0; k < n2; k++) yield [unit(n1, i), unit(n2, k)];
}

const definition = <T>(over: Arithmetic<T>, work: Workload, x: readonly T[], y: readonly T[]): readonly T[] =>
  evaluateDefinition(over, gtp, work, x, y).get(ONLY_PORT) ?? new Array<T>(lengths(work)[2] ?? 0).fill(over.zero);

const EXACT_ONE = sumOfSurds([SURD_ONE]);

/** The number of entries that differ from the definition, over all basis pairs, and of those that are not zero. */
function compareExactly(algorithm: Algorithm, work: Workload): { different: number; nonZero: number } {
  const plan = algorithm.plan(work);
  expect(plan.exact).toBe(true);
  expect(plan.outputs).toEqual([ONLY_PORT]);
  const tally = { different: 0, nonZero: 0 };
  for (const [x, y] of basisPairs<SurdSum>(work, [], EXACT_ONE)) {
    const expected = definition(EXACT_ARITHMETIC, work, x, y);
    const results = plan.evaluate(EXACT_ARITHMETIC, x, y);
    expect(results.map(({ length }) => length)).toEqual([expected.length]);
    for (const [k, value] of (results[0] ?? []).entries()) {
      if (!equalSurdSums(value, expected[k] ?? [])) tally.different++;
      if (value.length > 0) tally.nonZero++;
    }
  }
  return tally;
}

describe('exactly', () => {
  it('direct is the definition, entry by entry; four settings, both groups, L ≤ 2, and mimo of SO(3), L = 3', () => {
    const all = [...settingWorkloads(2), { where: 'mimo so3 L=3', work: workload(settingIrreps('mimo', 3), 'so3') }];
    let nonZero = 0;
    for (const { where, work } of all) {
      const tally = compareExactly(gtpFourierDirect, work);
      expect([where, tally.different]).toEqual([where, 0]);
      nonZero += tally.nonZero;
    }
    expect(nonZero).toBeGreaterThan(0);
  });

  it('so is the transform, for roots of unity that are surds (n ≤ 8); four settings, both groups, L ≤ 1', () => {
    for (const { where, work } of settingWorkloads(1)) {
      expect([where, compareExactly(gtpFourierFft, work).different]).toEqual([where, 0]);
    }
  });

  it('both are, with either parity on every side, and with kinds that no pair reaches or that none asks for', () => {
    const everything = parseIrreps('0e+0o+1e+1o');
    const partial = [
      { left: parseIrreps('0o+1e'), right: everything, out: parseIrreps('0o+2o+1e') },
      { left: parseIrreps('1o'), right: parseIrreps('1o'), out: parseIrreps('0o+1e+2e') },
      { left: parseIrreps('1e'), right: parseIrreps('1o'), out: parseIrreps('0e+5o+2o') },
      { left: parseIrreps('0e'), right: parseIrreps('2e'), out: parseIrreps('1o+2e+6e') },
      { left: parseIrreps('0e'), right: parseIrreps('0e'), out: [] },
    ].map((sides) => workload(sides, 'o3'));
    for (const algorithm of ALGORITHMS) {
      for (const work of [MIXED, ...partial]) expect(compareExactly(algorithm, work).different).toBe(0);
      expect(compareExactly(algorithm, MIXED).nonZero).toBeGreaterThan(0);
    }
  });

  it('float tables refuse it', () => {
    const work = workload(settingIrreps('mimo', 2), 'so3');
    const plan = gtpFourierFft.plan(work);
    expect(plan.exact).toBe(false);
    const [n1 = 0, n2 = 0] = lengths(work);
    const zeros = (n: number): SurdSum[] => new Array<SurdSum>(n).fill([]);
    expect(() => plan.evaluate(EXACT_ARITHMETIC, zeros(n1), zeros(n2))).toThrow(RangeError);
  });

  it('they commute: x·y = y·x; rational vectors, either parity', () => {
    const numbers = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 8, maxLength: 8 });
    const plans = ALGORITHMS.map((algorithm) => algorithm.plan(MIXED));
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const [x, y] = [a, b].map((vector) => vector.map((q) => sumOfSurds([surdFromRational(rational(q))])));
        if (x === undefined || y === undefined) return;
        const expected = definition(EXACT_ARITHMETIC, MIXED, x, y);
        for (const plan of plans) {
          for (const pair of [[x, y] as const, [y, x] as const]) {
            const [z = []] = plan.evaluate(EXACT_ARITHMETIC, ...pair);
            expect(z.every((value, k) => equalSurdSums(value, expected[k] ?? []))).toBe(true);
          }
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe('multiplications', () => {
  function expectCounted(algorithm: Algorithm, work: Workload): void {
    const count = { multiplies: 0, adds: 0 };
    const [n1 = 0, n2 = 0] = lengths(work);
    algorithm.plan(work).evaluate(counting(FLOAT64_ARITHMETIC, count), new Array(n1).fill(1), new Array(n2).fill(1));
    expect(BigInt(count.multiplies)).toBe(algorithm.cost(work).multiplyAdds);
    expect(algorithm.cost(work).multiplyAdds).toBe(countMultiplyAdds(algorithm.id, work));
  }

  it('performed are those of the cost; four settings, both groups, L ≤ 3', () => {
    for (const { work } of settingWorkloads(3)) for (const algorithm of ALGORITHMS) expectCounted(algorithm, work);
  });

  it('performed are those of the cost, for random irreps of either parity', () => {
    const side = fc.subarray(everyIrrep(3), { minLength: 1 }).map(singles);
    fc.assert(
      fc.property(side, side, side, fc.constantFrom(...GROUPS), (left, right, out, group) => {
        for (const algorithm of ALGORITHMS) expectCounted(algorithm, workload({ left, right, out }, group));
      }),
      { numRuns: 30 },
    );
  });
});

describe('in floating point', () => {
  it.each<FloatName>(['float64', 'float32'])(
    '%s is the definition within the error bounds, which tell entries from zero; four settings, L ≤ 2',
    (format) => {
      const over = boundedArithmetic(format);
      const one: Bounded = exactly(1);
      for (const { where, work } of [...settingWorkloads(2), { where: 'mixed', work: MIXED }]) {
        const expected = [...basisPairs(work, over.zero, one)].map(([x, y]) => definition(over, work, x, y));
        const sizes = expected.flat().flatMap(({ value }) => (value === 0 ? [] : [Math.abs(value)]));
        const smallest = Math.min(...sizes);
        for (const algorithm of ALGORITHMS) {
          const plan = algorithm.plan(work);
          let outside = 0;
          let widest = 0;
          let pair = 0;
          for (const [x, y] of basisPairs(work, over.zero, one)) {
            for (const [k, value] of (plan.evaluate(over, x, y)[0] ?? []).entries()) {
              const reference = expected[pair]?.[k] ?? over.zero;
              const bound = value.error + reference.error;
              if (!(Math.abs(value.value - reference.value) <= bound)) outside++;
              widest = Math.max(widest, bound);
            }
            pair++;
          }
          expect([algorithm.id, where, outside]).toEqual([algorithm.id, where, 0]);
          expect(widest).toBeLessThan(smallest);
        }
      }
    },
  );

  it('float64 is the definition within the error bounds, for any vectors; mimo, L = 3 and 4', () => {
    const over = boundedArithmetic('float64');
    for (const lmax of [3, 4]) {
      const work = workload(settingIrreps('mimo', lmax), 'o3');
      const plans = ALGORITHMS.map((algorithm) => algorithm.plan(work));
      expect(plans.map(({ exact }) => exact)).toEqual([true, false]);
      const [n1 = 0, n2 = 0] = lengths(work);
      const vector = (n: number) =>
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n, maxLength: n });
      fc.assert(
        fc.property(vector(n1), vector(n2), (a, b) => {
          const [x, y] = [a.map(exactly), b.map(exactly)];
          const expected = definition(over, work, x, y);
          for (const plan of plans) {
            for (const [k, { value, error }] of (plan.evaluate(over, x, y)[0] ?? []).entries()) {
              const reference = expected[k] ?? over.zero;
              expect(Math.abs(value - reference.value)).toBeLessThanOrEqual(error + reference.error);
            }
          }
        }),
        { numRuns: 5 },
      );
    }
  });
});
