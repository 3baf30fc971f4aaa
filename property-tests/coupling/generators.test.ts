/** Generators of so(3): the algebra, the Casimir, and being what Wigner matrices begin with. */
import { describe, expect, it } from 'vitest';
import { type Axis, generator } from '../../src/coupling/generators.ts';
import { wignerD } from '../../src/coupling/rotation.ts';
import { RequestError } from '../../src/errors.ts';
import { binomial, factorial } from '../../src/exact/factorial.ts';
import { rational } from '../../src/exact/rational.ts';
import { multiplySurds, SURD_ONE, SURD_ZERO, surdFromRational } from '../../src/exact/surd.ts';
import { addSurdSums, equalSurdSums, type SurdSum, scaleSurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { at } from '../exact/indexing.ts';
import { degreesUpTo, projections } from './enumeration.ts';
import {
  addMatrices,
  equalMatrices,
  type Matrix,
  multiplyMatrices,
  scalarMatrix,
  scaleMatrix,
  subtractMatrices,
  toSums,
  transposed,
} from './surd-tensors.ts';

const AXES: readonly Axis[] = ['x', 'y', 'z'];
const generators = (l: number): Matrix[] => AXES.map((axis) => toSums(generator(l, axis)));

describe('the generators', () => {
  it('are antisymmetric and obey [X, Y] = Z and cyclic, for ℓ ≤ 5', () => {
    let cases = 0;
    for (const l of degreesUpTo(5)) {
      const all = generators(l);
      all.forEach((x, i) => {
        const [y, z] = [at(all, (i + 1) % 3), at(all, (i + 2) % 3)];
        expect(equalMatrices(transposed(x), scaleMatrix(x, -1))).toBe(true);
        expect(equalMatrices(subtractMatrices(multiplyMatrices(x, y), multiplyMatrices(y, x)), z)).toBe(true);
        cases += 1;
      });
    }
    expect(cases).toBe(3 * 6);
  });

  it('have the Casimir X² + Y² + Z² = −ℓ(ℓ+1), for ℓ ≤ 6', () => {
    for (const l of degreesUpTo(6)) {
      const casimir = generators(l)
        .map((x) => multiplyMatrices(x, x))
        .reduce(addMatrices);
      expect(equalMatrices(casimir, scalarMatrix(2 * l + 1, -l * (l + 1)))).toBe(true);
    }
  });

  it('turn Y_m and Y_−m into one another about z: X_z Y_m = m Y_−m', () => {
    for (const l of degreesUpTo(10)) {
      const matrix = generator(l, 'z');
      for (const column of projections(l)) {
        for (const row of projections(l)) {
          const expected = row === -column && column !== 0 ? surdFromRational(rational(column)) : SURD_ZERO;
          expect(at(at(matrix, row + l), column + l)).toEqual(expected);
        }
      }
    }
  });

  it('at ℓ = 1 are n × r: X_a e_b = Σ_c ε_abc e_c in the order y, z, x', () => {
    const order = [1, 2, 0]; // the coordinate of each index
    let cases = 0;
    AXES.forEach((axis, a) => {
      const matrix = generator(1, axis);
      order.forEach((c, row) => {
        order.forEach((b, column) => {
          const epsilon = ((b - a) * (c - a) * (c - b)) / 2;
          expect(at(at(matrix, row), column)).toEqual(surdFromRational(rational(epsilon)));
          cases += 1;
        });
      });
    });
    expect(cases).toBe(27);
  });

  it('refuse what is no degree', () => {
    expect(() => generator(0.5, 'x')).toThrow(new RequestError('l must be an integer between 0 and 1000, got 0.5'));
  });
});

/** Weights w_k with p′(0) = Σ_k w_k p(k), k = −n … n, for every polynomial p of degree ≤ 2n: Lagrange at integer nodes. */
function derivativeWeights(n: number): { node: number; weight: ReturnType<typeof rational> }[] {
  return projections(n)
    .filter((k) => k !== 0)
    .map((k) => {
      const sign = k % 2 === 0 ? -1n : 1n;
      const size = factorial(n) ** 2n;
      return { node: k, weight: rational(sign * size, BigInt(k) * factorial(n - k) * factorial(n + k)) };
    });
}

describe('the derivative of the Wigner matrix', () => {
  it('weights used here differentiate all monomials of degree ≤ 2n, for n ≤ 5', () => {
    for (let n = 1; n <= 5; n++) {
      for (let d = 0; d <= 2 * n; d++) {
        let [num, den] = [0n, 1n];
        for (const { node, weight } of derivativeWeights(n)) {
          num = num * weight.den + weight.num * BigInt(node) ** BigInt(d) * den;
          den *= weight.den;
        }
        expect(rational(num, den)).toEqual(rational(d === 1 ? 1 : 0));
      }
      expect(binomial(2 * n, n)).toBe(factorial(2 * n) / factorial(n) ** 2n);
    }
  });

  it('at the identity is the generator: d/dt of (1+t²)^ℓ·D(1 + t·n) at t = 0 is 2X_n, for ℓ ≤ 4 and all axes', () => {
    // tan(θ/2) = t, so dθ = 2dt; the factor makes every entry a polynomial in t of degree ≤ 2ℓ and has derivative 0 itself.
    let cases = 0;
    for (const l of [1, 2, 3, 4]) {
      AXES.forEach((axis) => {
        const size = 2 * l + 1;
        let derivative: SurdSum[][] = Array.from({ length: size }, () => new Array<SurdSum>(size).fill([]));
        for (const { node, weight } of derivativeWeights(l)) {
          const t = BigInt(node);
          const q = { w: 1n, x: axis === 'x' ? t : 0n, y: axis === 'y' ? t : 0n, z: axis === 'z' ? t : 0n };
          const norm = surdFromRational(rational((1n + t * t) ** BigInt(l)));
          const matrix = wignerD(l, q);
          derivative = derivative.map((row, i) =>
            row.map((value, k) =>
              addSurdSums(value, scaleSurdSum(sumOfSurds([multiplySurds(norm, at(at(matrix, i), k))]), weight)),
            ),
          );
        }
        expect(equalMatrices(derivative, scaleMatrix(toSums(generator(l, axis)), 2))).toBe(true);
        cases += 1;
      });
    }
    expect(cases).toBe(12);
    expect(wignerD(0, { w: 1n, x: 2n, y: 3n, z: 4n })).toEqual([[SURD_ONE]]);
    expect(equalSurdSums(at(at(toSums(generator(0, 'x')), 0), 0), [])).toBe(true);
  });
});
