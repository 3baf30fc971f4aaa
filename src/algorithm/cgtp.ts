/**
 * Clebsch–Gordan, entry by entry: products x_i y_j are formed once for each pair of degrees that meet, then
 * z_k += w3j_ijk (x_i y_j) over all entries (dense), or over the non-zero ones (sparse).
 */
import { couplingNonZeros } from '../coupling/nonzeros.ts';
import { realCouplingEntries } from '../coupling/real-basis.ts';
import type { Arithmetic } from '../exact/arithmetic.ts';
import { SURD_ZERO, type Surd } from '../exact/surd.ts';
import { equalIrreps, type Irrep, irrepDimension } from '../irreps/irrep.ts';
import type { Path } from '../irreps/path.ts';
import { type Algorithm, type Cost, layoutOf, type Placed, type Plan, type Workload } from './algorithm.ts';

function contraction(paths: readonly Path[], entries: (path: Path) => number): Cost {
  const pairs = new Map<string, number>();
  let contracted = 0;
  for (const path of paths) {
    const { left, right } = path;
    pairs.set(`${left.l},${left.p},${right.l},${right.p}`, irrepDimension(left) * irrepDimension(right));
    contracted += entries(path);
  }
  const products = [...pairs.values()].reduce((sum, count) => sum + count, 0);
  return {
    multiplyAdds: BigInt(products + contracted),
    tableNumbers: BigInt(contracted),
    workspaceNumbers: BigInt(Math.max(0, ...pairs.values())),
  };
}

/** w3j of a path with the places its entries read and write: indices into the outer product and the output. */
interface Contraction {
  readonly path: Path;
  readonly entries: readonly { readonly product: number; readonly to: number; readonly value: Surd }[];
}

function contractionOf(path: Path, outOffset: number, whole: boolean): Contraction {
  const [l1, l2, l3] = [path.left.l, path.right.l, path.out.l];
  const place = (m1: number, m2: number, m3: number) => ({
    product: (m1 + l1) * (2 * l2 + 1) + (m2 + l2),
    to: outOffset + m3 + l3,
  });
  if (!whole) {
    const entries = realCouplingEntries(l1, l2, l3).map(({ m1, m2, m3, value }) => ({ ...place(m1, m2, m3), value }));
    return { path, entries };
  }
  const values = new Map(realCouplingEntries(l1, l2, l3).map(({ m1, m2, m3, value }) => [`${m1} ${m2} ${m3}`, value]));
  const entries: Contraction['entries'][number][] = [];
  for (let m1 = -l1; m1 <= l1; m1++) {
    for (let m2 = -l2; m2 <= l2; m2++) {
      for (let m3 = -l3; m3 <= l3; m3++) {
        entries.push({ ...place(m1, m2, m3), value: values.get(`${m1} ${m2} ${m3}`) ?? SURD_ZERO });
      }
    }
  }
  return { path, entries };
}

/** Where each path writes, and the length of the output. */
interface Target {
  readonly length: number;
  offset(path: Path): number;
}

/** Paths into the same irrep add up in its one copy. */
function addedUp(work: Workload): Target {
  const { placed, length } = layoutOf(work.out);
  const place = (irrep: Irrep): Placed | undefined => placed.find((entry) => equalIrreps(entry.irrep, irrep));
  return { length, offset: ({ out }) => place(out)?.offset ?? 0 };
}

/** Each path has an output copy of its own, in the order of the paths. */
function keptApart({ paths }: Workload): Target {
  const offsets = new Map<Path, number>();
  let length = 0;
  for (const path of paths) {
    offsets.set(path, length);
    length += irrepDimension(path.out);
  }
  return { length, offset: (path) => offsets.get(path) ?? 0 };
}

function contractionPlan(work: Workload, whole: boolean, target: Target): Plan {
  const [left, right] = [layoutOf(work.left), layoutOf(work.right)];
  const pairs = left.placed.flatMap((a) =>
    right.placed.flatMap((b) => {
      const contractions = work.paths
        .filter((path) => equalIrreps(path.left, a.irrep) && equalIrreps(path.right, b.irrep))
        .map((path) => contractionOf(path, target.offset(path), whole));
      return contractions.length === 0 ? [] : [{ a, b, entries: contractions.flatMap(({ entries }) => entries) }];
    }),
  );
  return {
    exact: true,
    outputs: [''],
    evaluate: <T>(over: Arithmetic<T>, x: readonly T[], y: readonly T[]) => {
      const z = new Array<T>(target.length).fill(over.zero);
      for (const { a, b, entries } of pairs) {
        const products = outerProduct(over, x, a, y, b);
        for (const { product, to, value } of entries) {
          const term = over.multiply(over.constant(value), products[product] ?? over.zero);
          z[to] = over.add(z[to] ?? over.zero, term);
        }
      }
      return [z];
    },
  };
}

/** x_i·y_j of two irreps, row by row. */
function outerProduct<T>(over: Arithmetic<T>, x: readonly T[], a: Placed, y: readonly T[], b: Placed): T[] {
  const products: T[] = [];
  for (let i = 0; i < irrepDimension(a.irrep); i++) {
    for (let j = 0; j < irrepDimension(b.irrep); j++) {
      products.push(over.multiply(x[a.offset + i] ?? over.zero, y[b.offset + j] ?? over.zero));
    }
  }
  return products;
}

export const cgtpDense: Algorithm = {
  id: 'cgtp-dense',
  operation: 'cgtp',
  how: 'outer products of each pair of degrees, contracted with the whole coupling tensor of each path',
  cost: ({ paths }: Workload) =>
    contraction(paths, ({ left, right, out }) => irrepDimension(left) * irrepDimension(right) * irrepDimension(out)),
  plan: (work) => contractionPlan(work, true, addedUp(work)),
};

export const cgtpSparse: Algorithm = {
  id: 'cgtp-sparse',
  operation: 'cgtp',
  how: 'outer products of each pair of degrees, contracted with the non-zero coupling entries of each path',
  cost: ({ paths }: Workload) =>
    contraction(paths, ({ left, right, out }) => couplingNonZeros(left.l, right.l, out.l).real),
  plan: (work) => contractionPlan(work, false, addedUp(work)),
};

/**
 * The sparse contraction with an output copy for each path, as e3nn's FullTensorProduct has them: one output vector of Σ_paths (2ℓ3+1)
 * numbers, in the order of the paths. The multiplications are those of `cgtp-sparse`.
 */
export const fullProductPlan = (work: Workload): Plan => contractionPlan(work, false, keptApart(work));

/** Σ_paths (2ℓ3+1): the length of the output of `fullProductPlan`. */
export const fullProductLength = (work: Workload): number => keptApart(work).length;
