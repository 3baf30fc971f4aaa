/**
 * The network of src/network over any arithmetic, one cloud at a time, straight from its definition: the second road to its logits, and, on a
 * tape, to their gradients. Products are either the definition of the operation or the algorithm that the network runs.
 */
import { normalisationFactor, solidHarmonic } from '../../src/coupling/harmonics.ts';
import type { Arithmetic } from '../../src/exact/arithmetic.ts';
import { rational } from '../../src/exact/rational.ts';
import { multiplySurds, type Surd, surdFromRational } from '../../src/exact/surd.ts';
import { equalIrreps, irrepDimension, printIrrep } from '../../src/irreps/irrep.ts';
import { singles } from '../../src/irreps/irreps.ts';
import { pathsBetween } from '../../src/irreps/path.ts';
import type { Architecture, LayerName } from '../../src/network/architecture.ts';
import type { Features } from '../../src/network/features.ts';
import { HARMONICS } from '../../src/network/moments.ts';
import type { PlannedProduct } from '../../src/network/product.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import { evaluateDefinition } from '../../src/operation/definition.ts';
import type { OperationId } from '../../src/operation/operation.ts';

const EVEN = { l: 0, p: 1 } as const;

/** What is put into the network. */
export interface Numbers<T> {
  /** the weight of a layer with the factor that goes with it */
  weight(layer: LayerName, index: number, factor: number): T;
  bias(index: number): T;
}

/** x, y → the output copies, one after the other. */
export type ProductRoad = <T>(over: Arithmetic<T>, planned: PlannedProduct, x: readonly T[], y: readonly T[]) => T[];

/** The calculation that the network compiles. */
export const byAlgorithm: ProductRoad = (over, { calculation }, x, y) => [...(calculation(over, [x, y])[0] ?? [])];

/** The exact reduced coefficients times coupling tensors: path by path where each has its own copy, else all that lead to an irrep. */
export const byDefinition =
  (id: OperationId): ProductRoad =>
  <T>(over: Arithmetic<T>, { parameters, left, right, out }: PlannedProduct, x: readonly T[], y: readonly T[]): T[] => {
    const irreps = out.map(({ irrep }) => irrep);
    const distinct = irreps.filter((irrep, i) => irreps.findIndex((one) => equalIrreps(one, irrep)) === i);
    const sides = { left: singles(left), right: singles(right), group: 'o3' as const, parameters };
    const paths = pathsBetween(sides.left, sides.right, singles(distinct), 'o3');
    const copies =
      OPERATIONS[id].weights === 'per-path'
        ? paths.map((path) => [path])
        : distinct.map((irrep) => paths.filter((path) => equalIrreps(path.out, irrep)));
    const copyText = copies.map(([path]) => (path === undefined ? '' : printIrrep(path.out))).join();
    if (copyText !== irreps.map(printIrrep).join()) throw new RangeError(`${id}: the network has other copies`);
    return copies.flatMap((own) => {
      const [irrep = EVEN] = own.map((path) => path.out);
      const product = { ...sides, out: singles([irrep]), paths: own };
      const ports = [...evaluateDefinition(over, OPERATIONS[id], product, x, y).values()];
      return Array.from({ length: irrepDimension(irrep) }, (_, m) =>
        ports.reduce((sum, values) => over.add(sum, values[m] ?? over.zero), over.zero),
      );
    });
  };

