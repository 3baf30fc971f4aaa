/**
 * Where e3x's matrices lose paths of mimo to accidental zeros, somewhat larger ones have all, for these multiply–adds: the entries of the
 * embeddings of both inputs and of the output that are not 0, and one product of matrices.
 *
 * With half-integer j matrices are complex. E_m of degree ℓ has on the diagonal μ' = μ+m the entries of the 3j symbol (j ℓ j; μ m), and for m > 0
 * cosine and sine have those of ±m both: four for each.
 */
import { largerMatrices } from '../src/report/price-of-freedom/larger-matrices.ts';
import { holds } from './certificate.ts';
import { stated } from './formulas.ts';

const DEFINE = [
  'kept(a,b,c,n) = 1-holds(R(2*a,2*b,2*c,n,n,n) == 0)',
  'entries(k,n) = sum(0, k, m => sum(-n, n-2*m, 2, x => (1-holds(S(n,2*k,n,x,2*m) == 0))*(1+3*holds(0 < m))))',
  'work(l,n) = 2*sum(0, l, k => entries(k,n))+sum(0, 2*l, k => entries(k,n))+4*power(n+1,3)',
];

export const largerMatricesLoseNothing = stated({
  id: 'larger-matrices',
  statement: 'Larger matrices have every path where the usual ones lose some, at these costs.',
  range: 'mimo, SO(3), the degrees of the default report',
  ofStudy: true,
  prove(study) {
    const found = largerMatrices(study());
    holds(
      found.every(({ twiceJ }) => twiceJ % 2 === 1),
      'matrices of half-integer j',
    );
    const statements = found.flatMap(({ lmax, paths, twiceJ, multiplyAdds }) => [
      `all(${lmax}, ${lmax}, l => sum(0, l, a => sum(0, l, b => sum(abs(a-b), a+b, c => kept(a,b,c,${twiceJ})))) == ${paths})`,
      `all(${lmax}, ${lmax}, l => work(l,${twiceJ}) == ${multiplyAdds})`,
    ]);
    return { define: DEFINE, statements, cases: statements.length };
  },
});
