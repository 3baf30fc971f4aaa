/** The door to floats: correctly rounded, ties to even, by a criterion in integers (nearest-float.ts). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rationalToFloat64, surdSumToFloat64, surdToFloat32, surdToFloat64 } from '../../src/exact/float.ts';
import { type Rational, rational } from '../../src/exact/rational.ts';
import { negateSurd, SURD_ZERO, type Surd, surd, surdFromRational } from '../../src/exact/surd.ts';
import { equalSurdSums, type SurdSum, scaleSurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { rationals, surdSums, surds } from './arbitraries.ts';
import { encloseSum } from './enclosure.ts';
import {
  BINARY32,
  BINARY64,
  type Binary,
  type Comparison,
  inUnits,
  isNearest,
  midpointAbove,
} from './nearest-float.ts';

const FORMATS: readonly { format: Binary; toFloat: (a: Surd) => number }[] = [
  { format: BINARY64, toFloat: surdToFloat64 },
  { format: BINARY32, toFloat: surdToFloat32 },
];
const sign = (n: bigint): number => (n > 0n ? 1 : n < 0n ? -1 : 0);

/** Compares √(num/den) with units·2^-(lowest+1) by squaring. */
const againstRoot =
  ({ lowest }: Binary, { num, den }: Surd): Comparison =>
  (units) =>
    sign(num * 4n ** BigInt(lowest + 1) - units * units * den);

/** The rational units·2^-(lowest+1). */
const fromUnits = ({ lowest }: Binary, units: bigint): Rational => rational(units, 2n ** BigInt(lowest + 1));

/** Floats from 0 to the largest finite one, by their patterns: every binade as likely as any other. */
const patterns = (format: Binary): fc.Arbitrary<bigint> => fc.bigInt({ min: 0n, max: format.infinity - 1n });

