/**
 * Products of ν equal feature vectors: how many equivariant maps there are, one canonical exact basis of the symmetric ones, and which of
 * them cheaper products reach.
 */
export * from './basis-digest.ts';
export * from './basis-manifest.ts';
export * from './basis-size.ts';
export * from './basis-tensor.ts';
export * from './certified-counts.ts';
export * from './character.ts';
export type { Copy } from './content.ts';
export * from './count.ts';
export * from './many-body-bases.ts';
export * from './product-expressivity.ts';
export * from './product-model.ts';
export { MAX_PRODUCT_MAPS, MAX_PRODUCT_PATHS, type ProductRequest } from './product-request.ts';
export * from './request.ts';
export * from './symmetric-basis.ts';
export * from './tensor-power.ts';
