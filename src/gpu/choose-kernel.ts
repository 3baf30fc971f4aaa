/** The form of a subject's kernel, by the rule that kernel.ts states, or as asked. */
import { RequestError } from '../errors.ts';
import type { AdapterLimits } from './job.ts';
import { type Kernel, type KernelForm, type KernelSubject, MOST_UNROLLED } from './kernel.ts';
import { tableKernel } from './wgsl-table.ts';
import { unrolledKernel } from './wgsl-unrolled.ts';

/** Storage buffers of a kernel: the vectors, and for a table two more. */
function requireBuffers({ inputs, outputs, table }: Kernel, limits: AdapterLimits): void {
  const buffers = inputs.length + outputs.length + (table === undefined ? 0 : 2);
  if (buffers > limits.maxStorageBuffersPerShaderStage) {
    throw new RequestError(
      `a kernel of ${buffers} storage buffers: this adapter allows ${limits.maxStorageBuffersPerShaderStage}`,
    );
  }
}

/** @throws RequestError for an unrolled kernel whose rows do not fit, or one with more buffers than the adapter allows */
export function kernelOf(subject: KernelSubject, limits: AdapterLimits, form?: KernelForm): Kernel {
  const unrolled =
    form === 'unrolled' || (form === undefined && subject.program.kinds.length <= MOST_UNROLLED)
      ? unrolledKernel(subject, limits)
      : undefined;
  if (form === 'unrolled' && unrolled === undefined) {
    throw new RequestError('an unrolled kernel whose rows do not fit into workgroup memory; use a table');
  }
  const kernel = unrolled ?? tableKernel(subject, limits);
  requireBuffers(kernel, limits);
  return kernel;
}
