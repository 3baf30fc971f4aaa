/** Every {ℓ1 ℓ2 ℓ3; j j j} in the range, evaluated exactly: the listed ones vanish and no others. */
import { accidentalZeros } from '../src/analysis/index.ts';
import { MIN, stated } from './formulas.ts';

const MAX_TWICE_J = 60;

/** [ℓ1, ℓ2, ℓ3, 2j] as a number of four times two digits, from the last. */
const codes = (maxTwiceJ: number): readonly number[] =>
  accidentalZeros(maxTwiceJ)
    .map(({ l1, l2, l3, twiceJ }) => l1 + 100 * l2 + 10_000 * l3 + 1_000_000 * twiceJ)
    .sort((a, b) => a - b);

/** As many zeros at each n = 2j as are listed; each listed is one; no two of them are the same. */
export const zerosTo = (maxTwiceJ: number) =>
  stated({
    id: 'six-j-zeros',
    statement: 'The accidental zeros of the matrix product are these.',
    range: `2j ≤ ${maxTwiceJ}, degrees ≤ 2j`,
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
        ],
        statements: [
          `all(0, ${maxTwiceJ}, n => sum(0, n, a => sum(a, n, b => sum(b, min(a+b,n), c => vanishes(a,b,c,n)))) == sum(0, ${last}, i => holds(digits(item(i),3) == n)))`,
          `all(0, ${last}, i => zero(${digits.join(',')}) == 1)`,
          `all(0, ${last - 1}, i => item(i) < item(i+1))`,
        ],
        cases: maxTwiceJ + 1 + 2 * listed.length - 1,
      };
    },
  });

export const accidentalZerosAreComplete = zerosTo(MAX_TWICE_J);
