/**
 * Cross products of vector fields on a grid: each side goes from degrees j to the harmonics ℓ = j−1, j, j+1 of three Cartesian
 * components (non-zero entries of w3j(ℓ, 1, j); in O(3) only the ℓ of the right parity), three transforms, the cross product (six
 * products a point), and back. O(L³).
 *
 *   u_q,ℓm' = Σ_j Σ_m √(2j+1) w3j(ℓ m', 1 q, j m) x_jm,    z_jm = Σ_ℓ Σ_q,m' √(2j+1) w3j(ℓ m', 1 q, j m) ∫ Y_ℓm' (u×v)_q
 *
 * over the ports ℓ of j, every port's weight being one; q = −1, 0, 1 are y, z, x, in the cyclic order of x, y, z.
 *
 * The grid is smaller than the degrees of the components ask for. With R the solid harmonic of degree j (R = Y on the sphere) and up to
 * factors, V_j,j = r×∇R, V_j,j−1 = ∇R, and V_j,j+1 is r̂ R plus a multiple of V_j,j−1. In w·(u×v) three factors of those kinds make
 *
 *   r̂h, r×∇f, ∇g:      h (j_f j_g f g − ∇f·∇g)                                     degree J = j1+j2+j3
 *   r̂h, r×∇f, r×∇g or r̂h, ∇f, ∇g:   h r·(∇f×∇g);     r×∇f, r×∇g, ∇h:  j_h h r·(∇f×∇g)      J − 1
 *   r×∇f, ∇g, ∇h:  J − 2;    ∇f, ∇g, ∇h:  J − 3;    two of the first kind, or three of the second:  nothing
 *
 * by (r×a)×(r×b) = r (r·(a×b)) and (r×a)×b = a (r·b) − r (a·b). The highest of these is the degree of the integrand.
 * Source: the vector harmonics V_jℓm of operation/vstp.ts; Varshalovich et al. (1988), section 7.3, in the real basis.
 */

import { rootDimension } from '../coupling/gaunt.ts';
import { couplingNonZeros } from '../coupling/nonzeros.ts';
import { realCouplingEntries } from '../coupling/real-basis.ts';
import type { Arithmetic } from '../exact/arithmetic.ts';
import { multiplySurds, type Surd } from '../exact/surd.ts';
import { naturalIrrep } from '../irreps/irrep.ts';
import { type Irreps, singles } from '../irreps/irreps.ts';
import type { Group } from '../irreps/path.ts';
import { ONLY_PORT, type Slot } from '../operation/operation.ts';
import { vectorPorts } from '../operation/vstp.ts';
import {
  type Algorithm,
  type Cost,
  layoutOf,
  type Plan,
  type Signal,
  signalOf,
  total,
  type Workload,
} from './algorithm.ts';
import { type Grid, gridFor, gridSize, transform, transformTables } from './grid.ts';
import { type CarriedSignal, carriedSignals } from './signal.ts';
import { analysis, type GridValues, type SphereGrid, sphereGrid, synthesis } from './sphere-transform.ts';

/** The highest degree j of one side's fields of each kind in the header; −∞ where it has none. */
interface FieldDegrees {
  readonly radial: number;
  readonly curl: number;
  readonly gradient: number;
}

function fieldDegrees(side: Irreps, slot: Slot, group: Group): FieldDegrees {
  const ports = side.flatMap(({ irrep }) => vectorPorts(irrep, slot, group).map((l) => ({ j: irrep.l, l })));
  const highest = (has: (j: number, l: number) => boolean): number =>
    Math.max(Number.NEGATIVE_INFINITY, ...ports.filter(({ j, l }) => has(j, l)).map(({ j }) => j));
  return {
    radial: highest((j, l) => l > j),
    curl: highest((j, l) => l === j),
    gradient: highest((j, l) => l !== j && j > 0),
  };
}

/** By how much the degree of the integrand falls short of j1+j2+j3, for the kinds that make one. */
const SHORTFALL: readonly (readonly [kinds: readonly (keyof FieldDegrees)[], shortfall: number])[] = [
  [['radial', 'curl', 'gradient'], 0],
  [['radial', 'curl', 'curl'], 1],
  [['radial', 'gradient', 'gradient'], 1],
  [['curl', 'curl', 'gradient'], 1],
  [['curl', 'gradient', 'gradient'], 2],
  [['gradient', 'gradient', 'gradient'], 3],
];

/** The ways in which three sides can take three things. */
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** The degree of w·(u×v), at least 0. */
function integrandDegree({ left, right, out, group }: Workload): number {
  const sides = [
    fieldDegrees(left, 'left', group),
    fieldDegrees(right, 'right', group),
    fieldDegrees(out, 'out', group),
  ];
  const degrees = SHORTFALL.flatMap(([kinds, shortfall]) =>
    ORDERS.map((order) => order.reduce((sum, k, side) => sum + (sides[side]?.[kinds[k] ?? 'radial'] ?? 0), -shortfall)),
  );
  return Math.max(0, ...degrees);
}

/** The harmonics that the components of one side have, and the entries that lead from its irreps to them. */
function vectorField(side: Irreps, slot: Slot, group: Group): { component: Signal[]; mixing: number } {
  const used = side.flatMap(({ irrep }) => vectorPorts(irrep, slot, group).map((l) => ({ l, j: irrep.l })));
  return {
    component: signalOf([...new Set(used.map(({ l }) => l))]),
    mixing: used.reduce((sum, { l, j }) => sum + couplingNonZeros(l, 1, j).real, 0),
  };
}

