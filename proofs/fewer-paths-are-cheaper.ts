/**
 * CGTP with only its k cheapest paths has k dimensions: for less than C channels of another operation take for as many, wherever the study
 * asks (mimo, SO(3), its degrees, every operation and number of channels). Dimensions and costs of the operations: the certificates
 * `expressivity-mimo-so3` and `costs`. Here: what the paths take, each counted alone and with its weight.
 */

import { cheapest } from '../src/report/chapters/format.ts';
import type { Study } from '../src/report/index.ts';
import { partialCoupling } from '../src/report/price-of-freedom/frontier.ts';
import { ASKED } from '../src/report/price-of-freedom/question-one.ts';
import { holds } from './certificate.ts';
import { stated } from './formulas.ts';

/** k; what the k-th path takes alone, and all k; what the other operation takes for k dimensions, 0 for k interactions. */
type Cell = readonly [count: number, last: number, taken: number, price: number];

function cellOf(l: number, count: number, price: number): Cell {
  const one = partialCoupling(l)[count - 1];
  holds(one !== undefined, `L = ${l}: ${count} paths`);
  const [last, taken] = [one?.last ?? 0, one?.multiplyAdds ?? 0];
  holds(price === 0 || taken < price, `L = ${l}: ${count} paths take ${taken}`);
  return [count, last, taken, price];
}

/** The cells of a degree: of every dimension that an operation other than CGTP has, then, if asked for, of its interactions. */
interface Cells {
  readonly l: number;
  readonly dimensions: readonly Cell[];
  readonly interactions: readonly Cell[];
}

/** Of all degrees; interactions at the highest. */
function cellsOf({ analyses }: Study): Cells[] {
  const own = analyses.filter(
    ({ setting, parity, operation }) => setting === 'mimo' && parity === 'so3' && operation !== 'cgtp',
  );
  const degrees = ASKED.filter((l) => own.some(({ lmax }) => lmax === l));
  return degrees.map((l) => {
    const here = own.filter(({ lmax }) => lmax === l);
    const dimensions = here.flatMap((analysis) => {
      const price = cheapest(analysis)?.multiplyAdds ?? 0;
      return analysis.expressivity.flatMap(({ channels, lower }) =>
        lower === 0 ? [] : [cellOf(l, lower, channels * price)],
      );
    });
    const interactions = l === degrees.at(-1) ? here.map((analysis) => cellOf(l, analysis.interactions, 0)) : [];
    return { l, dimensions, interactions };
  });
}

/** Nine digits for each number of a cell, the first last. */
const BASE = 1_000_000_000n;
const code = (cell: Cell): bigint => cell.reduceRight((number, digit) => number * BASE + BigInt(digit), 0n);

const DEFINE = [
  `digits(x,k) = div(x,power(${BASE},k))-${BASE}*div(x,power(${BASE},k+1))`,
  'alone(a,b,c) = (2*a+1)*(2*b+1)+nonzeros(a,b,c)+2*c+1',
  'paths(l,t) = sum(0, l, a => sum(0, l, b => sum(abs(a-b), a+b, c => holds(alone(a,b,c) <= t))))',
  'work(l,t) = sum(0, l, a => sum(0, l, b => sum(abs(a-b), a+b, c => holds(alone(a,b,c) <= t)*alone(a,b,c))))',
];

/** The numbers of a degree, and that they are right. */
function statementsOf({ l, dimensions, interactions }: Cells): string[] {
  const last = dimensions.length + interactions.length - 1;
  const [count, step, taken, price] = [0, 1, 2, 3].map((k) => `digits(cell(${l},i),${k})`);
  return [
    `all(0, ${last}, i => paths(${l},${step}-1) < ${count})`,
    `all(0, ${last}, i => ${count} <= paths(${l},${step}))`,
    `all(0, ${last}, i => work(${l},${step}-1)+(${count}-paths(${l},${step}-1))*${step} == ${taken})`,
    `all(0, ${dimensions.length - 1}, i => ${taken} < ${price})`,
  ];
}

export const fewerPathsAreCheaper = stated({
  id: 'partial-coupling',
  statement: 'CGTP with fewer paths takes fewer multiply–adds for as many dimensions.',
  range: `mimo, SO(3), L = ${ASKED.join(', ')}; every other operation and number of channels`,
  ofStudy: true,
  prove(study) {
    const all = cellsOf(study());
    const codes = all.flatMap(({ l, dimensions, interactions }) =>
      [...dimensions, ...interactions].map((cell, i) => `holds(l == ${l})*holds(i == ${i})*${code(cell)}`),
    );
    return {
      define: [...DEFINE, `cell(l,i) = ${codes.join('+')}`],
      statements: all.flatMap(statementsOf),
      cases: all.reduce(
        (sum, { dimensions, interactions }) => sum + 4 * dimensions.length + 3 * interactions.length,
        0,
      ),
    };
  },
});
