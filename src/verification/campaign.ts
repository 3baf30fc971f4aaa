/**
 * The main campaign: every batch that the judge sends, as a pure function of claim and seed. `probe` writes it to a file; captured
 * outputs answer it row for row.
 */
import type { Claim } from './claim.ts';

export type Pass = 'forward' | 'vjp';

/** One call. x1 is [rows, d1], x2 [rows, d2], cotangent [rows, d3] in a `vjp` call and empty else; all row-major. */
export interface Batch {
  readonly id: string;
  readonly pass: Pass;
  readonly rows: number;
  readonly x1: Float64Array;
  readonly x2: Float64Array;
  readonly cotangent: Float64Array;
}

/** The batches in the order in which they are sent; those of pass `vjp` come last, for implementations that offer gradients. */
export function* campaign(_claim: Claim, _seed: number): Generator<Batch> {}
