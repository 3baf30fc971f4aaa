/**
 * The number of interactions is a polynomial in L, or one for even and one for odd L: lattice points of a polytope that grows with L.
 * Ehrhart's theorem bounds degree and period, so agreement at degree + 1 values L ≥ 1 of each class proves it (README.md).
 */
import { printRational } from '../src/exact/index.ts';
import { polynomialThrough } from '../src/report/closed-form.ts';
import type { PathCounts } from '../src/report/study.ts';
import { holds, theorem } from './certificate.ts';

/** Coefficients as texts: of one polynomial through all counts, else of those for even and for odd L. */
function forms({ operation, setting, counts }: PathCounts): string[][] {
  const samples = counts.map((count, l) => ({ l, value: BigInt(count) }));
  const through = (period: number): string[][] | undefined => {
    const found = Array.from({ length: period }, (_, rest) =>
      polynomialThrough(samples.filter(({ l }) => l % period === rest)),
    );
    return found.every((form) => form !== undefined) ? found.map((form) => form.map(printRational)) : undefined;
  };
  const result = through(1) ?? through(2);
  holds(result !== undefined, `${setting} ${operation}`);
  return result ?? [];
}

export const pathCountsArePolynomials = theorem({
  id: 'path-counts',
  statement: 'The number of interactions is a polynomial in L, or one for even and one for odd L.',
  range: 'cgtp, gtp and curl in every setting, SO(3), all L ≥ 0',
  ofStudy: true,
  prove(study) {
    const rows = study().pathCounts.map((entry) => ({
      setting: entry.setting,
      operation: entry.operation,
      polynomials: forms(entry),
    }));
    return {
      claim:
        'For every L ≥ 0 the operation has in the setting of degree L, in SO(3), as many interactions as the polynomial (of those for L mod their number) says; coefficients of 1, L, L², ….',
      cases: rows.reduce((sum, { polynomials }) => sum + 5 * polynomials.length, 0),
      rows,
    };
  },
});