function cost(work: Workload): Cost {
  const { left, right, out, group } = work;
  const sides = [vectorField(left, 'left', group), vectorField(right, 'right', group), vectorField(out, 'out', group)];
  const components = sides.flatMap(({ component }) => component);
  const grid = gridFor(integrandDegree(work), work.grid);
  const mixed = sides.reduce((sum, { mixing }) => sum + mixing, 0);
  return {
    multiplyAdds: BigInt(mixed + total(components, (s) => 3 * transform(s, grid)) + 6 * gridSize(grid)),
    tableNumbers: BigInt(mixed + total(components, (s) => transformTables(s, grid))),
    workspaceNumbers: BigInt(3 * components.length * gridSize(grid)),
  };
}

/** √(2j+1) w3j(ℓ m', 1 q, j m) between the entry `whole` of a side's vector and the entry `part` of its component q+1. */
interface Mixing {
  readonly whole: number;
  readonly component: number;
  readonly part: number;
  readonly factor: Surd;
}

/** One side: its components as one signal (none if no irrep has a port), and the entries between them. */
interface Components {
  readonly signal: CarriedSignal | undefined;
  readonly length: number;
  readonly mixing: readonly Mixing[];
}

function componentsOf(side: Irreps, slot: Slot, group: Group): Components {
  const ports = layoutOf(side).placed.flatMap(({ irrep, offset }) =>
    vectorPorts(irrep, slot, group).map((l) => ({ l, j: irrep.l, offset })),
  );
  const degrees = [...new Set(ports.map(({ l }) => l))].sort((a, b) => a - b);
  const harmonics = singles(degrees.map(naturalIrrep));
  const { placed, length } = layoutOf(harmonics);
  const starts = new Map(placed.map(({ irrep, offset }) => [irrep.l, offset]));
  const mixing = ports.flatMap(({ l, j, offset }) =>
    realCouplingEntries(l, 1, j).map(({ m1, m2, m3, value }) => ({
      whole: offset + j + m3,
      component: m2 + 1,
      part: (starts.get(l) ?? 0) + l + m1,
      factor: multiplySurds(rootDimension(j), value),
    })),
  );
  return { signal: carriedSignals(harmonics, 'so3')[0], length, mixing };
}

/** Cartesian components, in the order of q. */
type Vector<F> = readonly [F, F, F];

/** The way to the grid of all components of one side; zeros where it has none. */
type VectorSynthesis = <T>(over: Arithmetic<T>, x: readonly T[]) => Vector<GridValues<T>>;

function vectorSynthesis({ signal, length, mixing }: Components, sphere: SphereGrid): VectorSynthesis {
  if (signal === undefined) return () => [[], [], []];
  const way = synthesis(signal, sphere, { fields: ['value'], turn: false });
  return <T>(over: Arithmetic<T>, x: readonly T[]): Vector<GridValues<T>> => {
    const zeros = (): T[] => Array.from({ length }, () => over.zero);
    const parts: Vector<T[]> = [zeros(), zeros(), zeros()];
    for (const { whole, component, part, factor } of mixing) {
      const to = parts[component] ?? [];
      const term = over.multiply(over.constant(factor), x[whole] ?? over.zero);
      to[part] = over.add(to[part] ?? over.zero, term);
    }
    const values = (part: readonly T[]): GridValues<T> => way.values(over, 'value', way.ringSums(over, 'value', part));
    return [values(parts[0]), values(parts[1]), values(parts[2])];
  };
}

/** Component q+1 of u×v: the components before and after it in the cyclic order, two products a point. */
function crossComponent<T>(
  over: Arithmetic<T>,
  u: Vector<GridValues<T>>,
  v: Vector<GridValues<T>>,
  grid: Grid,
  q: 0 | 1 | 2,
): GridValues<T> {
  const [next, last] = (
    [
      [1, 2],
      [2, 0],
      [0, 1],
    ] as const
  )[q];
  const times = (f: GridValues<T>, g: GridValues<T>, point: number): T =>
    over.multiply(f[point] ?? over.zero, g[point] ?? over.zero);
  return Array.from({ length: gridSize(grid) }, (_, point) =>
    over.subtract(times(u[next], v[last], point), times(u[last], v[next], point)),
  );
}

function plan(work: Workload): Plan {
  const { left, right, out, group } = work;
  const sides = [
    componentsOf(left, 'left', group),
    componentsOf(right, 'right', group),
    componentsOf(out, 'out', group),
  ] as const;
  const top = Math.max(...sides.map(({ signal }) => signal?.lmax ?? 0));
  const sphere = sphereGrid(gridFor(integrandDegree(work), work.grid), top);
  const [toU, toV] = [vectorSynthesis(sides[0], sphere), vectorSynthesis(sides[1], sphere)];
  const { signal, mixing, length: partLength } = sides[2];
  const back = signal === undefined ? undefined : analysis(signal, sphere);
  const { length } = layoutOf(out);
  const evaluate = <T>(over: Arithmetic<T>, x: readonly T[], y: readonly T[]): T[][] => {
    const [u, v] = [toU(over, x), toV(over, y)];
    const parts = ([0, 1, 2] as const).map((q) => {
      const values = crossComponent(over, u, v, sphere.grid, q);
      const part = Array.from({ length: partLength }, () => over.zero);
      back?.project(over, values, part);
      return part;
    });
    const z = Array.from({ length }, () => over.zero);
    for (const { whole, component, part, factor } of mixing) {
      const term = over.multiply(over.constant(factor), parts[component]?.[part] ?? over.zero);
      z[whole] = over.add(z[whole] ?? over.zero, term);
    }
    return [z];
  };
  return { exact: false, outputs: [ONLY_PORT], evaluate };
}

export const vstpGrid: Algorithm = {
  id: 'vstp-grid',
  operation: 'vstp',
  how: 'vector harmonics to Cartesian components, three separable transforms a side, cross products of values, and back',
  gridDegree: integrandDegree,
  cost,
  plan,
};
