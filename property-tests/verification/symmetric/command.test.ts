/** `gauntlet verify` on symmetric contractions, as users run it: the examples, every output, the conversion in every format. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNpz, readSafetensors, writeNpz } from '../../../src/tensor-file/index.ts';
import { expectRefusal, gauntlet, parsed, printed } from '../../cli/gauntlet.ts';
import { built, root, run } from '../../command.ts';
import { lacksPython, python } from '../interpreters.ts';
import { claimOf, coupledArrays, ownArrays } from './foreign-bases.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-symmetric-'));
const examples = join(folder, 'examples', 'symmetric-contraction');
const here = { cwd: folder, env: { GITHUB_STEP_SUMMARY: '' } };
const there = { ...here, cwd: examples };
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

const FIELDS = {
  irreps: '0e+1o',
  out: '0e+1o',
  operation: 'symmetric-contraction',
  correlation: 3,
  convention: 'e3nn',
};
const manifest = (name: string, more: object): void =>
  writeFileSync(join(folder, name), JSON.stringify({ ...FIELDS, ...more }));

beforeAll(() => {
  built();
  cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true });
  writeFileSync(join(folder, 'paths.npz'), writeNpz(coupledArrays(claimOf(FIELDS), 'float64')));
  const runner = { type: 'tensor', path: 'paths.npz' };
  manifest('paths.json', { runner, symmetry: 'by-use', redundancy: 'allowed' });
  manifest('strict.json', { name: 'strict', runner });
  manifest('larger.json', { runner, irreps: '0e+1o+2e' });
  manifest('program.json', {
    runner: { type: 'module', path: 'examples/symmetric-contraction/vector.mjs', export: 'contraction' },
  });
  manifest('bare.json', {});
  writeFileSync(join(folder, 'all.json'), JSON.stringify({ manifests: ['paths.json', 'strict.json', 'program.json'] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the examples', () => {
  const skipped = lacksPython('numpy');
  it('basis.json passes', async () => {
    expect(await printed(['verify', 'basis.json'], there)).toMatch(/^pass: /);
  });

  it('vector.json passes with its gradient', async () => {
    expect(await printed(['verify', 'vector.json'], there)).toMatch(/^pass: 7 checks/);
  });

  it.skipIf(skipped !== '')(`numpy.json passes${skipped}`, async () => {
    expect(await printed(['verify', 'numpy.json'], there)).toMatch(/^pass: 5 checks passed, 0 failed, 2 skipped/);
  });

  it.each([
    ['paths.json', ['not-symmetric', 'basis-redundant']],
    ['vector-mistaken.json', ['not-equivariant']],
  ])('%s fails as it says', async (name, codes) => {
    const { status, stdout, stderr } = await gauntlet(['verify', name, '--json'], there);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(parsed(stdout)).toMatchObject({ verdict: 'fail', diagnosis: codes.map((code) => ({ code })) });
  });

  it('all of them are named here, and basis.npz is what many-body writes', async () => {
    const names = readdirSync(examples).filter((name) => name.endsWith('.json'));
    expect(names.sort()).toEqual(['basis.json', 'numpy.json', 'paths.json', 'vector-mistaken.json', 'vector.json']);
    const line =
      'many-body --irreps 0e+1o --correlation 3 --out 0e+1o --convention e3nn --dtype float32 --export again.npz';
    await printed(line.split(' '), here);
    expect(readFileSync(join(folder, 'again.npz'))).toEqual(readFileSync(join(examples, 'basis.npz')));
  });
});

it('a program in lines of JSON is asked for one vector too', async () => {
  const code = `console.log('{"ready":true}');
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { x1, ...rest } = JSON.parse(line);
      console.log(JSON.stringify('x2' in rest ? { error: 'x2 was sent' } : { out: x1 }));
    });`;
  writeFileSync(join(folder, 'identity.cjs'), code);
  const runner = { type: 'process', command: [process.execPath, 'identity.cjs'], protocol: 'ndjson' };
  manifest('identity.json', { correlation: 1, runner });
  expect(await printed(['verify', 'identity.json'], here)).toMatch(/order 1 into 1o: 1 of 1 weights are not zero/);
});

describe('a machine elsewhere', () => {
  const there = (vjp: string): string => `
import sys
sys.path.insert(0, "examples")
import numpy
from gauntlet_client import answer
f = lambda x: x * (1 + (x * x).sum(axis=1, keepdims=True))
g = lambda x, c: c * (1 + (x * x).sum(axis=1, keepdims=True)) + 2 * x * (x * c).sum(axis=1, keepdims=True)
answer("probes.npz", f, "out.npz"${vjp})
`;
  const skipped = lacksPython('numpy');

  it.skipIf(skipped !== '')(`answers a probe file, with and without gradients${skipped}`, async () => {
    manifest('elsewhere.json', { irreps: '1o', out: '1o', dtype: 'float64', orders: [1, 3] });
    expect(await printed(['probe', 'elsewhere.json', '--output', 'probes.npz'], here)).toMatch(
      /^wrote probes\.npz: 12 batches, .*; answer B\.x1 of each batch B in one call, as B\.out/,
    );
    const verified = async (vjp: string): Promise<string> => {
      writeFileSync(join(folder, 'there.py'), there(vjp));
      expect(run(python, ['there.py'], { cwd: folder })).toMatchObject({ status: 0, stderr: '' });
      return (await gauntlet(['verify', 'elsewhere.json', '--outputs', 'out.npz'], here)).stdout;
    };
    expect(await verified(', vjp=g')).toMatch(/^pass: 7 checks/);
    expect(await verified('')).toMatch(/^pass: 5 checks passed, 0 failed, 2 skipped/);
    expect(await verified(', vjp=lambda x, c: 2 * g(x, c)')).toMatch(/^fail: [\s\S]*its gradient is not/);
  });
});

describe('--conversion', () => {
  const own = ownArrays(claimOf(FIELDS));

  it('writes the same matrices as npz, safetensors and JSON, with what they are', async () => {
    const wrote = 'wrote FILE: 1_0e [1, 1], 1_1o [1, 1], 2_0e [2, 2], 2_1o [1, 2], 3_0e [2, 4], 3_1o [2, 6]';
    for (const [file, tail] of [
      ['m.npz', '; what they are: m.npz.json'],
      ['m.safetensors', ''],
      ['m.json', ''],
    ] as const) {
      const said = await gauntlet(['verify', 'paths.json', '--conversion', file], here);
      expect(said).toMatchObject({ status: 0, stderr: `${wrote.replace('FILE', file)}${tail}\n` });
    }
    const tensors = readNpz(readFileSync(join(folder, 'm.npz')));
    const inside = readSafetensors(readFileSync(join(folder, 'm.safetensors')));
    expect(inside.tensors).toEqual(tensors);
    const description = parsed(read('m.npz.json'));
    expect(parsed(inside.metadata['manifest'] ?? '')).toEqual(description);
    expect(description).toMatchObject({ irreps: '1x0e+1x1o', correlation: 3, out: ['0e', '1o'], convention: 'e3nn' });
    const rows = [...tensors].map(
      ([
        key,
        {
          shape: [n = 0, k = 0],
          data,
        },
      ]) => ({
        key,
        matrix: Array.from({ length: n }, (_, i) => [...data.subarray(i * k, (i + 1) * k)]),
      }),
    );
    expect(parsed(read('m.json'))).toMatchObject({ rule: expect.stringMatching(/^foreign element j/), arrays: rows });
    expect([...tensors.keys()]).toEqual([...own.keys()]);
  });

  it('writes nothing where elements are no such maps', async () => {
    const { status, stderr } = await gauntlet(['verify', 'vector-mistaken.json', '--conversion', 'n.npz'], there);
    expect({ status, says: /runner "tensor"/.test(stderr) }).toEqual({ status: 2, says: true });
    writeFileSync(
      join(folder, 'bent.npz'),
      writeNpz(
        [...own].map(
          ([key, { shape, data }]) => [key, { shape, data: data.map((value, i) => value + (i % 2) / 8) }] as const,
        ),
      ),
    );
    manifest('bent.json', { runner: { type: 'tensor', path: 'bent.npz' } });
    const said = await gauntlet(['verify', 'bent.json', '--conversion', 'bent-m.npz'], here);
    expect(said.status).toBe(1);
    expect(said.stderr).toMatch(/^bent-m\.npz was not written: elements that are not/);
    expect(readdirSync(folder)).not.toContain('bent-m.npz');
  });
});

describe('other outputs', () => {
  it('JUnit, Markdown and annotations say what is wrong and what was found', async () => {
    const line = 'verify strict.json --junit out.xml --markdown out.md --github';
    const { status, stdout } = await gauntlet(line.split(' '), here);
    expect(status).toBe(1);
    expect(stdout).toContain('::error file=strict.json,title=strict%3A not-symmetric::2_1o: 2 of 2 elements');
    expect(read('out.xml')).toContain('<testcase classname="strict.json" name="span">');
    expect(read('out.md')).toContain('- order 3 into 1o: 2 of 2 independent, 4 redundant');
  });

  it('shards of a campaign are merged', async () => {
    for (const k of [1, 2]) {
      const { stdout } = await gauntlet(['verify', 'all.json', '--shard', `${k}/2`, '--json'], here);
      writeFileSync(join(folder, `part${k}.json`), stdout);
    }
    const { status, stdout, stderr } = await gauntlet(['merge', 'part1.json', 'part2.json'], here);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(
      /pass {3}paths\.json\nfail {3}strict\.json: 2_1o: .*\npass {3}program\.json\n2 passed, 1 failed/,
    );
  });
});

describe('refuses', () => {
  it.each([
    ['verify bare.json', /bare\.json: runner: missing/],
    [
      'verify paths.json --outputs paths.npz',
      /paths\.npz: expected one output array for each batch .* missing "units-0\.out"/,
    ],
    ['verify paths.json --conversion m.txt', /m\.txt: expected a file that ends in \.npz, \.safetensors, \.json/],
    ['verify program.json --conversion m.npz', /--conversion goes with a basis/],
    ['verify examples/cross.json --conversion m.npz', /--conversion goes with a basis/],
    ['verify all.json --conversion m.npz', /--conversion goes with one manifest, and all\.json lists 3/],
  ] as const)('%s', async (line, says) => {
    expectRefusal(await gauntlet(line.split(' '), here), 2, says);
  });

  it('arrays of other features, as a verdict', async () => {
    const { status, stdout } = await gauntlet(['verify', 'larger.json'], here);
    expect(status).toBe(1);
    expect(stdout).toMatch(/1_0e has the shape \[4, 1\], expected \[1, 9, n\]/);
  });
});
