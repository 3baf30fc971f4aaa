/** `gauntlet merge`: joins the shards of a campaign, as verify printed them, or those of a study, as report wrote them. */
import type { Command } from 'commander';
import { RequestError } from '../errors.ts';
import { MAX_PART, mergeParts, readPart } from '../verification/merge.ts';
import { exitCode, summaryLines } from '../verification/result.ts';
import { readWhole } from '../verification/runners/read-file.ts';
import { DEFAULT_FOLDER, TIMING_HELP } from './report.ts';
import { prepareFolder, print, printJson } from './terminal.ts';
import { type VerdictOptions, withVerdictOptions, writeVerdicts } from './verdict-files.ts';

interface Options extends VerdictOptions {
  readonly out?: string;
  readonly timing?: string;
}

type Files = readonly (readonly [path: string, bytes: Uint8Array])[];

function mergeCampaign(files: Files, options: Options): void {
  for (const name of ['out', 'timing'] as const) {
    if (options[name] !== undefined)
      throw new RequestError(`--${name} goes with the parts of a study, and these are of a campaign`);
  }
  const whole = mergeParts(files.map(([path, bytes]) => [path, readPart(bytes, path)] as const));
  writeVerdicts(whole.results, options);
  if (options.json) printJson(whole);
  else print(summaryLines(whole.results).join('\n'));
  process.exitCode = exitCode(whole.results);
}

async function mergeStudy(files: Files, options: Options): Promise<void> {
  for (const name of ['json', 'junit', 'markdown', 'github'] as const) {
    if (options[name] !== undefined)
      throw new RequestError(`--${name} goes with the parts of a campaign, and these are of a study`);
  }
  const { joinParts, readPart: readStudyPart } = await import('../report/part.ts');
  const { studyOf } = await import('../report/study.ts');
  const { commandsFor, manyBodyFor, timingFor, writeReport } = await import('./report-files.ts');
  const { version } = await import('./version.ts');
  const { config, answers } = joinParts(
    files.map(([path, bytes]) => [path, readStudyPart(bytes, path)] as const),
    version(),
  );
  const timing = timingFor(config, options.timing);
  const out = options.out ?? DEFAULT_FOLDER;
  prepareFolder(out);
  writeReport(studyOf(config, answers), { timing, commands: commandsFor(config), manyBody: manyBodyFor(config) }, out);
}

/** A part of a study says so at its beginning; what is neither is told by the reader of campaigns. */
const isOfStudy = (bytes: Uint8Array): boolean =>
  new TextDecoder().decode(bytes.subarray(0, 100)).replace(/\s/g, '').startsWith('{"kind":"study"');

async function merge(paths: readonly string[], options: Options): Promise<void> {
  const files = paths.map((path) => [path, readWhole(path, MAX_PART)] as const);
  const ofStudy = files.filter(([, bytes]) => isOfStudy(bytes));
  const other = files.find(([, bytes]) => !isOfStudy(bytes));
  if (ofStudy.length === 0) return mergeCampaign(files, options);
  if (other !== undefined) throw new RequestError(`${other[0]}: no part of a study, and ${ofStudy[0]?.[0]} is one`);
  return mergeStudy(files, options);
}

export function register(command: Command): void {
  command
    .argument(
      '<files...>',
      'what verify --shard K/N --json printed, or report --shard K/N --output wrote, one file per shard',
    )
    .option('--out <folder>', `of a study: where to write its report (absent: ${DEFAULT_FOLDER})`)
    .option('--timing <file>', `of a study: ${TIMING_HELP}`);
  withVerdictOptions(command).action(merge);
}
