/** Products of ν equal feature vectors: how many equivariant maps there are, and one canonical exact basis of the symmetric ones. */
export * from './basis-digest.ts';
export * from './basis-manifest.ts';
export * from './basis-size.ts';
export * from './basis-tensor.ts';
export * from './character.ts';
export type { Copy } from './content.ts';
export * from './count.ts';
export * from './many-body-bases.ts';
export * from './request.ts';
export * from './symmetric-basis.ts';
export * from './tensor-power.ts';
