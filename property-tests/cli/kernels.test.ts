/** `gauntlet kernels`, `gauntlet doctor` and `gauntlet bench --gpu` as their users run them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GpuRecord, readGpuRecords, withGpuRecord } from '../../src/bench/gpu-record.ts';
import { RequestError } from '../../src/errors.ts';
import { built, emptyFolder, root } from '../command.ts';
import { titled, whyNoGpu } from '../gpu/device.ts';
import { expectRefusal, gauntlet, parsed, printed } from './gauntlet.ts';

beforeAll(built);

describe.skipIf(whyNoGpu !== undefined)(titled('gauntlet kernels'), () => {
  const small = ['kernels', '--algorithm', 'cgtp-sparse', '--lmax', '1', '--batch', '8'];

  it('judges each pass, in JSON as the contract has it', async () => {
    const result = parsed(await printed([...small, '--json']));
    expect(result).toMatchObject({
      adapter: { limits: {}, source: expect.stringMatching(/^(system|lavapipe|npm)$/) },
      seed: 1,
      batch: 8,
      kernels: ['forward', 'vjp'].map((pass) => ({
        algorithm: 'cgtp-sparse',
        pass,
        lmax: 1,
        form: 'unrolled',
        verdict: 'pass',
      })),
    });
    expect(result).toHaveProperty('kernels.0.entries', expect.any(Number));
    expect(result).toHaveProperty('kernels.1.observedOverBound', expect.any(Number));
    expect(result).toHaveProperty('kernels.0.checks.length', 12);
  });

  it('in text: the adapter, a line for each kernel, and one that sums up', async () => {
    const lines = (await printed(small)).trimEnd().split('\n');
    expect(lines[0]).toMatch(/found by (system|lavapipe|npm)/);
    expect(
      lines.filter((line) => /^cgtp-sparse +(forward|vjp) +1 +unrolled +\d+ +[\d.]+ +pass$/.test(line)),
    ).toHaveLength(2);
    expect(lines.at(-1)).toBe('2 kernels, all within their bounds');
  });

  it.each([
    [['--lmax', '7'], /whole number from 0 to 6/],
    [['--lmax', '-1'], /whole number from 0 to 6/],
    [['--batch', '0'], /whole number from 1/],
    [['--algorithm', 'fast'], /cgtp-dense/],
    [['--page', 'page.html', '--json'], /leave out --json/],
    [['--adapter', 'mine'], /system, lavapipe, npm/],
  ])('%j is refused', async (options, says) => {
    expectRefusal(await gauntlet(['kernels', ...options]), 2, says);
  });

  it('without an adapter: exit 3, and the mend', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { VK_DRIVER_FILES: '/nonexistent.json', VK_ICD_FILENAMES: '/nonexistent.json' });
    try {
      const outcome = await gauntlet([...small, '--adapter', 'system']);
      expectRefusal(outcome, 3, /no GPU adapter \(system: .*\)\ninstall .*npm install webgpu @sparticuz\/chromium/);
    } finally {
      for (const name of ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES']) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  });
});

describe.skipIf(whyNoGpu !== undefined)(titled('gauntlet doctor'), () => {
  it('says what was found where, in text and in JSON', async () => {
    const text = await printed(['doctor']);
    expect(text).toMatch(/^✓ Node +v\d+/);
    expect(text).toMatch(/^✓ adapter, npm +google swiftshader .*not performance/m);
    const result = parsed(await printed(['doctor', '--json']));
    const things = ['Node', 'adapter, system', 'adapter, lavapipe', 'adapter, npm', 'Python', 'browser'];
    expect(result).toMatchObject({
      findings: things.map((what) => ({ what, found: expect.any(Boolean), detail: expect.stringMatching(/./) })),
    });
  });
});

describe('gauntlet bench --gpu', () => {
  it('refuses what belongs to the processor', async () => {
    expectRefusal(await gauntlet(['bench', '--gpu', '--config', 'x.json']), 2, /leave it out with --gpu/);
  });

  it.skipIf(whyNoGpu !== undefined)('keeps no times of a software adapter', async () => {
    const outcome = await gauntlet(['bench', '--gpu', '--quick', '--output', join(emptyFolder(), 'gpu.json')]);
    // On a machine with a GPU the times are kept.
    if (outcome.status !== 0) expectRefusal(outcome, 2, /software adapter: its times are not performance/);
  });

  const record: GpuRecord = {
    adapter: 'a GPU',
    software: false,
    clock: 'gpu',
    seed: 1,
    rates: { copyBytesPerSecond: 1e12, multiplyAddsPerSecond: 1e13 },
    results: [],
  };

  it('records of real hardware are kept one for each adapter; the committed file is one', () => {
    const committed = readFileSync(join(root, 'src', 'bench', 'records', 'gpu.json'), 'utf8');
    expect(readGpuRecords(committed, 'gpu.json').every(({ software }) => !software)).toBe(true);
    const second = { ...record, seed: 2 };
    expect(withGpuRecord([record], second)).toEqual([second]);
    expect(withGpuRecord([record], { ...second, adapter: 'another' })).toHaveLength(2);
    expect(() => withGpuRecord([], { ...record, software: true })).toThrow(RequestError);
    expect(readGpuRecords(JSON.stringify([record]), 'x')).toEqual([record]);
    expect(() => readGpuRecords('[{}]', 'x.json')).toThrow(/x\.json: 0\./);
    expect(() => readGpuRecords('{', 'x.json')).toThrow(RequestError);
  });
});
