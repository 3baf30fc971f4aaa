/** A kernel of the user's own, through the runner: the example is the product it claims, and every way to be wrong has its words. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, describe, expect, it } from 'vitest';
import { workloadOf } from '../../src/algorithm/algorithm.ts';
import { cgtpSparse } from '../../src/algorithm/cgtp.ts';
import { MachineError } from '../../src/errors.ts';
import { type KernelRounding, kernelArithmetic, kernelInput } from '../../src/exact/rounding.ts';
import { unitNumbers } from '../../src/gpu/seeded-numbers.ts';
import { type UserKernelDescription, userKernelSchema } from '../../src/gpu/user-kernel.ts';
import { parseIrreps } from '../../src/irreps/irreps.ts';
import { planProgram } from '../../src/program/passes.ts';
import { runProgram } from '../../src/program/program.ts';
import { type Implementation, ProtocolError } from '../../src/verification/implementation.ts';
import { wgslImplementation } from '../../src/verification/runners/wgsl.ts';
import { gauntlet, parsed } from '../cli/gauntlet.ts';
import { built, emptyFolder, root } from '../command.ts';
import { hostProgram, titled, whyNoGpu } from './device.ts';

const folder = join(root, 'examples', 'wgsl');
const text = readFileSync(join(folder, 'vectors.wgsl'), 'utf8');
const manifest: unknown = JSON.parse(readFileSync(join(folder, 'vectors.json'), 'utf8'));
const { runner } = v.parse(v.looseObject({ runner: userKernelSchema }), manifest);
const signature = { left: 3, right: 3, out: 9, dtype: 'float32' } as const;

const numbers = (length: number, seed: number): Float64Array => Float64Array.from({ length }, unitNumbers(seed));

/** What the program of the same product gives, with the bounds of a kernel; the user's sums have no more roundings, in another order. */
function expected(
  pass: 'forward' | 'gradient',
  inputs: readonly Float64Array[],
  row: number,
  rounding: KernelRounding,
) {
  const sides = ['1o', '1o', '0e+1e+2e'].map(parseIrreps);
  const work = workloadOf(sides[0] ?? [], sides[1] ?? [], sides[2] ?? [], 'o3', {});
  const vectors = inputs.map((whole, k) => {
    const length = k === 2 ? 9 : 3;
    return Array.from(whole.subarray(row * length, (row + 1) * length), (value) => kernelInput(value));
  });
  return runProgram(kernelArithmetic(rounding), planProgram(cgtpSparse.plan(work), work, pass), vectors);
}

/** How many numbers agree within the bound; fails at the first that does not. */
function agree(
  found: Float64Array,
  rows: number,
  of: (row: number) => readonly { value: number; error: number }[],
): number {
  let agreed = 0;
  for (let row = 0; row < rows; row++) {
    for (const [k, { value, error }] of of(row).entries()) {
      const miss = Math.abs((found[agreed] ?? Number.NaN) - value);
      if (!(miss <= error)) expect.fail(`row ${row}, number ${k}: ${found[agreed]}, expected ${value} ± ${error}`);
      agreed++;
    }
  }
  return agreed;
}

describe('the declaration of a kernel', () => {
  const issues = (change: object): readonly string[] => {
    const result = v.safeParse(userKernelSchema, { ...runner, ...change });
    return result.success ? [] : result.issues.map(({ message }) => message);
  };

  it('is read with its defaults', () => {
    expect(
      v.parse(userKernelSchema, { type: 'wgsl', path: 'k.wgsl', bindings: ['x1', 'x2', 'out'], rowsPerGroup: 32 }),
    ).toEqual({
      type: 'wgsl',
      path: 'k.wgsl',
      entry: 'main',
      bindings: ['x1', 'x2', 'out'],
      rowsPerGroup: 32,
      layout: 'row-major',
    });
    expect(issues({})).toEqual([]);
  });

  it.each([
    [{ bindings: ['x1', 'x2'] }, /expected out among the bindings/],
    [{ bindings: ['x1', 'x1', 'out'] }, /bound twice/],
    [{ bindings: ['x1', 'y', 'out'] }, /"y"/],
    [{ entry: 'main()' }, /name of a WGSL function/],
    [{ rowsPerGroup: 0 }, /0/],
    [{ layout: 'tiled' }, /tiled/],
    [{ speed: 1 }, /speed/],
    [{ vjp: { bindings: ['x1', 'x2', 'cotangent', 'x1_bar'], rowsPerGroup: 64 } }, /x2_bar/],
  ])('refuses %j', (change, says) => {
    const found = issues(change);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(says);
  });
});

