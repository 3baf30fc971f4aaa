/**
 * Paths: which irreps can meet in which. (ℓ1,p1)⊗(ℓ2,p2)→(ℓ3,p3) exists iff |ℓ1−ℓ2| ≤ ℓ3 ≤ ℓ1+ℓ2 and, in O(3), p3 = p1·p2;
 * on it every equivariant bilinear map is one number times the Clebsch–Gordan tensor (Schur, Wigner–Eckart).
 */
import { equalIrreps, type Irrep, type Parity } from './irrep.ts';
import { gatherIrreps, type Irreps } from './irreps.ts';

/** Whether inversion is part of the symmetry: in SO(3) parities are ignored. */
export type Group = 'so3' | 'o3';

/** left ⊗ right → out. */
export interface Path {
  readonly left: Irrep;
  readonly right: Irrep;
  readonly out: Irrep;
}

/** |l1−l2| ≤ l3 ≤ l1+l2; degrees may be half-integers of integer sum. */
export const isTriangle = (l1: number, l2: number, l3: number): boolean => Math.abs(l1 - l2) <= l3 && l3 <= l1 + l2;

/** Irreps that the group tells apart, each once with its multiplicity; in SO(3) every parity becomes the given `+1`. */
export function distinctIrreps(irreps: Irreps, group: Group): Irreps {
  if (group === 'o3') return gatherIrreps(irreps);
  const even: Parity = 1;
  return gatherIrreps(irreps.map(({ mul, irrep }) => ({ mul, irrep: { l: irrep.l, p: even } })));
}

/** All paths between distinct irreps, in the order left, right, out. */
export function pathsBetween(left: Irreps, right: Irreps, out: Irreps, group: Group): Path[] {
  const paths: Path[] = [];
  const targets = distinctIrreps(out, group);
  for (const { irrep: a } of distinctIrreps(left, group)) {
    for (const { irrep: b } of distinctIrreps(right, group)) {
      for (const { irrep: c } of targets) {
        if (isTriangle(a.l, b.l, c.l) && c.p === a.p * b.p) paths.push({ left: a, right: b, out: c });
      }
    }
  }
  return paths;
}

export const equalPaths = (a: Path, b: Path): boolean =>
  equalIrreps(a.left, b.left) && equalIrreps(a.right, b.right) && equalIrreps(a.out, b.out);
