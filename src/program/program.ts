/**
 * A trace arranged for running: rows v[to] = (0 or v[to]) + Σ terms, over a small set of slots that are used again.
 *
 *   add, subtract             ± v[a]
 *   scale                     k_b·v[a], k a constant
 *   product, minusProduct     ± v[a]·v[b]
 *   pairSum, pairDifference   (v[a]·v[b] ± v[c]·v[d]), two entries: the term, then `second`
 *
 * A sum that is used once, as the first operand of the next, continues in one row, and a product used once goes into the sum that uses
 * it. Terms stay in the order of the trace, so in any rounding arithmetic a row gives, bit for bit, what the steps gave (but for the
 * sign of a zero). Steps that no output depends on are left out.
 *
 * A long sum waits for its late terms, and whatever it will need is kept until then. So that slots stay few, each row is cut where the
 * trace crosses a multiple of WINDOW steps, and goes on from its slot.
 */
import type { Arithmetic } from '../exact/arithmetic.ts';
import { Int32List } from './int32-list.ts';
import { type ConstantStep, constantsIn, STEP, type Trace, ZERO } from './trace.ts';

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
  /** lengths of the input vectors; their entries start in the slots of `inputSlots`, in order; slot 0 holds zero */
  readonly inputs: readonly number[];
  readonly inputSlots: Int32Array;
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

/** Steps of the trace between cuts. Chosen by measurement: see src/bench/README.md. */
const WINDOW = 1 << 14;

/** Zero and the inputs are there before the first row. */
const isGiven = (step: number | undefined): boolean => step === STEP.zero || step === STEP.input;

/** How the results of a trace are used. A use as an output counts twice: nothing else may take it over. */
interface Uses {
  /** by how many operands of steps that matter; 0 for steps that no output depends on */
  readonly count: Int32Array;
  /** the last step that uses it */
  readonly user: Int32Array;
}

function usesOf({ steps, first, second, outputs }: Trace): Uses {
  const [count, user] = [new Int32Array(steps.length), new Int32Array(steps.length).fill(-1)];
  const use = (place: number, times: number, by: number): void => {
    if (place < 0) return;
    count[place] = (count[place] ?? 0) + times;
    user[place] = Math.max(user[place] ?? -1, by);
  };
  for (const place of outputs.flat()) use(place, 2, -1);
  for (let p = steps.length - 1; p >= 0; p--) {
    if (count[p] === 0 || isGiven(steps[p])) continue;
    use(first[p] ?? 0, 1, p);
    use(second[p] ?? 0, 1, p);
  }
  return { count, user };
}

/** What becomes of a step: a row of its own, or part of the row of the step that uses it. */
const ROLE = { none: 0, row: 1, term: 2, goesOn: 3, pair: 4 } as const;

function rolesOf({ steps, first, second }: Trace, { count, user }: Uses): Uint8Array {
  const roles = new Uint8Array(steps.length);
  const isSum = (p: number): boolean => steps[p] === STEP.add || steps[p] === STEP.subtract;
  const isTaken = (p: number): boolean => p >= 0 && count[p] === 1 && isSum(user[p] ?? -1);
  /** The operand whose sum the sum p goes on with: the first, else for an addition the second. */
  const opened = (p: number): number => {
    const [a, b] = [first[p] ?? -1, second[p] ?? -1];
    if (isTaken(a) && isSum(a)) return a;
    return steps[p] === STEP.add && isTaken(b) && isSum(b) ? b : -1;
  };
  const isProduct = (p: number): boolean =>
    p >= 0 && roles[p] === ROLE.term && (first[p] ?? -1) >= 0 && (second[p] ?? -1) >= 0;
  for (let p = 0; p < steps.length; p++) {
    if (count[p] === 0 || isGiven(steps[p])) continue;
    const by = user[p] ?? -1;
    if (!isTaken(p)) roles[p] = ROLE.row;
    else if (steps[p] === STEP.multiply) roles[p] = ROLE.term;
    else if (opened(by) === p) roles[p] = ROLE.goesOn;
    else if (steps[by] === STEP.add && isProduct(first[p] ?? -1) && isProduct(second[p] ?? -1)) roles[p] = ROLE.pair;
    else roles[p] = ROLE.row;
  }
  return roles;
}

