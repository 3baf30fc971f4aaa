/** Exact numbers about an operation: which degrees interact, how expressive it is, what it costs. */
export * from './accidental-zeros.ts';
export * from './analyze.ts';
export * from './cheapest-paths.ts';
export * from './expressivity.ts';
export * from './growth.ts';
export * from './interactions.ts';
export * from './price.ts';
