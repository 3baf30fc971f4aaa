/**
 * Products of ν equal feature vectors v, as networks have them: linear layers around one channel, and channels added up.
 *
 *   F_1 = A_1 v,   F_k = W_k T(F_{k−1}, A_k v),   f(v) = Σ_channels Z T(F_{ν−1}, A_ν v)
 *
 * T is an operation on two factors; A_k, W_k, Z are equivariant and linear, so one weight for each irrep: x_k[ℓ], w_k[L], z[ℓ] (for
 * gtp+curl two for each irrep of W and Z, since even and odd sums leave apart). Two forms:
 *
 *   fused     w = 1: the ν factors are multiplied at once, functions point by point, matrices one after the other
 *   chained   w_k free: factor by factor, every irrep in between with a weight of its own
 *
 * and two kinds of first layers: `own`, A_k of its own for each factor, as left and right of a product of two; `same`, one A for all.
 * A chained step keeps the irreps of degree ≤ inner. With a weight for each path (cgtp) every symmetric map is reached by one channel:
 * coupling factor by factor along all paths spans them (coupled-polynomials.ts).
 */
import type { Parameters } from '../operation/index.ts';

export const PRODUCT_OPERATIONS = ['cgtp', 'gtp', 'gtp+curl', 'mtp'] as const;
export type ProductOperation = (typeof PRODUCT_OPERATIONS)[number];

export const PRODUCT_FORMS = ['fused', 'chained'] as const;
export type ProductForm = (typeof PRODUCT_FORMS)[number];

export const FACTOR_LAYERS = ['own', 'same'] as const;
export type FactorLayers = (typeof FACTOR_LAYERS)[number];

/** A product whose weights are per irrep. */
export interface ProductModel {
  readonly operation: Exclude<ProductOperation, 'cgtp'>;
  readonly form: ProductForm;
  readonly layers: FactorLayers;
  /** mtp: 2j */
  readonly parameters: Parameters;
  /** chained: the largest degree kept between steps */
  readonly inner: number;
}
