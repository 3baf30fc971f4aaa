/** `gauntlet analyze`: the JSON of the contract for every operation and setting, irreps with parities and copies, and the text. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/analysis/index.ts';
import { wigner6j } from '../../src/coupling/index.ts';
import { built } from '../command.ts';
import { expectRefusal, gauntlet, printed } from './gauntlet.ts';

beforeAll(built);

const operations = ['cgtp', 'gtp', 'mtp', 'vstp', 'curl', 'gtp+curl'] as const;
const settings = ['siso', 'simo', 'mimo', 'mimo-truncated'] as const;

async function analysis(...args: readonly string[]): Promise<Analysis> {
  return JSON.parse(await printed(['analyze', '--json', ...args]));
}

const natural = (l: number): string => `${l}${l % 2 === 0 ? 'e' : 'o'}`;
const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, k) => from + k);

/** The triples of a setting that satisfy the triangle rule, found by trying all. */
function triples(setting: (typeof settings)[number], lmax: number): [number, number, number][] {
  const inputs = setting === 'siso' || setting === 'simo' ? [lmax] : upTo(0, lmax);
  const outputs = { siso: [lmax], simo: upTo(0, 2 * lmax), mimo: upTo(0, 2 * lmax), 'mimo-truncated': upTo(0, lmax) }[
    setting
  ];
  return inputs.flatMap((a) =>
    inputs.flatMap((b) =>
      outputs.filter((c) => Math.abs(a - b) <= c && c <= a + b).map((c): [number, number, number] => [a, b, c]),
    ),
  );
}

const sum = ([a, b, c]: readonly number[]): number => (a ?? 0) + (b ?? 0) + (c ?? 0);

/** Whether an operation reaches a triple, by the rules of the mathematics, with a matrix for degrees up to twiceJ. */
function reaches(operation: string, triple: readonly [number, number, number], twiceJ: number): boolean {
  const [a, b, c] = triple;
  if (operation === 'gtp') return sum(triple) % 2 === 0;
  if (operation === 'curl') return sum(triple) % 2 === 1;
  if (operation === 'vstp') return sum(triple) > 0;
  const j = twiceJ / 2;
  return operation !== 'mtp' || (Math.max(a, b, c) <= twiceJ && wigner6j(a, b, c, j, j, j).sign !== 0);
}

function expectSound(found: Analysis): void {
  const { paths, interactions, missing, ceiling, expressivity, saturatingChannels, costs } = found;
  expect(interactions + missing.length).toBe(paths);
  expect(new Set(missing.map(String)).size).toBe(missing.length);
  let before = { channels: 0, lower: 0, upper: 0 };
  for (const point of expressivity) {
    expect(point.channels).toBeGreaterThan(before.channels);
    expect(point.lower).toBeGreaterThanOrEqual(before.lower);
    expect(point.upper).toBeGreaterThanOrEqual(Math.max(point.lower, before.upper));
    expect(point.upper).toBeLessThanOrEqual(ceiling);
    expect(point.certified).toBe(point.lower === point.upper);
    before = point;
  }
  expect(saturatingChannels.upper).toBeGreaterThanOrEqual(saturatingChannels.lower);
  expect(saturatingChannels.certified).toBe(saturatingChannels.lower === saturatingChannels.upper);
  expect(saturatingChannels.upper > 0).toBe(interactions > 0);
  expect(costs.length).toBeGreaterThan(0);
  for (const { algorithm, multiplyAdds, bytes, atSaturation } of costs) {
    expect(algorithm.startsWith(found.operation === 'cgtp' ? 'cgtp-' : found.operation)).toBe(true);
    for (const count of [multiplyAdds, bytes]) expect(count).toMatch(/^[1-9]\d*$/);
    expect(BigInt(atSaturation.lower)).toBe(BigInt(multiplyAdds) * BigInt(saturatingChannels.lower));
    expect(BigInt(atSaturation.upper)).toBe(BigInt(multiplyAdds) * BigInt(saturatingChannels.upper));
  }
}

