/**
 * The four number formats as bytes, exactly, and rounding into them (IEEE 754 binary16, binary32, binary64; bfloat16 is the upper
 * half of a binary32).
 *
 * A format with p significand bits and least exponent e has the numbers m·2^(k−p+1), |m| < 2^p, k ≥ e. Rounding is to nearest, ties
 * to even; beyond the largest number it gives ±∞, as IEEE 754 §4.3.1 has it. All steps below are exact in float64.
 */
import type { Dtype } from './implementation.ts';

interface Format {
  readonly bytes: number;
  /** significand bits, the hidden one included */
  readonly precision: number;
  /** exponent of the smallest normal number */
  readonly lowest: number;
  /** exponent of the largest number */
  readonly highest: number;
}

const FORMATS: Readonly<Record<Dtype, Format>> = {
  float64: { bytes: 8, precision: 53, lowest: -1022, highest: 1023 },
  float32: { bytes: 4, precision: 24, lowest: -126, highest: 127 },
  float16: { bytes: 2, precision: 11, lowest: -14, highest: 15 },
  bfloat16: { bytes: 2, precision: 8, lowest: -126, highest: 127 },
};

/** Bytes of one number. */
export const itemSize = (dtype: Dtype): number => FORMATS[dtype].bytes;

const pair = new DataView(new ArrayBuffer(8));

/** ⌊log2|v|⌋ for a finite v that is normal in float64; smaller ones count as the smallest normal. */
function exponentOf(value: number): number {
  pair.setFloat64(0, value);
  return Math.max(1, (pair.getUint16(0) >> 4) & 0x7ff) - 1023;
}

/** The number of the dtype that is nearest to the value; NaN, zeros with their sign and infinities stay. */
export function roundToDtype(value: number, dtype: Dtype): number {
  if (dtype === 'float64') return value;
  if (dtype === 'float32') return Math.fround(value);
  if (!Number.isFinite(value) || value === 0) return value;
  const { precision, lowest, highest } = FORMATS[dtype];
  if (Math.abs(value) >= 2 ** (highest + 1)) return value * Number.POSITIVE_INFINITY;
  const unit = 2 ** (Math.max(exponentOf(value), lowest) - precision + 1);
  const scaled = value / unit;
  const below = Math.floor(scaled);
  const rest = scaled - below;
  const up = rest > 1 / 2 || (rest === 1 / 2 && below % 2 !== 0);
  const rounded = (up ? below + 1 : below) * unit;
  if (Math.abs(rounded) >= 2 ** (highest + 1)) return value * Number.POSITIVE_INFINITY;
  return rounded === 0 ? 0 * value : rounded;
}

/** The 16 bits of a binary16 number; every NaN becomes the quiet one. */
function float16Bits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | (size * 2 ** 24);
  const exponent = exponentOf(size);
  return sign | ((exponent + 15) << 10) | ((size / 2 ** exponent - 1) * 1024);
}

function float16Value(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function bfloat16Bits(value: number): number {
  pair.setFloat32(0, value);
  return Number.isNaN(value) ? 0x7fc0 : pair.getUint16(0);
}

function bfloat16Value(bits: number): number {
  pair.setUint32(0, bits << 16);
  return pair.getFloat32(0);
}

/** Little-endian bytes of the values, each rounded into the dtype; values that it has are kept exactly. */
export function encodeDtype(values: ArrayLike<number>, dtype: Dtype): Uint8Array<ArrayBuffer> {
  const size = itemSize(dtype);
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) {
    const value = roundToDtype(values[i] ?? 0, dtype);
    const at = i * size;
    if (dtype === 'float64') view.setFloat64(at, value, true);
    else if (dtype === 'float32') view.setFloat32(at, value, true);
    else view.setUint16(at, dtype === 'float16' ? float16Bits(value) : bfloat16Bits(value), true);
  }
  return bytes;
}

/** The numbers of little-endian bytes; trailing bytes short of a number are the caller's to refuse. */
export function decodeDtype(bytes: Uint8Array, dtype: Dtype): Float64Array {
  const size = itemSize(dtype);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(Math.floor(bytes.length / size));
  for (let i = 0; i < values.length; i++) {
    const at = i * size;
    if (dtype === 'float64') values[i] = view.getFloat64(at, true);
    else if (dtype === 'float32') values[i] = view.getFloat32(at, true);
    else {
      const bits = view.getUint16(at, true);
      values[i] = dtype === 'float16' ? float16Value(bits) : bfloat16Value(bits);
    }
  }
  return values;
}
