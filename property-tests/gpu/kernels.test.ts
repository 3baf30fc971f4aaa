/**
 * Every kernel, executed: each algorithm forward and backward, unrolled and from a table at L = 1, by the rule at L = 2; every check passes
 * and every bound is one that a kernel comes near to. Splitting changes no bit.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../src/gpu/adapters.ts';
import { CHECK_IDS, type CheckId } from '../../src/gpu/check-result.ts';
import { DeviceError } from '../../src/gpu/child-device.ts';
import { kernelOf } from '../../src/gpu/choose-kernel.ts';
import { examineKernel, prepareTrials } from '../../src/gpu/examine.ts';
import { KERNEL_FORMS, type KernelForm } from '../../src/gpu/kernel.ts';
import { kernelCase } from '../../src/gpu/kernel-case.ts';
import { KERNEL_ALGORITHMS, KERNEL_PASSES } from '../../src/gpu/kernel-ids.ts';
import { runKernel } from '../../src/gpu/run-kernel.ts';
import { randomTrial } from '../../src/gpu/trials.ts';
import { openGpu, titled, whyNoGpu } from './device.ts';

/** A bound that no kernel comes within a two-hundredth of would hide errors. */
const LEAST_RATIO = 0.005;
const BATCH = 32;
/** Terms. Beyond the rule's limit, so that the rule is no crutch. */
const LONGEST_UNROLLED = 1000;
/** An FFT of padded length has 33,000 terms at L = 2: its program is bounded on fewer rows. */
const LONG = new Set(['gtp-fourier-fft']);

describe.skipIf(whyNoGpu !== undefined)(titled('kernels on the adapter found'), () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await openGpu();
  }, 120_000);
  afterAll(() => gpu?.close());

  const cells = KERNEL_ALGORITHMS.flatMap((algorithm) => KERNEL_PASSES.map((pass) => ({ algorithm, pass })));

  async function examined(
    id: (typeof cells)[number],
    lmax: number,
    form: KernelForm | undefined,
    only: readonly CheckId[],
  ) {
    const { rounding, keepsNaN } = gpu.arithmetic;
    const kernel = kernelCase({ ...id, lmax });
    const printed = kernelOf(kernel, gpu.info.limits, form);
    const trials = prepareTrials(kernel, { batch: BATCH, seed: 1, rounding });
    const examination = await examineKernel(gpu, printed, trials, { keepsNaN, only });
    const faults = examination.checks.filter(({ verdict }) => verdict === 'fail');
    expect(faults, `${id.algorithm} ${id.pass} L=${lmax} ${printed.form}`).toEqual([]);
    expect(examination.checks.map((check) => check.id).sort()).toEqual([...only].sort());
    expect(examination.observedOverBound).toBeGreaterThan(LEAST_RATIO);
    return examination;
  }

  it.each(KERNEL_FORMS)(
    'pass every check at L = 1, %s',
    async (form) => {
      let kernels = 0;
      for (const id of cells) {
        const { program } = kernelCase({ ...id, lmax: 1 });
        // Nobody would unroll the longer ones: they take long to compile.
        if (form === 'unrolled' && program.kinds.length > LONGEST_UNROLLED) continue;
        const { entries } = await examined(id, 1, form, CHECK_IDS);
        expect(entries).toBeGreaterThan(1000);
        kernels++;
      }
      expect(kernels).toBe(form === 'table' ? 22 : 18);
    },
    300_000,
  );

  it('give every entry of their tensors at L = 2, sparse and dense Math.fround(C) itself, and stand random numbers', async () => {
    let [kernels, exact] = [0, 0];
    for (const id of cells) {
      const only: readonly CheckId[] = LONG.has(id.algorithm)
        ? ['uniform', 'determinism']
        : ['basis', 'wide', 'guards', 'equivariance'];
      const { checks } = await examined(id, 2, undefined, only);
      // Sums of products with one and zero: nothing is rounded but the coefficient.
      if (/^cgtp-(dense|sparse)$/.test(id.algorithm)) {
        expect(checks.find((check) => check.id === 'basis')).toMatchObject({ verdict: 'pass', observedOverBound: 0 });
        exact++;
      }
      kernels++;
    }
    expect([kernels, exact]).toEqual([22, 4]);
  }, 300_000);

  it('are right where there is next to nothing to do, L = 0, and by the letter of WGSL', async () => {
    let entries = 0;
    for (const id of cells) {
      for (const [lmax, rounding] of [
        [0, gpu.arithmetic.rounding],
        [1, 'letter'],
      ] as const) {
        const kernel = kernelCase({ ...id, lmax });
        const trials = prepareTrials(kernel, { batch: 3, seed: 1, rounding });
        const printed = kernelOf(kernel, gpu.info.limits);
        const examination = await examineKernel(gpu, printed, trials, {
          keepsNaN: true,
          only: ['basis', 'uniform', 'guards'],
        });
        expect(examination.verdict, `${id.algorithm} ${id.pass} L=${lmax}`).toBe('pass');
        if (rounding === 'letter') expect(examination.observedOverBound).toBeGreaterThan(LEAST_RATIO);
        entries += examination.entries;
      }
    }
    expect(entries).toBeGreaterThan(5000);
  }, 120_000);

  it('split into launches and parts of a table, the same bits', async () => {
    let compared = 0;
    for (const algorithm of ['gtp-grid', 'cgtp-so2'] as const) {
      const kernel = kernelCase({ algorithm, pass: 'forward', lmax: 1 });
      const printed = kernelOf(kernel, gpu.info.limits, 'table');
      const channels = algorithm === 'cgtp-so2' ? 4 : 1;
      const trial = randomTrial(kernel, 'uniform', 200, 5, channels);
      const whole = await runKernel(gpu, printed, trial.inputs, 200, { channels });
      const parts = await runKernel(gpu, printed, trial.inputs, 200, { channels, mostTableWords: 60 });
      const narrow = {
        info: { ...gpu.info, limits: { ...gpu.info.limits, maxStorageBufferBindingSize: 64 * 4 * 70 } },
        run: gpu.run,
      };
      const launches = await runKernel(narrow, printed, trial.inputs, 200, { channels });
      for (const split of [parts, launches]) {
        expect(split.strayed).toEqual([]);
        expect(split.outputs).toEqual(whole.outputs);
        compared += split.outputs.reduce((sum, { length }) => sum + length, 0);
      }
    }
    expect(compared).toBe(2 * 2 * 200 * 9);
  });
});

