/** `gauntlet couple`: every kind in text and JSON, and the stream of requests, however it arrives. */
import { once } from 'node:events';
import { beforeAll, describe, expect, it } from 'vitest';
import { wigner3j } from '../../src/coupling/index.ts';
import { surdToFloat64 } from '../../src/exact/float.ts';
import { surdToJson } from '../../src/exact/surd.ts';
import { built } from '../command.ts';
import { expectComplaint, gauntlet, heard, parsed, printed, type Said, start } from './gauntlet.ts';

beforeAll(built);

const request = (kind: unknown, ...args: readonly unknown[]): string => JSON.stringify({ kind, args });
const example = '{"kind":"3j","args":[2,2,2,0,0,0]}';
const exampleAnswer = '{"sign":-1,"num":"2","den":"35","value":-0.23904572186687872}';

/** The answers to lines, one for each that is not blank. */
async function answers(lines: readonly string[]): Promise<{ said: Said; answers: readonly unknown[] }> {
  const said = await gauntlet(['couple', '--stdin'], { input: lines.map((line) => `${line}\n`).join('') });
  expect(said.stdout === '' || said.stdout.endsWith('\n')).toBe(true);
  return { said, answers: said.stdout.split('\n').slice(0, -1).map(parsed) };
}

/** Arguments, sign, radicand num/den, whether over π, and how text shows it. */
const known: readonly (readonly [string, string, number, bigint, bigint, 'over π' | '', string])[] = [
  ['3j', '2 2 2 0 0 0', -1, 2n, 35n, '', '-√(2/35) = -0.23904572186687872'],
  ['3j', '1/2 1/2 1 1/2 -1/2 0', 1, 1n, 6n, '', '√(1/6) = 0.408248290463863'],
  ['3j', '1.5 1.5 0 -0.5 1/2 0', 1, 1n, 4n, '', '1/2 = 0.5'],
  ['3j', '1 1 1 0 0 0', 0, 0n, 1n, '', '0'],
  ['3j', '1 1 5 0 0 0', 0, 0n, 1n, '', '0'],
  ['cg', '1/2 1/2 1/2 -1/2 0 0', 1, 1n, 2n, '', '√(1/2) = 0.7071067811865476'],
  ['cg', '1/2 -1/2 1/2 1/2 0 0', -1, 1n, 2n, '', '-√(1/2) = -0.7071067811865476'],
  ['cg', '1 1 1 -1 0 0', 1, 1n, 3n, '', '√(1/3) = 0.5773502691896257'],
  ['cg', '1 1 1 1 2 2', 1, 1n, 1n, '', '1'],
  ['6j', '1 1 1 1 1 1', 1, 1n, 36n, '', '1/6 = 0.16666666666666666'],
  ['6j', '1/2 1/2 1 1/2 1/2 0', 1, 1n, 4n, '', '1/2 = 0.5'],
  ['9j', '1/2 1/2 1 1/2 1/2 1 1 1 0', -1, 1n, 324n, '', '-1/18 = -0.05555555555555555'],
  ['9j', '1 1 1 1 1 1 1 1 1', 0, 0n, 1n, '', '0'],
  ['gaunt', '0 0 0 0 0 0', 1, 1n, 4n, 'over π', '√(1/(4π)) = 0.28209479177387814'],
  ['gaunt', '1 1 2 0 0 0', 1, 1n, 5n, 'over π', '√(1/(5π)) = 0.252313252202016'],
  ['gaunt', '1 1 0 1 -1 0', -1, 1n, 4n, 'over π', '-√(1/(4π)) = -0.28209479177387814'],
  ['real-gaunt', '1 1 0 -1 -1 0', 1, 1n, 4n, 'over π', '√(1/(4π)) = 0.28209479177387814'],
  ['real-gaunt', '1 1 1 -1 0 1', 0, 0n, 1n, '', '0'],
  ['real-cg', '1 1 1 -1 0 1', 1, 1n, 6n, '', '√(1/6) = 0.408248290463863'],
  ['real-cg', '1 1 1 0 -1 1', -1, 1n, 6n, '', '-√(1/6) = -0.408248290463863'],
];

