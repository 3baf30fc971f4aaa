/** What can be asked of a product of ν equal features, made complete, and what is refused before any work. */
import { MAX_CHANNELS } from '../analysis/expressivity.ts';
import { RequestError } from '../errors.ts';
import { binomial } from '../exact/index.ts';
import { equalIrreps, type Irrep, type Irreps, printIrrep, printIrreps, singles } from '../irreps/index.ts';
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

/** The most choices of factors and outputs, symmetric maps of one order, and orderings with coupling paths. */
export const MAX_PRODUCT_CONTENTS = 60_000;
export const MAX_PRODUCT_MAPS = 1000;
export const MAX_PRODUCT_PATHS = 60_000;
/** The most entries of coupling tensors to compute, zeros counted: ten seconds or so. */
export const MAX_PRODUCT_ENTRIES = 300_000;

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

/** What a product takes, by degrees alone. */
interface ProductSize {
  /** orderings of the factors times coupling paths into the outputs */
  readonly paths: number;
  /** Σ (2L'+1)(2ℓ+1) over the couplings L'⊗ℓ→L that occur */
  readonly entries: number;
}

function sizeOf({ irreps, correlation, out }: ProductRequest, inner: number): ProductSize {
  const degrees = irreps.map(({ irrep }) => irrep.l);
  const outputs = new Set(out.map(({ l }) => l));
  const [step, end] = [Math.max(...degrees), Math.max(...outputs)];
  const known = new Set<string>();
  let entries = 0;
  let counts = new Map<number, number>();
  for (const l of degrees) counts.set(l, (counts.get(l) ?? 0) + 1);
  for (let k = 2; k <= correlation; k++) {
    const next = new Map<number, number>();
    const kept = (l: number): boolean =>
      k === correlation ? outputs.has(l) : l <= Math.min(inner, end + (correlation - k) * step);
    for (const [a, times] of counts) {
      for (const b of degrees) {
        for (let l = Math.abs(a - b); l <= a + b; l++) {
          if (!kept(l)) continue;
          next.set(l, (next.get(l) ?? 0) + times);
          if (!known.has(`${a} ${b} ${l}`)) entries += (2 * a + 1) * (2 * b + 1);
          known.add(`${a} ${b} ${l}`);
        }
      }
    }
    counts = next;
  }
  return { paths: out.reduce((sum, { l }) => sum + (counts.get(l) ?? 0), 0), entries };
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
  const copies = irreps.find(({ mul }) => mul !== 1);
  const twice = irreps.find(({ irrep }, i) => irreps.slice(0, i).some((other) => equalIrreps(other.irrep, irrep)));
  if (copies !== undefined || twice !== undefined) {
    const got =
      copies === undefined ? `${printIrreps(twice === undefined ? [] : [twice])} twice` : printIrreps([copies]);
    throw new RequestError(
      `irreps of a product: expected each once, got ${got}; copies are channels, and a product takes them one by one`,
    );
  }
  const counts = countMaps({ irreps, correlation, out });
  const model = modelOf(request);
  const refuse = (size: bigint | number, what: string, limit: number): void => {
    if (size <= limit) return;
    throw new RequestError(
      `the product of ${correlation} factors ${printIrreps(irreps)} → ${out.map(printIrrep).join('+')}: ${size} ${what}, the limit is ${limit}; give fewer irreps or outputs, lower degrees or a lower correlation`,
    );
  };
  const contents = binomial(irreps.length + correlation - 1, correlation) * BigInt(out.length);
  refuse(contents, 'choices of factors and output', MAX_PRODUCT_CONTENTS);
  if (model === undefined) return undefined;
  const { paths, entries } = sizeOf(request, model.inner);
  refuse(paths, 'coupling paths', MAX_PRODUCT_PATHS);
  refuse(entries, 'entries of coupling tensors', MAX_PRODUCT_ENTRIES);
  for (let order = 2; order <= correlation; order++) {
    const maps = counts.reduce((sum, count) => sum + (count.order === order ? count.symmetric : 0n), 0n);
    refuse(maps, 'symmetric maps', MAX_PRODUCT_MAPS);
  }
  return model;
}
