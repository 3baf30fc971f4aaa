/**
 * A trial: rows of inputs for a kernel, and what must come back. Each number has an exact value, known to within a hair, and a bound of
 * what any permitted float32 computation may be off by; or, where nothing is to be rounded, the float32 itself.
 */
import {
  type Bounded,
  type KernelNumber,
  type KernelRounding,
  kernelArithmetic,
  kernelInput,
} from '../exact/rounding.ts';
import { type Program, runProgram } from '../program/program.ts';
import { judgeNumbers } from './judge-numbers.ts';
import type { KernelCase } from './kernel-case.ts';

export interface Trial {
  readonly name: string;
  readonly rows: number;
  /** rows of the batch that one row of a shared input serves */
  readonly channels: number;
  /** [rows, entries], or [rows / channels, entries] where shared */
  readonly inputs: readonly Float32Array[];
  /** what the inputs stand for, where that is no float32: distances in step with `inputs` */
  readonly inputErrors?: readonly (Float64Array | undefined)[];
  /** exact values, [rows, entries] of each output; undefined: nothing is expected of that output */
  readonly expected: readonly (ExpectedRows | undefined)[];
}

export interface ExpectedRows {
  readonly values: Float64Array;
  /** how far `values` can be from the exact ones */
  readonly errors: Float64Array;
  /** the float32 numbers that must come back bit for bit; absent where rounding is free within the bound */
  readonly floats?: Float32Array;
}

/** One row of every input. */
export function rowInputs(
  { inputs: vectors }: Pick<KernelCase, 'inputs'>,
  { inputs, channels }: Pick<Trial, 'inputs' | 'channels'>,
  row: number,
): Float32Array[] {
  return vectors.map(({ entries: { length }, shared }, k) => {
    const from = shared ? Math.floor(row / channels) : row;
    return inputs[k]?.subarray(from * length, (from + 1) * length) ?? new Float32Array();
  });
}

/** The same row with the distances of its numbers from what they stand for. */
export function boundedInputs(kernel: Pick<KernelCase, 'inputs'>, trial: Trial, row: number): KernelNumber[][] {
  return rowInputs(kernel, trial, row).map((numbers, k) => {
    const vector = kernel.inputs[k];
    const from = vector?.shared ? Math.floor(row / trial.channels) : row;
    const errors = trial.inputErrors?.[k];
    return Array.from(numbers, (value, i) => kernelInput(value, errors?.[from * numbers.length + i] ?? 0));
  });
}

/** Bounds of every output, [rows, entries]: what a kernel of the program may be off by. */
export function boundsOf(
  kernel: Pick<KernelCase, 'inputs' | 'program'>,
  trial: Trial,
  rounding: KernelRounding,
): Float64Array[] {
  const over = kernelArithmetic(rounding);
  const bounds = kernel.program.outputs.map(({ length }) => new Float64Array(trial.rows * length));
  for (let row = 0; row < trial.rows; row++) {
    const results = runProgram(over, kernel.program, boundedInputs(kernel, trial, row));
    for (const [k, vector] of results.entries()) {
      for (const [i, { error }] of vector.entries()) {
        const target = bounds[k];
        if (target !== undefined) target[row * vector.length + i] = error;
      }
    }
  }
  return bounds;
}

/** The exact values of a program's outputs on all rows of a trial, by an arithmetic with bounds. */
export function expectedBy(
  program: Program,
  over: Parameters<typeof runProgram<Bounded>>[0],
  rows: number,
  inputs: (row: number) => readonly (readonly Bounded[])[],
): ExpectedRows[] {
  const expected = program.outputs.map(({ length }) => ({
    values: new Float64Array(rows * length),
    errors: new Float64Array(rows * length),
  }));
  for (let row = 0; row < rows; row++) {
    for (const [k, vector] of runProgram(over, program, inputs(row)).entries()) {
      const target = expected[k];
      for (const [i, { value, error }] of vector.entries()) {
        if (target === undefined) continue;
        target.values[row * vector.length + i] = value;
        target.errors[row * vector.length + i] = error;
      }
    }
  }
  return expected;
}

/** The number that is furthest beyond, or closest to, its bound. */
export interface Worst {
  readonly row: number;
  readonly output: string;
  readonly entry: string;
  readonly found: number;
  readonly expected: number;
  readonly bound: number;
}

export interface Judgement {
  /** numbers judged */
  readonly entries: number;
  /** numbers of which nothing is claimed: their computation may overflow */
  readonly unclaimed: number;
  /** max |found − exact| / bound; 0 where nothing had an error, ∞ where something must be exact and is not */
  readonly observedOverBound: number;
  readonly worst?: Worst;
}

/** Holds what a kernel gave against a trial. @param bounds of boundsOf @param names of the outputs and entries, for the report */
export function judge(
  trial: Trial,
  bounds: readonly Float64Array[],
  found: readonly Float32Array[],
  names: Pick<KernelCase, 'outputs'>,
): Judgement {
  let [entries, unclaimed, observedOverBound] = [0, 0, 0];
  let worst: Worst | undefined;
  for (const [k, rows] of trial.expected.entries()) {
    const [bound, numbers] = [bounds[k], found[k]];
    const vector = names.outputs[k];
    if (rows === undefined || bound === undefined || numbers === undefined || vector === undefined) continue;
    const whole = bound.map((one, i) => one + (rows.errors[i] ?? Number.NaN));
    const judged = judgeNumbers(numbers, {
      values: rows.values,
      bounds: whole,
      ...(rows.floats === undefined ? {} : { floats: rows.floats }),
    });
    entries += judged.judged;
    unclaimed += judged.unclaimed;
    if (judged.place < 0 || (judged.ratio <= observedOverBound && worst !== undefined)) continue;
    observedOverBound = judged.ratio;
    const { length } = vector.entries;
    worst = {
      row: Math.floor(judged.place / length),
      output: vector.name,
      entry: vector.entries[judged.place % length] ?? '',
      found: numbers[judged.place] ?? Number.NaN,
      expected: rows.values[judged.place] ?? Number.NaN,
      bound: whole[judged.place] ?? Number.NaN,
    };
  }
  return { entries, unclaimed, observedOverBound, ...(worst === undefined ? {} : { worst }) };
}