describe.concurrent('one coefficient', () => {
  it.each(known)('%s %s', async (kind, args, _sign, _num, _den, _pi, text) => {
    expect(await printed(['couple', kind, ...args.split(' ')])).toBe(`${text}\n`);
  });

  it('as JSON', async () => {
    const { answers: found } = await answers(known.map(([kind, args]) => request(kind, ...args.split(' '))));
    const values = known.map(([, , , , , , text]) => Number(/\S+$/.exec(text)?.[0]));
    expect(found).toEqual(
      known.map(([, , sign, num, den, pi], i) => {
        const overPi = pi === '' ? {} : { overPi: true };
        return { sign, num: `${num}`, den: `${den}`, ...overPi, value: values[i] };
      }),
    );
  });

  it('is the example of the contract, to the byte', async () => {
    expect(await printed(['couple', '3j', '2', '2', '2', '0', '0', '0', '--json'])).toBe(`${exampleAnswer}\n`);
    expect(await printed(['couple', '--stdin'], { input: example })).toBe(`${exampleAnswer}\n`);
  });

  it('takes --json anywhere, and arguments behind --', async () => {
    const args = ['1', '1', '2', '-1', '1', '0'];
    const text = await printed(['couple', '--json', '3j', ...args]);
    expect(text).toContain('"den"');
    expect(await printed(['couple', '3j', ...args.slice(0, 3), '--json', ...args.slice(3)])).toBe(text);
    expect(await printed(['couple', '3j', '--json', '--', ...args])).toBe(text);
  });
});

const choose = (n: bigint, k: bigint): bigint => (k === 0n ? 1n : (choose(n - 1n, k - 1n) * n) / k);

describe.concurrent('angular momentum 50', () => {
  // ⟨50 0 50 0|100 0⟩² = C(100,50)²/C(200,100), the stretched coefficient
  const stretched = { num: choose(100n, 50n) ** 2n, den: choose(200n, 100n) };
  const cases: readonly (readonly [string, readonly number[], bigint, bigint, boolean])[] = [
    ['cg', [50, 0, 50, 0, 100, 0], stretched.num, stretched.den, false],
    ['3j', [50, 50, 100, 0, 0, 0], stretched.num, stretched.den * 201n, false],
    ['6j', [50, 50, 50, 0, 50, 50], 1n, 101n ** 2n, false],
    ['9j', [50, 50, 0, 50, 50, 0, 0, 0, 0], 1n, 101n ** 2n, false],
    ['gaunt', [50, 50, 100, 0, 0, 0], 101n ** 2n * stretched.num ** 2n, 4n * 201n * stretched.den ** 2n, true],
    ['real-gaunt', [50, 50, 100, 0, 0, 0], 101n ** 2n * stretched.num ** 2n, 4n * 201n * stretched.den ** 2n, true],
  ];

  it.each(cases)('%s %j is the closed form', async (kind, args, num, den, overPi) => {
    const found = parsed(await printed(['couple', kind, ...args.map(String), '--json']));
    const { num: p, den: q, value } = found as { num: string; den: string; value: number };
    expect(BigInt(p) * den).toBe(BigInt(q) * num);
    expect(found).toHaveProperty('sign', 1);
    expect('overPi' in (found as object)).toBe(overPi);
    expect(value).toBeCloseTo(Math.sqrt(Number(p) / Number(q) / (overPi ? Math.PI : 1)), 14);
  });
});

