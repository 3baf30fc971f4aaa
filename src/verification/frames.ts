/**
 * The protocol `frames`: a little-endian uint32 N, N bytes of JSON, then raw little-endian arrays, one after the other.
 *
 *   request  {"op":"forward","batch":B,"dtype":"float32","shapes":{"x1":[B,d1],"x2":[B,d2]}}               x1 x2
 *            {"op":"vjp","batch":B,"dtype":"float32","shapes":{…,"cotangent":[B,d3]}}                      x1 x2 cotangent
 *            {"op":"forward","batch":B,"dtype":"float32","shapes":{"x1":[B,d]}}    for a map of one vector   x1
 *            {"op":"vjp",…,"shapes":{"x1":[B,d],"cotangent":[B,d3]}}; it answers with x1 alone            x1 cotangent
 *   answer   {} or {"dtype":…,"batch":…,"shapes":{"out":[B,d3]}}, or {"shapes":{"x1":…,"x2":…}} for vjp    out | x1 x2
 *            {"error":"what went wrong"} and no array
 *
 * Before the first request the child prints one line, {"ready":true} or {"ready":true,"vjp":true}; {"ready":false,"error":"…"}
 * says that it cannot serve here. An answer that names other shapes than the expected ones is read with its own, for the checks
 * to judge; without shapes the expected ones are taken.
 */

import { isJsonObject } from '../tensor-file/strict-json.ts';
import { encodeDtype, itemSize } from './dtype.ts';
import { printable, quoteBytes } from './excerpt.ts';
import { ProtocolError } from './implementation.ts';
import { argumentsOf, describeRequest, type Request, resultsOf, type Signature } from './signature.ts';

/** The largest JSON header of an answer, and the longest first line. */
export const MAX_HEADER = 64 * 1024;
/** The most numbers that all arrays of one answer may hold. */
export const MAX_NUMBERS = 2 ** 24;
export const LENGTH_BYTES = 4;

/** A JSON object. @throws ProtocolError */
export function parseObject(bytes: Uint8Array, what: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ProtocolError(`${what}: expected a JSON object, got ${quoteBytes(bytes)}`);
  }
  if (!isJsonObject(value)) throw new ProtocolError(`${what}: expected a JSON object, got ${quoteBytes(bytes)}`);
  return value;
}

/** What a child says of itself in its first line. */
export type Greeting =
  | { readonly ready: true; readonly vjp: boolean }
  | { readonly ready: false; readonly why: string };

/** @param line without its end. @throws ProtocolError */
export function readGreeting(line: Uint8Array): Greeting {
  const what = 'the first line of stdout';
  let greeting: Readonly<Record<string, unknown>>;
  try {
    greeting = parseObject(line, what);
  } catch {
    throw new ProtocolError(
      `${what}: expected {"ready":true}, got ${quoteBytes(line)}; print nothing else there, logs belong on stderr`,
    );
  }
  const { ready, vjp = false, error } = greeting;
  if (ready === true && typeof vjp === 'boolean') return { ready, vjp };
  if (ready === false) return { ready, why: typeof error === 'string' ? printable(error, 500) : 'it gives no reason' };
  throw new ProtocolError(`${what}: expected {"ready":true} or {"ready":true,"vjp":true}, got ${quoteBytes(line)}`);
}

/** The whole frame of a request. */
export function encodeFrame(request: Request, signature: Signature): Uint8Array[] {
  const { op, batch } = request;
  const { left, right, out, dtype } = signature;
  const named = argumentsOf(request, signature);
  const widths = { x1: left, x2: right, cotangent: out };
  const shapes = Object.fromEntries(named.map(([name]) => [name, [batch, widths[name]]]));
  const header = new TextEncoder().encode(JSON.stringify({ op, batch, dtype, shapes }));
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, header.length, true);
  return [length, header, ...named.map(([, values]) => encodeDtype(values, dtype))];
}

/** @throws ProtocolError for a header that nobody means */
export function readHeaderLength(bytes: Uint8Array, what: string): number {
  const length = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getUint32(0, true);
  if (length >= 2 && length <= MAX_HEADER) return length;
  throw new ProtocolError(
    `${what}: expected the length of a JSON header (2 to ${MAX_HEADER}) as a little-endian uint32, got ${length} from the bytes ${quoteBytes(bytes)}; is something printed to stdout?`,
  );
}

function readShape(value: unknown, name: string, what: string): number {
  const sizes: readonly unknown[] = Array.isArray(value) ? value : [];
  const isSize = (size: unknown): size is number => typeof size === 'number' && Number.isSafeInteger(size) && size >= 0;
  if (!Array.isArray(value) || sizes.length > 8 || !sizes.every(isSize)) {
    throw new ProtocolError(
      `${what}: expected the shape of "${name}" as integers ≥ 0, got ${printable(JSON.stringify(value) ?? 'nothing')}`,
    );
  }
  const count = sizes.reduce((product, size) => product * size, 1);
  if (count <= MAX_NUMBERS) return count;
  throw new ProtocolError(`${what}: the shape [${sizes.join(', ')}] of "${name}" has more than ${MAX_NUMBERS} numbers`);
}

/** One array of an answer: its name and its length in bytes. */
export interface Part {
  readonly name: string;
  readonly bytes: number;
}

/**
 * What follows an answer's header.
 * @throws ProtocolError if the header reports an error or contradicts the request
 */
export function readAnswerHeader(
  bytes: Uint8Array,
  { op, batch }: Pick<Request, 'op' | 'batch'>,
  signature: Signature,
  what: string,
): Part[] {
  const header = parseObject(bytes, `${what}, the JSON header`);
  const { error, shapes = {} } = header;
  if (error !== undefined) {
    const text = typeof error === 'string' ? error : JSON.stringify(error);
    throw new ProtocolError(`${describeRequest({ op, batch })} was answered with an error: ${printable(text, 500)}`);
  }
  for (const [key, expected] of [
    ['dtype', signature.dtype],
    ['batch', batch],
  ] as const) {
    const got = header[key];
    if (got === undefined || got === expected) continue;
    throw new ProtocolError(`${what}: expected ${key} ${expected}, got ${printable(JSON.stringify(got))}`);
  }
  if (!isJsonObject(shapes)) {
    throw new ProtocolError(`${what}: expected "shapes" as an object such as {"out":[${batch},${signature.out}]}`);
  }
  return resultsOf(op, signature).map(([name, width]) => {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    const count = shape === undefined ? batch * width : readShape(shape, name, what);
    return { name, bytes: count * itemSize(signature.dtype) };
  });
}
