/** Exact numbers: rationals, surds, sums of surds, linear algebra, and the one door to floats. */
export * from './arithmetic.ts';
export * from './factorial.ts';
export * from './float.ts';
export * from './integer.ts';
export * from './linear-algebra.ts';
export * from './modular.ts';
export * from './rational.ts';
export * from './rounding.ts';
export * from './surd.ts';
export * from './surd-sum.ts';
