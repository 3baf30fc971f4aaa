/** `gauntlet kernels`: runs the WGSL kernels on the adapter found and holds them to the exact coefficients. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { RequestError } from '../errors.ts';
import { ADAPTER_SOURCES, type AdapterSource, type Gpu } from '../gpu/adapters.ts';
import type { KernelVerdict } from '../gpu/examine-all.ts';
import { KERNEL_ALGORITHMS, KERNEL_PASSES, type KernelAlgorithm } from '../gpu/kernel-ids.ts';
import { adapterLine } from './doctor.ts';
import { print, printJson, progressBar, writeOutput } from './terminal.ts';

interface Options {
  readonly algorithm?: KernelAlgorithm;
  readonly lmax: number;
  readonly batch: number;
  readonly seed: number;
  readonly adapter?: AdapterSource;
  readonly page?: string;
  readonly json?: true;
}

/** Definitions and bounds are computed row by row: higher degrees take minutes. */
const HIGHEST_DEGREE = 6;
const LARGEST_BATCH = 65_536;
const LARGEST_SEED = 2 ** 31 - 1;

/** A whole number from low to high. @throws InvalidArgumentError, which commander words */
export const wholeNumber =
  (low: number, high: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < low || value > high) {
      throw new InvalidArgumentError(`expected a whole number from ${low} to ${high}`);
    }
    return value;
  };

const ratioText = (ratio: number | null | undefined): string =>
  ratio === null || ratio === undefined ? '∞' : ratio === 0 ? '0' : ratio.toPrecision(2);

/** One line for each kernel; what failed, below it. */
export function kernelsText(
  gpu: Pick<Gpu, 'info' | 'source' | 'arithmetic'>,
  verdicts: readonly KernelVerdict[],
): string {
  const row = (cells: readonly string[]): string =>
    `${(cells[0] ?? '').padEnd(20)} ${(cells[1] ?? '').padEnd(8)} ${(cells[2] ?? '').padStart(2)}  ${(cells[3] ?? '').padEnd(9)} ${(cells[4] ?? '').padStart(8)}  ${(cells[5] ?? '').padStart(11)}  ${cells[6] ?? ''}`;
  const lines = verdicts.flatMap(({ algorithm, pass, lmax, form, entries, observedOverBound, verdict, checks }) => [
    row([algorithm, pass, `${lmax}`, form, `${entries}`, ratioText(observedOverBound), verdict]),
    ...checks.flatMap(({ id, verdict: one, evidence }) =>
      one === 'pass' ? [] : [`  ${id} ${one}: ${evidence ?? ''}`],
    ),
  ]);
  const failed = verdicts.filter(({ verdict }) => verdict === 'fail').length;
  return [
    adapterLine(gpu),
    '',
    row(['kernel', 'pass', 'L', 'form', 'entries', 'error/bound', 'verdict']),
    ...lines,
    '',
    failed === 0
      ? `${verdicts.length} kernels, all within their bounds`
      : `${failed} of ${verdicts.length} kernels fail`,
  ].join('\n');
}

async function kernels({ algorithm, lmax, batch, seed, adapter, page, json }: Options): Promise<void> {
  const named = algorithm === undefined ? KERNEL_ALGORITHMS : [algorithm];
  const list = named.flatMap((id) => KERNEL_PASSES.map((pass) => ({ algorithm: id, pass, lmax })));
  if (page !== undefined) {
    if (json) throw new RequestError('--page writes a page instead of a result: leave out --json');
    const { pageOf } = await import('../gpu/page.ts');
    const bar = progressBar('page');
    try {
      writeOutput(page, pageOf(list, { batch, seed }, bar.update));
    } finally {
      bar.end();
    }
    print(`wrote ${page}: ${list.length} kernels; open it in a browser with WebGPU`);
    return;
  }
  const [{ findGpu }, { examineAll }] = await Promise.all([
    import('../gpu/adapters.ts'),
    import('../gpu/examine-all.ts'),
  ]);
  const gpu = await findGpu(adapter === undefined ? ADAPTER_SOURCES : [adapter]);
  const bar = progressBar('kernels');
  try {
    const verdicts = await examineAll(gpu, list, { batch, seed }, bar.update);
    bar.end();
    const { info, source, arithmetic } = gpu;
    if (json) printJson({ adapter: { ...info, source, arithmetic }, seed, batch, kernels: verdicts });
    else print(kernelsText(gpu, verdicts));
    if (verdicts.some(({ verdict }) => verdict === 'fail')) process.exitCode = 1;
  } finally {
    bar.end();
    gpu.close();
  }
}

export function register(command: Command): void {
  command
    .addOption(new Option('--algorithm <id>', 'one algorithm; absent: all').choices([...KERNEL_ALGORITHMS]))
    .option('--lmax <degree>', 'inputs of degrees 0…L, outputs of 0…2L', wholeNumber(0, HIGHEST_DEGREE), 2)
    .option('--batch <rows>', 'rows of the random trials', wholeNumber(1, LARGEST_BATCH), 72)
    .option('--seed <number>', 'of the random trials', wholeNumber(0, LARGEST_SEED), 1)
    .addOption(
      new Option('--adapter <source>', 'where to look for an adapter; absent: in this order').choices([
        ...ADAPTER_SOURCES,
      ]),
    )
    .option('--page <file>', 'write one HTML page that runs the kernels on its visitor’s GPU instead')
    .option('--json', 'print one JSON document')
    .action(kernels);
}
