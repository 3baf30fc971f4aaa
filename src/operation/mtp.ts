/**
 * Matrix tensor product: irreps become (2j+1)×(2j+1) matrices, the matrices are multiplied, the product is read as irreps.
 *
 *   t(ℓ1,ℓ2,ℓ3) = (−1)^(2j+ℓ1+ℓ2+⌊ℓ1/2⌋+⌊ℓ2/2⌋+⌊ℓ3/2⌋) · √Π(2ℓ+1) · {ℓ1 ℓ2 ℓ3; j j j}
 *
 * Degree ℓ ≤ 2j is embedded as E_m = (−i)^(ℓ mod 2) · (positive multiple of) the real solid harmonic Y_ℓm of the spin matrices,
 * Tr E_m† E_m' = δ. These E span a real algebra: real matrices for integer j, quaternionic ones for half-integer j (2j = 1 is the
 * product of quaternions, with i·j = k). Zero where ℓ > 2j, where the triangle fails, and where the 6j vanishes by accident.
 *
 * Proof of the formula: Varshalovich et al. (1988), eq. 2.4.4(9), for polarisation operators T_ℓμ; change to the real basis gives
 * the factor (−i)^(ℓ1 mod 2 + ℓ2 mod 2 − ℓ3 mod 2) · i^(ℓ1+ℓ2+ℓ3) · (−1)^(ℓ1+ℓ2+ℓ3), which is the sign above.
 */

import { minusOneTo } from '../coupling/angular-momentum.ts';
import { wigner6jOfTwice } from '../coupling/wigner-6j.ts';
import { RequestError } from '../errors.ts';
import { rational } from '../exact/rational.ts';
import { multiplySurds, negateSurd, type Surd, sqrtOfRational } from '../exact/surd.ts';
import type { Irreps } from '../irreps/irreps.ts';
import { type Operation, singleTerm } from './operation.ts';

/** The largest 2j accepted. */
export const MAX_TWICE_J = 400;

/** t of the header, for the matrix size 2j+1. */
export function matrixFactor(l1: number, l2: number, l3: number, twiceJ: number): Surd {
  const symbol = wigner6jOfTwice([2 * l1, 2 * l2, 2 * l3, twiceJ, twiceJ, twiceJ]);
  const value = multiplySurds(sqrtOfRational(rational((2 * l1 + 1) * (2 * l2 + 1) * (2 * l3 + 1))), symbol);
  const exponent = twiceJ + l1 + l2 + Math.floor(l1 / 2) + Math.floor(l2 / 2) + Math.floor(l3 / 2);
  return minusOneTo(exponent) === 1 ? value : negateSurd(value);
}

/** e3x's choice: the integer j = ⌈max ℓ / 2⌉ over all three sides, as 2j. */
export function defaultTwiceJ(...sides: readonly Irreps[]): number {
  const largest = Math.max(0, ...sides.flatMap((side) => side.map(({ irrep }) => irrep.l)));
  return 2 * Math.ceil(largest / 2);
}

export const mtp: Operation = {
  id: 'mtp',
  title: 'Matrix',
  meaning: 'irreps as (2j+1)×(2j+1) matrices, multiplied',
  source:
    'O. T. Unke, H. Maennel, E3x, arXiv 2401.07595 (fused tensor); coefficient: Varshalovich et al. (1988), eq. 2.4.4(9)',
  weights: 'per-irrep',
  resolve: (requested, left, right, out) => {
    const twiceJ = requested.twiceJ ?? defaultTwiceJ(left, right, out);
    if (!Number.isInteger(twiceJ) || twiceJ < 0 || twiceJ > MAX_TWICE_J) {
      throw new RequestError(
        `twice-j must be an integer between 0 and ${MAX_TWICE_J} (2j, so 3 means j = 3/2), got ${twiceJ}`,
      );
    }
    return { twiceJ };
  },
  terms: ({ left, right, out }, { twiceJ = 0 }) => singleTerm(matrixFactor(left.l, right.l, out.l, twiceJ)),
};
