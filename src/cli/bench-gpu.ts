/** `gauntlet bench --gpu`: times the kernels on the adapter found. */
import { existsSync } from 'node:fs';
import type { GpuRecord } from '../bench/gpu-record.ts';
import { KERNEL_ALGORITHMS, KERNEL_PASSES } from '../gpu/kernel-ids.ts';
import { durationText } from '../report/timing.ts';
import { print, printJson, progressBar, readInput, writeOutput } from './terminal.ts';

const SEED = 1;
const DEGREES = { quick: [1, 2], full: [1, 2, 3, 4] } as const;

const share = (value: number): string => `${(100 * value).toPrecision(2)} %`;
const rate = (value: number, unit: string): string => `${(value / 1e9).toPrecision(3)} G${unit}/s`;

/** The record as text: one block for each degree and pass. */
function gpuText({ adapter, software, clock, rates, results }: GpuRecord): string {
  const groups = new Map<string, string[]>();
  for (const one of results) {
    const key = `L = ${one.lmax} · ${one.pass}`;
    const line = `  ${one.algorithm.padEnd(18)} ${one.form.padEnd(8)} ${durationText(one.median).padStart(8)}  (${durationText(one.q1)} to ${durationText(one.q3)})  ${share(one.shareOfCopy)} of copying, ${share(one.shareOfMultiplyAdds)} of multiply–adds`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [
    `${adapter}${software ? ' (software adapter: not performance)' : ''}; clock of the ${clock}; median and quartiles of one product`,
    `copies ${rate(rates.copyBytesPerSecond, 'B')}, multiply–adds ${rate(rates.multiplyAddsPerSecond, '')}`,
    ...[...groups].flatMap(([key, lines]) => ['', key, ...lines]),
  ].join('\n');
}

export interface GpuBenchOptions {
  readonly quick?: true;
  readonly output?: string;
  readonly json?: true;
}

export async function gpuBench({ quick, output, json }: GpuBenchOptions): Promise<void> {
  const [{ findGpu }, { adapterName, benchGpu }, { readGpuRecords, requireHardware, withGpuRecord }] =
    await Promise.all([import('../gpu/adapters.ts'), import('../bench/gpu.ts'), import('../bench/gpu-record.ts')]);
  const before = output !== undefined && existsSync(output) ? readGpuRecords(readInput(output), output) : [];
  const gpu = await findGpu();
  const bar = progressBar('bench --gpu');
  try {
    if (output !== undefined) requireHardware(adapterName(gpu.info), gpu.info.software);
    const kernels = DEGREES[quick ? 'quick' : 'full'].flatMap((lmax) =>
      KERNEL_PASSES.flatMap((pass) => KERNEL_ALGORITHMS.map((algorithm) => ({ algorithm, pass, lmax }))),
    );
    const record = await benchGpu(gpu, kernels, SEED, bar.update);
    bar.end();
    if (json) printJson(record);
    else print(gpuText(record));
    if (output !== undefined) writeOutput(output, `${JSON.stringify(withGpuRecord(before, record), null, 1)}\n`);
  } finally {
    bar.end();
    gpu.close();
  }
}
