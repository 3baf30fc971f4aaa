/** Point clouds: which pairs networks built on an operation can tell apart, decided exactly for all weights and widths. */
export * from './data-file.ts';
export * from './handedness.ts';
export * from './moments.ts';
export * from './pairs.ts';
export * from './point-cloud.ts';
export * from './reach.ts';
export * from './separation.ts';
export * from './study.ts';
