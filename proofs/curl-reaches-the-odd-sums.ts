/** c > 0 on every path of odd ℓ1+ℓ2+ℓ3, which all have ℓ1, ℓ2 ≥ 1: for all degrees by the closed form (README.md), here one by one. */
import { curlFactor } from '../src/coupling/index.ts';
import { holds, sortedTriads } from './certificate.ts';
import { BELOW, EVEN, MIN, stated } from './formulas.ts';

const LMAX = 60;

const DEFINE = [
  EVEN,
  MIN,
  BELOW,
  'rest(a,b,c,k) = fact(k-1-a)*fact(k-1-b)*fact(k-1-c)',
  'gap(a,b,c,k) = fact(a+1)*fact(b+1)*fact(c)*rest(a,b,c,k)*abs(S(2*a,2*b,2*c,2,-2))-2*fact(k)*below(2*a,2*b,2*c)',
];
const STATEMENTS = [
  'all(1, 60, a => all(a, 60, b => all(b+even(a), min(a+b,60), 2, c => abs(gap(a,b,c,div(a+b+c+1,2)))+abs(gap(b,c,a,div(a+b+c+1,2)))+abs(gap(c,a,b,div(a+b+c+1,2))) == 0)))',
  'all(1, 60, a => all(a, 60, b => all(b+even(a), min(a+b,60), 2, c => 0 < rest(a,b,c,div(a+b+c+1,2))*below(2*a,2*b,2*c))))',
];

export const curlReachesTheOddSums = stated({
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
    return { define: DEFINE, statements: STATEMENTS, cases: STATEMENTS.length * odd.length };
  },
});
