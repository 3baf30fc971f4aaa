/**
 * The checks of kernels catch what they should and nothing else: every planted fault is caught, every correct kernel passes, and over 200
 * seeds no correct kernel is accused.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../src/gpu/adapters.ts';
import { CHECK_IDS } from '../../src/gpu/check-result.ts';
import { DeviceError } from '../../src/gpu/child-device.ts';
import { kernelOf } from '../../src/gpu/choose-kernel.ts';
import { examineKernel, type PreparedTrials, prepareTrials } from '../../src/gpu/examine.ts';
import { kernelCase } from '../../src/gpu/kernel-case.ts';
import { KERNEL_ALGORITHMS, KERNEL_PASSES, type KernelId } from '../../src/gpu/kernel-ids.ts';
import { openGpu, titled, whyNoGpu } from './device.ts';
import { MUTANTS } from './mutants.ts';

/** More than one workgroup, the last of them not full. */
const BATCH = 72;
const SEEDS = 200;

describe.skipIf(whyNoGpu !== undefined)(titled('the checks of kernels'), () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await openGpu();
  }, 120_000);
  afterAll(() => gpu?.close());

  const known = new Map<string, PreparedTrials>();
  const prepared = ({ algorithm, pass, lmax }: KernelId): PreparedTrials => {
    const key = `${algorithm} ${pass} ${lmax}`;
    const trials =
      known.get(key) ??
      prepareTrials(kernelCase({ algorithm, pass, lmax }), {
        batch: BATCH,
        seed: 1,
        rounding: gpu.arithmetic.rounding,
      });
    known.set(key, trials);
    return trials;
  };

  it('catch every planted fault, and pass each kernel without it', async () => {
    const { keepsNaN } = gpu.arithmetic;
    const correct = new Set<string>();
    const table: string[] = [];
    const missed: string[] = [];
    for (const { name, base, make } of MUTANTS) {
      const trials = prepared(base);
      const where = `${base.algorithm} ${base.pass} L=${base.lmax} ${base.form}`;
      if (!correct.has(where)) {
        const printed = kernelOf(trials.kernel, gpu.info.limits, base.form);
        const { verdict, checks } = await examineKernel(gpu, printed, trials, { keepsNaN });
        expect(verdict, `${where}: ${checks.map(({ evidence = '' }) => evidence).join(' ')}`).toBe('pass');
        correct.add(where);
      }
      const mutant = make(trials.kernel, gpu.info.limits);
      const { checks } = await examineKernel(gpu, mutant, trials, { keepsNaN });
      const caught = CHECK_IDS.filter((id) => checks.some((check) => check.id === id && check.verdict === 'fail'));
      if (caught.length === 0) missed.push(`${where}: ${name}`);
      table.push(`${where.padEnd(40)} ${name.padEnd(40)} ${caught.join(' ')}`);
    }
    console.log(`${table.length} planted faults and the checks that catch them\n${table.join('\n')}`);
    expect(missed).toEqual([]);
    expect(table.length).toBeGreaterThanOrEqual(40);
    expect(correct.size).toBeGreaterThanOrEqual(10);
  }, 300_000);

  it('refuse a kernel that does not compile, and go on with the next', async () => {
    const trials = prepared({ algorithm: 'cgtp-sparse', pass: 'forward', lmax: 1 });
    const printed = kernelOf(trials.kernel, gpu.info.limits);
    const broken = { ...printed, source: printed.source.replace('let own', 'let let own') };
    await expect(examineKernel(gpu, broken, trials, { keepsNaN: true })).rejects.toThrow(DeviceError);
    expect((await examineKernel(gpu, printed, trials, { keepsNaN: true, only: ['uniform'] })).verdict).toBe('pass');
  });

  it(`accuse no correct kernel, seeds 1 … ${SEEDS}`, async () => {
    const kernels = KERNEL_ALGORITHMS.flatMap((algorithm) =>
      KERNEL_PASSES.map((pass) => ({ algorithm, pass, lmax: 1 })),
    );
    const { rounding, keepsNaN } = gpu.arithmetic;
    const printed = kernels.map((id) => {
      const kernel = kernelCase(id);
      return { kernel, printed: kernelOf(kernel, gpu.info.limits) };
    });
    const only = CHECK_IDS.filter((id) => id !== 'basis');
    const alarms: string[] = [];
    let entries = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const one = printed[seed % printed.length];
      if (one === undefined) continue;
      const trials = prepareTrials(one.kernel, { batch: 2, seed, rounding });
      const { verdict, checks, entries: judged } = await examineKernel(gpu, one.printed, trials, { keepsNaN, only });
      entries += judged;
      if (verdict === 'fail')
        alarms.push(
          `seed ${seed}: ${one.kernel.algorithm} ${JSON.stringify(checks.filter((c) => c.verdict === 'fail'))}`,
        );
    }
    expect(alarms).toEqual([]);
    expect(entries).toBeGreaterThan(SEEDS * 100);
  }, 300_000);
});
