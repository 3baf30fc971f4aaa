/** Grids of the caller's choice: larger ones change nothing, smaller ones are refused, and computed only when that is asked for. */
import { describe, expect, it } from 'vitest';
import type { Algorithm, GridRequest } from '../../src/algorithm/algorithm.ts';
import { ALGORITHMS } from '../../src/algorithm/catalogue.ts';
import { gridForDegree } from '../../src/algorithm/grid.ts';
import { RequestError } from '../../src/errors.ts';
import { counting, FLOAT64_ARITHMETIC, type OperationCount } from '../../src/exact/arithmetic.ts';
import { type Bounded, boundedArithmetic, exactly } from '../../src/exact/rounding.ts';
import { parseIrreps } from '../../src/irreps/irreps.ts';
import { settingIrreps } from '../../src/irreps/setting.ts';
import { type Case, dimension, workFor } from './cases.ts';

const onGrid = ALGORITHMS.filter(({ id }) => id.endsWith('-grid'));
/**
 * Mimo at L = 2: the integrands have degree 2 + 2 + 4, for the bracket one less. With all weights one the vector product is
 * antisymmetric, so that its highest degrees cancel; between a curl (2o is one), gradients and radial fields they do not.
 */
const mimo: Case = { name: 'mimo L = 2', group: 'so3', ...settingIrreps('mimo', 2) };
const mixed: Case = {
  name: '2o × 2e → 4o',
  group: 'o3',
  left: parseIrreps('2o'),
  right: parseIrreps('2e'),
  out: parseIrreps('4o'),
};
const integrands: Readonly<Record<string, { readonly one: Case; readonly degree: number }>> = {
  'gtp-grid': { one: mimo, degree: 8 },
  'curl-grid': { one: mimo, degree: 7 },
  'gtp+curl-grid': { one: mimo, degree: 8 },
  'vstp-grid': { one: mixed, degree: 8 },
};

function results(algorithm: Algorithm, one: Case, grid: GridRequest | undefined): Bounded[] {
  const work = { ...workFor(algorithm, one), ...(grid === undefined ? {} : { grid }) };
  const vector = (length: number, seed: number) =>
    Array.from({ length }, (_, i) => exactly((((i * 37 + seed * 11) % 17) - 8) / 8));
  const over = boundedArithmetic('float64');
  const [x, y] = [vector(dimension(work.left), 1), vector(dimension(work.right), 2)];
  return algorithm.plan(work).evaluate(over, x, y).flat();
}

const agree = (a: readonly Bounded[], b: readonly Bounded[]): boolean =>
  a.length === b.length &&
  a.every(({ value, error }, k) => Math.abs(value - (b[k]?.value ?? Number.NaN)) <= error + (b[k]?.error ?? 0));

it('all algorithms on a grid are looked at', () => {
  expect(onGrid.map(({ id }) => id).sort()).toEqual(Object.keys(integrands).sort());
});

describe.each(onGrid.map((algorithm) => ({ id: algorithm.id, algorithm })))('$id', ({ id, algorithm }) => {
  const { one, degree } = integrands[id] ?? { one: mimo, degree: Number.NaN };
  const least = gridForDegree(degree);

  it('on a larger grid gives the same, at the cost of that grid', () => {
    const grid = { rings: least.rings + 2, points: least.points + 3 };
    expect(agree(results(algorithm, one, grid), results(algorithm, one, undefined))).toBe(true);
    const work = { ...workFor(algorithm, one), grid };
    const count: OperationCount = { multiplies: 0, adds: 0 };
    const ones = (length: number): number[] => new Array<number>(length).fill(1);
    algorithm
      .plan(work)
      .evaluate(counting(FLOAT64_ARITHMETIC, count), ones(dimension(work.left)), ones(dimension(work.right)));
    expect(BigInt(count.multiplies)).toBe(algorithm.cost(work).multiplyAdds);
  });

  it('refuses one ring or one point too few, and computes with them something else when told to', () => {
    for (const grid of [
      { rings: least.rings - 1, points: least.points },
      { rings: least.rings, points: least.points - 1 },
    ]) {
      const work = { ...workFor(algorithm, one), grid };
      expect(() => algorithm.plan(work)).toThrow(RequestError);
      expect(() => algorithm.cost(work)).toThrow(`expected at least ${least.rings} rings of ${least.points} points`);
      expect(agree(results(algorithm, one, { ...grid, undersized: true }), results(algorithm, one, undefined))).toBe(
        false,
      );
    }
  });

  it.each([
    [0, 5],
    [3, 1.5],
    [Number.NaN, 5],
    [-2, 5],
  ])('refuses a grid of %d × %d', (rings, points) => {
    expect(() => algorithm.plan({ ...workFor(algorithm, one), grid: { rings, points, undersized: true } })).toThrow(
      RequestError,
    );
  });
});
