/**
 * Transforms between the coefficients of a function on the sphere and its values on the grid of grid.ts, one dimension after the other.
 *
 *   there:  g_m(θ_r) = Σ_ℓ A_ℓm(θ_r) x_ℓm,          f(θ_r, φ_p) = Σ_m g_m(θ_r) t_m(φ_p)
 *   back:   h_m(θ_r) = Σ_p t_m(φ_p) f(θ_r, φ_p),    z_ℓm = Σ_r w_r (2π/N) P̄_ℓm(θ_r) h_m(θ_r)
 *   t_m(φ) = cos mφ (m ≥ 0), sin |m|φ (m < 0),      φ_p = 2πp/N
 *
 * with A = P̄ for f itself and ∂P̄/∂θ for f_θ. From t_m' = −m t_−m, f_φ = (1/sin θ) ∂f/∂φ has A = −m P̄/sin θ and t_−m in place of t_m.
 * Indices: rings r = 0…rings−1 from the north, points p = 0…N−1, degrees ℓ of the signal's members, orders m = −ℓ…ℓ. One
 * multiplication for each table value and vector entry that meet, zeros included. Tables are float64: see exact/fixed-point.ts.
 */
import type { Arithmetic } from '../exact/arithmetic.ts';
import {
  cosineOfTurn,
  divideFixed,
  FIXED_ONE,
  FIXED_PI,
  type Fixed,
  fixedToFloat64,
  multiplyFixed,
  sineOfTurn,
} from '../exact/fixed-point.ts';
import { type Grid, gridSize } from './grid.ts';
import { type PolarValues, polarTables } from './legendre.ts';
import { gaussLegendre, type QuadratureNode } from './quadrature.ts';
import type { CarriedSignal } from './signal.ts';

/** A grid with what functions of degree ≤ lmax need on each ring. */
export interface SphereGrid {
  readonly grid: Grid;
  readonly rings: readonly Ring[];
}

interface Ring {
  readonly node: QuadratureNode;
  readonly polar: (l: number, m: number) => PolarValues;
}

/** A grid made ready for signals of degrees ≤ lmax. */
export function sphereGrid(grid: Grid, lmax: number): SphereGrid {
  const tableAt = polarTables(lmax);
  const rings = gaussLegendre(grid.rings).map((node) => ({ node, polar: tableAt(node.cosine, node.sine) }));
  return { grid, rings };
}

/** Which function is put on the grid. */
export type Field = 'value' | 'slope' | 'turning';

/** One coefficient of a signal: where it stands in the vector of its side, and its order. */
interface Coefficient {
  readonly index: number;
  readonly m: number;
  /** one factor for each ring */
  readonly factors: readonly number[];
}

function coefficients(
  signal: CarriedSignal,
  { rings }: SphereGrid,
  factor: (ring: Ring, l: number, m: number) => Fixed,
): Coefficient[] {
  return signal.members.flatMap(({ irrep: { l }, offset }) =>
    Array.from({ length: 2 * l + 1 }, (_, k) => {
      const m = k - l;
      return { index: offset + k, m, factors: rings.map((ring) => fixedToFloat64(factor(ring, l, m))) };
    }),
  );
}

/** t_m(φ_p) at [p][lmax + m]. */
function azimuthTable(lmax: number, points: number): number[][] {
  const turns = Array.from({ length: points }, (_, k) => ({
    cosine: fixedToFloat64(cosineOfTurn(k, points)),
    sine: fixedToFloat64(sineOfTurn(k, points)),
  }));
  return Array.from({ length: points }, (_, p) =>
    Array.from({ length: 2 * lmax + 1 }, (_unused, k) => {
      const turn = turns[(p * Math.abs(k - lmax)) % points];
      return (k < lmax ? turn?.sine : turn?.cosine) ?? 0;
    }),
  );
}

/** Sums over degrees: one number for each ring and order, at [ring][lmax + m]. */
export type RingSums<T> = readonly (readonly T[])[];

/** Values at the points of the grid: ring after ring. */
export type GridValues<T> = readonly T[];

/** The way to the grid of one signal. */
export interface Synthesis {
  readonly natural: boolean;
  /** g of the header, for one field: one multiplication per coefficient and ring. */
  ringSums<T>(over: Arithmetic<T>, field: Field, x: readonly T[]): RingSums<T>;
  /** −m/sin θ times the sums of the value, which makes them those of the turning: one multiplication per ring and order. */
  turn<T>(over: Arithmetic<T>, sums: RingSums<T>): RingSums<T>;
  /** Σ_m of the header: one multiplication per point and order. */
  values<T>(over: Arithmetic<T>, field: Field, sums: RingSums<T>): GridValues<T>;
}

const polarFactor: Readonly<Record<Field, (values: PolarValues, m: number) => Fixed>> = {
  value: ({ value }) => value,
  slope: ({ slope }) => slope,
  turning: ({ turning }, m) => (m < 0 ? turning : -turning),
};

