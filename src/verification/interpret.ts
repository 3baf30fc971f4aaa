/**
 * Under which reading is the tensor equivariant? In the order of how likely and how harmless: as claimed · in another convention · inputs
 * exchanged · irreps of a side listed in another order · in a basis that no convention has · in none.
 */
import type { Irreps } from '../irreps/irreps.ts';
import { SIDES } from './change-of-basis.ts';
import type { Claim } from './claim.ts';
import type { Couplings } from './decomposition.ts';
import { fitTensor, mayFit, type Probed } from './fit.ts';
import type { Interpretation, PathsOff } from './interpretation.ts';
import { inOtherBasis } from './other-basis.ts';
import { exchangeInputs, inOurAxes } from './our-axes.ts';
import { claimedReading, everyReading, placeSides, type Reading } from './readings.ts';
import { roundedReading } from './rounded-reading.ts';
import { type PlacedSides, placeSlots } from './slots.ts';

/** Other orders in which the irreps of a side may have been laid out: sorted in the usual ways, or two entries exchanged. */
function otherOrders(side: Irreps): number[][] {
  const listed = side.map((_, entry) => entry);
  const degree = (entry: number): number => side[entry]?.irrep.l ?? 0;
  const parity = (entry: number): number => side[entry]?.irrep.p ?? 1;
  const sorts: ((a: number, b: number) => number)[] = [
    (a, b) => degree(a) - degree(b) || parity(b) - parity(a),
    (a, b) => degree(a) - degree(b) || parity(a) - parity(b),
    (a, b) => parity(b) - parity(a) || degree(a) - degree(b),
    (a, b) => parity(a) - parity(b) || degree(a) - degree(b),
    (a, b) => degree(b) - degree(a),
    (a, b) => b - a,
  ];
  const orders = sorts.map((compare) => [...listed].sort(compare));
  for (const a of listed) {
    for (const b of listed.slice(a + 1)) {
      if (degree(a) === degree(b) && side[a]?.mul === side[b]?.mul) continue; // the paths tell these apart
      orders.push(listed.map((entry) => (entry === a ? b : entry === b ? a : entry)));
    }
  }
  const seen = new Set([listed.join()]);
  return orders.filter((order) => (seen.has(order.join()) ? false : seen.add(order.join())));
}

export function interpret(claim: Claim, probed: Probed, couplings: Couplings, pathsOff: PathsOff): Interpretation {
  const { readings, open } = everyReading(claim);
  const read = (reading: Reading, asClaimed: boolean): Interpretation | undefined => {
    const sides = placeSides(claim, reading);
    const turned = inOurAxes(probed, reading, sides);
    if (!mayFit(turned, sides, couplings)) return undefined;
    const found = fitTensor(turned, sides, couplings);
    return found.strays === 0 ? { fit: found, reading, asClaimed } : undefined;
  };
  const claimed = claimedReading(claim);

  /** The first that is accepted, else the first that is equivariant. */
  let equivariant: Interpretation | undefined;
  const accepted = (candidates: Iterable<Interpretation | undefined>): Interpretation | undefined => {
    for (const candidate of candidates) {
      if (candidate === undefined) continue;
      if (pathsOff(candidate.fit).off === 0) return candidate;
      equivariant ??= candidate;
    }
    return undefined;
  };
  function* conventions(): Generator<Interpretation | undefined> {
    for (const [n, reading] of readings.entries()) {
      // A named convention that fits is not doubted for the sake of its paths.
      if (n === open && equivariant !== undefined) return;
      yield read(reading, n < open);
    }
  }
  const conventional = accepted(conventions());
  if (conventional !== undefined) return conventional;

  if (equivariant === undefined) {
    const slipped = accepted(
      readings.slice(0, open).map((reading) => roundedReading(claim, probed, reading, couplings, pathsOff)),
    );
    if (slipped !== undefined) return slipped;
    if (equivariant !== undefined) return equivariant;
  }

  const sides = placeSides(claim, claimed);
  const ours = inOurAxes(probed, claimed, sides);
  function* rearranged(): Generator<Interpretation | undefined> {
    const { d1, d2, d3 } = probed.sizes;
    if (d1 === d2) {
      const exchanged: Probed = {
        ...probed,
        tensor: exchangeInputs(probed.tensor, d1, d3),
        second: exchangeInputs(probed.second, d1, d3),
      };
      for (const reading of readings.slice(0, open)) {
        const placed = placeSides(claim, reading);
        const turned = inOurAxes(exchanged, reading, placed);
        if (!mayFit(turned, placed, couplings)) continue;
        const found = fitTensor(turned, placed, couplings);
        if (found.strays === 0) yield { fit: found, reading, asClaimed: false, exchanged: true };
      }
    }
    if (equivariant !== undefined) return;
    for (const side of SIDES) {
      for (const entries of otherOrders(claim[side])) {
        const placed: PlacedSides = { ...sides, [side]: placeSlots(claim[side], claimed[side], entries) };
        if (!mayFit(ours, placed, couplings)) continue;
        const found = fitTensor(ours, placed, couplings);
        if (found.strays === 0) yield { fit: found, reading: claimed, asClaimed: false, reordered: { side, entries } };
      }
    }
  }
  const asTheyAre = equivariant;
  const alternative = accepted(rearranged());
  if (alternative !== undefined) {
    return asTheyAre === undefined ? alternative : { ...alternative, orElse: asTheyAre };
  }
  if (equivariant !== undefined) return equivariant;

  const asRead = fitTensor(ours, sides, couplings);
  const inAnyBasis = inOtherBasis(ours, sides, claimed, couplings);
  return inAnyBasis ?? { fit: asRead, reading: claimed, asClaimed: true };
}
