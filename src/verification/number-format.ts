/**
 * Floating-point formats that kernels compute in: significand bits (the hidden one included) and exponent range. `tf32` is float32 with
 * the significand of float16: what tensor cores read unless told otherwise.
 */
import type { Dtype } from './implementation.ts';

export type FormatName = Dtype | 'tf32';

export interface NumberFormat {
  readonly name: FormatName;
  /** significand bits */
  readonly precision: number;
  /** 2^minExponent is the smallest normal number */
  readonly minExponent: number;
  /** 2^overflow is the first power of two that overflows */
  readonly overflow: number;
}

export const FORMATS: Readonly<Record<FormatName, NumberFormat>> = {
  float64: { name: 'float64', precision: 53, minExponent: -1022, overflow: 1024 },
  float32: { name: 'float32', precision: 24, minExponent: -126, overflow: 128 },
  tf32: { name: 'tf32', precision: 11, minExponent: -126, overflow: 128 },
  float16: { name: 'float16', precision: 11, minExponent: -14, overflow: 16 },
  bfloat16: { name: 'bfloat16', precision: 8, minExponent: -126, overflow: 128 },
};

/** The largest relative error of one rounding to nearest: 2^−precision. */
export const roundoff = ({ precision }: NumberFormat): number => 2 ** -precision;

const bits = new DataView(new ArrayBuffer(8));

/** Rounds to nearest, ties to even, with subnormals; overflow gives ±∞. Exact for every format, since float64 holds them all. */
export function roundToFormat({ name, precision, minExponent, overflow }: NumberFormat, value: number): number {
  if (name === 'float32') return Math.fround(value);
  if (name === 'float64' || value === 0 || !Number.isFinite(value)) return value;
  bits.setFloat64(0, value);
  const exponent = ((bits.getUint16(0) >> 4) & 0x7ff) - 1023;
  const lastPlace = 2 ** (Math.max(exponent, minExponent) - precision + 1);
  // Adding and subtracting 2^52 rounds |q| < 2^51 to an integer, ties to even.
  const quotient = Math.abs(value) / lastPlace;
  const rounded = (quotient + 2 ** 52 - 2 ** 52) * lastPlace;
  return Math.sign(value) * (rounded >= 2 ** overflow ? Number.POSITIVE_INFINITY : rounded);
}

/** The formats coarser than the declared one that a kernel may have slipped into, the finest first. */
export function coarserFormats(dtype: Dtype): readonly NumberFormat[] {
  const names: Readonly<Record<Dtype, readonly FormatName[]>> = {
    float64: ['float32', 'tf32', 'bfloat16'],
    float32: ['tf32', 'bfloat16'],
    float16: ['bfloat16'],
    bfloat16: [],
  };
  return names[dtype].map((name) => FORMATS[name]);
}

/** The coarsest of the formats, listed from fine to coarse, that holds all the values exactly; undefined if none does. */
export const coarsestHolding = (formats: readonly NumberFormat[], values: Float64Array): NumberFormat | undefined =>
  formats.findLast((format) => values.every((value) => roundToFormat(format, value) === value));

/** How a format is called where a kernel was found to compute in it. */
export const formatTitle = ({ name }: NumberFormat): string =>
  name === 'tf32' ? 'TF32 (or float16: both keep 11 bits)' : name;
