/**
 * Clebsch–Gordan with the harmonics of a direction: y_{ℓ2 m2} = Y_{ℓ2 m2}(r̂), ∫Y² = 1. About its own axis a direction has only
 * m2 = 0, so with R ẑ = r̂, for every pair (ℓ1, ℓ3) that has a path and 0 ≤ m ≤ min(ℓ1, ℓ3),
 *
 *   x′ = D(R)ᵀ x,   ( z′_{ℓ3,m}  )      ( a_m  −b_m )   ( x′_{ℓ1,m}  )
 *                   ( z′_{ℓ3,−m} )  +=  ( b_m   a_m ) · ( x′_{ℓ1,−m} ),   z = D(R) z′
 *   a_m = Σ_{ℓ2: ℓ1+ℓ2+ℓ3 even} √((2ℓ2+1)/4π) w3j(ℓ1 m ℓ2 0 ℓ3 m)
 *   b_m = Σ_{ℓ2: ℓ1+ℓ2+ℓ3 odd}  √((2ℓ2+1)/4π) w3j(ℓ1 m ℓ2 0 ℓ3 −m),   b_0 = 0
 *
 * Each block commutes with rotations about ẑ. The sum over ℓ2, with the weights of the paths (all one here), is folded into (a, b)
 * once: the contraction is then O(L³); path by path it would be O(L⁴). Turning x and z costs Σ(2ℓ+1)² for each side, O(L³) too.
 * The matrices D(R) are given with the direction: making them is not counted, nor are they among the tables.
 *
 * The right input is no free vector, so this is no `Plan` and its cost compares with no algorithm that takes any y. Every irrep of the
 * right side reads the same Y_ℓ2, whatever its parity; in O(3) only the natural ones behave under inversion as their parity says.
 * Source: S. Passaro, C. L. Zitnick, Reducing SO(3) convolutions to SO(2), arXiv 2302.03655 (ICML 2023).
 */
import { harmonicNorm } from '../coupling/harmonics.ts';
import { realCoupling } from '../coupling/real-basis.ts';
import type { Arithmetic } from '../exact/arithmetic.ts';
import { multiplySurds, type Surd } from '../exact/surd.ts';
import { equalIrreps, irrepDimension } from '../irreps/irrep.ts';
import { type Cost, layoutOf, type Placed, type Workload } from './algorithm.ts';
import { type PoleRotation, type Turning, turningIn } from './pole-rotation.ts';

/** Multiply–adds are those of turning x and z, and of the blocks (a, b). */
export interface DirectionalCost extends Cost {
  readonly rotation: bigint;
  readonly contraction: bigint;
}

/** A plan whose right input is a direction. All its tables are exact. */
export interface DirectionalPlan {
  /**
   * @param x one left vector, of length Σ(2ℓ+1)
   * @returns the output vector; paths into the same output add up, every weight being one
   */
  evaluate<T>(over: Arithmetic<T>, x: readonly T[], rotation: PoleRotation): readonly T[];
  /** The same with the tables formed once, by additions alone, for many evaluations; the rotation may itself be what is computed. */
  prepare<T>(over: Arithmetic<T>): (x: readonly T[], turning: Turning<T>) => readonly T[];
}

export interface DirectionalAlgorithm {
  readonly id: 'cgtp-so2';
  readonly operation: 'cgtp';
  /** the procedure that is counted, in one sentence */
  readonly how: string;
  /** exact counts; plan(work) performs just that many multiplications */
  cost(work: Workload): DirectionalCost;
  plan(work: Workload): DirectionalPlan;
}

/** The terms of a_m and of b_m, zeros left out; one order of a block. */
export interface OrderTerms {
  readonly m: number;
  readonly keep: readonly Surd[];
  readonly swap: readonly Surd[];
}

/** The blocks of one left and one out irrep, for m = 0 … min(ℓ1, ℓ3). */
interface Block {
  readonly from: Placed;
  readonly to: Placed;
  readonly orders: readonly OrderTerms[];
}

/** The terms of (a_m, b_m), m = 0 … min(l1, l3), from right degrees that form triangles with l1 and l3. */
export function so2Terms(l1: number, rightDegrees: readonly number[], l3: number): OrderTerms[] {
  return Array.from({ length: Math.min(l1, l3) + 1 }, (_, m) => {
    const terms = (odd: boolean): Surd[] =>
      rightDegrees
        .filter((l2) => ((l1 + l2 + l3) % 2 === 1) === odd)
        .map((l2) => multiplySurds(harmonicNorm(l2, 0), realCoupling(l1, l2, l3, m, 0, odd ? 0 - m : m)))
        .filter(({ sign }) => sign !== 0);
    return { m, keep: terms(false), swap: terms(true) };
  });
}

