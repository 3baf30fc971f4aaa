/**
 * The real basis: Y_ℓm for m = −ℓ…ℓ, sine for m < 0, cosine for m > 0, no Condon–Shortley sign. From the complex harmonics Y_ℓ^μ
 * (with that sign),
 *
 *   Y_ℓm = Σ_μ U_mμ Y_ℓ^μ
 *   m > 0:  U_{m,−m} = 1/√2,   U_{m,m} = (−1)^m/√2
 *   m < 0:  U_{m,m} = i/√2,    U_{m,−m} = −(−1)^m i/√2
 *   m = 0:  U_{0,0} = 1
 *
 * The coupling tensor of the real basis, with Σ w3j² = 1 on every path, is
 *
 *   w3j(ℓ1 m1 ℓ2 m2 ℓ3 m3) = Π_i ( (−i)^ℓi Σ_μi U_{mi μi} ) (ℓ1 ℓ2 ℓ3; μ1 μ2 μ3)
 *
 * The phase (−i)^ℓ per slot is the sign rule: on even ℓ1+ℓ2+ℓ3 the tensor is then the positive multiple of ∫Y1 Y2 Y3, on odd sums
 * of ∫ r·(∇Y1×∇Y2) Y3 (the sign of (ℓ1 ℓ2 ℓ3; 0 0 0) is (−1)^(J/2), that of (ℓ1 ℓ2 ℓ3; 1 −1 0) is (−1)^((J+1)/2)). It also makes
 * recoupling sign-free: contracting real tensors along a 6j or 9j diagram gives that symbol without any further phase.
 */
import { rational } from '../exact/rational.ts';
import { multiplySurds, negateSurd, SURD_ZERO, type Surd, sqrtOfRational } from '../exact/surd.ts';
import { checkDegree, twiceProjection } from './angular-momentum.ts';
import { wigner3jOfTwice } from './wigner-3j.ts';

/** An entry of U: i^turns, times 1/√2 if m ≠ 0. */
export interface BasisChange {
  readonly mu: number;
  readonly turns: number;
}

/** The non-zero entries of row m of U: one for m = 0, else two. */
export function basisChangeRow(m: number): readonly BasisChange[] {
  if (m === 0) return [{ mu: 0, turns: 0 }];
  const size = Math.abs(m);
  const turn = m < 0 ? 1 : 0;
  return [
    { mu: -size, turns: turn },
    { mu: size, turns: (turn * 3 + 2 * size) % 4 },
  ];
}

/** w3j of the header for validated integer arguments. */
export function realCouplingUnchecked(l1: number, l2: number, l3: number, m1: number, m2: number, m3: number): Surd {
  // The terms with μ1+μ2+μ3 = 0 are one triple and its negative (or 0 0 0), which have equal 3j up to (−1)^J.
  let turns: number | undefined;
  let weight = 0;
  let representative: readonly [number, number, number] = [0, 0, 0];
  const negation = 2 * (l1 + l2 + l3);
  for (const a of basisChangeRow(m1)) {
    for (const b of basisChangeRow(m2)) {
      for (const c of basisChangeRow(m3)) {
        if (a.mu + b.mu + c.mu !== 0) continue;
        const total = a.turns + b.turns + c.turns;
        if (turns === undefined) {
          turns = total;
          representative = [a.mu, b.mu, c.mu];
        }
        const isNegative = a.mu !== representative[0] || b.mu !== representative[1] || c.mu !== representative[2];
        const relative = (total - turns + (isNegative ? negation : 0)) % 4;
        weight += relative === 0 ? 1 : -1;
      }
    }
  }
  if (turns === undefined || weight === 0) return SURD_ZERO;
  const [n1, n2, n3] = representative;
  const symbol = wigner3jOfTwice(2 * l1, 2 * l2, 2 * l3, 2 * n1, 2 * n2, 2 * n3);
  const halves = Number(m1 !== 0) + Number(m2 !== 0) + Number(m3 !== 0);
  const value = multiplySurds(sqrtOfRational(rational(weight * weight, 2n ** BigInt(halves))), symbol);
  const phase = (((turns - l1 - l2 - l3) % 4) + 4) % 4; // i^phase is real here: 0 or 2
  return phase === 0 ? value : negateSurd(value);
}

/**
 * The real coupling coefficient w3j(ℓ1 m1 ℓ2 m2 ℓ3 m3); ℓ integer in 0…1000, m = −ℓ…ℓ in the real basis. A single surd.
 * @throws RequestError for arguments out of range
 */
export function realCoupling(l1: number, l2: number, l3: number, m1: number, m2: number, m3: number): Surd {
  checkDegree(l1, 'l1');
  checkDegree(l2, 'l2');
  checkDegree(l3, 'l3');
  twiceProjection(m1, 2 * l1, 'm1', 'l1');
  twiceProjection(m2, 2 * l2, 'm2', 'l2');
  twiceProjection(m3, 2 * l3, 'm3', 'l3');
  return realCouplingUnchecked(l1, l2, l3, m1, m2, m3);
}

/** One non-zero entry of a coupling tensor; m are projections, not indices. */
export interface CouplingEntry {
  readonly m1: number;
  readonly m2: number;
  readonly m3: number;
  readonly value: Surd;
}

/** The values of |m3| that (m1, m2) can couple to in the real basis, with the signs that survive. */
function partners(m1: number, m2: number, l3: number): number[] {
  const sizes = new Set([Math.abs(m1) + Math.abs(m2), Math.abs(Math.abs(m1) - Math.abs(m2))]);
  return [...sizes].filter((size) => size <= l3).flatMap((size) => (size === 0 ? [0] : [-size, size]));
}

/** All non-zero entries of w3j(ℓ1, ℓ2, ℓ3), ordered by m1, m2, m3; empty where the triangle rule fails. */
export function realCouplingEntries(l1: number, l2: number, l3: number): CouplingEntry[] {
  checkDegree(l1, 'l1');
  checkDegree(l2, 'l2');
  checkDegree(l3, 'l3');
  const entries: CouplingEntry[] = [];
  for (let m1 = 0 - l1; m1 <= l1; m1++) {
    for (let m2 = 0 - l2; m2 <= l2; m2++) {
      for (const m3 of partners(m1, m2, l3).sort((a, b) => a - b)) {
        const value = realCouplingUnchecked(l1, l2, l3, m1, m2, m3);
        if (value.sign !== 0) entries.push({ m1, m2, m3, value });
      }
    }
  }
  return entries;
}
