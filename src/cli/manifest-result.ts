/** The result for one manifest: its implementation opened, judged and closed, or the reason why there is no verdict. */
import type { MessagePort } from 'node:worker_threads';
import { MachineError, RequestError } from '../errors.ts';
import { printable } from '../verification/excerpt.ts';
import { judge } from '../verification/judge.ts';
import type { Manifest, Runner } from '../verification/manifest.ts';
import type { Entry, Result } from '../verification/result.ts';
import { openImplementation } from '../verification/runners/open.ts';
import type { Verdict } from '../verification/verdict.ts';

/** Of a child's stderr this many lines are shown when it did not get to a verdict. */
const STDERR_LINES = 20;

export interface Item {
  readonly entry: Entry;
  readonly manifest: Manifest;
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
}

/** @throws RequestError if neither the manifest nor the options say what to judge */
export function runnerOf({ manifest, entry }: Item, outputs: string | undefined): Runner {
  if (outputs !== undefined) return { type: 'outputs', path: outputs };
  if (manifest.runner !== undefined) return manifest.runner;
  throw new RequestError(
    `${entry.manifest}: runner: missing; expected {"type":"process","command":[…]} or another, or --outputs FILE`,
  );
}

function lastLines(text: string): string[] {
  const lines = text.trimEnd().split('\n');
  if (lines.join('') === '') return [];
  return lines.slice(-STDERR_LINES).map((line) => `stderr | ${printable(line.trimEnd(), 400)}`);
}

/** @param say told the last lines of stderr, where a verdict did not come or came of a broken protocol */
async function verdictFor(
  item: Item,
  { outputs, seed }: ManifestOptions,
  signal: AbortSignal,
  say: (lines: readonly string[]) => void,
  progress: Progress | undefined,
): Promise<Verdict> {
  const { manifest } = item;
  const runner = runnerOf(item, outputs);
  const folder = outputs === undefined ? item.folder : '.';
  const { implementation, stderr } = await openImplementation(manifest, runner, { folder, seed, signal });
  let heard = true;
  try {
    const verdict = await judge(manifest.claim, implementation, progress === undefined ? { seed } : { seed, progress });
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

/** @throws MachineError when it is interrupted */
export async function resultFor(
  item: Item,
  options: ManifestOptions,
  signal: AbortSignal,
  progress?: Progress,
): Promise<ManifestAnswer> {
  const named = { ...item.entry, name: item.manifest.claim.name };
  let stderr: readonly string[] = [];
  const say = (lines: readonly string[]): void => {
    stderr = lines;
  };
  try {
    if (signal.aborted) throw new MachineError('interrupted');
    return { result: { ...named, verdict: await verdictFor(item, options, signal, say, progress) }, stderr };
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
