/** ∫ P_n x^k = 0 on [−1, 1] for k < n: with it, n Gauss–Legendre nodes integrate every polynomial of degree ≤ 2n−1 exactly. */
import { legendreTerms } from '../src/coupling/index.ts';
import { addRationals, RATIONAL_ZERO, rational } from '../src/exact/index.ts';
import { holds, steps, theorem } from './certificate.ts';

const MAX_N = 40;

export const legendreIsOrthogonalToLowerDegrees = theorem({
  id: 'gauss-legendre',
  statement: 'P_n is orthogonal to all lower degrees, which makes the grids exact.',
  range: `n ≤ ${MAX_N}`,
  prove() {
    let cases = 0;
    for (const n of steps(1, MAX_N)) {
      for (const k of steps(0, n - 1)) {
        const integral = legendreTerms(n, 0)
          .filter(({ power }) => (power + k) % 2 === 0)
          .reduce(
            (sum, { power, coefficient }) => addRationals(sum, rational(2n * coefficient, power + k + 1)),
            RATIONAL_ZERO,
          );
        holds(integral.num === 0n, `P_${n} and x^${k}`);
        cases++;
      }
    }
    return {
      claim: `For 1 ≤ n ≤ ${MAX_N} the Legendre polynomial P_n is orthogonal on [−1, 1] to every x^k with k < n.`,
      cases,
      n: MAX_N,
    };
  },
});
