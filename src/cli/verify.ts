/** `gauntlet verify`: judges the implementation that a manifest describes, or those of a campaign. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Command, Option } from 'commander';
import { MachineError, RequestError } from '../errors.ts';
import { MAX_MANIFEST, pathFrom, readCampaign, readManifest } from '../verification/manifest.ts';
import {
  type CampaignDocument,
  campaignId,
  entryOf,
  exitCode,
  inShard,
  overall,
  type Result,
  type Shard,
  summaryLines,
} from '../verification/result.ts';
import { readWhole } from '../verification/runners/read-file.ts';
import { screen } from '../verification/screen.ts';
import { parseShard } from '../verification/shard.ts';
import { integerOption } from './analyze.ts';
import { conversionFormat } from './conversion-file.ts';
import { interruptible } from './interruption.ts';
import { type JobsOption, withJobsOption } from './jobs/pool.ts';
import { resultsFor } from './manifest-jobs.ts';
import type { Item } from './manifest-result.ts';
import { print, printJson } from './terminal.ts';
import { type VerdictOptions, withVerdictOptions, writeVerdicts } from './verdict-files.ts';

interface Options extends VerdictOptions, JobsOption {
  readonly outputs?: string;
  readonly shard?: string;
  readonly seed: string;
  readonly client?: Client;
  readonly conversion?: string;
}

const CLIENTS = { python: 'gauntlet_client.py', javascript: 'client.mjs' } as const;
type Client = keyof typeof CLIENTS;

interface Work {
  readonly name: string;
  readonly items: readonly Item[];
  /** a file that lists manifests, rather than one manifest */
  readonly listed: boolean;
}

function itemOf(listedAs: string, path: string, bytes: Uint8Array, seed: number): Item {
  return { entry: entryOf(listedAs, bytes, seed), manifest: readManifest(bytes, path), folder: dirname(path) };
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
  const results = await interruptible((signal) => resultsFor(mine, { ...options, seed }, signal));
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

export function register(command: Command): void {
  command
    .argument('[manifest]', 'the manifest, or a campaign file that lists manifests')
    .option('--outputs <file>', 'judge captured outputs (.npz or .safetensors) of the inputs that probe wrote')
    .option('--conversion <file>', 'write the matrix from a basis to the canonical one (.npz, .safetensors or .json)')
    .option('--shard <K/N>', 'only the K-th of N parts of a campaign; auto: from the variables of the CI system')
    .option('--seed <n>', 'of the random inputs', '1')
    .addOption(
      new Option('--client <language>', 'print the client to copy, and do nothing else').choices(Object.keys(CLIENTS)),
    );
  withJobsOption(withVerdictOptions(command)).action(async (path: string | undefined, options: Options) => {
    if (options.client !== undefined) return printClient(options.client);
    if (path === undefined) throw new RequestError('expected a manifest such as manifest.json, got none');
    return verify(path, options);
  });
}
