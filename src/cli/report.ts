/**
 * `gauntlet report`: computes a study and writes report.md, report.html, report.json and figures/*.svg; for the default study also
 * many-body.json, on products of several factors.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { BenchRecord } from '../bench/record.ts';
import { listFolder, prepareFolder, print, progressBar, readInput, remark, writeOutput } from './terminal.ts';

interface Options {
  readonly config?: string;
  readonly timing?: string;
  readonly out: string;
}

const RECORD_LIMIT = 64 * 1024 * 1024;

/** The record named, else for the default study the one that comes with the package. */
async function timingFor({ config, timing }: Options): Promise<BenchRecord | undefined> {
  if (timing === undefined && config !== undefined) return undefined;
  const { readRecord } = await import('../bench/record.ts');
  const path = timing ?? fileURLToPath(new URL('../bench/records/algorithms.json', import.meta.url));
  return readRecord(readInput(path, RECORD_LIMIT), path);
}

export async function writeReport(options: Options): Promise<void> {
  const { config: path, out } = options;
  const { DEFAULT_CONFIG, parseConfig } = await import('../report/config.ts');
  const config = path === undefined ? DEFAULT_CONFIG : parseConfig(readInput(path), path);
  const timing = await timingFor(options);
  // A folder that cannot be written should fail before the work, not after it.
  prepareFolder(out);
  const { runStudy, studyJson } = await import('../report/study.ts');
  const { reportOf } = await import('../report/story.ts');
  const { figureFiles, htmlOf, markdownOf } = await import('../report/index.ts');
  const { manyBodyStudyJson, runManyBodyStudy } = await import('../report/many-body-study.ts');
  const progress = progressBar('report');
  const study = runStudy(config, progress.update);
  progress.end();
  const second = progressBar('many-body');
  const manyBody = path === undefined ? runManyBodyStudy(second.update) : undefined;
  second.end();
  const document = reportOf(study, timing, manyBody);
  const files: [string, string][] = [
    ['report.md', markdownOf(document)],
    ['report.html', htmlOf(document)],
    ['report.json', studyJson(study)],
    ...(manyBody === undefined ? [] : [['many-body.json', manyBodyStudyJson(manyBody)] satisfies [string, string]]),
    ...figureFiles(document).map(({ path: name, svg }): [string, string] => [name, svg]),
  ];
  for (const [name, text] of files) writeOutput(join(out, name), text);
  for (const name of listFolder(join(out, 'figures'))) {
    if (!files.some(([path]) => path === `figures/${name}`))
      remark(`${join(out, 'figures', name)} is not part of this report`);
  }
  const figures = files.filter(([name]) => name.endsWith('.svg')).length;
  const texts = ['report.md', 'report.json', ...(manyBody === undefined ? [] : ['many-body.json'])].join(', ');
  print(`wrote ${join(out, 'report.html')}, ${texts} and ${figures} figures`);
}

export function register(program: Command): void {
  program
    .command('report')
    .description('the study of operations, settings and models, as Markdown, HTML, JSON and SVG')
    .option('--config <file>', 'what to report on (JSON); absent, the default study')
    .option(
      '--timing <file>',
      'times to report: a record of `gauntlet bench --output`; absent, those of the default study, or none with --config',
    )
    .option('--out <folder>', 'where to write', 'reports')
    .action(writeReport);
}
