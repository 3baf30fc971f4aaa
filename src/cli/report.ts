/** `gauntlet report`: computes a study and writes report.md, report.html, report.json and figures/*.svg. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { BenchRecord } from '../bench/record.ts';
import { type JobsOption, jobsFrom, withJobs, withJobsOption } from './jobs/pool.ts';
import { listFolder, prepareFolder, print, progressBar, readInput, remark, writeOutput } from './terminal.ts';

interface Options extends JobsOption {
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
  const { questionsOf } = await import('../report/question.ts');
  const { payThreads, studyBy } = await import('./study-jobs.ts');
  const jobs = jobsFrom(options, payThreads(questionsOf(config)));
  const timing = await timingFor(options);
  // A folder that cannot be written should fail before the work, not after it.
  prepareFolder(out);
  const { studyJson } = await import('../report/study.ts');
  const { reportOf } = await import('../report/story.ts');
  const { figureFiles, htmlOf, markdownOf } = await import('../report/index.ts');
  const progress = progressBar('report');
  const study = await withJobs(jobs, (ask) => studyBy(config, ask, progress.update));
  progress.end();
  const document = reportOf(study, timing);
  const files: [string, string][] = [
    ['report.md', markdownOf(document)],
    ['report.html', htmlOf(document)],
    ['report.json', studyJson(study)],
    ...figureFiles(document).map(({ path: name, svg }): [string, string] => [name, svg]),
  ];
  for (const [name, text] of files) writeOutput(join(out, name), text);
  for (const name of listFolder(join(out, 'figures'))) {
    if (!files.some(([path]) => path === `figures/${name}`))
      remark(`${join(out, 'figures', name)} is not part of this report`);
  }
  print(`wrote ${join(out, 'report.html')}, report.md, report.json and ${files.length - 3} figures`);
}

export function register(program: Command): void {
  const command = program
    .command('report')
    .description('the study of operations, settings and models, as Markdown, HTML, JSON and SVG')
    .option('--config <file>', 'what to report on (JSON); absent, the default study')
    .option(
      '--timing <file>',
      'times to report: a record of `gauntlet bench --output`; absent, those of the default study, or none with --config',
    )
    .option('--out <folder>', 'where to write', 'reports');
  withJobsOption(command).action(writeReport);
}
