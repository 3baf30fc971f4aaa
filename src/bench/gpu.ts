/**
 * Times the kernels on an adapter: the median of timed runs of one dispatch, by the GPU's own timestamps where it has them, beside the
 * adapter's rates of copying and of multiply–adds.
 */
import type { Gpu } from '../gpu/adapters.ts';
import { kernelOf } from '../gpu/choose-kernel.ts';
import type { Job } from '../gpu/job.ts';
import { kernelCase } from '../gpu/kernel-case.ts';
import type { KernelId } from '../gpu/kernel-ids.ts';
import { kernelJob } from '../gpu/run-kernel.ts';
import { launchesOf, mostRows } from '../gpu/split.ts';
import { multiplications } from '../program/program.ts';
import { measureRates, medianTime } from './gpu-rates.ts';
import type { GpuRecord, GpuResult } from './gpu-record.ts';
import { seededRows } from './seeded-rows.ts';
import { spreadOf } from './spread.ts';

const RUNS = { hardware: 15, software: 3 } as const;
const SECOND = 1e9;
/** Terms times rows of one timed dispatch. */
const WORK = { hardware: 2 ** 28, software: 2 ** 18 } as const;
const MOST_ROWS = 2 ** 17;
const LEAST_ROWS = 64;

/** As many rows, a power of two, as make up the work. */
function rowsFor(terms: number, software: boolean): number {
  const rows = (software ? WORK.software : WORK.hardware) / Math.max(1, terms);
  return 2 ** Math.floor(Math.log2(Math.min(MOST_ROWS, Math.max(LEAST_ROWS, rows))));
}

const rounded = (value: number): number => Number(value.toPrecision(6));

async function timeOne(
  gpu: Gpu,
  id: KernelId,
  seed: number,
  rates: GpuRecord['rates'],
): Promise<{ result: GpuResult; clock: 'gpu' | 'host' }> {
  const kernel = kernelCase(id);
  const printed = kernelOf(kernel, gpu.info.limits);
  const wanted = rowsFor(kernel.program.kinds.length, gpu.info.software);
  const rows = launchesOf(wanted, 1, mostRows(printed, gpu.info.limits))[0]?.count ?? wanted;
  const inputs = kernel.inputs.map(({ entries }, k) =>
    Float32Array.from(seededRows('float32', rows * entries.length, seed + k)),
  );
  const job: Job = {
    ...kernelJob(printed, inputs, rows, {}),
    timedRuns: gpu.info.software ? RUNS.software : RUNS.hardware,
  };
  const { times, clock } = await gpu.run(job);
  const spread = spreadOf(times.map((time) => Math.max(1, time) / rows));
  const seconds = medianTime(times) / SECOND;
  const numbers = [...kernel.inputs, ...kernel.outputs].reduce((sum, { entries }) => sum + entries.length, 0);
  const bytesPerSecond = (4 * numbers * rows) / seconds;
  const multiplicationsPerSecond = (Math.max(1, multiplications(kernel.program)) * rows) / seconds;
  const result: GpuResult = {
    ...id,
    setting: 'mimo',
    form: printed.form,
    batch: rows,
    dtype: 'float32',
    runs: times.length,
    median: rounded(spread.median),
    q1: rounded(spread.q1),
    q3: rounded(spread.q3),
    unit: 'ns/product',
    bytesPerSecond: rounded(bytesPerSecond),
    shareOfCopy: rounded(bytesPerSecond / rates.copyBytesPerSecond),
    multiplicationsPerSecond: rounded(multiplicationsPerSecond),
    shareOfMultiplyAdds: rounded(multiplicationsPerSecond / rates.multiplyAddsPerSecond),
  };
  return { result, clock };
}

/** How an adapter is named in a record. */
export const adapterName = ({ vendor, architecture, device, description }: Gpu['info']): string =>
  [vendor, architecture, device, description].filter((part) => part !== '').join(' ');

/** Times kernels one after the other. @throws MachineError if the device dies */
export async function benchGpu(
  gpu: Gpu,
  kernels: readonly KernelId[],
  seed: number,
  progress: (done: number, of: number, note: string) => void,
): Promise<GpuRecord> {
  const { copyBytesPerSecond, multiplyAddsPerSecond } = await measureRates(gpu);
  const rates = {
    copyBytesPerSecond: rounded(copyBytesPerSecond),
    multiplyAddsPerSecond: rounded(multiplyAddsPerSecond),
  };
  const results: GpuResult[] = [];
  let clocks: 'gpu' | 'host' = 'gpu';
  for (const [done, id] of kernels.entries()) {
    progress(done, kernels.length, `${id.algorithm} ${id.pass} L=${id.lmax}`);
    const { result, clock } = await timeOne(gpu, id, seed, rates);
    results.push(result);
    if (clock === 'host') clocks = 'host';
  }
  progress(kernels.length, kernels.length, '');
  return { adapter: adapterName(gpu.info), software: gpu.info.software, clock: clocks, seed, rates, results };
}
