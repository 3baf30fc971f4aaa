/** The product of two Fourier series, projected by the closed form, is the Gaunt integral: for all real harmonics in the range. */
import { harmonicTerms, projectionTerms } from '../src/algorithm/fourier-coefficients.ts';
import { realGaunt } from '../src/coupling/index.ts';
import { equalSurdSums, multiplySurds, negateSurd, type Surd, sumOfSurds } from '../src/exact/index.ts';
import { holds, steps, theorem } from './certificate.ts';

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

export const fourierSeriesGiveGaunt = theorem({
  id: 'fourier-gaunt',
  statement: 'The Fourier algorithm computes the Gaunt product.',
  range: `ℓ1, ℓ2 ≤ ${LMAX}, ℓ3 ≤ ${2 * LMAX}, all orders`,
  prove() {
    let cases = 0;
    for (const l1 of steps(0, LMAX)) {
      for (const l2 of steps(0, LMAX)) {
        for (const l3 of steps(0, 2 * LMAX)) {
          checkDegrees(l1, l2, l3);
          cases++;
        }
      }
    }
    return {
      claim: `For ℓ1, ℓ2 ≤ ${LMAX} and ℓ3 ≤ ${2 * LMAX} multiplying Fourier series and projecting by the closed form gives the Gaunt integral, for all orders.`,
      cases,
      lmax: LMAX,
    };
  },
});