const badLines: readonly (readonly [string, string, RegExp])[] = [
  ['not JSON', '{"kind":3j}', /JSON object/],
  ['an array', '[1,2]', /an array/],
  ['a number', '7', /got 7/],
  ['null', 'null', /null/],
  ['a text', '"3j"', /"3j"/],
  ['no keys', '{}', /"args"/],
  ['no kind', '{"args":[1]}', /kinds .* got nothing/],
  ['no args', '{"kind":"3j"}', /"args"/],
  ['args that are no array', '{"kind":"3j","args":{"length":6}}', /"args"/],
  ['an extra key', '{"kind":"3j","args":[0,0,0,0,0,0],"id":7}', /"id"/],
  ['a __proto__ key', '{"__proto__":{"kind":"3j"},"args":[0,0,0,0,0,0]}', /"__proto__"/],
  ['too few arguments', request('3j', 1, 1, 1, 0, 0), /takes 6 .* got 5/],
  ['too many arguments', request('9j', 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), /takes 9 .* got 10/],
  ['NaN', '{"kind":"3j","args":[NaN,0,0,0,0,0]}', /JSON object/],
  ['an infinity', '{"kind":"3j","args":[1e999,0,0,0,0,0]}', /j1.* got Infinity/],
  ['"Infinity"', request('3j', 'Infinity', 0, 0, 0, 0, 0), /got "Infinity"/],
  ['null as an argument', request('3j', null, 0, 0, 0, 0, 0), /j1.* got null/],
  ['true as an argument', request('3j', 0, true, 0, 0, 0, 0), /j2.* got true/],
  ['a list as an argument', `{"kind":"3j","args":[${'['.repeat(50_000)}${']'.repeat(50_000)},0,0,0,0,0]}`, /an array/],
  ['an empty text', request('3j', '', 0, 0, 0, 0, 0), /got ""/],
  ['a long text', request('3j', '1'.repeat(5000), 0, 0, 0, 0, 0), /j1.* got "1+…/],
  ['a third', request('3j', '1/3', 0, 0, 0, 0, 0), /j1 .*half-integer/],
  ['0.1', request('3j', 0.1, 0, 0, 0, 0, 0), /j1 .*half-integer/],
  ['a half-integer degree', request('gaunt', 0.5, 0.5, 1, 0.5, 0.5, 0), /l1 .*integer/],
  ['m beyond j', request('3j', 1, 1, 1, 2, 0, 0), /m1/],
  ['m off by a half', request('3j', 1, 1, 1, 0.5, 0, 0), /m1/],
  ['j below 0', request('3j', -1, 1, 1, 0, 0, 0), /j1/],
  ['j beyond 1000', request('6j', 1e15, 1, 1, 0, 0, 0), /j1/],
  ['the kind constructor', request('constructor', 1), /kinds/],
  ['the kind __proto__', request('__proto__', 1), /kinds/],
  ['the kind toString', request('toString', 1), /kinds/],
  ['a kind that is a list', '{"kind":["3j"],"args":[0,0,0,0,0,0]}', /kinds/],
  ['the kind 3J', request('3J', 0, 0, 0, 0, 0, 0), /kinds/],
  ['a kind of 500,000 letters', request('x'.repeat(500_000)), /kinds/],
  ['a line of 2 MiB', ' '.repeat(2 ** 21) + example, /more than 1048576/],
];

describe('a bad line among good ones', () => {
  let said: Said;
  let found: readonly unknown[];
  beforeAll(async () => {
    ({ said, answers: found } = await answers([...badLines.flatMap(([, line]) => [example, line]), example]));
  });

  it('is counted at the end, exit 2', () => {
    expect(said.status).toBe(2);
    expectComplaint(said.stderr, new RegExp(`${badLines.length} of ${2 * badLines.length + 1} requests were bad`));
    expect(found).toHaveLength(2 * badLines.length + 1);
    const good = found.filter((_, i) => i % 2 === 0);
    expect(new Set(good.map((one) => JSON.stringify(one)))).toEqual(new Set([exampleAnswer]));
  });

  it.each(badLines.map(([name, , says], i) => [name, says, i] as const))('%s: an error', (_, says, i) => {
    const answer = found[2 * i + 1];
    expect(answer).toEqual({ error: expect.stringMatching(says) });
    expect(JSON.stringify(answer)).not.toMatch(/\\n|undefined|\[object/);
    expect(JSON.stringify(answer).length).toBeLessThan(300);
  });
});

describe.concurrent('a stream of requests', () => {
  it('answers 10,000 lines in their order, the bad ones too', async () => {
    const lines: string[] = [];
    const expected: unknown[] = [];
    for (let n = 0; lines.length < 10_000; n++) {
      const [j, m] = [n % 7, (n % 13) - 6];
      lines.push(request('3j', j, 6, 3, m, -m, 0));
      if (Math.abs(m) > j) expected.push({ error: `|m1| must be ≤ j1 = ${j}, got m1 = ${m}` });
      else {
        const value = wigner3j(j, 6, 3, m, -m, 0);
        expected.push({ ...surdToJson(value), value: surdToFloat64(value) });
      }
    }
    const bad = expected.filter((one) => JSON.stringify(one).includes('error')).length;
    const { said, answers: found } = await answers(lines);
    expect(found).toEqual(expected);
    expect(said.status).toBe(2);
    expect(said.stderr).toBe(`gauntlet: ${bad} of 10000 requests were bad; their lines say why\n`);
  });

  it('passes over blank lines and takes CRLF, a byte order mark and a last line without an end', async () => {
    const input = `\uFEFF${example}\r\n\r\n  \t\n\n${example}\n${example}`;
    expect(await printed(['couple', '--stdin'], { input })).toBe(`${exampleAnswer}\n`.repeat(3));
    expect(await printed(['couple', '--stdin'], { input: `${example}\r` })).toBe(`${exampleAnswer}\n`);
  });

  it('gives one answer to one line, whatever other line ends may stand in it', async () => {
    const { answers: found } = await answers(['{"kind":"3j",\r"args":[0,0,0,0,0,0]}', request('3j\u2028', 1)]);
    expect(found).toEqual([{ sign: 1, num: '1', den: '1', value: 1 }, { error: expect.stringContaining('kinds') }]);
  });

  it('answers a long line that is right, and every spelling of a half alike', async () => {
    const halves = [0.5, '0.5', '.5', '1/2', '2/4', '+1/2', '0.50', 5e-1];
    const lines = halves.map((half) => request('cg', half, '-1/2', half, half, 1, -0));
    const { said, answers: found } = await answers([...lines, ' '.repeat(1_000_000) + example]);
    expect(said).toMatchObject({ status: 0, stderr: '' });
    expect(new Set(found.slice(0, -1).map((one) => JSON.stringify(one))).size).toBe(1);
    expect(found[0]).toMatchObject({ sign: 1, num: '1', den: '2' });
    expect(found.at(-1)).toEqual(parsed(exampleAnswer));
  });

  it('answers a line before the next one is asked, byte by byte if need be', async () => {
    const child = start(['couple', '--stdin']);
    const end = heard(child);
    for (let round = 1; round <= 3; round++) {
      const answered = once(child.stdout, 'data');
      for (const byte of Buffer.from(`${request('é', 1)}\n`)) child.stdin.write(Uint8Array.of(byte));
      expect(`${(await answered)[0]}`).toMatch(/^\{"error":".*got \\"é\\""\}\n$/);
    }
    child.stdin.end();
    expect((await end).status).toBe(2);
  });

  it('ends well and in silence when its reader has seen enough', async () => {
    const child = start(['couple', '--stdin']);
    child.stdin.on('error', () => {});
    child.stdout.once('data', () => child.stdout.destroy());
    const end = heard(child);
    child.stdin.end(`${example}\n`.repeat(100_000));
    expect(await end).toMatchObject({ status: 0, stderr: '' });
  });
});