describe.concurrent('settings', () => {
  it('mtp mimo L = 6 is the example of the contract', async () => {
    const found = await analysis('--op', 'mtp', '--setting', 'mimo', '--lmax', '6');
    expect(found).toMatchObject({
      operation: 'mtp',
      parameters: { twiceJ: 12 },
      setting: 'mimo',
      lmax: 6,
      parity: 'so3',
      left: upTo(0, 6)
        .map((l) => `1x${natural(l)}`)
        .join('+'),
      out: upTo(0, 12)
        .map((l) => `1x${natural(l)}`)
        .join('+'),
      paths: 231,
      interactions: 225,
      saturatingChannels: { lower: 11, upper: 11, certified: true },
    });
    const permutations = [
      [3, 5, 6],
      [3, 6, 5],
      [5, 3, 6],
      [5, 6, 3],
      [6, 3, 5],
      [6, 5, 3],
    ];
    expect(found.missing).toEqual(permutations);
    expect(found.expressivity[0]).toMatchObject({ channels: 1, lower: 25, upper: 25, certified: true });
    expect(found.expressivity.map(({ channels }) => channels)).toEqual(upTo(1, 11));
    expect(found.costs.map(({ algorithm }) => algorithm)).toEqual(['mtp-dense', 'mtp-sparse']);
    expectSound(found);
  });

  it.each(operations.flatMap((op) => settings.map((setting) => [op, setting] as const)))(
    '%s %s L = 2 has every field, and the paths of its rule',
    async (op, setting) => {
      const found = await analysis('--op', op, '--setting', setting, '--lmax', '2');
      const all = triples(setting, 2);
      const twiceJ = setting === 'simo' || setting === 'mimo' ? 4 : 2;
      expect(found).toMatchObject({ operation: op, setting, lmax: 2, parity: 'so3', paths: all.length });
      expect(found.parameters).toEqual(op === 'mtp' ? { twiceJ } : {});
      expect(found.missing).toEqual(all.filter((triple) => !reaches(op, triple, twiceJ)));
      expect(found.ceiling).toBe(found.interactions);
      if (found.interactions > 0) expect(found.expressivity.at(-1)?.lower).toBe(found.ceiling);
      if (op === 'cgtp') expect(found.saturatingChannels).toEqual({ lower: 1, upper: 1, certified: true });
      expectSound(found);
    },
  );

  it.each(operations)('%s with natural parities has only even sums, and at L = 0 one path', async (op) => {
    const found = await analysis('--op', op, '--setting', 'mimo', '--lmax', '2', '--parity', 'o3-natural');
    const all = triples('mimo', 2).filter((triple) => sum(triple) % 2 === 0);
    expect(found).toMatchObject({ parity: 'o3-natural', paths: all.length });
    expect(found.missing.length).toBe(op === 'curl' ? all.length : op === 'vstp' ? found.missing.length : 0);
    expectSound(found);
    const least = await analysis('--op', op, '--setting', 'mimo', '--lmax', '0');
    expect(least).toMatchObject({ paths: 1, interactions: op === 'curl' || op === 'vstp' ? 0 : 1 });
    expectSound(least);
  });

  it('channels come sorted and once, and stay at the ceiling beyond saturation', async () => {
    const found = await analysis('--op', 'gtp', '--setting', 'mimo', '--lmax', '2', '--channels', '4096,1, 2,2 ,4,1');
    expect(found.expressivity.map(({ channels, lower, upper }) => [channels, lower, upper])).toEqual([
      [1, 9, 9],
      [2, 14, 14],
      [4, 14, 14],
      [4096, 14, 14],
    ]);
    expectSound(found);
  });

  it.each(upTo(0, 9))('a matrix with 2j = %i reaches what its 6j symbols allow', async (twiceJ) => {
    const found = await analysis('--op', 'mtp', '--setting', 'mimo', '--lmax', '3', '--twice-j', `${twiceJ}`);
    expect(found.parameters).toEqual({ twiceJ });
    expect(found.missing).toEqual(triples('mimo', 3).filter((triple) => !reaches('mtp', triple, twiceJ)));
    if (twiceJ === 1) expect(found.interactions).toBe(5); // quaternions
    expectSound(found);
  });
});

const mace = ['--left', '128x0e+128x1o+128x2e', '--right', '0e+1o+2e+3o', '--out', '128x0e+128x1o+128x2e+128x3o'];
const both = '32x0e+32x0o+32x1e+32x1o+32x2e+32x2o';
const nequip = ['--left', both, '--right', '0e+1o+2e', '--out', both];

