/** `gauntlet verify`: judges the implementation that a manifest describes, or those of a campaign. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Command, Option } from 'commander';
import { MachineError, RequestError } from '../errors.ts';
import { printable } from '../verification/excerpt.ts';
import type { Implementation } from '../verification/implementation.ts';
import { type JudgeOptions, judge } from '../verification/judge.ts';
import {
  isSymmetric,
  MAX_MANIFEST,
  type Manifest,
  pathFrom,
  type Runner,
  readAnyManifest,
  readCampaign,
  type SymmetricManifest,
} from '../verification/manifest.ts';
import {
  type CampaignDocument,
  campaignId,
  type Entry,
  entryOf,
  exitCode,
  inShard,
  overall,
  type Result,
  type Shard,
  summaryLines,
} from '../verification/result.ts';
import { type Circumstances, openImplementation, openSymmetric } from '../verification/runners/open.ts';
import type { Running } from '../verification/runners/process.ts';
import { readWhole } from '../verification/runners/read-file.ts';
import { screen } from '../verification/screen.ts';
import { parseShard } from '../verification/shard.ts';
import { SYMMETRIC_OPERATION } from '../verification/symmetric/claim-fields.ts';
import type { BasisJudgement } from '../verification/symmetric/judge-basis.ts';
import { judgeImplementation } from '../verification/symmetric/judge-implementation.ts';
import type { Verdict } from '../verification/verdict.ts';
import { integerOption } from './analyze.ts';
import { interruptible } from './interruption.ts';
import { print, printJson, progressBar, remark } from './terminal.ts';
import { type VerdictOptions, withVerdictOptions, writeVerdicts } from './verdict-files.ts';
import { conversionFormat, judgeBasisFile, writeConversion } from './verify-symmetric.ts';

interface Options extends VerdictOptions {
  readonly outputs?: string;
  readonly shard?: string;
  readonly seed: string;
  readonly client?: Client;
  readonly conversion?: string;
}

const CLIENTS = { python: 'gauntlet_client.py', javascript: 'client.mjs' } as const;
type Client = keyof typeof CLIENTS;

/** Of a child's stderr this many lines are shown when it did not get to a verdict. */
const STDERR_LINES = 20;

interface Item {
  readonly entry: Entry;
  readonly manifest: Manifest | SymmetricManifest;
  readonly folder: string;
}

interface Work {
  readonly name: string;
  readonly items: readonly Item[];
  /** a file that lists manifests, rather than one manifest */
  readonly listed: boolean;
}

function itemOf(listedAs: string, path: string, bytes: Uint8Array, seed: number): Item {
  return { entry: entryOf(listedAs, bytes, seed), manifest: readAnyManifest(bytes, path), folder: dirname(path) };
}

/** Reads everything before anything runs. @throws RequestError */
export function readWork(path: string, seed: number): Work {
  const bytes = readWhole(path, MAX_MANIFEST);
  const campaign = readCampaign(bytes, path);
  if (campaign === undefined) return { name: path, items: [itemOf(path, path, bytes, seed)], listed: false };
  const items = campaign.manifests.map((listedAs) => {
    const at = pathFrom(dirname(path), listedAs);
    return itemOf(listedAs, at, readWhole(at, MAX_MANIFEST), seed);
  });
  return { name: campaign.name, items, listed: true };
}

/** @throws RequestError for a manifest that names none */
function runnerOf<T extends Runner>(runner: T | undefined, { entry }: Item): T {
  if (runner !== undefined) return runner;
  throw new RequestError(
    `${entry.manifest}: runner: missing; expected {"type":"process","command":[…]} or another, or --outputs FILE`,
  );
}

/** @throws RequestError for options that do not go with the manifest */
function checkOptions(item: Item, { outputs, conversion }: Options): void {
  const { manifest, entry } = item;
  if (isSymmetric(manifest)) {
    if (outputs !== undefined) {
      throw new RequestError(`${entry.manifest}: --outputs goes with a product of two vectors; give the runner's file`);
    }
    const runner = runnerOf(manifest.runner, item);
    if (conversion === undefined || runner.type === 'tensor') return;
  }
  if (conversion !== undefined) {
    throw new RequestError(
      `${entry.manifest}: --conversion goes with a basis: operation "${SYMMETRIC_OPERATION}", runner "tensor"`,
    );
  }
  if (outputs === undefined) runnerOf(manifest.runner, item);
}

/** What a child said last, on our stderr, so that its user finds the reason. */
function showStderr(text: string): void {
  const lines = text.trimEnd().split('\n');
  if (lines.join('') === '') return;
  for (const line of lines.slice(-STDERR_LINES)) remark(`stderr | ${printable(line.trimEnd(), 400)}`);
}

/** Judges what runs, ends it, and lets it be heard where it did not get to a verdict. */
async function judgeRunning(
  { implementation, stderr }: Running,
  name: string,
  { seed, signal }: Circumstances,
  judgeIt: (implementation: Implementation, options: JudgeOptions) => Promise<Verdict>,
): Promise<Verdict> {
  const progress = progressBar(`verify ${printable(name, 40)}`);
  let heard = true;
  try {
    const verdict = await judgeIt(implementation, { seed, progress: progress.update });
    heard = verdict.diagnosis.every(({ code }) => code !== 'protocol');
    return verdict;
  } catch (error) {
    heard = !(error instanceof MachineError) || signal?.aborted === true;
    throw error;
  } finally {
    progress.end();
    await implementation.close();
    if (!heard) showStderr(stderr());
  }
}

