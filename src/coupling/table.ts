/**
 * Whole tables of coupling tensors in floating point, every entry rounded once from its exact value.
 *
 *   real-cg     w3j(ℓ1,ℓ2,ℓ3) of the real basis (real-basis.ts), in the convention's order, times its coupling factor
 *   cg          ⟨ℓ1 m1 ℓ2 m2 | ℓ3 m3⟩, complex basis with Condon–Shortley phase, m ascending; convention `standard` only
 *   real-gaunt  ∫ Y_ℓ1 Y_ℓ2 Y_ℓ3 of real harmonics with ∫Y² = 1, in the convention's order; only even ℓ1+ℓ2+ℓ3, the others vanish
 *
 * One tensor [2ℓ1+1, 2ℓ2+1, 2ℓ3+1], row-major, for every ordered triple ℓ1,ℓ2,ℓ3 ≤ lmax that obeys the triangle rule; triples in
 * lexicographic order. w3j and the complex 3j symbol share a symmetry: exchanging two slots (degrees together with orders)
 * gives the factor (−1)^(ℓ1+ℓ2+ℓ3). So each unordered triple is computed once. Source: Varshalovich et al. (1988), eq. 8.2.4(10),
 * for 3j; w3j inherits it because its basis change is the same in each slot.
 */
import { RequestError } from '../errors.ts';
import { surdToFloat32, surdToFloat64 } from '../exact/float.ts';
import { absoluteSurd, multiplySurds, SURD_ONE, type Surd } from '../exact/surd.ts';
import { minusOneTo } from './angular-momentum.ts';
import { basisIndices, type Convention, couplingFactor, STANDARD } from './convention.ts';
import { gauntFactor, rootDimension } from './gaunt.ts';
import { type CouplingEntry, realCouplingEntries } from './real-basis.ts';
import { wigner3jOfTwice } from './wigner-3j.ts';

