/** The product of two Fourier series, projected by the closed form, is the Gaunt integral: for all real harmonics in the range. */
import { harmonicTerms, projectionTerms } from '../src/algorithm/fourier-coefficients.ts';
import { realGaunt } from '../src/coupling/index.ts';
import { equalSurdSums, multiplySurds, negateSurd, type Surd, sumOfSurds } from '../src/exact/index.ts';
import { holds, steps } from './certificate.ts';
import { BELOW, EVEN, stated } from './formulas.ts';

const LMAX = 3;

type Term = ReturnType<typeof harmonicTerms>[number];

/** One term of a product: value, or i·value. */
const times = (a: Term, b: Term): { readonly imaginary: boolean; readonly value: Surd } => {
  const value = multiplySurds(a.value, b.value);
  return { imaginary: a.imaginary !== b.imaginary, value: a.imaginary && b.imaginary ? negateSurd(value) : value };
};

function checkDegrees(l1: number, l2: number, l3: number): void {
  for (const m1 of steps(-l1, l1)) {
    for (const m2 of steps(-l2, l2)) {
      const product = harmonicTerms(l1, m1).flatMap((a) =>
        harmonicTerms(l2, m2).map((b) => ({ u: a.u + b.u, v: a.v + b.v, ...times(a, b) })),
      );
      for (const m3 of steps(-l3, l3)) {
        const projection = projectionTerms(l3, m3, l1 + l2);
        const values = product.flatMap((term) =>
          projection.filter(({ u, v }) => u === term.u && v === term.v).map((other) => times(term, other)),
        );
        const part = (imaginary: boolean): Surd[] =>
          values.filter((one) => one.imaginary === imaginary).map(({ value }) => value);
        const where = `${l1} ${l2} ${l3}; ${m1} ${m2} ${m3}`;
        holds(equalSurdSums(sumOfSurds(part(false)), sumOfSurds([realGaunt(l1, l2, l3, m1, m2, m3)])), where);
        holds(sumOfSurds(part(true)).length === 0, where);
      }
    }
  }
}

const DEFINE = [
  EVEN,
  BELOW,
  'plus(x) = x*holds(0 < x)',
  'wave(t,m,u) = sum(0, div(t-m,2), k => sum(0, m, q => sign(k+q)*power(4,k)*C(t,k)*C(2*t-2*k,t)*fact(m)*C(t-2*k,m)*C(m,q)*C(t-2*k-m,div(t-2*k-2*q-u,2))))',
  'overlap(a,b,c,m,n,k) = sum(-a, a, 2, u => sum(-b, b, 2, v => sum(-c, c, 2, w => wave(a,m,u)*wave(b,n,v)*wave(c,k,w)*div(2*fact(a+b+c+1),1-power(u+v+w,2)))))',
  'weight(a,b,c,m,n,k) = fact(a)*fact(b)*fact(c)*fact(a+abs(m))*fact(b+abs(n))*fact(c+abs(k))*sign(plus(m)+plus(n)+plus(k))*power(4,a+b+c)',
  'under(a,b,c) = below(2*a,2*b,2*c)+holds(below(2*a,2*b,2*c) == 0)',
];
const STATEMENTS = [
  'all(0, 3, a => all(0, 3, b => all(1-even(a+b), 6, 2, c => all(-a, a, m => all(-b, b, n => sign(div(abs(m)+abs(n)+abs(m+n),2))*overlap(a,b,c,abs(m),abs(n),abs(m+n))*under(a,b,c) == 2*weight(a,b,c,m,n,-m-n)*S(2*a,2*b,2*c,0,0)*S(2*a,2*b,2*c,2*m,2*n))))))',
];

export const fourierSeriesGiveGaunt = stated({
  id: 'fourier-gaunt',
  statement: 'The Fourier algorithm computes the Gaunt product.',
  range: `ℓ1, ℓ2 ≤ ${LMAX}, ℓ3 ≤ ${2 * LMAX}, all orders`,
  prove() {
    let cases = 0;
    for (const l1 of steps(0, LMAX)) {
      for (const l2 of steps(0, LMAX)) {
        for (const l3 of steps(0, 2 * LMAX)) {
          checkDegrees(l1, l2, l3);
          if ((l1 + l2 + l3) % 2 === 0) cases += (2 * l1 + 1) * (2 * l2 + 1);
        }
      }
    }
    return { define: DEFINE, statements: STATEMENTS, cases };
  },
});
