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
import { CHECK_IDS, type CheckId, type CheckResult } from './check-result.ts';
import { judgeEquivariance } from './equivariance.ts';
import type { JobRunner } from './job.ts';
import type { Kernel } from './kernel.ts';
import type { KernelCase } from './kernel-case.ts';
import { bitwise, independence, nanCheck, rowPairs } from './row-checks.ts';
import { type KernelOptions, runKernel } from './run-kernel.ts';
import { boundsOf, type Judgement, judge, type Trial } from './trial.ts';
import { basisTrial, randomTrial, type TEMPERS } from './trials.ts';

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
