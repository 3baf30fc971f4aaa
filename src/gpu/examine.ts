/**
 * Everything a kernel is held to, on a device:
 *
 *   basis          every entry of the tensor, exactly or within its bound
 *   tempers        random numbers of every temper within their bounds (trials.ts)
 *   equivariance   rotated inputs give rotated outputs
 *   independence   a row gives the same bits alone, elsewhere in the batch, and among other rows
 *   determinism    the same bits at every run
 *   guards         surplus workgroups and all runs write nothing outside the outputs
 *   nan            a NaN in one entry reaches an output that depends on it, and none that does not read it; where the adapter keeps NaN
 */

import type { KernelRounding } from '../exact/rounding.ts';
import { readersOf } from './dependence.ts';
import { judgeEquivariance } from './equivariance.ts';
import type { JobRunner } from './job.ts';
import type { Kernel } from './kernel.ts';
import type { KernelCase } from './kernel-case.ts';
import { type KernelOptions, runKernel } from './run-kernel.ts';
import { boundsOf, type Judgement, judge, rowInputs, type Trial } from './trial.ts';
import { basisTrial, randomTrial, TEMPERS } from './trials.ts';

export const CHECK_IDS = ['basis', ...TEMPERS, 'equivariance', 'independence', 'determinism', 'guards', 'nan'] as const;
export type CheckId = (typeof CHECK_IDS)[number];

export interface CheckResult {
  readonly id: CheckId;
  readonly verdict: 'pass' | 'fail' | 'skipped';
  /** numbers compared */
  readonly entries: number;
  /** for checks against a bound */
  readonly observedOverBound?: number;
  /** what was wrong and where, or why the check was skipped */
  readonly evidence?: string;
}

export interface Examination {
  readonly verdict: 'pass' | 'fail';
  readonly entries: number;
  /** the largest over all checks */
  readonly observedOverBound: number;
  readonly checks: readonly CheckResult[];
}

export interface TrialOptions {
  /** rows of the random trials */
  readonly batch: number;
  readonly seed: number;
  readonly rounding: KernelRounding;
}

type Tempered = 'basis' | (typeof TEMPERS)[number];

/** The trials of a kernel with their bounds, each made when it is first asked for: many prints of one kernel can share them. */
export interface PreparedTrials extends TrialOptions {
  readonly kernel: KernelCase;
  trial(id: Tempered): { readonly trial: Trial; readonly bounds: readonly Float64Array[] };
}

/** Rows of the batch that share a direction. */
const CHANNELS = 4;

export function prepareTrials(kernel: KernelCase, options: TrialOptions): PreparedTrials {
  const { batch, seed, rounding } = options;
  const channels = kernel.inputs.some(({ shared }) => shared) && batch % CHANNELS === 0 ? CHANNELS : 1;
  const known = new Map<Tempered, ReturnType<PreparedTrials['trial']>>();
  return {
    ...options,
    kernel,
    trial: (id) => {
      const before = known.get(id);
      if (before !== undefined) return before;
      const trial = id === 'basis' ? basisTrial(kernel) : randomTrial(kernel, id, batch, seed, channels);
      const made = { trial, bounds: boundsOf(kernel, trial, rounding) };
      known.set(id, made);
      return made;
    },
  };
}

export interface ExamineOptions {
  /** whether a NaN must be seen to travel */
  readonly keepsNaN: boolean;
  /** which checks; absent: all */
  readonly only?: readonly CheckId[];
}

const fromJudgement = (id: CheckId, { entries, observedOverBound, worst, unclaimed }: Judgement): CheckResult => {
  const passed = observedOverBound <= 1 && entries > 0;
  const place =
    worst === undefined
      ? ''
      : `row ${worst.row}, ${worst.output} ${worst.entry}: ${worst.found}, expected ${worst.expected} ± ${worst.bound}`;
  return {
    id,
    verdict: passed ? 'pass' : 'fail',
    entries,
    observedOverBound,
    ...(passed ? {} : { evidence: entries === 0 ? `nothing to judge, ${unclaimed} numbers may overflow` : place }),
  };
};

