/** gauntlet many-body: counts, the hash of the basis, the files it writes, and the words it refuses with. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseIrreps } from '../../src/irreps/index.ts';
import { manyBodyExpressivity } from '../../src/many-body/product-expressivity.ts';
import { outputIrreps } from '../../src/many-body/request.ts';
import { readNpz, readSafetensors } from '../../src/tensor-file/index.ts';
import { built, emptyFolder } from '../command.ts';
import { expectRefusal, gauntlet, parsed, printed } from './gauntlet.ts';

beforeAll(() => built());

const words = (line: string): string[] => ['many-body', ...line.split(' ')];
const MACE = '--irreps 0e+1o+2e+3o --correlation 3';

describe('counts', () => {
  it('as text', async () => {
    const text = await printed(words(`${MACE} --out 0e+1o --count`));
    expect(text.split('\n').map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ['1x0e+1x1o+1x2e+1x3o · up to 3 factors'],
      [''],
      ['order', 'out', 'tensor product', 'symmetric', 'exterior'],
      ['1', '0e', '1', '1', '1'],
      ['1', '1o', '1', '1', '1'],
      ['2', '0e', '4', '4', '0'],
      ['2', '1o', '6', '3', '3'],
      ['3', '0e', '23', '8', '1'],
      ['3', '1o', '51', '12', '5'],
      ['total', '0e', '13'],
      ['total', '1o', '16'],
      [''],
    ]);
  });

  it('as JSON, every symmetry', async () => {
    expect(parsed(await printed(words('--irreps 1o --correlation 3 --out 1o+0o --count --json')))).toEqual({
      irreps: '1x1o',
      correlation: 3,
      out: '1o+0o',
      orders: [
        { order: 1, out: '1o', tensorProduct: 1, symmetric: 1, exterior: 1, mixed: [] },
        { order: 1, out: '0o', tensorProduct: 0, symmetric: 0, exterior: 0, mixed: [] },
        { order: 2, out: '1o', tensorProduct: 0, symmetric: 0, exterior: 0, mixed: [] },
        { order: 2, out: '0o', tensorProduct: 0, symmetric: 0, exterior: 0, mixed: [] },
        {
          order: 3,
          out: '1o',
          tensorProduct: 3,
          symmetric: 1,
          exterior: 0,
          mixed: [{ partition: [2, 1], copies: 2, multiplicity: 1 }],
        },
        {
          order: 3,
          out: '0o',
          tensorProduct: 1,
          symmetric: 0,
          exterior: 1,
          mixed: [{ partition: [2, 1], copies: 2, multiplicity: 0 }],
        },
      ],
      total: { '1o': 2, '0o': 0 },
    });
  });
});

describe('the certificate of a count', () => {
  const certificates = async (irreps: string, correlation: number): Promise<unknown> => {
    const line = `--irreps ${irreps} --correlation ${correlation} --out 0e+1o --count --json`;
    const orders = v.parse(
      v.object({ orders: v.array(v.object({ order: v.number(), certificate: v.exactOptional(v.string()) })) }),
      parsed(await printed(words(line))),
    ).orders;
    expect(orders).toHaveLength(2 * correlation);
    return orders.flatMap(({ order, certificate }) => (certificate === undefined ? [] : [`${order} ${certificate}`]));
  };
  const upTo = (order: number): string[] =>
    Array.from({ length: 2 * order }, (_, i) => `${1 + Math.floor(i / 2)} many-body-counts`);

  it.each([
    ['0e+1o', 3, 3],
    ['0e+1o+2e+3o+4e', 4, 4],
    ['2e+0e+3o+1o', 5, 4], // in any order; no certificate of five factors
    ['0x1e+0e+1o', 2, 2],
    ['0e+1o+2e+3o+4e+5o', 2, 0],
    ['1o', 2, 0],
    ['1o+2e', 2, 0],
    ['0e+0e+1o', 2, 0],
    ['2x0e+1o', 2, 0],
    ['0e+1o+2o', 2, 0],
  ])('%s, up to %i factors: to order %i', async (irreps, correlation, order) => {
    expect(await certificates(irreps, correlation)).toEqual(upTo(order));
  });

  it('stands beside the hash of a basis as well', async () => {
    const answer = parsed(await printed(words('--irreps 0e+1o --correlation 1 --out 0e --json')));
    expect(answer).toMatchObject({ orders: [{ certificate: 'many-body-counts', sha256: expect.any(String) }] });
  });

  it('is not that of the basis, which has one of its own', async () => {
    const orderOf = v.object({ certificate: v.string(), basisCertificate: v.exactOptional(v.string()) });
    const read = v.object({ orders: v.array(orderOf) });
    const of = async (line: string) => v.parse(read, parsed(await printed(words(line)))).orders;
    const named = { certificate: 'many-body-counts', basisCertificate: 'symmetric-bases' };
    expect(await of('--irreps 0e+1o --correlation 1 --out 0e+1o --json')).toEqual([named, named]);
    expect(await of('--irreps 1o+0e --correlation 1 --out 0e --json')).toEqual([{ certificate: named.certificate }]);
    expect(await of('--irreps 0e+1o --correlation 1 --out 0e --count --json')).toEqual([
      { certificate: named.certificate },
    ]);
  });
});

describe('the basis', () => {
  it('is named by its hash, and the same whether a file is written or not', async () => {
    const folder = emptyFolder();
    const plain = await printed(words(`${MACE} --out 0e --json`));
    const told = await gauntlet(words(`${MACE} --out 0e --json --export b.npz --convention e3x --dtype float32`), {
      cwd: folder,
    });
    expect(told).toEqual({
      status: 0,
      stdout: plain,
      stderr: 'wrote b.npz: 3 arrays, float32, convention e3x; what they are: b.npz.json\n',
    });
    expect(parsed(plain)).toMatchObject({
      orders: [
        {},
        {},
        {
          nonZeros: 77,
          sha256: '2ae59b7bc52554be04b14c69754661a9585812cbaa233cdbb3d0e1945df0b237',
          basisCertificate: 'symmetric-bases',
        },
      ],
    });
  });

  it('npz holds an array for each order and output that has elements, the manifest says which', async () => {
    const folder = emptyFolder();
    const text = await printed(words('--irreps 0e+1o --correlation 3 --out 2e+0e --export b.npz --convention e3nn'), {
      cwd: folder,
    });
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      'wrote b.npz: 5 arrays, float64, convention e3nn; what they are: b.npz.json',
    );
    expect(readdirSync(folder).sort()).toEqual(['b.npz', 'b.npz.json']);
    const tensors = readNpz(readFileSync(join(folder, 'b.npz')));
    expect([...tensors].map(([key, { shape }]) => [key, shape])).toEqual([
      ['1_0e', [1, 4, 1]],
      ['2_2e', [5, 4, 4, 1]],
      ['2_0e', [1, 4, 4, 2]],
      ['3_2e', [5, 4, 4, 4, 1]],
      ['3_0e', [1, 4, 4, 4, 2]],
    ]);
    expect(parsed(readFileSync(join(folder, 'b.npz.json'), 'utf8'))).toMatchObject({
      version: 1,
      irreps: '1x0e+1x1o',
      convention: { name: 'e3nn', coupling: 'w3j' },
      arrays: [
        { key: '1_0e' },
        { key: '2_2e', elements: [{ content: '1o@1 1o@1', path: '2e' }] },
        { key: '2_0e', elements: [{ content: '0e@0 0e@0', path: '0e' }, { path: '0e' }] },
        { key: '3_2e', elements: [{ content: '0e@0 1o@1 1o@1', path: '1o 2e' }] },
        {
          key: '3_0e',
          shape: [1, 4, 4, 4, 2],
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          certificate: 'symmetric-bases',
        },
      ],
    });
  });

  it('safetensors holds the same numbers, and its manifest inside', async () => {
    const folder = emptyFolder();
    const line = '--irreps 0e+1o --correlation 2 --out 0e --export';
    await printed(words(`${line} b.npz`), { cwd: folder });
    await printed(words(`${line} b.safetensors`), { cwd: folder });
    expect(readdirSync(folder).sort()).toEqual(['b.npz', 'b.npz.json', 'b.safetensors']);
    const { tensors, metadata } = readSafetensors(readFileSync(join(folder, 'b.safetensors')));
    expect(tensors).toEqual(readNpz(readFileSync(join(folder, 'b.npz'))));
    expect(parsed(metadata['manifest'] ?? '')).toEqual(parsed(readFileSync(join(folder, 'b.npz.json'), 'utf8')));
  });
});

describe('what a product reaches', () => {
  it('as text, order by order', async () => {
    const text = await printed(words(`${MACE} --out 0e+1o+1e --op gtp --channels 1,2,2`));
    expect(text.trimEnd().split('\n')).toEqual([
      'gtp · fused · 1x0e+1x1o+1x2e+1x3o → 0e+1o+1e',
      '',
      '2 factors',
      'interactions      7 of 7 contents and outputs',
      'ever reached      7 of 7 symmetric maps: 0e 4 of 4, 1o 3 of 3, 1e 0 of 0',
      'expressivity      channels  dimension of reachable maps',
      '                         1  7',
      '                         2  7',
      'saturates at      1 channel, certified',
      'cost              828 multiply–adds a channel (grid), 828 at saturation',
      '',
      '3 factors',
      'interactions      17 of 20 contents and outputs; never 1o·1o·2e→1e 1o·2e·3o→1e 2e·3o·3o→1e',
      'ever reached      17 of 24 symmetric maps: 0e 8 of 8, 1o 9 of 12, 1e 0 of 4',
      'expressivity      channels  dimension of reachable maps',
      '                         1  11',
      '                         2  17',
      'saturates at      2 channels, certified',
      'cost              2,244 multiply–adds a channel (grid), 4,488 at saturation',
    ]);
  });

  it.each([
    ['cgtp', '', {}],
    ['gtp', '--form chained --layers same --inner 2', { form: 'chained', layers: 'same', inner: 2 }],
    ['gtp+curl', '', {}],
    ['mtp', '--twice-j 3 --channels 2', { twiceJ: 3, channels: [2] }],
  ] as const)('as JSON, what the library answers: %s %s', async (operation, options, rest) => {
    const line = `--irreps 0e+1o+2e --correlation 3 --out 0e+2o --op ${operation} --json ${options}`.trim();
    const answer = manyBodyExpressivity({
      operation,
      irreps: parseIrreps('0e+1o+2e'),
      correlation: 3,
      out: outputIrreps(parseIrreps('0e+2o')),
      ...rest,
    });
    expect(answer.orders).toHaveLength(2);
    expect(parsed(await printed(words(line)))).toEqual(parsed(JSON.stringify(answer)));
  });
});

describe('refuses', () => {
  it.each([
    ['--irreps 0e --out 0e --correlation 0', /--correlation must be an integer between 1 and 8, got "0"/],
    ['--irreps 0e --out 0e --correlation 99', /between 1 and 8, got "99"/],
    ['--irreps 0e --out 0e --correlation 2.5', /between 1 and 8, got "2.5"/],
    ['--irreps 0e+1x --out 0e --correlation 2', /column 6: expected a degree, got the end/],
    ['--irreps 0e --out 0f --correlation 2', /column 2: expected the parity e or o, got "f"/],
    ['--irreps 100000x0e+1o --out 0e --correlation 3', /dimension 100003, the limit is 10000; .*channel by channel/],
    ['--irreps 0e+1o --out 4e --correlation 3', /output 4e: no product of up to 3 factors of 1x0e\+1x1o contains it/],
    ['--irreps 0e --out 128x0e --correlation 3', /expected each once, got 128x0e/],
    ['--irreps 0e --out 0e --correlation 7', /the limit is a correlation of 6/],
    ['--irreps 9000x0e --out 0e --correlation 8 --count --json', /a count of \d+ is more than JSON numbers hold/],
    [
      '--irreps 0e --out 0e --correlation 2 --export b.npy',
      /b\.npy: the ending tells no format \(\.npz, \.safetensors\)/,
    ],
    ['--irreps 0e --out 0e --correlation 2 --export b.npz --format json', /--format npz\|safetensors, got "json"/],
    ['--irreps 0e --out 0e --correlation 2 --export b.npz --convention mace', /a convention \(standard, .*got "mace"/],
    ['--irreps 0e --out 0e --correlation 2 --export b.npz --count', /leave out --count or --export/],
    ['--irreps 0e --out 0e --correlation 2 --dtype float32', /--dtype goes with --export FILE/],
    ['--irreps 0e --out 0e --correlation 2 --export b.npz --dtype float16', /float16/],
    ['--irreps 0e+1o+2e+3o+4e --out 0e --correlation 5 --export b.npz', /arrays of 11\.4 GiB, the limit is 1 GiB/],
    ['--irreps 0e --out 0e', /--correlation <N>' not specified/],
    ['--irreps 0e --out 0e --correlation 2 --form fused', /--form goes with --op/],
    ['--irreps 0e --out 0e --correlation 2 --op gtp --export b.npz', /--export is about all maps/],
    ['--irreps 0e --out 0e --correlation 2 --op gtp --count', /--count is about all maps/],
    ['--irreps 0e --out 0e --correlation 1 --op gtp', /between 2 and 8, got 1/],
    [
      '--irreps 0e --out 0e --correlation 2 --op vstp',
      /'vstp' is invalid. Allowed choices are cgtp, gtp, gtp\+curl, mtp/,
    ],
    ['--irreps 0e --out 0e --correlation 2 --op gtp --channels 100000', /between 1 and 4096, got "100000"/],
  ])('%s', async (line, says) => {
    const folder = emptyFolder();
    expectRefusal(await gauntlet(words(line), { cwd: folder }), 2, says);
    expect(existsSync(join(folder, 'b.npz'))).toBe(false);
  });
});
