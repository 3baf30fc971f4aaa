/** Couplings, exact at any degree. */
export * from './angular-momentum.ts';
export * from './clebsch-gordan.ts';
export * from './convention.ts';
export * from './gaunt.ts';
export * from './generators.ts';
export * from './harmonics.ts';
export * from './nonzeros.ts';
export * from './polynomial.ts';
export * from './real-basis.ts';
export * from './rotation.ts';
export * from './table.ts';
export * from './threej-table.ts';
export * from './wigner-3j.ts';
export * from './wigner-6j.ts';
export * from './wigner-9j.ts';