/** The rows of a trial in another order: row r of the result is row order[r] of the trial. */
function reordered(kernel: KernelCase, trial: Trial, order: readonly number[]): Float32Array[] {
  const rows = order.map((row) => rowInputs(kernel, trial, row));
  return kernel.inputs.map(({ entries: { length } }, k) => {
    const whole = new Float32Array(order.length * length);
    for (const [r, row] of rows.entries()) whole.set(row[k] ?? [], r * length);
    return whole;
  });
}

const bits = (numbers: Float32Array): Uint32Array =>
  new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);

/** The first word in which rows differ, or how many words were compared. */
function sameRows(a: Float32Array, b: Float32Array, length: number, pairs: readonly (readonly [number, number])[]) {
  const [left, right] = [bits(a), bits(b)];
  for (const [row, other] of pairs) {
    for (let k = 0; k < length; k++) {
      if (left[row * length + k] !== right[other * length + k]) return { row, k, compared: 0 };
    }
  }
  return { compared: pairs.length * length };
}

/** All checks of one kernel. @throws what the device throws: a check that could not run is no verdict */
export async function examineKernel(
  runner: JobRunner,
  printed: Kernel,
  prepared: PreparedTrials,
  { keepsNaN, only = CHECK_IDS }: ExamineOptions,
): Promise<Examination> {
  const { kernel, batch, seed, rounding } = prepared;
  const strayed = new Set<string>();
  const run = async (
    inputs: readonly Float32Array[],
    rows: number,
    options?: KernelOptions,
  ): Promise<readonly Float32Array[]> => {
    const result = await runKernel(runner, printed, inputs, rows, options);
    for (const name of result.strayed) strayed.add(name);
    return result.outputs;
  };
  const onTrial = (trial: Trial, options: KernelOptions = {}) =>
    run(trial.inputs, trial.rows, { ...options, channels: trial.channels });
  const plain = (): Trial => prepared.trial('uniform').trial;
  const bounded = (id: Tempered) => async (): Promise<CheckResult> => {
    const { trial, bounds } = prepared.trial(id);
    return fromJudgement(id, judge(trial, bounds, await onTrial(trial), kernel));
  };
  const again = async (id: CheckId, options: KernelOptions): Promise<CheckResult> => {
    const [first, second] = [await onTrial(plain()), await onTrial(plain(), options)];
    return bitwise(
      id,
      kernel,
      first,
      second,
      rowPairs(batch, (row) => row),
    );
  };
  const checks: Record<CheckId, () => Promise<CheckResult>> = {
    basis: bounded('basis'),
    uniform: bounded('uniform'),
    wide: bounded('wide'),
    huge: bounded('huge'),
    tiny: bounded('tiny'),
    subnormal: bounded('subnormal'),
    cancelling: bounded('cancelling'),
    equivariance: async () =>
      fromJudgement(
        'equivariance',
        await judgeEquivariance(kernel, rounding, { rows: Math.min(batch, 8), seed }, onTrial),
      ),
    independence: () => independence(kernel, plain(), onTrial, run),
    determinism: () => again('determinism', {}),
    guards: async () => {
      const same = await again('guards', { surplusGroups: 3 });
      if (strayed.size === 0) return same;
      const evidence = `written to after the end of ${[...strayed].join(' and ')}`;
      return { id: 'guards', verdict: 'fail', entries: 0, evidence };
    },
    nan: () => nanCheck(kernel, plain(), keepsNaN, onTrial),
  };
  const results: CheckResult[] = [];
  // Guards are judged last, when every run has had its chance to stray.
  const order = [...only].sort((a, b) => Number(a === 'guards') - Number(b === 'guards'));
  for (const id of order) results.push(await checks[id]());
  return {
    verdict: results.every(({ verdict }) => verdict !== 'fail') ? 'pass' : 'fail',
    entries: results.reduce((sum, { entries }) => sum + entries, 0),
    observedOverBound: Math.max(0, ...results.map(({ observedOverBound = 0 }) => observedOverBound)),
    checks: results,
  };
}

