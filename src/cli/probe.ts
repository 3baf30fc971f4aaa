/** `gauntlet probe`: writes the inputs of a campaign for a machine elsewhere; `verify --outputs` judges what it computed. */
import type { Command } from 'commander';
import { RequestError } from '../errors.ts';
import { writeNpz, writeSafetensors } from '../tensor-file/index.ts';
import { type Batch, campaign } from '../verification/campaign.ts';
import { isSymmetric, MAX_MANIFEST, readManifest } from '../verification/manifest.ts';
import { probeArrays } from '../verification/probe-file.ts';
import { signatureOf } from '../verification/runners/open.ts';
import { readWhole } from '../verification/runners/read-file.ts';
import { symmetricSignature } from '../verification/symmetric/claim.ts';
import { askedCampaign } from '../verification/symmetric/symmetric-campaign.ts';
import { integerOption } from './analyze.ts';
import { print, writeOutput } from './terminal.ts';

interface Options {
  readonly output: string;
  readonly seed: string;
}

/** Counts what passes through. */
function* counted(batches: Iterable<Batch>, count: (batch: Batch) => void): Generator<Batch> {
  for (const batch of batches) {
    count(batch);
    yield batch;
  }
}

function probe(path: string, { output, seed: text }: Options): void {
  const seed = integerOption('--seed', text, 0, 999_999_999);
  const write = /\.npz$/i.test(output) ? writeNpz : /\.safetensors$/i.test(output) ? writeSafetensors : undefined;
  if (write === undefined)
    throw new RequestError(`${output}: expected --output FILE that ends in .npz or .safetensors`);
  const manifest = readManifest(readWhole(path, MAX_MANIFEST), path);
  const [asked, signature] = isSymmetric(manifest)
    ? [askedCampaign(manifest.claim, seed), symmetricSignature(manifest.claim)]
    : [campaign(manifest.claim, seed), signatureOf(manifest.claim)];
  let [batches, rows] = [0, 0];
  const all = counted(asked, (batch) => {
    batches += 1;
    rows += batch.rows;
  });
  writeOutput(output, write(probeArrays(all, signature, seed)));
  print(
    `wrote ${output}: ${batches} batches, ${rows.toLocaleString('en-US')} rows, seed ${seed}; answer ${signature.right === 0 ? 'B.x1' : 'B.x1 and B.x2'} of each batch B in one call, as B.out`,
  );
}

export function register(command: Command): void {
  command
    .argument('<manifest>', 'the manifest')
    .requiredOption('--output <file>', 'the file to write, .npz or .safetensors')
    .option('--seed <n>', 'of the random inputs', '1')
    .action(probe);
}
