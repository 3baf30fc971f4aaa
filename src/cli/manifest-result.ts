/** The result for one manifest: its implementation opened, judged and closed, or the reason why there is no verdict. */
import type { MessagePort } from 'node:worker_threads';
import { MachineError, RequestError } from '../errors.ts';
import { printable } from '../verification/excerpt.ts';
import type { Implementation } from '../verification/implementation.ts';
import { type JudgeOptions, judge } from '../verification/judge.ts';
import { isSymmetric, type Manifest, pathFrom, type Runner, type SymmetricManifest } from '../verification/manifest.ts';
import type { Entry, Result } from '../verification/result.ts';
import { openImplementation, openSymmetric, readArrays } from '../verification/runners/open.ts';
import type { Running } from '../verification/runners/process.ts';
import type { Conversion } from '../verification/symmetric/conversion.ts';
import { type BasisJudgement, judgeBasis } from '../verification/symmetric/judge-basis.ts';
import { judgeImplementation } from '../verification/symmetric/judge-implementation.ts';
import type { Verdict } from '../verification/verdict.ts';

/** Of a child's stderr this many lines are shown when it did not get to a verdict. */
const STDERR_LINES = 20;

export interface Item {
  readonly entry: Entry;
  readonly manifest: Manifest | SymmetricManifest;
  readonly folder: string;
}

export interface ManifestOptions {
  /** a file of captured outputs, in place of the manifest's runner */
  readonly outputs?: string;
  readonly seed: number;
}

type Progress = (done: number, of: number, note: string) => void;

export interface ManifestAnswer {
  readonly result: Result;
  /** what its program said last, for the user to find the reason */
  readonly stderr: readonly string[];
  /** of a basis that is one: the matrix between it and the canonical one */
  readonly conversion?: Conversion;
}

function given<Kind extends Runner>(runner: Kind | undefined, { manifest }: Entry): Kind {
  if (runner !== undefined) return runner;
  throw new RequestError(
    `${manifest}: runner: missing; expected {"type":"process","command":[…]} or another, or --outputs FILE`,
  );
}

/** @throws RequestError if neither the manifest nor the options say what to judge */
export const runnerOf = ({ manifest, entry }: Item, outputs: string | undefined): Runner =>
  outputs === undefined ? given<Runner>(manifest.runner, entry) : { type: 'outputs', path: outputs };

function lastLines(text: string): string[] {
  const lines = text.trimEnd().split('\n');
  if (lines.join('') === '') return [];
  return lines.slice(-STDERR_LINES).map((line) => `stderr | ${printable(line.trimEnd(), 400)}`);
}

interface Judging extends JudgeOptions {
  readonly signal: AbortSignal;
  /** told the last lines of stderr, where a verdict did not come or came of a broken protocol */
  readonly say: (lines: readonly string[]) => void;
}

/** Judges what runs, and ends it. */
async function judgeRunning(
  { implementation, stderr }: Running,
  { signal, say, ...options }: Judging,
  judgeIt: (implementation: Implementation, options: JudgeOptions) => Promise<Verdict>,
): Promise<Verdict> {
  let heard = true;
  try {
    const verdict = await judgeIt(implementation, options);
    heard = verdict.diagnosis.every(({ code }) => code !== 'protocol');
    return verdict;
  } catch (error) {
    heard = !(error instanceof MachineError) || signal.aborted;
    throw error;
  } finally {
    await implementation.close();
    if (!heard) say(lastLines(stderr()));
  }
}

async function judgementOf(item: Item, outputs: string | undefined, judging: Judging): Promise<BasisJudgement> {
  const { manifest, entry } = item;
  const { seed, signal } = judging;
  const circumstances = { folder: outputs === undefined ? item.folder : '.', seed, signal };
  if (!isSymmetric(manifest)) {
    const running = await openImplementation(manifest, runnerOf(item, outputs), circumstances);
    return { verdict: await judgeRunning(running, judging, (...asked) => judge(manifest.claim, ...asked)) };
  }
  const runner = outputs === undefined ? given(manifest.runner, entry) : { type: 'outputs' as const, path: outputs };
  if (runner.type === 'tensor') {
    const path = pathFrom(item.folder, runner.path);
    return judgeBasis(manifest.claim, readArrays(path), path, judging);
  }
  const running = await openSymmetric(manifest, runner, circumstances);
  return { verdict: await judgeRunning(running, judging, (...asked) => judgeImplementation(manifest.claim, ...asked)) };
}

/** @throws MachineError when it is interrupted */
export async function resultFor(
  item: Item,
  options: ManifestOptions,
  signal: AbortSignal,
  progress?: Progress,
): Promise<ManifestAnswer> {
  const { outputs, seed } = options;
  const named = { ...item.entry, name: item.manifest.claim.name };
  let stderr: readonly string[] = [];
  const say = (lines: readonly string[]): void => {
    stderr = lines;
  };
  try {
    if (signal.aborted) throw new MachineError('interrupted');
    const judging = { seed, signal, say, ...(progress === undefined ? {} : { progress }) };
    const { verdict, ...rest } = await judgementOf(item, outputs, judging);
    return { result: { ...named, verdict }, stderr, ...rest };
  } catch (error) {
    const refused = error instanceof RequestError || error instanceof MachineError;
    if (!refused || signal.aborted) throw error;
    return {
      result: { ...named, error: { exit: error instanceof RequestError ? 2 : 3, message: error.message } },
      stderr,
    };
  }
}

export interface ManifestQuestion extends ManifestOptions {
  readonly item: Item;
  /** a message on it is an interruption */
  readonly stop: MessagePort;
}

/** The same for a thread. @throws MachineError when it is interrupted */
export async function manifestAnswer({ item, stop, ...options }: ManifestQuestion): Promise<ManifestAnswer> {
  const controller = new AbortController();
  stop.once('message', () => controller.abort());
  try {
    return await resultFor(item, options, controller.signal);
  } finally {
    stop.close();
  }
}
