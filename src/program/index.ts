/** Plans written down once and run on many rows: programs, and the machine that runs them. */
export * from './arrange.ts';
export { type BatchRunner, batchRunner, type Rows, type RunOptions } from './batch.ts';
export * from './directional.ts';
export { type FloatFormat, kernelText } from './lanes-kernel.ts';
export * from './passes.ts';
export * from './program.ts';
export { arithmeticOf, tableBytes, writeTable } from './table.ts';
export { type ConstantStep, STEP, type Trace, trace } from './trace.ts';
