/** Kernel after kernel examined on one device, with a verdict for each. */
import type { Gpu } from './adapters.ts';
import type { CheckResult } from './check-result.ts';
import { DeviceError } from './child-device.ts';
import { kernelOf } from './choose-kernel.ts';
import { examineKernel, prepareTrials } from './examine.ts';
import type { KernelForm } from './kernel.ts';
import { kernelCase } from './kernel-case.ts';
import type { KernelId } from './kernel-ids.ts';

export interface KernelVerdict extends KernelId {
  readonly form: KernelForm;
  /** numbers compared */
  readonly entries: number;
  /** the largest |found − exact| / bound; null where something that must be exact is not */
  readonly observedOverBound: number | null;
  readonly verdict: 'pass' | 'fail';
  readonly checks: readonly CheckResult[];
}

/**
 * Examines kernels one after the other.
 * @param progress is told before each
 * @throws MachineError if the device dies; a kernel that it refuses is a verdict
 */
export async function examineAll(
  gpu: Gpu,
  kernels: readonly KernelId[],
  { batch, seed }: { readonly batch: number; readonly seed: number },
  progress: (done: number, of: number, note: string) => void = () => {},
): Promise<KernelVerdict[]> {
  const verdicts: KernelVerdict[] = [];
  for (const [done, kernel] of kernels.entries()) {
    progress(done, kernels.length, `${kernel.algorithm} ${kernel.pass}`);
    const subject = kernelCase(kernel);
    const printed = kernelOf(subject, gpu.info.limits);
    const head = { ...kernel, form: printed.form };
    try {
      const { rounding, keepsNaN } = gpu.arithmetic;
      const prepared = prepareTrials(subject, { batch, seed, rounding });
      const examined = await examineKernel(gpu, printed, prepared, { keepsNaN });
      const { verdict, entries, observedOverBound, checks } = examined;
      const ratio = Number.isFinite(observedOverBound) ? observedOverBound : null;
      verdicts.push({ ...head, entries, observedOverBound: ratio, verdict, checks });
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      const refused: CheckResult = { id: 'basis', verdict: 'fail', entries: 0, evidence: error.message };
      verdicts.push({ ...head, entries: 0, observedOverBound: null, verdict: 'fail', checks: [refused] });
    }
  }
  progress(kernels.length, kernels.length, '');
  return verdicts;
}
