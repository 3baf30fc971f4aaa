/**
 * Upper bounds (schema.md, "Upper bounds"): what is peeled off, and C times a bound of the single-channel dimension of the rest, which is
 * the rank over ℚ of the exponents of its monomials.
 */
import { must, sum } from './arithmetic.mjs';
import { ceilingOf, coefficients } from './graph.mjs';
import { gcd } from './symbols.mjs';

/** Vectors (one number per port) that vanish on every monomial added so far: a basis of all that do, in integers. */
function nullSpace(size) {
  let basis = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_unused, k) => (i === k ? 1n : 0n)));
  return {
    rank: () => size - basis.length,
    add([a, b, c]) {
      const values = basis.map((row) => row[a] + row[b] + row[c]);
      const pivot = values.findIndex((value) => value !== 0n);
      if (pivot < 0) return;
      const primitive = (row) => {
        const common = row.reduce(gcd, 0n);
        return row.map((x) => x / common);
      };
      const combine = (row, i) => primitive(row.map((x, k) => values[pivot] * x - values[i] * basis[pivot][k]));
      basis = basis.map((row, i) => (values[i] === 0n || i === pivot ? row : combine(row, i)));
      basis.splice(pivot, 1);
    },
  };
}

/** What is peeled off and the bound of the rest, after each prefix of the order. */
export function peelingOf(graph, text) {
  const order = text === '' ? [] : text.split(' ');
  const known = new Set(graph.ports.map(({ name }) => name));
  must(
    new Set(order).size === order.length && order.every((name) => known.has(name)),
    'peel: unknown ports, or one twice',
  );
  const place = new Map(order.map((name, i) => [name, i]));
  const layerOf = (path) =>
    Math.min(
      ...path.flatMap((term) => term.slice(0, 3).map((port) => place.get(graph.ports[port].name) ?? order.length)),
    );
  const layers = Array.from({ length: order.length + 1 }, () => []);
  for (const path of graph.paths) layers[layerOf(path)].push(path);
  const [space, active] = [nullSpace(graph.ports.length), new Set()];
  let rest = 0;
  return layers.reverse().map((layer) => {
    for (const term of layer.flat()) {
      space.add(term);
      for (const port of term.slice(0, 3)) active.add(port);
    }
    rest += sum(layer, (path) => coefficients(graph, path));
    const extra = sum([...active], (port) => graph.ports[port].mul - 1);
    return { peeled: ceilingOf(graph) - rest, rest: Math.min(rest, space.rank() + extra) };
  });
}

export const upperBound = (graph, stages, channels) =>
  Math.min(ceilingOf(graph), ...stages.map(({ peeled, rest }) => peeled + channels * rest));
