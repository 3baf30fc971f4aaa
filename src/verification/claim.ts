/**
 * What is claimed of an implementation: a manifest without its runner.
 *
 * Order and multiplicities of the irreps fix the layout of the vectors. Slots count copies: `2x0e+1o` has the slots 0, 1 (0e) and 2 (1o).
 */
import * as v from 'valibot';
import { RequestError } from '../errors.ts';
import type { Surd } from '../exact/surd.ts';
import { type Irreps, irrepsDimension, parseIrreps, printIrreps } from '../irreps/irreps.ts';
import type { Group } from '../irreps/path.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import { type OperationId, type Parameters, SLOTS, type Slot } from '../operation/operation.ts';
import { CLAIM_FIELDS, MAX_SIDE, parseFields } from './claim-fields.ts';
import type { Dtype } from './implementation.ts';
import { type Normalisation, normalisationsOf } from './normalisation.ts';
import { parseReduced } from './reduced.ts';

/** A pinned path: slots of the three sides, and its coefficient of w3j where it is not the operation's own. */
export interface PinnedPath {
  readonly left: number;
  readonly right: number;
  readonly out: number;
  readonly reduced?: Surd;
}

export interface Claim {
  readonly name: string;
  readonly left: Irreps;
  readonly right: Irreps;
  readonly out: Irreps;
  readonly operation: OperationId | 'any';
  /** complete for the operation */
  readonly parameters: Parameters;
  /** for each side a preset's name, or `auto` */
  readonly convention: Readonly<Record<Slot, string>>;
  readonly normalisation: Normalisation;
  readonly dtype: Dtype;
  readonly group: Group;
  readonly paths?: readonly PinnedPath[];
}

/** The most numbers in a coefficient tensor that is judged: d1·d2·d3. */
export const MAX_TENSOR_NUMBERS = 2 ** 23;
const claimSchema = v.strictObject(CLAIM_FIELDS);

/** A claim as a manifest writes it; absent fields take their defaults (convention and normalisation `auto`, float32, O(3)). */
export interface ClaimInput {
  readonly name?: string | undefined;
  readonly left: string;
  readonly right: string;
  readonly out: string;
  readonly operation?: OperationId | 'any' | undefined;
  readonly parameters?: { readonly twiceJ?: number | undefined } | undefined;
  readonly convention?: string | Readonly<Record<Slot, string>> | undefined;
  readonly normalisation?: Normalisation | undefined;
  readonly dtype?: Dtype | undefined;
  readonly group?: Group | undefined;
  readonly paths?: readonly PinnedInput[] | undefined;
}

/** Slots, and a coefficient such as `-√(2/35)`. */
export interface PinnedInput {
  readonly left: number;
  readonly right: number;
  readonly out: number;
  readonly reduced?: string | undefined;
}

/** The same with every default in place. */
export type ClaimFields = Omit<ClaimInput, Defaulted> & {
  readonly [Field in Defaulted]: NonNullable<ClaimInput[Field]>;
};
type Defaulted = 'operation' | 'parameters' | 'convention' | 'normalisation' | 'dtype' | 'group';

/** `where: what` in one line, from whatever it throws. */
export function refuseAt<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RequestError) throw new RequestError(`${where}: ${error.message}`);
    throw error;
  }
}

function sideOf(name: Slot, text: string): Irreps {
  const irreps = refuseAt(name, () => parseIrreps(text));
  const dimension = irrepsDimension(irreps);
  if (dimension === 0) throw new RequestError(`${name}: expected at least one irrep, got ${printIrreps(irreps)}`);
  if (dimension > MAX_SIDE) {
    throw new RequestError(
      `${name}: dimension ${dimension} is more than ${MAX_SIDE}; judge fewer copies: copies are alike`,
    );
  }
  return irreps;
}

/** The number of slots of a side. */
export const slotCount = (side: Irreps): number => side.reduce((sum, { mul }) => sum + mul, 0);

function checkPinned(paths: ClaimFields['paths'], sides: Readonly<Record<Slot, Irreps>>): PinnedPath[] | undefined {
  return paths?.map(({ reduced, ...path }, index) => {
    for (const side of SLOTS) {
      const count = slotCount(sides[side]);
      if (path[side] >= count) {
        throw new RequestError(
          `paths.${index}.${side}: expected a slot below ${count} (${printIrreps(sides[side])}), got ${path[side]}`,
        );
      }
    }
    if (reduced === undefined) return path;
    return { ...path, reduced: refuseAt(`paths.${index}.reduced`, () => parseReduced(reduced)) };
  });
}

/**
 * Completes the fields of a manifest, already of the form CLAIM_FIELDS.
 * @throws RequestError that begins with the path of the field
 */
export function claimFrom(fields: ClaimFields): Claim {
  const sides = {
    left: sideOf('left', fields.left),
    right: sideOf('right', fields.right),
    out: sideOf('out', fields.out),
  };
  const { left, right, out } = sides;
  const numbers = irrepsDimension(left) * irrepsDimension(right) * irrepsDimension(out);
  if (numbers > MAX_TENSOR_NUMBERS) {
    throw new RequestError(
      `left, right, out: the coefficient tensor would have ${numbers} numbers, the limit is ${MAX_TENSOR_NUMBERS}; judge fewer copies: copies are alike`,
    );
  }
  const { operation, convention, normalisation, dtype, group } = fields;
  const allowed = normalisationsOf(operation);
  if (!allowed.includes(normalisation)) {
    throw new RequestError(`normalisation: expected ${allowed.join(', ')} for ${operation}, got ${normalisation}`);
  }
  const requested: Parameters = fields.parameters.twiceJ === undefined ? {} : { twiceJ: fields.parameters.twiceJ };
  if (operation === 'any' && requested.twiceJ !== undefined) {
    throw new RequestError('parameters.twiceJ: a parameter of mtp, and the operation is any: leave it out');
  }
  const parameters =
    operation === 'any'
      ? {}
      : refuseAt('parameters', () => OPERATIONS[operation].resolve(requested, left, right, out, group));
  const paths = checkPinned(fields.paths, sides);
  if (operation === 'any' && paths?.some(({ reduced }) => reduced === undefined)) {
    throw new RequestError('paths: with operation any each path needs its own "reduced"');
  }
  return {
    name: fields.name ?? `${operation}: ${printIrreps(left)} ⊗ ${printIrreps(right)} → ${printIrreps(out)}`,
    ...sides,
    operation,
    parameters,
    convention: typeof convention === 'string' ? { left: convention, right: convention, out: convention } : convention,
    normalisation,
    dtype,
    group,
    ...(paths === undefined ? {} : { paths }),
  };
}

/** Reads a claim from plain values. @throws RequestError naming the field, what was expected and what came */
export const parseClaim = (value: unknown): Claim => claimFrom(parseFields(claimSchema, value));