describe.concurrent('irreps as written', () => {
  it('without --channels, counts beyond the limit are left out; asked for, they are refused', async () => {
    const many = ['--left', '2000x0e', '--right', '2000x0e', '--out', '2000x0e'];
    const found = await analysis('--op', 'gtp', ...many);
    expect(found.expressivity.map(({ channels }) => channels)).toEqual([1, 2, 4, 8]);
    const refused = await gauntlet(['analyze', '--op', 'gtp', ...many, '--channels', '128']);
    expectRefusal(refused, 2, /2097152 unknown coefficients exceeds the limit of 1048576: .*fewer channels/);
  });

  it('many copies and many channels, by the structure of the question', async () => {
    const found = await analysis('--op', 'vstp', ...mace, '--parity', 'so3', '--channels', '1,8');
    expect(found.expressivity.map(({ certified }) => certified)).toEqual([true, true]);
  });

  it('parities count, and name the paths', async () => {
    const found = await analysis('--op', 'gtp', '--left', '1o', '--right', '1o', '--out', '0e + 1e+2e');
    expect(found).toMatchObject({ parity: 'explicit', left: '1x1o', out: '1x0e+1x1e+1x2e', paths: 3, interactions: 2 });
    expect(found.missing).toEqual([['1o', '1o', '1e']]);
    expect(found).not.toHaveProperty('setting');
    expect(found).not.toHaveProperty('lmax');
    expectSound(found);
  });

  it('parities are ignored on request, and natural ones can be demanded', async () => {
    const args = ['--op', 'gtp', '--left', '1o', '--right', '1e', '--out', '0e+1e+2e'];
    const free = await analysis(...args, '--parity', 'so3');
    expect(free).toMatchObject({ parity: 'so3', paths: 3, interactions: 2, missing: [[1, 1, 1]] });
    const natural2 = ['--op', 'gtp', '--left', '0e+1o', '--right', '1o', '--out', '0e+1o+2e', '--parity', 'o3-natural'];
    expect(await analysis(...natural2)).toMatchObject({ paths: 3, interactions: 3, missing: [] });
    const refused = await gauntlet(['analyze', ...args, '--parity', 'o3-natural']);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/^gauntlet: .*1e.*\n$/);
  });

  it.each(['cgtp', 'gtp', 'mtp'])('a MACE layer under %s', async (op) => {
    const found = await analysis('--op', op, ...mace, '--channels', '1,2');
    const count = upTo(0, 2).flatMap((a) =>
      upTo(0, 3).flatMap((b) => upTo(0, 3).filter((c) => Math.abs(a - b) <= c && c <= a + b && (a + b + c) % 2 === 0)),
    ).length;
    expect(found).toMatchObject({ paths: count, left: '128x0e+128x1o+128x2e', right: '1x0e+1x1o+1x2e+1x3o' });
    expect(found.ceiling).toBe(128 ** 2 * found.interactions);
    if (op === 'gtp') {
      expect(found.missing).toEqual([]);
      // Σ(μ−1) over the seven irreps with 128 copies, and rank 3 + 4 + 4 − 2 for one of each
      expect(found.expressivity[0]).toMatchObject({ channels: 1, lower: 7 * 127 + 9, upper: 7 * 127 + 9 });
    }
    expectSound(found);
  });

  it.each(['cgtp', 'gtp', 'curl'])('a NequIP layer under %s', async (op) => {
    const found = await analysis('--op', op, ...nequip, '--channels', '1');
    const missing: string[] = [];
    let paths = 0;
    const parities = ['e', 'o'];
    for (const a of upTo(0, 2))
      for (const p of parities)
        for (const b of upTo(0, 2))
          for (const c of upTo(0, 2)) {
            if (Math.abs(a - b) > c || c > a + b) continue;
            paths++;
            const q = (p === 'o') === (b % 2 === 1) ? 'e' : 'o';
            const reached = op === 'cgtp' || (op === 'gtp') === ((a + b + c) % 2 === 0);
            if (!reached) missing.push(`${a}${p},${natural(b)},${c}${q}`);
          }
    expect(found.paths).toBe(paths);
    expect(found.missing.map(String).sort()).toEqual(missing.sort());
    expect(found.ceiling).toBe(32 ** 2 * found.interactions);
    expectSound(found);
  });

  it('says the same bytes twice', async () => {
    for (const args of [
      ['--op', 'vstp', '--setting', 'mimo', '--lmax', '3'],
      ['--op', 'gtp', ...nequip],
    ]) {
      const [first, second] = await Promise.all([1, 2].map(() => printed(['analyze', '--json', ...args])));
      expect(second).toBe(first);
    }
  });
});

describe.concurrent('text', () => {
  it.each([
    [['--op', 'mtp', '--setting', 'mimo', '--lmax', '6']],
    [['--op', 'vstp', '--setting', 'mimo-truncated', '--lmax', '4']],
    [['--op', 'curl', '--setting', 'siso', '--lmax', '2']],
    [['--op', 'gtp', ...mace]],
    [['--op', 'gtp+curl', '--left', '1o+1e', '--right', '1o', '--out', '1e+2o']],
  ])('holds the numbers of the JSON: %j', async (args) => {
    const found = await analysis(...args);
    const text = await printed(['analyze', ...args]);
    const plain = text.replaceAll(',', '').replaceAll(/ +/g, ' ');
    const range = ({ lower, upper }: { lower: number | string; upper: number | string }): string =>
      lower === upper ? `${lower}` : `${lower} to ${upper}`;
    expect(plain).toContain(`interactions ${found.interactions} of ${found.paths} paths`);
    for (const [a, b, c] of found.missing.slice(0, 12)) expect(plain).toContain(` ${a}⊗${b}→${c}`);
    if (found.missing.length > 12) expect(plain).toContain(`and ${found.missing.length - 12} more`);
    expect(plain).toContain(`(of ${found.ceiling})`);
    for (const point of found.expressivity)
      expect(plain).toContain(`\n ${point.channels} ${range(point)}${point.certified ? '' : ' not certified'}\n`);
    const { saturatingChannels: saturating } = found;
    const certainty = saturating.certified ? 'certified' : 'not certified';
    expect(plain).toContain(`saturates at ${range(saturating)} channels ${certainty}`);
    for (const { algorithm, multiplyAdds, bytes, atSaturation } of found.costs)
      expect(plain).toContain(`\n ${algorithm} ${multiplyAdds} ${bytes} ${range(atSaturation)}\n`);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });
});
