/**
 * Multiply–adds in mimo as polynomials in L, for the algorithms whose tables have no zeros that could be left out. Each count is made of
 * polynomials, of sums of polynomials over paths, and of ⌊D/2⌋ with D linear in L: of degree ≤ 6 and period ≤ 2 for L ≥ 1 (README.md).
 */
import { workloadOf } from '../src/algorithm/algorithm.ts';
import { ALGORITHMS } from '../src/algorithm/index.ts';
import { printRational } from '../src/exact/index.ts';
import { settingIrreps } from '../src/irreps/index.ts';
import { defaultTwiceJ } from '../src/operation/index.ts';
import { polynomialThrough } from '../src/report/closed-form.ts';
import { holds, steps, theorem } from './certificate.ts';

/** 7 coefficients, 2 classes. */
const CHECKED_TO = 14;

const COUNTED = [
  'cgtp-dense',
  'gtp-fourier-direct',
  'gtp-grid',
  'mtp-dense',
  'vstp-grid',
  'curl-grid',
  'gtp+curl-grid',
];

function multiplyAdds(algorithm: (typeof ALGORITHMS)[number], l: number): bigint {
  const { left, right, out } = settingIrreps('mimo', l);
  const twiceJ = defaultTwiceJ(left, right, out);
  return algorithm.cost(workloadOf(left, right, out, 'so3', { twiceJ })).multiplyAdds;
}

export const costsArePolynomials = theorem({
  id: 'cost-polynomials',
  statement: 'The multiply–adds of one channel in mimo are a polynomial in L.',
  range: `${COUNTED.length} algorithms, SO(3), all L ≥ 1`,
  prove() {
    const rows = ALGORITHMS.filter(({ id }) => COUNTED.includes(id)).map((algorithm) => {
      const form = polynomialThrough(steps(1, CHECKED_TO).map((l) => ({ l, value: multiplyAdds(algorithm, l) })));
      holds(form !== undefined, algorithm.id);
      return { algorithm: algorithm.id, polynomial: (form ?? []).map(printRational) };
    });
    return {
      claim:
        'For every L ≥ 1 the algorithm takes in mimo of degree L, in SO(3), as many multiply–adds for one channel as the polynomial says; coefficients of 1, L, L², ….',
      cases: CHECKED_TO * rows.length,
      rows,
    };
  },
});
