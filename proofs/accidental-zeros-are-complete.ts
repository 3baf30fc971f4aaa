/** Every {ℓ1 ℓ2 ℓ3; j j j} in the range, evaluated exactly: the listed ones vanish and no others. */
import { accidentalZeros } from '../src/analysis/index.ts';
import { sortedTriads, steps, theorem } from './certificate.ts';

const MAX_TWICE_J = 60;

export const accidentalZerosAreComplete = theorem({
  id: 'six-j-zeros',
  statement: 'The accidental zeros of the matrix product are these.',
  range: `2j ≤ ${MAX_TWICE_J}, degrees ≤ 2j`,
  prove() {
    return {
      claim: `For all 2j ≤ ${MAX_TWICE_J} and all paths with degrees ≤ 2j the symbol {ℓ1 ℓ2 ℓ3; j j j} vanishes at the listed [ℓ1, ℓ2, ℓ3, 2j] with ℓ1 ≤ ℓ2 ≤ ℓ3 and nowhere else.`,
      cases: steps(0, MAX_TWICE_J).reduce((sum, twiceJ) => sum + sortedTriads(twiceJ).length, 0),
      maxTwiceJ: MAX_TWICE_J,
      zeros: accidentalZeros(MAX_TWICE_J).map(({ l1, l2, l3, twiceJ }) => [l1, l2, l3, twiceJ]),
    };
  },
});
