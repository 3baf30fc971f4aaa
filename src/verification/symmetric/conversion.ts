/**
 * The matrices between a foreign basis and ours, as a file: M[i, j] with foreign element j = Σ our element i · M[i, j], both in one
 * convention. A map Σ w_j (foreign j) is Σ (M w)_i (ours i): weights trained on the foreign basis become M w.
 *
 * Errors: where each foreign number is its exact value rounded once, |M[i, j] − exact| ≤ error[j] for all i.
 */
import { type Irrep, printIrrep, printIrreps } from '../../irreps/index.ts';
import type { Tensor } from '../../tensor-file/index.ts';
import type { SymmetricClaim } from './claim.ts';

export interface ConversionArray {
  readonly key: string;
  readonly order: number;
  readonly out: Irrep;
  /** M, row-major [ours, theirs] */
  readonly matrix: Float64Array;
  readonly ours: number;
  readonly theirs: number;
  readonly error: Float64Array;
  /** the name of our exact basis (many-body/basis-digest.ts) */
  readonly sha256: string;
}

export interface Conversion {
  /** in which our basis is the one that `many-body --export` writes */
  readonly convention: string;
  readonly arrays: readonly ConversionArray[];
}

/** What goes with the matrices. */
export const describeConversion = (
  { irreps, correlation, out }: SymmetricClaim,
  { convention, arrays }: Conversion,
) => ({
  format: 'tp-gauntlet conversion of bases',
  version: 1,
  irreps: printIrreps(irreps),
  correlation,
  out: out.map(printIrrep),
  convention,
  rule: 'foreign element j = sum over i of canonical element i times M[i, j]; canonical weights = M times foreign weights',
  arrays: arrays.map(({ key, order, out: irrep, ours, theirs, error, sha256 }) => ({
    key,
    order,
    out: printIrrep(irrep),
    shape: [ours, theirs],
    error: [...error],
    sha256,
  })),
});

/** M by key. */
export const conversionTensors = ({ arrays }: Conversion): (readonly [key: string, Tensor])[] =>
  arrays.map(({ key, matrix, ours, theirs }) => [key, { shape: [ours, theirs], data: matrix }]);

/** The whole as one JSON document, M as a list of rows. */
export function conversionJson(claim: SymmetricClaim, conversion: Conversion): object {
  const { arrays, ...rest } = describeConversion(claim, conversion);
  const rows = ({ matrix, ours, theirs }: ConversionArray): number[][] =>
    Array.from({ length: ours }, (_, i) => [...matrix.subarray(i * theirs, (i + 1) * theirs)]);
  return {
    ...rest,
    arrays: conversion.arrays.map((array, i) => ({ ...arrays[i], matrix: rows(array) })),
  };
}
