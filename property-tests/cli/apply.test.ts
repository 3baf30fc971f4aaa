/** `gauntlet apply`: the answers of every algorithm to the same vectors, copies, refusals. */
import { describe, expect, it } from 'vitest';
import { ALGORITHM_IDS } from '../../src/algorithm/algorithm.ts';
import { gauntlet } from './gauntlet.ts';

const CROSS = { x: [1, 2, 3], y: [4, 5, 6] };

function apply(args: readonly string[], lines: readonly unknown[]) {
  const stdin = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  return gauntlet(['apply', '--stdin', ...args], { input: stdin });
}

/** The z of each answer. */
function answers(stdout: string): number[][] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const answer: unknown = JSON.parse(line);
      const z = typeof answer === 'object' && answer !== null && 'z' in answer ? answer.z : undefined;
      if (!Array.isArray(z)) throw new Error(`no z in ${line}`);
      return z.map(Number);
    });
}

describe('gauntlet apply', () => {
  it('multiplies two vectors: scalar and cross product, in the order y, z, x, with Σ w3j² = 1', async () => {
    const { status, stdout } = await apply(
      ['--algorithm', 'cgtp-sparse', '--left', '1o', '--right', '1o', '--out', '0e+1e'],
      [CROSS],
    );
    expect(status).toBe(0);
    const [z] = answers(stdout);
    // (y, z, x) = (1, 2, 3) × (4, 5, 6): x·y = 32; the cross product is (−3, 6, −3) in y, z, x.
    const expected = [32 / Math.sqrt(3), -3 / Math.sqrt(6), 6 / Math.sqrt(6), -3 / Math.sqrt(6)];
    expect(z?.map((value) => value.toFixed(12))).toEqual(expected.map((value) => value.toFixed(12)));
  });

  it.each(ALGORITHM_IDS)('%s answers in order, and a bad line does not stop the others', async (id) => {
    const { status, stdout, stderr } = await apply(
      ['--algorithm', id, '--left', '0e+1o', '--right', '0e+1o', '--out', '0e+1o+1e+2e'],
      [
        { x: [1, 0, 0, 0], y: [0, 0, 0, 0] },
        { x: [1, 2], y: [0, 0, 0, 0] },
        { x: [1, 2, 3, 4], y: [5, 6, 7, 8] },
      ],
    );
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(answers(lines[0] ?? '')[0]?.every((value) => value === 0)).toBe(true);
    expect(JSON.parse(lines[1] ?? '')).toEqual({ error: '"x": expected 4 numbers for 1x0e+1x1o, got 2' });
    expect(answers(lines[2] ?? '')[0]).toHaveLength(12);
    expect(status).toBe(2);
    expect(stderr).toBe('gauntlet: 1 of 3 requests were bad; their lines say why\n');
  });

  it('adds up input copies and answers every output copy', async () => {
    const once = await apply(['--algorithm', 'gtp-grid', '--left', '1o', '--right', '1o', '--out', '0e'], [CROSS]);
    const { x, y } = CROSS;
    const copies = await apply(
      ['--algorithm', 'gtp-grid', '--left', '2x1o', '--right', '1o', '--out', '0e+0e'],
      [{ x: [...x, 0, 0, 0], y }],
    );
    const [single] = answers(once.stdout);
    expect(answers(copies.stdout)).toEqual([[...(single ?? []), ...(single ?? [])]]);
  });

  it('gives gtp+curl two copies only where both halves can leave by one irrep', async () => {
    const both = ['--algorithm', 'gtp+curl-grid', '--left', '1e+2e', '--right', '1e+2e'];
    const request = { x: [1, 2, 3, 4, 5, 6, 7, 8], y: [8, 7, 6, 5, 4, 3, 2, 1] };
    expect((await apply([...both, '--out', '2x2e'], [request])).status).toBe(0);
    const one = await apply([...both, '--out', '2e'], [request]);
    expect([one.status, one.stdout]).toEqual([2, '']);
    expect(one.stderr).toContain('expected 2 copies, one each for product and bracket, got 1');
    const natural = ['--algorithm', 'gtp+curl-grid', '--left', '1o', '--right', '1o', '--out', '0e+1e+2e'];
    expect((await apply(natural, [CROSS])).status).toBe(0);
  });

  it.each([
    { why: 'no vectors', args: [], lines: [], says: 'stdin was empty' },
    { why: 'unreachable output', args: ['--out', '5e'], lines: [CROSS], says: 'no path leads there' },
    { why: 'not an object', args: ['--parameters', '[1]'], lines: [CROSS], says: '--parameters' },
    { why: 'foreign parameter', args: ['--parameters', '{"j":1}'], lines: [CROSS], says: 'expected the key twiceJ' },
    {
      why: 'parameter of another operation',
      args: ['--parameters', '{"twiceJ":2}'],
      lines: [CROSS],
      says: 'mtp alone',
    },
    { why: 'infinite input', args: [], lines: ['{"x":[1e999,0,0],"y":[0,0,0]}'], says: '1 of 1 requests were bad' },
    { why: 'null input', args: [], lines: ['{"x":[null,0,0],"y":[0,0,0]}'], says: '1 of 1 requests were bad' },
    { why: 'overflow', args: [], lines: ['{"x":[1e300,0,0],"y":[1e300,0,0]}'], says: '1 of 1 requests were bad' },
  ])('refuses: $why', async ({ args, lines, says }) => {
    const sides = ['--algorithm', 'cgtp-dense', '--left', '1o', '--right', '1o'];
    const out = args[0] === '--out' ? [] : ['--out', '0e'];
    const { status, stderr } = await apply([...sides, ...out, ...args], lines);
    expect(status).toBe(2);
    expect(stderr).toContain(says);
  });

  it('cgtp-so2 takes a direction for the harmonics of it, and is cgtp-sparse with those', async () => {
    const sides = ['--left', '0e+1o+2e', '--right', '0e+1o+2e', '--out', '0e+1o+2e+3o'];
    const x = [1, -2, 3, 0.5, 4, -1, 2, 0.25, -3];
    const direction = [1, 2, -2]; // length 3
    const [a, b, c] = [1 / 3, 2 / 3, -2 / 3];
    const root = (n: number): number => Math.sqrt(n / (4 * Math.PI));
    const harmonics = [
      root(1),
      ...[b, c, a].map((part) => root(3) * part),
      ...[a * b, b * c].map((part) => root(15) * part),
      root(5 / 4) * (3 * c * c - 1),
      root(15) * a * c,
      root(15 / 4) * (a * a - b * b),
    ];
    const turned = await apply(['--algorithm', 'cgtp-so2', ...sides], [JSON.stringify({ x, direction })]);
    const sparse = await apply(['--algorithm', 'cgtp-sparse', ...sides], [{ x, y: harmonics }]);
    expect([turned.status, sparse.status]).toEqual([0, 0]);
    const [[found = []], [wanted = []]] = [answers(turned.stdout), answers(sparse.stdout)];
    expect(found).toHaveLength(16);
    // Each side passes through fewer than 64 roundings of numbers below 32; the derived bounds are tested in algorithm/so2.test.ts.
    for (const [k, value] of found.entries())
      expect(Math.abs(value - (wanted[k] ?? 0))).toBeLessThan(64 * 32 * 2 ** -53);
  });

  it.each([
    ['no direction', { x: [1], direction: [0, 0, 0] }, 'a direction needs finite components, not all zero'],
    ['half a direction', { x: [1], direction: [1, 2] }, 'expected 3 numbers for x, y and z, got 2'],
    ['harmonics in its place', { x: [1], y: [1] }, 'expected the keys'],
  ])('cgtp-so2 refuses %s', async (_, request, says) => {
    const args = ['--algorithm', 'cgtp-so2', '--left', '0e', '--right', '0e', '--out', '0e'];
    const { status, stdout } = await apply(args, [JSON.stringify(request)]);
    expect(status).toBe(2);
    expect(stdout).toContain(says);
  });

  it('takes a grid of the caller’s choice, but none that aliases unless that is said', async () => {
    const sides = ['--left', '1o', '--right', '1o', '--out', '2e'];
    const on = (grid: object) =>
      apply(['--algorithm', 'gtp-grid', ...sides, '--parameters', JSON.stringify({ grid })], [CROSS]);
    const [least, larger] = [
      await apply(['--algorithm', 'gtp-grid', ...sides], [CROSS]),
      await on({ rings: 4, points: 9 }),
    ];
    expect(larger.status).toBe(0);
    const rounded = (text: string) => answers(text)[0]?.map((value) => value.toFixed(12));
    expect(rounded(larger.stdout)).toEqual(rounded(least.stdout));
    const small = await on({ rings: 2, points: 5 });
    expect([small.status, small.stdout]).toEqual([2, '']);
    expect(small.stderr).toContain('not exact for degree 4: expected at least 3 rings of 5 points');
    const aliased = await on({ rings: 2, points: 5, undersized: true });
    expect(aliased.status).toBe(0);
    expect(rounded(aliased.stdout)).not.toEqual(rounded(least.stdout));
    const elsewhere = await apply(
      ['--algorithm', 'cgtp-sparse', ...sides, '--parameters', '{"grid":{"rings":4,"points":9}}'],
      [CROSS],
    );
    expect(elsewhere.stderr).toContain('cgtp-sparse works on no grid');
    expect((await on({ rings: 3 })).stderr).toContain('--parameters: grid.points');
  });
});
