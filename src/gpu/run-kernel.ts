/** Calls a kernel: batches split into launches, tables into parts, every output before a guard (guarded-output.ts). */
import { RequestError } from '../errors.ts';
import { guardedOutput, readGuarded } from './guarded-output.ts';
import type { Dispatch, Job, JobBuffer, JobRunner } from './job.ts';
import type { Kernel } from './kernel.ts';
import { type Launch, launchesOf, mostRows } from './split.ts';
import { cutTable } from './wgsl-table.ts';

const WORD = 4;

export interface KernelRun {
  /** [rows, entries] of each output; NaN where nothing was written */
  readonly outputs: readonly Float32Array[];
  /** outputs whose guards were written to */
  readonly strayed: readonly string[];
}

export interface KernelOptions {
  /** rows of the batch that one row of a shared input serves; absent: 1 */
  readonly channels?: number;
  /** workgroups beyond those that the batch needs: they must write nothing */
  readonly surplusGroups?: number;
  /** at most so many words of a table in one dispatch; absent: as many as a buffer holds */
  readonly mostTableWords?: number;
}

const words = (values: readonly number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);
const bytesOf = (numbers: Float32Array | Uint32Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

/** At least one word: an empty vector still has a binding. */
const input = (data: Uint8Array): JobBuffer => ({ usage: 'input', size: Math.max(WORD, data.byteLength), data });

/** The uniform of a dispatch and its own buffers. */
interface Part {
  readonly batch: Uint8Array;
  readonly table?: Uint8Array;
}

function partsOf(kernel: Kernel, rows: number, channels: number, stride: number, mostWords: number): Part[] {
  const { table } = kernel;
  if (table === undefined) return [{ batch: words([rows, channels]) }];
  const outputs = table.words.length - table.rowWords;
  const cuts = cutTable(table, mostWords - outputs);
  const ends = cuts.length > 1 ? cuts.slice(1) : [0];
  return ends.map((end, k) => {
    const start = cuts[k] ?? 0;
    const last = k === ends.length - 1;
    return {
      batch: words([rows, channels, stride, end - start, k === 0 ? 1 : 0, last ? 1 : 0]),
      table: bytesOf(table.words.subarray(start, last ? table.words.length : end)),
    };
  });
}

/** The job of one launch. @param inputs the launch's rows of each input */
export function kernelJob(
  kernel: Kernel,
  inputs: readonly Float32Array[],
  rows: number,
  { channels = 1, surplusGroups = 0, mostTableWords = Number.POSITIVE_INFINITY }: KernelOptions,
): Job {
  const { rowsPerGroup, table } = kernel;
  const groups = Math.ceil(rows / rowsPerGroup);
  const stride = groups * rowsPerGroup;
  const vectors = [
    ...inputs.map((data) => input(bytesOf(data))),
    ...kernel.outputs.map(({ entries }) => guardedOutput(rows * entries.length)),
  ];
  const buffers: JobBuffer[] = [...vectors];
  const slots = table === undefined ? [] : [buffers.push({ usage: 'storage', size: WORD * table.slots * stride }) - 1];
  const dispatches = partsOf(kernel, rows, channels, stride, mostTableWords).map((part): Dispatch => {
    const batch = buffers.push({ usage: 'uniform', size: part.batch.byteLength, data: part.batch }) - 1;
    const own = part.table === undefined ? [] : [buffers.push(input(part.table)) - 1];
    return {
      shader: 0,
      entry: kernel.entry,
      bindings: [...vectors.keys(), batch, ...own, ...slots],
      workgroups: [groups + surplusGroups, 1, 1],
    };
  });
  return { shaders: [kernel.source], buffers, dispatches };
}

function requireInputs({ inputs }: Kernel, given: readonly Float32Array[], rows: number, channels: number): void {
  for (const [k, { name, entries, shared }] of inputs.entries()) {
    const length = (shared ? rows / channels : rows) * entries.length;
    const came = given[k]?.length ?? 0;
    if (came !== length) throw new RequestError(`${name}: expected ${length} numbers for ${rows} rows, got ${came}`);
  }
}

/** What a launch needs of an input. */
function rowsOfInput(
  kernel: Kernel,
  k: number,
  whole: Float32Array,
  { first, count }: Launch,
  channels: number,
): Float32Array {
  const vector = kernel.inputs[k];
  if (vector === undefined) return whole.subarray(0, 0);
  const repeat = vector.shared ? channels : 1;
  const length = vector.entries.length;
  return whole.subarray((first / repeat) * length, Math.ceil((first + count) / repeat) * length);
}

/**
 * Runs a kernel on a batch.
 * @param inputs row-major, [rows, entries], or [rows / channels, entries] where shared
 * @throws RequestError for inputs of the wrong length; what the runner throws
 */
export async function runKernel(
  runner: JobRunner,
  kernel: Kernel,
  inputs: readonly Float32Array[],
  rows: number,
  options: KernelOptions = {},
): Promise<KernelRun> {
  const { channels = 1 } = options;
  requireInputs(kernel, inputs, rows, channels);
  const { limits } = runner.info;
  const mostTableWords = Math.min(
    options.mostTableWords ?? Number.POSITIVE_INFINITY,
    Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize) / WORD,
  );
  const outputs = kernel.outputs.map(({ entries }) => new Float32Array(rows * entries.length));
  const strayed = new Set<string>();
  for (const launch of launchesOf(rows, channels, mostRows(kernel, limits))) {
    const own = inputs.map((whole, k) => rowsOfInput(kernel, k, whole, launch, channels));
    const result = await runner.run(kernelJob(kernel, own, launch.count, { ...options, mostTableWords }));
    for (const [k, { name, entries }] of kernel.outputs.entries()) {
      const { numbers, strayed: one } = readGuarded(
        result.buffers[k] ?? new Uint8Array(),
        launch.count * entries.length,
      );
      if (one) strayed.add(name);
      outputs[k]?.set(numbers, launch.first * entries.length);
    }
  }
  return { outputs, strayed: [...strayed] };
}
