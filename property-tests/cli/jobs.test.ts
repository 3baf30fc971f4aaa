/** `--jobs N`: the same answers in the same order whatever the number; refusals and interruptions come through the threads. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built, root } from '../command.ts';
import { settledProcesses } from '../verification/processes.ts';
import { expectRefusal, gauntlet, heard, printed, type Said, start } from './gauntlet.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-jobs-'));
const here = { cwd: folder };
const COUNTS = [1, 2, 3] as const;

const write = (name: string, value: unknown): void => writeFileSync(join(folder, name), JSON.stringify(value));
const claim = { left: '1o', right: '1o', out: '0e+1e', operation: 'cgtp', convention: 'e3nn', dtype: 'float64' };
const program = (name: string, code: string): void => {
  writeFileSync(join(folder, `${name}.cjs`), code);
  write(`${name}.json`, {
    ...claim,
    name,
    runner: { type: 'process', command: [process.execPath, `${name}.cjs`, `${folder}-${name}`] },
  });
};

beforeAll(() => {
  built();
  for (const name of ['cross.json', 'cross-reversed.json', 'cross.mjs'])
    cpSync(join(root, 'examples', name), join(folder, name));
  cpSync(join(folder, 'cross.json'), join(folder, 'again.json'));
  program('dead', `console.error('no CUDA device'); process.exit(1);`);
  program('hanging', `console.log('{"ready":true}'); setInterval(() => {}, 1000);`);
  cpSync(join(folder, 'hanging.json'), join(folder, 'hanging-too.json'));
  write('no-tensor.json', { ...claim, runner: { type: 'tensor', path: 'gone.npy' } });
  write('campaign.json', {
    manifests: ['dead.json', 'cross.json', 'no-tensor.json', 'cross-reversed.json', 'again.json'],
  });
  write('hangs.json', { manifests: ['cross.json', 'hanging.json', 'hanging-too.json', 'again.json'] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

/** What the command says with each number of jobs. */
async function said(words: readonly string[]): Promise<Said[]> {
  const all: Said[] = [];
  for (const count of COUNTS) all.push(await gauntlet([...words, '--jobs', `${count}`], here));
  expect(all).toHaveLength(COUNTS.length);
  return all;
}

describe.concurrent('results do not depend on the number of jobs', () => {
  it('verify: passes, failures and what could not be judged, in the order of the campaign', async () => {
    const [first, ...others] = await said(['verify', 'campaign.json', '--json']);
    expect(first?.status).toBe(1);
    const document = JSON.parse(first?.stdout ?? '');
    const verdicts = document.results.map((result: { verdict?: { verdict: string } }) => result.verdict?.verdict);
    expect(verdicts).toEqual([undefined, 'pass', undefined, 'fail', 'pass']);
    for (const other of others) expect(other).toEqual(first);
  });

  it('prove: verdicts in the order of the theorems', async () => {
    const [first, ...others] = await said(['prove', '--only', 'curl', '--json']);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    for (const other of others) expect(other).toEqual(first);
  });

  it('report: every file to the byte', async () => {
    const layer = { name: 'A layer', left: '8x0e+8x1o', right: '0e+1o', out: '8x0e+8x1o' };
    write('study.json', { lmax: 4, settings: ['mimo', 'simo'], models: [layer] });
    const written = new Map<number, [string, string][]>();
    for (const count of COUNTS) {
      const out = join(folder, `out-${count}`);
      await printed(['report', '--config', 'study.json', '--out', out, '--jobs', `${count}`], here);
      const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const texts = files.map(({ parentPath, name }): [string, string] => [
        name,
        readFileSync(join(parentPath, name), 'utf8'),
      ]);
      written.set(count, texts.sort());
    }
    expect(written.get(1)?.length).toBeGreaterThan(5);
    for (const count of COUNTS) expect(written.get(count)).toEqual(written.get(1));
  });
});

describe.concurrent('what goes wrong in a thread', () => {
  it('a refusal is the same refusal', async () => {
    write('refused.json', { lmax: 8, models: [{ name: 'No way', left: '0e', right: '0e', out: '1o' }] });
    const [first, ...others] = await said(['report', '--config', 'refused.json']);
    expectRefusal(first ?? expect.fail(), 2, /^gauntlet: model "No way", cgtp: out irrep 1o: no path leads there/);
    for (const other of others) expect(other).toEqual(first);
  });

  it.each(['0', '257', '-1', '1.5', 'two', ''])('--jobs %j is refused', async (count) => {
    expectRefusal(await gauntlet(['prove', '--jobs', count]), 2, /--jobs must be an integer between 1 and 256/);
  });

  it.skipIf(process.platform === 'win32')('an interruption ends what the threads have started', async () => {
    const running = start(['verify', 'hangs.json', '--jobs', '3'], folder);
    const answer = heard(running);
    expect(await settledProcesses(`${folder}-hanging`, 2, 20)).toBe(2); // both at once
    running.kill('SIGINT');
    expectRefusal(await answer, 3, /interrupted; .* was ended/); // the first in the campaign that still runs
    expect(await settledProcesses(`${folder}-hanging`, 0)).toBe(0);
  });
});

it.skipIf(process.platform === 'win32')('programs run one at a time unless a number of jobs is asked for', async () => {
  const note = `require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'log'))}, 'begin\\n');
    setTimeout(() => { require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'log'))}, 'end\\n'); process.exit(1); }, 300);`;
  for (const name of ['first', 'second']) program(name, note);
  const others = Array.from({ length: 6 }, (_, i) => `no-tensor-${i}.json`); // enough for threads
  for (const name of others) cpSync(join(folder, 'no-tensor.json'), join(folder, name));
  write('programs.json', { manifests: ['first.json', 'second.json', ...others] });
  const log = async (...words: string[]): Promise<string> => {
    writeFileSync(join(folder, 'log'), '');
    expect((await gauntlet(['verify', 'programs.json', ...words], here)).status).toBe(2);
    return readFileSync(join(folder, 'log'), 'utf8').replaceAll('\n', ' ').trim();
  };
  expect(await log()).toBe('begin end begin end');
  expect(await log('--jobs', '2')).toBe('begin begin end end');
});
