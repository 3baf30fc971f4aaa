/**
 * The manifests of a campaign, several at a time. Kernels share one GPU and are judged one after the other. A program of its own may want
 * the whole machine (every core, the memory of a GPU), so unless a number of jobs was asked for, one of them runs at a time.
 */
import { MessageChannel } from 'node:worker_threads';
import { MachineError, RequestError } from '../errors.ts';
import { dimensionsOf } from '../verification/campaign.ts';
import { printable } from '../verification/excerpt.ts';
import { isSymmetric, type Runner } from '../verification/manifest.ts';
import type { Result } from '../verification/result.ts';
import { symmetricSignature } from '../verification/symmetric/claim.ts';
import { SYMMETRIC_OPERATION } from '../verification/symmetric/claim-fields.ts';
import { writeConversion } from './conversion-file.ts';
import { type Ask, type JobsOption, jobsFrom, withJobs } from './jobs/pool.ts';
import { type Item, type ManifestAnswer, type ManifestOptions, resultFor, runnerOf } from './manifest-result.ts';
import { progressBar, remark } from './terminal.ts';

export interface CampaignOptions extends ManifestOptions, JobsOption {
  /** where to write the matrix between a basis and the canonical one; for one manifest */
  readonly conversion?: string;
}

type Judge = (item: Item) => Promise<ManifestAnswer>;

/** The numbers in the tensor of a manifest: about how much work it is. */
function numbersIn({ manifest }: Item): number {
  if (isSymmetric(manifest)) {
    const { left, out } = symmetricSignature(manifest.claim);
    return left ** manifest.claim.correlation * out;
  }
  const { d1, d2, d3 } = dimensionsOf(manifest.claim);
  return d1 * d2 * d3;
}

/** Whether threads pay for these manifests: from about a second of work. */
const payThreads = (items: readonly Item[]): boolean =>
  items.length >= 8 || items.reduce((sum, item) => sum + numbersIn(item), 0) >= 2 ** 17;

/** What must not run beside another of the same name; undefined: nothing. */
function laneOf({ type }: Runner, asked: boolean): string | undefined {
  if (type === 'wgsl') return 'GPU';
  return type === 'process' && !asked ? 'whole machine' : undefined;
}

/**
 * Judges all items, so many at a time, each as soon as its lane is free; where there are several hands the largest first, so that none is
 * left with a long one at the end.
 * @returns the results in the order of the items
 * @throws the error of the first item that has one, when all that were begun have ended; MachineError when interrupted
 */
async function judgeAll(
  items: readonly Item[],
  lanes: readonly (string | undefined)[],
  hands: number,
  judge: Judge,
  signal: AbortSignal,
): Promise<Result[]> {
  const sizes = items.map(numbersIn);
  const waiting = [...items.keys()];
  if (hands > 1) waiting.sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  const busy = new Set<string | undefined>();
  const results = new Map<number, Promise<Result>>();
  const judged = async (item: Item): Promise<Result> => {
    const { result, stderr } = await judge(item);
    for (const line of stderr) remark(line);
    return result;
  };
  const hand = async (): Promise<void> => {
    while (!signal.aborted) {
      const next = waiting.findIndex((position) => lanes[position] === undefined || !busy.has(lanes[position]));
      const [position] = next < 0 ? [] : waiting.splice(next, 1);
      const item = items[position ?? -1];
      if (position === undefined || item === undefined) return; // who is busy in a lane goes on with it
      busy.add(lanes[position]);
      const result = judged(item);
      results.set(position, result);
      await result.catch(() => waiting.splice(0)); // heard below
      busy.delete(lanes[position]);
    }
  };
  await Promise.all(Array.from({ length: hands }, hand));
  const all = await Promise.all(items.flatMap((_, position) => results.get(position) ?? []));
  if (all.length < items.length) throw new MachineError('interrupted');
  return all;
}

/** In a thread, which a message tells of an interruption. */
function judgeBy(ask: Ask, options: ManifestOptions, signal: AbortSignal): Judge {
  return async (item) => {
    const { port1, port2 } = new MessageChannel();
    const stop = (): void => port1.postMessage('interrupted');
    signal.addEventListener('abort', stop);
    try {
      return await ask('manifest', { ...options, item, stop: port2 }, [port2]);
    } finally {
      signal.removeEventListener('abort', stop);
      port1.close();
    }
  };
}

/** @throws RequestError if `--conversion` is asked of what is no basis */
function refuseConversion({ manifest, entry }: Item): void {
  if (isSymmetric(manifest) && manifest.runner?.type === 'tensor') return;
  throw new RequestError(
    `${entry.manifest}: --conversion goes with a basis: operation "${SYMMETRIC_OPERATION}", runner "tensor"`,
  );
}

/** Writes the matrix that came with a verdict, and says so. */
function keepConversion(file: string, { manifest }: Item, { conversion, result }: ManifestAnswer): void {
  if (isSymmetric(manifest) && !('error' in result)) remark(writeConversion(file, manifest.claim, conversion));
}

/** @throws RequestError for an item without a runner, before anything runs; MachineError when interrupted */
export async function resultsFor(
  items: readonly Item[],
  options: CampaignOptions,
  signal: AbortSignal,
): Promise<Result[]> {
  const { outputs, seed, jobs, conversion } = options;
  if (conversion !== undefined) items.forEach(refuseConversion);
  const own = { seed, ...(outputs === undefined ? {} : { outputs }) };
  const lanes = items.map((item) => laneOf(runnerOf(item, outputs), jobs !== undefined));
  const free = lanes.filter((lane, position) => lane === undefined || lanes.indexOf(lane) === position);
  const hands = Math.min(jobsFrom(options, payThreads(items)), free.length);
  if (hands <= 1) {
    const here: Judge = async (item) => {
      const bar = progressBar(`verify ${printable(item.manifest.claim.name, 40)}`);
      try {
        const answer = await resultFor(item, own, signal, bar.update);
        bar.end();
        if (conversion !== undefined) keepConversion(conversion, item, answer);
        return answer;
      } finally {
        bar.end();
      }
    };
    return judgeAll(items, lanes, 1, here, signal);
  }
  const bar = progressBar('verify');
  let done = 0;
  return withJobs(hands, (ask) => {
    const judge = judgeBy(ask, own, signal);
    const counted: Judge = async (item) => {
      const answer = await judge(item);
      bar.update(++done, items.length, printable(item.entry.manifest, 40));
      return answer;
    };
    return judgeAll(items, lanes, hands, counted, signal);
  }).finally(bar.end);
}
