/** From a manifest to answers: modules, coefficient files, captured outputs; and files that are not what they claim. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MachineError, RequestError } from '../../../src/errors.ts';
import { type Tensor, type Tensors, writeNpy, writeNpz, writeSafetensors } from '../../../src/tensor-file/index.ts';
import { campaign } from '../../../src/verification/campaign.ts';
import type { Dtype, Implementation } from '../../../src/verification/implementation.ts';
import { isSymmetric, type Manifest, type Runner, readManifest } from '../../../src/verification/manifest.ts';
import { capturedImplementation, probeArrays } from '../../../src/verification/probe-file.ts';
import { openImplementation, signatureOf } from '../../../src/verification/runners/open.ts';
import { readWhole } from '../../../src/verification/runners/read-file.ts';
import { settledProcesses } from '../processes.ts';

const SEED = 7;
const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-open-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** [3] ⊗ [3] → [4] */
function manifest(more: object = {}): Manifest {
  const fields = { left: '1o', right: '1o', out: '0e+1e', operation: 'cgtp', ...more };
  const read = readManifest(new TextEncoder().encode(JSON.stringify(fields)), 'm.json');
  if (isSymmetric(read)) throw new Error('a product of two vectors');
  return read;
}

const open = (runner: Runner, more?: object) => openImplementation(manifest(more), runner, { folder, seed: SEED });

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}

async function answers(implementation: Implementation, x1: number[], x2: number[], batch: number): Promise<number[]> {
  const out = await implementation.forward(Float64Array.from(x1), Float64Array.from(x2), batch);
  await implementation.close();
  return [...out];
}

describe.concurrent('an ES module', () => {
  const module = (name: string, code: string, more?: object) =>
    open({ type: 'module', path: file(name, code), export: 'f' }, more);
  const sums = `export const f = (x1, x2, batch) =>
    Array.from({ length: 4 * batch }, (_, i) => x1[3 * Math.floor(i / 4)] + x2[3 * Math.floor(i / 4)] / 3);`;

  it.each(['float32', 'float64', 'float16', 'bfloat16'] as const)(
    'answers in %s, whatever it prints',
    async (dtype: Dtype) => {
      const noisy = `console.log('hello'); process.stdout.write('on stdout');\n${sums}`;
      const { implementation } = await module(`${dtype}.mjs`, noisy, { dtype });
      const third = { float32: Math.fround(1 + 1 / 3), float64: 1 + 1 / 3, float16: 1365 / 1024, bfloat16: 171 / 128 }[
        dtype
      ];
      expect(await answers(implementation, [1, 0, 0], [1, 0, 0], 1)).toEqual([third, third, third, third]);
    },
  );

  it('is given typed arrays, may take its time, and may offer a gradient', async () => {
    const code = `export const f = async (x1, x2, batch) => {
        if (!(x1 instanceof Float32Array && x2 instanceof Float32Array)) throw new TypeError('arrays expected');
        await new Promise((resolve) => setTimeout(resolve, 5));
        return new Float32Array(4 * batch);
      };
      export const vjp = (x1, x2, cotangent) => ({ x1: x2, x2: cotangent.subarray(0, 3) });`;
    const { implementation } = await module('vjp.mjs', code);
    expect(
      await implementation.vjp?.(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6), Float64Array.of(7, 8, 9, 10), 1),
    ).toEqual({
      x1: Float64Array.of(4, 5, 6),
      x2: Float64Array.of(7, 8, 9),
    });
    expect(await answers(implementation, [], [], 0)).toEqual([]);
  });

  it.each([
    ['no such file', 'gone.mjs', undefined, /gone\.mjs: no such file/],
    ['no such export', 'g.mjs', 'export const g = 1; export const h = 2;', /exports no function "f"; it exports g, h/],
    ['a syntax error', 'syntax.mjs', 'export const f = (;', /cannot be loaded: SyntaxError/],
    ['a throw at load', 'throws.mjs', 'throw new Error("no weights");', /cannot be loaded: Error: no weights/],
  ])('is a wrong request with %s', async (_, name, code, says) => {
    if (code !== undefined) file(name, code);
    const opening = open({ type: 'module', path: name, export: 'f' });
    await expect(opening).rejects.toThrow(RequestError);
    await expect(opening).rejects.toThrow(says);
  });

  it.each([
    [
      'throws',
      'export const f = () => { throw new RangeError("degree"); };',
      /answered with an error: RangeError: degree/,
    ],
    ['returns nothing', 'export const f = () => {};', /forward of 1 row was answered with an error: TypeError/],
    ['exits', 'export const f = () => process.exit(3);', /exit code 3/],
    ['never returns', 'export const f = () => { for (;;); };', /did not come within 5 s/],
  ])('that %s is survived', async (what, code, says) => {
    const name = `bad-${what.replaceAll(' ', '-')}.mjs`;
    const { implementation } = await module(name, code, { timeoutSeconds: 5 });
    await expect(implementation.forward(new Float64Array(3), new Float64Array(3), 1)).rejects.toThrow(says);
    await implementation.close();
    expect(await settledProcesses(join(folder, name), 0)).toBe(0);
  });
});