/** Terms with places for operands, not yet slots; `at` is the step that adds the term. */
interface Terms {
  readonly kinds: Int32List;
  readonly a: Int32List;
  readonly b: Int32List;
  readonly at: Int32List;
}

/** A stretch of one row's terms within one window. */
interface Piece {
  readonly place: number;
  readonly continues: boolean;
  readonly from: number;
  readonly to: number;
  /** the step that adds the last of them */
  readonly at: number;
}

/** All rows, in pieces, in an order in which every operand is complete before it is used. */
function piecesOf(traced: Trace): { pieces: Piece[]; terms: Terms; constants: ConstantStep[] } {
  const { steps, first, second } = traced;
  const roles = rolesOf(traced, usesOf(traced));
  const terms: Terms = { kinds: new Int32List(), a: new Int32List(), b: new Int32List(), at: new Int32List() };
  const constants = [...traced.constants];
  const negatives = new Map<number, number>();
  const negated = (constant: number): number => {
    const known = negatives.get(constant) ?? constants.push({ step: 'negate', first: constant }) - 1;
    negatives.set(constant, known);
    return known;
  };
  const push = (kind: number, a: number, b: number, at: number): void => {
    terms.kinds.push(kind);
    terms.a.push(a);
    terms.b.push(b);
    terms.at.push(at);
  };
  const pushProduct = (p: number, minus: boolean, at: number): void => {
    const [a, b] = [first[p] ?? 0, second[p] ?? 0];
    if (a >= 0 && b >= 0) {
      push(minus ? TERM.minusProduct : TERM.product, a, b, at);
    } else {
      const constant = -1 - Math.min(a, b);
      push(TERM.scale, Math.max(a, b), minus ? negated(constant) : constant, at);
    }
  };
  const pushOperand = (p: number, minus: boolean, at: number): void => {
    if (p === ZERO) return;
    if (p < 0) throw new RangeError('a constant added to a number: constants of a plan are factors');
    if (roles[p] === ROLE.term) {
      pushProduct(p, minus, at);
    } else if (roles[p] === ROLE.pair) {
      const [one, two] = [first[p] ?? 0, second[p] ?? 0];
      push(steps[p] === STEP.add ? TERM.pairSum : TERM.pairDifference, first[one] ?? 0, second[one] ?? 0, at);
      push(TERM.second, first[two] ?? 0, second[two] ?? 0, at);
    } else {
      push(minus ? TERM.subtract : TERM.add, p, 0, at);
    }
  };
  const pushSum = (last: number): void => {
    const chain = [last];
    for (let p = last; ; ) {
      const [a, b] = [first[p] ?? -1, second[p] ?? -1];
      const next = a >= 0 && roles[a] === ROLE.goesOn ? a : b >= 0 && roles[b] === ROLE.goesOn ? b : undefined;
      if (next === undefined) break;
      chain.push(next);
      p = next;
    }
    for (let k = chain.length - 1; k >= 0; k--) {
      const p = chain[k] ?? last;
      for (const [index, operand] of [first[p] ?? -1, second[p] ?? -1].entries()) {
        if (operand !== chain[k + 1]) pushOperand(operand, index === 1 && steps[p] === STEP.subtract, p);
      }
    }
  };

  const pieces: Piece[] = [];
  for (let place = 0; place < steps.length; place++) {
    if (roles[place] !== ROLE.row) continue;
    const start = terms.at.length;
    if (steps[place] === STEP.multiply) pushProduct(place, false, place);
    else pushSum(place);
    const at = terms.at.values;
    for (let from = start; from < at.length || from === start; ) {
      const window = Math.floor((at[from] ?? place) / WINDOW);
      let to = from;
      while (to < at.length && Math.floor((at[to] ?? 0) / WINDOW) === window) to++;
      pieces.push({ place, continues: from > start, from, to, at: at[to - 1] ?? place });
      if (to === from) break; // a sum of nothing
      from = to;
    }
  }
  return { pieces: pieces.sort((p, q) => p.at - q.at), terms, constants };
}

