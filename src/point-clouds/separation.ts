/**
 * Whether networks of a kind can tell two point clouds apart, from which body order on, and if not, that no body order helps.
 *
 * Features of body order 1 are the moments (moments.ts). One of order ν is the product, on an interacting path, of one of order a and one
 * of order b, a + b = ν; equivariant linear layers, with as many channels as one likes, combine features of equal irrep, of any order.
 * Invariants are the features of degree 0: scalars, and with both parities pseudoscalars, which change sign under inversion. Two clouds
 * are told apart at order ν if some invariant of order ≤ ν differs.
 *
 * A network has features without number, but on two clouds P, Q only this matters of a feature f: the joint vector (f(P), f(Q)), 2(2ℓ+1)
 * numbers. Those of all features of irrep ℓ and order ≤ ν form a space U_ν(ℓ) ⊂ ℚ^(2(2ℓ+1)). Products are bilinear, so U_ν is U_{ν−1} and
 * the products of a basis of U_a with one of U_b, a + b = ν: all networks at once are finitely many vectors. Each basis vector keeps the
 * order at which it came; two of orders a and b are multiplied once, at order a + b. The dimensions are bounded, so at some order m the
 * last new vector comes. At order 2m all pairs have been multiplied: nothing can come after, whatever the order. Then `never` is proved
 * for all orders, all widths and all weights of networks with degrees ≤ L.
 *
 * What else networks contain changes no answer "never": a bias is a scalar that is equal on both clouds, and so is every function
 * of invariants that are equal; a product with it spans nothing new. A norm |x|² of a feature is an ℓ⊗ℓ→0 product; a network
 * whose operation lacks that path has norms only if it takes them by other means, which are then a second operation.
 */
import { type RationalSpan, rationalSpan } from '../exact/index.ts';
import { equalIrreps, type Irrep, type Path, printIrrep } from '../irreps/index.ts';
import { type JointVector, jointMoments, type RadialReading } from './moments.ts';
import type { PointCloud } from './point-cloud.ts';
import { jointProduct } from './products.ts';

export interface Separation {
  /** The least body order with an invariant that differs; undefined: there is none at any order. */
  readonly order: number | undefined;
  /** The invariant that differs: its irrep, 0e or 0o. */
  readonly by: Irrep | undefined;
  /** Σ dim U(ℓ) when the search ended; if order is undefined, all that any network can form. */
  readonly dimension: number;
}

interface Feature {
  readonly order: number;
  readonly value: JointVector;
}

/** The features of one irrep found so far: a basis of U(ℓ). */
interface FeatureSpace {
  readonly irrep: Irrep;
  readonly span: RationalSpan;
  readonly basis: Feature[];
}

/** Adds the vector unless it is a combination of those before; tells whether it is an invariant that differs. */
function receive({ irrep, span, basis }: FeatureSpace, order: number, vector: readonly bigint[]): boolean {
  if (span.rank === 2 * (2 * irrep.l + 1)) return false;
  const value = span.remainder(vector);
  if (!span.add(value)) return false;
  basis.push({ order, value });
  return irrep.l === 0 && value[0] !== value[1];
}

/** One of a path and its exchange: products in the other order are the same up to sign. */
const unordered = (paths: readonly Path[]): Path[] =>
  paths.filter(
    ({ left, right, out }, index) =>
      !paths
        .slice(0, index)
        .some((path) => equalIrreps(path.left, right) && equalIrreps(path.right, left) && equalIrreps(path.out, out)),
  );

/**
 * Can networks whose products are `paths` tell the clouds apart?
 * @param moments the irreps in which moments enter, one for each degree 0, 1, 2, …
 */
export function separate(
  first: PointCloud,
  second: PointCloud,
  paths: readonly Path[],
  moments: readonly Irrep[],
  radial: RadialReading,
): Separation {
  const spaces = new Map<string, FeatureSpace>();
  const spaceOf = (irrep: Irrep): FeatureSpace => {
    const name = printIrrep(irrep);
    const space = spaces.get(name) ?? { irrep, span: rationalSpan(), basis: [] };
    spaces.set(name, space);
    return space;
  };
  const answer = (order?: number, by?: Irrep): Separation => ({
    order,
    by,
    dimension: [...spaces.values()].reduce((sum, { span }) => sum + span.rank, 0),
  });

  for (const irrep of moments) {
    for (const vector of jointMoments(first, second, irrep.l, radial)) {
      if (receive(spaceOf(irrep), 1, vector)) return answer(1, irrep);
    }
  }
  const products = unordered(paths);
  let last = 1;
  for (let order = 2; order <= 2 * last; order++) {
    for (const { left, right, out } of products) {
      const [lefts, rights, target] = [spaceOf(left), spaceOf(right), spaceOf(out)];
      const same = equalIrreps(left, right);
      for (const [i, x] of [...lefts.basis].entries()) {
        for (const y of same ? rights.basis.slice(i) : [...rights.basis]) {
          if (x.order + y.order !== order) continue;
          const rank = target.span.rank;
          if (receive(target, order, jointProduct(left.l, right.l, out.l, x.value, y.value))) return answer(order, out);
          if (target.span.rank > rank) last = order;
        }
      }
    }
  }
  return answer();
}
