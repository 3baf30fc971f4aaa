/** Surds ±√(p/q·π^k): one form per value, a group under multiplication, rational values found, JSON and text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gcd } from '../../src/exact/integer.ts';
import { rational } from '../../src/exact/rational.ts';
import {
  absoluteSurd,
  divideSurds,
  equalSurds,
  invertSurd,
  multiplySurds,
  negateSurd,
  printSurd,
  SURD_ONE,
  SURD_ZERO,
  type Surd,
  type SurdJson,
  scaledRoot,
  sqrtOfRational,
  surd,
  surdFromRational,
  surdToJson,
  surdToRational,
} from '../../src/exact/surd.ts';
import { nonZeroSurds, rationals, surds } from './arbitraries.ts';

const fromJson = ({ sign, num, den, overPi }: SurdJson): Surd => surd(sign, BigInt(num), BigInt(den), overPi ? -1 : 0);
const isCanonical = ({ sign, num, den }: Surd): boolean =>
  den > 0n && gcd(num, den) === 1n && (sign === 0 ? num === 0n && den === 1n : num > 0n);

describe('surds', () => {
  it('have one form per value, for all ±√(n/d) with n ≤ 12, d ≤ 12', () => {
    const all: { sign: number; n: bigint; d: bigint; value: Surd }[] = [];
    for (const sign of [-1, 0, 1]) {
      for (let n = 0n; n <= 12n; n++) {
        for (let d = 1n; d <= 12n; d++) all.push({ sign: n === 0n ? 0 : sign, n, d, value: surd(sign, n, d) });
      }
    }
    expect(all).toHaveLength(3 * 13 * 12);
    expect(all.every(({ value }) => isCanonical(value))).toBe(true);
    let cases = 0;
    for (const a of all) {
      for (const b of all) {
        const same = a.sign === b.sign && (a.sign === 0 || a.n * b.d === b.n * a.d);
        if (equalSurds(a.value, b.value) !== same) expect.fail(`${printSurd(a.value)} and ${printSurd(b.value)}`);
        cases += 1;
      }
    }
    expect(cases).toBe((3 * 13 * 12) ** 2);
  });

  it('multiply by signs and radicands', () => {
    fc.assert(
      fc.property(surds, surds, (a, b) => {
        const product = multiplySurds(a, b);
        expect(isCanonical(product)).toBe(true);
        expect(product).toEqual(surd(a.sign * b.sign, a.num * b.num, a.den * b.den, a.pi + b.pi));
      }),
    );
  });

  it('other than zero form a commutative group', () => {
    fc.assert(
      fc.property(nonZeroSurds, nonZeroSurds, nonZeroSurds, (a, b, c) => {
        expect(multiplySurds(a, b)).toEqual(multiplySurds(b, a));
        expect(multiplySurds(multiplySurds(a, b), c)).toEqual(multiplySurds(a, multiplySurds(b, c)));
        expect(multiplySurds(a, SURD_ONE)).toEqual(a);
        expect(multiplySurds(a, invertSurd(a))).toEqual(SURD_ONE);
        expect(multiplySurds(divideSurds(a, b), b)).toEqual(a);
      }),
    );
    expect(() => invertSurd(SURD_ZERO)).toThrow(new RangeError('zero has no inverse'));
    expect(() => divideSurds(SURD_ONE, SURD_ZERO)).toThrow(RangeError);
  });

  it('have a sign that negation and the absolute value act on', () => {
    fc.assert(
      fc.property(surds, (a) => {
        expect(negateSurd(negateSurd(a))).toEqual(a);
        expect(negateSurd(a)).toEqual(surd(-a.sign, a.num, a.den, a.pi));
        expect(absoluteSurd(a)).toEqual(surd(a.sign * a.sign, a.num, a.den, a.pi));
      }),
    );
  });

  it('contain the rationals: q ↦ surd ↦ q, and products go to products', () => {
    fc.assert(
      fc.property(rationals, rationals, (p, q) => {
        expect(surdToRational(surdFromRational(p))).toEqual(p);
        const product = surdFromRational(rational(p.num * q.num, p.den * q.den));
        expect(multiplySurds(surdFromRational(p), surdFromRational(q))).toEqual(product);
        const square = rational(q.num * q.num, q.den * q.den);
        expect(multiplySurds(sqrtOfRational(square), sqrtOfRational(square))).toEqual(surdFromRational(square));
        expect(scaledRoot(p, square)).toEqual(multiplySurds(surdFromRational(p), sqrtOfRational(square)));
      }),
    );
  });

  it('√(n/d) is rational for exactly the n, d ≤ 60 that are squares in lowest terms', () => {
    let rationalOnes = 0;
    for (let n = 1; n <= 60; n++) {
      for (let d = 1; d <= 60; d++) {
        let expected: { num: bigint; den: bigint } | undefined;
        for (let p = 1; p <= 7; p++) {
          for (let q = 1; q <= 7; q++) if (p * p * d === q * q * n) expected = rational(p, q);
        }
        expect(surdToRational(surd(1, BigInt(n), BigInt(d)))).toEqual(expected);
        if (expected !== undefined) rationalOnes += 1;
      }
    }
    // Pairs (s·p², s·q²) with gcd(p, q) = 1 and s ≤ 60/max(p, q)²: 60 + 2·Σ_{q=2}^{7} φ(q)·⌊60/q²⌋.
    expect(rationalOnes).toBe(60 + 2 * (1 * 15 + 2 * 6 + 2 * 3 + 4 * 2 + 2 * 1 + 6 * 1));
  });

  it('with a power of π are irrational and differ from those without', () => {
    expect(surdToRational(surd(1, 4n, 9n, -1))).toBeUndefined();
    expect(surdToRational(surd(1, 4n, 9n, 2))).toBeUndefined();
    expect(equalSurds(surd(1, 4n, 9n, -1), surd(1, 4n, 9n))).toBe(false);
    expect(surd(0, 4n, 9n, -1)).toEqual(SURD_ZERO);
  });

  it('refuse a negative radicand and a zero denominator', () => {
    expect(() => surd(1, -2n, 3n)).toThrow(new RangeError('the radicand of a surd must be ≥ 0, got -2/3'));
    expect(() => sqrtOfRational(rational(-2, 3))).toThrow(RangeError);
    expect(() => surd(1, 1n, 0n)).toThrow(RangeError);
    expect(surd(1, -2n, -3n)).toEqual(surd(1, 2n, 3n));
  });
});

describe('the JSON of surds', () => {
  it('survives being written and read', () => {
    const writable = surds.filter((a) => a.pi <= 0);
    fc.assert(fc.property(writable, (a) => equalSurds(fromJson(JSON.parse(JSON.stringify(surdToJson(a)))), a)));
  });

  it('is the documented one', () => {
    expect(JSON.stringify(surdToJson(surd(-1, 2n, 35n)))).toBe('{"sign":-1,"num":"2","den":"35"}');
    expect(JSON.stringify(surdToJson(surd(1, 1n, 4n, -1)))).toBe('{"sign":1,"num":"1","den":"4","overPi":true}');
    expect(JSON.stringify(surdToJson(SURD_ZERO))).toBe('{"sign":0,"num":"0","den":"1"}');
    expect(() => surdToJson(surd(1, 1n, 4n, 1))).toThrow(RangeError);
  });
});

describe('the text of surds', () => {
  it.each([
    [SURD_ZERO, '0'],
    [surd(-1, 9n, 1n), '-3'],
    [surd(1, 9n, 4n), '3/2'],
    [surd(-1, 2n, 35n), '-√(2/35)'],
    [surd(1, 6n, 1n), '√6'],
    [surd(1, 15n, 4n, -1), '√(15/(4π))'],
    [surd(-1, 3n, 1n, -1), '-√(3/π)'],
  ])('case %# is as it is written by hand', (value, text) => {
    expect(printSurd(value)).toBe(text);
  });
});
