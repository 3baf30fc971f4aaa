/** Determinants by Bareiss's fraction-free elimination in bigint: an independent road to ranks and minors. */
import { at } from './indexing.ts';

/** E. H. Bareiss, Math. Comp. 22 (1968) 565: every division is exact. */
export function determinant(matrix: readonly (readonly bigint[])[]): bigint {
  const rows = matrix.map((row) => [...row]);
  let sign = 1n;
  let previous = 1n;
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.findIndex((row, i) => i >= k && at(row, k) !== 0n);
    if (pivot < 0) return 0n;
    if (pivot !== k) {
      [rows[k], rows[pivot]] = [at(rows, pivot), at(rows, k)];
      sign = -sign;
    }
    const head = at(rows, k);
    for (let i = k + 1; i < rows.length; i++) {
      const row = at(rows, i);
      const factor = at(row, k);
      rows[i] = row.map((value, j) => (j < k ? value : (value * at(head, k) - factor * at(head, j)) / previous));
    }
    previous = at(head, k);
  }
  return sign * previous;
}

/** All ways to choose `size` of 0 … count−1, ascending. */
export function subsets(count: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  const found: number[][] = [];
  for (let first = from; first <= count - size; first++) {
    for (const rest of subsets(count, size - 1, first + 1)) found.push([first, ...rest]);
  }
  return found;
}

/** The size of the largest non-zero minor, by trying them all. */
export function rankByMinors(matrix: readonly (readonly bigint[])[], columns: number): number {
  for (let size = Math.min(matrix.length, columns); size > 0; size--) {
    for (const rows of subsets(matrix.length, size)) {
      for (const chosen of subsets(columns, size)) {
        if (determinant(rows.map((i) => chosen.map((j) => at(at(matrix, i), j)))) !== 0n) return size;
      }
    }
  }
  return 0;
}
