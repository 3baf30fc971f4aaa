/**
 * Whole tables of coupling tensors in floating point, every entry rounded once from its exact value.
 *
 *   real-cg     w3j(ℓ1,ℓ2,ℓ3) of the real basis (real-basis.ts), in the convention's order, times its coupling factor
 *   cg          ⟨ℓ1 m1 ℓ2 m2 | ℓ3 m3⟩, complex basis with Condon–Shortley phase, m ascending; convention `standard` only
 *   real-gaunt  ∫ Y_ℓ1 Y_ℓ2 Y_ℓ3 of real harmonics with ∫Y² = 1, in the convention's order; only even ℓ1+ℓ2+ℓ3, the others vanish
 *
 * One tensor [2ℓ1+1, 2ℓ2+1, 2ℓ3+1], row-major, for every ordered triple ℓ1,ℓ2,ℓ3 ≤ lmax that obeys the triangle rule; triples in
 * lexicographic order. w3j and the complex 3j symbol share a symmetry: exchanging two slots (degrees together with orders)
 * gives the factor (−1)^(ℓ1+ℓ2+ℓ3). So the plane of each unordered triple is rounded once (rounded-plane.ts), with each factor that it needs,
 * and written to the tensors of all its orders (tensor-entries.ts). Source: Varshalovich et al. (1988), eq. 8.2.4(10), for 3j; w3j inherits it
 * because its basis change is the same in each slot.
 */
import { RequestError } from '../errors.ts';
import { equalSurds, type Surd } from '../exact/surd.ts';
import { minusOneTo } from './angular-momentum.ts';
import { basisIndices, type Convention, couplingFactor, STANDARD } from './convention.ts';
import { gauntFactor, rootDimension } from './gaunt.ts';
import { type Basis, type Degrees, planeDegrees, planeRounder } from './rounded-plane.ts';
import { spreadComplex, spreadReal, type Target } from './tensor-entries.ts';

export type { Degrees } from './rounded-plane.ts';

export const TABLE_KINDS = ['real-cg', 'cg', 'real-gaunt'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** A table of a larger degree would not fit any memory. */
export const MAX_TABLE_DEGREE = 40;

type Numbers = Float64Array | Float32Array;

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

/** What one kind of table is made of: a factor of the degrees, in the output slot `l3`, and how a rounded plane becomes a tensor. */
interface Making {
  readonly basis: Basis;
  factor(degrees: Degrees, l3: number): Surd;
  /** the place of m in the output slot, and the writing */
  output(m: number): number;
  spread(values: Float64Array, target: Target): void;
}

const makings: Readonly<Record<TableKind, (convention: Convention) => Making>> = {
  'real-cg': (convention) => ({
    basis: 'real',
    factor: (_, l3) => couplingFactor(convention, l3),
    output: (m) => m,
    spread: spreadReal,
  }),
  // ⟨ℓ1 m1 ℓ2 m2 | ℓ3 m3⟩ = (−1)^(ℓ1−ℓ2+m3) √(2ℓ3+1) (ℓ1 ℓ2 ℓ3; m1 m2 −m3)
  cg: () => ({
    basis: 'complex',
    factor: (_, l3) => rootDimension(l3),
    output: (m) => -m,
    spread: (values, target) => {
      const [l1, l2] = target.degrees;
      spreadComplex(values, target, (m) => minusOneTo(l1 - l2 + m));
    },
  }),
  'real-gaunt': () => ({
    basis: 'real',
    factor: (degrees) => gauntFactor(...degrees),
    output: (m) => m,
    spread: spreadReal,
  }),
};

/** Rounded planes by unordered triple and output degree, each made when first asked for, with those of the other output degrees. */
function roundedPlanes({ factor, basis }: Making, lmax: number, dtype: 'float64' | 'float32') {
  const round = planeRounder(lmax, dtype);
  const known = new Map<string, ReadonlyMap<number, Float64Array>>();
  return (degrees: Degrees): Float64Array => {
    const plane = planeDegrees(degrees);
    const name = plane.join('_');
    let byOutput = known.get(name);
    if (byOutput === undefined) {
      // Equal factors share their numbers.
      const factors: Surd[] = [];
      const places = [...new Set(plane)].map((l3) => {
        const wanted = factor(plane, l3);
        const at = factors.findIndex((other) => equalSurds(other, wanted));
        return [l3, at < 0 ? factors.push(wanted) - 1 : at] as const;
      });
      const rounded = round(plane, factors, basis);
      byOutput = new Map(places.map(([l3, at]) => [l3, rounded[at] ?? new Float64Array(0)]));
      known.set(name, byOutput);
    }
    return byOutput.get(degrees[2]) ?? new Float64Array(0);
  };
}

function* tensors({ kind, lmax, convention, dtype, progress }: TableRequest): Generator<CouplingTensor> {
  const making = makings[kind](convention);
  const roundedPlane = roundedPlanes(making, lmax, dtype);
  const indices = Array.from({ length: lmax + 1 }, (_, l) => basisIndices(convention, l));
  const total = tableSize(kind, lmax).tensors;
  let done = 0;
  for (const degrees of tableDegrees(kind, lmax)) {
    const [l1, l2, l3] = degrees;
    const shape = shapeOf(degrees);
    const [, d2, d3] = shape;
    const length = shape[0] * d2 * d3;
    const data = dtype === 'float64' ? new Float64Array(length) : new Float32Array(length);
    const outputs = indices[l3] ?? [];
    const offsets = [
      (indices[l1] ?? []).map((index) => index * d2 * d3),
      (indices[l2] ?? []).map((index) => index * d3),
      outputs.map((_, at) => outputs[making.output(at - l3) + l3] ?? 0),
    ];
    making.spread(roundedPlane(degrees), { degrees, offsets, data });
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
