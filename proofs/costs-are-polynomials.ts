/**
 * Multiply–adds in mimo as polynomials in L, for the algorithms whose tables have no zeros that could be left out. Each count is made of
 * polynomials, of sums of polynomials over paths, and of ⌊D/2⌋ with D linear in L: of degree ≤ 6 and period ≤ 2 for L ≥ 1 (README.md).
 */
import { workloadOf } from '../src/algorithm/algorithm.ts';
import { ALGORITHMS } from '../src/algorithm/index.ts';
import { settingIrreps } from '../src/irreps/index.ts';
import { defaultTwiceJ } from '../src/operation/index.ts';
import { polynomialThrough } from '../src/report/closed-form.ts';
import { steps } from './certificate.ts';
import { COST_DEFINITIONS, COST_FORMULAS } from './cost-formulas.ts';
import { equation, stated } from './formulas.ts';

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

/** The irreps of mimo of degree n. */
const MIMO = ['has(n,s,l,p) = holds(p == 1)*holds(l <= n*(1+holds(s == 2)))', 'free(n) = 1', 'high(n) = 2*n'];

export const costsArePolynomials = stated({
  id: 'cost-polynomials',
  statement: 'The multiply–adds of one channel in mimo are a polynomial in L.',
  range: `${COUNTED.length} algorithms, SO(3), all L ≥ 1`,
  prove() {
    const statements = ALGORITHMS.filter(({ id }) => COUNTED.includes(id)).map((algorithm) => {
      const form = polynomialThrough(steps(1, CHECKED_TO).map((l) => ({ l, value: multiplyAdds(algorithm, l) })));
      const [, formula] = COST_FORMULAS.find(([name]) => name === algorithm.id) ?? [];
      if (form === undefined || formula === undefined) throw new Error(`${algorithm.id}: no polynomial, or no formula`);
      return `all(1, ${CHECKED_TO}, n => ${equation(formula, form)})`;
    });
    return { define: [...MIMO, ...COST_DEFINITIONS], statements, cases: CHECKED_TO * statements.length };
  },
});
