/** `gauntlet bench --suite commands`: what the commands take in time and memory as the degree grows. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandRecord } from '../bench/command-record.ts';
import { growthsOf } from '../report/command-growth.ts';
import { integerOption } from './analyze.ts';
import { prepareFolder, print, printJson, progressBar, readInput, writeOutput } from './terminal.ts';

const RECORD_LIMIT = 1024 * 1024;
const MAX_DEGREE = 24;

/** The record as text: a block for each command. */
export function commandsText(record: CommandRecord): string {
  const { processor, platform, node } = record.machine;
  const exponent = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(2));
  return [
    `${processor}, ${platform}, Node ${node}; medians of the user CPU time and the peak memory of a process`,
    ...growthsOf(record).flatMap(({ subject, results, time, memory, count }) => [
      '',
      `gauntlet ${subject.words.join(' ')}`,
      ...results.map(
        (one) =>
          `  L = ${`${one.lmax}`.padEnd(3)} ${one.time.median.toFixed(0).padStart(7)} ms ${one.memory.median.toFixed(0).padStart(6)} MiB  ${one.count} ${subject.counted.replaceAll('`', '')}`,
      ),
      `  exponents without the start: time ${exponent(time)}, memory ${exponent(memory)}, count ${exponent(count)}`,
    ]),
    ...(record.fixed ?? []).flatMap(({ command, time, memory }) => [
      '',
      `gauntlet ${command}, without a degree: ${time.median.toFixed(0)} ms ${memory.median.toFixed(0)} MiB`,
    ]),
  ].join('\n');
}

export interface CommandsOptions {
  readonly lmax?: string;
  readonly output?: string;
  readonly json?: true;
}

export async function commandsBench({ lmax, output, json }: CommandsOptions): Promise<void> {
  const [{ runCommands }, { printCommandRecord, readCommandRecord }] = await Promise.all([
    import('../bench/commands.ts'),
    import('../bench/command-record.ts'),
  ]);
  const largest = lmax === undefined ? undefined : integerOption('--lmax', lmax, 0, MAX_DEGREE);
  // A file that is something else is not written over.
  if (output !== undefined && existsSync(output)) readCommandRecord(readInput(output, RECORD_LIMIT), output);
  // A folder that cannot be written should fail before the work, not after it.
  if (output !== undefined) prepareFolder(dirname(output));
  const bar = progressBar('bench --suite commands');
  try {
    const meter = fileURLToPath(new URL('./metered.js', import.meta.url));
    const run = runCommands(largest, meter, bar.update);
    bar.end();
    const record = output === undefined ? run : { ...run, date: new Date().toISOString().slice(0, 10) };
    if (output !== undefined) writeOutput(output, printCommandRecord(record));
    if (json) printJson(record);
    else print(commandsText(record));
  } finally {
    bar.end();
  }
}
