/**
 * Every algorithm of the catalogue commutes with rotations and the inversion: T(D x, D y) = D T(x, y).
 *
 * Exactly, for random rational rotations, where tables are exact; within the error bounds that are carried along in float64, up to L = 10.
 * Under the inversion each irrep takes the sign p, which floats take exactly.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Algorithm, Workload } from '../../src/algorithm/algorithm.ts';
import { ALGORITHMS } from '../../src/algorithm/catalogue.ts';
import { type Quaternion, wignerD } from '../../src/coupling/rotation.ts';
import { type Arithmetic, EXACT_ARITHMETIC } from '../../src/exact/arithmetic.ts';
import { rational } from '../../src/exact/rational.ts';
import { type Bounded, boundedArithmetic, exactly } from '../../src/exact/rounding.ts';
import { type Surd, surdFromRational } from '../../src/exact/surd.ts';
import { equalSurdSums, sumOfSurds } from '../../src/exact/surd-sum.ts';
import type { Irreps } from '../../src/irreps/irreps.ts';
import { type Setting, settingIrreps } from '../../src/irreps/setting.ts';
import { quaternions } from '../coupling/rotations.ts';
import { type Case, cases, dimension, workFor } from './cases.ts';

type Matrices = (l: number) => readonly (readonly Surd[])[];

/** D x on every irrep of a side, zeros of D left out. */
function rotate<T>(over: Arithmetic<T>, side: Irreps, matrices: Matrices, x: readonly T[]): T[] {
  let offset = 0;
  return side.flatMap(({ irrep: { l } }) => {
    const start = offset;
    offset += 2 * l + 1;
    return matrices(l).map((row) =>
      row.reduce(
        (sum, entry, k) =>
          entry.sign === 0 ? sum : over.add(sum, over.multiply(over.constant(entry), x[start + k] ?? over.zero)),
        over.zero,
      ),
    );
  });
}

/** Both sides of the law, output after output. */
function bothSides<T>(
  over: Arithmetic<T>,
  algorithm: Algorithm,
  work: Workload,
  matrices: Matrices,
  x: readonly T[],
  y: readonly T[],
): [T[], T[]] {
  const plan = algorithm.plan(work);
  const turned = plan.evaluate(over, rotate(over, work.left, matrices, x), rotate(over, work.right, matrices, y));
  const results = plan.evaluate(over, x, y).flatMap((z) => rotate(over, work.out, matrices, z));
  return [turned.flat(), results];
}

function wignerOf(q: Quaternion): Matrices {
  const known = new Map<number, Surd[][]>();
  return (l) => {
    const matrix = known.get(l) ?? wignerD(l, q);
    known.set(l, matrix);
    return matrix;
  };
}

const eighths = (length: number, seed: number): number[] =>
  Array.from({ length }, (_, i) => (((i * 37 + seed * 11) % 17) - 8) / 8);

const setting = (name: Setting, lmax: number): Case => ({
  name: `${name} L = ${lmax}`,
  group: 'so3',
  ...settingIrreps(name, lmax),
});
/** One rotation with all matrix entries away from 0 and ±1: 3 + i − 2j + 5k. */
const turn = wignerOf({ w: 3n, x: 1n, y: -2n, z: 5n });

/** The whole of 0…L where that is cheap; dense tables, which grow as L⁶, in the settings of one degree. */
const upToTen = (algorithm: Algorithm): Case[] => [
  ...Array.from({ length: 10 }, (_, k) => setting('siso', k + 1)),
  setting('simo', 10),
  ...(algorithm.id === 'cgtp-dense' ? [setting('mimo-truncated', 4)] : [setting('mimo-truncated', 10)]),
];

describe.each(ALGORITHMS.map((algorithm) => ({ id: algorithm.id, algorithm })))('$id', ({ algorithm }) => {
  const exactCases = cases.filter((one) => algorithm.plan(workFor(algorithm, one)).exact);
  const exactLaw = (): void => {
    const integers = (length: number, seed: number) =>
      eighths(length, seed).map((value) => sumOfSurds([surdFromRational(rational(8 * value))]));
    for (const one of exactCases) {
      const work = workFor(algorithm, one);
      const [x, y] = [integers(dimension(work.left), 1), integers(dimension(work.right), 2)];
      fc.assert(
        fc.property(quaternions, (q) => {
          const [turned, results] = bothSides(EXACT_ARITHMETIC, algorithm, work, wignerOf(q), x, y);
          expect(turned.length).toBe(results.length);
          expect(turned.every((value, k) => equalSurdSums(value, results[k] ?? []))).toBe(true);
        }),
        { numRuns: 3, seed: 20_261_124 },
      );
    }
  };
  if (exactCases.length > 0) it('commutes with random rational rotations, exactly', exactLaw);

  it('commutes with a rotation in float64 within the carried bounds, L ≤ 10', () => {
    const over = boundedArithmetic('float64');
    let compared = 0;
    for (const one of upToTen(algorithm)) {
      const work = workFor(algorithm, one);
      const [x, y] = [eighths(dimension(work.left), 1), eighths(dimension(work.right), 2)].map((v) => v.map(exactly));
      const [turned, results] = bothSides(over, algorithm, work, turn, x ?? [], y ?? []);
      for (const [k, { value, error }] of turned.entries()) {
        const other = results[k] ?? exactly(Number.NaN);
        if (!(Math.abs(value - other.value) <= error + other.error)) expect.fail(`${one.name}, output ${k}`);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(0);
  });

  it('commutes with the inversion, exactly or within the carried bounds', () => {
    const over = boundedArithmetic('float64');
    let compared = 0;
    for (const one of cases.filter(({ group }) => group === 'o3')) {
      const work = workFor(algorithm, one);
      const plan = algorithm.plan(work);
      const invert = (side: Irreps, x: readonly Bounded[]): Bounded[] => {
        const signs = side.flatMap(({ irrep: { l, p } }) => new Array<number>(2 * l + 1).fill(p));
        return x.map(({ value, error }, i) => ({ value: (signs[i] ?? 1) * value, error }));
      };
      const [x, y] = [eighths(dimension(work.left), 1).map(exactly), eighths(dimension(work.right), 2).map(exactly)];
      const inverted = plan.evaluate(over, invert(work.left, x), invert(work.right, y)).flat();
      const results = plan.evaluate(over, x, y).flatMap((z) => invert(work.out, z));
      for (const [k, { value, error }] of results.entries()) {
        const other = inverted[k] ?? exactly(Number.NaN);
        // Where every number stands for one irrep at a time, signs go through floating point unharmed.
        const allowed = algorithm.id.startsWith('cgtp') ? 0 : error + other.error;
        if (!(Math.abs(value - other.value) <= allowed)) expect.fail(`${one.name}, output ${k}`);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(0);
  });
});