describe('a coefficient tensor', () => {
  const shape = [3, 3, 4];
  const data = Float64Array.from({ length: 36 }, (_, i) => (i % 5) - 2);
  const tensor: Tensor = { shape, data };
  const one = new Map([['cg', tensor]]);
  const two = new Map([...one, ['other', tensor]] as const);

  it.each<[string, Uint8Array, string | undefined]>([
    ['a.npy', writeNpy(tensor), undefined],
    ['one.npz', writeNpz(one), undefined],
    ['two.npz', writeNpz(two), 'cg'],
    ['one.safetensors', writeSafetensors(one), undefined],
    ['TWO.SAFETENSORS', writeSafetensors(two), 'other'],
  ])('in %s is the map that it is', async (name, content, key) => {
    const runner: Runner = { type: 'tensor', path: file(name, content), ...(key === undefined ? {} : { key }) };
    const { implementation } = await open(runner);
    // All basis pairs in one batch: the tensor itself.
    const pairs = Array.from({ length: 9 }, (_, i) => i);
    const unit = (k: number): number[] => [0, 1, 2].map((i) => (i === k ? 1 : 0));
    const x1 = pairs.flatMap((i) => unit(Math.floor(i / 3)));
    const x2 = pairs.flatMap((i) => unit(i % 3));
    expect(await answers(implementation, x1, x2, 9)).toEqual([...data]);
    // And any vectors: the sum over the pairs.
    const sum = [0, 1, 2, 3].map((c) =>
      pairs.reduce((total, i) => total + (1 + Math.floor(i / 3)) * (4 + (i % 3)) * (data[4 * i + c] ?? 0), 0),
    );
    expect(await answers(implementation, [1, 2, 3], [4, 5, 6], 1)).toEqual(sum);
  });

  const pickled = (): Uint8Array => {
    const header = "{'descr': '|O', 'fortran_order': False, 'shape': (3, 3, 4), }\n";
    return Uint8Array.from([
      0x93,
      ...Buffer.from('NUMPY'),
      1,
      0,
      header.length,
      0,
      ...Buffer.from(header),
      ...Buffer.from('cos\nsystem\n'),
    ]);
  };
  const patchedText = (content: Uint8Array, from: string, to: string): Uint8Array =>
    Uint8Array.from(Buffer.from(Buffer.from(content).toString('latin1').replace(from, to), 'latin1'));
  const overlapping = patchedText(writeSafetensors(two), '"data_offsets":[288,576]', '"data_offsets":[0,288]  ');
  const bomb = writeNpz([['cg', { shape: [2 ** 22], data: new Float64Array(2 ** 22) }]]);

  it.each<[string, string, Uint8Array, RegExp]>([
    ['pickled objects', 'pickled.npy', pickled(), /pickled objects .*refused/],
    ['a lying shape', 'lying.npy', patchedText(writeNpy(tensor), '(3, 3, 4)', '(3, 3, 5)'), /truncated, shape/],
    [
      'an enormous shape',
      'huge.npy',
      patchedText(writeNpy(tensor), '(3, 3, 4), }   ', '(9999999, 999, 4), }'),
      /truncated|header/,
    ],
    ['truncated data', 'short.npy', writeNpy(tensor).subarray(0, -1), /truncated/],
    ['trailing data', 'long.npy', Buffer.concat([writeNpy(tensor), Buffer.from('x')]), /trailing data/],
    [
      'a name that leads out',
      'path.npz',
      patchedText(patchedText(writeNpz(one, 'stored'), 'cg.npy', '../xy.'), 'cg.npy', '../xy.'),
      /plain file name/,
    ],
    ['a bomb', 'bomb.npz', bomb, /expected one array of shape \[3, 3, 4\]/],
    ['overlapping entries', 'overlap.safetensors', overlapping, /overlap|gap|tile/],
    [
      'a header without end',
      'header.safetensors',
      Uint8Array.from([255, 255, 255, 255, 255, 255, 255, 127, 123, 125]),
      /header of \d+ bytes, the limit/,
    ],
    [
      'two arrays and no key',
      'two-no-key.npz',
      writeNpz(two),
      /expected one array, got 2 \("cg", "other"\); name one in runner\.key/,
    ],
    [
      'another shape',
      'shape.npy',
      writeNpy({ shape: [4, 3, 3], data }),
      /expected one array of shape \[3, 3, 4\] .*got \[4, 3, 3\]/,
    ],
    ['another ending', 'cg.pt', writeNpy(tensor), /ends in \.npy, \.npz or \.safetensors/],
    ['nothing in it', 'empty.npy', new Uint8Array(0), /expected a \.npy file/],
  ])('with %s is refused', async (_, name, content, says) => {
    const opening = open({ type: 'tensor', path: file(name, content) });
    await expect(opening).rejects.toThrow(RequestError);
    await expect(opening).rejects.toThrow(says);
  });

  it('that is missing, a folder, under a file, or named by the wrong key is refused', async () => {
    mkdirSync(join(folder, 'folder.npy'));
    const says = (path: string, key?: string) => open({ type: 'tensor', path, ...(key === undefined ? {} : { key }) });
    await expect(says('gone.npy')).rejects.toThrow(/no such file/);
    await expect(says('folder.npy')).rejects.toThrow(/expected a file, found a folder/);
    await expect(says('a.npy/b.npy')).rejects.toThrow(/a part of this path is a file/);
    await expect(says('one.npz', 'gc')).rejects.toThrow(/no array "gc", only "cg"/);
    await expect(says(`${'x'.repeat(5000)}.npy`)).rejects.toThrow(/long name/);
  });

  it.skipIf(process.platform === 'win32')(
    'is read to its limit, even where the file tells no size or has no end',
    () => {
      expect(() => readWhole('/dev/zero', 100_000)).toThrow(/more than 100000 bytes, the limit is 100000/);
      expect(readWhole('/dev/null', 10)).toHaveLength(0);
      expect(() => readWhole(join(folder, 'a.npy'), 10)).toThrow(/bytes, the limit is 10/);
      if (process.getuid?.() !== 0) return;
      expect(() => readWhole('/proc/self/mem', 10)).toThrow(MachineError);
    },
  );
});

