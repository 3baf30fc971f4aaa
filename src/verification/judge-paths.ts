/** The paths of an interpretation against the claim: the comparison, its causes, and which operation of the catalogue it is. */
import type { Group } from '../irreps/path.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import { OPERATION_IDS, type OperationId } from '../operation/operation.ts';
import { SIDES } from './change-of-basis.ts';
import type { Claim } from './claim.ts';
import type { Block } from './decomposition.ts';
import { expectedTables } from './expected.ts';
import { explainPaths, slotsExchanged } from './explain-paths.ts';
import { shortNumber } from './naming.ts';
import { comparePaths, type PathComparison, unclaimedPaths } from './paths.ts';
import type { PlacedSlot } from './slots.ts';
import type { Limits } from './tolerance.ts';
import type { Diagnosis } from './verdict.ts';

export interface PathJudgement {
  readonly comparison: PathComparison;
  readonly diagnoses: readonly Diagnosis[];
}

export function compareWithClaim(claim: Claim, blocks: readonly Block[], limits: Limits): PathComparison {
  const tables = expectedTables(claim, claim.operation);
  const freeFactor = claim.normalisation === 'auto';
  return comparePaths(claim, blocks, limits, tables, freeFactor) ?? unclaimedPaths(claim, blocks, limits);
}

/** The claim as if it were of another operation, in any of its normalisations. */
function claimOf(claim: Claim, operation: OperationId): Claim | undefined {
  const { left, right, out, group, parameters } = claim;
  const requested = operation === 'mtp' && parameters.twiceJ !== undefined ? { twiceJ: parameters.twiceJ } : {};
  try {
    const resolved = OPERATIONS[operation].resolve(requested, left, right, out, group);
    const { paths: _, ...rest } = claim;
    return { ...rest, operation, parameters: resolved, normalisation: 'auto' };
  } catch {
    return undefined; // its matrices would be too large for these degrees
  }
}

/** The operation whose table the coefficients are, in any named normalisation and up to a factor; the claimed one is asked first. */
export function operationFound(
  claim: Claim,
  blocks: readonly Block[],
  limits: Limits,
): { readonly operation: OperationId; readonly comparison: PathComparison } | undefined {
  const ids = claim.operation === 'any' ? OPERATION_IDS : [claim.operation, ...OPERATION_IDS];
  for (const operation of new Set<OperationId>(ids)) {
    const other = claimOf(claim, operation);
    if (other === undefined) continue;
    const comparison = comparePaths(other, blocks, limits, expectedTables(other, operation), true);
    if (comparison !== undefined && comparison.held.length > 0 && comparison.mismatches.length === 0) {
      return { operation, comparison };
    }
  }
  return undefined;
}

/** The most pairs of slots of one side that are tried as exchanged. */
const MAX_EXCHANGES = 300;

function exchanged(claim: Claim, blocks: readonly Block[], limits: Limits): Diagnosis | undefined {
  for (const side of SIDES) {
    const slots = [...new Map(blocks.map((block) => [block[side].slot, block[side]])).values()];
    const pairs = slots.flatMap((a, n) =>
      slots.slice(n + 1).flatMap((b): [PlacedSlot, PlacedSlot][] => (a.irrep.l === b.irrep.l ? [[a, b]] : [])),
    );
    for (const [a, b] of pairs.slice(0, MAX_EXCHANGES)) {
      const relabelled = blocks.map((block) => {
        const slot = block[side];
        return slot.slot === a.slot ? { ...block, [side]: b } : slot.slot === b.slot ? { ...block, [side]: a } : block;
      });
      if (compareWithClaim(claim, relabelled, limits).mismatches.length === 0) {
        return slotsExchanged(claim, side, a.slot, b.slot);
      }
    }
  }
  return undefined;
}

export function judgePaths(claim: Claim, blocks: readonly Block[], limits: Limits): PathJudgement {
  const comparison = compareWithClaim(claim, blocks, limits);
  if (comparison.mismatches.length === 0) return { comparison, diagnoses: [] };
  const swap = exchanged(claim, blocks, limits);
  if (swap !== undefined) return { comparison, diagnoses: [swap] };
  const diagnoses = explainPaths(comparison, limits);
  const other = operationFound(claim, blocks, limits);
  if (other === undefined) return { comparison, diagnoses };
  const { operation, comparison: found } = other;
  const what = `${operation} in normalisation "${normalisationText(found)}"`;
  const [first] = diagnoses;
  if (first === undefined || claim.paths !== undefined) return { comparison, diagnoses };
  if (operation !== claim.operation) {
    return {
      comparison,
      diagnoses: [{ ...first, message: `this is ${what}, not ${claim.operation}; ${first.message}` }],
    };
  }
  return { comparison, diagnoses: [{ ...first, message: `this is ${what}; ${first.message}` }] };
}

export const normalisationText = ({ scale, factor }: Pick<PathComparison, 'scale' | 'factor'>): string =>
  factor === 1 ? scale : `${scale} × ${shortNumber(factor)}`;

/** How many paths between irreps that the group tells apart are held. */
export function interactions({ held }: PathComparison, group: Group): number {
  const name = ({ irrep }: PlacedSlot): string => (group === 'so3' ? `${irrep.l}` : `${irrep.l},${irrep.p}`);
  return new Set(held.map(({ left, right, out }) => [name(left), name(right), name(out)].join('|'))).size;
}
