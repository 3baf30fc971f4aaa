/** Kernels: WGSL for every algorithm, the adapters they run on, and what they are held to. */
export * from './adapters.ts';
export * from './check-result.ts';
export { DeviceError } from './child-device.ts';
export { kernelOf } from './choose-kernel.ts';
export * from './examine.ts';
export { examineAll, type KernelVerdict } from './examine-all.ts';
export type { AdapterInfo, AdapterLimits, Job, JobResult, JobRunner } from './job.ts';
export type { AdapterArithmetic } from './judge-canary.ts';
export {
  KERNEL_FORMS,
  type Kernel,
  type KernelForm,
  type KernelSubject,
  type KernelVector,
  MOST_UNROLLED,
} from './kernel.ts';
export { type CaseVector, type KernelCase, kernelCase } from './kernel-case.ts';
export * from './kernel-ids.ts';
export { type KernelOptions, type KernelRun, runKernel } from './run-kernel.ts';
