/**
 * How many of some vectors of norm one are independent, when each is known up to an error: two statements, both certain.
 *
 *   at most   a vector whose distance from the span of chosen ones is within a few roundings depends on them. Vectors are chosen by
 *             Gram–Schmidt with pivoting: always the one that is farthest from those before
 *   at least  the chosen columns C = QR have an approximate left inverse X = R⁻¹Qᵀ. If |1 − XC| and what the errors can add to it stay
 *             below one, XC is invertible for every C within the errors: no property of Q and R is relied on
 *
 * Between the two the errors decide, and nobody can.
 */
import { type BasisAllowance, dependenceLimit, inverseDefect } from '../tolerance.ts';

export interface Independence {
  /** the rank is at least this */
  readonly certain: number;
  /** and at most this */
  readonly possible: number;
  /** columns that depend on the others */
  readonly dependent: readonly number[];
  /** for each axis how much of it, of its square, no column reaches: 0 … 1 */
  readonly unreached: Float64Array;
  /** the bound behind `certain`; below one */
  readonly certificate: number;
}

/** Of no vectors at all. */
export const nothingIndependent = (axes: number): Independence => ({
  certain: 0,
  possible: 0,
  dependent: [],
  unreached: new Float64Array(axes).fill(1),
  certificate: 0,
});

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));

interface Column {
  readonly index: number;
  readonly vector: Float64Array;
  /** orthogonal to all directions so far, and its norm */
  rest: Float64Array;
  size: number;
  /** the products with the directions so far */
  readonly products: number[];
}

/** Takes a direction out, twice: the second time for what rounding left. */
function deflate(column: Column, direction: Float64Array): void {
  let product = 0;
  for (const _ of [1, 2]) {
    const part = dot(direction, column.rest);
    column.rest = column.rest.map((value, i) => value - part * (direction[i] ?? 0));
    product += part;
  }
  column.products.push(product);
  column.size = norm(column.rest);
}

/** c of R c = r, R the upper triangle of the chosen columns' products. */
function solveUpper(chosen: readonly Column[], right: readonly number[]): number[] {
  const solution = [...right];
  for (let k = chosen.length - 1; k >= 0; k--) {
    const pivot = chosen[k]?.products[k] ?? 1;
    const value = (solution[k] ?? 0) / pivot;
    solution[k] = value;
    for (let i = 0; i < k; i++) solution[i] = (solution[i] ?? 0) - (chosen[k]?.products[i] ?? 0) * value;
  }
  return solution;
}

/** The bound of `at least` for the chosen columns. */
function certificateOf(
  chosen: readonly Column[],
  directions: readonly Float64Array[],
  allowance: BasisAllowance,
): number {
  const rows = directions[0]?.length ?? 0;
  const rank = chosen.length;
  // Column a of X is R⁻¹ of the a-th numbers of the directions.
  const inverse = Array.from({ length: rows }, (_, a) =>
    solveUpper(
      chosen,
      directions.map((direction) => direction[a] ?? 0),
    ),
  );
  let [squares, defects] = [0, 0];
  for (const column of inverse) for (const value of column) squares += value * value;
  for (const [k, { vector }] of chosen.entries()) {
    for (let i = 0; i < rank; i++) {
      const product = inverse.reduce((sum, column, a) => sum + (column[i] ?? 0) * (vector[a] ?? 0), 0);
      defects += (product - (i === k ? 1 : 0)) ** 2;
    }
  }
  return inverseDefect(allowance, { defect: Math.sqrt(defects), inverse: Math.sqrt(squares), rank, rows });
}

/** @param columns of norm one, or zero, all of one length */
export function independence(columns: readonly Float64Array[], axes: number, allowance: BasisAllowance): Independence {
  const chosen: Column[] = [];
  const directions: Float64Array[] = [];
  const dependent: number[] = [];
  let left = columns.map(
    (vector, index): Column => ({ index, vector, rest: vector, size: norm(vector), products: [] }),
  );
  while (left.length > 0 && chosen.length < axes) {
    const farthest = left.reduce((best, column) => (column.size > best.size ? column : best));
    left = left.filter((column) => column !== farthest);
    const { size } = farthest;
    const coefficients = solveUpper(chosen, farthest.products).reduce((sum, c) => sum + Math.abs(c), 0);
    if (size <= dependenceLimit(allowance, coefficients)) {
      dependent.push(farthest.index);
      continue;
    }
    const direction = farthest.rest.map((value) => value / size);
    farthest.products.push(size);
    chosen.push(farthest);
    directions.push(direction);
    for (const column of left) deflate(column, direction);
  }
  // There is no room for more than one for each axis.
  dependent.push(...left.map(({ index }) => index));
  let certain = chosen.length;
  const bound = (): number => certificateOf(chosen.slice(0, certain), directions.slice(0, certain), allowance);
  let certificate = bound();
  while (certificate >= 1) {
    certain -= 1;
    certificate = bound();
  }
  const unreached = Float64Array.from({ length: axes }, (_, a) =>
    Math.max(0, 1 - directions.reduce((sum, direction) => sum + (direction[a] ?? 0) ** 2, 0)),
  );
  return { certain, possible: chosen.length, dependent: dependent.sort((a, b) => a - b), unreached, certificate };
}
