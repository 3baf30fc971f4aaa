/**
 * WHAT is computed. By Schur's lemma an equivariant bilinear map is, on each path, one number times the coupling tensor w3j of
 * real-basis.ts: the reduced coefficient t. An operation is therefore its table of t, given here exactly.
 *
 * Around an operation stand linear layers: they scale what enters and leaves. Most operations let each irrep in through one
 * port, so that a path carries x[ℓ1]·y[ℓ2]·z[ℓ3]·t. Some have several ports per irrep (a vector field holds a degree j in up to
 * three ways): then a path carries a sum of such products, one for each term.
 */
import type { Surd } from '../exact/surd.ts';
import type { Irrep } from '../irreps/irrep.ts';
import type { Irreps } from '../irreps/irreps.ts';
import type { Group, Path } from '../irreps/path.ts';

export const OPERATION_IDS = ['cgtp', 'gtp', 'mtp', 'vstp', 'curl', 'gtp+curl'] as const;
export type OperationId = (typeof OPERATION_IDS)[number];

/** One product x[left]·y[right]·z[out]·reduced on a path; `left`, `right`, `out` name ports of the path's three irreps. */
export interface Term {
  readonly left: string;
  readonly right: string;
  readonly out: string;
  readonly reduced: Surd;
}

/** What an operation may be asked with, and what it answers it was computed with. */
export interface Parameters {
  /** mtp: 2j, the matrices are (2j+1)×(2j+1) */
  readonly twiceJ?: number;
  /** vstp in O(3): which fields are true (polar) and which pseudo (axial) vectors */
  readonly vectors?: string;
}

/** The three sides of a tensor product. */
export const SLOTS = ['left', 'right', 'out'] as const;
export type Slot = (typeof SLOTS)[number];

/**
 * A one-parameter symmetry of an operation: matrices [to][from] on the weights of one irrep's ports, such that replacing x, y, z in
 * turn by their images and adding gives zero on every path. Keys are ports.
 */
export type PortMatrix = ReadonlyMap<string, ReadonlyMap<string, Surd>>;
export type Symmetry = Readonly<Record<Slot, (irrep: Irrep) => PortMatrix>>;

export interface Operation {
  readonly id: OperationId;
  readonly title: string;
  /** what it computes, in one sentence */
  readonly meaning: string;
  /** paper and equation the structure is read from */
  readonly source: string;
  /** `per-path`: one free weight for each path; `per-irrep`: one for each port of each irrep */
  readonly weights: 'per-path' | 'per-irrep';
  /**
   * The parameters made complete for these irreps.
   * @throws RequestError for a parameter the operation does not have or cannot take
   */
  resolve(requested: Parameters, left: Irreps, right: Irreps, out: Irreps, group: Group): Parameters;
  /** The non-zero terms of a path, none where its irreps do not interact. */
  terms(path: Path, parameters: Parameters, group: Group): readonly Term[];
  /** A factor per port that, divided out, leaves the terms of each path with rational ratios. Absent: every path has one term. */
  portScale?(irrep: Irrep, port: string): Surd;
  /** Continuous symmetries beyond the scalings of single ports. Absent: none known. */
  symmetries?(group: Group): readonly Symmetry[];
}

/** The port of operations that have one per irrep. */
export const ONLY_PORT = '';

/** The term list of an operation with one port per irrep: the coefficient, or nothing where it is zero. */
export const singleTerm = (reduced: Surd, out: string = ONLY_PORT): readonly Term[] =>
  reduced.sign === 0 ? [] : [{ left: ONLY_PORT, right: ONLY_PORT, out, reduced }];
