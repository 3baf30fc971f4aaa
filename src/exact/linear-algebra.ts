/**
 * Exact linear algebra over ℚ, on integer matrices (clear denominators row by row first).
 *
 * Fraction-free elimination keeps entries integral; each row is divided by its content, so entries stay as small as the row
 * space allows. Meant for matrices of a few hundred rows; for large ones see modular.ts.
 */
import { gcd } from './integer.ts';

/** Rows of equal length. */
export type IntegerMatrix = readonly (readonly bigint[])[];

function primitive(row: readonly bigint[]): bigint[] {
  let content = 0n;
  for (const entry of row) if (entry !== 0n) content = gcd(content, entry);
  return content > 1n ? row.map((entry) => entry / content) : [...row];
}

/** A growing row space over ℚ: `add` answers whether the row was independent of those before. */
export interface RationalSpan {
  readonly rank: number;
  add(row: readonly bigint[]): boolean;
  /** What the rows so far leave of this one: without common divisor, zero iff it lies in their span. Adding either adds the same. */
  remainder(row: readonly bigint[]): readonly bigint[];
}

/** The empty span; rows must have equal length. */
export function rationalSpan(): RationalSpan {
  const rows: bigint[][] = []; // each zero at the pivots of those before it
  const pivots: number[] = [];
  const remainder = (source: readonly bigint[]): bigint[] => {
    let row = [...source];
    for (const [i, basis] of rows.entries()) row = eliminate(row, basis, pivots[i] ?? 0);
    return primitive(row);
  };
  return {
    get rank() {
      return rows.length;
    },
    remainder,
    add(source) {
      const row = remainder(source);
      const pivot = row.findIndex((entry) => entry !== 0n);
      if (pivot < 0) return false;
      rows.push(row);
      pivots.push(pivot);
      return true;
    },
  };
}

/** Reduced row echelon form up to scaling of rows: pivot columns, and one primitive integer row for each. */
export function echelon(matrix: IntegerMatrix): { readonly pivots: number[]; readonly rows: bigint[][] } {
  const rows: bigint[][] = [];
  const pivots: number[] = [];
  for (const source of matrix) {
    let row = [...source];
    for (const [i, basis] of rows.entries()) row = eliminate(row, basis, pivots[i] ?? 0);
    const pivot = row.findIndex((entry) => entry !== 0n);
    if (pivot < 0) continue;
    const reduced = primitive(row);
    for (const [i, basis] of rows.entries()) rows[i] = eliminate(basis, reduced, pivot);
    rows.push(reduced);
    pivots.push(pivot);
  }
  return { pivots, rows };
}

/** `row` with its entry at `pivot` cancelled by `basis`, up to a positive or negative integer factor. */
function eliminate(row: bigint[], basis: readonly bigint[], pivot: number): bigint[] {
  const entry = row[pivot] ?? 0n;
  if (entry === 0n) return row;
  const head = basis[pivot] ?? 1n;
  const common = gcd(entry, head);
  const [scale, factor] = [head / common, entry / common];
  return primitive(row.map((value, k) => value * scale - factor * (basis[k] ?? 0n)));
}

/** Rank over ℚ. */
export function rankOverRationals(matrix: IntegerMatrix): number {
  const span = rationalSpan();
  for (const row of matrix) span.add(row);
  return span.rank;
}

/**
 * A basis of {v : M v = 0} over ℚ, as primitive integer vectors of length `columns`; one per free column, in column order.
 */
export function kernelOverRationals(matrix: IntegerMatrix, columns: number): bigint[][] {
  const { pivots, rows } = echelon(matrix);
  const kernel: bigint[][] = [];
  for (let free = 0; free < columns; free++) {
    if (pivots.includes(free)) continue;
    // v[free] = s, v[pivot_i] = −rows[i][free]·s / rows[i][pivot_i]: s clears all denominators.
    let s = 1n;
    rows.forEach((row, i) => {
      const head = row[pivots[i] ?? 0] ?? 1n;
      const entry = row[free] ?? 0n;
      if (entry !== 0n) {
        const den = head / gcd(head, entry);
        s = (s / gcd(s, den)) * den;
      }
    });
    if (s < 0n) s = -s;
    const vector = new Array<bigint>(columns).fill(0n);
    vector[free] = s;
    rows.forEach((row, i) => {
      const pivot = pivots[i] ?? 0;
      vector[pivot] = (-(row[free] ?? 0n) * s) / (row[pivot] ?? 1n);
    });
    kernel.push(primitive(vector));
  }
  return kernel;
}
