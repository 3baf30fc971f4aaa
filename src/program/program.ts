/**
 * A calculation arranged for running: rows v[to] = (0 or v[to]) + Σ terms, over a small set of slots that are used again.
 *
 *   add, subtract             ± v[a]
 *   scale                     k_b·v[a], k a constant
 *   product, minusProduct     ± v[a]·v[b]
 *   pairSum, pairDifference   (v[a]·v[b] ± v[c]·v[d]), two entries: the term, then `second` with c and d
 *
 * Slots 0 and 1 hold zero and one; the entries of the input vectors stand in the slots after them, in order.
 */
import type { Arithmetic } from '../exact/arithmetic.ts';
import { SURD_ONE } from '../exact/surd.ts';
import { type ConstantStep, constantsIn, FIRST_INPUT, ONE } from './trace.ts';

export const TERM = {
  add: 0,
  subtract: 1,
  scale: 2,
  product: 3,
  minusProduct: 4,
  pairSum: 5,
  pairDifference: 6,
  second: 7,
} as const;

export interface Program {
  /** lengths of the input vectors */
  readonly inputs: readonly number[];
  /** the slots of the results */
  readonly outputs: readonly (readonly number[])[];
  readonly slots: number;
  readonly constants: readonly ConstantStep[];
  /** for each row: its slot, whether it goes on from what is there, and where its terms start; one more start at the end */
  readonly to: Int32Array;
  readonly continues: Uint8Array;
  readonly starts: Int32Array;
  /** for each term: its kind and operands */
  readonly kinds: Uint8Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
}

/** How many multiplications a program performs. */
export const multiplications = ({ kinds }: Program): number =>
  kinds.reduce((sum, kind) => sum + Number(kind >= TERM.scale), 0);

/** Runs a program over an arithmetic, one set of inputs at a time: the meaning of a program, and the slow road to its results. */
export function runProgram<T>(over: Arithmetic<T>, program: Program, inputs: readonly (readonly T[])[]): T[][] {
  const constants = constantsIn(over, program.constants);
  const slots = new Array<T>(program.slots).fill(over.zero);
  for (const [k, value] of inputs.flat().entries()) slots[FIRST_INPUT + k] = value;
  slots[ONE] = over.constant(SURD_ONE);
  const at = (slot: number | undefined): T => slots[slot ?? 0] ?? over.zero;
  const { to, continues, starts, kinds, a, b } = program;
  for (const [row, slot] of to.entries()) {
    let sum = continues[row] === 1 ? at(slot) : over.zero;
    for (let index = starts[row] ?? 0; index < (starts[row + 1] ?? 0); index++) {
      const product = (k: number): T => over.multiply(at(a[k]), at(b[k]));
      switch (kinds[index]) {
        case TERM.add:
          sum = over.add(sum, at(a[index]));
          break;
        case TERM.subtract:
          sum = over.subtract(sum, at(a[index]));
          break;
        case TERM.scale:
          sum = over.add(sum, over.multiply(constants[b[index] ?? 0] ?? over.zero, at(a[index])));
          break;
        case TERM.product:
          sum = over.add(sum, product(index));
          break;
        case TERM.minusProduct:
          sum = over.subtract(sum, product(index));
          break;
        case TERM.pairSum:
          sum = over.add(sum, over.add(product(index), product(++index)));
          break;
        default:
          sum = over.add(sum, over.subtract(product(index), product(++index)));
      }
    }
    slots[slot] = sum;
  }
  return program.outputs.map((vector) => vector.map(at));
}
