/** Factorials and binomials against the products and recurrences that define them. */
import { describe, expect, it } from 'vitest';
import {
  binomial,
  binomialRow,
  doubleFactorial,
  factorial,
  primePowersToRational,
  timesFactorial,
  timesInteger,
} from '../../src/exact/factorial.ts';
import { rational } from '../../src/exact/rational.ts';

const product = (n: number): bigint => {
  let value = 1n;
  for (let k = 2; k <= n; k++) value *= BigInt(k);
  return value;
};

describe('factorials', () => {
  it('by prime exponents and by themselves are the product 1·2·…·n for n ≤ 400', () => {
    let cases = 0;
    for (let n = 0; n <= 400; n++) {
      expect(factorial(n)).toBe(product(n));
      expect(primePowersToRational(timesFactorial([], n))).toEqual(rational(product(n)));
      expect(primePowersToRational(timesFactorial([], n, -2))).toEqual(rational(1n, product(n) ** 2n));
      cases += 1;
    }
    expect(cases).toBe(401);
  });

  it('multiply and divide in lowest terms: a!·b!²/c!³ for a, b, c ≤ 12', () => {
    let cases = 0;
    for (let a = 0; a <= 12; a++) {
      for (let b = 0; b <= 12; b++) {
        for (let c = 0; c <= 12; c++) {
          const powers = timesFactorial(timesFactorial(timesFactorial([], a), b, 2), c, -3);
          expect(primePowersToRational(powers)).toEqual(rational(product(a) * product(b) ** 2n, product(c) ** 3n));
          cases += 1;
        }
      }
    }
    expect(cases).toBe(13 ** 3);
  });

  it('have integers as quotients: n!/(n−1)! = n for 1 ≤ n ≤ 1000', () => {
    for (let n = 1; n <= 1000; n++) {
      expect(primePowersToRational(timesInteger([], n))).toEqual(rational(n));
      expect(primePowersToRational(timesInteger([], n, -1))).toEqual(rational(1, n));
    }
  });

  it('change the given vector in place and leave the kept rows alone', () => {
    const powers = [1, -1];
    expect(timesFactorial(powers, 5)).toBe(powers);
    expect(primePowersToRational(powers)).toEqual(rational(2 * 120, 3));
    expect(primePowersToRational(timesFactorial([], 5))).toEqual(rational(120));
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('do not exist for %d', (n) => {
    expect(() => timesFactorial([], n)).toThrow(new RangeError(`a factorial needs an integer n ≥ 0, got ${n}`));
  });

  it.each([-1, 0.5])('as whole numbers do not exist for %d either', (n) => {
    expect(() => factorial(n)).toThrow(new RangeError(`a factorial needs an integer n ≥ 0, got ${n}`));
  });
});

describe('binomials', () => {
  it("are Pascal's triangle for n ≤ 120, and 0 outside it", () => {
    let entries = 0;
    let above: readonly bigint[] = [];
    for (let n = 0; n <= 120; n++) {
      const row = Array.from({ length: n + 1 }, (_, k) =>
        k === 0 || k === n ? 1n : (above[k - 1] ?? 0n) + (above[k] ?? 0n),
      );
      expect(binomialRow(n)).toEqual(row);
      for (let k = -2; k <= n + 2; k++) expect(binomial(n, k)).toBe(row[k] ?? 0n);
      entries += row.length;
      above = row;
    }
    expect(entries).toBe((121 * 122) / 2);
  });
});

describe('double factorials', () => {
  it('pair up to factorials: n!!·(n−1)!! = n! for 1 ≤ n ≤ 100, (−1)!! = 0!! = 1', () => {
    expect([doubleFactorial(-1), doubleFactorial(0), doubleFactorial(7)]).toEqual([1n, 1n, 105n]);
    for (let n = 1; n <= 100; n++) expect(doubleFactorial(n) * doubleFactorial(n - 1)).toBe(product(n));
  });
});
