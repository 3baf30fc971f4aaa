/**
 * A probed polynomial map in our basis: for each order q and output irrep the symmetric tensor S with f_q(x) = S(x, …, x), which is each
 * coefficient over the number of orderings of its monomial; its projection; and how far rounding may have moved each number.
 */
import type { Irrep } from '../../irreps/index.ts';
import type { Batch } from '../campaign.ts';
import { type ContractionAllowance, coefficientLimit, noiseLevel } from '../tolerance.ts';
import { type Multisets, multisetsOf, type PackedMaps, type Places } from './packed-maps.ts';
import { type Coefficient, polynomialCoefficients } from './polynomial.ts';
import { type OwnMaps, type Projection, project } from './projection.ts';

/** All that is known of f before it is read in a convention. */
export interface Probed {
  readonly outputs: number;
  /** [points, outputs] */
  readonly answers: Float64Array;
  /** by order 0 … ν, as the multisets of their monomials */
  readonly coefficients: readonly (readonly Coefficient[])[];
  readonly multisets: readonly Multisets[];
  /** |a| of each point, Euclidean */
  readonly lengths: Float64Array;
}

/** Euclidean lengths of the rows. */
export function rowLengths({ x1, rows }: Pick<Batch, 'x1' | 'rows'>): Float64Array {
  const d = x1.length / Math.max(1, rows);
  return Float64Array.from({ length: rows }, (_, r) => Math.hypot(...x1.subarray(r * d, (r + 1) * d)));
}

/** @param answers to the batch `units` */
export function probedFrom(order: number, outputs: number, units: Batch, answers: Float64Array): Probed {
  const dimension = units.x1.length / units.rows;
  const all = polynomialCoefficients(dimension, order, outputs, answers);
  const orders = Array.from({ length: order + 1 }, (_, q) => q);
  return {
    outputs,
    answers,
    coefficients: orders.map((q) => all.filter(({ monomial }) => monomial.length === q)),
    multisets: orders.map((q) => multisetsOf(q, dimension)),
    lengths: rowLengths(units),
  };
}

/** ‖S_q‖ for q = 0 … ν over the outputs from … to−1. */
export const tensorNorms = ({ coefficients, multisets }: Probed, from: number, to: number): number[] =>
  coefficients.map((list, q) => {
    let squares = 0;
    for (const [i, { values }] of list.entries()) {
      const orderings = multisets[q]?.orderings[i] ?? 1;
      for (let k = from; k < to; k++) squares += (values[k] ?? 0) ** 2 / orderings;
    }
    return Math.sqrt(squares);
  });

/** Σ_q ‖S_q‖ |x|^q. */
export const reachOf = (norms: readonly number[], length: number): number =>
  norms.reduceRight((sum, norm) => sum * length + norm, 0);

/** How far each output of a coefficient may be off. */
export function limitsOfCoefficient(
  { answers, outputs, lengths }: Probed,
  { terms }: Coefficient,
  norms: readonly number[],
  allowance: ContractionAllowance,
  noiseAt: (output: number) => number,
): (output: number) => number {
  let [reach, weight] = [0, 0];
  for (const term of terms) {
    weight += Math.abs(term.weight);
    reach += Math.abs(term.weight) * reachOf(norms, lengths[term.row] ?? 0);
  }
  return (output) => {
    const size = terms.reduce(
      (sum, term) => sum + Math.abs(term.weight * (answers[term.row * outputs + output] ?? 0)),
      0,
    );
    return coefficientLimit(allowance, { size, reach, weight, noise: noiseAt(output) });
  };
}

/** One order and output irrep, read in a convention. */
export interface OrderFit {
  readonly order: number;
  readonly out: Irrep;
  readonly own: OwnMaps;
  /** of the one element S */
  readonly projection: Projection;
  /** how far each number of projection.rest may be from zero */
  readonly limits: Float64Array;
  /** how far each weight may be off */
  readonly weightLimits: Float64Array;
}

/** Where an output irrep starts in the output vector. */
export interface OutputSlot {
  readonly out: Irrep;
  readonly start: number;
}

