/** q·√(Π p^e) in lowest terms, against rationals that are reduced by a gcd. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMB, type TwoLimbs } from '../../src/exact/binomial-sum.ts';
import { factorialQuotient, primePowersToRational, timesFactorial } from '../../src/exact/factorial.ts';
import { primeProduct, primeRoot } from '../../src/exact/prime-root.ts';
import { rational } from '../../src/exact/rational.ts';
import { negateSurd, SURD_ZERO, scaledRoot } from '../../src/exact/surd.ts';

const limbsOf = (q: bigint): TwoLimbs => {
  const size = q < 0n ? -q : q;
  return { sign: q < 0n ? -1 : q > 0n ? 1 : 0, high: Number(size >> 32n), low: Number(size & BigInt(LIMB - 1)) };
};

/** Integers with many small primes in them, some of more digits than two limbs have. */
const smooth = (most: number) =>
  fc
    .tuple(
      fc.array(fc.constantFrom(2n, 3n, 5n, 7n, 11n, 13n, 97n), { maxLength: 40 }),
      fc.bigInt(-(2n ** 30n), 2n ** 30n),
    )
    .map(([primes, rest]) =>
      primes.reduce((product, p) => (product * p < 2n ** BigInt(most) ? product * p : product), rest),
    );

const exponents = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 60 });

describe('primeRoot', () => {
  it.each([
    ['two limbs', 78, limbsOf],
    ['a bigint', 200, (q: bigint) => q],
  ] as const)('is the reduced surd for q in %s', (_, most, representation) => {
    let wide = 0;
    fc.assert(
      fc.property(smooth(most), exponents, (q, powers) => {
        const expected = scaledRoot(rational(q), primePowersToRational([...powers]));
        expect(primeRoot(representation(q), [...powers])).toEqual(expected);
        expect(primeRoot(representation(q), [...powers], -1)).toEqual(negateSurd(expected));
        if (q > 2n ** 53n) wide += 1;
      }),
      { numRuns: 1000, seed: 20_261_125 },
    );
    expect(wide).toBeGreaterThan(100);
  });

  it('takes powers out that no number holds: q = ±2^a 3^b with exponents down to −160', () => {
    for (const a of [0, 1, 79, 80, 81]) {
      for (const b of [0, 3, 40]) {
        const q = -(2n ** BigInt(a)) * 3n ** BigInt(b);
        const powers = [-160, -7, 1];
        expect(primeRoot(q, [...powers])).toEqual(scaledRoot(rational(q), primePowersToRational(powers)));
      }
    }
  });

  it('of zero is zero', () => {
    expect(primeRoot(0n, [1, -1])).toEqual(SURD_ZERO);
    expect(primeRoot(limbsOf(0n), [1, -1])).toEqual(SURD_ZERO);
  });

  it('has the products that it is made of', () => {
    expect(primeProduct([3, 0, 2, 1])).toBe(8n * 25n * 7n);
    expect(primeProduct([200, 60])).toBe(2n ** 200n * 3n ** 60n);
    expect(primeProduct([])).toBe(1n);
  });
});

describe('factorialQuotient', () => {
  it('has the exponents of the quotient, zeros after them, for random factorials ≤ 3001', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3001), { maxLength: 10 }),
        fc.array(fc.nat(3001), { maxLength: 10 }),
        (above, below) => {
          const expected: number[] = [];
          for (const n of above) timesFactorial(expected, n);
          for (const n of below) timesFactorial(expected, n, -1);
          const found = factorialQuotient(above, below, Math.max(0, ...above, ...below));
          expect(found.slice(0, expected.length)).toEqual(expected);
          expect(found.slice(expected.length).every((exponent) => exponent === 0)).toBe(true);
        },
      ),
      { numRuns: 300, seed: 20_261_125 },
    );
  });
});
