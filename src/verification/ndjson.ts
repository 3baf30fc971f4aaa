/**
 * The protocol `ndjson`: one JSON object a line each way, for languages in which raw bytes are a burden.
 *
 *   request  {"op":"forward","batch":2,"dtype":"float32","x1":[[…],[…]],"x2":[[…],[…]]}     one list per row
 *            {"op":"vjp",…,"cotangent":[[…],[…]]};     a map of one vector is sent no x2, and has no gradient of it
 *   answer   {"out":[[…],[…]]}, for vjp {"x1":[[…],[…]],"x2":[[…],[…]]}; or {"error":"what went wrong"}
 *
 * The first line is the greeting of frames.ts. JSON has no NaN and no infinities: they travel as the strings "NaN", "Infinity",
 * "-Infinity", and bare, as Python writes them, they are read too. A number is rounded into the declared dtype, which undoes its
 * printing in decimal digits.
 */
import { roundToDtype } from './dtype.ts';
import { printable } from './excerpt.ts';
import { parseObject } from './frames.ts';
import { ProtocolError } from './implementation.ts';
import { argumentsOf, describeRequest, type Request, resultsOf, type Signature } from './signature.ts';

/** The longest way to write a float64 is -1.7976931348623157e+308; 32 leaves room for a comma and spaces. */
const DIGITS = 32;

function printNumber(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  return Object.is(value, -0) ? '-0' : String(value);
}

function printRows(values: Float64Array, batch: number): string {
  const width = batch === 0 ? 0 : values.length / batch;
  const rows = Array.from({ length: batch }, (_, row) => {
    const numbers = Array.from(values.subarray(row * width, (row + 1) * width), printNumber);
    return `[${numbers.join(',')}]`;
  });
  return `[${rows.join(',')}]`;
}

/** The line of a request, with its end. */
export function encodeLine(request: Request, signature: Pick<Signature, 'dtype' | 'right'>): Uint8Array {
  const { op, batch } = request;
  const { dtype } = signature;
  const arrays = argumentsOf(request, signature).map(([name, values]) => `"${name}":${printRows(values, batch)}`);
  return new TextEncoder().encode(`{"op":"${op}","batch":${batch},"dtype":"${dtype}",${arrays.join(',')}}\n`);
}

/** The longest line that an answer can need. */
export const longestAnswer = ({ op, batch }: Request, signature: Signature): number =>
  resultsOf(op, signature).reduce((sum, [, width]) => sum + 2 * DIGITS * (width + 1) * (batch + 1), 64 * 1024);

const named = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

function readRows(value: unknown, name: string, { dtype }: Pick<Signature, 'dtype'>, what: string): Float64Array {
  if (!Array.isArray(value)) throw new ProtocolError(`${what}: expected "${name}" as a list of rows, one list each`);
  const numbers: number[] = [];
  for (const [i, row] of value.entries()) {
    if (!Array.isArray(row)) throw new ProtocolError(`${what}: expected "${name}"[${i}] to be a list of numbers`);
    for (const [k, item] of row.entries()) {
      const number = typeof item === 'string' ? named.get(item) : item;
      if (typeof number !== 'number') {
        const got = printable(JSON.stringify(item) ?? 'nothing', 40);
        throw new ProtocolError(`${what}: expected "${name}"[${i}][${k}] to be a number, got ${got}`);
      }
      numbers.push(roundToDtype(number, dtype));
    }
  }
  return Float64Array.from(numbers);
}

const BARE = /-?\b(?:NaN|Infinity)\b/g;

/** Python's bare NaN and Infinity, put in quotation marks. Strings that hold the words only occur in errors, where they do not matter. */
function quoted(line: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(line);
  if (!text.includes('NaN') && !text.includes('Infinity')) return line;
  const strings = text.split(/("(?:[^"\\]|\\.)*")/);
  const mended = strings.map((part, i) => (i % 2 === 1 ? part : part.replace(BARE, (word) => `"${word}"`)));
  return new TextEncoder().encode(mended.join(''));
}

/**
 * The arrays of an answer, in the order of resultsOf.
 * @param line without its end
 * @throws ProtocolError
 */
export function readAnswerLine(line: Uint8Array, request: Request, signature: Signature): Float64Array[] {
  const what = `the answer to ${describeRequest(request)}`;
  const answer = parseObject(quoted(line), what);
  const { error } = answer;
  if (error !== undefined) {
    const text = typeof error === 'string' ? error : JSON.stringify(error);
    throw new ProtocolError(`${describeRequest(request)} was answered with an error: ${printable(text, 500)}`);
  }
  return resultsOf(request.op, signature).map(([name]) => {
    const rows = Object.hasOwn(answer, name) ? answer[name] : undefined;
    return readRows(rows, name, signature, what);
  });
}
