/** g > 0 on every path of even ℓ1+ℓ2+ℓ3 and g = 0 elsewhere: for all degrees by the closed form (README.md), here one by one. */
import { gauntFactor } from '../src/coupling/index.ts';
import { holds, sortedTriads, theorem } from './certificate.ts';

const LMAX = 60;

export const gauntReachesTheEvenSums = theorem({
  id: 'gaunt',
  statement: 'The Gaunt product interacts exactly on the paths of even ℓ1+ℓ2+ℓ3.',
  range: `all degrees by the closed form; each path to ℓ = ${LMAX}`,
  prove() {
    const triads = sortedTriads(LMAX);
    for (const [a, b, c] of triads) {
      holds(gauntFactor(a, b, c).sign === ((a + b + c) % 2 === 0 ? 1 : 0), `${a} ${b} ${c}`);
    }
    return {
      claim: `For all degrees ≤ ${LMAX} the symbol (ℓ1 ℓ2 ℓ3; 0 0 0) of a path is zero where ℓ1+ℓ2+ℓ3 is odd, and its closed form, in which no factor is zero, where it is even.`,
      cases: triads.length,
      lmax: LMAX,
    };
  },
});
