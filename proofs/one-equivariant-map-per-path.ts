/**
 * Equivariant maps ℓ1 ⊗ ℓ2 → ℓ3 are the null space of T(J v₁ ⊗ v₂ + v₁ ⊗ J v₂) = J T(v₁ ⊗ v₂) for the generators J of so(3). In the basis
 * v_m with J± v_m = (ℓ ∓ m) v_{m±1}, where all entries are integers, J₀ leaves the unknowns T[m1, m2] (into m1+m2), and J± the equations
 *
 *   (ℓ1 ∓ m1) T[m1±1, m2] + (ℓ2 ∓ m2) T[m1, m2±1] = (ℓ3 ∓ (m1+m2)) T[m1, m2]
 */
import { isTriad } from '../src/coupling/index.ts';
import { rationalSpan } from '../src/exact/index.ts';
import { holds, steps, theorem } from './certificate.ts';

const LMAX = 4;

/** The dimension of the null space, over ℚ. */
function mapsBetween(l1: number, l2: number, l3: number): number {
  const pairs = steps(-l1, l1).flatMap((m1) => steps(-l2, l2).map((m2) => [m1, m2] as const));
  const unknowns = pairs.filter(([m1, m2]) => Math.abs(m1 + m2) <= l3);
  const index = new Map(unknowns.map(([m1, m2], i) => [`${m1},${m2}`, i]));
  const span = rationalSpan();
  for (const [m1, m2] of pairs) {
    for (const up of [1, -1]) {
      if (Math.abs(m1 + m2 + up) > l3) continue;
      const row = new Array<bigint>(unknowns.length).fill(0n);
      const add = (first: number, second: number, value: number): void => {
        const at = index.get(`${first},${second}`);
        if (at !== undefined) row[at] = (row[at] ?? 0n) + BigInt(value);
      };
      add(m1 + up, m2, l1 - up * m1);
      add(m1, m2 + up, l2 - up * m2);
      add(m1, m2, up * (m1 + m2) - l3);
      span.add(row);
    }
  }
  return unknowns.length - span.rank;
}

export const oneEquivariantMapPerPath = theorem({
  id: 'one-map-per-path',
  statement: 'On a path there is one equivariant bilinear map, up to its scale, and elsewhere none.',
  range: `ℓ1, ℓ2 ≤ ${LMAX}, ℓ3 ≤ ${2 * LMAX}`,
  prove() {
    let cases = 0;
    for (const l1 of steps(0, LMAX)) {
      for (const l2 of steps(0, LMAX)) {
        for (const l3 of steps(0, 2 * LMAX)) {
          const expected = isTriad(2 * l1, 2 * l2, 2 * l3) ? 1 : 0;
          holds(mapsBetween(l1, l2, l3) === expected, `${l1} ⊗ ${l2} → ${l3}`);
          cases++;
        }
      }
    }
    return {
      claim: `For ℓ1, ℓ2 ≤ ${LMAX} and ℓ3 ≤ ${2 * LMAX} the space of equivariant bilinear maps ℓ1 ⊗ ℓ2 → ℓ3 has dimension 1 where the triangle rule holds and 0 elsewhere.`,
      cases,
      lmax: LMAX,
    };
  },
});
