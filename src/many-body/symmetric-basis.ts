/**
 * The canonical basis of the equivariant maps Sym^ν V → ℓ: one basis, by rule, in exact numbers.
 *
 *   order        contents lexicographically in the total order of copies (content.ts), within a content coupling paths lexicographically
 *   coupling     factor by factor with w3j, then symmetrised (coupled-polynomials.ts); paths that depend on earlier ones are dropped
 *   reduction    Gram–Schmidt in that order, each content by itself: tensors of different contents are orthogonal
 *   sign         each element has a positive inner product with the coupled, symmetrised tensor it was made from
 *   scale        Σ C² = 1 over all ν input indices and the output index, as for w3j
 *
 * Every entry is one surd. For the monomial of an entry let c be its coefficient, s = Π (exponents)! and w its weight; then at all
 * orderings of its indices
 *
 *   C² = c² w s g(ℓ,ℓ) / ( ν! (2ℓ+1) g(ℓ,m) Σ w c² ),   Σ over the monomials of the component m = ℓ
 */
import { factorial, type Surd, surd } from '../exact/index.ts';
import type { Irrep, Irreps } from '../irreps/index.ts';
import { type Copy, contentsOf, repetitions, type Shape, shapeName, shapeOf } from './content.ts';
import { componentOrder, type PathTable, pathTable } from './coupled-polynomials.ts';
import { squaredScale } from './separated-coupling.ts';
import { weightedProduct, weightedSpan } from './weighted-span.ts';

/** The value that a basis element has at every ordering of these input indices. */
export interface SymmetricEntry {
  /** m = −ℓ … ℓ of the output */
  readonly m: number;
  /** a component for each factor of the content, as its place in the vector of V (copies in list order, m ascending) */
  readonly inputs: readonly number[];
  readonly value: Surd;
}

/** One basis element: a symmetric sparse tensor over ν indices of V and m. */
export interface BasisElement {
  readonly order: number;
  readonly out: Irrep;
  /** the copies that are multiplied, one for each factor */
  readonly content: readonly Copy[];
  /** the degrees L_2, …, L_ν = ℓ of the path it was made from; empty at order 1 */
  readonly degrees: readonly number[];
  /** all that are not zero, by m, then lexicographically by the monomials of the content */
  readonly entries: readonly SymmetricEntry[];
}

/** An element of a shape: inputs are monomials, by their number. */
interface ShapeElement {
  readonly degrees: readonly number[];
  readonly entries: readonly { readonly m: number; readonly monomial: number; readonly value: Surd }[];
}

/** The basis of the maps from a shape to degree l, by the rules of the header. */
function shapeBasis(table: PathTable, shape: Shape, l: number): ShapeElement[] {
  const { list } = table.monomials(shape);
  const weights = table.weights(shape);
  const span = weightedSpan(weights);
  const components = componentOrder(l);
  return table.paths(shape, l).map(({ degrees, coefficients }) => {
    const orthogonal = span.add(coefficients);
    if (orthogonal === undefined) throw new RangeError(`a kept path of ${shapeName(shape)} depends on earlier ones`);
    const square = weightedProduct(weights, orthogonal, orthogonal);
    const shared = factorial(shape.length) * BigInt(2 * l + 1) * square;
    const entries: { m: number; monomial: number; value: Surd }[] = [];
    for (let m = -l; m <= l; m++) {
      const start = components.indexOf(m) * weights.length;
      for (const [monomial, weight] of weights.entries()) {
        const c = orthogonal[start + monomial] ?? 0n;
        if (c === 0n) continue;
        const num = c * c * weight * repetitions(list[monomial] ?? []) * squaredScale(l, l);
        entries.push({ m, monomial, value: surd(c > 0n ? 1 : -1, num, shared * squaredScale(l, m)) });
      }
    }
    return { degrees, entries };
  });
}

/** A shape's element on the copies of a content. */
function placed(
  table: PathTable,
  shape: Shape,
  content: readonly Copy[],
  out: Irrep,
  element: ShapeElement,
): BasisElement {
  const { variables, list } = table.monomials(shape);
  const copyOfSlot = (slot: number): Copy | undefined => content[shape.findIndex((factor) => factor.slot === slot)];
  const positions = variables.map(({ slot, l, m }) => (copyOfSlot(slot)?.offset ?? 0) + l + m);
  const inputs = list.map((monomial) => monomial.map((variable) => positions[variable] ?? 0));
  return {
    order: shape.length,
    out,
    content,
    degrees: element.degrees,
    entries: element.entries.map(({ m, monomial, value }) => ({ m, inputs: inputs[monomial] ?? [], value })),
  };
}

/** Bases from features V, of any order and output; what several of them need is computed once. */
export interface BasisMaker {
  /** The elements of the canonical basis of Sym^order V → out, in order, computed as they are asked for. */
  elements(order: number, out: Irrep): Generator<BasisElement>;
}

/**
 * Any request is tried, however long it takes: ask checkBasis first.
 * @param made told of coefficients as they are made; in the end they are as many as checkBasis says
 */
export function basisMaker(irreps: Irreps, made?: (coefficients: number) => void): BasisMaker {
  const table = pathTable(made);
  const known = new Map<string, readonly ShapeElement[]>();
  const basisOf = (shape: Shape, l: number): readonly ShapeElement[] => {
    const name = `${shapeName(shape)} → ${l}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const basis = shapeBasis(table, shape, l);
    known.set(name, basis);
    return basis;
  };
  return {
    *elements(order, out) {
      for (const content of contentsOf(irreps, order, out)) {
        const shape = shapeOf(content);
        for (const element of basisOf(shape, out.l)) yield placed(table, shape, content, out, element);
      }
    },
  };
}
