/** Fixed-point numbers: each operation within its unit, the circle by its laws, the way from and to float64 exact. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cosineOfTurn,
  divideFixed,
  FIXED_BITS,
  FIXED_ONE,
  FIXED_PI,
  type Fixed,
  fixedFromFloat64,
  fixedRoot,
  fixedToFloat64,
  GUARD_BITS,
  multiplyFixed,
  sineOfTurn,
  TABLE_ACCURACY,
} from '../../src/exact/fixed-point.ts';
import { enclosePi } from './enclosure.ts';

const distance = (a: Fixed, b: Fixed): bigint => (a > b ? a - b : b - a);
const anyFixed = fc.bigInt({ min: -4n * FIXED_ONE, max: 4n * FIXED_ONE });

/**
 * A series of terms below 1, each product and division within a unit, ends after fewer than 64 terms (π/4)^2k/(2k)!: fewer than 2^8 units,
 * and a product of two such values and their sum fewer than 2^10.
 */
const CIRCLE_UNITS = 2n ** 10n;

describe('fixed-point numbers', () => {
  it('multiply and divide within a unit, and take roots from below', () => {
    fc.assert(
      fc.property(anyFixed, anyFixed, (a, b) => {
        expect(distance(multiplyFixed(a, b) * FIXED_ONE, a * b) < FIXED_ONE).toBe(true);
        fc.pre(b !== 0n);
        expect(distance(divideFixed(a, b) * b, a * FIXED_ONE) < (b < 0n ? -b : b)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 6n), fc.bigInt(1n, 10n ** 6n), (num, den) => {
        const root = fixedRoot(num, den);
        expect(root ** 2n * den <= num * FIXED_ONE ** 2n && num * FIXED_ONE ** 2n < (root + 1n) ** 2n * den).toBe(true);
      }),
    );
  });

  it('go to and from float64', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 40 }), (n, k) => {
        const value = n / 2 ** k / 2 ** 12;
        expect(fixedToFloat64(fixedFromFloat64(value))).toBe(value === 0 ? 0 : value);
      }),
    );
    expect(fixedToFloat64(2n ** BigInt(GUARD_BITS))).toBe(TABLE_ACCURACY);
    expect(fixedToFloat64(-FIXED_ONE / 2n)).toBe(-0.5);
  });

  it('know π to two units', () => {
    const { low, high } = enclosePi(FIXED_BITS + 16);
    expect((FIXED_PI - 1n) << 16n <= low && high <= (FIXED_PI + 2n) << 16n).toBe(true);
  });
});

describe('the circle', () => {
  it('is a group: the addition theorem for all multiples of 1/n, and a whole turn is 1; n ≤ 32', () => {
    for (let n = 1; n <= 32; n++) {
      const points = Array.from({ length: n }, (_, k) => ({ c: cosineOfTurn(k, n), s: sineOfTurn(k, n) }));
      for (const [j, p] of points.entries()) {
        for (const [k, q] of points.entries()) {
          const c = multiplyFixed(p.c, q.c) - multiplyFixed(p.s, q.s);
          const s = multiplyFixed(p.s, q.c) + multiplyFixed(p.c, q.s);
          expect(distance(c, cosineOfTurn(j + k, n)) < CIRCLE_UNITS).toBe(true);
          expect(distance(s, sineOfTurn(j + k, n)) < CIRCLE_UNITS).toBe(true);
        }
      }
      expect(cosineOfTurn(n, n)).toBe(FIXED_ONE);
    }
  });

  it('goes round once: the cosine falls on the upper half, where the sine is not negative; n ≤ 32', () => {
    for (let n = 1; n <= 32; n++) {
      for (let k = 0; 2 * k <= n; k++) {
        expect(sineOfTurn(k, n) >= 0n).toBe(true);
        if (k > 0) expect(cosineOfTurn(k, n) < cosineOfTurn(k - 1, n)).toBe(true);
      }
    }
  });

  it('is symmetric without error, zeros included', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 200 }), fc.integer({ min: 1, max: 60 }), (k, n) => {
        expect(cosineOfTurn(-k, n)).toBe(cosineOfTurn(k, n));
        expect(sineOfTurn(-k, n)).toBe(-sineOfTurn(k, n));
        expect(cosineOfTurn(k + n, n)).toBe(cosineOfTurn(k, n));
      }),
    );
    expect([cosineOfTurn(1, 4), sineOfTurn(1, 2), cosineOfTurn(3, 4), sineOfTurn(0, 7)]).toEqual([0n, 0n, 0n, 0n]);
    expect(distance(2n * cosineOfTurn(1, 6), FIXED_ONE) < CIRCLE_UNITS).toBe(true);
  });
});