describe('captured outputs', () => {
  const claim = manifest({ dtype: 'float64' }).claim;
  const batches = [...campaign(claim, SEED)];
  const signature = signatureOf(claim);
  const nameOf = ({ id, first }: (typeof batches)[number]): string => `${id}-${first}`;
  /** Every batch answered by its own numbers, so that exchanged ones would show. */
  function outputs(gradients: boolean): Tensors {
    const arrays: Tensors = new Map();
    for (const [k, batch] of batches.entries()) {
      const numbered = (width: number): Tensor => ({
        shape: [batch.rows, width],
        data: Float64Array.from({ length: batch.rows * width }, (_, i) => 1000 * k + i),
      });
      if (batch.pass === 'forward') arrays.set(`${nameOf(batch)}.out`, numbered(4));
      else if (gradients) for (const x of ['x1', 'x2']) arrays.set(`${nameOf(batch)}.${x}_gradient`, numbered(3));
    }
    return arrays;
  }
  const judged = (arrays: Tensors) => capturedImplementation(arrays, batches, signature, SEED, 'out.npz');

  it('the probe file has every batch, row for row, and the seed', () => {
    const arrays = new Map(probeArrays(batches, signature, SEED));
    expect(batches.length).toBeGreaterThan(5);
    expect([...(arrays.get('seed')?.data ?? [])]).toEqual([SEED]);
    for (const batch of batches) {
      expect(arrays.get(`${nameOf(batch)}.x1`)).toEqual({ shape: [batch.rows, 3], data: batch.x1 });
      expect(arrays.get(`${nameOf(batch)}.x2`)).toEqual({ shape: [batch.rows, 3], data: batch.x2 });
      expect(arrays.get(`${nameOf(batch)}.cotangent`)?.shape).toEqual(
        batch.pass === 'vjp' ? [batch.rows, 4] : undefined,
      );
    }
  });

  it('answer each batch with its own, equal ones in their order', async () => {
    const { forward, vjp } = judged(outputs(true));
    let asked = 0;
    for (const [k, { pass, x1, x2, cotangent, rows }] of batches.entries()) {
      if (rows === 0) continue;
      const got = pass === 'forward' ? await forward(x1, x2, rows) : (await vjp?.(x1, x2, cotangent, rows))?.x1;
      expect(got?.[0]).toBe(1000 * k);
      asked++;
    }
    expect(asked).toBe(batches.filter(({ rows }) => rows > 0).length);
    expect(judged(outputs(false)).vjp).toBeUndefined();
    await expect(forward(Float64Array.of(9, 9, 9), Float64Array.of(9, 9, 9), 1)).rejects.toThrow(
      /outside the campaign/,
    );
  });

  it('of another campaign are refused', () => {
    const without = (name: string): Tensors => new Map([...outputs(true)].filter(([key]) => key !== name));
    const refusals: readonly [Tensors, RegExp][] = [
      [new Map(), /missing "units-0\.out" and \d+ more/],
      [without('dense-0.out'), /missing "dense-0\.out"$/],
      [without('gradient-dense-0.x2_gradient'), /missing "gradient-dense-0\.x2_gradient"$/],
      [
        new Map([...outputs(true), ['nonsense.out', { shape: [0], data: new Float64Array(0) }]]),
        /"nonsense\.out" answers no batch/,
      ],
      [
        new Map([...outputs(true), ['seed', { shape: [1], data: Float64Array.of(8) }]]),
        /--seed 8, to be judged with --seed 7/,
      ],
    ];
    for (const [arrays, says] of refusals) expect(() => judged(arrays)).toThrow(says);
  });
});
