/** A program as the stream of words that the kernel of lanes-kernel.ts reads: addresses for slots, rounded constants. */
import { type Arithmetic, FLOAT32_ARITHMETIC, FLOAT64_ARITHMETIC } from '../exact/arithmetic.ts';
import { type FloatFormat, numberBytes } from './lanes-kernel.ts';
import { type Program, TERM } from './program.ts';
import { constantsIn } from './trace.ts';

/** The arithmetic whose results a program gives, bit for bit, in a format. */
export const arithmeticOf = (format: FloatFormat): Arithmetic<number> =>
  format === 'float32' ? FLOAT32_ARITHMETIC : FLOAT64_ARITHMETIC;

const ROW_HEADER = 12;
const RUN_HEADER = 8;

/** Bytes of one term of a kind; a pair is one term of two entries. */
function termBytes(kind: number, format: FloatFormat): number {
  if (kind <= TERM.subtract) return 4;
  return kind === TERM.scale ? 4 + numberBytes(format) : 8;
}

/** Where the terms of a kind stop within a row that ends at `end`. */
function runEnd(kinds: Uint8Array, from: number, end: number): number {
  const kind = kinds[from];
  let to = from + 1;
  while (to < end && (kinds[to] === kind || kinds[to] === TERM.second)) to++;
  return to;
}

/** Calls `visit` for each run of each row, and `open` before the runs of a row. */
function eachRun(
  { to, starts, kinds }: Program,
  open: (row: number, runs: number) => void,
  visit: (kind: number, from: number, end: number) => void,
): void {
  for (let row = 0; row < to.length; row++) {
    const [start, end] = [starts[row] ?? 0, starts[row + 1] ?? 0];
    let runs = 0;
    for (let from = start; from < end; from = runEnd(kinds, from, end)) runs++;
    open(row, runs);
    for (let from = start; from < end; ) {
      const next = runEnd(kinds, from, end);
      visit(kinds[from] ?? 0, from, next);
      from = next;
    }
  }
}

/** The length of the stream in bytes. */
export function tableBytes(program: Program, format: FloatFormat): number {
  let bytes = 0;
  eachRun(
    program,
    () => {
      bytes += ROW_HEADER;
    },
    (kind, from, end) => {
      bytes += RUN_HEADER + (end - from) * termBytes(kind, format);
    },
  );
  return bytes;
}

/** Writes the stream. @param address of a slot, by its number */
export function writeTable(
  program: Program,
  format: FloatFormat,
  address: (slot: number) => number,
  into: DataView,
): void {
  const constants = constantsIn(arithmeticOf(format), program.constants);
  const { kinds, a, b } = program;
  let at = 0;
  const word = (value: number): void => {
    into.setUint32(at, value, true);
    at += 4;
  };
  const slot = (k: number | undefined): void => word(address(k ?? 0));
  eachRun(
    program,
    (row, runs) => {
      slot(program.to[row]);
      word(program.continues[row] ?? 0);
      word(runs);
    },
    (kind, from, end) => {
      const isPair = kind === TERM.pairSum || kind === TERM.pairDifference;
      word(kind);
      word(isPair ? (end - from) / 2 : end - from);
      for (let k = from; k < end; k++) {
        slot(a[k]);
        if (kinds[k] === TERM.scale) {
          if (format === 'float32') into.setFloat32(at, constants[b[k] ?? 0] ?? 0, true);
          else into.setFloat64(at, constants[b[k] ?? 0] ?? 0, true);
          at += numberBytes(format);
        } else if (kind >= TERM.product) slot(b[k]);
      }
    },
  );
}