/** Arranges a trace for running. @throws RangeError if a constant is added to a number that is none */
export function programOf(traced: Trace): Program {
  const { pieces, terms, constants } = piecesOf(traced);
  const [kinds, a, b] = [terms.kinds.values, terms.a.values, terms.b.values];
  const usesB = (kind: number): boolean => kind >= TERM.product;

  const lastUse = new Int32Array(traced.steps.length).fill(-1);
  const operandsOf = (index: number): number[] =>
    usesB(kinds[index] ?? 0) ? [a[index] ?? 0, b[index] ?? 0] : [a[index] ?? 0];
  for (const [number, { place, from, to }] of pieces.entries()) {
    lastUse[place] = Math.max(lastUse[place] ?? -1, number);
    for (let index = from; index < to; index++) for (const p of operandsOf(index)) lastUse[p] = number;
  }
  for (const place of traced.outputs.flat()) lastUse[place] = pieces.length;

  const slotOf = new Int32Array(traced.steps.length).fill(-1);
  const free: number[] = [];
  let slots = 0;
  const take = (place: number): number => {
    const slot = free.pop() ?? slots++;
    slotOf[place] = slot;
    return slot;
  };
  take(ZERO);
  lastUse[ZERO] = pieces.length;
  const inputSlots = Int32Array.from({ length: traced.inputs.reduce((sum, n) => sum + n, 0) }, (_, k) => take(k + 1));
  const [to, continues, starts] = [new Int32List(), new Uint8Array(pieces.length), new Int32List()];
  const [orderedKinds, orderedA, orderedB] = [new Int32List(), new Int32List(), new Int32List()];
  const dying: number[] = [];
  for (const [number, piece] of pieces.entries()) {
    starts.push(orderedKinds.length);
    for (let index = piece.from; index < piece.to; index++) {
      const kind = kinds[index] ?? 0;
      orderedKinds.push(kind);
      orderedA.push(slotOf[a[index] ?? 0] ?? 0);
      orderedB.push(usesB(kind) ? (slotOf[b[index] ?? 0] ?? 0) : (b[index] ?? 0));
      for (const p of operandsOf(index)) {
        if (lastUse[p] !== number) continue;
        dying.push(p);
        lastUse[p] = -1;
      }
    }
    // A row is written when all its operands have been read, so it may take over the slot of one of them.
    for (const p of dying.splice(0)) free.push(slotOf[p] ?? 0);
    continues[number] = piece.continues ? 1 : 0;
    to.push(piece.continues ? (slotOf[piece.place] ?? 0) : take(piece.place));
  }
  starts.push(orderedKinds.length);
  return {
    inputs: traced.inputs,
    inputSlots,
    outputs: traced.outputs.map((vector) => vector.map((place) => slotOf[place] ?? 0)),
    slots,
    constants,
    to: to.values,
    continues,
    starts: starts.values,
    kinds: Uint8Array.from(orderedKinds.values),
    a: orderedA.values,
    b: orderedB.values,
  };
}

/** How many multiplications a program performs. */
export const multiplications = ({ kinds }: Program): number =>
  kinds.reduce((sum, kind) => sum + Number(kind >= TERM.scale), 0);

/** Runs a program over an arithmetic, one set of inputs at a time: the meaning of a program, and the slow road to its results. */
export function runProgram<T>(over: Arithmetic<T>, program: Program, inputs: readonly (readonly T[])[]): T[][] {
  const constants = constantsIn(over, program.constants);
  const slots = new Array<T>(program.slots).fill(over.zero);
  for (const [k, value] of inputs.flat().entries()) slots[program.inputSlots[k] ?? 0] = value;
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
