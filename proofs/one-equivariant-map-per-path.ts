/**
 * Equivariant maps ℓ1 ⊗ ℓ2 → ℓ3 are the null space of T(J v₁ ⊗ v₂ + v₁ ⊗ J v₂) = J T(v₁ ⊗ v₂) for the generators J of so(3). In the basis
 * v_m with J± v_m = (ℓ ∓ m) v_{m±1}, where all entries are integers, J₀ leaves the unknowns T[m1, m2] (into m1+m2), and J± the equations
 *
 *   (ℓ1 ∓ m1) T[m1±1, m2] + (ℓ2 ∓ m2) T[m1, m2±1] = (ℓ3 ∓ (m1+m2)) T[m1, m2]
 */
import { isTriad } from '../src/coupling/index.ts';
import { rationalSpan } from '../src/exact/index.ts';
import { holds, steps } from './certificate.ts';
import { stated, TURNS } from './formulas.ts';

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

const DEFINE = [
  TURNS,
  'inv(a,b,c,m,n) = sign(a-b+m+n)*turns(2*a,2*m)*turns(2*b,2*n)*S(2*a,2*b,2*c,2*m,2*n)',
  'weight(a,b,m) = sum(-a, a, n => holds(abs(m-n) <= b))',
];
const STATEMENTS = [
  'all(0, 4, a => all(0, 4, b => all(0, 8, c => weight(a,b,c)-weight(a,b,c+1) == holds(abs(a-b) <= c)*holds(c <= a+b))))',
  'all(0, 4, a => all(0, 4, b => all(abs(a-b), a+b, c => 0 < sum(-a, a, m => abs(inv(a,b,c,m,c-m))))))',
  'all(0, 4, a => all(0, 4, b => all(abs(a-b), a+b, c => all(-a, a, m => all(-b, b, n => all(-1, 1, 2, s => (a-s*m)*inv(a,b,c,m+s,n)+(b-s*n)*inv(a,b,c,m,n+s) == (c-s*(m+n))*inv(a,b,c,m,n)))))))',
];

export const oneEquivariantMapPerPath = stated({
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
          // The dimension; on a path that the solution is not zero, and its equations for both signs.
          cases += 1 + expected * (1 + 2 * (2 * l1 + 1) * (2 * l2 + 1));
        }
      }
    }
    return { define: DEFINE, statements: STATEMENTS, cases };
  },
});
