/**
 * What a product of ν factors (product-model.ts) reaches, content by content: the symmetric maps Sym^κ → ℓ of a content κ are a space
 * of known dimension, and the channel's map there is a sum of fixed maps times monomials of its weights,
 *
 *   Σ_{orderings of κ} Σ_{paths L_2 … L_ν = ℓ}  Π_k x_k[ℓ_k] · Π_{1<k<ν} w_k[L_k] · z[ℓ] · (coupled along the path, with the operation's t)
 *
 * A map is written as the values of its component M = ℓ, which decides it, at points of κ: as many as the dimension, integers. Values
 * at generic points are coordinates; at any points their rank is a lower bound.
 */
import { equalIrreps, type Irrep, printIrrep } from '../irreps/index.ts';
import type { ProductModel } from './product-model.ts';
import type { Step, StepEntry, StepPath } from './product-step.ts';
import type { RationalField } from './rational-field.ts';

/** One number for each component of an irrep, m = −ℓ … ℓ; one such vector for each point. */
type Values<T> = readonly (readonly T[])[];

/** A monomial of weights times a fixed map. */
export interface ProductTerm<T> {
  /** indices of weights, ascending, each as often as it is a factor */
  readonly weights: readonly number[];
  /** the map: its component M = ℓ at each point */
  readonly values: readonly T[];
}

/** Numbers the weights as they are met. */
export interface WeightNames {
  readonly count: number;
  indexOf(name: string): number;
}

export function weightNames(): WeightNames {
  const known = new Map<string, number>();
  return {
    get count() {
      return known.size;
    },
    indexOf(name) {
      const index = known.get(name) ?? known.size;
      known.set(name, index);
      return index;
    },
  };
}

/** Which weights there are, and the largest degree kept between factors. */
export type TermModel = Pick<ProductModel, 'form' | 'layers' | 'inner'>;

/** An entry of a step in the field. */
type Entry<T> = Omit<StepEntry, 'value'> & { readonly value: T };

interface Part<T> {
  readonly irrep: Irrep;
  readonly values: Values<T>;
}

/** A part of F_k: irreps with their values, by irrep and port, and the weights that stand before them. */
interface Branch<T> {
  readonly parts: ReadonlyMap<string, Part<T>>;
  readonly weights: readonly number[];
  /** of F_1 alone: the only factor so far */
  readonly first?: Irrep;
}

/** Irreps of one parity that a step can make of two degrees. */
function* coupledIrreps(a: Irrep, b: Irrep, most: number): Generator<Irrep> {
  for (let l = Math.abs(a.l - b.l); l <= Math.min(a.l + b.l, most); l++) yield { l, p: a.p === b.p ? 1 : -1 };
}

/** Adds a step's contribution to the values of its output; with `top`, to the component M = ℓ alone. */
function accumulate<T>(
  field: RationalField<T>,
  entries: readonly Entry<T>[],
  [inner, factor, out]: readonly [Irrep, Irrep, Irrep],
  left: Values<T>,
  right: Values<T>,
  sum: T[][],
  top: boolean,
): void {
  for (const { m1, m2, m3, value } of entries) {
    if (top && m3 !== out.l) continue;
    const place = top ? 0 : m3 + out.l;
    for (const [point, row] of sum.entries()) {
      const [x, y] = [left[point]?.[m1 + inner.l], right[point]?.[m2 + factor.l]];
      if (x === undefined || y === undefined) continue;
      row[place] = field.add(row[place] ?? field.zero, field.multiply(value, field.multiply(x, y)));
    }
  }
}

/** The terms of one content into one output, equal monomials of weights gathered. Their maps may be zero. */
export type ContentTerms<T> = (
  content: readonly Irrep[],
  out: Irrep,
  points: (irrep: Irrep) => Values<T>,
) => ProductTerm<T>[];

/** A list without one entry equal to this. */
function without(list: readonly Irrep[], irrep: Irrep): Irrep[] {
  const at = list.indexOf(irrep);
  return [...list.slice(0, at), ...list.slice(at + 1)];
}

