/**
 * Gradients of every algorithm of the catalogue: the vector–Jacobian product is the transposed tensor of the definition, and so is its own
 * vector–Jacobian product. With T(x, y, z̄) = Σ T_ijk x_i y_j z̄_k,
 *
 *   x̄ = T(·, y, z̄), ȳ = T(x, ·, z̄);   of T(x̃, y, z̄) + T(x, ỹ, z̄): by x T(·, ỹ, z̄), by y T(x̃, ·, z̄), by z̄ T(x̃, y, ·) + T(x, ỹ, ·)
 *
 * as equality where tables are exact, within the derived bound in float64.
 */
import { describe, expect, it } from 'vitest';
import type { Algorithm, Plan, Workload } from '../../src/algorithm/algorithm.ts';
import { ALGORITHMS } from '../../src/algorithm/catalogue.ts';
import { doubleVectorJacobian, vectorJacobian } from '../../src/algorithm/gradient.ts';
import {
  type Arithmetic,
  counting,
  EXACT_ARITHMETIC,
  FLOAT64_ARITHMETIC,
  type OperationCount,
} from '../../src/exact/arithmetic.ts';
import { rational } from '../../src/exact/rational.ts';
import { type Bounded, boundedArithmetic, exactly } from '../../src/exact/rounding.ts';
import { surdFromRational } from '../../src/exact/surd.ts';
import { equalSurdSums, type SurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import { evaluateDefinition } from '../../src/operation/definition.ts';
import { cases, dimension, leaving, workFor } from './cases.ts';

/** An arithmetic with the integers in it and a notion of "the same number". */
interface Field<T> {
  readonly over: Arithmetic<T>;
  readonly integer: (n: number) => T;
  readonly agree: (a: T, b: T) => boolean;
}

const EXACT: Field<SurdSum> = {
  over: EXACT_ARITHMETIC,
  integer: (n) => sumOfSurds([surdFromRational(rational(n))]),
  agree: equalSurdSums,
};
const FLOAT64: Field<Bounded> = {
  over: boundedArithmetic('float64'),
  integer: exactly,
  agree: (a, b) => Math.abs(a.value - b.value) <= a.error + b.error,
};

/** Small integers, different for each seed. */
const vector = <T>({ integer }: Field<T>, length: number, seed: number): T[] =>
  Array.from({ length }, (_, i) => integer(((i * 5 + seed * 7) % 9) - 4));

/** The definition's trilinear form, one entry per (output, i, j, k), by probing all basis pairs. */
function tensor<T>({ over, integer }: Field<T>, algorithm: Algorithm, work: Workload, plan: Plan): T[][][][] {
  const [d1, d2, d3] = [dimension(work.left), dimension(work.right), dimension(work.out)];
  const basis = (length: number, index: number): T[] =>
    Array.from({ length }, (_, i) => (i === index ? integer(1) : over.zero));
  const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
  const probed = range(d1).map((i) =>
    range(d2).map((j) => evaluateDefinition(over, OPERATIONS[algorithm.operation], work, basis(d1, i), basis(d2, j))),
  );
  return plan.outputs.map((output) =>
    probed.map((row) => row.map((defined) => range(d3).map((k) => leaving(over, defined, output, k)))),
  );
}

type Slot = 0 | 1 | 2;

/** The form with two vectors put in and the given slot left open; z̄ comes one for each output. */
function openForm<T>(over: Arithmetic<T>, form: T[][][][], open: Slot, x: T[], y: T[], z: T[][]): T[][] {
  const [d1, d2, d3] = [x.length, y.length, z[0]?.length ?? 0];
  const results = form.map(() => new Array<T>([d1, d2, d3][open] ?? 0).fill(over.zero));
  for (const [o, block] of form.entries()) {
    for (const [i, rows] of block.entries()) {
      for (const [j, entries] of rows.entries()) {
        for (const [k, entry] of entries.entries()) {
          const [a, b, c] = [x[i] ?? over.zero, y[j] ?? over.zero, z[o]?.[k] ?? over.zero];
          const [first, second, at] = open === 0 ? [b, c, i] : open === 1 ? [a, c, j] : [a, b, k];
          const target = results[o];
          if (target === undefined) continue;
          target[at] = over.add(target[at] ?? over.zero, over.multiply(entry, over.multiply(first, second)));
        }
      }
    }
  }
  if (open === 2) return results;
  return [results.reduce((sum, one) => sum.map((value, i) => over.add(value, one[i] ?? over.zero)))];
}

/** Compares all gradients of one workload; returns the number of entries. */
function check<T>(field: Field<T>, algorithm: Algorithm, work: Workload): number {
  const { over, agree } = field;
  const plan = algorithm.plan(work);
  const form = tensor(field, algorithm, work, plan);
  const [d1, d2, d3] = [dimension(work.left), dimension(work.right), dimension(work.out)];
  const [x, y, tx, ty] = [vector(field, d1, 1), vector(field, d2, 2), vector(field, d1, 3), vector(field, d2, 4)];
  const z = plan.outputs.map((_, o) => vector(field, d3, 5 + o));
  const once = vectorJacobian(plan, over, x, y, z);
  const twice = doubleVectorJacobian(plan, over, x, y, z, { x: tx, y: ty });
  const [both, other] = [openForm(over, form, 2, tx, y, z), openForm(over, form, 2, x, ty, z)];
  const expected: [string, readonly T[], readonly T[]][] = [
    ['x̄', once.x, openForm(over, form, 0, x, y, z).flat()],
    ['ȳ', once.y, openForm(over, form, 1, x, y, z).flat()],
    ['second by x', twice.x, openForm(over, form, 0, x, ty, z).flat()],
    ['second by y', twice.y, openForm(over, form, 1, tx, y, z).flat()],
    [
      'second by z̄',
      twice.cotangents.flat(),
      both.flatMap((one, o) => one.map((value, k) => over.add(value, other[o]?.[k] ?? over.zero))),
    ],
  ];
  let compared = 0;
  for (const [name, found, wanted] of expected) {
    expect([name, found.length]).toEqual([name, wanted.length]);
    for (const [i, value] of found.entries()) {
      if (!agree(value, wanted[i] ?? over.zero)) expect.fail(`${algorithm.id}: ${name}[${i}] differs from the tensor`);
      compared++;
    }
  }
  return compared;
}

/** Σ of the lengths of the five gradients. */
const entries = (work: Workload, outputs: number): number =>
  2 * (dimension(work.left) + dimension(work.right)) + outputs * dimension(work.out);

describe.each(ALGORITHMS.map((algorithm) => ({ id: algorithm.id, algorithm })))('$id', ({ algorithm }) => {
  const works = cases.map((one) => ({ one, work: workFor(algorithm, one) }));

  it('has the gradients of its definition, and their gradients', () => {
    for (const { one, work } of works) {
      const plan = algorithm.plan(work);
      const compared = plan.exact ? check(EXACT, algorithm, work) : check(FLOAT64, algorithm, work);
      expect([one.name, compared]).toEqual([one.name, entries(work, plan.outputs.length)]);
    }
  });

  it('smoke: a central difference, which is exact for what is linear in each input, is the gradient', () => {
    let compared = 0;
    for (const { work } of works.slice(0, 1)) {
      const { over, agree, integer } = FLOAT64;
      const plan = algorithm.plan(work);
      const [x, y] = [vector(FLOAT64, dimension(work.left), 1), vector(FLOAT64, dimension(work.right), 2)];
      const z = plan.outputs.flatMap((_, o) => vector(FLOAT64, dimension(work.out), 5 + o));
      const paired = (at: readonly Bounded[]): Bounded =>
        plan
          .evaluate(over, at, y)
          .flat()
          .reduce((sum, value, k) => over.add(sum, over.multiply(value, z[k] ?? over.zero)), over.zero);
      const { x: gradient } = vectorJacobian(
        plan,
        over,
        x,
        y,
        plan.outputs.map((_, o) => vector(FLOAT64, dimension(work.out), 5 + o)),
      );
      for (const [i, slope] of gradient.entries()) {
        const moved = (by: number) => x.map((value, k) => (k === i ? over.add(value, integer(by)) : value));
        const twice = over.subtract(paired(moved(1)), paired(moved(-1)));
        expect(agree(twice, over.multiply(integer(2), slope))).toBe(true);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(0);
  });

  it('takes for its gradients at most three times its own multiplications', () => {
    for (const { work } of works) {
      const count: OperationCount = { multiplies: 0, adds: 0 };
      const plan = algorithm.plan(work);
      const ones = (length: number): number[] => new Array<number>(length).fill(1);
      const cotangents = plan.outputs.map(() => ones(dimension(work.out)));
      const over = counting(FLOAT64_ARITHMETIC, count);
      vectorJacobian(plan, over, ones(dimension(work.left)), ones(dimension(work.right)), cotangents);
      expect(count.multiplies).toBeLessThanOrEqual(3 * Number(algorithm.cost(work).multiplyAdds));
    }
    expect(works).toHaveLength(cases.length);
  });
});
