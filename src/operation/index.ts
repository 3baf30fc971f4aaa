/** Operations: exact tables of reduced coefficients. */
export * from './catalogue.ts';
export * from './definition.ts';
export { defaultTwiceJ, MAX_TWICE_J, matrixFactor } from './mtp.ts';
export * from './operation.ts';
export { vectorFactor, vectorPorts } from './vstp.ts';
