/**
 * The number of interactions is a polynomial in L, or one for even and one for odd L: lattice points of a polytope that grows with L.
 * Ehrhart's theorem bounds degree and period, so agreement at degree + 1 values L ≥ 1 of each class proves it (README.md).
 */
import type { Rational } from '../src/exact/index.ts';
import type { Setting } from '../src/irreps/index.ts';
import { polynomialThrough } from '../src/report/closed-form.ts';
import type { PathCounts } from '../src/report/study.ts';
import { holds, steps } from './certificate.ts';
import { EVEN, equation, MIN, stated } from './formulas.ts';

/** L = 0, and at least four L ≥ 1 of each class. */
const CHECKED_TO = 9;

/** The least degree of the inputs, and the ℓ3 of a and b, in degree n. */
const RANGES: Readonly<Record<Setting, readonly [string, string, string]>> = {
  siso: ['n', 'n', 'n'],
  simo: ['n', 'abs(a-b)', 'a+b'],
  mimo: ['0', 'abs(a-b)', 'a+b'],
  'mimo-truncated': ['0', 'abs(a-b)', 'min(a+b,n)'],
};
const COUNTED = new Map([
  ['cgtp', '1'],
  ['gtp', 'even(a+b+c)'],
  ['curl', '1-even(a+b+c)'],
]);

/** One polynomial through all counts, else those for even and for odd L. */
function forms({ operation, setting, counts }: PathCounts): (readonly Rational[])[] {
  const samples = counts.map((count, l) => ({ l, value: BigInt(count) }));
  const through = (period: number) =>
    steps(0, period - 1).map((rest) => polynomialThrough(samples.filter(({ l }) => l % period === rest)));
  const found = [through(1), through(2)].find((all) => all.every((form) => form !== undefined));
  holds(found !== undefined, `${setting} ${operation}`);
  return (found ?? []).flatMap((form) => (form === undefined ? [] : [form]));
}

function statementsOf(entry: PathCounts): string[] {
  const [least, from, to] = RANGES[entry.setting];
  const count = `sum(${least}, n, a => sum(${least}, n, b => sum(${from}, ${to}, c => ${COUNTED.get(entry.operation)})))`;
  const all = forms(entry);
  return all.map((form, rest) => {
    const step = all.length === 1 ? '' : `${all.length}, `;
    return `all(${rest}, ${CHECKED_TO}, ${step}n => ${equation(count, form)})`;
  });
}

export const pathCountsArePolynomials = stated({
  id: 'path-counts',
  statement: 'The number of interactions is a polynomial in L, or one for even and one for odd L.',
  range: 'cgtp, gtp and curl in every setting, SO(3), all L ≥ 0',
  ofStudy: true,
  prove(study) {
    const entries = study().pathCounts;
    const statements = entries.flatMap(statementsOf);
    return { define: [EVEN, MIN], statements, cases: (CHECKED_TO + 1) * entries.length };
  },
});
