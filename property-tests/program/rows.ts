/** Rows of numbers for tests of programs, the same at every run. */
import type { Rows } from '../../src/program/batch.ts';
import type { FloatFormat } from '../../src/program/lanes-kernel.ts';

/** Multiples of 2^−20 between −1 and 1, exact in float32, by a linear congruential generator. */
export function randomRows(format: FloatFormat, length: number, seed: number): Rows {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 11) / 2 ** 20 - 1;
  };
  return format === 'float32' ? Float32Array.from({ length }, next) : Float64Array.from({ length }, next);
}

export const rowOf = (rows: Rows | undefined, row: number, length: number): number[] =>
  Array.from(rows?.subarray(row * length, (row + 1) * length) ?? []);

/** Equal number by number; NaN equals NaN, and the sign of a zero does not count. */
export const sameNumbers = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i] || (Number.isNaN(value) && Number.isNaN(b[i])));
