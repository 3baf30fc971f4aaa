/**
 * How large a basis is before any of it is made: from characters alone, and refused where it would not fit.
 *
 * What is held in memory are the coefficients of the kept paths (coupled-polynomials.ts): for each shape and inner degree L that the
 * outputs need, (multiplicity of L)·(2L+1)·(monomials of the shape) integers.
 */
import { RequestError } from '../errors.ts';
import { binomial } from '../exact/index.ts';
import { type Irrep, type Irreps, printIrrep, printIrreps } from '../irreps/index.ts';
import { contentsOf, exponentsOf, type Shape, shapeName, shapeOf } from './content.ts';
import { countMaps, type MapCount } from './count.ts';
import { degreesBefore, shapeMultiplicity } from './coupled-polynomials.ts';
import type { ManyBodyRequest } from './request.ts';

/** The largest number of factors for a basis. */
export const MAX_BASIS_CORRELATION = 6;
/** The most contents to walk through. */
export const MAX_CONTENTS = 200_000;
/** The most coefficients to hold: a few minutes and about a gigabyte. */
export const MAX_COEFFICIENTS = 15_000_000;

const monomialCount = (shape: Shape): number =>
  exponentsOf(shape).reduce((product, { l, times }) => product * Number(binomial(2 * l + times, times)), 1);

/** Coefficients needed for the outputs up to the correlation; stops at the first number above `limit`. */
export function basisCoefficients(irreps: Irreps, correlation: number, out: readonly Irrep[], limit: number): number {
  const visited = new Set<string>();
  let coefficients = 0;
  const visit = (shape: Shape, l: number): void => {
    const name = `${shapeName(shape)} → ${l}`;
    if (visited.has(name) || coefficients > limit) return;
    visited.add(name);
    const multiplicity = shapeMultiplicity(shape, l);
    coefficients += multiplicity * (2 * l + 1) * monomialCount(shape);
    if (multiplicity === 0) return;
    for (const inner of degreesBefore(shape, l)) visit(shape.slice(0, -1), inner);
  };
  for (let order = 1; order <= correlation; order++) {
    for (const irrep of out) {
      for (const content of contentsOf(irreps, order, irrep)) {
        visit(shapeOf(content), irrep.l);
        if (coefficients > limit) return coefficients;
      }
    }
  }
  return coefficients;
}

/** What is known of a basis before it is made. */
export interface BasisPlan {
  readonly counts: readonly MapCount[];
  readonly coefficients: number;
}

/**
 * Counts and size of a basis that can be made here.
 * @throws RequestError as countMaps, and where the basis would be too large
 */
export function checkBasis(request: ManyBodyRequest): BasisPlan {
  const counts = countMaps(request);
  const { irreps, correlation, out } = request;
  const asked = `the basis of ${printIrreps(irreps)} to the power ${correlation} → ${out.map(printIrrep).join('+')}`;
  const instead = 'ask for counts alone (--count), or give fewer copies, lower degrees or a lower correlation';
  if (correlation > MAX_BASIS_CORRELATION) {
    throw new RequestError(`${asked}: the limit is a correlation of ${MAX_BASIS_CORRELATION}; ${instead}`);
  }
  const copies = irreps.reduce((sum, { mul }) => sum + mul, 0);
  const contents = binomial(copies + correlation - 1, correlation);
  if (contents > MAX_CONTENTS) {
    throw new RequestError(`${asked}: ${contents} choices of copies, the limit is ${MAX_CONTENTS}; ${instead}`);
  }
  const coefficients = basisCoefficients(irreps, correlation, out, MAX_COEFFICIENTS);
  if (coefficients > MAX_COEFFICIENTS) {
    throw new RequestError(`${asked}: more than ${MAX_COEFFICIENTS} coefficients; ${instead}`);
  }
  return { counts, coefficients };
}
