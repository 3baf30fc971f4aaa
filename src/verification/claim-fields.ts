/** The fields of a claim in a manifest, as a schema: what may stand there, and what is taken where nothing does. */
import * as v from 'valibot';
import { CONVENTION_NAMES } from '../coupling/convention.ts';
import { RequestError } from '../errors.ts';
import { OPERATION_IDS } from '../operation/operation.ts';
import { DTYPES } from './implementation.ts';
import { NORMALISATIONS } from './normalisation.ts';

/** The longest vector of one side. */
export const MAX_SIDE = 4096;
const MAX_PINNED = 100_000;

/** One line of text for people and parsers. */
export const lineOf = (longest: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(longest),
    v.regex(/^\P{Cc}*$/u, 'expected one line of text without control characters'),
  );

/** A preset, or `auto`. */
export const conventionName = v.picklist(['auto', ...CONVENTION_NAMES]);
const slot = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_SIDE));

/** The fields of a claim in a manifest, for `v.strictObject({ ...CLAIM_FIELDS, … })`. */
export const CLAIM_FIELDS = {
  name: v.optional(lineOf(200)),
  left: lineOf(10_000),
  right: lineOf(10_000),
  out: lineOf(10_000),
  operation: v.optional(v.picklist([...OPERATION_IDS, 'any']), 'any'),
  parameters: v.optional(v.strictObject({ twiceJ: v.optional(v.number()) }), {}),
  convention: v.optional(
    v.union([conventionName, v.strictObject({ left: conventionName, right: conventionName, out: conventionName })]),
    'auto',
  ),
  normalisation: v.optional(v.picklist(NORMALISATIONS), 'auto'),
  dtype: v.optional(v.picklist(DTYPES), 'float32'),
  group: v.optional(v.picklist(['so3', 'o3']), 'o3'),
  paths: v.optional(
    v.pipe(
      v.array(v.strictObject({ left: slot, right: slot, out: slot, reduced: v.optional(lineOf(200)) })),
      v.maxLength(MAX_PINNED),
    ),
  ),
};

/** Plain values as a claim of that schema. @throws RequestError naming the field, what was expected and what came */
export function parseFields<Output>(
  schema: v.GenericSchema<unknown, Output> & { readonly entries: object },
  value: unknown,
): Output {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? 'the claim';
  const unknown = `unknown key; expected ${Object.keys(schema.entries).join(', ')}`;
  throw new RequestError(`${field}: ${issue.expected === 'never' ? unknown : issue.message}`);
}
