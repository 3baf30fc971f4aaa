/**
 * What is claimed of a symmetric contraction: maps x ↦ Σ w U(x, …, x) from features V into output irreps, equivariant, of every order
 * 1 … ν. The subject is a basis, arrays U by order and output, or an implementation with its weights in place.
 */
import { RequestError } from '../../errors.ts';
import {
  type Irrep,
  type Irreps,
  irrepsDimension,
  parseIrreps,
  printIrrep,
  printIrreps,
  singles,
} from '../../irreps/index.ts';
import { type BasisPlan, checkBasis } from '../../many-body/basis-size.ts';
import { outputIrreps } from '../../many-body/request.ts';
import { refuseAt } from '../claim.ts';
import { parseFields } from '../claim-fields.ts';
import type { Dtype } from '../implementation.ts';
import type { Signature } from '../signature.ts';
import { SYMMETRIC_OPERATION, SYMMETRIC_SCHEMA } from './claim-fields.ts';

export interface SymmetricClaim {
  readonly name: string;
  /** V */
  readonly irreps: Irreps;
  /** the output irreps, each once, in the order of the output vector */
  readonly out: readonly Irrep[];
  readonly operation: 'symmetric-contraction';
  /** ν */
  readonly correlation: number;
  /** the orders that there are, ascending; all of 1 … ν where the manifest names none */
  readonly orders: readonly number[];
  /** a preset's name, or `auto` */
  readonly convention: string;
  /** what the numbers were made in; absent, what they are stored in */
  readonly dtype?: Dtype;
  /** of a basis: each array symmetric in its inputs, or by being used with equal ones */
  readonly symmetry: 'required' | 'by-use';
  /** of a basis: whether elements may depend on one another */
  readonly redundancy: 'refused' | 'allowed';
}

/** The same as a manifest writes it, every default in place. */
export interface SymmetricClaimFields
  extends Pick<SymmetricClaim, 'operation' | 'correlation' | 'convention' | 'symmetry' | 'redundancy'> {
  readonly name?: string | undefined;
  readonly irreps: string;
  readonly out: string;
  readonly orders?: readonly number[] | undefined;
  readonly dtype?: Dtype | undefined;
}

/** @throws RequestError for irreps that cannot be read, an output irrep that comes twice, or orders beyond ν */
export function symmetricClaimFrom(fields: SymmetricClaimFields): SymmetricClaim {
  const { name, irreps: features, out: outputs, dtype, orders: named, ...rest } = fields;
  const { correlation } = rest;
  const irreps = refuseAt('irreps', () => parseIrreps(features));
  const out = refuseAt('out', () => outputIrreps(parseIrreps(outputs)));
  const orders = named?.toSorted((a, b) => a - b) ?? Array.from({ length: correlation }, (_, i) => i + 1);
  const last = orders.at(-1) ?? 0;
  if (last > correlation) throw new RequestError(`orders: expected at most correlation = ${correlation}, got ${last}`);
  const title = `${SYMMETRIC_OPERATION} of ${printIrreps(irreps)} → ${out.map(printIrrep).join('+')}, order ${orders.join(', ')}`;
  return { ...rest, orders, irreps, out, name: name ?? title, ...(dtype === undefined ? {} : { dtype }) };
}

/** Reads a claim from plain values. @throws RequestError as symmetricClaimFrom, and for fields of another form */
export const parseSymmetricClaim = (value: unknown): SymmetricClaim =>
  symmetricClaimFrom(parseFields(SYMMETRIC_SCHEMA, value));

/** D: the largest sum of degrees that a map of this order couples. */
export const coupledDegree = ({ irreps }: SymmetricClaim, order: number, { l }: Irrep): number =>
  order * Math.max(0, ...irreps.map(({ irrep }) => irrep.l)) + l;

/** d = dim V. */
export const featureDimension = ({ irreps }: SymmetricClaim): number => irrepsDimension(irreps);

/** What an implementation computes in. */
export const dtypeOfClaim = ({ dtype = 'float32' }: SymmetricClaim): Dtype => dtype;

/** The shapes in which an implementation is spoken to. */
export const symmetricSignature = (claim: SymmetricClaim): Signature => ({
  left: featureDimension(claim),
  right: 0,
  out: irrepsDimension(singles(claim.out)),
  dtype: dtypeOfClaim(claim),
});

/** What has to be made to judge it: the canonical bases of the orders that there are. @throws RequestError as checkBasis */
export function canonicalPlan(claim: SymmetricClaim): BasisPlan {
  const { counts, coefficients } = checkBasis(claim);
  return { counts: counts.filter(({ order }) => claim.orders.includes(order)), coefficients };
}
