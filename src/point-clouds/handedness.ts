/**
 * Which networks can see handedness at all, and what Gaunt products see besides.
 *
 * THEOREM 1. Follow with each feature, beside its degree ℓ, the sign σ it takes under inversion, x(−P) = σ x(P). Moments have σ = (−1)^ℓ; a
 * product has the product of the signs; linear layers combine features of equal (ℓ, σ). If along the interacting paths no feature (0, −)
 * arises, every invariant of the network has σ = +1, so it is equal on P and −P, hence (every mirror image being a rotation of −P) on all
 * mirror images: for all clouds, radial functions, weights, widths, numbers of layers and nonlinearities of invariants.
 *
 * COROLLARY. The Gaunt product never sees handedness: its t is non-zero only for even ℓ1+ℓ2+ℓ3, and then (−1)^ℓ1 (−1)^ℓ2 = (−1)^ℓ3, so all
 * features have σ = (−1)^ℓ, at any L and under every parity rule. Neither does any operation with natural parities: they are that rule.
 *
 * Proof. Induction over the products; (0, −) is the only sign with which an invariant can change. The harmonics of r_i − r_j have the same
 * signs as those of r_i, so the theorem also covers networks that pass messages between points, layer after layer. ∎
 *
 * THEOREM 2. It misses nothing else: two finite clouds of which neither a rotation nor a reflection about the centre takes one to the
 * other are told apart by some network of Gaunt products. THEOREM 3. One odd path is enough for the rest: for every cloud that is not its own
 * mirror image there is a path of the curl product with which, used once, a network of Gaunt products tells the two apart.
 *
 * Proofs: report/chapters/handedness-proofs.ts. Both use the power sums p_{c,n}(s) = Σ_i (s·r_i)^n over a species on a shell c, which are
 * functions on the sphere made of moments of degrees ≤ n: Gaunt products form all ∫ Φ(p(s)) ds, one curl product ∫ Φ(p) {p_a, p_b} ds. Which
 * degrees and orders are needed is for the search to say (separation.ts).
 */
import { type Group, naturalParity, type Parity, type Path } from '../irreps/index.ts';

const SIGNS: readonly Parity[] = [1, -1];

/**
 * Whether a feature (0, −) of the header arises in networks whose products are `paths` and whose moments have the degrees 0 … lmax. In O(3)
 * the parity of an irrep is the sign σ; in SO(3) a path takes features of either sign.
 */
export function seesHandedness(paths: readonly Path[], group: Group, lmax: number): boolean {
  const name = (l: number, sign: Parity): string => `${l} ${sign}`;
  const reached = new Set(Array.from({ length: lmax + 1 }, (_, l) => name(l, naturalParity(l))));
  const present = (l: number, p: Parity): Parity[] =>
    SIGNS.filter((sign) => reached.has(name(l, sign)) && (group === 'so3' || sign === p));
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { left, right, out } of paths) {
      for (const a of present(left.l, left.p)) {
        for (const b of present(right.l, right.p)) reached.add(name(out.l, a === b ? 1 : -1));
      }
    }
  }
  return reached.has(name(0, -1));
}
