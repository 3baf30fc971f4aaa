/** Times of kernels: every number of a record is there, of the adapter that ran, and by the clock that it names. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { benchGpu } from '../../src/bench/gpu.ts';
import { readGpuRecords } from '../../src/bench/gpu-record.ts';
import type { Gpu } from '../../src/gpu/adapters.ts';
import { openGpu, titled, whyNoGpu } from './device.ts';

describe.skipIf(whyNoGpu !== undefined)(titled('the times of kernels'), () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await openGpu();
  }, 120_000);
  afterAll(() => gpu?.close());

  it('of two kernels, one unrolled and one from a table', async () => {
    const kernels = [
      { algorithm: 'cgtp-sparse', pass: 'forward', lmax: 1 },
      { algorithm: 'gtp-grid', pass: 'vjp', lmax: 2 },
    ] as const;
    const notes: string[] = [];
    const record = await benchGpu(gpu, kernels, 1, (_done, _of, note) => notes.push(note));
    expect(notes).toEqual(['cgtp-sparse forward L=1', 'gtp-grid vjp L=2', '']);
    expect(readGpuRecords(JSON.stringify([record]), 'record')).toEqual([record]);
    expect(record.software).toBe(gpu.info.software);
    expect(record.clock).toBe(gpu.info.timestamps ? 'gpu' : 'host');
    expect(record.results.map(({ form }) => form)).toEqual(['unrolled', 'table']);
    for (const { q1, median, q3, batch } of record.results) {
      expect(q1).toBeLessThanOrEqual(median);
      expect(median).toBeLessThanOrEqual(q3);
      expect(batch).toBeGreaterThanOrEqual(64);
    }
  });
});
