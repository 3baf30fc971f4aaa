/** A polynomial of degree ν from its values at sums of up to ν basis vectors: the identities, and polynomials recovered. */
import { describe, expect, it } from 'vitest';
import { binomial } from '../../../src/exact/factorial.ts';
import {
  latticePoints,
  polynomialCoefficients,
  stirlingFirst,
} from '../../../src/verification/symmetric/polynomial.ts';
import { at } from '../../exact/indexing.ts';
import { randomNumbers } from './foreign-bases.ts';

const power = (monomial: readonly number[], x: readonly number[]): number =>
  monomial.reduce((product, variable) => product * at(x, variable), 1);

const vectorOf = (point: readonly number[], dimension: number): number[] => {
  const x = new Array<number>(dimension).fill(0);
  for (const variable of point) x[variable] = at(x, variable) + 1;
  return x;
};

describe('from values to coefficients', () => {
  it('falling factorials are sums of powers with Stirling numbers: k ≤ 8, x ≤ 10', () => {
    let cases = 0;
    for (let k = 0; k <= 8; k++) {
      for (let x = 0n; x <= 10n; x++) {
        let [falling, sum] = [1n, 0n];
        for (let i = 0n; i < BigInt(k); i++) falling *= x - i;
        for (let e = 0; e <= k; e++) sum += stirlingFirst(k, e) * x ** BigInt(e);
        expect(sum).toBe(falling);
        cases += 1;
      }
    }
    expect(cases).toBe(99);
  });

  it('there are as many points as coefficients, C(d+ν, ν)', () => {
    for (const [d, order] of [
      [1, 6],
      [4, 3],
      [9, 3],
      [16, 2],
    ] as const) {
      expect([...latticePoints(d, order)].length).toBe(Number(binomial(d + order, order)));
    }
  });

  it('ν different variables: the polarisation identity, a sign for each subset', () => {
    for (let order = 1; order <= 5; order++) {
      const points = [...latticePoints(order, order)];
      const found = polynomialCoefficients(order, order, 1, new Float64Array(points.length));
      const all = found.find(
        ({ monomial }) =>
          monomial.join() ===
          vectorOf([], order)
            .map((_, i) => i)
            .join(),
      );
      const weights = new Map(all?.terms.map(({ row, weight }) => [at(points, row).join(), weight]));
      expect(weights.size).toBe(2 ** order);
      for (let subset = 0; subset < 2 ** order; subset++) {
        const members = Array.from({ length: order }, (_, i) => i).filter((i) => (subset >> i) & 1);
        expect(weights.get(members.join())).toBe((-1) ** (order - members.length));
      }
    }
  });

  it('random polynomials with integer coefficients come back, each by itself: 40 seeds', () => {
    let recovered = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const random = randomNumbers(seed);
      const [d, order, outputs] = [1 + (seed % 5), 1 + (seed % 6), 1 + (seed % 3)];
      const monomials = [...latticePoints(d, order)];
      const coefficients = monomials.map(() => Array.from({ length: outputs }, () => Math.round(9 * random())));
      const answers = new Float64Array(monomials.length * outputs);
      for (const [row, point] of monomials.entries()) {
        const x = vectorOf(point, d);
        for (const [i, monomial] of monomials.entries()) {
          for (let k = 0; k < outputs; k++) {
            answers[row * outputs + k] =
              at(answers, row * outputs + k) + at(at(coefficients, i), k) * power(monomial, x);
          }
        }
      }
      for (const [i, { monomial, values }] of polynomialCoefficients(d, order, outputs, answers).entries()) {
        expect(monomial).toEqual(at(monomials, i));
        // Rounded weights meet integers: the nearest integer is the coefficient.
        expect([...values].map((value) => Math.round(value) + 0)).toEqual(
          at(coefficients, i).map((value) => value + 0),
        );
        expect(Math.max(...values.map((value) => Math.abs(value - Math.round(value))))).toBeLessThan(1e-6);
        recovered += 1;
      }
    }
    expect(recovered).toBeGreaterThan(1500);
  });
});
