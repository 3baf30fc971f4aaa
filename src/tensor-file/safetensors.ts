/**
 * Several arrays as .safetensors: a little-endian uint64 N, N bytes of JSON (padded with blanks to a multiple of 8)
 *
 *   {"__metadata__": {text: text}, NAME: {"dtype": "F64" | "F32", "shape": […], "data_offsets": [begin, end]}, …}
 *
 * then the numbers, tiled by the offsets without gap or overlap. Names are written sorted (by UTF-16 code), data in that order.
 * Source: the format section of the safetensors README; the limit of the header is its implementation's.
 */
import { RequestError } from '../errors.ts';
import { isJsonObject, parseStrictJson } from './strict-json.ts';
import {
  checkTensor,
  concatenateBytes,
  type Dtype,
  decodeNumbers,
  dtypeOf,
  elementCount,
  encodeNumbers,
  ITEM_SIZE,
  quote,
  type Tensor,
  type Tensors,
} from './tensor.ts';

const PREFIX = 8;
const MAX_HEADER = 100_000_000;
const METADATA = '__metadata__';
/** object → entry → shape or offsets */
const DEPTH = 3;

const dtypeNames: Readonly<Record<Dtype, string>> = { float64: 'F64', float32: 'F32' };
const dtypes: ReadonlyMap<unknown, Dtype> = new Map([
  ['F64', 'float64'],
  ['F32', 'float32'],
]);

/**
 * @param metadata free text for people and programs; sorted by key
 * @throws RequestError for names that come twice or are `__metadata__`, and data that do not fill their shape
 */
export function writeSafetensors(
  tensors: Iterable<readonly [string, Tensor]>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  // Only the bytes are kept, so that a generator of tensors is never held whole.
  const encoded = new Map<
    string,
    { readonly dtype: Dtype; readonly shape: readonly number[]; readonly content: Uint8Array }
  >();
  for (const [name, tensor] of tensors) {
    if (name === METADATA || encoded.has(name)) {
      throw new RequestError(
        `a safetensors file to write: the name ${JSON.stringify(name)} is reserved or comes twice`,
      );
    }
    checkTensor(tensor, `${JSON.stringify(name)} of a safetensors file to write`);
    encoded.set(name, { dtype: dtypeOf(tensor), shape: tensor.shape, content: encodeNumbers(tensor.data) });
  }
  // Written by hand: an object would put names such as "7" first.
  const entries: string[] = [];
  const entry = (name: string, value: unknown): unknown =>
    entries.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
  if (Object.keys(metadata).length > 0) {
    entry(METADATA, Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1))));
  }
  const contents: Uint8Array[] = [];
  let position = 0;
  for (const [name, { dtype, shape, content }] of [...encoded].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const end = position + content.length;
    entry(name, { dtype: dtypeNames[dtype], shape, data_offsets: [position, end] });
    contents.push(content);
    position = end;
  }
  const header = new TextEncoder().encode(`{${entries.join(',')}}`);
  const padded = new Uint8Array(Math.ceil(header.length / 8) * 8).fill(0x20);
  padded.set(header);
  const length = new Uint8Array(PREFIX);
  new DataView(length.buffer).setBigUint64(0, BigInt(padded.length), true);
  return concatenateBytes([length, padded, ...contents]);
}

interface Placed {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const isInteger = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function readEntry(name: string, value: unknown, where: string): Placed {
  if (!isJsonObject(value) || Object.keys(value).sort().join() !== 'data_offsets,dtype,shape') {
    throw new RequestError(`${where}: expected {"dtype", "shape", "data_offsets"}, got ${quote(value)}`);
  }
  const { dtype: dtypeName, shape, data_offsets: offsets } = value;
  const dtype = dtypes.get(dtypeName);
  if (dtype === undefined) {
    throw new RequestError(`${where}: expected dtype F64 or F32, got ${quote(dtypeName)}; convert before saving`);
  }
  if (!Array.isArray(shape) || !shape.every(isInteger)) {
    throw new RequestError(`${where}: expected a shape of integers ≥ 0, got ${quote(shape)}`);
  }
  const [begin, end]: readonly unknown[] = Array.isArray(offsets) && offsets.length === 2 ? offsets : [];
  if (!isInteger(begin) || !isInteger(end) || begin > end) {
    throw new RequestError(`${where}: expected data_offsets [begin, end] with begin ≤ end, got ${quote(offsets)}`);
  }
  const expected = elementCount(shape, where) * ITEM_SIZE[dtype];
  if (end - begin !== expected) {
    throw new RequestError(
      `${where}: shape ${quote(shape)} of ${dtype} means ${expected} bytes, its offsets say ${end - begin}`,
    );
  }
  return { name, dtype, shape, begin, end };
}

function readMetadata(value: unknown, where: string): Record<string, string> {
  const metadata: [string, string][] = [];
  for (const [key, text] of isJsonObject(value) ? Object.entries(value) : [['', undefined] as const]) {
    if (typeof text !== 'string') throw new RequestError(`${where}: expected ${METADATA} to map text to text`);
    metadata.push([key, text]);
  }
  return Object.fromEntries(metadata);
}

export interface SafetensorsFile {
  readonly tensors: Tensors;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * @param where named in errors
 * @throws RequestError for anything but float arrays that tile the data exactly
 */
export function readSafetensors(bytes: Uint8Array, where = 'a .safetensors file'): SafetensorsFile {
  if (bytes.length < PREFIX)
    throw new RequestError(`${where}: expected a .safetensors file, got ${bytes.length} bytes`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > MAX_HEADER) throw new RequestError(`${where}: a header of ${length} bytes, the limit is ${MAX_HEADER}`);
  const start = PREFIX + Number(length);
  if (start > bytes.length) {
    throw new RequestError(`${where}: truncated, a header of ${length} bytes in a file of ${bytes.length}`);
  }
  if (bytes[PREFIX] !== 0x7b) throw new RequestError(`${where}: expected the header to start with {`);
  const header = parseStrictJson(bytes.subarray(PREFIX, start), DEPTH, `${where}, header`);
  if (!isJsonObject(header)) throw new RequestError(`${where}: expected the header to be a JSON object`);
  const placed: Placed[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) metadata = readMetadata(value, where);
    else placed.push(readEntry(name, value, `${where}: ${quote(name)}`));
  }
  placed.sort((a, b) => a.begin - b.begin || a.end - b.end);
  const tensors: Tensors = new Map();
  let position = 0;
  for (const { name, begin, end } of placed) {
    if (begin !== position) {
      const what =
        begin < position
          ? 'overlaps the tensor before it'
          : `leaves ${begin - position} bytes that belong to no tensor`;
      throw new RequestError(`${where}: ${quote(name)} at byte ${begin} ${what}`);
    }
    position = end;
  }
  const content = bytes.subarray(start);
  if (position !== content.length) {
    const what = position > content.length ? 'truncated' : 'trailing data';
    throw new RequestError(
      `${where}: ${what}, the header promises ${position} bytes of numbers, got ${content.length}`,
    );
  }
  for (const { name, dtype, shape, begin, end } of placed) {
    tensors.set(name, { shape, data: decodeNumbers(content.subarray(begin, end), dtype) });
  }
  return { tensors, metadata };
}
