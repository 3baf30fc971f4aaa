/**
 * The readings of the three sides that a claim leaves open. Presets that a tensor cannot tell apart are one reading: it shows the order
 * of a basis and the layout of copies, and axes only where two sides name them differently.
 */
import { CONVENTIONS, conventionNamed } from '../coupling/convention.ts';
import type { Irreps } from '../irreps/irreps.ts';
import { SLOTS, type Slot } from '../operation/operation.ts';
import type { Claim } from './claim.ts';
import { type CopyLayout, type PlacedSides, placeSlots, readingOf, type SideReading } from './slots.ts';

export interface Reading {
  readonly left: SideReading;
  readonly right: SideReading;
  readonly out: SideReading;
}

const LAYOUTS: readonly CopyLayout[] = ['mul-ir', 'ir-mul'];

/** Every order and layout, presets' first; the axes of `like`. */
const sideReadings = ({ axes }: SideReading): SideReading[] =>
  (['ascending', 'descending-size'] as const).flatMap((order) => LAYOUTS.map((layout) => ({ order, layout, axes })));

/** What the side shows of a reading: the vector indices that it leads to. */
const shown = (side: Irreps, reading: SideReading): string =>
  placeSlots(side, reading)
    .map(({ index }) => index.join(' '))
    .join(';');

function distinctOn(side: Irreps, readings: readonly SideReading[]): SideReading[] {
  const seen = new Set<string>();
  return readings.filter((reading) => {
    const key = shown(side, reading);
    return seen.has(key) ? false : seen.add(key);
  });
}

const STANDARD_READING = readingOf(conventionNamed('standard'));

/** The reading that the claim names for a side; ours where it leaves it open. */
export const claimedOn = (claim: Claim, side: Slot): SideReading =>
  claim.convention[side] === 'auto' ? STANDARD_READING : readingOf(conventionNamed(claim.convention[side]));

export const claimedReading = (claim: Claim): Reading => ({
  left: claimedOn(claim, 'left'),
  right: claimedOn(claim, 'right'),
  out: claimedOn(claim, 'out'),
});

/** The readings that agree with the claim and read all open sides alike, that of `standard` first. */
export function uniformReadings(claim: Claim): Reading[] {
  const claimed = claimedReading(claim);
  if (SLOTS.every((side) => claim.convention[side] !== 'auto')) return [claimed];
  const seen = new Set<string>();
  return sideReadings(STANDARD_READING)
    .map((open) => {
      const on = (side: Slot): SideReading => (claim.convention[side] === 'auto' ? open : claimed[side]);
      return { left: on('left'), right: on('right'), out: on('out') };
    })
    .filter((reading) => {
      const key = SLOTS.map((side) => shown(claim[side], reading[side])).join('|');
      return seen.has(key) ? false : seen.add(key);
    });
}

/** Every reading, side by side, those that agree with the claim's names first; `open` tells how many these are. */
export function everyReading(claim: Claim): { readonly readings: Reading[]; readonly open: number } {
  const claimed = claimedReading(claim);
  const all = (side: Slot): SideReading[] => distinctOn(claim[side], [claimed[side], ...sideReadings(claimed[side])]);
  const allowed = (side: Slot, reading: SideReading): boolean =>
    claim.convention[side] === 'auto' || reading === claimed[side];
  const combined = all('left').flatMap((left) =>
    all('right').flatMap((right) => all('out').map((out): Reading => ({ left, right, out }))),
  );
  const isOpen = (reading: Reading): boolean => SLOTS.every((side) => allowed(side, reading[side]));
  const open = combined.filter(isOpen);
  return { readings: [...open, ...combined.filter((reading) => !isOpen(reading))], open: open.length };
}

export const placeSides = (claim: Claim, reading: Reading): PlacedSides => ({
  left: placeSlots(claim.left, reading.left),
  right: placeSlots(claim.right, reading.right),
  out: placeSlots(claim.out, reading.out),
});

/** The presets that read this side so, and of those that agree in axes with the others, the first; undefined if none does. */
export function presetFor(side: Irreps, reading: SideReading): string | undefined {
  const key = shown(side, reading);
  return CONVENTIONS.find((preset) => shown(side, readingOf(preset)) === key)?.name;
}

/** One name where one preset reads all three sides so, else one for each side. */
export function conventionFound(
  claim: Claim,
  reading: Reading,
): string | { readonly left: string; readonly right: string; readonly out: string } {
  const keys = SLOTS.map((side) => [claim[side], shown(claim[side], reading[side])] as const);
  const named = SLOTS.map((side) => claim.convention[side]);
  const candidates = [...named.filter((name) => name !== 'auto'), ...CONVENTIONS.map(({ name }) => name)];
  const common = candidates.find((name) =>
    keys.every(([side, key]) => shown(side, readingOf(conventionNamed(name))) === key),
  );
  if (common !== undefined) return common;
  const on = (side: Slot): string => {
    const name = claim.convention[side];
    if (name !== 'auto' && shown(claim[side], readingOf(conventionNamed(name))) === shown(claim[side], reading[side])) {
      return name;
    }
    return presetFor(claim[side], reading[side]) ?? `${reading[side].order}, ${reading[side].layout}`;
  };
  return { left: on('left'), right: on('right'), out: on('out') };
}
