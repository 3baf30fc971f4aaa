/**
 * HOW an operation is computed, and what that costs. Counts are exact for the procedure that each file states.
 *
 * Counted is one application to one copy of each irrep. Every multiplication counts one multiply–add, whether or not an addition
 * follows it; weights that linear layers would apply are taken to be folded into tables. A complex product counts four.
 */

import type { Arithmetic } from '../exact/arithmetic.ts';
import { type Irrep, naturalParity } from '../irreps/irrep.ts';
import type { Irreps } from '../irreps/irreps.ts';
import { distinctIrreps, type Group, type Path, pathsBetween } from '../irreps/path.ts';
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
  /** for the algorithms on a grid: its size; absent: the smallest that is exact */
  readonly grid?: GridRequest;
}

/** Gauss–Legendre rings of equidistant points; one that is not exact for the degrees is refused unless `undersized`. */
export interface GridRequest {
  readonly rings: number;
  readonly points: number;
  readonly undersized?: boolean;
}

/** The workload of three sides: copies gathered, paths listed. In SO(3) parities are ignored. */
export function workloadOf(left: Irreps, right: Irreps, out: Irreps, group: Group, parameters: Parameters): Workload {
  return {
    left: distinctIrreps(left, group),
    right: distinctIrreps(right, group),
    out: distinctIrreps(out, group),
    paths: pathsBetween(left, right, out, group),
    group,
    parameters,
  };
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

/**
 * An algorithm with its tables made for a workload. Vectors hold one copy of each irrep of a side, in the side's order, orders
 * m = −ℓ…ℓ of the real basis.
 */
export interface Plan {
  /** whether all tables are exact, so that every arithmetic can evaluate it */
  readonly exact: boolean;
  /** the ports by which results leave, in the order of evaluate's results: one unnamed, or `product` and `bracket` */
  readonly outputs: readonly string[];
  /**
   * @param x one left vector, of length Σ(2ℓ+1)
   * @param y one right vector
   * @returns one output vector for each of `outputs`; terms that fall on the same output add up, every weight being one
   */
  evaluate<T>(over: Arithmetic<T>, x: readonly T[], y: readonly T[]): readonly (readonly T[])[];
}

export interface Algorithm {
  readonly id: AlgorithmId;
  readonly operation: OperationId;
  /** the procedure that is counted, in one sentence */
  readonly how: string;
  /** on a grid: the degree of the integrand, which sets the smallest exact grid */
  gridDegree?(work: Workload): number;
  /** exact counts; plan(work) performs just that many multiplications */
  cost(work: Workload): Cost;
  plan(work: Workload): Plan;
}

/** Where one copy of an irrep stands in the vector of its side. */
export interface Placed {
  readonly irrep: Irrep;
  readonly offset: number;
}

/** The irreps of a side with their offsets, one copy each, and the length of the vector. */
export function layoutOf(side: Irreps): { readonly placed: readonly Placed[]; readonly length: number } {
  let length = 0;
  const placed = side.map(({ irrep }) => {
    const offset = length;
    length += 2 * irrep.l + 1;
    return { irrep, offset };
  });
  return { placed, length };
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
