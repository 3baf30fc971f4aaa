/**
 * The signs per slot that Schur's lemma leaves free in a change of basis, chosen so that the coefficients have the claimed signs: over
 * GF(2), one equation s1 + s2 + s3 = [sign is wrong] for each path, by elimination. Free signs stay +.
 */
import { SIDES, type Side } from './change-of-basis.ts';
import type { Held } from './paths.ts';

export type SlotSigns = (side: Side, slot: number) => 1 | -1;

/** Undefined if no choice of signs makes all of them right. */
export function slotSigns(held: readonly Held[]): SlotSigns | undefined {
  const variables = new Map<string, number>();
  const variable = (side: Side, slot: number): bigint => {
    const name = `${side} ${slot}`;
    const known = variables.get(name) ?? variables.size;
    variables.set(name, known);
    return 1n << BigInt(known + 1);
  };
  const wrong = ({ got, expected }: Held): bigint => (got * expected < 0 ? 1n : 0n);
  // Bit 0 is the right-hand side; the highest bit of a row is its pivot.
  const rows: bigint[] = [];
  const pivotOf = (row: bigint): bigint => 1n << BigInt(row.toString(2).length - 1);
  for (const path of held) {
    let row = wrong(path);
    for (const side of SIDES) row ^= variable(side, path[side].slot);
    for (const other of rows) if ((row & pivotOf(other)) !== 0n) row ^= other;
    if (row === 1n) return undefined;
    if (row === 0n) continue;
    const pivot = pivotOf(row);
    for (const [n, other] of rows.entries()) if ((other & pivot) !== 0n) rows[n] = other ^ row;
    rows.push(row);
  }
  const negative = new Set(rows.filter((row) => (row & 1n) === 1n).map(pivotOf));
  return (side, slot) => {
    const place = variables.get(`${side} ${slot}`);
    return place !== undefined && negative.has(1n << BigInt(place + 1)) ? -1 : 1;
  };
}
