/**
 * Upper bounds of the dimension f_C that C channels reach, as in analysis/peeling.ts. For any set Ω of blocks (contents and outputs)
 *
 *   f_C(Ω) ≤ #Ω,  the dimension of the span (product-space.ts)
 *   f_C(Ω) ≤ C·f_1(Ω)
 *   f_C(Ω) ≤ #S + f_C(Ω ∖ S)
 *   f_1(Ω) ≤ rank over ℚ of the exponents of the weights in its terms: what one channel reaches is the image, under a linear map, of
 *            the toric variety of these monomials
 *
 * Peeling takes S as all blocks with one input or output irrep, the fewest first. The rank is exact: rows that are independent modulo
 * a prime are so over ℚ, and the kernel of those over ℚ annihilates every other row.
 */
import { kernelOverRationals, modularSpan } from '../exact/index.ts';
import { equalIrreps, printIrrep } from '../irreps/index.ts';
import type { ProductBlock, ProductSpace } from './product-space.ts';

/** One stage: dimension peeled off so far, and the bound of f_1 of the rest. */
export interface ProductStage {
  readonly peeled: number;
  readonly rankOne: number;
}

/** The rank over ℚ of the exponent matrix, terms × weights. */
export function exponentRank(blocks: readonly ProductBlock[], weights: number): number {
  const span = modularSpan(weights);
  const independent: bigint[][] = [];
  const monomials = blocks.flatMap(({ terms }) => terms.map((term) => term.weights));
  const row = (monomial: readonly number[]): number[] => {
    const exponents = new Array<number>(weights).fill(0);
    for (const weight of monomial) exponents[weight] = (exponents[weight] ?? 0) + 1;
    return exponents;
  };
  for (const monomial of monomials) {
    if (span.add(Float64Array.from(row(monomial)))) independent.push(row(monomial).map(BigInt));
  }
  const kernel = kernelOverRationals(independent, weights);
  const outside = (monomial: readonly number[]): boolean =>
    kernel.some((vector) => monomial.reduce((sum, weight) => sum + (vector[weight] ?? 0n), 0n) !== 0n);
  if (monomials.some(outside)) throw new RangeError('exponents that are dependent modulo the prime alone');
  return independent.length;
}

const reachedBy = (blocks: readonly ProductBlock[]): number => blocks.reduce((sum, { reached }) => sum + reached, 0);

/** Irreps in the order in which their blocks are peeled off, and the stages from nothing peeled to everything. */
export interface ProductPeeling {
  /** `i1o` for a feature, `o1o` for an output */
  readonly order: readonly string[];
  readonly stages: readonly ProductStage[];
}

export function productPeeling({ blocks, weights }: ProductSpace): ProductPeeling {
  const inputs = new Set(blocks.flatMap(({ content }) => content));
  const outputs = new Set(blocks.map(({ out }) => out));
  const cells = [
    ...[...inputs].map((irrep) => ({
      name: `i${printIrrep(irrep)}`,
      has: ({ content }: ProductBlock) => content.some((one) => equalIrreps(one, irrep)),
    })),
    ...[...outputs].map((irrep) => ({
      name: `o${printIrrep(irrep)}`,
      has: ({ out }: ProductBlock) => equalIrreps(out, irrep),
    })),
  ];
  const [order, stages]: [string[], ProductStage[]] = [[], []];
  let alive = blocks.filter(({ reached }) => reached > 0);
  let peeled = 0;
  while (alive.length > 0) {
    stages.push({ peeled, rankOne: exponentRank(alive, weights) });
    const layers = cells.map(({ name, has }) => ({ name, layer: alive.filter(has) }));
    const least = layers
      .filter(({ layer }) => layer.length > 0)
      .reduce((best, one) => (reachedBy(one.layer) < reachedBy(best.layer) ? one : best));
    order.push(least.name);
    peeled += reachedBy(least.layer);
    alive = alive.filter((block) => !least.layer.includes(block));
  }
  return { order, stages: [...stages, { peeled, rankOne: 0 }] };
}

/** The stages of peeling, from nothing peeled to everything. */
export const productStages = (space: ProductSpace): readonly ProductStage[] => productPeeling(space).stages;

/** The least bound of the stages at a number of channels. */
export const productUpperBound = (stages: readonly ProductStage[], channels: number): number =>
  Math.min(...stages.map(({ peeled, rankOne }) => peeled + channels * rankOne));

/** The fewest channels whose bound admits the whole span; 0 if it is empty. */
export function fewestChannels(stages: readonly ProductStage[]): number {
  const whole = stages.at(-1)?.peeled ?? 0;
  return Math.max(
    0,
    ...stages.map(({ peeled, rankOne }) => (peeled < whole ? Math.ceil((whole - peeled) / rankOne) : 0)),
  );
}
