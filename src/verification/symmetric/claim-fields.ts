/** The fields of a claim about a symmetric contraction, as a schema. */
import * as v from 'valibot';
import { MAX_BASIS_CORRELATION } from '../../many-body/basis-size.ts';
import { conventionName, lineOf } from '../claim-fields.ts';
import { DTYPES } from '../implementation.ts';

export const SYMMETRIC_OPERATION = 'symmetric-contraction';

/** The fields of such a claim in a manifest. */
export const SYMMETRIC_FIELDS = {
  name: v.optional(lineOf(200)),
  irreps: lineOf(10_000),
  out: lineOf(10_000),
  operation: v.literal(SYMMETRIC_OPERATION),
  correlation: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_BASIS_CORRELATION)),
  orders: v.optional(
    v.pipe(
      v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
      v.minLength(1),
      v.check((orders: number[]) => new Set(orders).size === orders.length, 'expected each order once'),
    ),
  ),
  convention: v.optional(conventionName, 'auto'),
  dtype: v.optional(v.picklist(DTYPES)),
  symmetry: v.optional(v.picklist(['required', 'by-use']), 'required'),
  redundancy: v.optional(v.picklist(['refused', 'allowed']), 'refused'),
};

export const SYMMETRIC_SCHEMA = v.strictObject(SYMMETRIC_FIELDS);
