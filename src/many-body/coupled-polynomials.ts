/**
 * Symmetric equivariant maps as polynomials. A symmetric map from ν factors is known from its values on equal arguments, homogeneous
 * polynomials of degree ν in the components of x; coupling factor by factor and putting the same x in every factor is coupling and
 * symmetrising. For factors ℓ_1, …, ℓ_ν of a shape and inner degrees L_2, …, L_ν,
 *
 *   f_{L_k M}(x) = Σ_{M' m} w3j(L_{k−1} M' ℓ_k m L_k M) f_{L_{k−1} M'}(x) x_{k m},   f_{L_1 M} = x_{1 M},  L_1 = ℓ_1
 *
 * With the roots set apart (separated-coupling.ts), f_{L M}(x) = σ r(L,M) p_{L M}(y), y = r·x, σ > 0, and p has integer coefficients:
 *
 *   p_{L_k M} ∝ Σ R(L_{k−1} M' ℓ_k m L_k M) p_{L_{k−1} M'} y_{k m} / g(L_{k−1},M'),   p_{L_1 M} = g(ℓ_1,M) y_{1 M}
 *
 * Paths (L_2, …, L_ν) come in lexicographic order. A path is kept iff its polynomial is independent of those kept before. A path whose
 * beginning was dropped is a combination of earlier ones with the same end, so only kept beginnings need be continued. By Schur's lemma
 * the component M = L alone decides independence, and by characters it is known how many there are: the search ends there.
 */
import { leastCommonMultiple } from '../exact/index.ts';
import { type Irrep, singles } from '../irreps/index.ts';
import { characterOf, multiplicityIn, multiplyCharacters, TRIVIAL_CHARACTER } from './character.ts';
import { exponentsOf, type Monomials, monomialsOf, repetitions, type Shape, shapeName } from './content.ts';
import { integerCoupling, squaredScale } from './separated-coupling.ts';
import { tensorPowers } from './tensor-power.ts';
import { weightedSpan, withoutContent } from './weighted-span.ts';

/** One coupling path and its polynomials p of the header, up to one positive factor. */
export interface CoupledPath {
  /** L_2, …, L_ν; empty for one factor */
  readonly degrees: readonly number[];
  /** coefficients of the monomials of the shape, first those of M = L, then of M = −L, …, L−1 */
  readonly coefficients: readonly bigint[];
}

/** The components in the order of `coefficients`: the one that decides comes first. */
export const componentOrder = (l: number): number[] => [l, ...Array.from({ length: 2 * l }, (_, i) => i - l)];

/** How often degree l occurs in Π Sym^k(ℓ) over the distinct copies of a shape. */
export function shapeMultiplicity(shape: Shape, l: number): number {
  const even = (degree: number): Irrep => ({ l: degree, p: 1 });
  const character = exponentsOf(shape).reduce((product, { l: degree, times }) => {
    const power = tensorPowers(characterOf(singles([even(degree)])), times).symmetric[times] ?? TRIVIAL_CHARACTER;
    return multiplyCharacters(product, power);
  }, TRIVIAL_CHARACTER);
  return Number(multiplicityIn(character, even(l)));
}

/**
 * Integer weights of the monomials. With s = Π (exponents)! of a monomial and G = Π g of its variables, two symmetric tensors with
 * coefficients a, b have the product Σ a b s/(ν! G); the weight is w = s K/G, K the common denominator.
 */
export function monomialWeights({ variables, list }: Monomials): bigint[] {
  const scales = variables.map(({ l, m }) => squaredScale(l, m));
  const squares = list.map((monomial) =>
    monomial.reduce((product, variable) => product * (scales[variable] ?? 1n), 1n),
  );
  const common = squares.reduce(leastCommonMultiple, 1n);
  return list.map((monomial, i) => (repetitions(monomial) * common) / (squares[i] ?? 1n));
}

