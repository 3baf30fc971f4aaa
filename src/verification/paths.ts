/** The reduced coefficients found, against those claimed: slot by slot where the claim pins paths, else as copies.ts has it. */
import type { Group, Path } from '../irreps/path.ts';
import { isTriangle } from '../irreps/path.ts';
import type { Claim } from './claim.ts';
import { copyMismatches, type Mismatch } from './copies.ts';
import type { Block } from './decomposition.ts';
import type { ExpectedTable } from './expected.ts';
import type { PlacedSlot } from './slots.ts';
import { type Limits, reducedLimit, zeroLimit } from './tolerance.ts';

/** A coefficient that is there or should be. */
export interface Held {
  readonly left: PlacedSlot;
  readonly right: PlacedSlot;
  readonly out: PlacedSlot;
  readonly got: number;
  /** by the claim, times the global factor; 0 where it has none */
  readonly expected: number;
}

export interface PathComparison {
  /** the name of the normalisation that was compared with */
  readonly scale: string;
  /** the global factor beside it */
  readonly factor: number;
  /** all coefficients that are not zero */
  readonly held: readonly Held[];
  readonly mismatches: readonly Mismatch[];
}

export const parityForbids = (group: Group, { left, right, out }: Path): boolean =>
  group === 'o3' && left.p * right.p !== out.p;

const pathOf = ({ left, right, out }: Pick<Block, 'left' | 'right' | 'out'>): Path => ({
  left: left.irrep,
  right: right.irrep,
  out: out.irrep,
});

function medianSize(ratios: readonly number[]): number {
  const sizes = ratios.map(Math.abs).sort((a, b) => a - b);
  return sizes[sizes.length >> 1] ?? 1;
}

/** How the coefficients compare with one table of expected ones. */
function compareWith(
  claim: Claim,
  blocks: readonly Block[],
  limits: Limits,
  table: ExpectedTable,
  factor: number,
): PathComparison {
  const isZero = (reduced: number): boolean => Math.abs(reduced) <= zeroLimit(limits);
  const expected = (block: Block): number => factor * table.coefficient(block);
  // A coefficient that noise would hide cannot be missed.
  const isVisible = (want: number): boolean => Math.abs(want) > zeroLimit(limits) + reducedLimit(limits, want);
  const held: Held[] = [];
  const mismatches: Mismatch[] = [];
  for (const block of blocks) {
    const { left, right, out, reduced } = block;
    const want = expected(block);
    if (isZero(reduced)) {
      if (claim.paths !== undefined && isVisible(want)) {
        mismatches.push({ kind: 'missing', left, right, out, got: reduced, expected: want });
      }
      continue;
    }
    held.push({ left, right, out, got: reduced, expected: want });
    if (!isVisible(want) && Math.abs(want) <= zeroLimit(limits)) {
      const kind = parityForbids(claim.group, pathOf(block)) ? 'parity' : 'extra';
      mismatches.push({ kind, left, right, out, got: reduced, expected: 0 });
    } else if (!table.free && Math.abs(reduced - want) > reducedLimit(limits, want)) {
      const flipped = Math.abs(reduced + want) <= reducedLimit(limits, want);
      mismatches.push({ kind: flipped ? 'sign' : 'scale', left, right, out, got: reduced, expected: want });
    }
  }
  if (claim.paths === undefined) {
    const visible = (block: Block): number => (isVisible(expected(block)) ? expected(block) : 0);
    mismatches.push(...copyMismatches(claim, blocks, ({ reduced }) => !isZero(reduced), visible));
  }
  return { scale: table.scale, factor, held, mismatches };
}

/**
 * The comparison with the table that explains most; the tables in order of preference. Where a global factor is free, with it.
 */
export function comparePaths(
  claim: Claim,
  blocks: readonly Block[],
  limits: Limits,
  tables: readonly ExpectedTable[],
  freeFactor: boolean,
): PathComparison | undefined {
  const possible = blocks.filter(({ left, right, out }) => isTriangle(left.irrep.l, right.irrep.l, out.irrep.l));
  let best: PathComparison | undefined;
  const consider = (comparison: PathComparison): void => {
    if (best === undefined || comparison.mismatches.length < best.mismatches.length) best = comparison;
  };
  for (const table of tables) {
    consider(compareWith(claim, possible, limits, table, 1));
    if (best?.mismatches.length === 0) return best;
  }
  if (!freeFactor) return best;
  for (const table of tables) {
    const ratios = possible.flatMap((block) => {
      const want = table.coefficient(block);
      return want === 0 || Math.abs(block.reduced) <= zeroLimit(limits) ? [] : [block.reduced / want];
    });
    if (ratios.length > 0) consider(compareWith(claim, possible, limits, table, medianSize(ratios)));
    if (best?.mismatches.length === 0) return best;
  }
  return best;
}

/** What is held where nothing is claimed but equivariance. */
export function unclaimedPaths(claim: Claim, blocks: readonly Block[], limits: Limits): PathComparison {
  const held = blocks
    .filter(({ reduced }) => Math.abs(reduced) > zeroLimit(limits))
    .map(({ left, right, out, reduced }) => ({ left, right, out, got: reduced, expected: reduced }));
  const mismatches = held
    .filter((one) => parityForbids(claim.group, pathOf({ ...one })))
    .map(({ left, right, out, got }): Mismatch => ({ kind: 'parity', left, right, out, got, expected: 0 }));
  return { scale: 'any', factor: 1, held, mismatches };
}