function blocksOf(work: Workload): Block[] {
  const [left, out] = [layoutOf(work.left).placed, layoutOf(work.out).placed];
  return left.flatMap((from) =>
    out.flatMap((to): Block[] => {
      const degrees = work.paths
        .filter((path) => equalIrreps(path.left, from.irrep) && equalIrreps(path.out, to.irrep))
        .map(({ right }) => right.l);
      return degrees.length === 0 ? [] : [{ from, to, orders: so2Terms(from.irrep.l, degrees, to.irrep.l) }];
    }),
  );
}

/** The irreps of each side that some block reads or writes. */
const turnedOf = (blocks: readonly Block[]): Record<'from' | 'to', Placed[]> => ({
  from: [...new Set(blocks.map(({ from }) => from))],
  to: [...new Set(blocks.map(({ to }) => to))],
});

function costOf(work: Workload): DirectionalCost {
  const blocks = blocksOf(work);
  const { from, to } = turnedOf(blocks);
  const dimensions = [...from, ...to].map(({ irrep }) => irrepDimension(irrep));
  let [contraction, tableNumbers] = [0, 0];
  for (const { m, keep, swap } of blocks.flatMap(({ orders }) => orders)) {
    const numbers = Number(keep.length > 0) + Number(swap.length > 0);
    tableNumbers += numbers;
    contraction += m === 0 ? numbers : 2 * numbers;
  }
  const rotation = dimensions.reduce((sum, d) => sum + d * d, 0);
  return {
    rotation: BigInt(rotation),
    contraction: BigInt(contraction),
    multiplyAdds: BigInt(rotation + contraction),
    tableNumbers: BigInt(tableNumbers),
    workspaceNumbers: BigInt(dimensions.reduce((sum, d) => sum + d, 0)),
  };
}

/** D v, or Dᵀ v, on each of the irreps; zero elsewhere. */
function turn<T>(
  over: Arithmetic<T>,
  { matrix }: Turning<T>,
  irreps: readonly Placed[],
  v: readonly T[],
  transposed: boolean,
): T[] {
  const turned = new Array<T>(v.length).fill(over.zero);
  for (const { irrep, offset } of irreps) {
    for (const [i, row] of matrix(irrep.l).entries()) {
      for (const [k, entry] of row.entries()) {
        const [to, from] = transposed ? [offset + k, offset + i] : [offset + i, offset + k];
        const term = over.multiply(entry, v[from] ?? over.zero);
        turned[to] = over.add(turned[to] ?? over.zero, term);
      }
    }
  }
  return turned;
}

/** (a_m, b_m) as numbers, undefined where there are no terms; `from` and `to` are the places of m = 0. */
interface Prepared<T> {
  readonly m: number;
  readonly from: number;
  readonly to: number;
  readonly keep: T | undefined;
  readonly swap: T | undefined;
}

function prepareBlocks<T>(over: Arithmetic<T>, blocks: readonly Block[]): Prepared<T>[] {
  const sum = (terms: readonly Surd[]): T | undefined => {
    const [first, ...rest] = terms;
    if (first === undefined) return undefined;
    return rest.reduce((total, term) => over.add(total, over.constant(term)), over.constant(first));
  };
  return blocks.flatMap(({ from, to, orders }) =>
    orders.map(({ m, keep, swap }) => ({
      m,
      from: from.offset + from.irrep.l,
      to: to.offset + to.irrep.l,
      keep: sum(keep),
      swap: sum(swap),
    })),
  );
}

/** z′ += blocks · x′. */
function contract<T>(over: Arithmetic<T>, blocks: readonly Prepared<T>[], x: readonly T[], z: T[]): void {
  for (const { m, from, to, keep, swap } of blocks) {
    const product = (factor: T, order: number): T => over.multiply(factor, x[from + order] ?? over.zero);
    for (const order of m === 0 ? [0] : [m, -m]) {
      if (keep !== undefined) z[to + order] = over.add(z[to + order] ?? over.zero, product(keep, order));
    }
    if (swap === undefined) continue;
    z[to - m] = over.add(z[to - m] ?? over.zero, product(swap, m));
    z[to + m] = over.subtract(z[to + m] ?? over.zero, product(swap, -m));
  }
}

/** The plan for the left and out irreps of a workload, and the degrees of its right ones. */
export function so2Plan(work: Workload): DirectionalPlan {
  const blocks = blocksOf(work);
  const { from, to } = turnedOf(blocks);
  const { length } = layoutOf(work.out);
  const prepare = <T>(over: Arithmetic<T>): ((x: readonly T[], turning: Turning<T>) => readonly T[]) => {
    const tables = prepareBlocks(over, blocks);
    return (x, turning) => {
      const z = new Array<T>(length).fill(over.zero);
      contract(over, tables, turn(over, turning, from, x, true), z);
      return turn(over, turning, to, z, false);
    };
  };
  return { evaluate: (over, x, rotation) => prepare(over)(x, turningIn(over, rotation)), prepare };
}

export const cgtpSo2: DirectionalAlgorithm = {
  id: 'cgtp-so2',
  operation: 'cgtp',
  how: 'x turned so that the direction is polar, each order pair ±m through its 2×2 blocks, and the result turned back',
  cost: costOf,
  plan: so2Plan,
};
