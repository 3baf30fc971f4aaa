/**
 * Equivariant linear layers. By Schur's lemma an irrep mixes with copies of itself alone, all orders m by one number:
 *
 *   out[n, c, i, m] = Σ_{i' ~ i} Σ_c' f_ii' W_ii'[c, c'] · in[n, c', i', m],   f_ii' = 1/(size_i' · √(number of terms)),
 *
 * where i' runs over the copies of the same irrep, so that weights of size one give numbers of size one. Transposed:
 *
 *   W̄_ii'[c, c'] = f_ii' Σ_n Σ_m out̄[n, c, i, m] · in[n, c', i', m],   in̄[n, c', i', m] = Σ_i Σ_c f_ii' W_ii'[c, c'] · out̄[n, c, i, m]
 *
 * Products are formed in float64 and rounded when they are added to a number that is kept.
 */
import { equalIrreps, irrepDimension } from '../irreps/irrep.ts';
import type { Rows } from '../program/batch.ts';
import type { Features } from './features.ts';

/** The weights [channels out, channels in] between two copies of one irrep. */
interface Link {
  readonly from: number;
  readonly to: number;
  readonly dimension: number;
  /** of the first weight */
  readonly weights: number;
  readonly factor: number;
}

export interface Mixing {
  readonly from: Features;
  readonly to: Features;
  readonly links: readonly Link[];
  /** how many there are */
  readonly weights: number;
}

export function mixing(from: Features, to: Features): Mixing {
  const links: Link[] = [];
  const perLink = to.channels * from.channels;
  for (const target of to.copies) {
    const sources = from.copies.filter(({ irrep }) => equalIrreps(irrep, target.irrep));
    for (const { offset, size } of sources) {
      const factor = 1 / (size * Math.sqrt(sources.length * from.channels));
      const dimension = irrepDimension(target.irrep);
      links.push({ from: offset, to: target.offset, dimension, weights: links.length * perLink, factor });
    }
  }
  return { from, to, links, weights: links.length * perLink };
}

/** Visits each link in each cloud; `source` and `target` are where the numbers of its first channels begin. */
function forEachLink(
  { from, to, links }: Mixing,
  clouds: number,
  visit: (link: Link, source: number, target: number) => void,
): void {
  for (let n = 0; n < clouds; n++) {
    const [source, target] = [n * from.channels * from.length, n * to.channels * to.length];
    for (const link of links) visit(link, source + link.from, target + link.to);
  }
}

/** Adds to `out`. */
export function mix(layer: Mixing, weights: Rows, clouds: number, input: Rows, out: Rows): void {
  const { from, to } = layer;
  forEachLink(layer, clouds, ({ dimension, factor, weights: first }, source, target) => {
    for (let c = 0; c < to.channels; c++) {
      for (let d = 0; d < from.channels; d++) {
        const w = factor * (weights[first + c * from.channels + d] ?? 0);
        const a = source + d * from.length;
        const b = target + c * to.length;
        for (let m = 0; m < dimension; m++) out[b + m] = (out[b + m] ?? 0) + w * (input[a + m] ?? 0);
      }
    }
  });
}

/** What a layer was given and what came back to it; `inputBar` is left out where nothing is learnt from it. */
export interface MixingBack {
  readonly input: Rows;
  /** the cotangent of what `mix` gave */
  readonly outBar: Rows;
  readonly weightsBar: Rows;
  readonly inputBar?: Rows;
}

/** Adds to `weightsBar` and `inputBar`. */
export function mixBack(layer: Mixing, weights: Rows, clouds: number, back: MixingBack): void {
  const { from, to } = layer;
  const { input, outBar, weightsBar, inputBar } = back;
  forEachLink(layer, clouds, ({ dimension, factor, weights: first }, source, target) => {
    for (let c = 0; c < to.channels; c++) {
      for (let d = 0; d < from.channels; d++) {
        const weight = first + c * from.channels + d;
        const a = source + d * from.length;
        const b = target + c * to.length;
        let sum = 0;
        for (let m = 0; m < dimension; m++) sum += (outBar[b + m] ?? 0) * (input[a + m] ?? 0);
        weightsBar[weight] = (weightsBar[weight] ?? 0) + factor * sum;
        if (inputBar === undefined) continue;
        const w = factor * (weights[weight] ?? 0);
        for (let m = 0; m < dimension; m++) inputBar[a + m] = (inputBar[a + m] ?? 0) + w * (outBar[b + m] ?? 0);
      }
    }
  });
}
