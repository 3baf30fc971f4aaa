/** The bases of all orders and outputs of a request, and the manifest and arrays that a file of them holds. */
import type { Convention } from '../coupling/index.ts';
import { printIrrep } from '../irreps/index.ts';
import type { Dtype, Tensor } from '../tensor-file/index.ts';
import { basisDigest } from './basis-digest.ts';
import { arrayKey, type BasisManifest, basisManifest, describeElement } from './basis-manifest.ts';
import type { BasisPlan } from './basis-size.ts';
import { basisShape, basisTensor } from './basis-tensor.ts';
import { basisCertificate } from './certified-counts.ts';
import type { MapCount } from './count.ts';
import type { ManyBodyRequest } from './request.ts';
import { type BasisElement, basisMaker } from './symmetric-basis.ts';

/** The basis of the symmetric maps of one order into one output. */
export interface MapBasis {
  readonly count: MapCount;
  /** as many as `count.symmetric` */
  readonly elements: readonly BasisElement[];
  /** entries that are not zero, orderings of inputs counted once */
  readonly nonZeros: number;
  /** the name of the exact numbers (basis-digest.ts) */
  readonly sha256: string;
}

/**
 * Orders first, as in the counts.
 * @param plan from checkBasis
 * @param progress told how many of the plan's coefficients are made, and for which order and output
 */
export function manyBodyBases(
  { irreps }: ManyBodyRequest,
  { counts }: BasisPlan,
  progress: (made: number, count: MapCount) => void = () => {},
): MapBasis[] {
  let made = 0;
  let current: MapCount | undefined;
  const maker = basisMaker(irreps, (coefficients) => {
    made += coefficients;
    if (current !== undefined) progress(made, current);
  });
  return counts.map((count) => {
    current = count;
    const digest = basisDigest(irreps, count.order, count.out);
    const elements: BasisElement[] = [];
    for (const element of maker.elements(count.order, count.out)) {
      digest.add(element);
      elements.push(element);
    }
    const nonZeros = elements.reduce((sum, { entries }) => sum + entries.length, 0);
    return { count, elements, nonZeros, sha256: digest.sha256() };
  });
}

/** What a file holds. */
export interface BasisFile {
  readonly manifest: BasisManifest;
  /** by key, made as they are asked for: one array for every order and output that has elements */
  readonly tensors: Iterable<readonly [key: string, Tensor]>;
}

export function basisFile(
  request: ManyBodyRequest,
  bases: readonly MapBasis[],
  convention: Convention,
  dtype: Dtype,
): BasisFile {
  const { irreps } = request;
  const filled = bases.filter(({ elements }) => elements.length > 0);
  const arrays = filled.map(({ count: { order, out }, elements, sha256 }) => {
    const certificate = basisCertificate(irreps, order, out);
    return {
      key: arrayKey(order, out),
      order,
      out: printIrrep(out),
      shape: basisShape(irreps, order, out, elements.length),
      sha256,
      ...(certificate === undefined ? {} : { certificate }),
      elements: elements.map(describeElement),
    };
  });
  const tensors = function* (): Generator<readonly [string, Tensor]> {
    for (const { count, elements } of filled) {
      const { order, out } = count;
      yield [arrayKey(order, out), basisTensor(irreps, order, out, elements, convention, dtype)];
    }
  };
  return { manifest: basisManifest(request, convention, dtype, arrays), tensors: tensors() };
}
