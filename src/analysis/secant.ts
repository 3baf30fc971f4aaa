/**
 * Lower bounds of expressivity, by Terracini's lemma: at a generic point the tangent space of the C-th secant variety is the sum of the
 * tangent spaces at its C points. So the rank of
 *
 *   J = [ ∂c/∂(x,y,z) at point 1 | … | ∂c/∂(x,y,z) at point C ]
 *
 * at any integer points, modulo any prime, is a proven lower bound of the dimension. Points come from a seeded generator: seed and prime
 * make the certificate repeatable. Source: A. Terracini (1911); C. Ådlandsvik, Math. Scand. 61 (1987) 213.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { MODULUS, type ModularSpan, modularSpan } from '../exact/modular.ts';
import { SLOTS } from '../operation/operation.ts';
import { blockRank, type SparseVector } from './block-rank.ts';
import { coefficientsOn, type InteractionGraph, multiplicityOf } from './interactions.ts';

/** Seed of all points. */
export const POINT_SEED = 20250613;

/** A source of residues 1…MODULUS−1. */
export type Points = () => number;

export function seededPoints(seed = POINT_SEED): Points {
  const generator = xoroshiro128plus(seed);
  return () => uniformInt(generator, 1, MODULUS - 1);
}

/** One weight vector per port, of that port's multiplicity. */
export type PointWeights = readonly (readonly number[])[];

export function randomWeights(graph: InteractionGraph, points: Points): PointWeights {
  return graph.ports.map((_, port) => Array.from({ length: multiplicityOf(graph, port) }, points));
}

/** First coefficient of each interaction in the vector of all coefficients, and its total length. */
function layout(graph: InteractionGraph): { offsets: number[]; length: number } {
  let length = 0;
  const offsets = graph.interactions.map((interaction) => {
    const start = length;
    length += coefficientsOn(graph, interaction);
    return start;
  });
  return { offsets, length };
}

/**
 * The columns of ∂c/∂(x,y,z) at one point: one vector per port and copy, over coefficients (interaction, u, v, w) in row-major order.
 */
export function tangentVectors(graph: InteractionGraph, weights: PointWeights): Float64Array[] {
  const { offsets, length } = layout(graph);
  const vectors = weights.map((copies) => copies.map(() => new Float64Array(length)));
  for (const [i, { terms }] of graph.interactions.entries()) {
    const offset = offsets[i] ?? 0;
    for (const { left, right, out, weight } of terms) {
      const [x, y, z] = [weights[left] ?? [], weights[right] ?? [], weights[out] ?? []];
      let row = offset;
      for (const [u, xu] of x.entries()) {
        for (const [v, yv] of y.entries()) {
          const xy = (((xu * yv) % MODULUS) * weight) % MODULUS;
          for (const [w, zw] of z.entries()) {
            accumulate(vectors[left]?.[u], row, (((yv * zw) % MODULUS) * weight) % MODULUS);
            accumulate(vectors[right]?.[v], row, (((xu * zw) % MODULUS) * weight) % MODULUS);
            accumulate(vectors[out]?.[w], row, xy);
            row++;
          }
        }
      }
    }
  }
  return vectors.flat();
}

function accumulate(vector: Float64Array | undefined, row: number, value: number): void {
  if (vector !== undefined) vector[row] = ((vector[row] ?? 0) + value) % MODULUS;
}

/** The same columns without their zeros, one for each port and copy that has any. */
function sparseTangents(graph: InteractionGraph, weights: PointWeights): SparseVector[] {
  const { offsets } = layout(graph);
  const vectors = graph.ports.map(({ slot }, port) =>
    (weights[port] ?? []).map(() => ({ slot, at: [] as number[], values: [] as number[] })),
  );
  const filled = weights.map((copies) => copies.flatMap((weight, copy) => (weight === 0 ? [] : [copy])));
  const put = (port: number, copy: number, row: number, value: number): void => {
    const vector = vectors[port]?.[copy];
    vector?.at.push(row);
    vector?.values.push(value);
  };
  for (const [i, { terms }] of graph.interactions.entries()) {
    for (const { left, right, out, weight } of terms) {
      const [x, y, z] = [weights[left] ?? [], weights[right] ?? [], weights[out] ?? []];
      const row = (u: number, v: number, w: number): number => (offsets[i] ?? 0) + (u * y.length + v) * z.length + w;
      const times = (a = 0, b = 0): number => (((a * b) % MODULUS) * weight) % MODULUS;
      for (const u of filled[left] ?? []) {
        for (const v of filled[right] ?? []) for (const w of z.keys()) put(out, w, row(u, v, w), times(x[u], y[v]));
        for (const w of filled[out] ?? []) for (const v of y.keys()) put(right, v, row(u, v, w), times(x[u], z[w]));
      }
      for (const v of filled[right] ?? []) {
        for (const w of filled[out] ?? []) for (const u of x.keys()) put(left, u, row(u, v, w), times(y[v], z[w]));
      }
    }
  }
  return vectors.flat().filter(({ at }) => at.length > 0);
}

/** The rank of the tangent spaces at all points together: a proven lower bound at that many channels. */
export function secantRank(graph: InteractionGraph, points: readonly PointWeights[]): number {
  const vectors = points.flatMap((weights) => sparseTangents(graph, weights));
  return vectors.length === 0 ? 0 : blockRank(vectors, layout(graph).length);
}

/**
 * The seeded points of so many channels, each in general position: those of secantRanks().
 */
export function generalPoints(graph: InteractionGraph, channels: number, seed = POINT_SEED): PointWeights[] {
  const points = seededPoints(seed);
  return Array.from({ length: channels }, () => randomWeights(graph, points));
}

/**
 * Points whose weights lie along axes: where an irrep has several copies, channel k fills one of them for each port. As long as there are no
 * fewer copies than channels × ports nothing is lost, for a change of basis among copies brings any points there; and most derivatives
 * vanish. Beyond, channels return to the copies in other combinations (one side shifts by one in each round).
 */
export function axisPoints(graph: InteractionGraph, channels: number, seed = POINT_SEED): PointWeights[] {
  const points = seededPoints(seed);
  const siblings = graph.ports.map(({ node }, port) => {
    const ports = graph.ports.flatMap((other, index) => (other.node === node ? [index] : []));
    return { count: ports.length, index: ports.indexOf(port) };
  });
  return Array.from({ length: channels }, (_, channel) =>
    graph.ports.map(({ slot }, port) => {
      const copies = multiplicityOf(graph, port);
      const { count = 1, index = 0 } = siblings[port] ?? {};
      const turn = channel * count + index;
      const filled = (turn + SLOTS.indexOf(slot) * Math.floor(turn / copies)) % copies;
      return Array.from({ length: copies }, (_, copy) => (copy === filled ? points() : 0));
    }),
  );
}

/** Tangent spaces added channel by channel. */
export interface SecantRanks {
  readonly span: ModularSpan;
  /** adds a channel and returns the rank reached: a lower bound of the expressivity at that many channels */
  addChannel(): number;
}

export function secantRanks(graph: InteractionGraph, seed = POINT_SEED): SecantRanks {
  const points = seededPoints(seed);
  const span = modularSpan(layout(graph).length);
  return {
    span,
    addChannel() {
      for (const vector of tangentVectors(graph, randomWeights(graph, points))) span.add(vector);
      return span.rank;
    },
  };
}
