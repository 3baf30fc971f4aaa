/**
 * Lower bounds (schema.md, "Ranks" and "Copies"): the rank of the Jacobian modulo P at the point of a seed, one channel after the other, and
 * whether the copies of an irrep are filled there.
 */
import { P, range, sum } from './arithmetic.mjs';
import { ceilingOf, coefficients } from './graph.mjs';

/** a⁻¹ mod P, by Euclid. */
function inverse(a) {
  let [r, s, x, y] = [P, a, 0, 1];
  while (s) [r, s, x, y] = [s, r % s, y, x - Math.floor(r / s) * y];
  return (x + P) % P;
}

/** Adds a vector to a span; its rows are 1 at their pivots and 0 before. Sums of 400 products below 2^44 stay below 2^53. */
export function extend(span, vector) {
  let pending = 0;
  for (const { pivot, row } of span) {
    const entry = vector[pivot] % P;
    if (entry === 0) continue;
    for (let k = pivot, factor = P - entry; k < row.length; k++) vector[k] += factor * row[k];
    if (++pending % 400 === 0) for (let k = 0; k < vector.length; k++) vector[k] %= P;
  }
  for (let k = 0; k < vector.length; k++) vector[k] %= P;
  const pivot = vector.findIndex((entry) => entry !== 0);
  if (pivot < 0) return;
  const scale = inverse(vector[pivot]);
  span.push({ pivot, row: vector.map((entry) => (entry * scale) % P) });
}

/** The residues of a seed, one after the other. */
function points(seed) {
  let state = seed;
  return () => {
    state = (48271 * state) % 2147483647;
    return 1 + (state % (P - 1));
  };
}

/** The monomials at one channel: f(path, [u, v, w], row, [left, right, out], factor, [x, y, z]) for each monomial. */
function eachMonomial(graph, weights, f) {
  let start = 0;
  for (const [n, path] of graph.paths.entries()) {
    for (const [a, b, c, factor] of path) {
      let row = start;
      for (const [u, x] of weights[a].entries())
        for (const [v, y] of weights[b].entries())
          for (const [w, z] of weights[c].entries()) f(n, [u, v, w], row++, [a, b, c], factor, [x, y, z]);
    }
    start += coefficients(graph, path);
  }
}

const product = (...all) => all.reduce((n, x) => (n * x) % P, 1);

/** Ranks after 1, 2, …, `wanted` channels. */
export function jacobianRanks(graph, wanted, seed) {
  const [next, span, ranks, length] = [points(seed), [], [], ceilingOf(graph)];
  while (ranks.length < wanted) {
    const weights = graph.ports.map(({ mul }) => range(1, mul).map(next));
    const vectors = graph.ports.map(({ mul }) => range(1, mul).map(() => new Float64Array(length)));
    eachMonomial(graph, weights, (_, copies, row, ports, factor, [x, y, z]) => {
      [product(y, z, factor), product(x, z, factor), product(x, y, factor)].forEach((value, slot) => {
        const vector = vectors[ports[slot]][copies[slot]];
        vector[row] = (vector[row] + value) % P;
      });
    });
    for (const vector of vectors.flat()) if (span.length < length) extend(span, vector);
    ranks.push(span.length);
  }
  return ranks;
}

/** Irreps by slot and name. */
export const nodesOf = ({ ports }) => [...new Set(ports.map(({ node }) => node))];

/** Coefficients for each copy of an irrep. */
export const beside = (graph, node) =>
  sum(graph.paths, ([term]) => {
    const ports = term.slice(0, 3).map((port) => graph.ports[port]);
    return ports.some((port) => port.node === node)
      ? ports.reduce((n, port) => n * (port.node === node ? 1 : port.mul), 1)
      : 0;
  });
export const withCopies = (graph, copies) => ({
  ...graph,
  ports: graph.ports.map((port) => ({ ...port, mul: copies(port) })),
});

/** The graph with as many copies as that many channels can fill. */
export function fill(graph, channels) {
  let small = withCopies(graph, ({ mul, node }) =>
    Math.min(mul, channels * graph.ports.filter((port) => port.node === node).length),
  );
  for (let before = ''; before !== JSON.stringify(small.ports); ) {
    before = JSON.stringify(small.ports);
    for (const node of nodesOf(graph)) {
      const limit = beside(small, node);
      small = withCopies(small, (port) => (port.node === node ? Math.min(port.mul, limit) : port.mul));
    }
  }
  return small;
}

/** Whether the map at the seeded point, as a matrix copies × everything else, has a row rank of all copies of an irrep. */
export function isFilled(graph, channels, seed, node) {
  const [next, rows, { slot, mul }] = [points(seed), [], graph.ports.find((port) => port.node === node)];
  for (let k = 0; k < mul; k++) rows.push(new Float64Array(ceilingOf(graph)));
  for (let k = 0; k < channels; k++) {
    const weights = graph.ports.map((port) => range(1, port.mul).map(next));
    let path = -1;
    let start = 0;
    eachMonomial(graph, weights, (n, copies, row, ports, factor, point) => {
      if (n !== path) [path, start] = [n, row];
      if (graph.ports[ports[slot]].node !== node) return;
      const [b, c] = [1, 2].map((side) => graph.ports[ports[side]].mul);
      const [u, v, w] = copies.map((copy, side) => (side === slot ? 0 : copy));
      const column = start + (u * b + v) * c + w;
      rows[copies[slot]][column] = (rows[copies[slot]][column] + product(...point, factor)) % P;
    });
  }
  const span = [];
  for (const row of rows) extend(span, row);
  return span.length === mul;
}
