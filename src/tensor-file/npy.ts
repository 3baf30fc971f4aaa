/**
 * One array as .npy, format version 1.0: the magic `\x93NUMPY`, two version bytes, a little-endian uint16 header length, a Python
 * dictionary {'descr', 'fortran_order', 'shape'} padded with blanks to a multiple of 64 bytes and ended by a newline, then the
 * numbers. Written as `<f8` or `<f4` in C order; read also from Fortran order, which is turned.
 *
 * Source: NumPy Enhancement Proposal 1 and numpy.lib.format. Pickled objects are refused, for they can run code.
 */
import { RequestError } from '../errors.ts';
import {
  checkTensor,
  concatenateBytes,
  type Dtype,
  decodeNumbers,
  dtypeOf,
  elementCount,
  encodeNumbers,
  ITEM_SIZE,
  type Tensor,
} from './tensor.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const PREFIX = 10;
const ALIGNMENT = 64;
/** numpy.load refuses longer headers as well. */
const MAX_HEADER = 10_000;

const descriptors: Readonly<Record<Dtype, string>> = { float64: '<f8', float32: '<f4' };
const dtypes: ReadonlyMap<string, Dtype> = new Map([
  ['<f8', 'float64'],
  ['<f4', 'float32'],
]);

/** @throws RequestError unless the data fill the shape */
export function writeNpy(tensor: Tensor): Uint8Array {
  checkTensor(tensor, 'an array to write as .npy');
  const sizes = tensor.shape.join(', ');
  const shape = tensor.shape.length === 1 ? `(${sizes},)` : `(${sizes})`;
  const header = `{'descr': '${descriptors[dtypeOf(tensor)]}', 'fortran_order': False, 'shape': ${shape}, }`;
  const length = Math.ceil((PREFIX + header.length + 1) / ALIGNMENT) * ALIGNMENT - PREFIX;
  const text = `${header.padEnd(length - 1)}\n`;
  const start = new Uint8Array([...MAGIC, 1, 0, length & 255, length >> 8, ...new TextEncoder().encode(text)]);
  return concatenateBytes([start, encodeNumbers(tensor.data)]);
}

interface Header {
  readonly dtype: Dtype;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

function dtypeNamed(descr: string, where: string): Dtype {
  const dtype = dtypes.get(descr);
  if (dtype !== undefined) return dtype;
  const got = JSON.stringify(descr.slice(0, 40));
  if (descr.includes('O')) {
    throw new RequestError(
      `${where}: pickled objects (dtype ${got}) are refused, for they can run code; save an array of floats`,
    );
  }
  throw new RequestError(`${where}: expected dtype '<f8' or '<f4', got ${got}; convert with .astype('<f8')`);
}

/** The dictionary, by one strict pattern per entry; entries in any order, each once. */
function parseHeader(text: string, where: string): Header {
  const bad = (what: string): never => {
    throw new RequestError(`${where}: ${what} in the .npy header ${JSON.stringify(text.trimEnd().slice(0, 120))}`);
  };
  const body =
    /^\{(.*)\} *\n$/.exec(text)?.[1] ?? bad("expected {'descr': …, 'fortran_order': …, 'shape': …} and a newline");
  const entry = / *'(\w+)' *: *('[^']*'|True|False|\([0-9, ]*\)|\[[^\]]*\]) *(,|$)/y;
  const found = new Map<string, string>();
  while (body.slice(entry.lastIndex).trim() !== '') {
    const start = entry.lastIndex;
    const [, key = '', value = ''] =
      entry.exec(body) ?? bad(`cannot read ${JSON.stringify(body.slice(start, start + 40))}`);
    if (found.has(key)) bad(`'${key}' comes twice`);
    found.set(key, value);
    if (entry.lastIndex === body.length) break;
  }
  for (const key of found.keys()) {
    if (!['descr', 'fortran_order', 'shape'].includes(key)) bad(`'${key}' is unknown`);
  }
  const entryOf = (key: string): string => found.get(key) ?? bad(`'${key}' is missing`);
  const descr = entryOf('descr');
  if (descr.startsWith('[')) bad('a structured dtype is no array of floats');
  if (!descr.startsWith("'")) bad("'descr' is no text");
  const order = entryOf('fortran_order');
  if (order !== 'True' && order !== 'False') bad("'fortran_order' is neither True nor False");
  // (), (3,), (3, 4) and (3, 4, ) are tuples; (3) is not.
  const shape = entryOf('shape');
  if (!/^\( *\)$|^\( *\d+ *,( *\d+ *,)*( *\d+)? *\)$/.test(shape)) bad("'shape' is no tuple of integers ≥ 0");
  return {
    dtype: dtypeNamed(descr.slice(1, -1), where),
    fortranOrder: order === 'True',
    shape: (shape.match(/\d+/g) ?? []).map(Number),
  };
}

/** Numbers of which the first index runs fastest, rearranged so that the last one does. */
function fromFortranOrder(data: Float64Array | Float32Array, shape: readonly number[]): Float64Array | Float32Array {
  const turned = data.slice();
  const index = shape.map(() => 0);
  for (let from = 0; from < data.length; from++) {
    let to = 0;
    shape.forEach((size, axis) => {
      to = to * size + (index[axis] ?? 0);
    });
    turned[to] = data[from] ?? 0;
    for (let axis = 0; axis < shape.length; axis++) {
      const next = (index[axis] ?? 0) + 1;
      index[axis] = next === shape[axis] ? 0 : next;
      if (next !== shape[axis]) break;
    }
  }
  return turned;
}

/**
 * Reads a whole .npy file.
 * @param where named in errors
 * @throws RequestError for anything but float64 or float32 numbers that exactly fill the shape
 */
export function readNpy(bytes: Uint8Array, where = 'a .npy file'): Tensor {
  if (bytes.length < PREFIX || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new RequestError(
      `${where}: expected a .npy file (it starts with \\x93NUMPY), got ${bytes.length} bytes of something else`,
    );
  }
  const [major, minor] = [bytes[6], bytes[7]];
  if (major !== 1 || minor !== 0) {
    throw new RequestError(
      `${where}: expected .npy format version 1.0, which plain arrays of floats have, got ${major}.${minor}`,
    );
  }
  const headerLength = (bytes[8] ?? 0) | ((bytes[9] ?? 0) << 8);
  if (headerLength > MAX_HEADER) {
    throw new RequestError(`${where}: a .npy header of ${headerLength} bytes, the limit is ${MAX_HEADER}`);
  }
  if (PREFIX + headerLength > bytes.length) {
    throw new RequestError(`${where}: truncated, a header of ${headerLength} bytes in a file of ${bytes.length}`);
  }
  const header = bytes.subarray(PREFIX, PREFIX + headerLength);
  if (header.some((byte) => byte > 126)) throw new RequestError(`${where}: the .npy header is not ASCII text`);
  const { dtype, fortranOrder, shape } = parseHeader(new TextDecoder().decode(header), where);
  const expected = elementCount(shape, where) * ITEM_SIZE[dtype];
  const content = bytes.subarray(PREFIX + headerLength);
  if (content.length !== expected) {
    const what = content.length < expected ? 'truncated' : 'trailing data';
    throw new RequestError(
      `${where}: ${what}, shape (${shape.join(', ')}) of ${dtype} means ${expected} bytes of numbers, got ${content.length}`,
    );
  }
  const data = decodeNumbers(content, dtype);
  return { shape, data: fortranOrder && shape.length > 1 ? fromFortranOrder(data, shape) : data };
}
