/**
 * Which clouds are the same shape, decided without any harmonic: a rotation takes P to Q iff some matching of points of equal species keeps
 * all scalar products r_i·r_j and all determinants det(r_i, r_j, r_k). (Equal scalar products: some orthogonal map does it. If the points
 * span space, determinants say whether it is a rotation; if not, a reflection that fixes them makes it one.)
 */
import {
  addRationals,
  equalRationals,
  multiplyRationals,
  negateRational,
  RATIONAL_ZERO,
  type Rational,
} from '../../src/exact/index.ts';
import type { Point, PointCloud, Vector } from '../../src/point-clouds/index.ts';

export const dot = (a: Vector, b: Vector): Rational =>
  a.map((value, axis) => multiplyRationals(value, b[axis] ?? RATIONAL_ZERO)).reduce(addRationals, RATIONAL_ZERO);

export function cross([a, b, c]: Vector, [x, y, z]: Vector): Vector {
  const minor = (p: Rational, q: Rational, r: Rational, s: Rational): Rational =>
    addRationals(multiplyRationals(p, s), negateRational(multiplyRationals(q, r)));
  return [minor(b, c, y, z), minor(c, a, z, x), minor(a, b, x, y)];
}

export const determinant = (a: Vector, b: Vector, c: Vector): Rational => dot(cross(a, b), c);

/** Whether the last of the matched points fits to those before. */
function fits(from: readonly Point[], to: readonly Point[]): boolean {
  const last = from.length - 1;
  const [p, q] = [from[last], to[last]];
  if (p === undefined || q === undefined || p.species !== q.species) return false;
  for (let i = 0; i <= last; i++) {
    const [a, b] = [from[i] ?? p, to[i] ?? q];
    if (!equalRationals(dot(a.at, p.at), dot(b.at, q.at))) return false;
    for (let j = 0; j < i; j++) {
      const [c, d] = [from[j] ?? p, to[j] ?? q];
      if (!equalRationals(determinant(c.at, a.at, p.at), determinant(d.at, b.at, q.at))) return false;
    }
  }
  return true;
}

/** Whether a rotation about the centre takes the first cloud to the second. */
export function turnsInto(first: PointCloud, second: PointCloud): boolean {
  if (first.points.length !== second.points.length) return false;
  const extend = (matched: readonly Point[], left: readonly Point[]): boolean => {
    if (left.length === 0) return true;
    const from = first.points.slice(0, matched.length + 1);
    return left.some(
      (point, index) => fits(from, [...matched, point]) && extend([...matched, point], left.toSpliced(index, 1)),
    );
  };
  return extend([], second.points);
}
