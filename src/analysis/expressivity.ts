/**
 * Expressivity at C channels: the dimension of the set of equivariant bilinear maps Σ_{k≤C} z_k·T(x_k·, y_k·) that linear layers around C
 * copies of an operation T reach. Proven bounds from both sides; `certified` says that they meet.
 *
 * Multiplicities. If an irrep has μ copies and the channels can only fill r < μ independent combinations of them, a reachable map is a
 * choice of an r-dimensional subspace of the copies, and a map within it:
 *
 *   f_C(μ) = f_C(μ → r) + r(μ − r),   r = generic rank of the copies' flattening ≤ Σ_ports min(C, coefficients beside the port)
 *
 * so μ never has to be larger than the number of channels in the linear algebra.
 *
 * CGTP has a weight for each path (and each triple of copies): its expressivity is its ceiling at once.
 */
import { RequestError } from '../errors.ts';
import { modularSpan } from '../exact/modular.ts';
import { ceilingOf, type InteractionGraph, multiplicityOf } from './interactions.ts';
import { type Peeling, peel, upperBound } from './peeling.ts';
import { randomWeights, secantRanks, seededPoints, tangentVectors } from './secant.ts';

/** Bounds of one dimension; certified iff they are equal. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
  readonly certified: boolean;
}

/** What an upper bound is made of: upper = peeled + channels · rankOne + subspaces (peeling.ts; subspaces: header). */
export interface UpperEvidence {
  /** coefficients on the interactions peeled off */
  readonly peeled: number;
  /** bound of the single-channel dimension of the others */
  readonly rankOne: number;
  /** Σ r(μ − r): choices of combinations of copies */
  readonly subspaces: number;
}

export interface ExpressivityPoint extends Bounds {
  readonly channels: number;
  /** absent where every path has a weight of its own, so that there is nothing to bound */
  readonly upperFrom?: UpperEvidence;
}

export interface Expressivity {
  /** Ω with multiplicities: what no number of channels exceeds */
  readonly ceiling: number;
  readonly points: readonly ExpressivityPoint[];
  /** C*, the least number of channels whose expressivity is the ceiling; 0 if there is nothing to reach */
  readonly saturatingChannels: Bounds;
}

/** The largest elimination attempted, in coefficients (rows) of one linear system. */
export const MAX_COEFFICIENTS = 4000;
/** The largest number of channels. */
export const MAX_CHANNELS = 4096;

export const bounds = (lower: number, upper: number): Bounds => ({ lower, upper, certified: lower === upper });

/**
 * Bounds at the given channel counts (sorted; `undefined`: every count up to saturation, or those of 1, 2, 4, 8 within the limit where irreps have several copies).
 * @param progress called with (done, of) as channels are added
 * @throws RequestError if the linear algebra would exceed MAX_COEFFICIENTS
 */
export function expressivity(
  graph: InteractionGraph,
  channels?: readonly number[],
  progress?: (done: number, of: number) => void,
): Expressivity {
  const ceiling = ceilingOf(graph);
  if (!Number.isSafeInteger(ceiling)) {
    throw new RequestError('these multiplicities give more than 2^53 coefficients: ask for fewer copies');
  }
  if (graph.operation.weights === 'per-path' || ceiling === 0) {
    const points = (channels ?? [1]).map((count) => ({ channels: count, ...bounds(ceiling, ceiling) }));
    const saturating = ceiling === 0 ? 0 : 1;
    return { ceiling, points, saturatingChannels: bounds(saturating, saturating) };
  }
  return graph.nodes.every(({ multiplicity }) => multiplicity === 1)
    ? singleCopies(graph, ceiling, channels, progress)
    : severalCopies(graph, ceiling, channels ?? affordable(graph), progress);
}

/** Of 1, 2, 4 and 8 channels those whose linear algebra is within the limit; 1 in any case, to be refused with a reason. */
function affordable(graph: InteractionGraph): number[] {
  const within = (count: number): boolean => ceilingOf(reduceCopies(graph, count, 'upper').graph) <= MAX_COEFFICIENTS;
  return [1, 2, 4, 8].filter((count) => count === 1 || within(count));
}

function refuseLarge(coefficients: number): void {
  if (coefficients > MAX_COEFFICIENTS) {
    throw new RequestError(
      `expressivity with ${coefficients} unknown coefficients exceeds the limit of ${MAX_COEFFICIENTS}: ask for a lower degree, fewer irreps or fewer channels`,
    );
  }
}

function singleCopies(
  graph: InteractionGraph,
  ceiling: number,
  channels: readonly number[] | undefined,
  progress?: (done: number, of: number) => void,
): Expressivity {
  refuseLarge(ceiling);
  const peeling = peel(graph);
  const lowers = [0];
  const ranks = secantRanks(graph);
  while ((lowers.at(-1) ?? 0) < ceiling) {
    lowers.push(ranks.addChannel());
    progress?.(ranks.span.rank, ceiling);
  }
  const saturated = lowers.length - 1;
  const wanted = channels ?? Array.from({ length: saturated }, (_, k) => k + 1);
  const points = wanted.map((count) => {
    const { value, peeled, rankOne } = upperBound(peeling, count);
    const lower = lowers[Math.min(count, saturated)] ?? 0;
    return { channels: count, ...bounds(lower, value), upperFrom: { peeled, rankOne, subspaces: 0 } };
  });
  return { ceiling, points, saturatingChannels: bounds(leastReaching(peeling, ceiling), saturated) };
}

/** The least C whose upper bound admits the ceiling: every stage must, #S + C·f_1 ≥ ceiling. */
function leastReaching({ stages }: Peeling, ceiling: number): number {
  return Math.max(
    ...stages.map(({ peeled, rankOne }) => (peeled < ceiling ? Math.ceil((ceiling - peeled) / rankOne) : 1)),
  );
}

function severalCopies(
  graph: InteractionGraph,
  ceiling: number,
  channels: readonly number[],
  progress?: (done: number, of: number) => void,
): Expressivity {
  const points = channels.map((count, i) => {
    const low = reduceCopies(graph, count, 'lower');
    const high = reduceCopies(graph, count, 'upper');
    refuseLarge(ceilingOf(low.graph));
    const ranks = secantRanks(low.graph);
    const rest = ceilingOf(low.graph);
    for (let k = 0; k < count && ranks.span.rank < rest; k++) ranks.addChannel();
    progress?.(i + 1, channels.length);
    const { value, peeled, rankOne } = upperBound(peel(high.graph), count);
    const upper = value + high.subspaces;
    const upperFrom =
      upper < ceiling ? { peeled, rankOne, subspaces: high.subspaces } : { peeled: ceiling, rankOne: 0, subspaces: 0 };
    return { channels: count, ...bounds(ranks.span.rank + low.subspaces, Math.min(ceiling, upper)), upperFrom };
  });
  const single = peel(graph);
  return { ceiling, points, saturatingChannels: bounds(leastReaching(single, ceiling), oneSideFree(graph)) };
}

/**
 * Channels that certainly suffice: fix generic weights on two sides, then the map is linear in the third; each irrep there needs as many
 * channels as coefficients lie beside it, because the products of the fixed weights are distinct monomials, hence independent.
 */
function oneSideFree(graph: InteractionGraph): number {
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
function reduceCopies(
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
