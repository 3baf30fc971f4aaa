/**
 * A table of coupling tensors as JSON for people without NumPy:
 *
 *   {"kind", "lmax", "convention", "dtype", "tensors": {"l1_l2_l3": {"shape": […], "data": […]}, …}}
 *
 * one tensor per line, data flat and row-major, every number in the shortest form that reads back as the same float64 (ECMA-262,
 * Number::toString). The layout is this project's own.
 */
import { RequestError } from '../errors.ts';
import { isJsonObject, parseStrictJson } from './strict-json.ts';
import {
  checkTensor,
  concatenateBytes,
  DTYPES,
  type Dtype,
  dtypeOf,
  elementCount,
  quote,
  type Tensor,
  type Tensors,
} from './tensor.ts';

/** What the tensors are a table of. */
export interface TableDescription {
  readonly kind: string;
  readonly lmax: number;
  readonly convention: string;
  readonly dtype: Dtype;
}

/** document → tensors → tensor → shape or data */
const DEPTH = 4;
const FIELDS = ['kind', 'lmax', 'convention', 'dtype', 'tensors'];

function printNumber(value: number, where: string): string {
  if (!Number.isFinite(value)) throw new RequestError(`${where}: JSON has no way to write ${value}`);
  return Object.is(value, -0) ? '-0' : String(value);
}

/**
 * UTF-8 bytes, because a large table is longer than a string can be. Tensors are taken one by one.
 * @throws RequestError for numbers that JSON cannot write, names that come twice, a dtype other than the one described
 */
export function writeTensorJson(
  tensors: Iterable<readonly [string, Tensor]>,
  description: TableDescription,
): Uint8Array {
  const encoder = new TextEncoder();
  const { kind, lmax, convention, dtype } = description;
  const parts = [encoder.encode(`${JSON.stringify({ kind, lmax, convention, dtype }).slice(0, -1)},"tensors":{`)];
  const names = new Set<string>();
  for (const [name, tensor] of tensors) {
    const where = `${JSON.stringify(name)} of a table to write`;
    checkTensor(tensor, where);
    if (names.has(name)) throw new RequestError(`${where}: the name comes twice`);
    if (dtypeOf(tensor) !== dtype) throw new RequestError(`${where}: expected ${dtype}, got ${dtypeOf(tensor)}`);
    const data = Array.from(tensor.data, (value) => printNumber(value, where));
    const body = `{"shape":${JSON.stringify(tensor.shape)},"data":[${data.join(',')}]}`;
    parts.push(encoder.encode(`${names.size === 0 ? '' : ','}\n${JSON.stringify(name)}:${body}`));
    names.add(name);
  }
  parts.push(encoder.encode('\n}}\n'));
  return concatenateBytes(parts);
}

function readTensor(value: unknown, dtype: Dtype, where: string): Tensor {
  if (!isJsonObject(value) || Object.keys(value).sort().join() !== 'data,shape') {
    throw new RequestError(`${where}: expected {"shape", "data"}, got ${quote(value)}`);
  }
  const { shape, data } = value;
  if (!Array.isArray(shape) || !Array.isArray(data))
    throw new RequestError(`${where}: expected shape and data to be arrays`);
  const count = elementCount(shape, where);
  if (count !== data.length) {
    throw new RequestError(`${where}: shape ${quote(shape)} means ${count} numbers, got ${data.length}`);
  }
  const numbers = dtype === 'float64' ? new Float64Array(count) : new Float32Array(count);
  data.forEach((item: unknown, i) => {
    if (typeof item !== 'number' || !Number.isFinite(item)) {
      throw new RequestError(`${where}: expected a finite number at data[${i}], got ${quote(item)}`);
    }
    numbers[i] = item;
    if (numbers[i] !== item) throw new RequestError(`${where}: data[${i}] = ${item} is no ${dtype}`);
  });
  return { shape, data: numbers };
}

export interface TensorJsonFile {
  readonly description: TableDescription;
  readonly tensors: Tensors;
}

/**
 * @param where named in errors
 * @throws RequestError for any other document
 */
export function readTensorJson(bytes: Uint8Array, where = 'a JSON table'): TensorJsonFile {
  const file = parseStrictJson(bytes, DEPTH, where);
  if (!isJsonObject(file) || Object.keys(file).sort().join() !== FIELDS.toSorted().join()) {
    const got = isJsonObject(file) ? Object.keys(file).slice(0, 8).join(', ') : 'no object';
    throw new RequestError(`${where}: expected an object with the keys ${FIELDS.join(', ')}, got ${got}`);
  }
  const { kind, lmax, convention, tensors: listed } = file;
  const dtype = DTYPES.find((name) => name === file['dtype']);
  if (dtype === undefined) {
    throw new RequestError(`${where}: expected dtype ${DTYPES.join(' or ')}, got ${quote(file['dtype'])}`);
  }
  if (typeof kind !== 'string' || typeof convention !== 'string') {
    throw new RequestError(`${where}: expected kind and convention to be text`);
  }
  if (typeof lmax !== 'number' || !Number.isSafeInteger(lmax) || lmax < 0) {
    throw new RequestError(`${where}: expected lmax to be an integer ≥ 0, got ${quote(lmax)}`);
  }
  if (!isJsonObject(listed)) throw new RequestError(`${where}: expected tensors to be an object`);
  const tensors: Tensors = new Map();
  for (const [name, value] of Object.entries(listed)) {
    tensors.set(name, readTensor(value, dtype, `${where}: ${quote(name)}`));
  }
  return { description: { kind, lmax, convention, dtype }, tensors };
}
