/**
 * What products of ν equal features reach, with how many channels, and what one channel costs: the numbers of many-body.json. Evidence: a
 * seed of points for ranks, and an order of peeling for upper bounds (README.md, "Products of several factors").
 */
import { type AlgorithmId, algorithmsOf } from '../src/algorithm/index.ts';
import { POINT_SEED } from '../src/analysis/secant.ts';
import { parseIrreps } from '../src/irreps/index.ts';
import type { ManyBodyExpressivity, ProductReach } from '../src/many-body/index.ts';
import { productPeeling } from '../src/many-body/product-bounds.ts';
import { chainWorkloads } from '../src/many-body/product-cost.ts';
import { checkProduct } from '../src/many-body/product-request.ts';
import { productSpace } from '../src/many-body/product-space.ts';
import { type ManyBodyStudy, runManyBodyStudy } from '../src/report/many-body-study.ts';
import { holds, theorem } from './certificate.ts';
import { COST_DEFINITIONS, formulaOf, usedIn } from './cost-formulas.ts';

/** Products, names of algorithms, multiply–adds: factor by factor those of two factors. */
const ALGORITHMS: readonly (readonly [product: string, algorithm: AlgorithmId | 'grid', multiplyAdds: string])[] = [
  [
    'gtp fused',
    'grid',
    'embedded(n)*way(n,0,whole(n))+(factors(n)-1)*power(num(n,0),2)*grid(whole(n))+way(n,2,whole(n))',
  ],
  ['mtp fused', 'mtp-sparse', 'embedded(n)*fill(n,0)+(factors(n)-1)*power(signs(n,0),2)*power(side(n),3)+fill(n,2)'],
  ...(['gtp', 'gtp+curl', 'mtp'] as const).flatMap((operation) =>
    algorithmsOf(operation).map(({ id }) => [`${operation} chained`, id, formulaOf(id)] as const),
  ),
];

/** Beside those of two factors: the degree of a function that all factors and the output make, and the entries that embed a slot. */
const DEFINE = usedIn(
  ALGORITHMS.map(([, , formula]) => formula),
  [
    ...COST_DEFINITIONS,
    'whole(n) = factors(n)*top(n,0)+top(n,2)',
    'fill(n,s) = sum(0, side(n)-1, l => count(n,s,l)*nonzeros(l,div(side(n),2),div(side(n),2)))',
  ],
);

/** `mtp chained own 3`: operation, form, layers, the largest degree in between. */
const nameOf = ({ operation, form, layers, inner }: ManyBodyExpressivity): string =>
  [operation, form, layers, inner].filter((word) => word !== undefined).join(' ');

/** `1x0e+1x1o` for `0e+1o`. */
const withCopies = (out: string): string => out.replaceAll(/(?<=^|\+)/g, '1x');

/** What an answer is about. */
function askedBy(answer: ManyBodyExpressivity) {
  const { operation, form, layers, inner, correlation } = answer;
  const [irreps, out] = [parseIrreps(answer.irreps), parseIrreps(answer.out).map(({ irrep }) => irrep)];
  const options = { ...(form && { form }), ...(layers && { layers }), ...(inner !== undefined && { inner }) };
  return { irreps, out, model: checkProduct({ operation, irreps, correlation, out, ...options }) };
}

/** The order of peeling. */
function peelOf(answer: ManyBodyExpressivity, { order, reached }: ProductReach): string {
  const { irreps, out, model } = askedBy(answer);
  if (model === undefined || reached === 0) return '';
  return productPeeling(productSpace(irreps, order, out, model)).order.join(' ');
}

/** What each algorithm takes for each step. */
function stepsOf(answer: ManyBodyExpressivity, { order, cost }: ProductReach): [algorithm: string, work: number][][] {
  const { irreps, out, model } = askedBy(answer);
  if (model === undefined) return [];
  if (model.form === 'fused') return [[[cost?.algorithm ?? '', Number(cost?.multiplyAdds)]]];
  return chainWorkloads(irreps, order, out, model).map((work) =>
    algorithmsOf(model.operation).map(({ id, cost }) => [id, Number(cost(work).multiplyAdds)]),
  );
}

function rowOf(answer: ManyBodyExpressivity, reach: ProductReach) {
  const { order, cost, saturatingChannels: saturating } = reach;
  const where = `${nameOf(answer)}, ${answer.irreps}, ${order} factors`;
  holds(cost !== undefined && Number.isSafeInteger(Number(cost.multiplyAdds)), `${where}: no cost`);
  return {
    irreps: answer.irreps,
    out: withCopies(answer.out),
    order,
    product: nameOf(answer),
    counts: [reach.contents, reach.interactions, reach.ceiling, reach.reached],
    missing: reach.missing.map(({ content, out }) => [...content, out]),
    outputs: reach.outputs.map(({ out, maps, reached }) => [out, maps, reached]),
    values: reach.expressivity.map(({ lower, upper }) => [lower, upper]),
    saturating: [saturating.lower, saturating.upper],
    steps: stepsOf(answer, reach),
    cost: [cost?.algorithm, Number(cost?.multiplyAdds)],
    peel: peelOf(answer, reach),
  };
}

type Row = ReturnType<typeof rowOf>;

export const keyOf = ({ irreps, out, order, product }: Row): string => [irreps, out, order, product].join(', ');

const answersOf = ({ natural, unnatural, growth }: ManyBodyStudy): ManyBodyExpressivity[] =>
  [natural, unnatural, ...growth].flatMap(({ answers }) => answers);

/** @param answers those of the report, or fewer */
export const reachOf = (answers: () => readonly ManyBodyExpressivity[], range: string) =>
  theorem({
    id: 'products',
    statement: 'Products of several equal factors reach these maps, with so many channels, at these costs.',
    range,
    prove() {
      const rows = new Map<string, Row>();
      for (const answer of answers()) {
        for (const reach of answer.orders) {
          const row = rowOf(answer, reach);
          rows.set(keyOf(row), row);
        }
      }
      return {
        claim: 'products: Products reach these maps, with so many channels, at these costs, by these formulas.',
        cases: rows.size,
        seed: POINT_SEED,
        define: DEFINE,
        algorithms: ALGORITHMS,
        rows: [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row),
      };
    },
  });

export const productsReachTheseMaps = reachOf(
  () => answersOf(runManyBodyStudy()),
  'every product of many-body.json: degrees to 3 with up to 4 factors, to 6 with up to 3',
);