export const TABLE_KINDS = ['real-cg', 'cg', 'real-gaunt'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** A table of a larger degree would not fit any memory. */
export const MAX_TABLE_DEGREE = 40;

type Numbers = Float64Array | Float32Array;

export type Degrees = readonly [l1: number, l2: number, l3: number];

export interface CouplingTensor {
  /** `l1_l2_l3` */
  readonly key: string;
  readonly degrees: Degrees;
  /** 2ℓ+1 of each degree. */
  readonly shape: readonly [number, number, number];
  /** Row-major. */
  readonly data: Numbers;
}

export interface TableRequest {
  readonly kind: TableKind;
  readonly lmax: number;
  readonly convention: Convention;
  readonly dtype: 'float64' | 'float32';
  /** Told after each tensor how many of how many there are. */
  readonly progress?: (done: number, of: number) => void;
}

/** The ordered triples of the table, in its order. */
export function* tableDegrees(kind: TableKind, lmax: number): Generator<Degrees> {
  for (let l1 = 0; l1 <= lmax; l1++) {
    for (let l2 = 0; l2 <= lmax; l2++) {
      for (let l3 = Math.abs(l1 - l2); l3 <= Math.min(lmax, l1 + l2); l3++) {
        if (kind !== 'real-gaunt' || (l1 + l2 + l3) % 2 === 0) yield [l1, l2, l3];
      }
    }
  }
}

const shapeOf = ([l1, l2, l3]: Degrees): readonly [number, number, number] => [2 * l1 + 1, 2 * l2 + 1, 2 * l3 + 1];

/** How many tensors and how many numbers the table holds, zeros included. */
export function tableSize(kind: TableKind, lmax: number): { readonly tensors: number; readonly numbers: number } {
  let tensors = 0;
  let numbers = 0;
  for (const degrees of tableDegrees(kind, lmax)) {
    const [d1, d2, d3] = shapeOf(degrees);
    tensors += 1;
    numbers += d1 * d2 * d3;
  }
  return { tensors, numbers };
}

/** Non-zero entries of the 3j symbols of one triple of degrees. */
function complexEntries(l1: number, l2: number, l3: number): CouplingEntry[] {
  const entries: CouplingEntry[] = [];
  for (let m1 = -l1; m1 <= l1; m1++) {
    for (let m2 = Math.max(-l2, -l3 - m1); m2 <= Math.min(l2, l3 - m1); m2++) {
      const m3 = -m1 - m2;
      const value = wigner3jOfTwice(2 * l1, 2 * l2, 2 * l3, 2 * m1, 2 * m2, 2 * m3);
      if (value.sign !== 0) entries.push({ m1, m2, m3, value });
    }
  }
  return entries;
}

/** What one kind of table is made of: symmetric entries of sorted degrees, a factor of the output degree, a place and a sign. */
interface Making {
  entries(l1: number, l2: number, l3: number): CouplingEntry[];
  factor(l3: number): Surd;
  /** Our m of slot 3, and the sign, from the m that the symmetric entry has there. */
  output(degrees: Degrees, m3: number): { readonly m: number; readonly sign: 1 | -1 };
}

const asItIs = (_: Degrees, m: number): { readonly m: number; readonly sign: 1 } => ({ m, sign: 1 });

const makings: Readonly<Record<TableKind, (convention: Convention) => Making>> = {
  'real-cg': (convention) => ({
    entries: realCouplingEntries,
    factor: (l3) => couplingFactor(convention, l3),
    output: asItIs,
  }),
  // ⟨ℓ1 m1 ℓ2 m2 | ℓ3 m3⟩ = (−1)^(ℓ1−ℓ2+m3) √(2ℓ3+1) (ℓ1 ℓ2 ℓ3; m1 m2 −m3)
  cg: () => ({
    entries: complexEntries,
    factor: rootDimension,
    output: ([l1, l2], m3) => ({ m: -m3, sign: minusOneTo(l1 - l2 + m3) }),
  }),
  'real-gaunt': () => ({
    entries: (l1, l2, l3) => {
      const factor = gauntFactor(l1, l2, l3);
      return realCouplingEntries(l1, l2, l3).map((entry) => ({ ...entry, value: multiplySurds(factor, entry.value) }));
    },
    factor: () => SURD_ONE,
    output: asItIs,
  }),
};

/** One sorted triple: where its non-zero entries are, and their rounded values for each output degree it can have. */
interface Sorted {
  readonly orders: readonly (readonly number[])[];
  readonly rounded: ReadonlyMap<number, readonly number[]>;
}

function computeSorted(making: Making, degrees: Degrees, round: (value: Surd) => number): Sorted {
  const entries = making.entries(...degrees);
  // Few sizes occur, each many times; rounding is odd, so the sign comes afterwards.
  const sizes = new Map<string, number>();
  const roundOnce = (value: Surd): number => {
    const name = `${value.num}/${value.den}/${value.pi}`;
    const size = sizes.get(name) ?? round(absoluteSurd(value));
    sizes.set(name, size);
    return value.sign * size;
  };
  const rounded = new Map<number, readonly number[]>();
  for (const l3 of new Set(degrees)) {
    const factor = making.factor(l3);
    rounded.set(
      l3,
      entries.map(({ value }) => roundOnce(multiplySurds(value, factor))),
    );
  }
  return { orders: entries.map(({ m1, m2, m3 }) => [m1, m2, m3]), rounded };
}

/** The slots in the order of their degrees, and whether that reordering is an odd permutation. */
function sortSlots(degrees: Degrees): { readonly slots: readonly number[]; readonly odd: boolean } {
  const slots = [0, 1, 2].sort((a, b) => (degrees[a] ?? 0) - (degrees[b] ?? 0) || a - b);
  const inversions = [0, 1, 2].filter((i) => (slots[i] ?? 0) > (slots[(i + 1) % 3] ?? 0)).length;
  return { slots, odd: inversions === 2 }; // a rotation of (0 1 2) descends once around the circle, a reflection twice
}

/** Writes the entries of the sorted triple into the tensor of `degrees`. */
function place(making: Making, degrees: Degrees, sorted: Sorted, indices: readonly number[][], into: Numbers): void {
  const { slots, odd } = sortSlots(degrees);
  const [, d2, d3] = shapeOf(degrees);
  const exchange = odd ? minusOneTo(degrees[0] + degrees[1] + degrees[2]) : 1;
  const values = sorted.rounded.get(degrees[2]) ?? [];
  const orders = [0, 0, 0];
  const at = (slot: 0 | 1 | 2, m: number): number => indices[degrees[slot]]?.[m + degrees[slot]] ?? 0;
  sorted.orders.forEach((sortedOrders, entry) => {
    slots.forEach((slot, i) => {
      orders[slot] = sortedOrders[i] ?? 0;
    });
    const [m1 = 0, m2 = 0, symmetric = 0] = orders;
    const { m: m3, sign } = making.output(degrees, symmetric);
    into[(at(0, m1) * d2 + at(1, m2)) * d3 + at(2, m3)] = exchange * sign * (values[entry] ?? 0);
  });
}

function* tensors({ kind, lmax, convention, dtype, progress }: TableRequest): Generator<CouplingTensor> {
  const making = makings[kind](convention);
  const round = dtype === 'float64' ? surdToFloat64 : surdToFloat32;
  const indices = Array.from({ length: lmax + 1 }, (_, l) => basisIndices(convention, l));
  const total = tableSize(kind, lmax).tensors;
  const known = new Map<string, Sorted>();
  let done = 0;
  for (const degrees of tableDegrees(kind, lmax)) {
    const low = Math.min(...degrees);
    const high = Math.max(...degrees);
    const middle = degrees[0] + degrees[1] + degrees[2] - low - high;
    const name = `${low}_${middle}_${high}`;
    const sorted = known.get(name) ?? computeSorted(making, [low, middle, high], round);
    known.set(name, sorted);
    const shape = shapeOf(degrees);
    const length = shape[0] * shape[1] * shape[2];
    const data = dtype === 'float64' ? new Float64Array(length) : new Float32Array(length);
    place(making, degrees, sorted, indices, data);
    done += 1;
    progress?.(done, total);
    yield { key: degrees.join('_'), degrees, shape, data };
  }
}

/**
 * The tensors of a table, computed as they are asked for.
 * @throws RequestError unless lmax is an integer in 0…MAX_TABLE_DEGREE; for `cg` in a convention other than `standard`
 */
export function couplingTable(request: TableRequest): Generator<CouplingTensor> {
  const { kind, lmax, convention } = request;
  if (!(Number.isInteger(lmax) && lmax >= 0 && lmax <= MAX_TABLE_DEGREE)) {
    throw new RequestError(`lmax of a table must be an integer between 0 and ${MAX_TABLE_DEGREE}, got ${lmax}`);
  }
  if (kind === 'cg' && convention.name !== STANDARD.name) {
    throw new RequestError(
      `a table of kind cg is complex, with m ascending and the Condon–Shortley phase; conventions are about real bases, ` +
        `so it takes only ${STANDARD.name}, got ${convention.name} (or ask for real-cg)`,
    );
  }
  return tensors(request);
}
