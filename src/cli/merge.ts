/** `gauntlet merge`: joins what the shards of a campaign printed with --json. */
import type { Command } from 'commander';
import { MAX_PART, mergeParts, readPart } from '../verification/merge.ts';
import { exitCode, summaryLines } from '../verification/result.ts';
import { readWhole } from '../verification/runners/read-file.ts';
import { print, printJson } from './terminal.ts';
import { type VerdictOptions, withVerdictOptions, writeVerdicts } from './verdict-files.ts';

function merge(paths: readonly string[], options: VerdictOptions): void {
  const whole = mergeParts(paths.map((path) => [path, readPart(readWhole(path, MAX_PART), path)] as const));
  writeVerdicts(whole.results, options);
  if (options.json) printJson(whole);
  else print(summaryLines(whole.results).join('\n'));
  process.exitCode = exitCode(whole.results);
}

export function register(program: Command): void {
  const command = program
    .command('merge')
    .description('join the results of the shards of a campaign; what is missing is named')
    .argument('<files...>', 'what verify --shard K/N --json printed, one file per shard');
  withVerdictOptions(command).action(merge);
}
