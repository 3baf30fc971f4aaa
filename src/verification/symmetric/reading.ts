/**
 * How foreign arrays may be read: the order of m and the layout of copies that a convention has, and the order in which the irreps
 * stand. Arrays in index order are the same numbers in every convention that orders m alike, whatever it calls the axes.
 */
import { basisIndices, CONVENTIONS, type Convention, conventionNamed } from '../../coupling/convention.ts';
import { type Irrep, type Irreps, irrepDimension, irrepsOffsets } from '../../irreps/index.ts';
import { inputPlaces } from '../../many-body/basis-tensor.ts';
import type { SymmetricClaim } from './claim.ts';
import type { Places } from './packed-maps.ts';

export interface Reading {
  readonly convention: Convention;
  /** the entries of the claim's list in the order in which they stand; absent, as claimed */
  readonly entries?: readonly number[];
}

/** Where our components of V stand. */
function placesOfInputs(irreps: Irreps, { convention, entries }: Reading): number[] {
  if (entries === undefined) return inputPlaces(irreps, convention);
  const moved = entries.flatMap((entry) => irreps[entry] ?? []);
  const places = inputPlaces(moved, convention);
  const offsets = irrepsOffsets(moved);
  return irreps.flatMap(({ mul, irrep }, entry) => {
    const start = offsets[entries.indexOf(entry)] ?? 0;
    return places.slice(start, start + mul * irrepDimension(irrep));
  });
}

export const placesFor = (irreps: Irreps, out: Irrep, reading: Reading): Places => ({
  out: basisIndices(reading.convention, out.l),
  inputs: placesOfInputs(irreps, reading),
});

/** Readings that put numbers at different places, the first of equal ones. */
function distinct({ irreps, out }: SymmetricClaim, readings: Iterable<Reading>): Reading[] {
  const seen = new Set<string>();
  return [...readings].filter((reading) => {
    const key = JSON.stringify([
      placesOfInputs(irreps, reading),
      out.map(({ l }) => basisIndices(reading.convention, l)),
    ]);
    return seen.has(key) ? false : seen.add(key);
  });
}

/** The readings that the claim allows; ours first where it leaves them open. */
export const claimedReadings = (claim: SymmetricClaim): Reading[] =>
  claim.convention === 'auto'
    ? distinct(
        claim,
        CONVENTIONS.map((convention) => ({ convention })),
      )
    : [{ convention: conventionNamed(claim.convention) }];

/** The most orders of a list of irreps to try, and the most numbers to look at for it. */
const MAX_ORDERS = 720;
const MAX_NUMBERS = 2 ** 27;

function* ordersOf(entries: readonly number[]): Generator<readonly number[]> {
  if (entries.length === 0) yield [];
  for (const first of entries) {
    for (const rest of ordersOf(entries.filter((entry) => entry !== first))) yield [first, ...rest];
  }
}

function* irrepOrders({ irreps }: SymmetricClaim, numbers: number, { convention }: Reading): Generator<Reading> {
  const entries = irreps.map((_, entry) => entry);
  let tried = 0;
  for (const order of ordersOf(entries)) {
    if (tried >= MAX_ORDERS || tried * numbers > MAX_NUMBERS) return;
    tried += 1;
    yield { convention, entries: order };
  }
}

/**
 * Readings that the claim does not allow, by which a mistake explains itself: other conventions, then other orders of the irreps.
 * @param numbers to be looked at for one reading
 */
export function otherReadings(claim: SymmetricClaim, numbers: number): Reading[] {
  const claimed = claimedReadings(claim);
  const conventions = CONVENTIONS.map((convention): Reading => ({ convention }));
  const orders = claimed.flatMap((reading) => [...irrepOrders(claim, numbers, reading)]);
  return distinct(claim, [...claimed, ...conventions, ...orders]).slice(claimed.length);
}
