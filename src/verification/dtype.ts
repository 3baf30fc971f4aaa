/**
 * Numbers of the four declared formats as little-endian bytes, exactly (IEEE 754 binary16, binary32, binary64; bfloat16 is the upper
 * half of a binary32).
 */
import type { Dtype } from './implementation.ts';
import { FORMATS, roundToFormat } from './number-format.ts';

const ITEM_SIZES: Readonly<Record<Dtype, number>> = { float64: 8, float32: 4, float16: 2, bfloat16: 2 };

/** Bytes of one number. */
export const itemSize = (dtype: Dtype): number => ITEM_SIZES[dtype];

/** The number of the dtype that is nearest to the value, ties to even; NaN, zeros with their sign and infinities stay. */
export const roundToDtype = (value: number, dtype: Dtype): number => roundToFormat(FORMATS[dtype], value);

const pair = new DataView(new ArrayBuffer(8));

/** The 16 bits of a binary16 number; every NaN becomes the quiet one. */
function float16Bits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | (size * 2 ** 24);
  pair.setFloat64(0, size);
  const exponent = (pair.getUint16(0) >> 4) - 1023;
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
