/** Random exact numbers. Signs, zero, small values (so that terms meet) and large ones (so that nothing fits in a double). */
import fc from 'fast-check';
import { type Rational, rational } from '../../src/exact/rational.ts';
import { type Surd, surd } from '../../src/exact/surd.ts';
import { type SurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';

/** 2^61 − 1 and 2^89 − 1 are prime (Mersenne): factors that no trial division meets. */
export const LARGE_PRIMES = [2n ** 61n - 1n, 2n ** 89n - 1n] as const;

const magnitude = fc.oneof(fc.bigInt({ min: 0n, max: 12n }), fc.bigInt({ min: 0n, max: 10n ** 30n }));
const positive = magnitude.map((n) => n + 1n);

export const rationals: fc.Arbitrary<Rational> = fc
  .tuple(magnitude, positive, fc.boolean())
  .map(([num, den, negative]) => rational(negative ? -num : num, den));

export const surds: fc.Arbitrary<Surd> = fc
  .tuple(fc.constantFrom(-1, 0, 1), magnitude, positive, fc.constantFrom(-1, 0, 0, 0, 1))
  .map(([sign, num, den, pi]) => surd(sign, num, den, pi));

export const nonZeroSurds: fc.Arbitrary<Surd> = surds.filter((a) => a.sign !== 0);

/** Radicands that often are commensurable with one another, and sometimes carry a large prime. */
const radicand = fc
  .tuple(fc.constantFrom(1n, 2n, 3n, 5n, 6n, 10n, 15n, 30n), fc.constantFrom(1n, 1n, 1n, ...LARGE_PRIMES))
  .map(([small, large]) => small * large);

/** √(radicand)·(a/b) with small a, b and no π. */
const commensurableSurds: fc.Arbitrary<Surd> = fc
  .tuple(fc.constantFrom(-1, 1), radicand, fc.bigInt({ min: 1n, max: 9n }), fc.bigInt({ min: 1n, max: 9n }))
  .map(([sign, r, a, b]) => surd(sign, r * a * a, b * b));

/** Sums of up to four terms without π. */
export const surdSums: fc.Arbitrary<SurdSum> = fc.array(commensurableSurds, { maxLength: 4 }).map(sumOfSurds);
