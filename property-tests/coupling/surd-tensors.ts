/** Vectors, matrices and tensors of sums of surds: just enough to write equations between exact matrices down. */
import { rational } from '../../src/exact/rational.ts';
import type { Surd } from '../../src/exact/surd.ts';
import {
  addSurdSums,
  equalSurdSums,
  multiplySurdSums,
  type SurdSum,
  scaleSurdSum,
  sumOfSurds,
} from '../../src/exact/surd-sum.ts';
import { at } from '../exact/indexing.ts';

export type Matrix = readonly (readonly SurdSum[])[];

export const toSums = (matrix: readonly (readonly Surd[])[]): Matrix =>
  matrix.map((row) => row.map((value) => sumOfSurds([value])));

const combine = (a: Matrix, b: Matrix, with_: (x: SurdSum, y: SurdSum) => SurdSum): Matrix =>
  a.map((row, i) => row.map((value, k) => with_(value, at(at(b, i), k))));

export const addMatrices = (a: Matrix, b: Matrix): Matrix => combine(a, b, addSurdSums);
export const scaleMatrix = (a: Matrix, num: number, den = 1): Matrix =>
  a.map((row) => row.map((value) => scaleSurdSum(value, rational(num, den))));
export const subtractMatrices = (a: Matrix, b: Matrix): Matrix => addMatrices(a, scaleMatrix(b, -1));
export const transposed = (a: Matrix): Matrix => at(a, 0).map((_, k) => a.map((row) => at(row, k)));

export const dot = (a: readonly SurdSum[], b: readonly SurdSum[]): SurdSum =>
  a.reduce<SurdSum>((sum, value, k) => {
    const other = at(b, k);
    return value.length === 0 || other.length === 0 ? sum : addSurdSums(sum, multiplySurdSums(value, other));
  }, []);

export function multiplyMatrices(a: Matrix, b: Matrix): Matrix {
  const columns = transposed(b);
  return a.map((row) => columns.map((column) => dot(row, column)));
}

/** The size×size matrix with `value` on its diagonal. */
export const scalarMatrix = (size: number, value: number): Matrix =>
  Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, k) =>
      i === k && value !== 0 ? [{ coefficient: rational(value), radicand: 1n, pi: 0 }] : [],
    ),
  );

export const equalMatrices = (a: Matrix, b: Matrix): boolean =>
  a.length === b.length &&
  a.every((row, i) => row.length === at(b, i).length && row.every((value, k) => equalSurdSums(value, at(at(b, i), k))));
