/**
 * Under which reading is the tensor equivariant? In the order of how likely and how harmless: as claimed · in another convention · inputs
 * exchanged · irreps of a side listed in another order · in a basis that no convention has · in none.
 */
import type { Irreps } from '../irreps/irreps.ts';
import {
  type Bases,
  basesOfOneSide,
  changeOfBasis,
  inBases,
  isMixed,
  SIDES,
  type Side,
  signedPermutation,
} from './change-of-basis.ts';
import type { Claim } from './claim.ts';
import type { Couplings } from './decomposition.ts';
import { type Fit, fitTensor, mayFit, type Probed } from './fit.ts';
import { coarserFormats, coarsestHolding, type NumberFormat } from './number-format.ts';
import { claimedReading, everyReading, placeSides, type Reading } from './readings.ts';
import { axesRotation, rotationMatrices } from './rotation-matrices.ts';
import { type PlacedSides, placeSlots } from './slots.ts';
import { isWidespread, LEADING_PART, slipInto, slipOfSize } from './tolerance.ts';

export interface Interpretation {
  readonly fit: Fit;
  /** the reading of the sides */
  readonly reading: Reading;
  /** whether the claim's convention allows the reading as it is */
  readonly asClaimed: boolean;
  /** equivariant only as far as this format goes */
  readonly slipped?: NumberFormat;
  /** x1 and x2 are taken for each other */
  readonly exchanged?: true;
  /** another one that explains the tensor as well, but for its paths */
  readonly orElse?: Interpretation;
  /** a side whose irreps stand in the vector in another order: entries of the claim's list */
  readonly reordered?: { readonly side: Side; readonly entries: readonly number[] };
  /** relative to the reading; where `exact`, signed permutations */
  readonly bases?: { readonly matrices: Bases; readonly exact: boolean };
}

/** How many coefficients of a fit are not as claimed, of how many that are there. */
export type PathsOff = (fit: Fit) => { readonly off: number; readonly of: number };

/** Where sides name axes differently, the tensor with all sides in the axes of ours. */
function inOurAxes(probed: Probed, reading: Reading, sides: PlacedSides): Probed {
  const axes = SIDES.map((side) => reading[side].axes.join());
  if (new Set(axes).size === 1) return probed;
  // Coefficients on Y(P·) become D(P)ᵀ of them on Y; a leg of the tensor takes the same matrix.
  const matricesOf = (side: Side): Bases[Side] => {
    const { w, x, y, z } = axesRotation(reading[side].axes);
    const matrices = rotationMatrices({ w, x: -x, y: -y, z: -z });
    return new Map(sides[side].map(({ slot, irrep }) => [slot, matrices(irrep.l)]));
  };
  const bases: Bases = { left: matricesOf('left'), right: matricesOf('right'), out: matricesOf('out') };
  return {
    ...probed,
    tensor: inBases(probed.tensor, probed.sizes, sides, bases),
    second: inBases(probed.second, probed.sizes, sides, bases),
  };
}

/** T with its inputs exchanged, for equally long inputs. */
export function exchangeInputs(tensor: Float64Array, d: number, d3: number): Float64Array {
  const exchanged = new Float64Array(tensor.length);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      exchanged.set(tensor.subarray((i * d + j) * d3, (i * d + j + 1) * d3), (j * d + i) * d3);
    }
  }
  return exchanged;
}

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
  const inAnyBasis = basisFor(ours, sides, claimed, couplings);
  return inAnyBasis ?? { fit: asRead, reading: claimed, asClaimed: true };
}

/** Equivariant under the reading but for the roundings of a coarser format, which touch entries everywhere. */
function roundedReading(
  claim: Claim,
  probed: Probed,
  reading: Reading,
  couplings: Couplings,
  pathsOff: PathsOff,
): Interpretation | undefined {
  const sides = placeSides(claim, reading);
  const turned = inOurAxes(probed, reading, sides);
  const formats = coarserFormats(claim.dtype);
  const held = coarsestHolding(formats, turned.tensor);
  for (const slipped of formats) {
    const allowed: Probed = { ...turned, allowance: slipInto(slipped, probed.allowance) };
    if (!mayFit(allowed, sides, couplings)) continue;
    const found = fitTensor(allowed, sides, couplings);
    const fine = fitTensor(turned, sides, couplings);
    const { off, of } = pathsOff(fine);
    const everywhere = isWidespread(fine.strays, fine.nonzero) || isWidespread(off, of);
    if (found.strays > 0 || (held === undefined && !everywhere)) continue;
    const relative = fine.worst
      .filter(({ expected }) => Math.abs(expected) >= LEADING_PART * turned.scale)
      .reduce((most, { got, expected }) => Math.max(most, Math.abs(got / expected - 1)), 0);
    const named = held ?? slipOfSize(formats, relative) ?? slipped;
    const as =
      named === slipped
        ? found
        : fitTensor({ ...turned, allowance: slipInto(named, probed.allowance) }, sides, couplings);
    return { fit: as, reading, asClaimed: true, slipped: named };
  }
  return undefined;
}

function basisFor(
  probed: Probed,
  sides: PlacedSides,
  reading: Reading,
  couplings: Couplings,
): Interpretation | undefined {
  const problem = { tensor: probed.tensor, sizes: probed.sizes, sides, blocks: couplings.blocks };
  for (const side of SIDES) {
    const found = inBasis(probed, sides, reading, couplings, basesOfOneSide(problem, side));
    if (found !== undefined) return found;
  }
  const everywhere = changeOfBasis(problem);
  return everywhere === undefined ? undefined : inBasis(probed, sides, reading, couplings, everywhere);
}

/** The interpretation in the given bases, or in the signed permutations next to them; undefined if they do not explain it all. */
function inBasis(
  probed: Probed,
  sides: PlacedSides,
  reading: Reading,
  couplings: Couplings,
  bases: Bases,
): Interpretation | undefined {
  const { tensor, second, sizes } = probed;
  const turned = (matrices: Bases): Fit =>
    fitTensor(
      { ...probed, tensor: inBases(tensor, sizes, sides, matrices), second: inBases(second, sizes, sides, matrices) },
      sides,
      couplings,
    );
  const nearest = (side: Side): Bases[Side] =>
    new Map([...bases[side]].map(([slot, matrix]) => [slot, signedPermutation(matrix) ?? matrix]));
  const snapped: Bases = { left: nearest('left'), right: nearest('right'), out: nearest('out') };
  const exact = turned(snapped);
  if (exact.strays === 0) return { fit: exact, reading, asClaimed: false, bases: { matrices: snapped, exact: true } };
  // A fault of single entries bends a basis a little; a basis that is another one differs in earnest.
  const mixed = SIDES.some((side) => [...bases[side].values()].some(isMixed));
  if (!mixed) return undefined;
  const dense = turned(bases);
  // Matrices that were fitted to a faulty tensor are no basis: they must explain it all.
  return dense.strays === 0
    ? { fit: dense, reading, asClaimed: false, bases: { matrices: bases, exact: false } }
    : undefined;
}
