/**
 * What a product reaches (schema.md, "Products"), by blocks: a content, which features are multiplied, with an output. Its map is a sum of terms,
 * monomials of weights times fixed maps, and no monomial belongs to two blocks.
 */
import { extend, must, P, PRIMES, product, range, sum } from '../check.mjs';
import { chains, functions, matrices, nameOf, residue } from './product-maps.mjs';

/** Ascending choices of n of the features, from the k-th on. */
const contents = (features, n, k = 0) => {
  const beginning = (i) => contents(features, n - 1, i).map((rest) => [features[i], ...rest]);
  return n === 0 ? [[]] : range(k, features.length - 1).flatMap(beginning);
};
/** How many monomials of a content have the weight m: an order for each feature, ascending among equal ones. */
const monomials = ([one, ...rest], m, least = -one.l) =>
  sum(range(least, one.l), (n) =>
    rest.length > 0 ? monomials(rest, m - n, rest[0] === one ? n : undefined) : Number(n === m),
  );
const keyOf = (factors, out) => `${factors.map(nameOf).sort()} ${nameOf(out)}`;
/** Contents and outputs with symmetric maps: as many as there are more monomials of weight ℓ than of ℓ+1. */
export const blocksOf = ({ features, outs, order }) =>
  outs.flatMap((out) =>
    contents(features, order).flatMap((content) => {
      const maps = monomials(content, out.l) - monomials(content, out.l + 1);
      const isBlock = maps > 0 && product(content, ({ p }) => p) === out.p;
      return isBlock ? [{ content, out, maps, key: keyOf(content, out) }] : [];
    }),
  );

/** The rank with more rows. */
const rankModulo = (rows, p = P, span = []) => {
  for (const row of rows) extend(span, Float64Array.from(row), p);
  return span.length;
};
/** The rank over ℚ of rows of integers. */
function exactRank(rows) {
  const heads = [];
  for (let row of rows) {
    for (const { pivot, head } of heads) row = row.map((x, k) => x * head[pivot] - row[pivot] * head[k]);
    const pivot = row.findIndex((x) => x !== 0n);
    if (pivot >= 0) heads.push({ pivot, head: row });
  }
  return heads.length;
}

/** Of each block its terms, by their monomials: equal ones are added up. */
function termsOf(maps, asked, points, blocks) {
  const found = new Map(blocks.map(({ key }) => [key, new Map()]));
  maps(asked, points, (factors, out, weights, all) => {
    const [terms, names] = [found.get(keyOf(factors, out)), weights.toSorted()];
    const before = terms?.get(`${names}`)?.values ?? [];
    terms?.set(`${names}`, { names, values: all.map((x, k) => (k in before ? x + before[k] : x)) });
  });
  const first = (r) => (term) => ({ ...term, values: term.values.slice(0, r) });
  return blocks.map(({ key, maps: r }) => [...found.get(key).values()].map(first(r)));
}
const valuesOf = (terms) => terms.map(({ values }) => values);
/** Each block with its terms, modulo P, and the dimension of what they span, exactly. */
export function reachOf(asked, draw) {
  const blocks = blocksOf(asked);
  if (asked.operation === 'cgtp') return blocks.map((block) => ({ ...block, terms: [], reached: block.maps }));
  const numbers = range(1, Math.max(0, ...blocks.map(({ maps }) => maps)));
  const points = new Map(asked.features.map((one) => [one, numbers.map(() => range(-one.l, one.l).map(draw))]));
  const maps = { gtp: functions, mtp: matrices }[asked.form === 'fused' && asked.operation] ?? chains;
  const all = termsOf(maps, asked, points, blocks);
  // Ranks over ℚ decide only at points that tell all maps apart: chains with every path are of full rank there.
  const complete = { ...asked, operation: 'every', inner: Number.POSITIVE_INFINITY };
  const every = maps === matrices ? termsOf(chains, complete, points, blocks) : [];
  return blocks.map((block, i) => {
    const terms = all[i].map((term) => ({ ...term, values: term.values.map((x) => residue(BigInt(x))) }));
    const most = Math.min(maps === functions ? 1 : block.maps, terms.length);
    if (rankModulo(valuesOf(terms)) === most) return { ...block, terms, reached: most };
    must(every[i] && rankModulo(valuesOf(every[i])) === block.maps, `${block.key}: not decided`);
    return { ...block, terms, reached: exactRank(valuesOf(all[i])) };
  });
}

const namesIn = (blocks) => [...new Set(blocks.flatMap(({ terms }) => terms.flatMap(({ names }) => names)))].sort();
/** Lower bounds at 1, 2, … channels, up to the first that reaches the whole: ranks of the Jacobian. */
export function ranksOf(blocks, whole, draw) {
  const [names, starts, span, ranks] = [namesIn(blocks), [0], [], []];
  for (const { terms } of blocks) starts.push(starts.at(-1) + (terms[0]?.values.length ?? 0));
  while (span.length < whole) {
    must(ranks.length < whole, 'ranks stay below the whole');
    const weights = new Map(names.map((name) => [name, { x: draw(), slopes: new Float64Array(starts.at(-1)) }]));
    for (const [i, { terms }] of blocks.entries())
      for (const { names: own, values } of terms)
        for (const [n, name] of own.entries()) {
          const others = own.toSpliced(n, 1).reduce((total, other) => (total * weights.get(other).x) % P, 1);
          const { slopes } = weights.get(name);
          for (const [k, x] of values.entries()) slopes[starts[i] + k] = (slopes[starts[i] + k] + others * x) % P;
        }
    const rows = [...weights.values()].map(({ slopes }) => slopes);
    ranks.push(rankModulo(rows, P, span));
  }
  return ranks;
}
/** For upper bounds, of each prefix of an order of irreps: what is peeled off with them, the rank over ℚ of the exponents of the rest. */
export function peelingOf(blocks, text) {
  const order = text.split(' ');
  const irrepsOf = ({ content, out }) => [...content.map((one) => `i${nameOf(one)}`), `o${nameOf(out)}`];
  const depthOf = (block) => [...order, ...irrepsOf(block)].findIndex((name) => irrepsOf(block).includes(name));
  const alive = blocks.filter(({ reached }) => reached > 0);
  const [names, spans] = [namesIn(alive), PRIMES.map(() => [])];
  let [peeled, longest] = [sum(alive, ({ reached }) => reached), 1];
  // From the inside out, so that ranks grow.
  const stages = range(0, order.length).map((n) => {
    for (const { terms, reached } of alive.filter((block) => depthOf(block) === order.length - n)) {
      peeled -= reached;
      for (const { names: own } of terms) {
        const exponents = names.map((name) => own.filter((other) => other === name).length);
        const square = sum(exponents, (x) => x * x);
        longest = Math.max(longest, square);
        for (const [i, p] of PRIMES.entries()) rankModulo([exponents], p, spans[i]);
      }
    }
    return { peeled, rank: Math.max(...spans.map(({ length }) => length)) };
  });
  // One of the primes divides no minor but 0: these are at most the product of their rows' lengths.
  must(BigInt(longest) ** BigInt(names.length) < product(PRIMES, (p) => BigInt(p) ** 2n, 1n), 'too large');
  return stages;
}
