/**
 * The map from weights to coefficients, built from the tables of an operation alone, and the rank over ℚ of its whole Jacobian at integer
 * points: what the expressivity of few channels must be. Shares no code with src/analysis.
 */
import { rankOverRationals } from '../../src/exact/linear-algebra.ts';
import { divideSurds, type Surd, surdToRational } from '../../src/exact/surd.ts';
import { type Irrep, printIrrep } from '../../src/irreps/irrep.ts';
import type { Irreps } from '../../src/irreps/irreps.ts';
import { type Group, pathsBetween } from '../../src/irreps/path.ts';
import type { Operation, Parameters } from '../../src/operation/operation.ts';

/** weight · x[left][u] · y[right][v] · z[out][w]; the three name ports of one slot each. */
interface Product {
  readonly left: string;
  readonly right: string;
  readonly out: string;
  readonly weight: bigint;
}

/** One path that interacts, its products, and how many copies of each of its three irreps there are. */
interface Coefficients {
  readonly products: readonly Product[];
  readonly copies: readonly [number, number, number];
}

export interface WeightMap {
  readonly coefficients: readonly Coefficients[];
  /** every port in use with its number of copies, in order of first use */
  readonly ports: ReadonlyMap<string, number>;
}

const copiesOf = (irreps: Irreps, { l, p }: Irrep, group: Group): number =>
  irreps.reduce((sum, { mul, irrep }) => sum + (irrep.l === l && (group === 'so3' || irrep.p === p) ? mul : 0), 0);

/** Integers in proportion to surds whose ratios are rational. */
function integersInProportion(values: readonly Surd[]): bigint[] {
  const ratios = values.map((value) => {
    const ratio = surdToRational(divideSurds(value, values[0] ?? value));
    if (ratio === undefined) throw new RangeError('a ratio is irrational');
    return ratio;
  });
  const den = ratios.reduce((product, ratio) => product * ratio.den, 1n);
  return ratios.map((ratio) => (ratio.num * den) / ratio.den);
}

/** The weight map of an operation. A factor per path changes no dimension, so each path is scaled to integers. */
export function weightMap(
  operation: Operation,
  left: Irreps,
  right: Irreps,
  out: Irreps,
  group: Group,
  parameters: Parameters,
): WeightMap {
  const ports = new Map<string, number>();
  const coefficients: Coefficients[] = [];
  for (const path of pathsBetween(left, right, out, group)) {
    const copies = [
      copiesOf(left, path.left, group),
      copiesOf(right, path.right, group),
      copiesOf(out, path.out, group),
    ] as const;
    const terms = operation.terms(path, parameters, group);
    if (terms.length === 0 || copies.includes(0)) continue;
    const scaleOf = (irrep: Irrep, port: string, value: Surd): Surd =>
      operation.portScale === undefined ? value : divideSurds(value, operation.portScale(irrep, port));
    const scaled = terms.map((term) =>
      scaleOf(path.left, term.left, scaleOf(path.right, term.right, scaleOf(path.out, term.out, term.reduced))),
    );
    const weights = terms.length === 1 ? [1n] : integersInProportion(scaled);
    const products = terms.map((term, i) => ({
      left: `left ${printIrrep(path.left)} ${term.left}`,
      right: `right ${printIrrep(path.right)} ${term.right}`,
      out: `out ${printIrrep(path.out)} ${term.out}`,
      weight: weights[i] ?? 0n,
    }));
    for (const product of products) {
      ports.set(product.left, copies[0]);
      ports.set(product.right, copies[1]);
      ports.set(product.out, copies[2]);
    }
    coefficients.push({ products, copies });
  }
  return { coefficients, ports };
}

/** Σ μ1μ2μ3 over the paths that interact. */
export const coefficientCount = ({ coefficients }: WeightMap): number =>
  coefficients.reduce((sum, { copies: [a, b, c] }) => sum + a * b * c, 0);

/** Integers 1…9973 from a linear congruence: repeatable, and unlike the points of src/analysis. */
export function integerPoints(seed: number): () => bigint {
  let state = BigInt(seed);
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return ((state >> 33n) % 9973n) + 1n;
  };
}

/** Rows ∂c/∂weight at one random integer point: one for each port and copy, over all coefficients. */
function jacobianRows({ coefficients, ports }: WeightMap, points: () => bigint): bigint[][] {
  const weights = new Map([...ports].map(([port, copies]) => [port, Array.from({ length: copies }, points)]));
  const length = coefficientCount({ coefficients, ports });
  const rows = new Map(
    [...ports].map(([port, copies]) => [
      port,
      Array.from({ length: copies }, () => new Array<bigint>(length).fill(0n)),
    ]),
  );
  let column = 0;
  const add = (port: string, copy: number, value: bigint): void => {
    const row = rows.get(port)?.[copy];
    if (row !== undefined) row[column] = (row[column] ?? 0n) + value;
  };
  for (const { products, copies } of coefficients) {
    for (let u = 0; u < copies[0]; u++) {
      for (let v = 0; v < copies[1]; v++) {
        for (let w = 0; w < copies[2]; w++) {
          for (const { left, right, out, weight } of products) {
            const x = weights.get(left)?.[u] ?? 0n;
            const y = weights.get(right)?.[v] ?? 0n;
            const z = weights.get(out)?.[w] ?? 0n;
            add(left, u, weight * y * z);
            add(right, v, weight * x * z);
            add(out, w, weight * x * y);
          }
          column++;
        }
      }
    }
  }
  return [...rows.values()].flat();
}

/** Rank over ℚ of the Jacobian of Σ_{k≤C} at C random integer points. */
export function denseRank(map: WeightMap, channels: number, seed = 1): number {
  const points = integerPoints(seed);
  return rankOverRationals(Array.from({ length: channels }, () => jacobianRows(map, points)).flat());
}

/** The 0/1 matrix paths × ports, for operations with one product on each path. */
export function exponentMatrix({ coefficients, ports }: WeightMap): bigint[][] {
  const order = [...ports.keys()];
  return coefficients.map(({ products }) => {
    const [only, ...others] = products;
    if (only === undefined || others.length > 0) throw new RangeError('not a monomial on each path');
    return order.map((port) => BigInt([only.left, only.right, only.out].includes(port)));
  });
}
