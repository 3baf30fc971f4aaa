/** `gauntlet report --shard K/N --output FILE`: one part of a study, which goes on where it stopped. */
import { existsSync } from 'node:fs';
import type { Analysis } from '../analysis/analyze.ts';
import { RequestError } from '../errors.ts';
import type { ReportConfig } from '../report/config.ts';
import { MAX_PART, type Plan, partText, planOf, questionsIn, readPart } from '../report/part.ts';
import type { Shard } from '../verification/result.ts';
import { readWhole } from '../verification/runners/read-file.ts';
import { type JobsOption, jobsFrom, withJobs } from './jobs/pool.ts';
import { answersTo, payThreads } from './study-jobs.ts';
import { print, progressBar, remark, writeOutput } from './terminal.ts';
import { version } from './version.ts';

/** From the first answer on the file is written anew no more often than this: what is lost to a kill is less than a second of work. */
const SAVE_MS = 1000;

/** The answers that the file has. @throws RequestError if it is the part of something else */
function answersIn(path: string, plan: Plan, shard: Shard): Map<string, Analysis> {
  if (!existsSync(path)) return new Map();
  const found = readPart(readWhole(path, MAX_PART), path);
  const same = found.plan.id === plan.id && found.shard.index === shard.index && found.shard.of === shard.of;
  if (same) return new Map(found.answers);
  throw new RequestError(
    `${path}: holds shard ${found.shard.index}/${found.shard.of} of ${found.plan.id === plan.id ? 'this' : 'another'} study; remove it, or name another file`,
  );
}

/**
 * Answers the questions of a shard that the file does not answer yet. It is whole at any time.
 * @throws RequestError for a model that cannot be analysed, or a file of something else
 */
export async function writePart(config: ReportConfig, shard: Shard, path: string, options: JobsOption): Promise<void> {
  const plan = planOf(config, version());
  const own = questionsIn(plan, shard);
  const answers = answersIn(path, plan, shard);
  const open = own.filter(({ id }) => !answers.has(id));
  if (answers.size > 0) remark(`${path}: ${answers.size} of ${own.length} analyses are there`);
  const questions = open.map(({ question }) => question);
  const addresses = new Map(open.map(({ id, question }) => [question, id]));
  const save = (): void => writeOutput(path, partText({ plan, shard, answers }));
  save(); // a place that cannot be written is refused before the work
  let saved = Number.NEGATIVE_INFINITY;
  const progress = progressBar('report');
  try {
    await withJobs(jobsFrom(options, payThreads(questions)), (ask) =>
      answersTo(questions, ask, progress.update, (question, analysis) => {
        answers.set(addresses.get(question) ?? '', analysis);
        if (performance.now() - saved < SAVE_MS) return;
        save();
        saved = performance.now();
      }),
    );
  } finally {
    progress.end();
    save();
  }
  print(`wrote ${path}: ${own.length} analyses, shard ${shard.index}/${shard.of} of study ${plan.id.slice(0, 12)}`);
}
