/** g > 0 on every path of even ℓ1+ℓ2+ℓ3 and g = 0 elsewhere: for all degrees by the closed form (README.md), here one by one. */
import { gauntFactor } from '../src/coupling/index.ts';
import { holds, sortedTriads } from './certificate.ts';
import { BELOW, EVEN, MIN, stated } from './formulas.ts';

const LMAX = 60;

const DEFINE = [
  EVEN,
  MIN,
  BELOW,
  'rest(a,b,c,k) = fact(k-a)*fact(k-b)*fact(k-c)',
  'form(a,b,c) = below(2*a,2*b,2*c)*fact(div(a+b+c,2))',
];
const STATEMENTS = [
  'all(0, 60, a => all(a, 60, b => all(b, min(a+b,60), c => abs(S(2*a,2*b,2*c,0,0))*fact(a)*fact(b)*fact(c)*rest(a,b,c,div(a+b+c,2)) == even(a+b+c)*form(a,b,c))))',
  'all(0, 60, a => all(a, 60, b => all(b, min(a+b,60), c => 0 < rest(a,b,c,div(a+b+c,2))*form(a,b,c))))',
];

export const gauntReachesTheEvenSums = stated({
  id: 'gaunt',
  statement: 'The Gaunt product interacts exactly on the paths of even ℓ1+ℓ2+ℓ3.',
  range: `all degrees by the closed form; each path to ℓ = ${LMAX}`,
  prove() {
    const triads = sortedTriads(LMAX);
    for (const [a, b, c] of triads) {
      holds(gauntFactor(a, b, c).sign === ((a + b + c) % 2 === 0 ? 1 : 0), `${a} ${b} ${c}`);
    }
    return { define: DEFINE, statements: STATEMENTS, cases: STATEMENTS.length * triads.length };
  },
});
