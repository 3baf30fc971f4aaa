/** From a manifest to the running implementation that it describes. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RequestError } from '../../errors.ts';
import { readNpy, readNpz, readSafetensors, type Tensor, type Tensors } from '../../tensor-file/index.ts';
import { type Batch, campaign, dimensionsOf } from '../campaign.ts';
import type { Claim } from '../claim.ts';
import { type Manifest, pathFrom, type Runner, type SymmetricManifest, type SymmetricRunner } from '../manifest.ts';
import { capturedImplementation } from '../probe-file.ts';
import type { Signature } from '../signature.ts';
import { symmetricSignature } from '../symmetric/claim.ts';
import { askedCampaign } from '../symmetric/symmetric-campaign.ts';
import { runModule } from './module.ts';
import { type Running, runProcess } from './process.ts';
import { readWhole } from './read-file.ts';
import { tensorImplementation } from './tensor.ts';
import { wgslImplementation } from './wgsl.ts';

/** The largest tensor file in bytes; what an .npz unpacks to is limited by its reader. */
export const MAX_TENSOR_FILE = 2 ** 30;

/** The largest WGSL file in bytes. */
const MAX_WGSL_FILE = 2 ** 24;

export function signatureOf(claim: Claim): Signature {
  const { d1, d2, d3 } = dimensionsOf(claim);
  return { left: d1, right: d2, out: d3, dtype: claim.dtype };
}

const quiet = (): string => '';

/** The arrays of a file; a .npy has one, without a name. @throws RequestError */
export function readArrays(path: string): Tensors {
  const bytes = readWhole(path, MAX_TENSOR_FILE);
  if (/\.npz$/i.test(path)) return readNpz(bytes, path);
  if (/\.safetensors$/i.test(path)) return new Map(readSafetensors(bytes, path).tensors);
  if (/\.npy$/i.test(path)) return new Map([['', readNpy(bytes, path)]]);
  throw new RequestError(`${path}: expected a file that ends in .npy, .npz or .safetensors`);
}

function oneArray(path: string, key: string | undefined): Tensor {
  const arrays = readArrays(path);
  const names = [...arrays.keys()];
  const shown = names
    .slice(0, 8)
    .map((name) => JSON.stringify(name))
    .join(', ');
  if (key === undefined && names.length !== 1) {
    throw new RequestError(`${path}: expected one array, got ${names.length} (${shown}); name one in runner.key`);
  }
  const found = arrays.get(key ?? names[0] ?? '');
  if (found === undefined) throw new RequestError(`${path}: there is no array ${JSON.stringify(key)}, only ${shown}`);
  return found;
}

export interface Circumstances {
  /** of the manifest */
  readonly folder: string;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

function captured(batches: Iterable<Batch>, signature: Signature, path: string, seed: number): Running {
  if (!/\.(?:npz|safetensors)$/i.test(path)) {
    throw new RequestError(`${path}: expected outputs in a file that ends in .npz or .safetensors`);
  }
  const arrays = readArrays(path);
  const implementation = capturedImplementation(arrays, [...batches], signature, seed, path);
  return { implementation, stderr: quiet };
}

/** A program: a process, or an ES module in one. */
async function openProgram(
  runner: Extract<Runner, { readonly type: 'process' | 'module' }>,
  signature: Signature,
  timeoutSeconds: number,
  { folder, signal }: Circumstances,
): Promise<Running> {
  const shared = { folder, timeoutSeconds, ...(signal === undefined ? {} : { signal }) };
  if (runner.type === 'process') {
    const { command, protocol } = runner;
    return runProcess({ command, protocol, ...shared }, signature);
  }
  const path = pathFrom(folder, runner.path);
  if (!existsSync(path)) throw new RequestError(`${path}: no such file`);
  return runModule({ path: resolve(path), name: runner.export, ...shared }, signature);
}

/** The implementation of a symmetric contraction: one vector in. The caller closes it. @throws as openImplementation */
export async function openSymmetric(
  { claim, timeoutSeconds }: SymmetricManifest,
  runner: Exclude<SymmetricRunner, { readonly type: 'tensor' }>,
  circumstances: Circumstances,
): Promise<Running> {
  const signature = symmetricSignature(claim);
  if (runner.type !== 'outputs') return openProgram(runner, signature, timeoutSeconds, circumstances);
  const { folder, seed } = circumstances;
  return captured(askedCampaign(claim, seed), signature, pathFrom(folder, runner.path), seed);
}

/**
 * Opens what the manifest describes; the caller closes it.
 * @param runner the manifest's own, or one that takes its place
 * @throws RequestError for files that are not what they should be, MachineError for what cannot run here
 */
export async function openImplementation(
  { claim, timeoutSeconds }: Manifest,
  runner: Runner,
  circumstances: Circumstances,
): Promise<Running> {
  const { folder, seed } = circumstances;
  const signature = signatureOf(claim);
  if (runner.type === 'process' || runner.type === 'module') {
    return openProgram(runner, signature, timeoutSeconds, circumstances);
  }
  const path = pathFrom(folder, runner.path);
  if (runner.type === 'outputs') return captured(campaign(claim, seed), signature, path, seed);
  if (runner.type === 'tensor') {
    const implementation = tensorImplementation(oneArray(path, runner.key), signature, path);
    return { implementation, stderr: quiet };
  }
  if (!existsSync(path)) throw new RequestError(`${path}: no such file`);
  const text = new TextDecoder().decode(readWhole(path, MAX_WGSL_FILE));
  return { implementation: await wgslImplementation(runner, text, signature, { timeoutSeconds }), stderr: quiet };
}