/** The degrees that coupling with the last factor can turn into l; of one factor, none. */
export function degreesBefore(shape: Shape, l: number): number[] {
  const last = shape.at(-1);
  if (last === undefined || shape.length === 1) return [];
  const low = Math.abs(l - last.l);
  return Array.from({ length: l + last.l - low + 1 }, (_, i) => low + i);
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((degree, i) => degree !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** What is known of a shape, made once. */
interface ShapeTable {
  readonly monomials: Monomials;
  readonly weights: readonly bigint[];
  /** monomial of the shape without its last factor, times index m + ℓ of the last → monomial; row-major */
  readonly products: Int32Array;
}

/** Kept paths of every shape asked for, each computed once. */
export interface PathTable {
  monomials(shape: Shape): Monomials;
  /** monomialWeights of these */
  weights(shape: Shape): readonly bigint[];
  /** The kept paths into degree l, in order; as many as shapeMultiplicity. */
  paths(shape: Shape, l: number): readonly CoupledPath[];
}

/** @param made told how many coefficients each newly kept path has */
export function pathTable(made: (coefficients: number) => void = () => {}): PathTable {
  const shapes = new Map<string, ShapeTable>();
  const found = new Map<string, readonly CoupledPath[]>();

  const tableOf = (shape: Shape): ShapeTable => {
    const name = shapeName(shape);
    const before = shapes.get(name);
    if (before !== undefined) return before;
    const monomials = monomialsOf(shape);
    const last = shape.at(-1);
    const products: number[] = [];
    if (last !== undefined && shape.length > 1) {
      const own = monomials.variables.flatMap(({ slot }, variable) => (slot === last.slot ? [variable] : []));
      for (const monomial of tableOf(shape.slice(0, -1)).monomials.list) {
        // The last factor's slot is the highest: sorting moves it among its equals only.
        for (const variable of own) {
          products.push(monomials.indexOf([...monomial, variable].sort((a, b) => a - b)));
        }
      }
    }
    const table = { monomials, weights: monomialWeights(monomials), products: Int32Array.from(products) };
    shapes.set(name, table);
    return table;
  };

  /** p_{l M} of the header from those of a path of the shape without its last factor. */
  const extendedRow = (shape: Shape, inner: number, path: CoupledPath, l: number, component: number): bigint[] => {
    const { monomials, products } = tableOf(shape);
    const last = shape.at(-1)?.l ?? 0;
    const size = 2 * last + 1;
    const innerOrder = componentOrder(inner);
    const length = path.coefficients.length / innerOrder.length;
    const common = innerOrder.reduce((product, m) => leastCommonMultiple(product, squaredScale(inner, m)), 1n);
    const row = new Array<bigint>(monomials.list.length).fill(0n);
    for (const { m1, m2, m3, integer } of integerCoupling(inner, last, l)) {
      if (m3 !== component) continue;
      const factor = integer * (common / squaredScale(inner, m1));
      const start = innerOrder.indexOf(m1) * length;
      for (let i = 0; i < length; i++) {
        const coefficient = path.coefficients[start + i] ?? 0n;
        if (coefficient === 0n) continue;
        const place = products[i * size + m2 + last] ?? 0;
        row[place] = (row[place] ?? 0n) + factor * coefficient;
      }
    }
    return row;
  };

  const singleFactor = (l: number): CoupledPath => ({
    degrees: [],
    coefficients: componentOrder(l).flatMap((m) =>
      Array.from({ length: 2 * l + 1 }, (_, i) => (i - l === m ? squaredScale(l, m) : 0n)),
    ),
  });

  const search = (shape: Shape, l: number): readonly CoupledPath[] => {
    const wanted = shapeMultiplicity(shape, l);
    if (wanted === 0) return [];
    if (shape.length === 1) {
      const path = singleFactor(l);
      made(path.coefficients.length);
      return [path];
    }
    const candidates = degreesBefore(shape, l).flatMap((inner) =>
      paths(shape.slice(0, -1), inner).map((path) => ({ inner, path, degrees: [...path.degrees, l] })),
    );
    candidates.sort((a, b) => comparePaths(a.degrees, b.degrees));
    const span = weightedSpan(tableOf(shape).weights);
    const kept: CoupledPath[] = [];
    for (const { inner, path, degrees } of candidates) {
      const [highest = l, ...others] = componentOrder(l);
      const row = extendedRow(shape, inner, path, l, highest);
      if (span.add(row) === undefined) continue;
      const rest = others.flatMap((component) => extendedRow(shape, inner, path, l, component));
      kept.push({ degrees, coefficients: withoutContent([...row, ...rest]) });
      made(row.length + rest.length);
      if (kept.length === wanted) return kept;
    }
    throw new RangeError(`${shapeName(shape)} → ${l}: ${kept.length} independent paths, ${wanted} by characters`);
  };

  const paths = (shape: Shape, l: number): readonly CoupledPath[] => {
    const name = `${shapeName(shape)} → ${l}`;
    const before = found.get(name);
    if (before !== undefined) return before;
    const kept = search(shape, l);
    found.set(name, kept);
    return kept;
  };

  return { monomials: (shape) => tableOf(shape).monomials, weights: (shape) => tableOf(shape).weights, paths };
}
