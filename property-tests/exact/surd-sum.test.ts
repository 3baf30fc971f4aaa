/** Sums of surds: a field-like ring with exact equality, whatever the radicands, checked by algebra and by enclosures. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSqrt } from '../../src/exact/integer.ts';
import { rational } from '../../src/exact/rational.ts';
import { multiplySurds, negateSurd, SURD_ONE, type Surd, surd, surdFromRational } from '../../src/exact/surd.ts';
import {
  addSurdSums,
  equalSurdSums,
  isZeroSum,
  multiplySurdSums,
  type SurdSum,
  scaleSurdSum,
  sumOfSurds,
} from '../../src/exact/surd-sum.ts';
import { LARGE_PRIMES, rationals, surdSums, surds } from './arbitraries.ts';
import { encloseSum, overlap } from './enclosure.ts';

const ONE = sumOfSurds([SURD_ONE]);
const root = (n: bigint | number): Surd => surd(1, BigInt(n), 1n);
const sum = (...terms: Surd[]): SurdSum => sumOfSurds(terms);
const whole = (n: number): SurdSum => sum(surdFromRational(rational(n)));
const negate = (a: SurdSum): SurdSum => scaleSurdSum(a, rational(-1));

describe('sums of surds', () => {
  it('form a commutative ring', () => {
    fc.assert(
      fc.property(surdSums, surdSums, surdSums, (a, b, c) => {
        expect(equalSurdSums(addSurdSums(a, b), addSurdSums(b, a))).toBe(true);
        expect(equalSurdSums(addSurdSums(addSurdSums(a, b), c), addSurdSums(a, addSurdSums(b, c)))).toBe(true);
        expect(isZeroSum(addSurdSums(a, negate(a)))).toBe(true);
        expect(equalSurdSums(multiplySurdSums(a, b), multiplySurdSums(b, a))).toBe(true);
        const left = multiplySurdSums(multiplySurdSums(a, b), c);
        expect(equalSurdSums(left, multiplySurdSums(a, multiplySurdSums(b, c)))).toBe(true);
        const distributed = addSurdSums(multiplySurdSums(a, b), multiplySurdSums(a, c));
        expect(equalSurdSums(multiplySurdSums(a, addSurdSums(b, c)), distributed)).toBe(true);
        expect(equalSurdSums(multiplySurdSums(a, ONE), a)).toBe(true);
        expect(isZeroSum(multiplySurdSums(a, []))).toBe(true);
      }),
    );
  });

  it('have no zero divisors', () => {
    const nonZero = surdSums.filter((a) => !isZeroSum(a));
    fc.assert(fc.property(nonZero, nonZero, (a, b) => !isZeroSum(multiplySurdSums(a, b))));
  });

  it('mean what they say: enclosures of results meet the results of enclosures', () => {
    const bits = 200;
    fc.assert(
      fc.property(surdSums, surdSums, rationals, (a, b, q) => {
        const [x, y] = [encloseSum(a, bits), encloseSum(b, bits)];
        const added = { low: x.low + y.low, high: x.high + y.high };
        expect(overlap(encloseSum(addSurdSums(a, b), bits), added)).toBe(true);
        const corners = [x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high].sort((s, t) =>
          s < t ? -1 : 1,
        );
        const multiplied = { low: corners[0] ?? 0n, high: corners[3] ?? 0n };
        expect(overlap(encloseSum(multiplySurdSums(a, b), 2 * bits), multiplied)).toBe(true);
        const ends = [x.low * q.num, x.high * q.num].sort((s, t) => (s < t ? -1 : 1));
        const scaled = encloseSum(scaleSurdSum(a, q), bits);
        const compared = { low: scaled.low * q.den, high: scaled.high * q.den };
        expect(overlap(compared, { low: ends[0] ?? 0n, high: ends[1] ?? 0n })).toBe(true);
      }),
    );
  });

  it('do not depend on the order of their terms', () => {
    const shuffled = fc
      .array(surds, { maxLength: 8 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(fc.property(shuffled, ([a, b]) => equalSurdSums(sumOfSurds(a), sumOfSurds(b))));
  });

  it('of one surd multiply as surds do', () => {
    fc.assert(
      fc.property(surds, surds, (a, b) => equalSurdSums(multiplySurdSums(sum(a), sum(b)), sum(multiplySurds(a, b)))),
    );
  });

  it('keep powers of π apart', () => {
    const overPi = surd(1, 2n, 1n, -1);
    expect(sum(root(2), overPi)).toHaveLength(2);
    expect(isZeroSum(sum(overPi, negateSurd(overPi)))).toBe(true);
    expect(equalSurdSums(multiplySurdSums(sum(overPi), sum(surd(1, 2n, 1n, 1))), whole(2))).toBe(true);
    expect(equalSurdSums(sum(overPi), sum(root(2)))).toBe(false);
  });
});

describe('equality of sums', () => {
  it('(√2+√3)² = 5 + 2√6', () => {
    const a = sum(root(2), root(3));
    expect(equalSurdSums(multiplySurdSums(a, a), sum(surdFromRational(rational(5)), root(24)))).toBe(true);
    expect(equalSurdSums(multiplySurdSums(a, a), sum(surdFromRational(rational(5)), root(25)))).toBe(false);
  });

  it('(√2+√3+√5)(−√2+√3+√5)(√2−√3+√5)(√2+√3−√5) = 24, as Heron would have it', () => {
    const [a, b, c] = [root(2), root(3), root(5)];
    const factors = [sum(a, b, c), sum(negateSurd(a), b, c), sum(a, negateSurd(b), c), sum(a, b, negateSurd(c))];
    expect(equalSurdSums(factors.reduce(multiplySurdSums), whole(24))).toBe(true);
  });

  it('√a and √b are one term iff a·b is a square, for all a, b ≤ 200', () => {
    let cases = 0;
    let commensurable = 0;
    for (let a = 1n; a <= 200n; a++) {
      for (let b = 1n; b <= 200n; b++) {
        const terms = sum(root(a), root(b)).length;
        const together = exactSqrt(a * b) !== undefined;
        if (terms !== (together ? 1 : 2)) expect.fail(`√${a} + √${b} has ${terms} terms`);
        if (isZeroSum(sum(root(a), negateSurd(root(b)))) !== (a === b)) expect.fail(`√${a} − √${b}`);
        cases += 1;
        if (together) commensurable += 1;
      }
    }
    expect(cases).toBe(200 ** 2);
    // a = s·p², b = s·q² with squarefree s: Σ_s ⌊√(200/s)⌋².
    let expected = 0;
    for (let s = 1; s <= 200; s++) {
      const squarefree = ![2, 3, 5, 7, 11, 13].some((p) => s % (p * p) === 0);
      if (squarefree) expected += Math.floor(Math.sqrt(200 / s)) ** 2;
    }
    expect(commensurable).toBe(expected);
  });

  it('Σ √n over n ≤ 100 has one term for each of the 61 squarefree numbers', () => {
    expect(sumOfSurds(Array.from({ length: 100 }, (_, k) => root(k + 1)))).toHaveLength(61);
  });

  it('sees through large prime factors without factoring', () => {
    const [p, q] = LARGE_PRIMES;
    expect(isZeroSum(sum(root(p ** 3n), surd(-1, p * p * p, 1n)))).toBe(true);
    expect(equalSurdSums(sum(root(p ** 3n)), scaleSurdSum(sum(root(p)), rational(p)))).toBe(true);
    expect(
      equalSurdSums(multiplySurdSums(sum(root(p * q)), sum(root(p))), scaleSurdSum(sum(root(q)), rational(p))),
    ).toBe(true);
    expect(sum(root(p), root(q), root(p * q))).toHaveLength(3);
    expect(sum(root(p * q * q), root(p * 4n), surd(1, p, 9n))).toHaveLength(1);
    // √(p²+1) differs from p by less than 2^-61: no double tells them apart.
    expect(equalSurdSums(sum(root(p * p + 1n)), sum(root(p * p)))).toBe(false);
    const conjugates = multiplySurdSums(sum(root(p * q), root(2)), sum(root(p * q), surd(-1, 2n, 1n)));
    expect(equalSurdSums(conjugates, sum(surdFromRational(rational(p * q - 2n))))).toBe(true);
  });

  it('nested products of 1 + √p telescope: Π_{k<6}(√(k+1) + √k)(√(k+1) − √k) = 1', () => {
    let product = ONE;
    for (let k = 1; k < 7; k++) {
      product = multiplySurdSums(product, sum(root(k + 1), root(k)));
    }
    for (let k = 1; k < 7; k++) {
      product = multiplySurdSums(product, sum(root(k + 1), negateSurd(root(k))));
    }
    expect(equalSurdSums(product, ONE)).toBe(true);
  });
});
