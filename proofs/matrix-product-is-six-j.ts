/**
 * The trace of three embedded irreps, whose entries are 3j symbols (ℓ j j), is the coupling times a 6j symbol:
 *
 *   Σ_{x,y,z} (−1)^(3j+x+y+z) (ℓ1 j j; m1 y −z) (j ℓ2 j; −x m2 z) (j j ℓ3; x −y m3) = (ℓ1 ℓ2 ℓ3; m1 m2 m3) {ℓ1 ℓ2 ℓ3; j j j}
 *
 * Source: DLMF 34.5.23.
 */
import { minusOneTo, wigner3jOfTwice, wigner6jOfTwice } from '../src/coupling/index.ts';
import { equalSurdSums, multiplySurds, negateSurd, type Surd, sumOfSurds } from '../src/exact/index.ts';
import { holds, steps } from './certificate.ts';
import { BELOW, stated, TURNS } from './formulas.ts';

const MAX_TWICE_J = 5;

const signed = (value: Surd, exponent: number): Surd => (minusOneTo(exponent) === 1 ? value : negateSurd(value));

function checkDegrees(l1: number, l2: number, l3: number, n: number): void {
  const [t1, t2, t3] = [2 * l1, 2 * l2, 2 * l3];
  for (const m1 of steps(-t1, t1, 2)) {
    for (const m2 of steps(-t2, t2, 2)) {
      const m3 = -m1 - m2;
      if (Math.abs(m3) > t3) continue;
      const traces = steps(-n, n, 2).flatMap((x) => {
        const [y, z] = [x + m3, x - m2];
        if (Math.abs(y) > n || Math.abs(z) > n) return [];
        const [a, b] = [wigner3jOfTwice(t1, n, n, m1, y, -z), wigner3jOfTwice(n, t2, n, -x, m2, z)];
        const product = multiplySurds(multiplySurds(a, b), wigner3jOfTwice(n, n, t3, x, -y, m3));
        return [signed(product, (3 * n + x + y + z) / 2)];
      });
      const symbol = wigner6jOfTwice([t1, t2, t3, n, n, n]);
      const expected = multiplySurds(wigner3jOfTwice(t1, t2, t3, m1, m2, m3), symbol);
      holds(equalSurdSums(sumOfSurds(traces), sumOfSurds([expected])), `2j = ${n}: ${l1} ${l2} ${l3}`);
    }
  }
}

const DEFINE = [
  BELOW,
  TURNS,
  'term(n,a,b,c,m,k,x,y,z) = sign(div(3*n+x+y+z,2))*S(a,n,n,m,y)*S(n,b,n,-x,k)*S(n,n,c,x,-y)*turns(n,x)*turns(n,y)*turns(n,z)',
  'trace(n,a,b,c,m,k) = sum(-n, n, 2, x => term(n,a,b,c,m,k,x,x-m-k,x-k))',
];
const STATEMENTS = [
  'all(0, 5, n => all(0, n, a => all(0, n, b => all(0, n, c => all(-a, a, m => all(-b, b, k => trace(n,2*a,2*b,2*c,2*m,2*k)*fact(a+b+c+1) == S(2*a,2*b,2*c,2*m,2*k)*R(2*a,2*b,2*c,n,n,n)*below(2*a,n,n)*below(n,2*b,n)*below(n,n,2*c)))))))',
];

export const matrixProductIsSixJ = stated({
  id: 'matrix-six-j',
  statement: 'The reduced coefficient of the matrix product is a 6j symbol.',
  range: `2j ≤ ${MAX_TWICE_J}, degrees ≤ 2j, all orders`,
  prove() {
    let cases = 0;
    for (const n of steps(0, MAX_TWICE_J)) {
      for (const l1 of steps(0, n)) {
        for (const l2 of steps(0, n)) {
          for (const l3 of steps(0, n)) {
            checkDegrees(l1, l2, l3, n);
            cases += (2 * l1 + 1) * (2 * l2 + 1);
          }
        }
      }
    }
    return { define: DEFINE, statements: STATEMENTS, cases };
  },
});
