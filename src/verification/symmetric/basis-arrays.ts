/**
 * The arrays of a foreign basis by order and output: `3_1o` holds [2ℓ+1, d, …, d, n] with three axes of d, as MACE's U matrices and our
 * own export have it; without the first axis where it would be 1, as MACE leaves it out.
 */
import { RequestError } from '../../errors.ts';
import { type Irrep, irrepDimension, printIrrep } from '../../irreps/index.ts';
import { arrayKey } from '../../many-body/basis-manifest.ts';
import type { Tensor, Tensors } from '../../tensor-file/index.ts';
import { printable } from '../excerpt.ts';
import type { Diagnosis } from '../verdict.ts';
import { featureDimension, type SymmetricClaim } from './claim.ts';

/** One array, or its absence. */
export interface ForeignArray {
  readonly key: string;
  readonly order: number;
  readonly out: Irrep;
  readonly tensor?: Tensor;
}

const some = (names: readonly string[]): string =>
  `${names
    .slice(0, 8)
    .map((name) => JSON.stringify(printable(name)))
    .join(', ')}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`;

/**
 * Orders first, as everywhere.
 * @throws RequestError for arrays that the claim does not speak of, or none that it does
 */
export function foreignArrays({ orders, out }: SymmetricClaim, tensors: Tensors, where: string): ForeignArray[] {
  const wanted = orders.flatMap((order) => out.map((irrep) => ({ key: arrayKey(order, irrep), order, out: irrep })));
  const keys = wanted.map(({ key }) => key);
  const stray = [...tensors.keys()].filter((name) => !keys.includes(name));
  if (stray.length > 0) {
    throw new RequestError(
      `${where}: expected arrays named ORDER_IRREP, of ${some(keys)}, got ${some(stray)}; rename them, or leave them out`,
    );
  }
  if (tensors.size === 0) throw new RequestError(`${where}: expected the arrays ${some(keys)}, got none`);
  return wanted.map((array) => {
    const tensor = tensors.get(array.key);
    return tensor === undefined ? array : { ...array, tensor };
  });
}

/** Squares of numbers up to this, and of elements down to its inverse, are no infinities and no zeros. */
const LARGEST = 2 ** 500;

/** @throws RequestError for elements whose norm float64 cannot hold */
export function checkMagnitudes(arrays: readonly ForeignArray[]): void {
  for (const { key, tensor } of arrays) {
    if (tensor === undefined) continue;
    const { shape, data } = tensor;
    const peaks = new Float64Array(shape.at(-1) ?? 0);
    for (const [place, value] of data.entries()) {
      const element = place % peaks.length;
      peaks[element] = Math.max(peaks[element] ?? 0, Math.abs(value));
    }
    const element = peaks.findIndex((peak) => peak > LARGEST || (peak > 0 && peak < 1 / LARGEST));
    if (element < 0) continue;
    throw new RequestError(
      `${key}: element ${element} has numbers of the size ${peaks[element]}, the limits are 2^±500; scale it`,
    );
  }
}

/** The first array that cannot be judged: of another shape, or with numbers that are none. */
export function unusableArray(claim: SymmetricClaim, arrays: readonly ForeignArray[]): Diagnosis | undefined {
  const d = featureDimension(claim);
  for (const { key, order, out, tensor } of arrays) {
    if (tensor === undefined) continue;
    const { shape, data } = tensor;
    const inputs = new Array<number>(order).fill(d);
    const allowed = [[irrepDimension(out), ...inputs], ...(out.l === 0 ? [inputs] : [])];
    if (!allowed.some((sizes) => sizes.length + 1 === shape.length && sizes.every((size, i) => size === shape[i]))) {
      return {
        code: 'wrong-shape',
        message: `${key} has the shape [${shape.join(', ')}], expected [${(allowed[0] ?? []).join(', ')}, n]: the output of ${printIrrep(out)}, an axis of ${d} for each of ${order} factors, then the elements`,
        where: { array: key, expected: [...(allowed[0] ?? []), 'n'], got: [...shape] },
      };
    }
    const place = data.findIndex((value) => !Number.isFinite(value));
    if (place < 0) continue;
    return {
      code: 'nonfinite',
      message: `${key} is ${data[place]} at [${indexOf(place, shape).join(', ')}]; look for a division by a norm that is zero, or memory that was never written`,
      where: { array: key, index: indexOf(place, shape), value: String(data[place]) },
    };
  }
  return undefined;
}

/** The indices of a place in row-major order. */
export function indexOf(place: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = place;
  for (const size of shape.toReversed()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}
