/** Double-doubles within the bounds that tables rest on: roots within 2u² of their values, products within 8u². */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setProduct, setSurd } from '../../src/exact/double-double.ts';
import { scaledPi } from '../../src/exact/float.ts';
import { surd } from '../../src/exact/surd.ts';

/** Places after which head and tail of the numbers here are integers: they lie between 2^−40 and 2^80, with tails of 53 digits. */
const PLACES = 200;
const fixed = (list: Float64Array, k = 0): bigint =>
  BigInt((list[2 * k] ?? 0) * 2 ** PLACES) + BigInt((list[2 * k + 1] ?? 0) * 2 ** PLACES);
const sizeOf = (n: bigint): bigint => (n < 0n ? -n : n);
const root = fc.record({
  num: fc.bigInt(1n, 2n ** 40n),
  den: fc.bigInt(1n, 2n ** 40n),
  pi: fc.constantFrom(0, -1),
});

describe('double-doubles', () => {
  it('hold √(num/den) and √(num/(den·π)) to within 2u²: their squares to within 4u² and a little', () => {
    const pi = scaledPi(PLACES);
    fc.assert(
      fc.property(root, (radicand) => {
        const list = new Float64Array(2);
        const { num, den, pi: power } = surd(1, radicand.num, radicand.den, radicand.pi);
        setSurd(list, 0, { sign: 1, num, den, pi: power });
        // num/den·π^pi in units of 2^−2·PLACES, times den (and π·2^PLACES).
        const [found, exact] = [fixed(list) ** 2n * den, num << BigInt(2 * PLACES)];
        const difference = power === 0 ? found - exact : found * pi - (exact << BigInt(PLACES));
        const scale = power === 0 ? exact : exact << BigInt(PLACES);
        expect(sizeOf(difference) << 104n <= scale + (scale >> 20n)).toBe(true);
      }),
      { numRuns: 500, seed: 20_261_125 },
    );
  });

  it('refuse other powers of π', () => {
    expect(() => setSurd(new Float64Array(2), 0, surd(1, 2n, 3n, 1))).toThrow(RangeError);
  });

  it('multiply to within 8u²', () => {
    fc.assert(
      fc.property(root, root, (first, second) => {
        const list = new Float64Array(6);
        for (const [k, { num, den, pi }] of [first, second].entries()) setSurd(list, k, surd(1, num, den, pi));
        setProduct(list, 2, list, 0, list, 1);
        const exact = fixed(list, 0) * fixed(list, 1);
        const difference = sizeOf((fixed(list, 2) << BigInt(PLACES)) - exact);
        expect(difference << 103n <= exact).toBe(true);
      }),
      { numRuns: 500, seed: 20_261_125 },
    );
  });
});
