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
import type { Step } from './product-step.ts';
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

/** A part of F_k: irreps with their values, and the weights that stand before them. */
interface Branch<T> {
  readonly parts: ReadonlyMap<string, { readonly irrep: Irrep; readonly port: string; readonly values: Values<T> }>;
  readonly weights: readonly number[];
  /** of F_1: the only factor so far */
  readonly first?: Irrep;
}

/** Irreps of one parity that a step can make of two degrees. */
function* coupledIrreps(a: Irrep, b: Irrep, most: number): Generator<Irrep> {
  for (let l = Math.abs(a.l - b.l); l <= Math.min(a.l + b.l, most); l++) yield { l, p: a.p === b.p ? 1 : -1 };
}

/** Adds a step's contribution to the values of its output; with `top`, to the component M = ℓ alone. */
function accumulate<T>(
  field: RationalField<T>,
  entries: readonly { readonly m1: number; readonly m2: number; readonly m3: number; readonly value: T }[],
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

/** The terms of one content into each output, equal monomials of weights gathered. Their maps may be zero. */
export type ContentTerms<T> = (
  content: readonly Irrep[],
  outs: readonly Irrep[],
  points: (irrep: Irrep) => Values<T>,
) => ReadonlyMap<Irrep, ProductTerm<T>[]>;

/** @param names numbers x, w and z of the header; the same names for every content of one product */
export function contentTerms<T>(
  field: RationalField<T>,
  step: Step,
  { form, layers, inner: most }: Pick<ProductModel, 'form' | 'layers' | 'inner'>,
  names: WeightNames,
): ContentTerms<T> {
  const constants = new WeakMap<object, { m1: number; m2: number; m3: number; value: T }[]>();
  const pathOf = (inner: Irrep, factor: Irrep, out: Irrep) => {
    const path = step(inner, factor, out);
    if (path === undefined) return undefined;
    const entries =
      constants.get(path) ?? path.entries.map((entry) => ({ ...entry, value: field.fromRational(entry.value) }));
    constants.set(path, entries);
    return { port: path.port, entries };
  };
  const firstLayer = (k: number, irrep: Irrep): number =>
    names.indexOf(`x${layers === 'own' ? k : ''} ${printIrrep(irrep)}`);

  return (content, outs, points) => {
    const order = content.length;
    const found = new Map(outs.map((out) => [out, new Map<string, { weights: number[]; values: T[] }>()]));
    const collect = (out: Irrep, weights: readonly number[], values: readonly T[]): void => {
      const sorted = [...weights].sort((a, b) => a - b);
      const name = sorted.join();
      const known = found.get(out)?.get(name);
      if (known === undefined) found.get(out)?.set(name, { weights: sorted, values: [...values] });
      else for (const [i, value] of values.entries()) known.values[i] = field.add(known.values[i] ?? field.zero, value);
    };

    /** Odd sums are antisymmetric: nothing for a vector with itself, nor, summed over orderings, for two factors of equal weights. */
    const vanishes = ({ first }: Branch<T>, factor: Irrep, out: Irrep): boolean =>
      first !== undefined &&
      (first.l + factor.l + out.l) % 2 === 1 &&
      (layers === 'same' || equalIrreps(first, factor));

    /** T of a branch and one more factor, by irrep and port. */
    const product = (branch: Branch<T>, factor: Irrep, targets: (inner: Irrep) => Iterable<Irrep>, top: boolean) => {
      const right = points(factor);
      const parts = new Map<string, { irrep: Irrep; port: string; values: T[][] }>();
      for (const { irrep: inner, values: left } of branch.parts.values()) {
        for (const out of targets(inner)) {
          if (vanishes(branch, factor, out)) continue;
          const path = pathOf(inner, factor, out);
          if (path === undefined) continue;
          const name = `${printIrrep(out)} ${path.port}`.trim();
          const part = parts.get(name) ?? {
            irrep: out,
            port: path.port,
            values: right.map(() => new Array<T>(top ? 1 : 2 * out.l + 1).fill(field.zero)),
          };
          parts.set(name, part);
          accumulate(field, path.entries, [inner, factor, out], left, right, part.values, top);
        }
      }
      return parts;
    };

    const walk = (branch: Branch<T>, rest: readonly Irrep[], k: number): void => {
      for (const factor of new Set(rest)) {
        const at = rest.indexOf(factor);
        const left = [...rest.slice(0, at), ...rest.slice(at + 1)];
        const weights = [...branch.weights, firstLayer(k, factor)];
        if (left.length === 0) {
          for (const out of outs) {
            for (const [name, { values }] of product(branch, factor, () => [out], true)) {
              collect(
                out,
                [...weights, names.indexOf(`z ${name}`)],
                values.map(([value]) => value ?? field.zero),
              );
            }
          }
          continue;
        }
        const reach = Math.max(...outs.map(({ l }) => l)) + left.reduce((sum, { l }) => sum + l, 0);
        const limit = Math.min(most, reach);
        const parts = product(branch, factor, (inner) => coupledIrreps(inner, factor, limit), false);
        if (form === 'fused') walk({ parts, weights }, left, k + 1);
        else {
          for (const [name, part] of parts) {
            walk(
              { parts: new Map([[name, part]]), weights: [...weights, names.indexOf(`w${k} ${name}`)] },
              left,
              k + 1,
            );
          }
        }
      }
    };

    for (const factor of new Set(content)) {
      const at = content.indexOf(factor);
      const rest = [...content.slice(0, at), ...content.slice(at + 1)];
      const first = { irrep: factor, port: '', values: points(factor) };
      if (order === 1) throw new RangeError('a product has at least two factors');
      walk({ parts: new Map([[printIrrep(factor), first]]), weights: [firstLayer(1, factor)], first: factor }, rest, 2);
    }
    return new Map([...found].map(([out, terms]) => [out, [...terms.values()]]));
  };
}
