/** Products of ν equal feature vectors: how many equivariant maps there are, and one canonical exact basis of the symmetric ones. */
export * from './character.ts';
export * from './count.ts';
export * from './request.ts';
export * from './tensor-power.ts';
