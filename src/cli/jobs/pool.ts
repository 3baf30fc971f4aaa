/**
 * Worker threads for work that takes seconds. One job is no thread at all: the same functions, here, one after the other. Whatever the
 * number, the answers are the same and are taken in the order of the questions.
 */
import { availableParallelism } from 'node:os';
import type { MessagePort } from 'node:worker_threads';
import type { Command } from 'commander';
import { MachineError, RequestError } from '../../errors.ts';
import { integerOption } from '../analyze.ts';
import { perform, type Work } from './work.ts';
import type { Outcome } from './worker.ts';

const MAX_JOBS = 256;

/** The option of all commands that divide their work. */
export const withJobsOption = (command: Command): Command =>
  command.option('--jobs <n>', 'worker threads; 1: none (absent: one for each core)');

export interface JobsOption {
  readonly jobs?: string;
}

/**
 * How many jobs to run at a time: what is asked for, else one for each core.
 * @param pays whether the work takes longer than threads take to start, about a third of a second; if not, one job is as good
 * @throws RequestError
 */
export function jobsFrom({ jobs }: JobsOption, pays: boolean): number {
  if (jobs !== undefined) return integerOption('--jobs', jobs, 1, MAX_JOBS);
  return pays ? availableParallelism() : 1;
}

/** Asks for work; questions are begun in the order in which they are asked. `ports` are those within the question. */
export type Ask = <Name extends keyof Work>(
  name: Name,
  question: Work[Name][0],
  ports?: readonly MessagePort[],
) => Promise<Work[Name][1]>;

function answerOf<Answer>(outcome: Outcome<Answer>): Answer {
  if ('answer' in outcome) return outcome.answer;
  throw new (outcome.refused === 'request' ? RequestError : MachineError)(outcome.message);
}

/** One question after the other, in this thread. */
function inTurn(): Ask {
  let last: Promise<unknown> = Promise.resolve();
  return (name, question) => {
    const answer = last.then(() => perform(name, question));
    last = answer.catch(() => {});
    return answer;
  };
}

/**
 * Uses so many jobs for a piece of work. Threads that still work when it ends, well or not, are stopped.
 * @param count 1 for none
 */
export async function withJobs<T>(count: number, use: (ask: Ask) => Promise<T>): Promise<T> {
  if (count === 1) return use(inTurn());
  const { Tinypool } = await import('tinypool');
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    name: 'outcomeOf',
    minThreads: count,
    maxThreads: count,
    // A thread that sleeps in Atomics.wait does not hear of its children.
    useAtomics: false,
  });
  try {
    return await use(async (name, question, ports = []) =>
      answerOf(await pool.run({ name, question }, { transferList: [...ports] })),
    );
  } finally {
    await pool.destroy();
  }
}

/** The answers in the order of their questions, each as soon as it and all before it are there. @throws the first error in that order */
export async function* inOrder<T>(answers: readonly Promise<T>[]): AsyncGenerator<T> {
  for (const answer of answers) answer.catch(() => {}); // heard below, when its turn comes
  for (const answer of answers) yield await answer;
}
