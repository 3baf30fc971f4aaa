/** The paths of an interpretation against the claim: the comparison, its causes, and which operation of the catalogue it is. */
import type { Group } from '../irreps/path.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import { OPERATION_IDS, type OperationId } from '../operation/operation.ts';
import { SIDES } from './change-of-basis.ts';
import type { Claim } from './claim.ts';
import type { Block } from './decomposition.ts';
import { expectedTables } from './expected.ts';
import { explainPaths, slotsExchanged } from './explain-paths.ts';
import { pathFacts, pathName, shortNumber } from './naming.ts';
import { comparePaths, type PathComparison, parityForbids, unclaimedPaths } from './paths.ts';
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

/** Coefficients compared, at most, in trying which two slots are exchanged. */
const EXCHANGE_WORK = 200_000;

/** The slots of a side after an exchange, by the slot that stands there; absent ones stay. */
type Exchange = ReadonlyMap<number, PlacedSlot>;

interface Exchanged {
  readonly pair: readonly [PlacedSlot, PlacedSlot];
  readonly to: Exchange;
}

/** Whole entries of equal degree and equally many copies. */
function* entryExchanges(slots: readonly PlacedSlot[]): Generator<Exchanged> {
  const firsts = slots.filter(({ copy }) => copy === 0);
  const copiesOf = ({ entry }: PlacedSlot): PlacedSlot[] => slots.filter((slot) => slot.entry === entry);
  for (const [n, a] of firsts.entries()) {
    for (const b of firsts.slice(n + 1)) {
      const [ofA, ofB] = [copiesOf(a), copiesOf(b)];
      if (a.irrep.l !== b.irrep.l || ofA.length !== ofB.length) continue;
      const both = ofA.flatMap((slot, copy): [number, PlacedSlot][] => {
        const other = ofB[copy] ?? slot;
        return [
          [slot.slot, other],
          [other.slot, slot],
        ];
      });
      yield { pair: [a, b], to: new Map(both) };
    }
  }
}

/** Single slots of equal degree. */
function* slotExchanges(slots: readonly PlacedSlot[]): Generator<Exchanged> {
  for (const [n, a] of slots.entries()) {
    for (const b of slots.slice(n + 1)) {
      const to = new Map([
        [a.slot, b],
        [b.slot, a],
      ]);
      if (a.irrep.l === b.irrep.l) yield { pair: [a, b], to };
    }
  }
}

function exchanged(claim: Claim, blocks: readonly Block[], limits: Limits): Diagnosis | undefined {
  let work = 0;
  for (const exchanges of [entryExchanges, slotExchanges]) {
    for (const side of SIDES) {
      const slots = [...new Map(blocks.map((block) => [block[side].slot, block[side]])).values()];
      for (const { pair, to } of exchanges(slots)) {
        work += blocks.length;
        if (work > EXCHANGE_WORK) return undefined;
        const relabelled = blocks.map((block) => ({ ...block, [side]: to.get(block[side].slot) ?? block[side] }));
        if (compareWithClaim(claim, relabelled, limits).mismatches.length > 0) continue;
        return slotsExchanged(claim, side, pair[0].slot, pair[1].slot);
      }
    }
  }
  return undefined;
}

/** Zero is equivariant, but nobody's product: an output that was never written looks like that. */
function nothingHeld(claim: Claim, blocks: readonly Block[], { held }: PathComparison): Diagnosis[] {
  const possible = blocks.filter(
    ({ coupling, left, right, out }) =>
      coupling !== null && !parityForbids(claim.group, { left: left.irrep, right: right.irrep, out: out.irrep }),
  );
  const [first] = possible;
  if (held.length > 0 || first === undefined) return [];
  return [
    {
      code: 'path-missing',
      message: `the output is zero for every pair of basis vectors, though ${pathName(first)} could be there; is it ever written?`,
      where: { ...pathFacts(first), count: possible.length },
    },
  ];
}

export function judgePaths(claim: Claim, blocks: readonly Block[], limits: Limits): PathJudgement {
  const comparison = compareWithClaim(claim, blocks, limits);
  if (comparison.mismatches.length === 0) {
    return { comparison, diagnoses: claim.operation === 'any' ? nothingHeld(claim, blocks, comparison) : [] };
  }
  // Exchanged slots leave paths where none belongs, unless pins tell equal ones apart.
  const misplaced = comparison.mismatches.some(({ kind }) => kind === 'extra' || kind === 'parity');
  const swap = misplaced || claim.paths !== undefined ? exchanged(claim, blocks, limits) : undefined;
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