/** An order of one output irrep, and its basis. */
export interface Part {
  readonly order: number;
  readonly slot: OutputSlot;
  readonly own: OwnMaps;
}

/** The coefficients of a part as a reading has them: for each of our multisets, and which output each of our rows is. */
function readPart(probed: Probed, { order, slot, own: { multisets } }: Part, places: Places) {
  const theirs = multisets.list.map((inputs) => {
    const at = multisets.indexOf(inputs.map((input) => places.inputs[input] ?? 0));
    const coefficient = probed.coefficients[order]?.[at];
    if (coefficient === undefined) throw new RangeError(`no coefficient of order ${order} at ${at}`);
    return coefficient;
  });
  return { theirs, outputs: places.out.map((place) => slot.start + place) };
}

/** The noise on coefficients that no element of ours has. */
export function noiseOf(probed: Probed, part: Part, places: Places): number {
  const { theirs, outputs } = readPart(probed, part, places);
  const size = theirs.length;
  const held = new Uint8Array(outputs.length * size);
  for (const own of part.own.entries) for (const { row, multiset } of own) held[row * size + multiset] = 1;
  const free = outputs.flatMap((output, row) =>
    theirs.flatMap(({ values }, i) => (held[row * size + i] === 1 ? [] : [Math.abs(values[output] ?? 0)])),
  );
  return noiseLevel(Float64Array.from(free));
}

/** @param noise on sums like the coefficients */
export function fitPart(
  probed: Probed,
  part: Part,
  places: Places,
  allowance: ContractionAllowance,
  noise: number,
): OrderFit {
  const { order, slot, own } = part;
  const { multisets } = own;
  const { theirs, outputs } = readPart(probed, part, places);
  const size = theirs.length;
  const norms = tensorNorms(probed, slot.start, slot.start + outputs.length);
  const orderings = (place: number): number => multisets.orderings[place % size] ?? 1;
  const numbers = Float64Array.from(outputs.flatMap((output) => theirs.map(({ values }) => values[output] ?? 0)));
  const limitsAt = theirs.map((coefficient) => limitsOfCoefficient(probed, coefficient, norms, allowance, () => noise));
  const entryLimits = Float64Array.from(
    outputs.flatMap((output) => limitsAt.map((limitOf, i) => limitOf(output) / orderings(i))),
  );
  const values = numbers.map((value, place) => value / orderings(place));
  const packed: PackedMaps = {
    multisets,
    elements: 1,
    values,
    norms: Float64Array.of(norms[order] ?? 0),
    asymmetry: new Float64Array(1),
    asymmetric: [],
  };
  // What moves a number of S moves the weights, and these the rest: |ΔR| ≤ |ΔS| + Σ_i |B_i| Σ |B_i||ΔS|.
  const limits = entryLimits.slice();
  const weightLimits = new Float64Array(own.entries.length);
  for (const [i, entries] of own.entries.entries()) {
    const weightLimit = entries.reduce((sum, { row, multiset, value }) => {
      const place = row * size + multiset;
      return sum + orderings(place) * Math.abs(value) * (entryLimits[place] ?? 0);
    }, 0);
    weightLimits[i] = weightLimit;
    for (const { row, multiset, value } of entries) {
      const place = row * size + multiset;
      limits[place] = (limits[place] ?? 0) + Math.abs(value) * weightLimit;
    }
  }
  return { order, out: slot.out, own, projection: project(packed, own), limits, weightLimits };
}

/** The numbers of the rest beyond their limits, and the worst of all. */
export function strays({ projection: { rest }, limits }: OrderFit): {
  readonly off: number;
  readonly worst: number;
  readonly over: number;
} {
  let [off, worst, over] = [0, 0, 0];
  for (const [place, value] of rest.entries()) {
    const limit = limits[place] ?? 0;
    const ratio = value === 0 ? 0 : Math.abs(value) / limit;
    if (!(ratio <= 1)) off += 1;
    if (!(ratio <= over)) [worst, over] = [place, ratio];
  }
  return { off, worst, over };
}
