/** What can be asked of a product of ν equal features, made complete, and what is refused before any work. */
import { MAX_CHANNELS } from '../analysis/expressivity.ts';
import { RequestError } from '../errors.ts';
import { type Irrep, type Irreps, printIrrep, printIrreps, singles } from '../irreps/index.ts';
import { OPERATIONS } from '../operation/index.ts';
import { countMaps } from './count.ts';
import type { FactorLayers, ProductForm, ProductModel, ProductOperation } from './product-model.ts';
import { MAX_CORRELATION } from './request.ts';

/** A product and the features it multiplies. */
export interface ProductRequest {
  readonly operation: ProductOperation;
  /** V of one channel: every irrep once */
  readonly irreps: Irreps;
  /** the largest ν, at least 2 */
  readonly correlation: number;
  /** the output irreps, each once */
  readonly out: readonly Irrep[];
  /** absent: chained for gtp+curl, else fused */
  readonly form?: ProductForm;
  /** absent: own */
  readonly layers?: FactorLayers;
  /** mtp: 2j; absent: that of the product of two (operation/mtp.ts) */
  readonly twiceJ?: number;
  /** chained: the largest degree kept between steps; absent: every degree */
  readonly inner?: number;
  /** channel counts to answer for; absent: every one up to saturation */
  readonly channels?: readonly number[];
}

/** The most symmetric maps, and the most orderings with paths, of one product: a minute or two. */
export const MAX_PRODUCT_MAPS = 1000;
export const MAX_PRODUCT_PATHS = 60_000;

/** @throws RequestError for an option that the operation does not have, or out of range */
function modelOf(request: ProductRequest): ProductModel | undefined {
  const { operation, irreps, out, form, layers, twiceJ, inner } = request;
  if (operation === 'cgtp') {
    const stray = Object.entries({ form, layers, twiceJ, inner }).find(([, value]) => value !== undefined);
    if (stray !== undefined) throw new RequestError(`cgtp has a weight for every path: ${stray[0]} is no option of it`);
    return undefined;
  }
  const taken = form ?? (operation === 'gtp+curl' ? 'chained' : 'fused');
  if (operation === 'gtp+curl' && taken === 'fused') {
    throw new RequestError(
      'gtp+curl: expected the form chained, got fused; a curl of a curl needs the function in between',
    );
  }
  if (inner !== undefined && taken === 'fused') {
    throw new RequestError(
      'a fused product keeps nothing between its factors: leave out the largest inner degree, or ask for the form chained',
    );
  }
  if (inner !== undefined && !(Number.isInteger(inner) && inner >= 0)) {
    throw new RequestError(`the largest inner degree: expected an integer of at least 0, got ${inner}`);
  }
  const parameters = OPERATIONS[operation].resolve(
    twiceJ === undefined ? {} : { twiceJ },
    irreps,
    irreps,
    singles(out),
    'o3',
  );
  return { operation, form: taken, layers: layers ?? 'own', parameters, inner: inner ?? Number.POSITIVE_INFINITY };
}

/** Orderings of factors times coupling paths into the outputs, by degrees alone. */
function pathCount({ irreps, correlation, out }: ProductRequest, inner: number): number {
  const degrees = irreps.map(({ irrep }) => irrep.l);
  let counts = new Map<number, number>();
  for (const l of degrees) counts.set(l, (counts.get(l) ?? 0) + 1);
  for (let k = 2; k <= correlation; k++) {
    const next = new Map<number, number>();
    for (const [a, times] of counts) {
      for (const b of degrees) {
        for (let l = Math.abs(a - b); l <= a + b; l++) {
          if (k === correlation || l <= inner) next.set(l, (next.get(l) ?? 0) + times);
        }
      }
    }
    counts = next;
  }
  return out.reduce((sum, { l }) => sum + (counts.get(l) ?? 0), 0);
}

/**
 * The model of a product that can be computed here, undefined for a weight on each path.
 * @throws RequestError naming what is wrong with the request, or which limit it is beyond
 */
export function checkProduct(request: ProductRequest): ProductModel | undefined {
  const { irreps, correlation, out, channels = [] } = request;
  if (!(Number.isInteger(correlation) && correlation >= 2 && correlation <= MAX_CORRELATION)) {
    throw new RequestError(
      `correlation of a product: expected an integer between 2 and ${MAX_CORRELATION}, got ${correlation}`,
    );
  }
  for (const count of channels) {
    if (!(Number.isInteger(count) && count >= 1 && count <= MAX_CHANNELS)) {
      throw new RequestError(`channels must be integers between 1 and ${MAX_CHANNELS}, got ${count}`);
    }
  }
  const copies = irreps.find(
    ({ mul, irrep }, i) => mul !== 1 || irreps.findIndex((other) => printIrrep(other.irrep) === printIrrep(irrep)) < i,
  );
  if (copies !== undefined) {
    throw new RequestError(
      `irreps ${printIrreps(irreps)}: expected each once, got more of ${printIrrep(copies.irrep)}; copies are channels, and a product takes them one by one`,
    );
  }
  const counts = countMaps({ irreps, correlation, out });
  const model = modelOf(request);
  if (model === undefined) return undefined;
  const asked = `the product of ${correlation} factors ${printIrreps(irreps)} → ${out.map(printIrrep).join('+')}`;
  const instead = 'give fewer irreps or outputs, lower degrees or a lower correlation';
  for (let order = 2; order <= correlation; order++) {
    const maps = counts.reduce((sum, count) => sum + (count.order === order ? count.symmetric : 0n), 0n);
    if (maps > MAX_PRODUCT_MAPS) {
      throw new RequestError(`${asked}: ${maps} symmetric maps, the limit is ${MAX_PRODUCT_MAPS}; ${instead}`);
    }
  }
  if (pathCount(request, model.inner) > MAX_PRODUCT_PATHS) {
    throw new RequestError(`${asked}: more than ${MAX_PRODUCT_PATHS} coupling paths; ${instead}`);
  }
  return model;
}