describe.each(FORMATS)('surds to $format.name', ({ format, toFloat }) => {
  it('are nearest at every size', () => {
    const scaled = fc.tuple(surds, fc.integer({ min: -2400, max: 2400 })).map(([a, shift]) => {
      const [up, down] = [2n ** BigInt(Math.max(0, shift)), 2n ** BigInt(Math.max(0, -shift))];
      return surd(a.sign, a.num * up, a.den * down);
    });
    fc.assert(
      fc.property(scaled, (a) => {
        const value = toFloat(a);
        expect(value < 0).toBe(a.sign < 0 && value !== 0);
        expect(isNearest(format, Math.abs(value), againstRoot(format, a))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('that are floats are those floats', () => {
    fc.assert(
      fc.property(patterns(format), fc.constantFrom(1, -1), (pattern, side) => {
        const exact = surdFromRational(fromUnits(format, BigInt(side) * inUnits(format, pattern)));
        expect(toFloat(exact)).toBe(pattern === 0n ? 0 : side * format.value(pattern));
      }),
    );
  });

  it('half-way go to the even neighbour, up and down, and to the nearer one by the smallest nudge', () => {
    const directions = { up: 0, down: 0 };
    fc.assert(
      fc.property(patterns(format), fc.integer({ min: 60, max: 400 }), fc.constantFrom(1, -1), (pattern, k, side) => {
        const [lower, upper] = [format.value(pattern), format.value(pattern + 1n)];
        const middle = fromUnits(format, midpointAbove(format, pattern));
        const even = pattern % 2n === 0n ? lower : upper;
        directions[even === lower ? 'down' : 'up'] += 1;
        const exact = surdFromRational(middle);
        // A negative number that underflows keeps its sign, as IEEE 754 has it: −1·0 = −0.
        expect(toFloat(side > 0 ? exact : negateSurd(exact))).toBe(side * even);
        // √(middle²·(1 ± 2^-k)) is irrational, or a rational beside the middle.
        const [num, den] = [exact.num * 2n ** BigInt(k), exact.den * 2n ** BigInt(k)];
        expect(toFloat(surd(1, num + exact.num, den))).toBe(upper);
        expect(toFloat(surd(1, num - exact.num, den))).toBe(lower);
      }),
      { numRuns: 300 },
    );
    expect(Math.min(directions.up, directions.down)).toBeGreaterThan(50);
  });

  it('meet the edges of the format: zero, the smallest, the subnormal border, the largest, infinity', () => {
    const largest = format.infinity - 1n;
    const border = 1n << BigInt(format.stored); // the smallest normal
    const at = (units: bigint, num = 1n, den = 1n): number =>
      toFloat(surdFromRational(rational(units * num, den * 2n ** BigInt(format.lowest + 1))));
    const smallest = format.value(1n);
    expect(toFloat(SURD_ZERO)).toBe(0);
    expect([at(2n), at(1n), at(1n, 99n, 100n), at(1n, 101n, 100n)]).toEqual([smallest, 0, 0, smallest]);
    expect(at(3n)).toBe(2 * smallest);
    expect(at(midpointAbove(format, border - 1n))).toBe(format.value(border));
    expect(at(midpointAbove(format, border - 2n))).toBe(format.value(border - 2n));
    expect(at(inUnits(format, largest))).toBe(format.value(largest));
    const edge = midpointAbove(format, largest);
    expect([at(edge), at(edge - 1n), at(edge + 1n)]).toEqual([
      Number.POSITIVE_INFINITY,
      format.value(largest),
      Number.POSITIVE_INFINITY,
    ]);
    expect(toFloat(surd(-1, edge * edge, 4n ** BigInt(format.lowest + 1)))).toBe(Number.NEGATIVE_INFINITY);
    expect(toFloat(surd(-1, 1n, 10n ** 3000n))).toBe(-0);
  });
});

describe('rationals to float64', () => {
  it('are nearest, as Number() of a quotient is not', () => {
    fc.assert(
      fc.property(rationals, (q) => {
        const value = rationalToFloat64(q);
        const size = q.num < 0n ? -q.num : q.num;
        const compare: Comparison = (units) => sign(size * 2n ** BigInt(BINARY64.lowest + 1) - units * q.den);
        expect(isNearest(BINARY64, Math.abs(value), compare)).toBe(true);
        expect(Math.sign(value)).toBe(sign(q.num));
      }),
    );
  });

  it('are the quotient of doubles when both are small, where IEEE division is already correct', () => {
    const small = fc.integer({ min: -(2 ** 30), max: 2 ** 30 });
    fc.assert(fc.property(small, small, (a, b) => b === 0 || a === 0 || rationalToFloat64(rational(a, b)) === a / b));
  });

  it('agree with the surds they are', () => {
    fc.assert(fc.property(rationals, (q) => rationalToFloat64(q) === surdToFloat64(surdFromRational(q))));
  });
});

describe('float32', () => {
  it('is never reached by way of float64: 1 + 2^-24 + 2^-60 rounds up, and twice rounded would come down', () => {
    const value = surdFromRational(rational(2n ** 60n + 2n ** 36n + 1n, 2n ** 60n));
    expect(Math.fround(surdToFloat64(value))).toBe(1);
    expect(surdToFloat32(value)).toBe(1 + 2 ** -23);
    const below = surdFromRational(rational(2n ** 60n + 3n * 2n ** 36n - 1n, 2n ** 60n));
    expect(Math.fround(surdToFloat64(below))).toBe(1 + 2 ** -22);
    expect(surdToFloat32(below)).toBe(1 + 2 ** -23);
    // The same with an irrational number, √((1 + 2^-24)²·(1 + 2^-80)).
    const middle = 2n ** 24n + 1n;
    const irrational = surd(1, middle * middle * (2n ** 80n + 1n), 2n ** 128n);
    expect(Math.fround(surdToFloat64(irrational))).toBe(1);
    expect(surdToFloat32(irrational)).toBe(1 + 2 ** -23);
  });
});

describe('sums of surds to float64', () => {
  /** Compares by enclosing ever more tightly; equality is decided exactly. */
  const againstSum =
    (sum: SurdSum): Comparison =>
    (units) => {
      const point = sumOfSurds([surdFromRational(fromUnits(BINARY64, units))]);
      if (equalSurdSums(sum, point)) return 0;
      for (let bits = 256; ; bits *= 2) {
        const { low, high } = encloseSum([...sum, ...scaleSurdSum(point, rational(-1))], bits);
        if (low > 0n || high < 0n) return low > 0n ? 1 : -1;
      }
    };

  const check = (sum: SurdSum): number => {
    const value = surdSumToFloat64(sum);
    const mirrored = value < 0 ? scaleSurdSum(sum, rational(-1)) : sum;
    expect(isNearest(BINARY64, Math.abs(value), againstSum(mirrored))).toBe(true);
    return value;
  };

  it('are nearest', () => {
    fc.assert(fc.property(surdSums, (sum) => void check(sum)));
  });

  it('are nearest after cancellation of almost everything', () => {
    const large = fc.bigInt({ min: 1n, max: 10n ** 60n });
    fc.assert(
      fc.property(large, fc.bigInt({ min: 1n, max: 1000n }), (n, d) => {
        const difference = sumOfSurds([surd(1, n + d, 1n), surd(-1, n, 1n)]);
        expect(check(difference)).toBeGreaterThan(0);
      }),
    );
  });

  it('of none and of one term are the float of that', () => {
    expect(surdSumToFloat64([])).toBe(0);
    fc.assert(
      fc.property(surds, (a) => {
        const withoutPi = { ...a, pi: 0 };
        return surdSumToFloat64(sumOfSurds([withoutPi])) === surdToFloat64(withoutPi);
      }),
    );
  });

  it('with π are refused', () => {
    expect(() => surdSumToFloat64(sumOfSurds([surd(1, 1n, 4n, -1)]))).toThrow(
      new RangeError('surdSumToFloat64 takes sums without π'),
    );
  });
});
