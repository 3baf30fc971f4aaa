/** Irreps of O(3), lists of them, the paths between them, and the benchmark settings. */
export * from './irrep.ts';
export * from './irreps.ts';
export * from './path.ts';
export * from './setting.ts';