/** A_kℓm of a cloud, channel after channel. */
export function referenceMoments<T>(
  over: Arithmetic<T>,
  { moments: { features } }: Pick<Architecture, 'moments'>,
  points: readonly (readonly T[])[],
): T[][] {
  const number = (surd: Surd): T => over.constant(surd);
  const one = number(surdFromRational(rational(1)));
  const power = (t: T, n: number): T => (n === 0 ? one : over.multiply(power(t, n - 1), t));
  const harmonic = (l: number, m: number, [x, y, z]: readonly [T, T, T]): T => {
    const { norm, shape } = solidHarmonic(l, m);
    const factor = multiplySurds(norm, normalisationFactor(l, HARMONICS));
    return shape.reduce((sum, { a, b, c, coefficient }) => {
      const value = number(multiplySurds(factor, surdFromRational(coefficient)));
      const monomial = over.multiply(power(x, a), over.multiply(power(y, b), power(z, c)));
      return over.add(sum, over.multiply(value, monomial));
    }, over.zero);
  };
  const share = number(surdFromRational(rational(1, points.length)));
  return Array.from({ length: features.channels }, (_, k) =>
    features.copies.flatMap(({ irrep: { l } }) =>
      Array.from({ length: 2 * l + 1 }, (_, i) => {
        const sum = points.reduce((total, point) => {
          const [x, y, z] = [point[0] ?? over.zero, point[1] ?? over.zero, point[2] ?? over.zero];
          const square = over.add(over.add(over.multiply(x, x), over.multiply(y, y)), over.multiply(z, z));
          return over.add(total, over.multiply(power(square, k), harmonic(l, i - l, [x, y, z])));
        }, over.zero);
        return over.multiply(sum, share);
      }),
    ),
  );
}

/** What the network computes from the moments of one cloud. */
export interface ReferenceValues<T> {
  /** what leaves the first product, channel by channel */
  readonly z: readonly (readonly T[])[];
  readonly logits: readonly T[];
}

export function referenceNetwork<T>(
  over: Arithmetic<T>,
  { first, second, layers, size }: Architecture,
  road: ProductRoad,
  seen: readonly (readonly T[])[],
  numbers: Numbers<T>,
): ReferenceValues<T> {
  const mixed = (name: LayerName, input: readonly (readonly T[])[]): T[][] => {
    const { from, to, links } = layers[name];
    const out = Array.from({ length: to.channels }, () => new Array<T>(to.length).fill(over.zero));
    let [index, link] = [0, 0];
    for (const target of to.copies) {
      for (const source of from.copies.filter(({ irrep }) => equalIrreps(irrep, target.irrep))) {
        const factor = links[link++]?.factor ?? Number.NaN;
        for (const row of out) {
          for (const channel of input) {
            const weight = numbers.weight(name, index++, factor);
            for (let m = 0; m < irrepDimension(target.irrep); m++) {
              const term = over.multiply(weight, channel[source.offset + m] ?? over.zero);
              row[target.offset + m] = over.add(row[target.offset + m] ?? over.zero, term);
            }
          }
        }
      }
    }
    return out;
  };
  const multiplied = (planned: PlannedProduct, x: readonly T[][], y: readonly T[][]): T[][] =>
    Array.from({ length: size.channels }, (_, c) =>
      planned.out.length === 0 ? [] : road(over, planned, x[c] ?? [], y[c] ?? []),
    );
  const z = multiplied(first, mixed('x', seen), mixed('y', seen));
  const s = multiplied(second, mixed('left', z), mixed('right', seen));
  const invariants = mixed('squared', z).map((u, c) => [...(s[c] ?? []), ...meanSquares(over, layers.squared.to, u)]);
  const even = mixed('even', invariants).map(([e = over.zero], k) => over.add(e, numbers.bias(k)));
  const odd = mixed('odd', invariants)[0]?.[0] ?? over.zero;
  const [pair = over.zero, ...others] = even;
  return { z, logits: [over.add(pair, odd), over.subtract(pair, odd), ...others] };
}

/** Σ_m u_m²/(2ℓ+1), copy by copy. */
function meanSquares<T>(over: Arithmetic<T>, { copies }: Features, u: readonly T[]): T[] {
  return copies.map(({ irrep, offset }) => {
    const dimension = irrepDimension(irrep);
    const sum = u
      .slice(offset, offset + dimension)
      .reduce((total, value) => over.add(total, over.multiply(value, value)), over.zero);
    return over.multiply(over.constant(surdFromRational(rational(1, dimension))), sum);
  });
}