/** The fields to make sums over degrees for, and whether those of the value will be turned. */
export interface Wanted {
  readonly fields: readonly Field[];
  readonly turn: boolean;
}

/** The table of a field. @throws RangeError if it was not made */
function made<F>(tables: ReadonlyMap<string, F>, name: string): F {
  const table = tables.get(name);
  if (table === undefined) throw new RangeError(`the table of ${name} was not made`);
  return table;
}

/** The tables wanted for one signal. */
export function synthesis(signal: CarriedSignal, sphere: SphereGrid, { fields, turn }: Wanted): Synthesis {
  const { lmax, natural } = signal;
  const { grid, rings } = sphere;
  const tables = new Map(
    fields.map((field) => [
      field,
      coefficients(signal, sphere, ({ polar }, l, m) => polarFactor[field](polar(l, Math.abs(m)), m)),
    ]),
  );
  const azimuth = azimuthTable(lmax, grid.points);
  const orders = Array.from({ length: 2 * lmax + 1 }, (_, k) => k - lmax);
  const turns = new Map<string, number[][]>();
  if (turn) {
    const overSine = (sine: Fixed, m: number): number => fixedToFloat64(divideFixed(BigInt(-m) * FIXED_ONE, sine));
    turns.set(
      'turn',
      rings.map(({ node }) => orders.map((m) => overSine(node.sine, m))),
    );
  }
  return {
    natural,
    ringSums: (over, field, x) =>
      rings.map((_, ring) => {
        const sums = orders.map(() => over.zero);
        for (const { index, m, factors } of made(tables, field)) {
          const term = over.multiply(over.constant(factors[ring] ?? 0), x[index] ?? over.zero);
          sums[lmax + m] = over.add(sums[lmax + m] ?? over.zero, term);
        }
        return sums;
      }),
    turn: (over, sums) => {
      const table = made(turns, 'turn');
      return sums.map((row, ring) => row.map((g, k) => over.multiply(over.constant(table[ring]?.[k] ?? 0), g)));
    },
    values: (over, field, sums) => {
      const constants = azimuth.map((row) => {
        const turned = field === 'turning' ? [...row].reverse() : row; // t_−m
        return turned.map((t) => over.constant(t));
      });
      return sums.flatMap((row) =>
        constants.map((t) => row.reduce((sum, g, k) => over.add(sum, over.multiply(t[k] ?? over.zero, g)), over.zero)),
      );
    },
  };
}

/** The way back of one signal. */
export interface Analysis {
  readonly natural: boolean;
  /** Adds z of the header into the vector of the side. */
  project<T>(over: Arithmetic<T>, values: GridValues<T>, z: T[]): void;
}

export function analysis(signal: CarriedSignal, sphere: SphereGrid): Analysis {
  const { lmax, natural } = signal;
  const { grid } = sphere;
  const step = (2n * FIXED_PI) / BigInt(grid.points);
  const table = coefficients(signal, sphere, ({ node, polar }, l, m) =>
    multiplyFixed(multiplyFixed(step, node.weight), polar(l, Math.abs(m)).value),
  );
  const azimuth = azimuthTable(lmax, grid.points);
  return {
    natural,
    project: (over, values, z) => {
      const constants = azimuth.map((row) => row.map((t) => over.constant(t)));
      const sums = sphere.rings.map((_, ring) => {
        const row = Array.from({ length: 2 * lmax + 1 }, () => over.zero);
        for (const [p, t] of constants.entries()) {
          const f = values[ring * grid.points + p] ?? over.zero;
          for (const [k, tm] of t.entries()) row[k] = over.add(row[k] ?? over.zero, over.multiply(tm, f));
        }
        return row;
      });
      for (const { index, m, factors } of table) {
        for (const [ring, factor] of factors.entries()) {
          const term = over.multiply(over.constant(factor), sums[ring]?.[lmax + m] ?? over.zero);
          z[index] = over.add(z[index] ?? over.zero, term);
        }
      }
    },
  };
}

/** Something known at every point, of one of the two kinds of functions. */
export interface OfKind<F> {
  readonly natural: boolean;
  readonly field: F;
}

/**
 * Every left one with every right one, point by point; products of one kind are added. Like kinds make a natural function and unlike
 * ones an unnatural one, or the reverse if `turnsKind`.
 */
export function pairProducts<T, F>(
  over: Arithmetic<T>,
  grid: Grid,
  left: readonly OfKind<F>[],
  right: readonly OfKind<F>[],
  turnsKind: boolean,
  product: (f: F, g: F, point: number) => T,
): (natural: boolean) => GridValues<T> {
  const zeros = (): T[] => Array.from({ length: gridSize(grid) }, () => over.zero);
  const [natural, unnatural] = [zeros(), zeros()];
  for (const f of left) {
    for (const g of right) {
      const target = (f.natural === g.natural) !== turnsKind ? natural : unnatural;
      for (const [point, sum] of target.entries()) target[point] = over.add(sum, product(f.field, g.field, point));
    }
  }
  return (kind) => (kind ? natural : unnatural);
}
