/**
 * The space that a product reaches with any number of channels, exactly. Monomials of weights are independent functions, and those of
 * different contents and outputs are different: so the span of all channels' maps is the sum, over contents κ and outputs ℓ, of the
 * spans of the fixed maps of product-terms.ts. Each is at most
 *
 *   the number of maps Sym^κ → ℓ     by characters
 *   the number of its terms          and 1 for a fused product of functions: they commute, so every ordering gives one and the same map
 *
 * and at least its rank modulo a prime at seeded points. Where these differ, it is the rank over ℚ at the same points; these decide,
 * because all paths together (gtp+curl, chained) have full rank there. The one map of a fused product of functions is not zero wherever
 * a chain of even sums leads to ℓ: there it is a sum of coupled maps of different inner degrees, which are independent on different
 * arguments, each with t ≠ 0; and it is symmetric, so it does not vanish on equal ones either.
 */
import { seededPoints } from '../analysis/secant.ts';
import { leastCommonMultiple, modularSpan, type Rational, rational, rationalSpan } from '../exact/index.ts';
import { type Irrep, type Irreps, printIrrep } from '../irreps/index.ts';
import { contentsOf, shapeOf } from './content.ts';
import { shapeMultiplicity } from './coupled-polynomials.ts';
import type { ProductModel } from './product-model.ts';
import { type Step, stepOf } from './product-step.ts';
import { contentTerms, type ProductTerm, weightNames } from './product-terms.ts';
import { RATIONALS, RESIDUES } from './rational-field.ts';

/** One content and output that some symmetric map joins. */
export interface SymmetricBlock {
  /** the irreps that are multiplied, ascending */
  readonly content: readonly Irrep[];
  readonly out: Irrep;
  /** dimension of Sym^κ → ℓ, at least 1 */
  readonly maps: number;
}

/** A block as a product sees it. */
export interface ProductBlock extends SymmetricBlock {
  /** dimension of what any number of channels reaches of it, exactly */
  readonly reached: number;
  /** in residues; values are `maps` coordinates */
  readonly terms: readonly ProductTerm<number>[];
}

export interface ProductSpace {
  readonly blocks: readonly ProductBlock[];
  /** weights of one channel: terms name them 0 … weights−1 */
  readonly weights: number;
}

/** Every content and output that some symmetric map joins, outputs first. */
export const symmetricBlocks = (irreps: Irreps, order: number, outs: readonly Irrep[]): SymmetricBlock[] =>
  outs.flatMap((out) =>
    [...contentsOf(irreps, order, out)].flatMap((copies) => {
      const maps = shapeMultiplicity(shapeOf(copies), out.l);
      return maps === 0 ? [] : [{ content: copies.map(({ irrep }) => irrep), out, maps }];
    }),
  );

/** Residues for each irrep and point, the same at every call; equal irreps have equal ones. */
function pointsOf(count: number): (irrep: Irrep) => readonly (readonly number[])[] {
  const random = seededPoints();
  const known = new Map<string, number[][]>();
  return (irrep) => {
    const name = printIrrep(irrep);
    const points =
      known.get(name) ?? Array.from({ length: count }, () => Array.from({ length: 2 * irrep.l + 1 }, random));
    known.set(name, points);
    return points;
  };
}

const ALL_PATHS = { form: 'chained', layers: 'own', inner: Number.POSITIVE_INFINITY } as const;

function modularRank(terms: readonly ProductTerm<number>[], length: number): number {
  const span = modularSpan(length);
  for (const { values } of terms) span.add(Float64Array.from(values));
  return span.rank;
}

/** A rational vector times its denominators. */
function integersOf(values: readonly Rational[]): bigint[] {
  const common = values.reduce((product, { den }) => leastCommonMultiple(product, den), 1n);
  return values.map(({ num, den }) => num * (common / den));
}

/** The rank over ℚ of the maps of a content, from values that decide it. */
function exactRank(content: readonly Irrep[], out: Irrep, maps: number, step: Step, model: ProductModel): number {
  const points = pointsOf(maps);
  const every = contentTerms(RESIDUES, stepOf('gtp+curl', {}), ALL_PATHS, weightNames())(content, out, points);
  if (modularRank(every, maps) < maps) {
    const name = `${content.map(printIrrep).join(' ')} → ${printIrrep(out)}`;
    throw new RangeError(`the points of ${name} do not tell its maps apart`);
  }
  const exact = (irrep: Irrep): Rational[][] => points(irrep).map((row) => row.map((value) => rational(value)));
  const span = rationalSpan();
  for (const { values } of contentTerms(RATIONALS, step, model, weightNames())(content, out, exact)) {
    if (span.rank < maps) span.add(integersOf(values));
  }
  return span.rank;
}

/** Builds the space. @param progress told what share of the blocks is done */
export function productSpace(
  irreps: Irreps,
  order: number,
  outs: readonly Irrep[],
  model: ProductModel,
  progress: (share: number) => void = () => {},
): ProductSpace {
  const names = weightNames();
  const step = stepOf(model.operation, model.parameters);
  const evaluate = contentTerms(RESIDUES, step, model, names);
  const commuting = model.operation === 'gtp' && model.form === 'fused';
  const wanted = symmetricBlocks(irreps, order, outs);
  const blocks = wanted.map(({ content, out, maps }, i) => {
    const terms = evaluate(content, out, pointsOf(maps));
    const most = Math.min(maps, terms.length, commuting ? 1 : maps);
    const rank = modularRank(terms, maps);
    const reached = rank === most ? rank : exactRank(content, out, maps, step, model);
    progress((i + 1) / wanted.length);
    return { content, out, maps, reached, terms };
  });
  return { blocks, weights: names.count };
}
