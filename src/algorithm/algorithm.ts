/**
 * HOW an operation is computed, and what that costs. Counts are exact for the procedure that each file states.
 *
 * Counted is one application to one copy of each irrep. Every multiplication counts one multiply–add, whether or not an addition
 * follows it; weights that linear layers would apply are taken to be folded into tables. A complex product counts four.
 */

import { naturalParity } from '../irreps/irrep.ts';
import type { Irreps } from '../irreps/irreps.ts';
import type { Group, Path } from '../irreps/path.ts';
import type { OperationId, Parameters } from '../operation/operation.ts';

export const ALGORITHM_IDS = [
  'cgtp-dense',
  'cgtp-sparse',
  'gtp-fourier-direct',
  'gtp-fourier-fft',
  'gtp-grid',
  'mtp-dense',
  'mtp-sparse',
  'vstp-grid',
  'curl-grid',
  'gtp+curl-grid',
] as const;
export type AlgorithmId = (typeof ALGORITHM_IDS)[number];

/** What is to be computed: distinct irreps of each side (one copy of each counts), their paths, and the operation's parameters. */
export interface Workload {
  readonly left: Irreps;
  readonly right: Irreps;
  readonly out: Irreps;
  readonly paths: readonly Path[];
  readonly group: Group;
  readonly parameters: Parameters;
}

export interface Cost {
  readonly multiplyAdds: bigint;
  /** numbers in precomputed tables */
  readonly tableNumbers: bigint;
  /** numbers held between input and output */
  readonly workspaceNumbers: bigint;
}

/** Tables and workspace in float64. */
export const costBytes = (cost: Cost): bigint => 8n * (cost.tableNumbers + cost.workspaceNumbers);

export interface Algorithm {
  readonly id: AlgorithmId;
  readonly operation: OperationId;
  /** the procedure that is counted, in one sentence */
  readonly how: string;
  cost(work: Workload): Cost;
}

/** A function on the sphere (or a matrix) that carries irreps: their highest degree and total dimension. */
export interface Signal {
  readonly lmax: number;
  readonly dimension: number;
}

/** Σ(2ℓ+1) and max ℓ of a set of degrees, as a signal; none for the empty set. */
export function signalOf(degrees: readonly number[]): Signal[] {
  if (degrees.length === 0) return [];
  return [{ lmax: Math.max(...degrees), dimension: degrees.reduce((sum, l) => sum + 2 * l + 1, 0) }];
}

/**
 * The signals that carry the irreps of one side: one in SO(3); in O(3) one for the natural and one for the unnatural parities, as far
 * as they occur.
 */
export function signals(irreps: Irreps, group: Group): Signal[] {
  const degrees = (natural: boolean): number[] =>
    irreps
      .filter(({ irrep }) => (group === 'so3' || irrep.p === naturalParity(irrep.l)) === natural)
      .map(({ irrep }) => irrep.l);
  return [...signalOf(degrees(true)), ...signalOf(degrees(false))];
}

/** The highest degree among signals; 0 if there are none. */
export const topDegree = (side: readonly Signal[]): number => Math.max(0, ...side.map(({ lmax }) => lmax));

/** Σ f over signals. */
export const total = (side: readonly Signal[], f: (signal: Signal) => number): number =>
  side.reduce((sum, signal) => sum + f(signal), 0);
