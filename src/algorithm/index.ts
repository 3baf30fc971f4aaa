/** Algorithms and their exact costs. */
export * from './algorithm.ts';
export * from './catalogue.ts';
export * from './gradient.ts';
export { type Grid, gridForDegree } from './grid.ts';
