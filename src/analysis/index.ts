/** Exact numbers about an operation: which degrees interact, how expressive it is, what it costs. */
export * from './expressivity.ts';
export * from './interactions.ts';
