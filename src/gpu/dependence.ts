/**
 * Which outputs of a program read which inputs: the program run over truth values. A NaN in one input may come out of an output that reads
 * it, and of no other. It need not: a compiler may take 0·x and x − x for zero (WGSL §15.7.2). But of those outputs that depend on it
 * otherwise than times zero, one at least should show it.
 */
import type { Arithmetic, Constant } from '../exact/arithmetic.ts';
import { type Program, runProgram } from '../program/program.ts';

/** A number, by whether it is zero whatever the inputs, and what it reads. */
interface Reading {
  readonly zero: boolean;
  /** reads the entry at all */
  readonly reads: boolean;
  /** reads it other than times zero */
  readonly depends: boolean;
}

const NOTHING: Reading = { zero: true, reads: false, depends: false };
const isZero = (value: Constant): boolean => (typeof value === 'number' ? value === 0 : value.sign === 0);
const sum = (a: Reading, b: Reading): Reading => ({
  zero: a.zero && b.zero,
  reads: a.reads || b.reads,
  depends: a.depends || b.depends,
});

const READING: Arithmetic<Reading> = {
  zero: NOTHING,
  add: sum,
  subtract: sum,
  multiply: (a, b) => {
    const zero = a.zero || b.zero;
    return { zero, reads: a.reads || b.reads, depends: !zero && (a.depends || b.depends) };
  },
  constant: (value) => ({ ...NOTHING, zero: isZero(value) }),
};

/** What each output reads of entry `entry` of input `input`. */
export function readersOf(program: Program, input: number, entry: number): Reading[][] {
  const marked = program.inputs.map((length, k) =>
    Array.from({ length }, (_, i): Reading => {
      const reads = k === input && i === entry;
      return { zero: false, reads, depends: reads };
    }),
  );
  return runProgram(READING, program, marked);
}
