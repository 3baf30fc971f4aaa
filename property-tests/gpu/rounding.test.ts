/**
 * The bounds of kernels hold for every computation that they allow: programs of random operations, each rounded to nearest, up, down or at
 * random, fused or not, subnormals kept or flushed, sums in any order; against exact rationals.
 */
import fc from 'fast-check';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { addRationals, multiplyRationals, type Rational, rational } from '../../src/exact/rational.ts';
import {
  type KernelNumber,
  type KernelRounding,
  kernelArithmetic,
  kernelInput,
  kernelRoundoff,
} from '../../src/exact/rounding.ts';
import { SURD_ZERO, surdFromRational } from '../../src/exact/surd.ts';

function exactRational(value: number): Rational {
  let [scaled, den] = [value, 1n];
  while (!Number.isInteger(scaled)) [scaled, den] = [scaled * 2, den * 2n];
  return rational(BigInt(scaled), den);
}

/** Whether a float is within a bound of an exact number. */
function within(found: number, exact: Rational, bound: number): boolean {
  if (bound === Number.POSITIVE_INFINITY) return true;
  const { num, den } = addRationals(exactRational(found), { num: -exact.num, den: exact.den });
  const limit = exactRational(bound);
  return (num < 0n ? -num : num) * limit.den <= limit.num * den;
}

/** A way to compute in float32 that WGSL allows. */
interface Machine {
  round(value: number): number;
  readonly flush: boolean;
  readonly fuse: boolean;
  /** the order in which a sum of n terms is taken */
  order(n: number): number[];
}

const MIN_NORMAL = 2 ** -126;
const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

/** The float32 next to a positive or negative one, away from or towards zero. */
function neighbour(value: number, step: 1 | -1): number {
  float[0] = value;
  bits[0] = (bits[0] ?? 0) + step;
  return float[0];
}

/** Rounds a float64 to one of its two float32 neighbours. */
function directed(value: number, towardsZero: boolean): number {
  const nearest = Math.fround(value);
  if (nearest === value || value === 0) return nearest;
  if (nearest === 0) return towardsZero ? 0 : Math.sign(value) * 2 ** -149;
  const isInside = Math.abs(nearest) < Math.abs(value);
  if (isInside === towardsZero) return nearest;
  return neighbour(nearest, towardsZero ? -1 : 1);
}

function machine(seed: number, rounding: KernelRounding): Machine {
  const generator = xoroshiro128plus(seed);
  const coin = (): boolean => uniformInt(generator, 0, 1) === 1;
  const flush = coin();
  const shuffled = (n: number): number[] => {
    const order = Array.from({ length: n }, (_, k) => k);
    for (let k = n - 1; k > 0; k--) {
      const other = uniformInt(generator, 0, k);
      [order[k], order[other]] = [order[other] ?? 0, order[k] ?? 0];
    }
    return order;
  };
  return {
    round: (value) => (rounding === 'nearest' ? Math.fround(value) : directed(value, coin())),
    flush,
    fuse: coin(),
    order: (n) => (rounding === 'nearest' ? Array.from({ length: n }, (_, k) => k) : shuffled(n)),
  };
}

/** Σ a·b, and then the square of that: sums of products, products of sums. */
interface Computation {
  readonly pairs: readonly (readonly [number, number])[];
}

const flushed = ({ flush }: Machine, value: number): number => (flush && Math.abs(value) < MIN_NORMAL ? 0 : value);

function compute(m: Machine, { pairs }: Computation): { sum: number; square: number } {
  const operation = (value: number): number => flushed(m, m.round(value));
  const terms = pairs.map(([a, b]) => flushed(m, a) * flushed(m, b));
  let sum: number | undefined;
  for (const k of m.order(terms.length)) {
    const exact = terms[k] ?? 0;
    const term = m.fuse && sum !== undefined ? exact : operation(exact);
    sum = sum === undefined ? operation(term) : operation(sum + term);
  }
  return { sum: sum ?? 0, square: operation((sum ?? 0) * (sum ?? 0)) };
}

function bounded(rounding: KernelRounding, { pairs }: Computation): { sum: KernelNumber; square: KernelNumber } {
  const over = kernelArithmetic(rounding);
  const sum = pairs.reduce(
    (total, [a, b]) => over.add(total, over.multiply(kernelInput(a), kernelInput(b))),
    over.zero,
  );
  return { sum, square: over.multiply(sum, sum) };
}

function exactly({ pairs }: Computation): { sum: Rational; square: Rational } {
  const sum = pairs.reduce(
    (total, [a, b]) => addRationals(total, multiplyRationals(exactRational(a), exactRational(b))),
    rational(0n),
  );
  return { sum, square: multiplyRationals(sum, sum) };
}

/** 16 significant bits, so that float64 holds products, and sums of them with a float32, before they are rounded once. */
const number = (exponents: { min: number; max: number }) =>
  fc
    .tuple(fc.integer({ min: -65_535, max: 65_535 }), fc.integer(exponents))
    .map(([significand, exponent]) => significand * 2 ** exponent);
const computations = (exponents: { min: number; max: number }) =>
  fc.record({ pairs: fc.array(fc.tuple(number(exponents), number(exponents)), { minLength: 1, maxLength: 12 }) });

describe.each(['letter', 'nearest'] as const)('bounds of kernels, %s', (rounding) => {
  it.each([
    ['ordinary numbers', { min: -16, max: -8 }],
    ['numbers whose products are subnormal', { min: -83, max: -76 }],
    ['numbers whose squares are subnormal', { min: -52, max: -45 }],
  ])('hold for %s on every machine that WGSL allows', (_, exponents) => {
    let judged = 0;
    fc.assert(
      fc.property(computations(exponents), fc.nat(2 ** 30), (computation, seed) => {
        const [found, bounds, exact] = [
          compute(machine(seed, rounding), computation),
          bounded(rounding, computation),
          exactly(computation),
        ];
        expect(within(found.sum, exact.sum, bounds.sum.error)).toBe(true);
        expect(within(found.square, exact.square, bounds.square.error)).toBe(true);
        // The float64 value is one of the permitted computations too.
        expect(within(bounds.sum.value, exact.sum, bounds.sum.error)).toBe(true);
        judged++;
      }),
      { numRuns: 1000, seed: 20_261_124 },
    );
    expect(judged).toBe(1000);
  });

  it('are no larger than a few roundings where there are no more', () => {
    const over = kernelArithmetic(rounding);
    const third = over.constant(surdFromRational(rational(1n, 3n)));
    expect(third.error).toBeLessThan(2 ** -24 / 3 + 2 ** -50);
    const product = over.multiply(kernelInput(1.5), kernelInput(1.25));
    expect(product.error / (1.875 * kernelRoundoff(rounding))).toBeCloseTo(1, 6);
    expect(over.multiply(kernelInput(1), third).error).toBeLessThan(third.error * (1 + 2 ** -20));
  });

  it('are nothing for nothing, and ∞ where float32 may overflow', () => {
    const over = kernelArithmetic(rounding);
    expect(over.add(over.zero, kernelInput(1)).error).toBe(0);
    expect(over.multiply(over.zero, kernelInput(3)).error).toBe(0);
    expect(over.constant(SURD_ZERO).error).toBe(0);
    const huge = over.multiply(kernelInput(2 ** 100), kernelInput(2 ** 30));
    expect(huge.error).toBe(Number.POSITIVE_INFINITY);
    expect(over.multiply(huge, over.zero).error).toBe(Number.POSITIVE_INFINITY);
    expect(over.subtract(huge, huge).error).toBe(Number.POSITIVE_INFINITY);
  });
});
