/** The canary tells adapters apart: one that computes rightly, one that rounds otherwise, and those that compute nothing or wrongly. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MachineError } from '../../src/errors.ts';
import { findGpu, tryAdapter } from '../../src/gpu/adapters.ts';
import { canaryAnswers, canaryJob } from '../../src/gpu/canary.ts';
import { judgeCanary } from '../../src/gpu/judge-canary.ts';
import { built, emptyFolder } from '../command.ts';
import { hostProgram, titled, whyNoGpu } from './device.ts';

const exact = canaryAnswers();
const special = { inOrder: 1, separate: 0, kept: 2 ** -127, half: 2 ** -127, product: Number.NaN };

/** The song of an adapter that answers as given. */
function song(
  answers: readonly number[],
  last: readonly number[] = Object.values(special),
  counts = (i: number) => 3 * i + 7,
): Uint8Array[] {
  const numbers = Uint32Array.from({ length: exact.length / 3 }, (_, i) => counts(i));
  return [new Uint8Array(numbers.buffer), new Uint8Array(Float32Array.from([...answers, ...last]).buffer)];
}
const nearest = exact.map(Math.fround);
/** Towards zero: the float32 below in size. */
const truncated = exact.map((value) => {
  const rounded = Math.fround(value);
  if (Math.abs(rounded) <= Math.abs(value)) return rounded;
  const bits = new Uint32Array(new Float32Array([rounded]).buffer);
  bits[0] = (bits[0] ?? 0) - 1;
  return new Float32Array(bits.buffer)[0] ?? 0;
});

describe('the canary', () => {
  it('has questions that no answer to another rounding fits', () => {
    expect(exact.length).toBe(3 * 192);
    expect(truncated.filter((value, k) => value !== nearest[k]).length).toBeGreaterThan(100);
    expect(canaryJob().dispatches).toHaveLength(1);
  });

  it('hears how an adapter computes', () => {
    expect(judgeCanary(song(nearest), exact)).toEqual({
      rounding: 'nearest',
      fuses: false,
      flushesSubnormals: false,
      keepsNaN: true,
    });
    expect(judgeCanary(song(nearest, [1, 2 ** -24, 0, 2 ** -127, 0]), exact)).toEqual({
      rounding: 'nearest',
      fuses: true,
      flushesSubnormals: true,
      keepsNaN: false,
    });
    expect(judgeCanary(song(nearest, [1 + 2 ** -23, 0, 0, 0, 0]), exact)).toMatchObject({ rounding: 'letter' });
    expect(judgeCanary(song(truncated), exact)).toMatchObject({ rounding: 'letter' });
  });

  it('does not believe one that computes nothing, or more than a last place off', () => {
    const zeros = exact.map(() => 0);
    expect(
      judgeCanary(
        song(zeros, [0, 0, 0, 0, 0], () => 0),
        exact,
      ),
    ).toEqual({ fault: expect.stringMatching(/computes nothing/) });
    expect(judgeCanary(song(zeros), exact)).toEqual({ fault: expect.stringMatching(/came out as 0/) });
    expect(judgeCanary(song(nearest.map((value) => value * (1 + 2 ** -21))), exact)).toEqual({
      fault: expect.any(String),
    });
    expect(judgeCanary(song(nearest.map((value, k) => (k === 77 ? Number.NaN : value))), exact)).toEqual({
      fault: expect.stringMatching(/NaN/),
    });
    expect(judgeCanary([], exact)).toEqual({ fault: 'it returned too little' });
  });
});

describe('finding an adapter', () => {
  /** A host that does as told. */
  function hostOf(code: string): string {
    const file = join(emptyFolder(), 'host.mjs');
    writeFileSync(file, code);
    return file;
  }

  it.each([
    ['crashes', 'process.abort();', /ended with SIGABRT/],
    ['ends in silence', 'process.exit(0);', /ended with exit code 0/],
    ['complains and ends', 'console.error("first\\nno driver"); process.exit(4);', /exit code 4; it said: no driver/],
    ['says nothing', 'setInterval(() => {}, 1000);', /did not answer within 1 seconds/],
    ['has no adapter', 'process.send({ failed: "no adapter" });', /no adapter/],
  ])('a driver that %s is a reason, not a crash', async (_, code, says) => {
    const tried = await tryAdapter('system', { program: hostOf(code), timeoutSeconds: 1 });
    expect(tried).toEqual({ source: 'system', reason: expect.stringMatching(says) });
  });

  it('without any: what was tried, and the mend', async () => {
    const program = hostOf('process.send({ failed: "no adapter" });');
    const search = findGpu(['system'], { program, timeoutSeconds: 5 });
    await expect(search).rejects.toThrow(MachineError);
    await expect(search).rejects.toThrow(/^no GPU adapter \(system: no adapter\)\ninstall /);
  });

  it.skipIf(whyNoGpu !== undefined)(titled('npm alone provides one'), async () => {
    built();
    const tried = await tryAdapter('npm', { program: hostProgram });
    if ('reason' in tried) expect.fail(tried.reason);
    expect(tried.gpu.info).toMatchObject({ architecture: 'swiftshader', software: true });
    expect(tried.gpu.arithmetic.rounding).toBe('nearest');
    tried.gpu.close();
    tried.gpu.close();
  });
});
