/**
 * What the network sees of a cloud of n points r_j: its moments
 *
 *   A_kℓm = (1/n) Σ_j |r_j|^2k · |r_j|^ℓ Y_ℓm(r_j),   0 ≤ k < radial, 0 ≤ ℓ ≤ lmax, −ℓ ≤ m ≤ ℓ,   Σ_m Y_ℓm² = 2ℓ+1 on the sphere
 *
 * polynomials in the coordinates, from the exact harmonics of src/coupling. Channels are k; every irrep has the parity (−1)^ℓ.
 */
import { type HarmonicNormalisation, normalisationFactor, solidHarmonic } from '../coupling/harmonics.ts';
import { surdToFloat64 } from '../exact/float.ts';
import { multiplySurds, surdFromRational } from '../exact/surd.ts';
import { newRows, type Rows } from '../program/batch.ts';
import type { FloatFormat } from '../program/lanes-kernel.ts';
import { type Features, naturalIrreps, plainFeatures } from './features.ts';
import type { Point } from './shapes.ts';

export const HARMONICS: HarmonicNormalisation = 'component';

/** value · x^a y^b z^c, a term of |r|^ℓ Y_ℓm. */
interface Term {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly value: number;
}

export interface Moments {
  readonly features: Features;
  /** [clouds, radial, (lmax+1)²] */
  of(clouds: readonly (readonly Point[])[], format: FloatFormat): Rows;
}

function termsOf(l: number, m: number): Term[] {
  const { norm, shape } = solidHarmonic(l, m);
  const factor = multiplySurds(norm, normalisationFactor(l, HARMONICS));
  return shape.map(({ a, b, c, coefficient }) => ({
    a,
    b,
    c,
    value: surdToFloat64(multiplySurds(factor, surdFromRational(coefficient))),
  }));
}

/** 1, t, …, t^upTo. */
function powers(t: number, upTo: number): number[] {
  const list = [1];
  for (let k = 1; k <= upTo; k++) list.push((list[k - 1] ?? 1) * t);
  return list;
}

/** @param lmax ≥ 0 @param radial ≥ 1 */
export function moments(lmax: number, radial: number): Moments {
  const harmonics = Array.from({ length: lmax + 1 }, (_, l) =>
    Array.from({ length: 2 * l + 1 }, (_, k) => termsOf(l, k - l)),
  ).flat();
  const features = plainFeatures(naturalIrreps(lmax), radial);
  const add = (to: Float64Array, [x, y, z]: Point): void => {
    const [px, py, pz] = [powers(x, lmax), powers(y, lmax), powers(z, lmax)];
    const radii = powers(x * x + y * y + z * z, radial - 1);
    for (const [place, terms] of harmonics.entries()) {
      let value = 0;
      for (const { a, b, c, value: v } of terms) value += v * (px[a] ?? 0) * (py[b] ?? 0) * (pz[c] ?? 0);
      for (const [k, power] of radii.entries()) {
        const at = k * features.length + place;
        to[at] = (to[at] ?? 0) + power * value;
      }
    }
  };
  return {
    features,
    of: (clouds, format) => {
      const size = radial * features.length;
      const rows = newRows(format, clouds.length * size);
      for (const [n, cloud] of clouds.entries()) {
        const sums = new Float64Array(size);
        for (const point of cloud) add(sums, point);
        rows.set(
          sums.map((sum) => sum / cloud.length),
          n * size,
        );
      }
      return rows;
    },
  };
}
