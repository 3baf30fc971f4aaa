/** Operations: exact tables of reduced coefficients. */
export * from './catalogue.ts';
export { defaultTwiceJ, matrixFactor, MAX_TWICE_J } from './mtp.ts';
export * from './operation.ts';
export { vectorFactor } from './vstp.ts';
