/** c > 0 on every path of odd ℓ1+ℓ2+ℓ3, which all have ℓ1, ℓ2 ≥ 1: for all degrees by the closed form (README.md), here one by one. */
import { curlFactor } from '../src/coupling/index.ts';
import { holds, sortedTriads, theorem } from './certificate.ts';

const LMAX = 60;

export const curlReachesTheOddSums = theorem({
  id: 'curl',
  statement: 'The curl product interacts on every path of odd ℓ1+ℓ2+ℓ3, so that Gaunt and curl reach every path.',
  range: `all degrees by the closed form; each path to ℓ = ${LMAX}`,
  prove() {
    const odd = sortedTriads(LMAX).filter(([a, b, c]) => (a + b + c) % 2 === 1);
    for (const [a, b, c] of odd) {
      const factors = [curlFactor(a, b, c), curlFactor(b, c, a), curlFactor(c, a, b)];
      holds(
        factors.every(({ sign }) => sign === 1),
        `${a} ${b} ${c}`,
      );
    }
    return {
      claim: `For all degrees ≤ ${LMAX} with odd ℓ1+ℓ2+ℓ3 the symbol (ℓ1 ℓ2 ℓ3; 1 −1 0) of a path is, wherever its zero stands, its closed form, in which no factor is zero.`,
      cases: odd.length,
      lmax: LMAX,
    };
  },
});
