/**
 * What "correctly rounded" means, decided in integers: v lies between the midpoints to the neighbouring floats, and on a midpoint
 * only if the float is the even one. Neighbours are found through the bit pattern; nothing of src is used.
 */

export interface Binary {
  readonly name: 'float64' | 'float32';
  /** significand bits stored */
  readonly stored: number;
  /** all positive floats are multiples of 2^-lowest */
  readonly lowest: number;
  /** the pattern of +∞, which reads as the first power of two beyond */
  readonly infinity: bigint;
  pattern(value: number): bigint;
  value(pattern: bigint): number;
}

const view = new DataView(new ArrayBuffer(8));

export const BINARY64: Binary = {
  name: 'float64',
  stored: 52,
  lowest: 1074,
  infinity: 0x7ff0_0000_0000_0000n,
  pattern(value) {
    view.setFloat64(0, value);
    return view.getBigUint64(0);
  },
  value(pattern) {
    view.setBigUint64(0, pattern);
    return view.getFloat64(0);
  },
};

export const BINARY32: Binary = {
  name: 'float32',
  stored: 23,
  lowest: 149,
  infinity: 0x7f80_0000n,
  pattern(value) {
    view.setFloat32(0, value);
    return BigInt(view.getUint32(0));
  },
  value(pattern) {
    view.setUint32(0, Number(pattern));
    return view.getFloat32(0);
  },
};

/** The float of a pattern ≥ 0, in units of 2^-(lowest+1): an even integer. */
export function inUnits({ stored }: Binary, pattern: bigint): bigint {
  const fraction = pattern & ((1n << BigInt(stored)) - 1n);
  const exponent = pattern >> BigInt(stored);
  return exponent === 0n ? 2n * fraction : ((1n << BigInt(stored)) + fraction) << exponent;
}

/** The midpoint between a pattern and the next, in the same units. */
export const midpointAbove = (format: Binary, pattern: bigint): bigint =>
  (inUnits(format, pattern) + inUnits(format, pattern + 1n)) / 2n;

/** The sign of v − units·2^-(lowest+1). */
export type Comparison = (units: bigint) => number;

/** Whether `value` ≥ 0 is the float nearest to the v ≥ 0 that `compare` knows. */
export function isNearest(format: Binary, value: number, compare: Comparison): boolean {
  const pattern = format.pattern(value);
  if (!Object.is(format.value(pattern), value) || pattern > format.infinity) return false;
  const even = pattern % 2n === 0n ? 0 : 1;
  const above = pattern === 0n || compare(midpointAbove(format, pattern - 1n)) >= even;
  const below = pattern === format.infinity || compare(midpointAbove(format, pattern)) <= -even;
  return above && below;
}
