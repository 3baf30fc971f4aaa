/**
 * Which copies hold which paths, where the claim leaves that open.
 *
 * Each copy of an output irrep is free to hold its own: each pair of left and right slots that the operation lets interact must be held by
 * some copy; two copies hold the same pairs or share none. Where left and right have equally many copies and mostly equal ones meet,
 * that is a product channel by channel, and only those are asked for.
 */
import type { Irrep } from '../irreps/irrep.ts';
import type { Group } from '../irreps/path.ts';
import type { Claim } from './claim.ts';
import type { Block } from './decomposition.ts';
import type { PlacedSlot } from './slots.ts';

export type MismatchKind = 'missing' | 'extra' | 'sign' | 'scale' | 'parity';

export interface Mismatch {
  readonly kind: MismatchKind;
  readonly left: PlacedSlot;
  readonly right: PlacedSlot;
  readonly out: PlacedSlot;
  readonly got: number;
  readonly expected: number;
}

/** Two output irreps are one to the group if it cannot tell them apart. */
const sameTo = (group: Group, a: Irrep, b: Irrep): boolean => a.l === b.l && (group === 'so3' || a.p === b.p);

const pairName = (left: PlacedSlot, right: PlacedSlot): string => `${left.slot},${right.slot}`;

/** The pairs that are required of an output irrep but nowhere held, and those that break the rule on copies. */
export function copyMismatches(
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
    const isHeld = ({ left, right }: Block): boolean => anywhere.has(pairName(left, right));
    const channelwise = channelwisePairs(claim, possible, isHeld);
    const isWanted = (block: Block): boolean => isEqualPair(block) || !channelwise.has(entryPair(block));
    for (const block of possible) if (isWanted(block) && !isHeld(block)) mismatch('missing', block);
    for (const { candidates, holds } of sets) {
      for (const block of candidates) {
        if (!isWanted(block) && holds.has(pairName(block.left, block.right))) mismatch('extra', block);
      }
    }
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

/**
 * The entry pairs that are multiplied channel by channel: equally many copies, and what is held is nearer to "equal ones only" than to
 * "all": fewer unequal pairs are held than are not.
 */
function channelwisePairs(claim: Claim, possible: readonly Block[], isHeld: (block: Block) => boolean): Set<string> {
  const groups = new Map<string, Block[]>();
  for (const block of possible) {
    const group = groups.get(entryPair(block));
    if (group === undefined) groups.set(entryPair(block), [block]);
    else group.push(block);
  }
  const channelwise = [...groups].filter(([, group]) => {
    const [first] = group;
    const copies = first === undefined ? 0 : (claim.left[first.left.entry]?.mul ?? 0);
    if (first === undefined || copies < 2 || copies !== claim.right[first.right.entry]?.mul) return false;
    const unequal = group.filter((block) => !isEqualPair(block));
    const held = unequal.filter(isHeld).length;
    return group.some((block) => isEqualPair(block) && isHeld(block)) && held < unequal.length - held;
  });
  return new Set(channelwise.map(([name]) => name));
}

const entryPair = ({ left, right }: Block): string => `${left.entry},${right.entry}`;
const isEqualPair = ({ left, right }: Block): boolean => left.copy === right.copy;
