/**
 * Matrices that act on one leg of a block, and what tells signed permutations from mixtures. Rows are our m + l, columns theirs.
 */
import { isMixture } from './tolerance.ts';

export type Matrix = readonly Float64Array[];

export const identityMatrix = (n: number): Matrix =>
  Array.from({ length: n }, (_, row) => Float64Array.from({ length: n }, (_, column) => (row === column ? 1 : 0)));

const cell = (matrix: Matrix, row: number, column: number): number => matrix[row]?.[column] ?? 0;

/** Applies a matrix to one leg of a block: result[… m …] = Σ V[m, m'] block[… m' …]. */
export function turnLeg(block: Float64Array, shape: readonly number[], leg: number, matrix: Matrix): Float64Array {
  const n = shape[leg] ?? 0;
  const inner = shape.slice(leg + 1).reduce((product, length) => product * length, 1);
  const outer = block.length / (n * inner);
  const turned = new Float64Array(block.length);
  for (let a = 0; a < outer; a++) {
    for (let row = 0; row < n; row++) {
      for (let column = 0; column < n; column++) {
        const factor = cell(matrix, row, column);
        if (factor === 0) continue;
        const [to, from] = [(a * n + row) * inner, (a * n + column) * inner];
        for (let c = 0; c < inner; c++) turned[to + c] = (turned[to + c] ?? 0) + factor * (block[from + c] ?? 0);
      }
    }
  }
  return turned;
}

/** Σ over the other two legs of w3j(m, ·, ·) block(m', ·, ·). */
export function correlate(coupling: Float64Array, block: Float64Array, shape: readonly number[], leg: number): Matrix {
  const n = shape[leg] ?? 0;
  const inner = shape.slice(leg + 1).reduce((product, length) => product * length, 1);
  const outer = block.length / (n * inner);
  return Array.from({ length: n }, (_, m) =>
    Float64Array.from({ length: n }, (_, theirs) => {
      let sum = 0;
      for (let a = 0; a < outer; a++) {
        const [ours, other] = [(a * n + m) * inner, (a * n + theirs) * inner];
        for (let c = 0; c < inner; c++) sum += (coupling[ours + c] ?? 0) * (block[other + c] ?? 0);
      }
      return sum;
    }),
  );
}

export const squares = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
};

/** Scaled to the norm of an orthogonal matrix, most entries positive; and how far it is from orthogonal, Σ(V Vᵀ − 1)². */
export function normalised(matrix: Matrix): { readonly matrix: Matrix; readonly defect: number } {
  const n = matrix.length;
  const norm = Math.sqrt(matrix.reduce((sum, row) => sum + squares(row), 0) / n);
  const total = matrix.reduce((sum, row) => sum + row.reduce((inRow, value) => inRow + value, 0), 0);
  const scale = (total < 0 ? -1 : 1) / norm;
  const scaled = matrix.map((row) => row.map((value) => value * scale));
  let defect = 0;
  for (const [a, first] of scaled.entries()) {
    for (const [b, second] of scaled.entries()) {
      let product = a === b ? -1 : 0;
      for (let c = 0; c < n; c++) product += (first[c] ?? 0) * (second[c] ?? 0);
      defect += product * product;
    }
  }
  return { matrix: scaled, defect };
}

export function product(a: Matrix, b: Matrix): Matrix {
  return a.map((row) =>
    Float64Array.from(row, (_, column) => row.reduce((sum, value, k) => sum + value * cell(b, k, column), 0)),
  );
}

/** 3 for the unit matrix, at least 1 for any signed permutation, less for anything else. */
export function simplicity(matrix: Matrix): number {
  let sum = 0;
  for (const [row, entries] of matrix.entries()) {
    for (const [column, value] of entries.entries()) sum += value ** 4 + (row === column ? value ** 2 + value : 0);
  }
  return sum / matrix.length;
}

/** The nearest signed permutation; undefined if the largest entries of the rows fall on one column. */
export function signedPermutation(matrix: Matrix): Matrix | undefined {
  const columns = matrix.map((row) => {
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return row.findIndex((value) => Math.abs(value) === largest);
  });
  if (new Set(columns).size !== matrix.length) return undefined;
  return matrix.map((row, m) => row.map((value, column) => (column === columns[m] ? Math.sign(value) : 0)));
}

/** Whether a matrix differs in earnest from every signed permutation. */
export function isMixed(matrix: Matrix): boolean {
  const nearby = signedPermutation(matrix);
  if (nearby === undefined) return true;
  return matrix.some((row, m) => row.some((value, n) => isMixture(Math.abs(value - cell(nearby, m, n)))));
}

/** Of ±V the one with the larger trace; where that is zero, with the larger sum. */
export function positive(matrix: Matrix): Matrix {
  const trace = matrix.reduce((sum, row, m) => sum + (row[m] ?? 0), 0);
  const total = matrix.reduce((sum, row) => sum + row.reduce((inRow, value) => inRow + value, 0), 0);
  const isNegative = Math.abs(trace) > 1 / 2 ? trace < 0 : total < 0;
  return isNegative ? matrix.map((row) => row.map((value) => -value)) : matrix;
}