describe.skipIf(whyNoGpu !== undefined)(titled('a device that goes wrong'), () => {
  const job = (code: string) => ({
    shaders: [code],
    buffers: [{ usage: 'storage' as const, size: 4, read: true as const }],
    dispatches: [{ shader: 0, entry: 'main', bindings: [0], workgroups: [1, 1, 1] as const }],
  });
  const head = '@group(0) @binding(0) var<storage, read_write> z : array<u32>;\n@compute @workgroup_size(1) fn main()';

  it('a kernel that never ends is reported after the time it was given', async () => {
    const gpu = await openGpu(5);
    const endless = `${head} { for (var i = 0u; z[0] != 1u; i++) { z[0] = i * 2u; } }`;
    await expect(gpu.run(job(endless))).rejects.toThrow(/did not answer within 5 seconds/);
    await expect(gpu.run(job(endless))).rejects.toThrow(/did not answer/);
    gpu.close();
  });

  it('a shader that does not compile is named by line and column, and the device lives on', async () => {
    const gpu = await openGpu();
    await expect(gpu.run(job(`${head} { z[0] = 1.5; }`))).rejects.toThrow(DeviceError);
    await expect(gpu.run(job(`${head} { z[0] = 1.5; }`))).rejects.toThrow(/line 2, column/);
    const { buffers } = await gpu.run(job(`${head} { z[0] = 7u; }`));
    expect([...(buffers[0] ?? [])]).toEqual([7, 0, 0, 0]);
    gpu.close();
  });

  it('a child that is killed ends the wait', async () => {
    const gpu = await openGpu();
    const running = gpu.run(job(`${head} { for (var i = 0u; z[0] != 1u; i++) { z[0] = i * 2u; } }`));
    gpu.close();
    await expect(running).rejects.toThrow(/SIGKILL/);
  });
});
