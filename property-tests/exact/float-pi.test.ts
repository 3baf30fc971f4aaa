/** Floats of surds with π: by published digits, and by the criterion of nearest-float.ts with a π from another series. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surdToFloat32, surdToFloat64 } from '../../src/exact/float.ts';
import { type Surd, surd } from '../../src/exact/surd.ts';
import { enclosePi } from './enclosure.ts';
import { BINARY32, BINARY64, type Binary, type Comparison, isNearest } from './nearest-float.ts';

const BITS = 2500;
const PI = enclosePi(BITS);

/** Compares √(num/den·π^pi) with units·2^-(lowest+1), pi = ±1, by comparing π with a rational. */
const againstPi =
  ({ lowest }: Binary, { num, den, pi }: Surd): Comparison =>
  (units) => {
    if (units === 0n) return 1;
    const [a, b] = [units * units * den, num * 4n ** BigInt(lowest + 1)]; // v² < units² iff π^pi < a/b
    const [top, bottom] = pi === 1 ? [a, b] : [b, a]; // π against top/bottom
    const scaled = top * 2n ** BigInt(BITS);
    if (PI.low * bottom > scaled) return pi;
    if (PI.high * bottom < scaled) return -pi;
    throw new RangeError(`${BITS} bits of π do not decide this comparison`);
  };

describe('π of the oracle', () => {
  it('has the published digits (OEIS A000796) and 2480 certain bits', () => {
    expect((PI.low * 10n ** 50n) >> BigInt(BITS)).toBe(314159265358979323846264338327950288419716939937510n);
    expect(PI.high - PI.low).toBeLessThan(2n ** 20n);
  });
});

describe('surds with π', () => {
  // √π is OEIS A002161 and 1/√π A087197; the first four are the constants of real harmonics in P.-P. Sloan, J. Comput. Graph.
  // Tech. 2 (2013) 84, continued to more digits. The test proves every digit before it uses them.
  it.each([
    [1n, 4n, -1, '0.28209479177387814347403972578'],
    [3n, 4n, -1, '0.48860251190291992158638462283'],
    [15n, 4n, -1, '1.09254843059207907054338570580'],
    [5n, 16n, -1, '0.31539156525252000603089369029'],
    [1n, 1n, -1, '0.56418958354775628694807945156'],
    [1n, 1n, 1, '1.77245385090551602729816748334'],
    [4n, 1n, 1, '3.54490770181103205459633496668'],
  ])('√(%i/%i·π^%i) = %s…', (num, den, pi, digits) => {
    const value = surd(1, num, den, pi);
    expect(surdToFloat64(value)).toBe(Number(digits));
    expect(surdToFloat64(surd(-1, num, den, pi))).toBe(-Number(digits));
    // The digits are right to the last: digits ≤ value < digits + one unit of the last place.
    const [whole = '', places = ''] = digits.split('.');
    const scale = 10n ** BigInt(places.length);
    const n = BigInt(whole + places);
    const square = (m: bigint): [bigint, bigint] => (pi === 1 ? [m * m * den, num] : [num * scale ** 4n, m * m * den]);
    const ends = [square(n), square(n + 1n)].map(
      ([top, bottom]) => (top * 2n ** BigInt(BITS)) / (bottom * scale ** 2n),
    );
    const [low = 0n, high = 0n] = pi === 1 ? ends : ends.reverse();
    expect(low <= PI.high && PI.low <= high + 1n).toBe(true);
  });

  it.each([
    { format: BINARY64, toFloat: surdToFloat64 },
    { format: BINARY32, toFloat: surdToFloat32 },
  ])('are nearest in $format.name', ({ format, toFloat }) => {
    const size = fc.bigInt({ min: 1n, max: 10n ** 30n });
    const shift = fc.integer({ min: -300, max: 300 });
    fc.assert(
      fc.property(size, size, shift, fc.constantFrom(1, -1), fc.constantFrom(1, -1), (num, den, by, pi, sign) => {
        const [up, down] = [2n ** BigInt(Math.max(0, by)), 2n ** BigInt(Math.max(0, -by))];
        const value = surd(sign, num * up, den * down, pi);
        const float = toFloat(value);
        expect(Math.sign(float) === sign || float === 0).toBe(true);
        expect(isNearest(format, Math.abs(float), againstPi(format, value))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('that almost hit a midpoint need more than double the usual bits, and get them', () => {
    // √(q/(2^706·π)) with q = ⌊π·m²·2^600⌋ is within 2^-700 of the midpoint m/2^53 = 1 + 2^-53, and q + 1 is as close above.
    const m = 2n ** 53n + 1n;
    const q = (PI.low * m * m) >> BigInt(BITS - 600);
    const den = 2n ** 706n;
    expect(surdToFloat64(surd(1, q, den, -1))).toBe(1);
    expect(surdToFloat64(surd(1, q + 1n, den, -1))).toBe(1 + 2 ** -52);
    const [below, above] = [surd(1, q, den, -1), surd(1, q + 1n, den, -1)];
    expect(isNearest(BINARY64, 1, againstPi(BINARY64, below))).toBe(true);
    expect(isNearest(BINARY64, 1 + 2 ** -52, againstPi(BINARY64, above))).toBe(true);
  });
});
