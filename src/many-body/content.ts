/**
 * Contents: which copies are multiplied, how often each. Sym^ν V is the orthogonal sum, over all contents (k_1, k_2, …) with Σ k = ν,
 * of Sym^k1 V_1 ⊗ Sym^k2 V_2 ⊗ …: a basis is made content by content.
 *
 * The copies stand in one total order: by degree, within a degree the natural parity first (irreps/irrep.ts), within an irrep as the
 * list has them. A content is the ascending sequence of its copies; contents come in lexicographic order.
 *
 * A monomial of a content is a choice of one index m for each factor where the order of equal copies does not count. Monomials are
 * written as sequences of variables, ascending, the variables of the first distinct copy first and within a copy by m; they too come in
 * lexicographic order. Their number is Π C(2ℓ_i + k_i, k_i).
 */
import { compareIrreps, type Irrep, type Irreps, irrepDimension, irrepsOffsets } from '../irreps/index.ts';

/** One copy of an irrep in V. */
export interface Copy {
  readonly irrep: Irrep;
  /** which entry of the list it stands in */
  readonly entry: number;
  /** which copy of that entry */
  readonly copy: number;
  /** where its 2ℓ+1 numbers start in the vector, copies one after another in list order */
  readonly offset: number;
}

/** All copies in the total order of the header. */
export function orderedCopies(irreps: Irreps): Copy[] {
  const offsets = irrepsOffsets(irreps);
  const copies = irreps.flatMap(({ mul, irrep }, entry) =>
    Array.from({ length: mul }, (_, copy) => ({
      irrep,
      entry,
      copy,
      offset: (offsets[entry] ?? 0) + copy * irrepDimension(irrep),
    })),
  );
  return copies.sort((a, b) => compareIrreps(a.irrep, b.irrep) || a.offset - b.offset);
}

/** Every ascending sequence of `order` numbers 0 … size−1, equal ones allowed, in lexicographic order. */
export function* ascendingSequences(order: number, size: number, from = 0): Generator<readonly number[]> {
  if (order === 0) {
    yield [];
    return;
  }
  for (let first = from; first < size; first++) {
    for (const rest of ascendingSequences(order - 1, size, first)) yield [first, ...rest];
  }
}

/** The contents of `order` copies whose product has the parity of `out`, in order. */
export function* contentsOf(irreps: Irreps, order: number, out: Irrep): Generator<readonly Copy[]> {
  const copies = orderedCopies(irreps);
  for (const sequence of ascendingSequences(order, copies.length)) {
    const content = sequence.flatMap((index) => copies[index] ?? []);
    if (content.reduce((parity, { irrep }) => parity * irrep.p, 1) === out.p) yield content;
  }
}

/** A factor of a product: which of the distinct copies it is, counted by first appearance, and its degree. */
export interface Factor {
  readonly slot: number;
  readonly l: number;
}

/** A content up to the names of its copies. Two contents of equal shape have the same basis. */
export type Shape = readonly Factor[];

export function shapeOf(content: readonly Copy[]): Shape {
  const distinct = [...new Set(content)];
  return content.map((copy) => ({ slot: distinct.indexOf(copy), l: copy.irrep.l }));
}

/** A text that only equal shapes have. */
export const shapeName = (shape: Shape): string => shape.map(({ slot, l }) => `${slot}:${l}`).join(' ');

/** A variable of a shape: index m of one of its distinct copies. */
export interface Variable {
  readonly slot: number;
  readonly l: number;
  readonly m: number;
}

/** Π (exponents)! of an ascending sequence: ν! over this is the number of its orderings. */
export function repetitions(sequence: readonly number[]): bigint {
  let [product, run] = [1n, 0n];
  for (const [i, entry] of sequence.entries()) {
    run = sequence[i - 1] === entry ? run + 1n : 1n;
    product *= run;
  }
  return product;
}

/** The variables of a shape, and its monomials as sequences of indices into them. */
export interface Monomials {
  readonly variables: readonly Variable[];
  readonly list: readonly (readonly number[])[];
  /** where a monomial stands in `list`. @throws RangeError for none of them */
  indexOf(monomial: readonly number[]): number;
}

/** How often each slot occurs, in order. */
export function exponentsOf(shape: Shape): { readonly l: number; readonly times: number }[] {
  const exponents: { l: number; times: number }[] = [];
  for (const { slot, l } of shape) {
    const same = exponents[slot];
    if (same === undefined) exponents[slot] = { l, times: 1 };
    else same.times += 1;
  }
  return exponents;
}

export function monomialsOf(shape: Shape): Monomials {
  const variables: Variable[] = [];
  let list: (readonly number[])[] = [[]];
  for (const [slot, { l, times }] of exponentsOf(shape).entries()) {
    const start = variables.length;
    for (let m = -l; m <= l; m++) variables.push({ slot, l, m });
    const own = [...ascendingSequences(times, 2 * l + 1)].map((sequence) => sequence.map((i) => start + i));
    list = list.flatMap((monomial) => own.map((more) => [...monomial, ...more]));
  }
  const places = new Map(list.map((monomial, i) => [monomial.join(), i]));
  return {
    variables,
    list,
    indexOf(monomial) {
      const place = places.get(monomial.join());
      if (place === undefined) throw new RangeError(`no monomial ${monomial.join()} of ${shapeName(shape)}`);
      return place;
    },
  };
}
