/**
 * From invariants to logits. Even invariants (0e) do not change under reflection, odd ones (0o, pseudo-scalars) change sign. Seven even
 * outputs e and one odd output o, linear in the invariants of their kind, make the eight logits
 *
 *   (e_0 + o, e_0 − o, e_1, …, e_6)
 *
 * so that reflecting a cloud exchanges the logits of the mirror pair and leaves the others: with o = 0 the pair cannot be told apart.
 *
 * Every irrep of the features gives an even invariant, its mean square u² = Σ_m u_m²/(2ℓ+1), with ū_m = 2 u_m q̄/(2ℓ+1).
 */
import { irrepDimension } from '../irreps/irrep.ts';
import { newRows, type Rows } from '../program/batch.ts';
import type { FloatFormat } from '../program/lanes-kernel.ts';
import type { Features } from './features.ts';
import { MIRROR_PAIR, SHAPES } from './shapes.ts';

export const CLASSES = SHAPES.length;
/** Classes that remain when the mirror pair is one. */
export const EVEN_OUTPUTS = CLASSES - 1;

const [PLUS, MINUS] = MIRROR_PAIR;

/** The even output and the sign of o that a class has. */
function partsOf(shape: number): { readonly even: number; readonly sign: -1 | 0 | 1 } {
  if (shape === PLUS) return { even: 0, sign: 1 };
  return shape === MINUS ? { even: 0, sign: -1 } : { even: shape - 1, sign: 0 };
}

/** @param even [clouds, 7] @param odd [clouds] @returns [clouds, 8] */
export function logitsOf(format: FloatFormat, even: Rows, odd: Rows): Rows {
  const logits = newRows(format, odd.length * CLASSES);
  for (const [n, o] of odd.entries()) {
    for (let k = 0; k < CLASSES; k++) {
      const { even: e, sign } = partsOf(k);
      logits[n * CLASSES + k] = (even[n * EVEN_OUTPUTS + e] ?? 0) + sign * o;
    }
  }
  return logits;
}

/** The cotangents of even and odd outputs from those of the logits. */
export function logitsBack(format: FloatFormat, logitsBar: Rows): { readonly even: Rows; readonly odd: Rows } {
  const clouds = logitsBar.length / CLASSES;
  const [even, odd] = [newRows(format, clouds * EVEN_OUTPUTS), newRows(format, clouds)];
  for (const [place, bar] of logitsBar.entries()) {
    const n = Math.floor(place / CLASSES);
    const { even: e, sign } = partsOf(place % CLASSES);
    even[n * EVEN_OUTPUTS + e] = (even[n * EVEN_OUTPUTS + e] ?? 0) + bar;
    odd[n] = (odd[n] ?? 0) + sign * bar;
  }
  return { even, odd };
}

/** Visits every copy of every row: the number of its invariant, where its numbers begin, and how many there are. */
function forEachCopy(
  { copies, length }: Features,
  rows: number,
  visit: (invariant: number, start: number, dimension: number) => void,
): void {
  for (let row = 0; row < rows; row++) {
    for (const [i, { irrep, offset }] of copies.entries()) {
      visit(row * copies.length + i, row * length + offset, irrepDimension(irrep));
    }
  }
}

/** Mean squares of every copy. @param u [rows, length] @returns [rows, copies] */
export function meanSquares(format: FloatFormat, features: Features, rows: number, u: Rows): Rows {
  const squares = newRows(format, rows * features.copies.length);
  forEachCopy(features, rows, (invariant, start, dimension) => {
    let sum = 0;
    for (let m = start; m < start + dimension; m++) sum += (u[m] ?? 0) * (u[m] ?? 0);
    squares[invariant] = sum / dimension;
  });
  return squares;
}

/** The cotangent of u from that of its mean squares. */
export function meanSquaresBack(format: FloatFormat, features: Features, rows: number, u: Rows, bar: Rows): Rows {
  const uBar = newRows(format, u.length);
  forEachCopy(features, rows, (invariant, start, dimension) => {
    const slope = (2 * (bar[invariant] ?? 0)) / dimension;
    for (let m = start; m < start + dimension; m++) uBar[m] = slope * (u[m] ?? 0);
  });
  return uBar;
}
