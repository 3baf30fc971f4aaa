/** What `gauntlet` says to requests it cannot serve: exit 2 or 3, one or two lines, nothing on stdout, no stack. */
import { type StdioOptions, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built } from '../command.ts';
import { expectComplaint, expectRefusal, gauntlet, main, printed } from './gauntlet.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-errors-'));
const taken = join(folder, 'taken');

beforeAll(() => {
  built();
  writeFileSync(taken, 'a file');
  mkdirSync(join(folder, 'folder'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Row = readonly [words: string, says: RegExp];

const usage: readonly Row[] = [
  ['frobnicate', /unknown command 'frobnicate'/],
  ['coupel 3j', /Did you mean couple/],
  ['--frobnicate', /unknown option '--frobnicate'/],
  ['analyze --op gtp --setting mimo --lmax 2 --json=yes', /unknown option|--json/],
  ['analyze --op gtp --setting mimo --lmax 2 more', /too many arguments/],
  ['analyze --op gtp --setting mimo --lmax', /argument missing/],
  ['report more', /too many arguments/],
];

const couple: readonly Row[] = [
  ['couple', /expected one of the kinds .* got nothing/],
  ['couple constructor 1 2 3', /kinds .* got "constructor"/],
  ['couple 3j', /takes 6 arguments \(j1 j2 j3 m1 m2 m3\), got 0/],
  ['couple 3j 1 1 1 0 0', /got 5/],
  ['couple 9j 1 1 1 1 1 1 1 1 1 1', /takes 9 .* got 10/],
  ['couple 3j 1x 1 1 0 0 0', /number .* got "1x"/],
  ['couple 3j 1e2 1 1 0 0 0', /number .* got "1e2"/],
  ['couple 3j NaN 1 1 0 0 0', /number .* got "NaN"/],
  ['couple 3j -Infinity 1 1 0 0 0', /-Infinity/],
  ['couple 3j 1/0 1 1 0 0 0', /denominator is zero/],
  ['couple 3j 1/3 1 1 0 0 0', /j1 must be an integer or half-integer, got 1\/3/],
  ['couple 3j -1 1 1 0 0 0', /j1 must lie between 0 and 1000, got -1/],
  ['couple 3j 999999999999999999999999 1 1 0 0 0', /between 0 and 1000/],
  ['couple 3j 1 1 1 2 0 0', /\|m1\| must be ≤ j1 = 1/],
  ['couple 3j 1 1 1 0 -3/2 0', /\|m2\| must be ≤ j2 = 1/],
  ['couple cg 1 0.5 1 0 1 0', /j1 − m1 must be an integer/],
  ['couple gaunt 0.5 0.5 1 0.5 -0.5 0', /l1 must be an integer/],
  ['couple real-cg 1 1 1/2 0 0 1/2', /l3 must be an integer/],
  ['couple --stdin', /stdin was empty/],
  ['couple --stdin 3j', /stdin alone/],
];

const analyze: readonly Row[] = [
  ['analyze', /--op <id>' not specified/],
  ['analyze --op', /argument missing/],
  ['analyze --op gpt --setting mimo --lmax 2', /'gpt' is invalid.*cgtp/],
  ['analyze --op gtp', /expected --setting with --lmax/],
  ['analyze --op gtp --setting nimo --lmax 2', /'nimo' is invalid.*mimo/],
  ['analyze --op gtp --setting mimo', /--lmax/],
  ['analyze --op gtp --setting mimo --lmax -1', /--lmax must be an integer between 0 and 40, got "-1"/],
  ['analyze --op gtp --setting mimo --lmax 1e9', /--lmax .* got "1e9"/],
  ['analyze --op gtp --setting mimo --lmax abc', /--lmax .* got "abc"/],
  ['analyze --op gtp --setting mimo --lmax 2 --left 0e', /leave out --left/],
  ['analyze --op gtp --left 0e --right 0e', /--out/],
  ['analyze --op gtp --left 0e --right 0e --out 0e --lmax 2', /--lmax goes with --setting/],
  ['analyze --op gtp --left 1x --right 0e --out 0e', /column 3: expected a degree/],
  ['analyze --op gtp --left 2p --right 0e --out 0e', /column 2: expected the parity e or o, got "p"/],
  ['analyze --op gtp --left 1.5e --right 0e --out 0e', /column 2/],
  ['analyze --op gtp --left 0e+ --right 0e --out 0e', /column 4: expected an irrep/],
  ['analyze --op gtp --left -2x0e --right 0e --out 0e', /column 1|argument missing/],
  ['analyze --op gtp --left 1001e --right 0e --out 0e', /degree ≤ 1000/],
  ['analyze --op gtp --left 1000000000x0e --right 0e --out 0e', /multiplicity ≤ 1000000/],
  ['analyze --op gtp --left 1000000x0e --right 1000000x0e --out 1000000x0e', /2\^53/],
  ['analyze --op cgtp --left 100000x0e --right 500000x0e --out 500000x0e', /2\^53/],
  ['analyze --op gtp --left 0e --right 1o --out 2e', /out irrep 2e: no path/],
  ['analyze --op gtp --left 1o --right 1o --out 1o', /out irrep 1o: no path .*p3 = p1·p2/],
  ['analyze --op gtp --left 1e --right 1e --out 0e --parity o3-natural', /got 1e/],
  ['analyze --op gtp --setting mimo --lmax 2 --parity o3', /'o3' is invalid/],
  ['analyze --op gtp --setting mimo --lmax 2 --channels 0', /--channels .*1 and 4096, got "0"/],
  ['analyze --op gtp --setting mimo --lmax 2 --channels -1', /--channels|argument missing/],
  ['analyze --op gtp --setting mimo --lmax 2 --channels 1.5', /--channels .* got "1.5"/],
  ['analyze --op gtp --setting mimo --lmax 2 --channels 1,,2', /--channels .* got ""/],
  ['analyze --op gtp --setting mimo --lmax 2 --channels 99999999999', /--channels/],
  ['analyze --op gtp --setting mimo --lmax 2 --twice-j 4', /twice-j is a parameter of mtp alone/],
  ['analyze --op mtp --setting mimo --lmax 2 --twice-j 1.5', /--twice-j .* got "1.5"/],
  ['analyze --op mtp --left 1000e --right 1000e --out 0e', /degrees up to 80/],
  ['analyze --op mtp --setting mimo --lmax 30 --channels 100', /numbers in its equations exceeds .*fewer channels/],
  ['analyze --op gtp --setting mimo --lmax 30 --channels 100', /numbers in its equations exceeds .*fewer channels/],
];

describe.concurrent('a request that cannot be served', () => {
  it.each([...usage, ...couple, ...analyze])('gauntlet %s', async (words, says) => {
    const started = performance.now();
    expectRefusal(await gauntlet(words.split(' ')), 2, says);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('without a command: the help, on stderr', async () => {
    const { status, stdout, stderr } = await gauntlet([]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: gauntlet/);
  });

  it('an empty word, a very long one and one with a line break', async () => {
    expectRefusal(await gauntlet(['couple', '']), 2, /kinds .* got ""/);
    expectRefusal(await gauntlet(['couple', 'x'.repeat(10_000)]), 2, /kinds .* got "x+…/);
    expectRefusal(await gauntlet(['couple', 'a\nb\nc']), 2, /kinds .* got "a\\nb\\nc"/);
    expectRefusal(await gauntlet(['analyze', '--op', 'gtp', '--left', '', '--right', '0e', '--out', '0e']), 2, /""/);
    const many = ['analyze', '--op', 'gtp', '--left', '1x+'.repeat(5000), '--right', '0e', '--out', '0e'];
    expectRefusal(await gauntlet(many), 2, /column 3/);
  });

  it.each([
    ['missing', undefined, /missing\.json: no such file/],
    ['empty', '', /not JSON/],
    ['no JSON', '{"lmax":', /not JSON/],
    ['an array', '[]', /expected an object/],
    ['null', 'null', /Object/],
    ['an unknown key', '{"Lmax":3}', /Lmax: unknown key; expected title, operations/],
    ['__proto__', '{"__proto__":{"lmax":3}}', /__proto__: unknown key/],
    ['lmax as text', '{"lmax":"3"}', /lmax: .*number/],
    ['lmax 99', '{"lmax":99}', /lmax: .*12.* 99/],
    ['lmax 0', '{"lmax":0}', /lmax: .*1.* 0/],
    ['lmax 2.5', '{"lmax":2.5}', /lmax: .*2\.5/],
    ['lmax infinite', '{"lmax":1e999}', /lmax: /],
    ['an unknown operation', '{"operations":["gpt"]}', /operations\.0: .*"gpt"/],
    ['no operation', '{"operations":[]}', /operations: /],
    ['an operation twice', '{"operations":["gtp","mtp","gtp"]}', /operations: expected each entry once/],
    ['a setting twice', '{"settings":["mimo","mimo"]}', /settings: expected each entry once/],
    ['an unknown parity', '{"parities":["o3"]}', /parities\.0: .*"o3"/],
    ['an empty title', '{"title":""}', /title: /],
    ['a title of two lines', '{"title":"a\\nb"}', /title: .*one line/],
    ['models that are no list', '{"models":{}}', /models: /],
    ['a model without irreps', '{"models":[{"name":"a"}]}', /models\.0\.left: missing/],
    [
      'a model with more',
      '{"models":[{"name":"a","left":"0e","right":"0e","out":"0e","x":1}]}',
      /x: unknown key; expected name/,
    ],
    [
      'bad irreps',
      '{"models":[{"name":"a","left":"0e","right":"2p","out":"0e"}]}',
      /models\.0\.right: irreps "2p", column 2/,
    ],
    [
      'a model without paths',
      '{"models":[{"name":"A 1","left":"0e","right":"0e","out":"1o"}]}',
      /model "A 1".*out irrep 1o/,
    ],
  ])('a configuration: %s', async (name, text, says) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.json`);
    if (text !== undefined) writeFileSync(file, text);
    const out = join(folder, `out-${name}`);
    expectRefusal(await gauntlet(['report', '--config', file, '--out', out]), 2, says);
    expect(readdirSync(folder).includes(`out-${name}`) ? readdirSync(out) : []).toEqual([]);
  });

  it.each<[string, string[], RegExp]>([
    ['a folder as configuration', ['report', '--config', folder], /expected a file, found a folder/],
    ['a file as configuration folder', ['report', '--config', join(taken, 'a.json')], /is a file, not a folder/],
    ['a file as output folder', ['report', '--out', taken], /taken: .*file/],
    ['a folder below a file', ['report', '--out', join(taken, 'below')], /file, not a folder/],
    [
      'a folder as output file',
      ['export', '--kind', 'cg', '--lmax', '1', '--format', 'npz', '--output', join(folder, 'folder')],
      /found a folder/,
    ],
    ['an export without an output', ['export', '--kind', 'cg', '--lmax', '1'], /--output/],
    ['an export of nothing', ['export', '--lmax', '1', '--output', join(folder, 'a.npz')], /--kind/],
  ])('%s', async (_, args, says) => {
    expectRefusal(await gauntlet(args), 2, says);
  });

  it('--debug shows where an error was thrown', async () => {
    for (const args of [
      ['--debug', 'couple', '3j', '1'],
      ['couple', '3j', '1', '--debug'],
    ]) {
      const { status, stdout, stderr } = await gauntlet(args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^RequestError: 3j takes 6[\s\S]*\n {4}at [\s\S]*\ngauntlet: 3j takes 6.*\n$/);
    }
  });

  it.each([
    ['--help'],
    ['--version'],
    ['couple --help'],
    ['analyze -h'],
    ['report -h'],
    ['export -h'],
    ['help couple'],
  ])('but %s is served', async (words) => {
    expect(await printed(words.split(' '))).toMatch(/^(Usage: gauntlet|\d+\.\d+\.\d+\n$)/);
  });
});

const noFull = process.platform === 'linux' ? '' : ` (skipped: no /dev/full on ${process.platform})`;

describe.skipIf(noFull !== '')(`a disk that is full${noFull}`, () => {
  const full = (args: readonly string[], stream: 'stdout' | 'stderr', input = '') => {
    const device = openSync('/dev/full', 'w');
    try {
      const on = (name: string): number | 'pipe' => (stream === name ? device : 'pipe');
      const stdio: StdioOptions = ['pipe', on('stdout'), on('stderr')];
      return spawnSync(process.execPath, [main, ...args], { stdio, input, encoding: 'utf8', timeout: 60_000 });
    } finally {
      closeSync(device);
    }
  };

  it.each([
    ['couple 3j 2 2 2 0 0 0'],
    ['analyze --op gtp --setting mimo --lmax 3 --json'],
    ['couple --stdin'],
    ['--help'],
  ])('behind stdout of gauntlet %s: exit 3', (words) => {
    const input = '{"kind":"3j","args":[2,2,2,0,0,0]}\n'.repeat(5000);
    const { status, stderr } = full(words.split(' '), 'stdout', input);
    expect(status).toBe(3);
    expectComplaint(stderr, /cannot write the result: no space left on the disk/);
  });

  it('behind stderr takes nothing from the exit code', () => {
    expect(full(['couple', '3j', '1'], 'stderr')).toMatchObject({ status: 2, stdout: '' });
    expect(full(['couple', '3j', '1', '--debug'], 'stderr')).toMatchObject({ status: 2, stdout: '' });
    expect(full(['couple', '3j', '1', '1', '0', '0', '0', '0'], 'stderr')).toMatchObject({ status: 0 });
  });
});

const mayEverything =
  process.platform === 'win32' ? 'no modes on win32' : process.getuid?.() === 0 ? 'root may write' : '';

describe.skipIf(mayEverything !== '')(
  `a folder that may not be written${mayEverything && ` (skipped: ${mayEverything})`}`,
  () => {
    it('is exit 3, before the work', async () => {
      const locked = join(folder, 'locked');
      mkdirSync(locked);
      chmodSync(locked, 0o555);
      expectRefusal(await gauntlet(['report', '--out', join(locked, 'out')]), 3, /permission denied/);
    });
  },
);
