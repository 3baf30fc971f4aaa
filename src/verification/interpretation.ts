/** What an interpretation of a tensor is: a reading of its sides under which it is equivariant, and what had to be assumed for it. */
import type { Bases, Side } from './change-of-basis.ts';
import type { Fit } from './fit.ts';
import type { NumberFormat } from './number-format.ts';
import type { Reading } from './readings.ts';

export interface Interpretation {
  readonly fit: Fit;
  /** the reading of the sides */
  readonly reading: Reading;
  /** whether the claim's convention allows the reading as it is */
  readonly asClaimed: boolean;
  /** equivariant only as far as this format goes */
  readonly slipped?: NumberFormat;
  /** x1 and x2 are taken for each other */
  readonly exchanged?: true;
  /** another one that explains the tensor as well, but for its paths */
  readonly orElse?: Interpretation;
  /** a side whose irreps stand in the vector in another order: entries of the claim's list */
  readonly reordered?: { readonly side: Side; readonly entries: readonly number[] };
  /** relative to the reading; where `exact`, signed permutations */
  readonly bases?: { readonly matrices: Bases; readonly exact: boolean };
}

/** How many coefficients of a fit are not as claimed, of how many that are there. */
export type PathsOff = (fit: Fit) => { readonly off: number; readonly of: number };
