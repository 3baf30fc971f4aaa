/**
 * Generators of so(3) on the real harmonics of degree ℓ: D(exp θ n) = exp(θ Σ_a n_a X_a), X_a real and antisymmetric,
 * [X_x, X_y] = X_z and cyclic. From the ladder operators,
 *
 *   X_a = −i U* J_a Uᵀ,   J_± |μ⟩ = √((ℓ∓μ)(ℓ±μ+1)) |μ±1⟩,   J_z |μ⟩ = μ |μ⟩
 *
 * Each entry is a single surd. Source: Varshalovich et al. (1988), §2.1 and §5.5, in the basis of real-basis.ts.
 */
import { rational } from '../exact/rational.ts';
import { SURD_ZERO, type Surd, scaledRoot } from '../exact/surd.ts';
import { checkDegree } from './angular-momentum.ts';
import { basisChangeRow } from './real-basis.ts';

export type Axis = 'x' | 'y' | 'z';

/** ⟨to| −i J_axis |from⟩ as i^turns · √radicand/2, or undefined if zero; complex basis of degree l. */
function ladder(l: number, axis: Axis, to: number, from: number): { turns: number; fourfold: number } | undefined {
  if (axis === 'z')
    return to === from && from !== 0 ? { turns: from > 0 ? 3 : 1, fourfold: 4 * from * from } : undefined;
  const step = to - from;
  if (Math.abs(step) !== 1) return undefined;
  const fourfold = step === 1 ? (l - from) * (l + from + 1) : (l + from) * (l - from + 1);
  // J_x = (J+ + J−)/2; J_y = (J+ − J−)/2i, so −iJ_y = −(J+ − J−)/2.
  const turns = axis === 'x' ? 3 : step === 1 ? 2 : 0;
  return { turns, fourfold };
}

/**
 * X_axis on degree l: [2l+1][2l+1], row and column index m + l, columns are what is acted on.
 * @throws RequestError unless l is an integer in 0…1000
 */
export function generator(l: number, axis: Axis): Surd[][] {
  checkDegree(l, 'l');
  const range = Array.from({ length: 2 * l + 1 }, (_, i) => i - l);
  return range.map((row) =>
    range.map((column) => {
      // The contributing ladder elements of one real entry have equal size; only their phases differ.
      let weight = 0;
      let fourfold = 0;
      for (const a of basisChangeRow(row)) {
        for (const b of basisChangeRow(column)) {
          const element = ladder(l, axis, a.mu, b.mu);
          if (element === undefined) continue;
          const turns = (((element.turns + b.turns - a.turns) % 4) + 4) % 4;
          fourfold = element.fourfold;
          weight += turns === 0 ? 1 : turns === 2 ? -1 : 0;
        }
      }
      if (weight === 0) return SURD_ZERO;
      const halves = Number(row !== 0) + Number(column !== 0);
      return scaledRoot(rational(weight), rational(BigInt(fourfold), 4n * 2n ** BigInt(halves)));
    }),
  );
}