const rowPairs = (rows: number, other: (row: number) => number): (readonly [number, number])[] =>
  Array.from({ length: rows }, (_, row) => [row, other(row)] as const);

function bitwise(
  id: CheckId,
  { outputs }: KernelCase,
  a: readonly Float32Array[],
  b: readonly Float32Array[],
  pairs: readonly (readonly [number, number])[],
): CheckResult {
  let entries = 0;
  for (const [k, { name, entries: names }] of outputs.entries()) {
    const same = sameRows(a[k] ?? new Float32Array(), b[k] ?? new Float32Array(), names.length, pairs);
    if (same.row !== undefined) {
      return { id, verdict: 'fail', entries, evidence: `row ${same.row}, ${name} ${names[same.k]}: other bits` };
    }
    entries += same.compared;
  }
  return { id, verdict: entries > 0 ? 'pass' : 'fail', entries };
}

/** Every row once more: in reverse order, and the first, middle and last alone. */
async function independence(
  kernel: KernelCase,
  trial: Trial,
  onTrial: (trial: Trial) => Promise<readonly Float32Array[]>,
  run: (inputs: readonly Float32Array[], rows: number) => Promise<readonly Float32Array[]>,
): Promise<CheckResult> {
  const whole = await onTrial(trial);
  const back = Array.from({ length: trial.rows }, (_, r) => trial.rows - 1 - r);
  const reversed = await run(reordered(kernel, trial, back), trial.rows);
  let result = bitwise(
    'independence',
    kernel,
    whole,
    reversed,
    rowPairs(trial.rows, (row) => trial.rows - 1 - row),
  );
  for (const row of new Set([0, Math.floor(trial.rows / 2), trial.rows - 1])) {
    if (result.verdict === 'fail') break;
    const alone = bitwise('independence', kernel, whole, await run(reordered(kernel, trial, [row]), 1), [[row, 0]]);
    result = { ...alone, entries: alone.entries + result.entries };
  }
  return result;
}

async function nanCheck(
  kernel: KernelCase,
  trial: Trial,
  keepsNaN: boolean,
  onTrial: (trial: Trial) => Promise<readonly Float32Array[]>,
): Promise<CheckResult> {
  if (!keepsNaN)
    return { id: 'nan', verdict: 'skipped', entries: 0, evidence: 'this adapter does not keep NaN, as WGSL allows' };
  const before = await onTrial(trial);
  let entries = 0;
  for (const [input, { entries: names, shared, name }] of kernel.inputs.entries()) {
    const row = Math.floor(trial.rows / 2);
    const entry = names.length - 1;
    const at = (shared ? Math.floor(row / trial.channels) : row) * names.length + entry;
    const sick = trial.inputs.map((numbers, k) => (k === input ? numbers.slice() : numbers));
    sick[input]?.fill(Number.NaN, at, at + 1);
    const served = (other: number): boolean =>
      shared ? Math.floor(other / trial.channels) === Math.floor(row / trial.channels) : other === row;
    const after = await onTrial({ ...trial, inputs: sick });
    const readers = readersOf(kernel.program, input, entry);
    const where = `NaN in ${name} ${names[entry]} of row ${row}`;
    let shown = !readers.flat().some(({ depends }) => depends);
    for (const [k, output] of kernel.outputs.entries()) {
      const [was, is] = [before[k], after[k]];
      for (let i = 0; i < (is?.length ?? 0); i++) {
        const [r, e] = [Math.floor(i / output.entries.length), i % output.entries.length];
        const reads = served(r) && readers[k]?.[e]?.reads === true;
        if (reads) shown ||= Number.isNaN(is?.[i]);
        else if (is?.[i] !== was?.[i]) {
          const evidence = `${where}: row ${r}, ${output.name} ${output.entries[e]} does not read it and became ${is?.[i]}`;
          return { id: 'nan', verdict: 'fail', entries, evidence };
        }
        entries++;
      }
    }
    if (!shown) return { id: 'nan', verdict: 'fail', entries, evidence: `${where}: no output shows it` };
  }
  return { id: 'nan', verdict: entries > 0 ? 'pass' : 'fail', entries };
}
