/** Algorithms and their exact costs. */
export * from './algorithm.ts';
export * from './catalogue.ts';
export { fullProductLength, fullProductPlan } from './cgtp.ts';
export {
  cgtpSo2,
  type DirectionalAlgorithm,
  type DirectionalCost,
  type DirectionalPlan,
  so2Plan,
} from './cgtp-so2.ts';
export * from './gradient.ts';
export { type Grid, gridForDegree, gridSize, transform } from './grid.ts';
export { matrixChainCount } from './mtp-matrix.ts';
export * from './pole-rotation.ts';
export * from './product-block.ts';
