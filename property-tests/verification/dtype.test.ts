/** The number formats: every 16-bit pattern, rounding against its definition, and float32 against the language's own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDtype, encodeDtype, itemSize, roundToDtype } from '../../src/verification/dtype.ts';
import { DTYPES } from '../../src/verification/implementation.ts';

const SEED = 20260801;
const PATTERNS = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
const sixteen = ['float16', 'bfloat16'] as const;
const bytesOf = (patterns: Uint16Array): Uint8Array =>
  Uint8Array.from([...patterns].flatMap((bits) => [bits & 255, bits >> 8]));

/** The finite non-negative numbers of a format, ascending: their patterns count up. */
const ladder = (dtype: 'float16' | 'bfloat16'): Float64Array =>
  decodeDtype(bytesOf(PATTERNS.subarray(0, dtype === 'float16' ? 0x7c00 : 0x7f80)), dtype);

describe.each(sixteen)('%s', (dtype) => {
  const [exponentBits, fractionBits] = dtype === 'float16' ? [5, 10] : [8, 7];

  it('every pattern stands for ±2^(e−bias)·1.f, or ±2^(1−bias)·0.f, ±∞, NaN', () => {
    const values = decodeDtype(bytesOf(PATTERNS), dtype);
    expect(values).toHaveLength(65536);
    const bias = 2 ** (exponentBits - 1) - 1;
    PATTERNS.forEach((bits) => {
      const fraction = (bits % 2 ** fractionBits) / 2 ** fractionBits;
      const e = (bits >> fractionBits) % 2 ** exponentBits;
      const sign = bits >= 0x8000 ? -1 : 1;
      const special = fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
      const finite = sign * (e === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (e - bias));
      const expected = e === 2 ** exponentBits - 1 ? special : finite;
      if (!Object.is(values[bits], expected)) expect([bits, values[bits]]).toEqual([bits, expected]);
    });
  });

  it('every pattern but a NaN comes back from its value; NaNs come back as NaN', () => {
    const values = decodeDtype(bytesOf(PATTERNS), dtype);
    const again = encodeDtype(values, dtype);
    let same = 0;
    PATTERNS.forEach((bits) => {
      const got = (again[2 * bits] ?? 0) | ((again[2 * bits + 1] ?? 0) << 8);
      if (got === bits) same++;
      else
        expect([values[bits], ...decodeDtype(bytesOf(Uint16Array.of(got)), dtype)]).toEqual([Number.NaN, Number.NaN]);
    });
    // Both signs of 2^f − 1 NaNs each, of which one is the quiet one that all become.
    expect(65536 - same).toBe(2 * (2 ** fractionBits - 1) - 1);
  });

  it('between any two neighbours: below the middle down, above it up, in the middle to the even one', () => {
    const numbers = ladder(dtype);
    let checked = 0;
    for (let i = 0; i + 1 < numbers.length; i++) {
      const [low = 0, high = 0] = [numbers[i], numbers[i + 1]];
      const middle = (low + high) / 2;
      const nudge = (high - low) / 2 ** 20;
      const even = i % 2 === 0 ? low : high;
      for (const [value, expected] of [
        [middle, even],
        [middle - nudge, low],
        [middle + nudge, high],
        [low, low],
      ] as const) {
        for (const sign of [1, -1]) {
          if (!Object.is(roundToDtype(sign * value, dtype), sign * expected))
            expect([sign * value, roundToDtype(sign * value, dtype)]).toEqual([sign * value, sign * expected]);
          checked++;
        }
      }
    }
    expect(checked).toBe(8 * (numbers.length - 1));
  });

  it('beyond the largest number: half a unit more stays, anything above is infinite', () => {
    const numbers = ladder(dtype);
    const largest = numbers.at(-1) ?? 0;
    const unit = largest - (numbers.at(-2) ?? 0);
    expect(roundToDtype(largest + unit / 4, dtype)).toBe(largest);
    expect(roundToDtype(largest + unit / 2, dtype)).toBe(Number.POSITIVE_INFINITY); // the even neighbour is the first that is missing
    expect(roundToDtype(-largest * 8, dtype)).toBe(Number.NEGATIVE_INFINITY);
    expect(roundToDtype(-Number.MAX_VALUE, dtype)).toBe(Number.NEGATIVE_INFINITY);
    expect(roundToDtype(-Number.MIN_VALUE, dtype)).toBe(-0);
  });
});

describe('all formats', () => {
  it('encode and decode are inverse on what the format has', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DTYPES), fc.array(fc.double({ noNaN: false })), (dtype, values) => {
        const rounded = values.map((value) => roundToDtype(value, dtype));
        const bytes = encodeDtype(values, dtype);
        expect(bytes).toHaveLength(values.length * itemSize(dtype));
        expect([...decodeDtype(bytes, dtype)]).toEqual(rounded);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('float32 and float64 are the machine’s own', () => {
    const values = [1 / 3, -0, 1e-46, 3.5e38, Number.NaN, Number.NEGATIVE_INFINITY];
    expect([...decodeDtype(encodeDtype(values, 'float32'), 'float32')]).toEqual([...Float32Array.from(values)]);
    expect([...decodeDtype(encodeDtype(values, 'float64'), 'float64')]).toEqual(values);
  });

  it('reads from the middle of a buffer, at any alignment', () => {
    const bytes = new Uint8Array([255, ...encodeDtype([1, -2], 'float16')]);
    expect([...decodeDtype(bytes.subarray(1), 'float16')]).toEqual([1, -2]);
  });
});