describe.skipIf(whyNoGpu !== undefined)(titled('a kernel of the user’s own'), () => {
  let open: Implementation | undefined;
  afterEach(async () => {
    await open?.close();
    await open?.close();
  });
  const implementation = async (
    description: UserKernelDescription,
    code: string,
    timeoutSeconds = 60,
  ): Promise<Implementation> => {
    built();
    open = await wgslImplementation(description, code, signature, { timeoutSeconds, host: hostProgram });
    return open;
  };

  it('the example is 1o ⊗ 1o → 0e + 1e + 2e with its gradients, 100 rows', async () => {
    const kernel = await implementation(runner, text);
    const rows = 100;
    const inputs = [numbers(3 * rows, 1), numbers(3 * rows, 2), numbers(9 * rows, 3)] as const;
    const [x1, x2, cotangent] = inputs;
    const forward = await kernel.forward(x1, x2, rows);
    expect(agree(forward, rows, (row) => expected('forward', [x1, x2], row, 'letter').flat())).toBe(9 * rows);
    const back = await kernel.vjp?.(x1, x2, cotangent, rows);
    for (const [k, found] of [back?.x1, back?.x2].entries()) {
      const wanted = (row: number) => expected('gradient', inputs, row, 'letter')[k] ?? [];
      expect(agree(found ?? new Float64Array(), rows, wanted)).toBe(3 * rows);
    }
    expect(await kernel.forward(new Float64Array(), new Float64Array(), 0)).toEqual(new Float64Array());
  });

  it('column-major buffers hold the same numbers', async () => {
    const [x1, x2] = [numbers(30, 1), numbers(30, 2)];
    const rows = await (await implementation(runner, text)).forward(x1, x2, 10);
    const columnText = text
      .replace(
        /x([12])\[3u \* row( \+ (\d)u)?\]/g,
        (_all, side: string, _plus, k = '0') => `x${side}[${k}u * batch.x + row]`,
      )
      .replace(/z\[start( \+ (\d)u)?\] =/g, (_all, _plus, k = '0') => `z[${k}u * batch.x + row] =`)
      .replace(/@group\(0\) @binding\(2\) var<storage, read> z_bar[\s\S]*$/, '');
    await open?.close();
    const { vjp: _vjp, ...forward } = runner;
    const columns = await (await implementation({ ...forward, layout: 'column-major' }, columnText)).forward(
      x1,
      x2,
      10,
    );
    expect(columns).toEqual(rows);
  });

  it.each([
    ['does not compile', (code: string) => code.replace('let row', 'let let'), /vectors: WGSL, line \d+, column \d+/],
    ['has another entry point', (code: string) => code.replace('fn vectors(', 'fn vector('), /vectors/],
    [
      'writes beyond its rows',
      (code: string) => code.replace('row >= batch.x', 'row > batch.x'),
      /wrote beyond the end of out, 10 rows/,
    ],
  ])('one that %s is a finding', async (_, change, says) => {
    const kernel = await implementation(runner, change(text));
    const answer = kernel.forward(numbers(30, 1), numbers(30, 2), 10);
    await expect(answer).rejects.toThrow(ProtocolError);
    await expect(answer).rejects.toThrow(says);
  });

  it('one that never ends is the machine’s trouble, told in time', async () => {
    const kernel = await implementation(
      runner,
      text.replace('let start', 'for (var i = 0u; z[0] != 1.0; i++) { z[0] = f32(2u * i); }\n  let start'),
      5,
    );
    await expect(kernel.forward(numbers(30, 1), numbers(30, 2), 10)).rejects.toThrow(MachineError);
  });

  it('rows that it does not write come back as NaN', async () => {
    const kernel = await implementation({ ...runner, rowsPerGroup: 128 }, text);
    const found = await kernel.forward(numbers(300, 1), numbers(300, 2), 100);
    expect(found.slice(0, 64 * 9).some(Number.isNaN)).toBe(false);
    expect(found.slice(64 * 9).every(Number.isNaN)).toBe(true);
  });
});

describe.skipIf(whyNoGpu !== undefined)(titled('gauntlet verify of a WGSL kernel'), () => {
  it.each([
    ['as it is', (code: string) => code, 0, 'pass'],
    [
      'one sign wrong',
      (code: string) => code.replace('MIXED * (a.z * b.z - a.x', 'MIXED * (a.z * b.z + a.x'),
      1,
      'fail',
    ],
    ['a constant off by 1e-5', (code: string) => code.replace('0.40824829046386302', '0.40824'), 1, 'fail'],
    ['a gradient without its cross product', (code: string) => code.replace('+ cross(b, c)', ''), 1, 'fail'],
    ['rows beyond the batch written', (code: string) => code.replace('row >= batch.x', 'row > batch.x'), 1, 'fail'],
  ])('the example, %s', async (_, change, status, verdict) => {
    built();
    const place = emptyFolder();
    const code = change(text);
    expect(code === text).toBe(status === 0);
    writeFileSync(join(place, 'vectors.wgsl'), code);
    copyFileSync(join(folder, 'vectors.json'), join(place, 'vectors.json'));
    const said = await gauntlet(['verify', join(place, 'vectors.json'), '--json']);
    expect({ status: said.status, stderr: said.stderr }).toEqual({ status, stderr: '' });
    expect(parsed(said.stdout)).toMatchObject({ verdict });
  });
});
