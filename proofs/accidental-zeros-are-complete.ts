/**
 * Every {ℓ1 ℓ2 ℓ3; j j j} in the range, evaluated exactly: the listed ones vanish and no others. And how many paths they take from the
 * settings, with the smallest matrix (2j = the highest degree) and with e3x's (the next even number).
 */
import { accidentalZeros } from '../src/analysis/index.ts';
import { distinctIrreps, type Setting, settingIrreps } from '../src/irreps/index.ts';
import { steps } from './certificate.ts';
import { MIN, stated } from './formulas.ts';

const MAX_TWICE_J = 60;

/** Settings to this degree. */
const LMAX = 10;

/** The degrees of a setting's three sides as `from, to`, and 2j by both rules: where the highest degree is even, they are one. */
const SIDES: readonly { setting: Setting; sides: readonly string[]; sizes: readonly string[] }[] = [
  { setting: 'siso', sides: ['l, l', 'l, l', 'l, l'], sizes: ['l', '2*div(l+1,2)'] },
  { setting: 'simo', sides: ['l, l', 'l, l', '0, 2*l'], sizes: ['2*l'] },
  { setting: 'mimo', sides: ['0, l', '0, l', '0, 2*l'], sizes: ['2*l'] },
  { setting: 'mimo-truncated', sides: ['0, l', '0, l', '0, l'], sizes: ['l', '2*div(l+1,2)'] },
];
/** What a text of `sizes` says. */
const sizeOf = (text: string, l: number): number => (text === 'l' ? l : text === '2*l' ? 2 * l : 2 * Math.ceil(l / 2));

/** Paths of a setting that are accidental zeros at 2j. */
function losses(setting: Setting, lmax: number, twiceJ: number): number {
  const sides = settingIrreps(setting, lmax);
  const degrees = [sides.left, sides.right, sides.out].map((side) =>
    distinctIrreps(side, 'so3').map(({ irrep }) => irrep.l),
  );
  const [left = [], right = [], out = []] = degrees;
  const zeros = new Set(
    accidentalZeros(twiceJ).flatMap((zero) => (zero.twiceJ === twiceJ ? [`${zero.l1} ${zero.l2} ${zero.l3}`] : [])),
  );
  const paths = left.flatMap((a) => right.flatMap((b) => out.map((c) => [a, b, c].sort((x, y) => x - y).join(' '))));
  return paths.filter((path) => zeros.has(path)).length;
}

/** [ℓ1, ℓ2, ℓ3, 2j] as a number of four times two digits, from the last. */
const codes = (maxTwiceJ: number): readonly number[] =>
  accidentalZeros(maxTwiceJ)
    .map(({ l1, l2, l3, twiceJ }) => l1 + 100 * l2 + 10_000 * l3 + 1_000_000 * twiceJ)
    .sort((a, b) => a - b);

/** How many paths are lost at L = 1 … lmax: a statement for each setting and size. */
const lossStatements = (lmax: number): string[] =>
  SIDES.flatMap(({ setting, sides: [left, right, out], sizes }) =>
    sizes.map((size) => {
      const numbers = steps(1, lmax).flatMap((l) => {
        const lost = losses(setting, l, sizeOf(size, l));
        return lost === 0 ? [] : [`holds(l == ${l})*${lost}`];
      });
      const sum = `sum(${left}, a => sum(${right}, b => sum(${out}, c => lost(a,b,c,${size}))))`;
      return `all(1, ${lmax}, l => ${sum} == ${numbers.join('+') || '0'})`;
    }),
  );

/** As many zeros at each n = 2j as are listed; each listed is one; no two of them are the same; the settings lose so many paths. */
export const zerosTo = (maxTwiceJ: number, lmax: number) =>
  stated({
    id: 'six-j-zeros',
    statement: 'The accidental zeros of the matrix product are these.',
    range: `2j ≤ ${maxTwiceJ}, degrees ≤ 2j; settings to L = ${lmax}`,
    prove() {
      const listed = codes(maxTwiceJ);
      const last = listed.length - 1;
      const digits = [0, 1, 2, 3].map((place) => `digits(item(i),${place})`);
      return {
        define: [
          MIN,
          `item(i) = ${listed.map((code, i) => `holds(i == ${i})*${code}`).join('+')}`,
          'digits(x,k) = div(x,power(100,k))-100*div(x,power(100,k+1))',
          'vanishes(a,b,c,n) = holds(R(2*a,2*b,2*c,n,n,n) == 0)',
          `path(a,b,c,n) = holds(a <= b)*holds(b <= c)*holds(c <= a+b)*holds(c <= n)*holds(n <= ${maxTwiceJ})`,
          'zero(a,b,c,n) = path(a,b,c,n)*vanishes(a,b,c,n)',
          'lost(a,b,c,n) = holds(abs(a-b) <= c)*holds(c <= a+b)*vanishes(a,b,c,n)',
        ],
        statements: [
          `all(0, ${maxTwiceJ}, n => sum(0, n, a => sum(a, n, b => sum(b, min(a+b,n), c => vanishes(a,b,c,n)))) == sum(0, ${last}, i => holds(digits(item(i),3) == n)))`,
          `all(0, ${last}, i => zero(${digits.join(',')}) == 1)`,
          `all(0, ${last - 1}, i => item(i) < item(i+1))`,
          ...lossStatements(lmax),
        ],
        cases: maxTwiceJ + 1 + 2 * listed.length - 1 + lmax * SIDES.flatMap(({ sizes }) => sizes).length,
      };
    },
  });

export const accidentalZerosAreComplete = zerosTo(MAX_TWICE_J, LMAX);
