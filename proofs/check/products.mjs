/** The kind `products` (schema.md, "Products"; why: README.md, section 11): what products of ν equal features reach, and what they cost. */
import { evaluate, matrixSize, must, namesOf, P, range, same, sidesOf, sum } from '../check.mjs';
import { contraction } from './contraction.mjs';
import { levelsOf, nameOf } from './product-maps.mjs';
import { peelingOf, ranksOf, reachOf } from './product-reach.mjs';

const PRODUCT = /^(cgtp|gtp fused same|(gtp|mtp) fused own|(gtp|gtp\+curl|mtp) chained own (0|[1-9]\d?))$/;
const keyOf = ({ irreps, out, order, product }) => [irreps, out, order, product].join(', ');
/** What a row asks about. */
function askedBy({ irreps, out, order, product }) {
  const [features, outs] = sidesOf([irreps, out], 'explicit');
  const all = [...features, ...outs];
  const [operation, form, layers, inner] = product.split(' ');
  const [highest, twiceJ] = [Math.max(...all.map(({ l }) => l)), matrixSize([all])];
  must(all.every(({ mul }) => mul === 1) && Number.isInteger(order) && order > 1 && order < 7, 'irreps, order');
  must(PRODUCT.test(product) && !(inner > highest), `no product: ${product}`);
  return { ...{ operation, form, layers }, inner: Number(inner), twiceJ, highest, features, outs, order };
}
/** 1 … P−1, one after the other (schema.md, "Ranks"). */
const residuesFrom = (seed) => () => {
  seed = (48271 * seed) % 2147483647;
  return 1 + (seed % (P - 1));
};

/** The function that gives what each algorithm takes for each step, and the sum over the cheapest. Steps are numbered through all rows. */
function pricing(define, algorithms) {
  const steps = [];
  const has = (n, s, l, p) => BigInt(steps[n].irreps[s].includes(nameOf({ l, p })));
  const [high, factors, embedded] = ['highest', 'order', 'embedded'].map((key) => (n) => BigInt(steps[n][key]));
  const names = namesOf(define, { has, high, free: () => 0n, factors, embedded });
  const works = algorithms.map(([products, name, text]) => ({ products, name, work: evaluate(text, names, 'n => ') }));
  return (asked, product) => {
    const { operation, form, layers, features, outs, order, highest } = asked;
    if (operation === 'cgtp') return { steps: [], cost: ['symmetric contraction', contraction(features, outs, order)] };
    const levels = form === 'chained' ? levelsOf(asked) : [features, outs];
    const own = works.filter(({ products }) => product.startsWith(`${products} `));
    const all = levels.slice(1).map((level, k) => {
      const irreps = [levels[k], features, level].map((slot) => slot.map(nameOf));
      const n = steps.push({ irreps, highest, order, embedded: layers === 'own' ? order : 1 }) - 1;
      return own.map(({ name, work }) => [name, Number(work(BigInt(n)))]);
    });
    const cheapest = all.map((costs) => costs.reduce((best, one) => (one[1] < best[1] ? one : best)));
    const names = new Set(cheapest.map(([name]) => name));
    return { steps: all, cost: [[...names].join(', '), sum(cheapest, ([, work]) => work)] };
  };
}

/** A row made anew from what it asks and its evidence. */
function rowOf({ irreps, out, order, product, peel }, seed, costOf) {
  const [asked, draw] = [askedBy({ irreps, out, order, product }), residuesFrom(seed)];
  const blocks = reachOf(asked, draw);
  const mapsIn = (list) => sum(list, ({ maps }) => maps);
  const reachedIn = (list) => sum(list, ({ reached }) => reached);
  const [lost, whole] = [blocks.filter(({ reached }) => reached === 0), reachedIn(blocks)];
  const into = (one) => blocks.filter((block) => block.out === one);
  const isEasy = product === 'cgtp' || whole === 0;
  const stages = isEasy ? [{ peeled: 0, rank: whole }] : peelingOf(blocks, peel);
  const lower = product === 'cgtp' ? [whole] : ranksOf(blocks, whole, draw);
  const upper = (C) => Math.min(whole, ...stages.map(({ peeled, rank }) => peeled + C * rank));
  const enough = whole === 0 ? 0 : lower.length;
  return {
    ...{ irreps, out, order, product },
    counts: [blocks.length, blocks.length - lost.length, mapsIn(blocks), whole],
    missing: lost.map((block) => [...block.content, block.out].map(nameOf)),
    outputs: asked.outs.map((one) => [nameOf(one), mapsIn(into(one)), reachedIn(into(one))]),
    values: lower.map((rank, n) => [rank, upper(n + 1)]),
    saturating: [range(0, enough).find((C) => upper(C) === whole), enough],
    ...costOf(asked, product),
    peel,
  };
}
export function products({ id, seed, define, algorithms, rows }, facts) {
  must(id === 'products' && Number.isInteger(seed) && 0 < seed && seed < 2147483647, 'id, seed');
  const costOf = pricing(define, algorithms);
  for (const [i, row] of rows.entries()) {
    must(i === 0 || keyOf(rows[i - 1]) < keyOf(row), 'rows: not in order');
    must(same(row, rowOf(row, seed, costOf)), `${keyOf(row)}: other numbers`);
    facts.set(keyOf(row), row);
  }
  facts.set('products', { prime: P, seed, rows: rows.length });
  return rows.length;
}

