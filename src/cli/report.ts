/**
 * `gauntlet report`: computes a study and writes its report, with products of several factors for the default study; or one part of a study
 * that is divided.
 */
import type { Command } from 'commander';
import { RequestError } from '../errors.ts';
import { type JobsOption, jobsFrom, withJobs, withJobsOption } from './jobs/pool.ts';
import { prepareFolder, progressBar, readInput } from './terminal.ts';

interface Options extends JobsOption {
  readonly config?: string;
  readonly timing?: string;
  readonly out?: string;
  readonly shard?: string;
  readonly output?: string;
}

/** What `report` and `merge` take to write a report. */
export const TIMING_HELP =
  'times to report: a record of `gauntlet bench --output`; absent, those that come with the default study, or none';
export const DEFAULT_FOLDER = 'reports';

async function report(options: Options): Promise<void> {
  const { config: path, out = DEFAULT_FOLDER, shard, output } = options;
  const { DEFAULT_CONFIG, parseConfig } = await import('../report/config.ts');
  const config = path === undefined ? DEFAULT_CONFIG : parseConfig(readInput(path), path);
  if (output !== undefined) {
    const stray = options.out !== undefined ? '--out' : options.timing !== undefined ? '--timing' : undefined;
    if (stray !== undefined)
      throw new RequestError(`${stray} goes with gauntlet merge, which writes the report: a part is one file`);
    const { parseShard } = await import('../verification/shard.ts');
    const { writePart } = await import('./report-part.ts');
    return writePart(config, parseShard(shard ?? '1/1', process.env), output, options);
  }
  if (shard !== undefined) throw new RequestError('--shard needs --output FILE, the part to write for gauntlet merge');
  const { questionsOf } = await import('../report/question.ts');
  const { payThreads, studyBy } = await import('./study-jobs.ts');
  const { commandsFor, manyBodyFor, timingFor, writeReport } = await import('./report-files.ts');
  const jobs = jobsFrom(options, payThreads(questionsOf(config)));
  const timing = timingFor(config, options.timing);
  // A folder that cannot be written should fail before the work, not after it.
  prepareFolder(out);
  const progress = progressBar('report');
  const study = await withJobs(jobs, (ask) => studyBy(config, ask, progress.update)).finally(progress.end);
  writeReport(study, { timing, commands: commandsFor(config), manyBody: manyBodyFor(config) }, out);
}

export function register(command: Command): void {
  command
    .option('--config <file>', 'what to report on (JSON); absent, the default study')
    .option('--timing <file>', TIMING_HELP)
    .option('--out <folder>', `where to write (absent: ${DEFAULT_FOLDER})`)
    .option('--output <file>', 'write a part of the study instead, for merge; a file that is there is gone on with')
    .option('--shard <K/N>', 'only the K-th of N parts; auto: from the variables of the CI system');
  withJobsOption(command).action(report);
}
