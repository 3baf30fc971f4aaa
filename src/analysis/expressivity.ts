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
import { oneSideFree, reduceCopies } from './copies.ts';
import { ceilingOf, type InteractionGraph, multiplicityOf } from './interactions.ts';
import { type Peeling, peel, upperBound } from './peeling.ts';
import { axisPoints, generalPoints, secantRank, secantRanks } from './secant.ts';

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

/** Up to so many coefficients every number of channels up to saturation is answered for, by one elimination that grows. */
const MAX_GROWING = 4000;
/** Up to so many that is also the fastest way to a few channel counts. */
const FEW = 1000;
/** The largest linear system attempted: coefficients, and coefficients × tangent vectors in general position. */
export const MAX_COEFFICIENTS = 2 ** 20;
const MAX_NUMBERS = 2 ** 26;
/** The most interactions: building their graph takes seconds there. */
export const MAX_INTERACTIONS = 20_000;
/** The largest number of channels. */
export const MAX_CHANNELS = 4096;

export const bounds = (lower: number, upper: number): Bounds => ({ lower, upper, certified: lower === upper });

/**
 * Bounds at the given channel counts (sorted). `undefined`: every count up to saturation; the powers of 2 and saturation where there are more
 * than MAX_GROWING coefficients; those of 1, 2, 4, 8 within the limit where irreps have several copies.
 * @param progress called with (done, of) as channels are added
 * @throws RequestError if the linear algebra would exceed MAX_COEFFICIENTS or MAX_NUMBERS
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
  if (graph.nodes.every(({ multiplicity }) => multiplicity === 1)) {
    const grows = ceiling <= (channels === undefined ? MAX_GROWING : FEW);
    return (grows ? everyCount : chosenCounts)(graph, ceiling, channels, progress);
  }
  return severalCopies(graph, ceiling, channels ?? affordable(graph), progress);
}

/** Of 1, 2, 4 and 8 channels those whose linear algebra is within the limit; 1 in any case, to be refused with a reason. */
function affordable(graph: InteractionGraph): number[] {
  const within = (count: number): boolean => ceilingOf(reduceCopies(graph, count, 'upper').graph) <= MAX_COEFFICIENTS;
  return [1, 2, 4, 8].filter((count) => count === 1 || within(count));
}

function refuseLarge(size: number, limit: number, what: string): void {
  if (size > limit) {
    throw new RequestError(
      `expressivity with ${size} ${what} exceeds the limit of ${limit}: ask for a lower degree, fewer irreps or fewer channels`,
    );
  }
}

function point(peeling: Peeling, channels: number, lower: number): ExpressivityPoint {
  const { value, peeled, rankOne } = upperBound(peeling, channels);
  return { channels, ...bounds(lower, value), upperFrom: { peeled, rankOne, subspaces: 0 } };
}

/** Single copies, channel by channel until all is reached. */
function everyCount(
  graph: InteractionGraph,
  ceiling: number,
  channels: readonly number[] | undefined,
  progress?: (done: number, of: number) => void,
): Expressivity {
  const peeling = peel(graph);
  const lowers = [0];
  const ranks = secantRanks(graph);
  while ((lowers.at(-1) ?? 0) < ceiling) {
    lowers.push(ranks.addChannel());
    progress?.(ranks.span.rank, ceiling);
  }
  const saturated = lowers.length - 1;
  const wanted = channels ?? Array.from({ length: saturated }, (_, k) => k + 1);
  const points = wanted.map((count) => point(peeling, count, lowers[Math.min(count, saturated)] ?? 0));
  return { ceiling, points, saturatingChannels: bounds(leastReaching(peeling, ceiling), saturated) };
}

/**
 * Single copies, each count by itself (block-rank.ts): many coefficients, few channels. The points are those of everyCount(). What was not
 * asked for by number and is beyond the limit is left out.
 */
function chosenCounts(
  graph: InteractionGraph,
  ceiling: number,
  channels: readonly number[] | undefined,
  progress?: (done: number, of: number) => void,
): Expressivity {
  const size = (count: number): number => ceiling * Math.min(ceiling, count * graph.ports.length);
  const within = (count: number): boolean => size(count) <= MAX_NUMBERS;
  const peeling = peel(graph);
  const least = leastReaching(peeling, ceiling);
  const powers = Array.from({ length: Math.ceil(Math.log2(least)) }, (_, k) => 2 ** k);
  const wanted = channels ?? [...powers, least].filter(within);
  const below = wanted.filter((count) => count < least);
  for (const count of below) refuseLarge(size(count), MAX_NUMBERS, 'numbers in its equations');

  const whole = [...below, least].reduce((sum, count) => sum + count ** 2, 0);
  const ranks = new Map<number, number>();
  const rankAt = (count: number): number => {
    const known = ranks.get(count);
    if (known !== undefined) return known;
    refuseLarge(size(count), MAX_NUMBERS, 'numbers in its equations');
    const done = [...ranks.keys()].reduce((sum, before) => sum + before ** 2, 0);
    progress?.(Math.min(done, whole), whole);
    const rank = secantRank(graph, generalPoints(graph, count));
    ranks.set(count, rank);
    return rank;
  };
  for (const count of below) rankAt(count);
  // Fewer than `least` channels cannot reach all; mostly so many do.
  const saturated = [least, least + 1, least + 2].find((count) => within(count) && rankAt(count) === ceiling);
  const enough = saturated ?? oneSideFree(graph);
  const points = wanted.map((count) => point(peeling, count, count >= enough ? ceiling : rankAt(count)));
  return { ceiling, points, saturatingChannels: bounds(least, enough) };
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
    refuseLarge(ceilingOf(low.graph), MAX_COEFFICIENTS, 'unknown coefficients');
    progress?.(i, channels.length);
    const { value, peeled, rankOne } = upperBound(peel(high.graph), count);
    const upper = value + high.subspaces;
    const upperFrom =
      upper < ceiling ? { peeled, rankOne, subspaces: high.subspaces } : { peeled: ceiling, rankOne: 0, subspaces: 0 };
    const least = Math.min(ceiling, upper) - low.subspaces;
    return {
      channels: count,
      ...bounds(rankOfCopies(low.graph, count, least) + low.subspaces, Math.min(ceiling, upper)),
      upperFrom,
    };
  });
  const single = peel(graph);
  return { ceiling, points, saturatingChannels: bounds(leastReaching(single, ceiling), oneSideFree(graph)) };
}

/**
 * A proven lower bound for irreps of several copies: along axes, which is cheap and mostly enough; where it is less than wanted, in general
 * position too, if that is not too large.
 */
function rankOfCopies(graph: InteractionGraph, channels: number, wanted: number): number {
  const along = secantRank(graph, axisPoints(graph, channels));
  const tangents = channels * graph.ports.reduce((sum, _, port) => sum + multiplicityOf(graph, port), 0);
  const size = ceilingOf(graph);
  if (along >= wanted || size > MAX_GROWING || size * Math.min(size, tangents) > MAX_NUMBERS) return along;
  return Math.max(along, secantRank(graph, generalPoints(graph, channels)));
}
