/**
 * The cross product of vector fields: every path of SO(3) but 0⊗0→0; in O(3) with natural parities, polar × polar → axial, every path but
 * those to degree 0. For all degrees by helicities (README.md); here path by path, from the 9j form.
 */
import { naturalParity, pathsBetween, settingIrreps } from '../src/irreps/index.ts';
import { OPERATIONS } from '../src/operation/index.ts';
import { holds, steps } from './certificate.ts';
import { BELOW, stated, TURNS } from './formulas.ts';

const LMAX = 10;
const IDENTITY_TO = 4;

/** Paths looked at. */
function reach(group: 'so3' | 'o3'): number {
  const { left, right, out } = settingIrreps('mimo', LMAX);
  const paths = pathsBetween(left, right, out, group);
  for (const path of paths) {
    const [a, b, c] = [path.left.l, path.right.l, path.out.l];
    const expected = group === 'so3' ? a + b + c > 0 : c > 0;
    holds(group === 'so3' || path.out.p === naturalParity(c), 'parities are natural');
    holds(OPERATIONS.vstp.terms(path, {}, group).length > 0 === expected, `${a} ⊗ ${b} → ${c}, ${group}`);
  }
  return paths.length;
}

/** (j1, j2, j3), and the harmonics of each: j−1, j, j+1, or 1 alone. */
function identities(): number {
  const harmonics = (j: number): number => (j === 0 ? 1 : 3);
  let count = 0;
  for (const a of steps(0, IDENTITY_TO)) {
    for (const b of steps(0, IDENTITY_TO)) {
      for (const c of steps(Math.abs(a - b), a + b)) count += harmonics(a) * harmonics(b) * harmonics(c);
    }
  }
  return count;
}

const DEFINE = [
  BELOW,
  TURNS,
  'cross(a,b,c) = sum(-1, 1, m => sum(-1, 1, n => abs(S(2,2,2,2*m,2*n)*S(2*a,2*b,2*c,2*m,2*n))))',
  'delta(a,b,c) = below(a,b,c)*div(fact(60),fact(div(a+b+c,2)+1))',
  'sixes(a,b,c,g,h,i,x) = R(a,b,c,2,i,x)*R(2,2,2,b,x,h)*R(g,h,i,x,a,2)',
  'nine(a,b,c,g,h,i) = sum(abs(a-i), a+i, 2, x => sign(x)*(x+1)*sixes(a,b,c,g,h,i,x)*delta(x,a,i)*delta(x,2,h)*delta(x,b,2))',
  'side(t,j,x) = S(t,2,j,0,x)*turns(2,x)*turns(j,x)',
  'helicities(a,b,c,g,h,i) = sum(-2, 2, 2, m => sum(-2, 2, 2, n => S(2,2,2,m,n)*S(g,h,i,-m,-n)*side(a,g,m)*side(b,h,n)*side(c,i,-m-n)))',
];
const STATEMENTS = [
  'all(0, 10, a => all(0, 10, b => all(abs(a-b), a+b, c => holds(0 < cross(a,b,c)) == holds(0 < a+b+c))))',
  'all(0, 10, a => all(0, 10, b => all(abs(a-b), a+b, 2, c => holds(0 < abs(S(2*a,2*b,2*c,0,2))+abs(S(2*a,2*b,2*c,2,0))) == holds(0 < c))))',
  'all(0, 8, 2, g => all(0, 8, 2, h => all(abs(g-h), g+h, 2, i => all(abs(g-2), g+2, 2, a => all(abs(h-2), h+2, 2, b => all(abs(i-2), i+2, 2, c => S(a,b,c,0,0)*nine(a,b,c,g,h,i)*below(g,h,i)*below(a,2,g)*below(b,2,h)*below(c,2,i) == power(fact(60),3)*fact(div(a+b+c,2)+1)*helicities(a,b,c,g,h,i)))))))',
];

export const vectorProductReachesAllButZero = stated({
  id: 'vector-reach',
  statement:
    'The vector product reaches every path of SO(3) but 0⊗0→0, and with natural parities every path of O(3) but those to degree 0.',
  range: `all degrees by helicities; each path to ℓ = ${LMAX}`,
  prove() {
    return { define: DEFINE, statements: STATEMENTS, cases: reach('so3') + reach('o3') + identities() };
  },
});
