/** `gauntlet bench`: times the algorithms side by side on this machine. */
import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { SINGLE_FORMS, type SingleForm, TABLE_FORMS, type TableForm } from '../bench/config.ts';
import type { BenchRecord, BenchResult } from '../bench/record.ts';
import { RequestError } from '../errors.ts';
import { durationText } from '../report/timing.ts';
import { integerOption } from './analyze.ts';
import { print, printJson, progressBar, readInput, remark, writeOutput } from './terminal.ts';

interface Options {
  readonly config?: string;
  readonly quick?: true;
  readonly suite: 'algorithms' | 'commands' | 'tables' | 'tetris';
  readonly seeds?: string;
  readonly lmax?: string;
  readonly kind?: TableForm;
  readonly output?: string;
  readonly gpu?: true;
  readonly json?: true;
}

const RECORD_LIMIT = 64 * 1024 * 1024;

/** The record in a file that goes on, if it asks the same questions of the same machine; else a new one. */
async function recordFor(options: Options): Promise<BenchRecord> {
  const { DEFAULT_BENCH, QUICK_BENCH } = await import('../bench/config.ts');
  const { readBenchConfig } = await import('../bench/read-config.ts');
  const { emptyRecord } = await import('../bench/run.ts');
  const { readRecord } = await import('../bench/record.ts');
  const base = options.quick ? QUICK_BENCH : DEFAULT_BENCH;
  const config = options.config === undefined ? base : readBenchConfig(readInput(options.config), options.config, base);
  const empty = emptyRecord(config);
  const { output } = options;
  if (output === undefined) return empty;
  const date = new Date().toISOString().slice(0, 10);
  if (!existsSync(output)) return { ...empty, date };
  const before = readRecord(readInput(output, RECORD_LIMIT), output);
  const same = (key: 'machine' | 'config'): boolean => JSON.stringify(before[key]) === JSON.stringify(empty[key]);
  if (!same('config')) {
    throw new RequestError(`${output} is the record of another configuration: name another file, or remove this one`);
  }
  if (!same('machine')) {
    throw new RequestError(`${output} was measured on another machine: times do not mix; name another file`);
  }
  if (before.done.length > 0) remark(`going on with ${output}: ${before.done.length} groups are done`);
  return before;
}

/** The record as text: one block for each setting, degree, pass, format and batch, the fastest first. */
export function benchText({ machine, results, skipped }: BenchRecord): string {
  const blocks = new Map<string, BenchResult[]>();
  for (const result of results) {
    const { setting, lmax, pass, dtype, batch } = result;
    const key = `${setting} · L = ${lmax} · ${pass} · ${dtype} · batch ${batch}`;
    blocks.set(key, [...(blocks.get(key) ?? []), result]);
  }
  const lines = [...blocks].flatMap(([key, block]) => [
    '',
    key,
    ...block
      .sort((a, b) => a.median - b.median)
      .map(
        ({ algorithm, median, q1, q3, multiplications }) =>
          `  ${algorithm.padEnd(18)} ${durationText(median).padStart(8)}  (${durationText(q1)} to ${durationText(q3)})  ${(median / multiplications).toPrecision(2)} ns a multiplication`,
      ),
  ]);
  return [
    `${machine.processor}, ${machine.platform}, Node ${machine.node}; one thread; median and quartiles of one product`,
    ...lines,
    ...skipped.map(
      ({ algorithm, setting, lmax, pass, reason }) =>
        `skipped ${algorithm}, ${setting} L = ${lmax}, ${pass}: ${reason}`,
    ),
  ].join('\n');
}

/** The largest degree that is timed: some 10^8 symbols of a table, some 10^5 that are asked for one by one, round by round. */
const MAX_DEGREE: Readonly<Record<TableForm, number>> = {
  exact: 45,
  float64: 45,
  reduced: 45,
  'real-cg': 40,
  'real-gaunt': 40,
  '3j': 200,
  '6j': 60,
  '9j': 40,
};

const isSingle = (kind: TableForm): kind is SingleForm => SINGLE_FORMS.some((form) => form === kind);

