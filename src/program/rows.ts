/**
 * The steps of a trace gathered into rows, each a list of terms, with places still for operands.
 *
 * A long sum waits for its late terms, and all that it will need would be kept until then. So that little need be kept, each row is cut
 * where the trace crosses a multiple of WINDOW steps, and goes on later from where it stands.
 */
import { Int32List } from './int32-list.ts';
import { TERM } from './program.ts';
import { ROLE, rolesOf } from './roles.ts';
import { type ConstantStep, ONE, STEP, type Trace, ZERO } from './trace.ts';

/** Steps of the trace between cuts. Chosen by measurement: see src/bench/README.md. */
const WINDOW = 1 << 14;

/** Terms with places for operands, not yet slots; `at` is the step that adds the term. */
export interface Terms {
  readonly kinds: Int32List;
  readonly a: Int32List;
  readonly b: Int32List;
  readonly at: Int32List;
}

/** A stretch of one row's terms within one window. */
export interface Piece {
  readonly place: number;
  readonly continues: boolean;
  readonly from: number;
  readonly to: number;
  /** the step that adds the last of them */
  readonly at: number;
}

/** All rows, in pieces, in an order in which every operand is complete before it is used. */
export function piecesOf(traced: Trace): { pieces: Piece[]; terms: Terms; constants: ConstantStep[] } {
  const { steps, first, second } = traced;
  const roles = rolesOf(traced);
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
    if (p < 0) {
      push(TERM.scale, ONE, minus ? negated(-1 - p) : -1 - p, at);
    } else if (roles[p] === ROLE.term) {
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
