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
import { MIN, stated } from './formulas.ts';

/** L; k; what the k-th path takes alone, and all k; what the other operation takes for k dimensions, 0 for k interactions. */
type Cell = readonly [l: number, count: number, last: number, taken: number, price: number];

function cellOf(l: number, count: number, price: number): Cell {
  const one = partialCoupling(l)[count - 1];
  holds(one !== undefined, `L = ${l}: ${count} paths`);
  const [last, taken] = [one?.last ?? 0, one?.multiplyAdds ?? 0];
  holds(price === 0 || taken < price, `L = ${l}: ${count} paths take ${taken}`);
  return [l, count, last, taken, price];
}

/** Cells of every dimension that an operation other than CGTP has; then, at the highest degree, of its interactions. */
function cellsOf({ analyses }: Study): { readonly dimensions: Cell[]; readonly interactions: Cell[] } {
  const own = analyses.filter(
    ({ setting, parity, operation }) => setting === 'mimo' && parity === 'so3' && operation !== 'cgtp',
  );
  const asked = own.filter(({ lmax }) => lmax !== undefined && ASKED.includes(lmax));
  const top = Math.max(...asked.map(({ lmax = 0 }) => lmax));
  const dimensions = asked.flatMap((analysis) => {
    const { lmax = 0, expressivity } = analysis;
    const price = cheapest(analysis)?.multiplyAdds ?? 0;
    return expressivity.flatMap(({ channels, lower }) => (lower === 0 ? [] : [cellOf(lmax, lower, channels * price)]));
  });
  const last = asked.filter(({ lmax }) => lmax === top);
  return { dimensions, interactions: last.map(({ interactions }) => cellOf(top, interactions, 0)) };
}

/** Nine digits for each number of a cell, the first last. */
const BASE = 1_000_000_000n;
const code = (cell: Cell): bigint => cell.reduceRight((number, digit) => number * BASE + BigInt(digit), 0n);

const TOP = Math.max(...ASKED);
const DEFINE = [
  MIN,
  `digits(x,k) = div(x,power(${BASE},k))-${BASE}*div(x,power(${BASE},k+1))`,
  'alone(a,b,c) = (2*a+1)*(2*b+1)+nonzeros(a,b,c)+2*c+1',
  `top(l) = min(l,${TOP})`,
  'paths(l,t) = sum(0, top(l), a => sum(0, top(l), b => sum(abs(a-b), a+b, c => holds(alone(a,b,c) <= t))))',
  'work(l,t) = sum(0, top(l), a => sum(0, top(l), b => sum(abs(a-b), a+b, c => holds(alone(a,b,c) <= t)*alone(a,b,c))))',
];

export const fewerPathsAreCheaper = stated({
  id: 'partial-coupling',
  statement: 'CGTP with fewer paths takes fewer multiply–adds for as many dimensions.',
  range: `mimo, SO(3), L = ${ASKED.join(', ')}; every other operation and number of channels`,
  ofStudy: true,
  prove(study) {
    const { dimensions, interactions } = cellsOf(study());
    const cells = [...dimensions, ...interactions];
    const last = cells.length - 1;
    const [degree, count, step, taken, price] = [0, 1, 2, 3, 4].map((k) => `digits(cell(i),${k})`);
    return {
      define: [...DEFINE, `cell(i) = ${cells.map((cell, i) => `holds(i == ${i})*${code(cell)}`).join('+')}`],
      statements: [
        `all(0, ${last}, i => paths(${degree},${step}-1) < ${count})`,
        `all(0, ${last}, i => ${count} <= paths(${degree},${step}))`,
        `all(0, ${last}, i => work(${degree},${step}-1)+(${count}-paths(${degree},${step}-1))*${step} == ${taken})`,
        `all(0, ${dimensions.length - 1}, i => ${taken} < ${price})`,
      ],
      cases: 3 * cells.length + dimensions.length,
    };
  },
});
