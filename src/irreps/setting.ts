/**
 * The settings of the benchmark of "The Price of Freedom" (arXiv 2506.13523) for a degree L:
 * siso (L, L → L) · simo (L, L → 0…2L) · mimo (0…L, 0…L → 0…2L) · mimo-truncated (0…L, 0…L → 0…L), one copy of each.
 */
import { naturalIrrep } from './irrep.ts';
import { type Irreps, singles } from './irreps.ts';
import type { Group } from './path.ts';

export const SETTINGS = ['siso', 'simo', 'mimo', 'mimo-truncated'] as const;
export type Setting = (typeof SETTINGS)[number];

/** `so3`: parities ignored. `o3-natural`: each degree has the parity (−1)^ℓ, so that only even ℓ1+ℓ2+ℓ3 survive. */
export const PARITY_MODES = ['so3', 'o3-natural'] as const;
export type ParityMode = (typeof PARITY_MODES)[number];

export const groupOfParityMode = (mode: ParityMode): Group => (mode === 'so3' ? 'so3' : 'o3');

const degrees = (from: number, to: number): Irreps =>
  singles(Array.from({ length: to - from + 1 }, (_, k) => naturalIrrep(from + k)));

/** Left, right and out irreps of a setting at degree lmax ≥ 0, with natural parities. */
export function settingIrreps(setting: Setting, lmax: number): { left: Irreps; right: Irreps; out: Irreps } {
  const single = setting === 'siso' || setting === 'simo';
  const input = degrees(single ? lmax : 0, lmax);
  const out = {
    siso: () => degrees(lmax, lmax),
    simo: () => degrees(0, 2 * lmax),
    mimo: () => degrees(0, 2 * lmax),
    'mimo-truncated': () => degrees(0, lmax),
  }[setting]();
  return { left: input, right: input, out };
}
