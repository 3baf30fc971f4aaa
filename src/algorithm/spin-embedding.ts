/**
 * Irreps as matrices: E_ℓm, ℓ ≤ 2j, m = −ℓ…ℓ in the real basis, (2j+1)×(2j+1), Tr E_m† E_m' = δ.
 *
 *   integer j       E_m[a][b] = (−1)^(ℓ+⌊ℓ/2⌋) √(2ℓ+1) w3j(ℓ m, j a, j b), real, in the real basis of both indices
 *   half-integer j  E_m = (−i)^(ℓ mod 2) Σ_μ U_mμ T_μ,  T_μ[a][b] = √((2ℓ+1)/(2j+1)) ⟨j b ℓ μ | j a⟩, in the basis |j a⟩
 *
 * Each entry is real or imaginary: a surd with a part. Rows and columns count from the lowest projection.
 * Source: Varshalovich et al. (1988), §2.4, in the basis of coupling/real-basis.ts.
 */
import { minusOneTo } from '../coupling/angular-momentum.ts';
import { clebschGordan } from '../coupling/clebsch-gordan.ts';
import { basisChangeRow, realCouplingEntries } from '../coupling/real-basis.ts';
import { rational } from '../exact/rational.ts';
import { multiplySurds, negateSurd, type Surd, sqrtOfRational } from '../exact/surd.ts';

export interface MatrixEntry {
  /** m + ℓ: which of the 2ℓ+1 matrices */
  readonly order: number;
  readonly row: number;
  readonly column: number;
  readonly part: 'real' | 'imaginary';
  readonly value: Surd;
}

function realEntries(l: number, j: number): MatrixEntry[] {
  const size = sqrtOfRational(rational(2 * l + 1));
  const scale = minusOneTo(l + Math.floor(l / 2)) === 1 ? size : negateSurd(size);
  return realCouplingEntries(l, j, j).map(({ m1, m2, m3, value }) => ({
    order: m1 + l,
    row: m2 + j,
    column: m3 + j,
    part: 'real',
    value: multiplySurds(scale, value),
  }));
}

function complexEntries(l: number, twiceJ: number): MatrixEntry[] {
  const j = twiceJ / 2;
  const entries: MatrixEntry[] = [];
  for (let m = -l; m <= l; m++) {
    const scale = sqrtOfRational(rational(2 * l + 1, (twiceJ + 1) * (m === 0 ? 1 : 2)));
    for (const { mu, turns } of basisChangeRow(m)) {
      const quarter = (turns + 3 * (l % 2)) % 4; // the entry is i^quarter times a real number
      for (let column = Math.max(0, -mu); column <= Math.min(twiceJ, twiceJ - mu); column++) {
        const row = column + mu;
        const size = multiplySurds(scale, clebschGordan(j, column - j, l, mu, j, row - j));
        if (size.sign === 0) continue;
        const value = quarter < 2 ? size : negateSurd(size);
        entries.push({ order: m + l, row, column, part: quarter % 2 === 0 ? 'real' : 'imaginary', value });
      }
    }
  }
  return entries;
}

/** The non-zero entries of all E_ℓm; none for ℓ > 2j. */
export function matrixEntries(l: number, twiceJ: number): MatrixEntry[] {
  if (l > twiceJ) return [];
  return twiceJ % 2 === 0 ? realEntries(l, twiceJ / 2) : complexEntries(l, twiceJ);
}
