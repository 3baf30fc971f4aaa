/**
 * Irreps of several copies: how many combinations of them so many channels fill, from above and from below (expressivity.ts, header), and
 * how many channels fill all.
 */
import { modularSpan } from '../exact/modular.ts';
import { ceilingOf, type InteractionGraph, multiplicityOf } from './interactions.ts';
import { randomWeights, seededPoints, tangentVectors } from './secant.ts';

/**
 * Channels that certainly suffice: fix generic weights on two sides, then the map is linear in the third; each irrep there needs as many
 * channels as coefficients lie beside it, because the products of the fixed weights are distinct monomials, hence independent.
 */
export function oneSideFree(graph: InteractionGraph): number {
  const needed = { left: 0, right: 0, out: 0 };
  for (const [node, { slot }] of graph.nodes.entries())
    needed[slot] = Math.max(needed[slot], coefficientsBeside(graph, node));
  return Math.min(needed.left, needed.right, needed.out);
}

/** Coefficients per copy of an irrep: Σ over its interactions of the other two multiplicities. */
function coefficientsBeside(graph: InteractionGraph, node: number): number {
  return graph.interactions.reduce((sum, { terms: [first] }) => {
    if (first === undefined) return sum;
    const ports = [first.left, first.right, first.out];
    if (!ports.some((port) => graph.ports[port]?.node === node)) return sum;
    const others = ports.filter((port) => graph.ports[port]?.node !== node);
    return sum + others.reduce((product, port) => product * multiplicityOf(graph, port), 1);
  }, 0);
}

const withCopies = (graph: InteractionGraph, node: number, multiplicity: number): InteractionGraph => ({
  ...graph,
  nodes: graph.nodes.map((entry, i) => (i === node ? { ...entry, multiplicity } : entry)),
});

/** Replaces μ by the number r of combinations that C channels fill (header), from below or from above; returns Σ r(μ − r). */
export function reduceCopies(
  start: InteractionGraph,
  channels: number,
  side: 'lower' | 'upper',
): { graph: InteractionGraph; subspaces: number } {
  let graph = start;
  let subspaces = 0;
  for (const [node, { multiplicity }] of start.nodes.entries()) {
    const ports = graph.ports.filter((port) => port.node === node).length;
    const limit = Math.min(multiplicity, channels * ports, coefficientsBeside(graph, node));
    if (limit >= multiplicity) continue;
    const filled = side === 'upper' ? limit : flatteningRank(withCopies(graph, node, 1), node, channels, limit);
    subspaces += filled * (multiplicity - filled);
    graph = withCopies(graph, node, filled);
  }
  return { graph, subspaces };
}

/**
 * A proven lower bound, at most `limit`, of the rank of one irrep's flattening: the span, over channels and ports, of the coefficients that
 * a copy of it would receive.
 * @param graph with one copy of that irrep
 */
function flatteningRank(graph: InteractionGraph, node: number, channels: number, limit: number): number {
  const points = seededPoints();
  const own = graph.ports.flatMap((port, index) => (port.node === node ? [index] : []));
  const beside = {
    ...graph,
    interactions: graph.interactions.filter(({ terms }) =>
      terms.some(({ left, right, out }) => [left, right, out].some((port) => own.includes(port))),
    ),
  };
  // Other irreps need no more copies than channels for a generic rank; fewer only lower the bound.
  const small = {
    ...beside,
    nodes: beside.nodes.map((entry) => ({ ...entry, multiplicity: Math.min(entry.multiplicity, limit) })),
  };
  const span = modularSpan(ceilingOf(small));
  for (let k = 0; k < channels && span.rank < limit; k++) {
    const weights = randomWeights(small, points);
    const vectors = tangentVectors(small, weights);
    let start = 0;
    for (const [port, copies] of weights.entries()) {
      if (own.includes(port)) for (const vector of vectors.slice(start, start + copies.length)) span.add(vector);
      start += copies.length;
    }
  }
  return Math.min(span.rank, limit);
}
