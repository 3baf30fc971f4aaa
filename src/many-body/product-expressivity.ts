/**
 * What a product of ν equal features reaches (product-model.ts): on which contents and outputs it interacts, how large a space any
 * number of channels reaches, how large a set C channels do, how many channels saturate, what one costs. Exact, or proven bounds.
 */
import { type Bounds, bounds } from '../analysis/expressivity.ts';
import { type Irrep, type Irreps, printIrrep, printIrreps } from '../irreps/index.ts';
import { basisCoefficients, MAX_BASIS_CORRELATION, MAX_COEFFICIENTS } from './basis-size.ts';
import { fewestChannels, productStages, productUpperBound } from './product-bounds.ts';
import { contractionCost, type ProductCost, productCost } from './product-cost.ts';
import type { FactorLayers, ProductForm, ProductModel, ProductOperation } from './product-model.ts';
import { productRanks } from './product-ranks.ts';
import { checkProduct, type ProductRequest } from './product-request.ts';
import { type ProductBlock, productSpace, symmetricBlocks } from './product-space.ts';

/** A content and an output, as irreps: which factors are multiplied into what. */
export interface ContentLabel {
  readonly content: readonly string[];
  readonly out: string;
}

/** What is reached into one output irrep. */
export interface OutputReach {
  readonly out: string;
  /** dimension of Sym^ν V → out */
  readonly maps: number;
  /** dimension of what any number of channels reaches of it, exactly */
  readonly reached: number;
}

export interface ManyBodyPoint extends Bounds {
  readonly channels: number;
}

/** The answer about the products of exactly `order` factors. */
export interface ProductReach {
  readonly order: number;
  /** contents and outputs that symmetric maps join */
  readonly contents: number;
  /** those on which something is reached */
  readonly interactions: number;
  /** those on which nothing ever is */
  readonly missing: readonly ContentLabel[];
  /** all symmetric maps */
  readonly ceiling: number;
  /** what any number of channels reaches, exactly: by output, and in all */
  readonly outputs: readonly OutputReach[];
  readonly reached: number;
  readonly expressivity: readonly ManyBodyPoint[];
  /** the fewest channels that reach all of it; 0 if it is nothing */
  readonly saturatingChannels: Bounds;
  /** of one channel; multiply–adds as decimal text; absent where a contraction is too large to be counted */
  readonly cost?: { readonly algorithm: string; readonly multiplyAdds: string };
}

/** The answer; plain data, ready for JSON. */
export interface ManyBodyExpressivity {
  readonly operation: ProductOperation;
  /** absent for cgtp, which has a weight for every path */
  readonly form?: ProductForm;
  readonly layers?: FactorLayers;
  readonly twiceJ?: number;
  /** the largest degree kept between the steps of a chained product; absent: every degree */
  readonly inner?: number;
  readonly irreps: string;
  readonly correlation: number;
  readonly out: string;
  /** 2 … correlation */
  readonly orders: readonly ProductReach[];
}

const costJson = ({ algorithm, multiplyAdds }: ProductCost) => ({ algorithm, multiplyAdds: `${multiplyAdds}` });

/** Cost of the symmetric contraction, unless its basis is too large to be made. */
function contraction(
  irreps: Irreps,
  order: number,
  out: readonly Irrep[],
  progress: (share: number) => void,
): ProductCost | undefined {
  const coefficients = basisCoefficients(irreps, order, out, MAX_COEFFICIENTS);
  if (order > MAX_BASIS_CORRELATION || coefficients > MAX_COEFFICIENTS) return undefined;
  return contractionCost(irreps, order, out, (made) => progress(made / coefficients));
}

/** Contents and outputs with how many maps there are and how many are reached. */
type Reach = Pick<ProductBlock, 'content' | 'out' | 'maps' | 'reached'>;

function summary(out: readonly Irrep[], blocks: readonly Reach[]) {
  const sumOf = (list: readonly Reach[], key: 'maps' | 'reached'): number =>
    list.reduce((sum, block) => sum + block[key], 0);
  return {
    contents: blocks.length,
    interactions: blocks.filter(({ reached }) => reached > 0).length,
    missing: blocks
      .filter(({ reached }) => reached === 0)
      .map((block) => ({ content: block.content.map(printIrrep), out: printIrrep(block.out) })),
    ceiling: sumOf(blocks, 'maps'),
    outputs: out.map((irrep) => {
      const own = blocks.filter((block) => block.out === irrep);
      return { out: printIrrep(irrep), maps: sumOf(own, 'maps'), reached: sumOf(own, 'reached') };
    }),
    reached: sumOf(blocks, 'reached'),
  };
}

/** Every symmetric map by one channel: a weight for each path of a content, and all paths together span its maps. */
function withPathWeights(
  { irreps, out, channels = [1] }: ProductRequest,
  order: number,
  progress: (share: number) => void,
): ProductReach {
  const blocks = symmetricBlocks(irreps, order, out).map((block) => ({ ...block, reached: block.maps }));
  const reach = summary(out, blocks);
  const cost = contraction(irreps, order, out, progress);
  const saturating = reach.reached === 0 ? 0 : 1;
  return {
    order,
    ...reach,
    expressivity: channels.map((count) => ({ channels: count, ...bounds(reach.reached, reach.reached) })),
    saturatingChannels: bounds(saturating, saturating),
    ...(cost === undefined ? {} : { cost: costJson(cost) }),
  };
}

/** Dimensions with a weight for each irrep. */
function withIrrepWeights(
  { irreps, out, channels }: ProductRequest,
  order: number,
  model: ProductModel,
  progress: (share: number) => void,
): ProductReach {
  const space = productSpace(irreps, order, out, model, progress);
  const stages = productStages(space);
  const reach = summary(out, space.blocks);
  const ranks = productRanks(space);
  const lowers = [0];
  while (ranks.rank < reach.reached) lowers.push(ranks.addChannel());
  const saturated = lowers.length - 1;
  const counts = channels ?? Array.from({ length: saturated }, (_, k) => k + 1);
  return {
    order,
    ...reach,
    expressivity: counts.map((count) => ({
      channels: count,
      ...bounds(lowers[Math.min(count, saturated)] ?? 0, productUpperBound(stages, count)),
    })),
    saturatingChannels: bounds(fewestChannels(stages), saturated),
    cost: costJson(productCost(irreps, order, out, model)),
  };
}

/**
 * @param progress told for each order what share of its maps is made
 * @throws RequestError for a request out of range, an output that no product of these features contains, or sizes beyond the limits of
 *   product-request.ts
 */
export function manyBodyExpressivity(
  request: ProductRequest,
  progress: (share: number, order: number) => void = () => {},
): ManyBodyExpressivity {
  const { operation, irreps, correlation, out } = request;
  const model = checkProduct(request);
  const orders = Array.from({ length: correlation - 1 }, (_, k) => k + 2);
  return {
    operation,
    ...(model === undefined ? {} : { form: model.form, layers: model.layers }),
    ...(model?.parameters.twiceJ === undefined ? {} : { twiceJ: model.parameters.twiceJ }),
    ...(model === undefined || !Number.isFinite(model.inner) ? {} : { inner: model.inner }),
    irreps: printIrreps(irreps),
    correlation,
    out: out.map(printIrrep).join('+'),
    orders: orders.map((order) =>
      model === undefined
        ? withPathWeights(request, order, (share) => progress(share, order))
        : withIrrepWeights(request, order, model, (share) => progress(share, order)),
    ),
  };
}