/**
 * @param model which of the header's weights there are, and the largest degree kept between factors
 * @param names numbers x, w and z of the header; the same names for every content of one product
 */
export function contentTerms<T>(
  field: RationalField<T>,
  step: Step,
  { form, layers, inner: most }: TermModel,
  names: WeightNames,
): ContentTerms<T> {
  const constants = new WeakMap<object, Entry<T>[]>();
  const entriesOf = (path: StepPath): Entry<T>[] => {
    const known = constants.get(path);
    if (known !== undefined) return known;
    const entries = path.entries.map((entry) => ({ ...entry, value: field.fromRational(entry.value) }));
    constants.set(path, entries);
    return entries;
  };
  const firstLayer = (k: number, irrep: Irrep): number =>
    names.indexOf(`x${layers === 'own' ? k : ''} ${printIrrep(irrep)}`);

  /** Odd sums are antisymmetric: nothing for a vector with itself, nor, summed over orderings, for two factors of equal weights. */
  const vanishes = ({ first }: Branch<T>, factor: Irrep, out: Irrep): boolean =>
    first !== undefined && (first.l + factor.l + out.l) % 2 === 1 && (layers === 'same' || equalIrreps(first, factor));

  /** T of a branch and one more factor, by irrep and port; with `top` the component M = ℓ alone. */
  const product = (
    branch: Branch<T>,
    factor: Irrep,
    right: Values<T>,
    targets: (inner: Irrep) => Iterable<Irrep>,
    top: boolean,
  ): Map<string, Part<T>> => {
    const parts = new Map<string, Part<T> & { readonly values: T[][] }>();
    for (const { irrep: inner, values: left } of branch.parts.values()) {
      for (const out of targets(inner)) {
        const path = vanishes(branch, factor, out) ? undefined : step(inner, factor, out);
        if (path === undefined) continue;
        const name = `${printIrrep(out)} ${path.port}`.trim();
        const empty = (): T[] => new Array<T>(top ? 1 : 2 * out.l + 1).fill(field.zero);
        const part = parts.get(name) ?? { irrep: out, values: right.map(empty) };
        parts.set(name, part);
        accumulate(field, entriesOf(path), [inner, factor, out], left, right, part.values, top);
      }
    }
    return parts;
  };

  return (content, out, points) => {
    const found = new Map<string, { readonly weights: number[]; readonly values: T[] }>();
    const collect = (weights: readonly number[], values: readonly T[]): void => {
      const sorted = weights.toSorted((a, b) => a - b);
      const known = found.get(sorted.join());
      if (known === undefined) found.set(sorted.join(), { weights: sorted, values: [...values] });
      else for (const [i, value] of values.entries()) known.values[i] = field.add(known.values[i] ?? field.zero, value);
    };

    /** Multiplies by the k-th factor, whichever of the rest it is, and goes on. */
    const walk = (branch: Branch<T>, rest: readonly Irrep[], k: number): void => {
      for (const factor of new Set(rest)) {
        const later = without(rest, factor);
        const weights = [...branch.weights, firstLayer(k, factor)];
        if (later.length === 0) {
          for (const [name, { values }] of product(branch, factor, points(factor), () => [out], true)) {
            collect([...weights, names.indexOf(`z ${name}`)], values.flat());
          }
          continue;
        }
        // A degree beyond these cannot come down to the output any more.
        const reach = later.reduce((sum, { l }) => sum + l, out.l);
        const targets = (inner: Irrep): Iterable<Irrep> => coupledIrreps(inner, factor, Math.min(most, reach));
        const parts = product(branch, factor, points(factor), targets, false);
        if (form === 'fused') walk({ parts, weights }, later, k + 1);
        else {
          for (const [name, part] of parts) {
            const own = [...weights, names.indexOf(`w${k} ${name}`)];
            walk({ parts: new Map([[name, part]]), weights: own }, later, k + 1);
          }
        }
      }
    };

    for (const factor of new Set(content)) {
      const parts = new Map([[printIrrep(factor), { irrep: factor, values: points(factor) }]]);
      walk({ parts, weights: [firstLayer(1, factor)], first: factor }, without(content, factor), 2);
    }
    return [...found.values()];
  };
}
