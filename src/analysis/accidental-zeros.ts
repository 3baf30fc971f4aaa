/**
 * Accidental zeros of {ℓ1 ℓ2 ℓ3; j j j}: triples that satisfy every rule and vanish all the same. They are the interactions that the
 * matrix product loses at matrix size 2j+1.
 */
import { isTriad } from '../coupling/angular-momentum.ts';
import { vanishesByAccident } from '../coupling/wigner-6j.ts';

export interface AccidentalZero {
  readonly l1: number;
  readonly l2: number;
  readonly l3: number;
  readonly twiceJ: number;
}

/** All of them with l1 ≤ l2 ≤ l3 ≤ 2j and 2j ≤ maxTwiceJ, by exact evaluation of every symbol, ordered by 2j, then degrees. */
export function accidentalZeros(maxTwiceJ: number): AccidentalZero[] {
  const zeros: AccidentalZero[] = [];
  for (let twiceJ = 0; twiceJ <= maxTwiceJ; twiceJ++) {
    for (let l1 = 0; l1 <= twiceJ; l1++) {
      for (let l2 = l1; l2 <= twiceJ; l2++) {
        for (let l3 = l2; l3 <= Math.min(twiceJ, l1 + l2); l3++) {
          if (!isTriad(2 * l1, 2 * l2, 2 * l3)) continue;
          if (vanishesByAccident([2 * l1, 2 * l2, 2 * l3, twiceJ, twiceJ, twiceJ])) zeros.push({ l1, l2, l3, twiceJ });
        }
      }
    }
  }
  return zeros;
}
