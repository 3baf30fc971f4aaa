/**
 * A trace arranged into a program: its rows in an order in which every operand is complete before it is used, and a slot for each
 * result, given back after the last use.
 */
import { Int32List } from './int32-list.ts';
import { type Program, TERM } from './program.ts';
import { piecesOf } from './rows.ts';
import { FIRST_INPUT, type Trace } from './trace.ts';

/** Arranges a trace for running. */
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
  const inputs = traced.inputs.reduce((sum, n) => sum + n, 0);
  for (let place = 0; place < FIRST_INPUT + inputs; place++) take(place);
  for (let place = 0; place < FIRST_INPUT; place++) lastUse[place] = pieces.length;
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