const boundsOf = ([lower, upper]) => ({ lower, upper, certified: lower === upper });
/** What many-body.json says about a row. */
const toldOf = ({ order, counts, missing, outputs, values, saturating, cost }) => ({
  ...{ order, contents: counts[0], interactions: counts[1] },
  missing: missing.map((irreps) => ({ content: irreps.slice(0, -1), out: irreps.at(-1) })),
  ceiling: counts[2],
  outputs: outputs.map(([out, maps, reached]) => ({ out, maps, reached })),
  reached: counts[3],
  expressivity: values.map((pair, n) => ({ channels: n + 1, ...boundsOf(pair) })),
  saturatingChannels: boundsOf(saturating),
  cost: { algorithm: cost[0], multiplyAdds: `${cost[1]}` },
});
/** The keys of the rows that the products of one degree tell: all that there are of these irreps, up to so many factors. */
function degreeOf({ lmax, answers, ...more }, isNatural, facts) {
  const [{ irreps, out, correlation }] = answers;
  const side = out.split('+').map((word) => `1x${word}`);
  const all = sidesOf([irreps, side.join('+')], 'explicit');
  const isRight = all[0].every(({ l, natural }, i) => natural && l === i);
  must(same([more, all[0].length], [{}, lmax + 1]) && isRight, `${irreps}: other fields, or not to lmax`);
  must(same([...new Set(all[1].map(({ natural }) => natural))], [isNatural]), `${out}: of another parity`);
  const told = answers.flatMap(({ operation, form, layers, twiceJ, inner, orders, ...rest }) => {
    must(same(rest, { irreps, correlation, out }), `${irreps}: other fields`);
    const numbers = orders.map(({ order }) => order);
    must(same(numbers, range(2, correlation)), `${irreps}: other orders`);
    must(twiceJ === (operation === 'mtp' ? matrixSize(all) : undefined), `${irreps}: another matrix`);
    must(inner === undefined || Number.isInteger(inner), `${irreps}: no degree`);
    const product = [operation, form, layers, inner].filter((word) => word !== undefined).join(' ');
    return orders.map((reach) => {
      const key = keyOf({ irreps, out: side.join('+'), order: reach.order, product });
      must(facts.has(key) && same(reach, toldOf(facts.get(key))), `${key}: other numbers`);
      return key;
    });
  });
  const isHere = (row) => same([row.irreps, row.out], [irreps, side.join('+')]) && row.order <= correlation;
  const rows = [...facts.values()].filter(isHere).map(keyOf);
  must(same(told.sort(), rows.sort()), `${irreps}: other products`);
  return told;
}
/** Everything in many-body.json is that of a row, and every row is there. */
export function productsReport({ schema, evidence, natural, unnatural, growth, ...others }, facts) {
  const { rows, ...stated } = facts.get('products') ?? must(false, 'no certificate');
  must(same([schema, evidence, others], [1, stated, {}]), 'other fields, schema or evidence');
  const degrees = growth.map(({ lmax }) => lmax);
  must(same(degrees, range(1, degrees.length)), 'growth: other degrees');
  const told = [natural, unnatural, ...growth].flatMap((one) => degreeOf(one, one !== unnatural, facts));
  must(new Set(told).size === rows, 'products are left out');
  return { id: 'report', cases: rows, claim: 'report: Its numbers follow.' };
}
