/**
 * The reduced coefficients found, against those claimed.
 *
 * Where the claim pins no paths, each copy of an output irrep is free to hold its own: each pair of left and right slots that the
 * operation lets interact must be held by some copy; two copies hold the same pairs or share none. Where left and right have equally
 * many copies and only equal ones meet, that is a product channel by channel, and only those are asked for.
 */
import type { Irrep } from '../irreps/irrep.ts';
import type { Group, Path } from '../irreps/path.ts';
import { isTriangle } from '../irreps/path.ts';
import type { Claim } from './claim.ts';
import type { Block } from './decomposition.ts';
import type { ExpectedTable } from './expected.ts';
import type { PlacedSlot } from './slots.ts';
import { type Limits, reducedLimit, zeroLimit } from './tolerance.ts';

export type MismatchKind = 'missing' | 'extra' | 'sign' | 'scale' | 'parity';

export interface Mismatch {
  readonly kind: MismatchKind;
  readonly left: PlacedSlot;
  readonly right: PlacedSlot;
  readonly out: PlacedSlot;
  readonly got: number;
  readonly expected: number;
}

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

/** Two output irreps are one to the group if it cannot tell them apart. */
const sameTo = (group: Group, a: Irrep, b: Irrep): boolean => a.l === b.l && (group === 'so3' || a.p === b.p);

export const parityForbids = (group: Group, { left, right, out }: Path): boolean =>
  group === 'o3' && left.p * right.p !== out.p;

const pathOf = ({ left, right, out }: Pick<Block, 'left' | 'right' | 'out'>): Path => ({
  left: left.irrep,
  right: right.irrep,
  out: out.irrep,
});

const pairName = (left: PlacedSlot, right: PlacedSlot): string => `${left.slot},${right.slot}`;

/** The pairs that are required of an output irrep but nowhere held, and those that break the rule on copies. */
function copyMismatches(
  claim: Claim,
  blocks: readonly Block[],
  held: (block: Block) => boolean,
  expected: (block: Block) => number,
): Mismatch[] {
  const mismatches: Mismatch[] = [];
  const mismatch = (kind: MismatchKind, block: Block): void => {
    const { left, right, out, reduced } = block;
    mismatches.push({ kind, left, right, out, got: reduced, expected: kind === 'extra' ? 0 : expected(block) });
  };
  const outs = [...new Map(blocks.map(({ out }) => [out.slot, out])).values()];
  const classes: PlacedSlot[][] = [];
  for (const out of outs) {
    const same = classes.find(([first]) => first !== undefined && sameTo(claim.group, first.irrep, out.irrep));
    if (same === undefined) classes.push([out]);
    else same.push(out);
  }
  const bySlot = new Map<number, Block[]>(outs.map(({ slot }) => [slot, []]));
  for (const block of blocks) if (expected(block) !== 0) bySlot.get(block.out.slot)?.push(block);

  for (const copies of classes) {
    const sets = copies.map(({ slot }) => {
      const candidates = bySlot.get(slot) ?? [];
      const names = candidates.filter(held).map(({ left, right }) => pairName(left, right));
      return { candidates, holds: new Set(names) };
    });
    const anywhere = new Set(sets.flatMap(({ holds }) => [...holds]));
    const possible = sets[0]?.candidates ?? [];
    const required = requiredPairs(claim, possible, anywhere);
    for (const block of required) if (!anywhere.has(pairName(block.left, block.right))) mismatch('missing', block);
    for (const { candidates, holds } of sets) {
      const [first] = candidates;
      if (holds.size === 0 && anywhere.size > 0 && first !== undefined) mismatch('missing', first);
    }
    for (const [n, a] of sets.entries()) {
      for (const b of sets.slice(n + 1)) {
        const common = b.candidates.filter(
          ({ left, right }) => a.holds.has(pairName(left, right)) && b.holds.has(pairName(left, right)),
        );
        const lackedBy = (one: typeof a, other: typeof a): Block[] =>
          one.candidates.filter(({ left, right }) => {
            const name = pairName(left, right);
            return other.holds.has(name) && !one.holds.has(name);
          });
        const lacking = [...lackedBy(a, b), ...lackedBy(b, a)];
        if (common.length === 0 || lacking.length === 0) continue;
        if (lacking.length < common.length) for (const block of lacking) mismatch('missing', block);
        else for (const block of common) mismatch('extra', block);
      }
    }
  }
  return mismatches;
}

/** All pairs, but of entries with equally many copies only the equal ones where no others meet. */
function requiredPairs(claim: Claim, possible: readonly Block[], anywhere: ReadonlySet<string>): Block[] {
  const entryPair = ({ left, right }: Block): string => `${left.entry},${right.entry}`;
  const diagonal = ({ left, right }: Block): boolean => left.copy === right.copy;
  const isHeld = ({ left, right }: Block): boolean => anywhere.has(pairName(left, right));
  const channelwise = new Set<string>();
  const groups = new Map<string, Block[]>();
  for (const block of possible) groups.set(entryPair(block), [...(groups.get(entryPair(block)) ?? []), block]);
  for (const [name, group] of groups) {
    const [first] = group;
    if (first === undefined) continue;
    const copies = claim.left[first.left.entry]?.mul ?? 0;
    const equal = copies > 1 && copies === claim.right[first.right.entry]?.mul;
    if (
      equal &&
      group.some((block) => diagonal(block) && isHeld(block)) &&
      !group.some((block) => !diagonal(block) && isHeld(block))
    ) {
      channelwise.add(name);
    }
  }
  return possible.filter((block) => diagonal(block) || !channelwise.has(entryPair(block)));
}

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
