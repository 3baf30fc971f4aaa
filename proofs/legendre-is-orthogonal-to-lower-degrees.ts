/** ∫ P_n x^k = 0 on [−1, 1] for k < n: with it, n Gauss–Legendre nodes integrate every polynomial of degree ≤ 2n−1 exactly. */
import { legendreTerms } from '../src/coupling/index.ts';
import { addRationals, RATIONAL_ZERO, rational } from '../src/exact/index.ts';
import { holds, steps } from './certificate.ts';
import { EVEN, stated } from './formulas.ts';

const MAX_N = 40;

const DEFINE = [EVEN, 'coef(n,k) = sign(k)*C(n,k)*C(2*n-2*k,n)'];
const STATEMENTS = [
  'all(2, 40, n => all(0, div(n,2), k => n*coef(n,k) == 2*(2*n-1)*coef(n-1,k)-4*(n-1)*coef(n-2,k-1)))',
  'all(1, 40, n => all(0, n-1, q => sum(0, div(n,2), k => coef(n,k)*even(n+q)*div(fact(n+q+1),n-2*k+q+1)) == 0))',
];

export const legendreIsOrthogonalToLowerDegrees = stated({
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
    // The coefficients of P_n that the recurrence gives, n ≥ 2.
    const recurrences = steps(2, MAX_N).reduce((sum, n) => sum + Math.floor(n / 2) + 1, 0);
    return { define: DEFINE, statements: STATEMENTS, cases: cases + recurrences };
  },
});
