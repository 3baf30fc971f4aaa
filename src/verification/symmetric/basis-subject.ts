/** One array of a foreign basis beside the canonical basis of its order and output: what the checks look at. */
import type { Irrep } from '../../irreps/index.ts';
import type { MapBasis } from '../../many-body/many-body-bases.ts';
import { dtypeOf, type Tensor } from '../../tensor-file/tensor.ts';
import { FORMATS, type NumberFormat } from '../number-format.ts';
import { type BasisAllowance, basisAllowance } from '../tolerance.ts';
import type { ForeignArray } from './basis-arrays.ts';
import { coupledDegree, featureDimension, type SymmetricClaim } from './claim.ts';
import { type Multisets, multisetsOf, packMaps } from './packed-maps.ts';
import { type OwnMaps, ownMaps, type Projection, project } from './projection.ts';
import { placesFor, type Reading } from './reading.ts';

export interface Subject {
  readonly key: string;
  readonly order: number;
  readonly out: Irrep;
  readonly tensor: Tensor;
  readonly own: OwnMaps;
  /** the name of our exact basis */
  readonly sha256: string;
  /** what the numbers are taken to be made in */
  readonly format: NumberFormat;
}

/** The arrays that are there, each with the basis at its place in `bases`. */
export function subjectsOf(
  claim: SymmetricClaim,
  arrays: readonly ForeignArray[],
  bases: readonly MapBasis[],
): Subject[] {
  const known = new Map<number, Multisets>();
  return arrays.flatMap(({ tensor, ...array }, i): Subject[] => {
    const basis = bases[i];
    if (tensor === undefined || basis === undefined) return [];
    const multisets = known.get(array.order) ?? multisetsOf(array.order, featureDimension(claim));
    known.set(array.order, multisets);
    const own = ownMaps(basis, multisets);
    return [{ ...array, tensor, own, sha256: basis.sha256, format: FORMATS[claim.dtype ?? dtypeOf(tensor)] }];
  });
}

/** The foreign elements in our basis, read so. */
export const projectionOf = (claim: SymmetricClaim, { tensor, out, own }: Subject, reading: Reading): Projection =>
  project(packMaps(tensor, placesFor(claim.irreps, out, reading), own.multisets), own);

export const elementCount = ({ tensor }: Subject): number => tensor.shape.at(-1) ?? 0;

export const allowanceFor = (claim: SymmetricClaim, subject: Subject): BasisAllowance =>
  basisAllowance(subject.format, {
    order: subject.order,
    degree: coupledDegree(claim, subject.order, subject.out),
    elements: elementCount(subject),
    terms: Math.max(0, ...subject.own.entries.map((entries) => entries.length)),
  });

/** Whether each element lies in our span, as far as its format goes. */
export const liesInside = ({ outside, packed }: Projection, { made }: BasisAllowance): boolean =>
  outside.every((size, j) => size <= made * (packed.norms[j] ?? 0));

/** Whether the reading makes every array equivariant; the small ones are asked first. */
export const readsWell = (claim: SymmetricClaim, subjects: readonly Subject[], reading: Reading): boolean =>
  subjects
    .toSorted((a, b) => a.tensor.data.length - b.tensor.data.length)
    .every((subject) => liesInside(projectionOf(claim, subject, reading), allowanceFor(claim, subject)));