async function verdictFor(
  item: Item,
  { outputs }: Options,
  seed: number,
  signal: AbortSignal,
): Promise<BasisJudgement> {
  const { manifest } = item;
  const { name } = manifest.claim;
  if (isSymmetric(manifest)) {
    const runner = runnerOf(manifest.runner, item);
    if (runner.type === 'tensor') return judgeBasisFile(manifest, pathFrom(item.folder, runner.path), seed);
    const circumstances = { folder: item.folder, seed, signal };
    const running = await openSymmetric(manifest, runner, circumstances);
    const judgeIt = (implementation: Implementation, options: JudgeOptions): Promise<Verdict> =>
      judgeImplementation(manifest.claim, implementation, options);
    return { verdict: await judgeRunning(running, name, circumstances, judgeIt) };
  }
  const runner =
    outputs === undefined ? runnerOf(manifest.runner, item) : ({ type: 'outputs', path: outputs } as const);
  const circumstances = { folder: outputs === undefined ? item.folder : '.', seed, signal };
  const running = await openImplementation(manifest, runner, circumstances);
  const judgeIt = (implementation: Implementation, options: JudgeOptions): Promise<Verdict> =>
    judge(manifest.claim, implementation, options);
  return { verdict: await judgeRunning(running, name, circumstances, judgeIt) };
}

/** A verdict, or the reason why there is none; an interruption ends everything. */
async function resultFor(item: Item, options: Options, seed: number, signal: AbortSignal): Promise<Result> {
  const { manifest, entry } = item;
  const named = { ...entry, name: manifest.claim.name };
  try {
    const { verdict, conversion } = await verdictFor(item, options, seed, signal);
    if (options.conversion !== undefined && isSymmetric(manifest)) {
      remark(writeConversion(options.conversion, manifest.claim, conversion));
    }
    return { ...named, verdict };
  } catch (error) {
    const refused = error instanceof RequestError || error instanceof MachineError;
    if (!refused || signal.aborted) throw error;
    return { ...named, error: { exit: error instanceof RequestError ? 2 : 3, message: error.message } };
  }
}

function document(work: Work, shard: Shard | undefined, seed: number, results: readonly Result[]): CampaignDocument {
  const entries = work.items.map(({ entry }) => entry);
  return {
    verdict: overall(results),
    campaign: { name: work.name, id: campaignId(entries), seed, entries },
    shard: shard ?? null,
    results,
  };
}

async function verify(path: string, options: Options): Promise<void> {
  const seed = integerOption('--seed', options.seed, 0, 999_999_999);
  const shard = options.shard === undefined ? undefined : parseShard(options.shard, process.env);
  const work = readWork(path, seed);
  if (options.outputs !== undefined && work.listed) {
    throw new RequestError(`--outputs goes with one manifest, and ${path} lists ${work.items.length}`);
  }
  if (options.conversion !== undefined) {
    conversionFormat(options.conversion);
    if (work.listed)
      throw new RequestError(`--conversion goes with one manifest, and ${path} lists ${work.items.length}`);
  }
  const mine = work.items.filter((_, position) => shard === undefined || inShard(position, shard));
  for (const item of mine) checkOptions(item, options);
  const results: Result[] = [];
  await interruptible(async (signal) => {
    for (const item of mine) {
      if (signal.aborted) throw new MachineError('interrupted');
      results.push(await resultFor(item, options, seed, signal));
    }
  });
  // GitHub finds a file by its path from where the job runs, a campaign lists it by the path from the campaign file.
  const from = (manifest: string): string => (work.listed ? pathFrom(dirname(path), manifest) : manifest);
  writeVerdicts(
    results.map((result) => ({ ...result, manifest: from(result.manifest) })),
    options,
  );
  const [only] = results;
  if (work.listed || shard !== undefined || only === undefined) {
    if (options.json) printJson(document(work, shard, seed, results));
    else print(summaryLines(results).join('\n'));
    process.exitCode = exitCode(results);
    return;
  }
  if (only.error !== undefined) {
    throw new (only.error.exit === 2 ? RequestError : MachineError)(only.error.message);
  }
  if (options.json) printJson(only.verdict);
  else print(screen(only.verdict));
  process.exitCode = exitCode(results);
}

const printClient = (client: Client): void =>
  print(readFileSync(new URL(`../../examples/${CLIENTS[client]}`, import.meta.url), 'utf8'));

export function register(program: Command): void {
  const command = program
    .command('verify')
    .description('judge an implementation: full probing, exact coefficients, a diagnosis')
    .argument('[manifest]', 'the manifest, or a campaign file that lists manifests')
    .option('--outputs <file>', 'judge captured outputs (.npz or .safetensors) of the inputs that probe wrote')
    .option('--conversion <file>', 'write the matrix from a basis to the canonical one (.npz, .safetensors or .json)')
    .option('--shard <K/N>', 'only the K-th of N parts of a campaign; auto: from the variables of the CI system')
    .option('--seed <n>', 'of the random inputs', '1')
    .addOption(
      new Option('--client <language>', 'print the client to copy, and do nothing else').choices(Object.keys(CLIENTS)),
    );
  withVerdictOptions(command).action(async (path: string | undefined, options: Options) => {
    if (options.client !== undefined) return printClient(options.client);
    if (path === undefined) throw new RequestError('expected a manifest such as manifest.json, got none');
    return verify(path, options);
  });
}
