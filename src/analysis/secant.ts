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
type PointWeights = readonly (readonly number[])[];

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
