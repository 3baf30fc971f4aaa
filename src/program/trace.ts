/**
 * A calculation written down instead of carried out: the arithmetic whose numbers are places in a list of steps.
 *
 * A plan evaluated over it leaves the straight line of its additions, subtractions and multiplications, in order. What is written
 * down once can be run on many inputs at a time, printed for another machine, or differentiated (a tape over this arithmetic).
 *
 * A place p ≥ 0 is the result of step p; a place p < 0 is constant number −1−p. Constants are kept as they were given, exact where
 * they were exact: whoever runs the steps rounds them to its own format. Zero and one are given like inputs: what a plan multiplies
 * by zero is multiplied, so that a program takes the multiplications that the plan's cost counts.
 */
import type { Arithmetic, Constant } from '../exact/arithmetic.ts';
import { Int32List } from './int32-list.ts';

/** What step p does with the places first[p] and second[p]. */
export const STEP = { given: 0, add: 1, subtract: 2, multiply: 3 } as const;

/** The places of zero, of one, and of the first entry of the first input. */
export const ZERO = 0;
export const ONE = 1;
export const FIRST_INPUT = 2;

/** A constant: given, or made of earlier constants (by their numbers). */
export type ConstantStep =
  | { readonly step: 'given'; readonly value: Constant }
  | { readonly step: 'add' | 'subtract' | 'multiply'; readonly first: number; readonly second: number }
  | { readonly step: 'negate'; readonly first: number };

export interface Trace {
  /** one of STEP for each place */
  readonly steps: Uint8Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly constants: readonly ConstantStep[];
  /** lengths of the input vectors; their entries are the places FIRST_INPUT, …, in order */
  readonly inputs: readonly number[];
  /** the places of the results, ≥ 0 */
  readonly outputs: readonly (readonly number[])[];
}

/** The calculation of `outputs` from vectors of the given lengths. */
export function trace(
  inputs: readonly number[],
  calculate: (over: Arithmetic<number>, vectors: readonly (readonly number[])[]) => readonly (readonly number[])[],
): Trace {
  const [steps, first, second] = [new Int32List(), new Int32List(), new Int32List()];
  const push = (step: number, a: number, b: number): number => {
    steps.push(step);
    first.push(a);
    second.push(b);
    return steps.length - 1;
  };

  for (let given = 0; given < FIRST_INPUT; given++) push(STEP.given, 0, 0);
  const constants: ConstantStep[] = [];
  const known = new Map<Constant, number>();
  const pushConstant = (constant: ConstantStep): number => -constants.push(constant);
  const record =
    (step: 'add' | 'subtract' | 'multiply') =>
    (a: number, b: number): number =>
      a < 0 && b < 0 ? pushConstant({ step, first: -1 - a, second: -1 - b }) : push(STEP[step], a, b);
  const over: Arithmetic<number> = {
    zero: ZERO,
    add: record('add'),
    subtract: record('subtract'),
    multiply: record('multiply'),
    constant: (value) => {
      const place = known.get(value) ?? pushConstant({ step: 'given', value });
      known.set(value, place);
      return place;
    },
  };

  const vectors = inputs.map((size) => Array.from({ length: size }, () => push(STEP.given, 0, 0)));
  const results = calculate(over, vectors);
  const outputs = results.map((vector) => vector.map((p) => (p < 0 ? push(STEP.multiply, p, ONE) : p)));
  return {
    steps: Uint8Array.from(steps.values),
    first: first.values,
    second: second.values,
    constants,
    inputs: [...inputs],
    outputs,
  };
}

/** The constants of a trace in an arithmetic, by number. */
export function constantsIn<T>(over: Arithmetic<T>, constants: readonly ConstantStep[]): T[] {
  const values: T[] = [];
  const at = (number: number): T => values[number] ?? over.zero;
  for (const constant of constants) {
    if (constant.step === 'given') values.push(over.constant(constant.value));
    else if (constant.step === 'negate') values.push(over.subtract(over.zero, at(constant.first)));
    else values.push(over[constant.step](at(constant.first), at(constant.second)));
  }
  return values;
}