async function benchTables({ lmax: text = '20', kind = 'exact', json }: Options): Promise<void> {
  const lmax = integerOption('--lmax', text, 0, MAX_DEGREE[kind]);
  if (isSingle(kind)) {
    const time = (await import('../bench/single-symbols.ts')).timeSymbols(lmax, kind);
    const { symbols, signSum, nsPerSymbol, q1, q3 } = time;
    if (json) printJson(time);
    else {
      print(
        `${kind} symbols one by one, reduced, j ≤ ${lmax}: ${symbols} symbols, sum of signs ${signSum}, ${nsPerSymbol} ns a symbol (${q1} to ${q3})`,
      );
    }
    return;
  }
  const time = (await import('../bench/tables.ts')).timeTable(lmax, kind);
  if (json) printJson(time);
  else {
    const { symbols, signSum, nsPerSymbol } = time;
    const what = kind.startsWith('real-') ? 'non-zero entries' : 'symbols';
    const table = kind.startsWith('real-') ? `${kind} table` : `${kind} table of 3j symbols`;
    print(`${table}, ℓ ≤ ${lmax}: ${symbols} ${what}, sum of signs ${signSum}, ${nsPerSymbol} ns a symbol`);
  }
}

async function bench(options: Options): Promise<void> {
  if (options.suite === 'tetris') {
    const stray = (['config', 'quick', 'lmax', 'kind', 'gpu'] as const).find((name) => options[name] !== undefined);
    if (stray !== undefined) throw new RequestError(`--suite tetris takes --seeds and --output; leave out --${stray}`);
    return (await import('./bench-tetris.ts')).tetrisBench(options);
  }
  if (options.seeds !== undefined) throw new RequestError('--seeds goes with --suite tetris');
  if (options.suite === 'commands') {
    const stray = (['config', 'quick', 'kind', 'gpu'] as const).find((name) => options[name] !== undefined);
    if (stray !== undefined) throw new RequestError(`--suite commands takes --lmax and --output; leave out --${stray}`);
    return (await import('./bench-commands.ts')).commandsBench(options);
  }
  if (options.gpu) {
    if (options.config !== undefined)
      throw new RequestError('--config says what to time on the processor: leave it out with --gpu');
    return (await import('./bench-gpu.ts')).gpuBench(options);
  }
  if (options.suite === 'tables') {
    const stray = (['config', 'output', 'quick'] as const).find((name) => options[name] !== undefined);
    if (stray !== undefined) throw new RequestError(`--suite tables takes --lmax and --kind; leave out --${stray}`);
    return benchTables(options);
  }
  if (options.lmax !== undefined || options.kind !== undefined) {
    throw new RequestError(
      '--lmax goes with --suite tables or commands, --kind with --suite tables; degrees of algorithms are in --config',
    );
  }
  const start = await recordFor(options);
  const { runBench } = await import('../bench/run.ts');
  const { printRecord } = await import('../bench/record.ts');
  const { output } = options;
  const progress = progressBar('bench');
  const keep = (record: BenchRecord): void => {
    if (output !== undefined) writeOutput(output, printRecord(record));
  };
  // A file that cannot be written should fail before the work, not after it.
  keep(start);
  try {
    const record = await runBench(start, progress.update, keep);
    progress.end();
    if (options.json) {
      const { done: _done, ...shown } = record;
      printJson(shown);
    } else print(benchText(record));
  } finally {
    progress.end();
  }
}

export function register(command: Command): void {
  command
    .option('--config <file>', 'what to time (JSON: seed, settings, lmax, batches, dtypes, passes, algorithms, rounds)')
    .option('--quick', 'a glimpse within a minute')
    .addOption(
      new Option('--suite <name>', 'which benchmarks')
        .choices(['algorithms', 'commands', 'tables', 'tetris'])
        .default('algorithms'),
    )
    .option(
      '--lmax <L>',
      'with --suite tables: the largest degree (20); with --suite commands: leave out larger ones, and commands without a degree',
    )
    .addOption(new Option('--kind <form>', 'with --suite tables: what to make (exact)').choices(TABLE_FORMS))
    .option('--seeds <N>', 'with --suite tetris: how many trainings for each operation (20)')
    .option('--output <file>', 'keep the record here after every group; a run that was cut short goes on')
    .option('--gpu', 'time the WGSL kernels on the GPU found instead')
    .option('--json', 'print one JSON document')
    .action(bench);
}
