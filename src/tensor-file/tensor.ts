/**
 * What all tensor files hold: named arrays of float64 or float32 in C order (the last index runs fastest), as bytes
 * little-endian (IEEE 754).
 */
import { RequestError } from '../errors.ts';

export const DTYPES = ['float64', 'float32'] as const;
export type Dtype = (typeof DTYPES)[number];

/** Bytes of one number. */
export const ITEM_SIZE: Readonly<Record<Dtype, number>> = { float64: 8, float32: 4 };

export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major; as long as the product of the shape. */
  readonly data: Float64Array | Float32Array;
}

/** Read in the order of the file. A map, because no name is special in it. */
export type Tensors = Map<string, Tensor>;

export const dtypeOf = ({ data }: Tensor): Dtype => (data instanceof Float64Array ? 'float64' : 'float32');

/** How a value from a file is quoted in an error: short, whatever it is. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** NumPy's limit too. */
export const MAX_RANK = 64;

/**
 * The product of a shape that came from a file.
 * @param where named in errors
 * @throws RequestError unless there are at most MAX_RANK sizes, all integers ≥ 0, with a product below 2^53
 */
export function elementCount(shape: readonly unknown[], where: string): number {
  if (shape.length > MAX_RANK) {
    throw new RequestError(`${where}: expected at most ${MAX_RANK} dimensions, got ${shape.length}`);
  }
  let count = 1;
  let largest = 1; // of sizes other than 0, so that a 0 hides no nonsense beside it
  for (const size of shape) {
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
      throw new RequestError(`${where}: expected a shape of integers ≥ 0, got ${quote(shape)}`);
    }
    count *= size;
    largest *= size === 0 ? 1 : size;
    if (!Number.isSafeInteger(largest)) {
      throw new RequestError(`${where}: no array of shape ${quote(shape)} fits into memory`);
    }
  }
  return count;
}

/** @throws RequestError unless the data fill the shape */
export function checkTensor({ shape, data }: Tensor, where: string): void {
  const count = elementCount(shape, where);
  if (count !== data.length) {
    throw new RequestError(`${where}: shape ${quote(shape)} means ${count} numbers, got ${data.length}`);
  }
}

/** The numbers of little-endian bytes, wherever these start; trailing bytes short of a number are the caller's to refuse. */
export function decodeNumbers(bytes: Uint8Array, dtype: Dtype): Float64Array | Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.length / ITEM_SIZE[dtype]);
  if (dtype === 'float64') {
    const data = new Float64Array(count);
    for (let i = 0; i < count; i++) data[i] = view.getFloat64(8 * i, true);
    return data;
  }
  const data = new Float32Array(count);
  for (let i = 0; i < count; i++) data[i] = view.getFloat32(4 * i, true);
  return data;
}

export function encodeNumbers(data: Float64Array | Float32Array): Uint8Array {
  const size = data.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(data.length * size);
  const view = new DataView(bytes.buffer);
  const wide = data instanceof Float64Array;
  let position = 0;
  for (const value of data) {
    if (wide) view.setFloat64(position, value, true);
    else view.setFloat32(position, value, true);
    position += size;
  }
  return bytes;
}

export function concatenateBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
