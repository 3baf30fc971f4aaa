/** `gauntlet bench`: what it prints and keeps, how it goes on, what it refuses. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printCommandRecord, readCommandRecord } from '../../src/bench/command-record.ts';
import { printRecord, readRecord } from '../../src/bench/record.ts';
import { printTetrisRecord, readTetrisRecord } from '../../src/bench/tetris-record.ts';
import { realCouplingEntries } from '../../src/coupling/real-basis.ts';
import { wigner6j } from '../../src/coupling/wigner-6j.ts';
import { OPERATION_IDS } from '../../src/operation/operation.ts';
import { built } from '../command.ts';
import { expectRefusal, gauntlet, printed } from './gauntlet.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-bench-'));
beforeAll(built);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const config = {
  settings: ['mimo', 'block-2'],
  lmax: [1, 2],
  batches: [16],
  dtypes: ['float32', 'float64'],
  passes: ['forward'],
  algorithms: ['cgtp-sparse', 'gtp-grid', 'cgtp-so2', 'grid'],
  rounds: 3,
  sampleMilliseconds: 0,
};
const file = (name: string, value: unknown): string => {
  writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  return name;
};
const bench = (...args: string[]) => gauntlet(['bench', ...args], { cwd: folder });

describe('gauntlet bench', () => {
  it('prints one JSON document: machine, seed, and a result for every cell', async () => {
    const text = await printed(['bench', '--config', file('c.json', config), '--json'], { cwd: folder });
    const { machine, seed, results, skipped, date } = JSON.parse(text);
    expect(machine).toMatchObject({ node: process.versions.node });
    expect([seed, skipped, date]).toEqual([1, [], undefined]);
    // mimo: three algorithms, two degrees; the block: one, two degrees; each in two formats.
    expect(results).toHaveLength(2 * (3 * 2 + 2));
    for (const result of results) {
      expect(result).toMatchObject({ batch: 16, pass: 'forward', runs: 3, unit: 'ns/product' });
      expect(result.q1 > 0 && result.q1 <= result.median && result.median <= result.q3).toBe(true);
    }
    const counts = results.filter(
      ({ algorithm, lmax }: { algorithm: string; lmax: number }) => algorithm === 'gtp-grid' && lmax === 1,
    );
    expect(counts.map(({ multiplications }: { multiplications: number }) => multiplications)).toEqual([231, 231]);
  });

  it('shows a table to people', async () => {
    const text = await printed(['bench', '--config', file('c.json', config)], { cwd: folder });
    expect(text).toMatch(/one thread; median and quartiles of one product/);
    expect(text).toMatch(
      /mimo · L = 2 · forward · float64 · batch 16\n( {2}\S+ +[\d.]+ (ns|µs) .* ns a multiplication\n){3}/,
    );
  });

  it('keeps a record, and goes on with one that was cut short', async () => {
    const args = ['--config', file('c.json', config), '--output', 'record.json'];
    expect((await bench(...args)).status).toBe(0);
    const text = readFileSync(join(folder, 'record.json'), 'utf8');
    const whole = readRecord(text, 'record.json');
    expect(printRecord(whole)).toBe(text);
    expect(whole.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(whole.done).toEqual(['mimo L=1 forward', 'mimo L=2 forward', 'block-2 L=1 forward', 'block-2 L=2 forward']);

    const first = whole.results.filter(({ setting, lmax }) => setting === 'mimo' && lmax === 1);
    file('record.json', printRecord({ ...whole, done: whole.done.slice(0, 1), results: first }));
    const again = await bench(...args);
    expect([again.status, again.stderr]).toEqual([0, 'going on with record.json: 1 groups are done\n']);
    const after = readRecord(readFileSync(join(folder, 'record.json'), 'utf8'), 'record.json');
    expect(after.results.slice(0, first.length)).toEqual(first);
    expect(after.results).toHaveLength(whole.results.length);
  });

  const noProc = process.platform === 'linux' ? '' : ` (skipped: no /proc on ${process.platform})`;
  it.skipIf(noProc !== '')(`refuses a place where no folder can be made, at once${noProc}`, async () => {
    const { status, stdout, stderr } = await bench(
      '--config',
      file('c.json', config),
      '--output',
      '/proc/nowhere/r.json',
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^gauntlet: \/proc\/nowhere\/r\.json: no such file or folder\n$/);
  });

  it('mixes no times: another configuration, another machine, a file that is no record', async () => {
    const args = ['--config', file('c.json', config), '--output', 'own.json'];
    expect((await bench(...args)).status).toBe(0);
    const own = readRecord(readFileSync(join(folder, 'own.json'), 'utf8'), 'own.json');
    file('d.json', { ...config, lmax: [1] });
    expectRefusal(await bench('--config', 'd.json', '--output', 'own.json'), 2, /record of another configuration/);
    file('foreign.json', printRecord({ ...own, machine: { ...own.machine, processor: 'another' } }));
    expectRefusal(await bench('--config', 'c.json', '--output', 'foreign.json'), 2, /measured on another machine/);
    file('torn.json', readFileSync(join(folder, 'own.json'), 'utf8').slice(0, 500));
    expectRefusal(
      await bench('--config', 'c.json', '--output', 'torn.json'),
      2,
      /torn\.json: expected the JSON record/,
    );
    const [one] = own.results;
    if (one === undefined) throw new Error('no results');
    file('lying.json', printRecord({ ...own, results: [{ ...one, median: -1 }] }));
    expectRefusal(await bench('--config', 'c.json', '--output', 'lying.json'), 2, /lying\.json: results\.0\.median/);
  });

  it.each(['exact', 'float64', 'reduced'])('times whole tables of 3j symbols: %s', async (kind) => {
    const text = await printed(['bench', '--suite', 'tables', '--lmax', '8', '--kind', kind, '--json']);
    const { nsPerSymbol, ...rest } = JSON.parse(text);
    expect(rest).toEqual({ suite: 'tables', lmax: 8, symbols: 26_757, signSum: 205, kind });
    expect(nsPerSymbol).toBeGreaterThan(0);
  });

  it.each(['real-cg', 'real-gaunt'])(
    'times whole tables of dense tensors, and counts what is not zero: %s',
    async (kind) => {
      const text = await printed(['bench', '--suite', 'tables', '--lmax', '5', '--kind', kind, '--json']);
      const { nsPerSymbol, ...rest } = JSON.parse(text);
      let [symbols, signSum] = [0, 0];
      for (let l1 = 0; l1 <= 5; l1++) {
        for (let l2 = 0; l2 <= 5; l2++) {
          for (let l3 = Math.abs(l1 - l2); l3 <= Math.min(5, l1 + l2); l3++) {
            if (kind === 'real-gaunt' && (l1 + l2 + l3) % 2 === 1) continue;
            for (const { value } of realCouplingEntries(l1, l2, l3)) {
              symbols += 1;
              signSum += value.sign;
            }
          }
        }
      }
      expect(rest).toEqual({ suite: 'tables', lmax: 5, symbols, signSum, kind });
      expect(symbols).toBeGreaterThan(2000);
      expect(nsPerSymbol).toBeGreaterThan(0);
    },
  );

  it('times symbols that are asked for one by one: all sorted {ℓ1 ℓ2 ℓ3; j j j}, and as many 3j and 9j as it says', async () => {
    const timed = async (kind: string, lmax: number) =>
      JSON.parse(await printed(['bench', '--suite', 'tables', '--lmax', `${lmax}`, '--kind', kind, '--json']));
    let [symbols, signSum] = [0, 0];
    for (let t = 0; t <= 9; t++) {
      for (let a = 0; a <= t; a++) {
        for (let b = a; b <= t; b++) {
          for (let c = b; c <= Math.min(t, a + b); c++) {
            symbols += 1;
            signSum += wigner6j(a, b, c, t / 2, t / 2, t / 2).sign;
          }
        }
      }
    }
    const { nsPerSymbol, q1, q3, ...rest } = await timed('6j', 9);
    expect(rest).toEqual({ suite: 'tables', lmax: 9, kind: '6j', symbols, signSum, rounds: 11 });
    expect(q1 > 0 && q1 <= nsPerSymbol && nsPerSymbol <= q3).toBe(true);
    expect(await timed('3j', 4)).toMatchObject({ kind: '3j', lmax: 4, symbols: 50_000 });
    // One path 0 0 0 with one choice of ports, three paths of a zero and two ones with nine, one of three ones with twenty-seven.
    expect(await timed('9j', 1)).toMatchObject({ kind: '9j', lmax: 1, symbols: 1 + 3 * 9 + 27 });
  });

  it('trains on the Tetris pieces, keeps a record, and prints a line for each operation', async () => {
    const { status, stdout } = await bench('--suite', 'tetris', '--seeds', '1', '--output', 'tetris.json');
    const text = readFileSync(join(folder, 'tetris.json'), 'utf8');
    const record = readTetrisRecord(text, 'tetris.json');
    expect([status, printTetrisRecord(record)]).toEqual([0, text]);
    expect(record.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(record.machine.node).toBe(process.versions.node);
    expect(record.runs.map(({ seed }) => seed)).toEqual([1, 1, 1, 1, 1, 1]);
    const columns = stdout.split('\n').flatMap((line) => {
      const [operation = '', parameters, pair, others] = line.split(/ {2,}/);
      return OPERATION_IDS.some((id) => id === operation) ? [[operation, Number(parameters), pair, others]] : [];
    });
    expect(columns).toEqual([
      ['cgtp', 5191, '100 %', '100 %'],
      ['gtp', 991, '50 %', '100 %'],
      ['mtp', 1551, '100 %', '100 %'],
      ['vstp', 1103, '100 %', '100 %'],
      ['curl', 463, '50 %', '83.3 %'],
      ['gtp+curl', 1551, '100 %', '100 %'],
    ]);
  });

  it('runs the commands, each in a process of its own, and keeps what they took', async () => {
    const { status, stdout } = await bench('--suite', 'commands', '--lmax', '2', '--output', 'commands.json');
    const text = readFileSync(join(folder, 'commands.json'), 'utf8');
    const record = readCommandRecord(text, 'commands.json');
    expect([status, printCommandRecord(record)]).toEqual([0, text]);
    expect(record.results.map(({ command, lmax, runs, count }) => [command, lmax, runs, count])).toEqual([
      ['export', 0, 3, 1],
      ['analyze-cgtp', 0, 3, 2],
      ['analyze-gtp', 0, 3, 1],
      ['analyze-mtp', 0, 3, 1],
      ['report', 1, 3, 29],
      ['verify', 0, 3, 1],
      ['many-body', 1, 3, 102],
      ['apply', 0, 3, 2],
    ]);
    expect(record.fixed).toBeUndefined();
    // A process that starts Node takes some milliseconds and some MiB.
    for (const { time, memory } of record.results) expect(time.median > 10 && memory.median > 10).toBe(true);
    expect(stdout).toMatch(/^gauntlet analyze --op gtp --setting mimo --lmax L --json\n {2}L = 0 +\d+ ms +\d+ MiB/m);
    expectRefusal(await bench('--suite', 'commands', '--output', 'commands.json/x'), 2, /commands\.json/);
    expectRefusal(await bench('--suite', 'commands', '--output', file('notes.txt', 'mine')), 2, /notes\.txt: expected/);
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('writes a record of trainings over no other file', async () => {
    file('notes.json', '{"mine":true}');
    const args = ['--suite', 'tetris', '--seeds', '1', '--output', 'notes.json'];
    expectRefusal(await bench(...args), 2, /notes\.json: suite: missing/);
    expect(readFileSync(join(folder, 'notes.json'), 'utf8')).toBe('{"mine":true}');
  });

  it.each([
    [['--suite', 'tables', '--lmax', '46'], 2, /--lmax must be an integer between 0 and 45/],
    [['--suite', 'tables', '--kind', 'rough'], 2, /--kind/],
    [['--suite', 'tables', '--quick'], 2, /leave out --quick/],
    [['--lmax', '3'], 2, /--lmax goes with --suite tables or commands/],
    [['--suite', 'tetris', '--quick'], 2, /--suite tetris takes .* leave out --quick/],
    [['--suite', 'tetris', '--seeds', '0'], 2, /--seeds must be an integer between 1 and 1000/],
    [['--suite', 'commands', '--quick'], 2, /--suite commands takes .* leave out --quick/],
    [['--suite', 'commands', '--lmax', '25'], 2, /--lmax must be an integer between 0 and 24/],
    [['--suite', 'commands', '--seeds', '2'], 2, /--seeds goes with --suite tetris/],
    [['--seeds', '3'], 2, /--seeds goes with --suite tetris/],
    [['--suite', 'tables', '--seeds', '3'], 2, /--seeds goes with --suite tetris/],
    [['--config', 'nowhere.json'], 2, /nowhere\.json: no such file/],
    [['--suite', 'colours'], 2, /--suite/],
    [['--config', 'bad.json'], 2, /bad\.json: lmax\.0/],
    [['--fast'], 2, /unknown option/],
  ] as const)('refuses %j', async (args, exit, says) => {
    file('bad.json', { lmax: [99] });
    expectRefusal(await bench(...args), exit, says);
  });
});
