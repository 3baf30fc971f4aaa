/** A study divided over machines: parts, one of them killed and gone on with, and the merge, which is the undivided report to the byte. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPart } from '../../src/report/part.ts';
import { built } from '../command.ts';
import { expectRefusal, gauntlet, heard, printed, start } from './gauntlet.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-sweep-'));
const here = { cwd: folder };
const config = { lmax: 8, operations: ['gtp', 'mtp', 'vstp'], settings: ['mimo', 'simo'], parities: ['so3'] };
const ANSWERS = 3 * 2 * 8;

beforeAll(() => {
  built();
  writeFileSync(join(folder, 'study.json'), JSON.stringify(config));
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const part = (k: number, of: number): string[] => [
  'report',
  '--config',
  'study.json',
  '--shard',
  `${k}/${of}`,
  '--output',
];

function filesOf(out: string): Map<string, string> {
  const found = readdirSync(join(folder, out), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(found.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')]));
}

/** How many answers the file has; it is read as the command reads it, so it is whole. */
const answersIn = (name: string): number =>
  existsSync(join(folder, name)) ? readPart(new Uint8Array(readFileSync(join(folder, name))), name).answers.size : 0;

/** The first part, killed when it has some answers and not all; how many it has. A machine that was too slow to kill it tries again. */
async function killedOnTheWay(): Promise<number> {
  for (let attempt = 0; attempt < 10; attempt++) {
    rmSync(join(folder, 'part-1.json'), { force: true });
    const running = start([...part(1, 2), 'part-1.json', '--jobs', '1'], folder);
    const ended = heard(running);
    while (running.exitCode === null && answersIn('part-1.json') === 0)
      await new Promise((next) => setTimeout(next, 5));
    running.kill('SIGKILL');
    const { status } = await ended;
    const kept = answersIn('part-1.json');
    if (status === null && kept > 0 && kept < ANSWERS / 2) return kept;
  }
  return expect.fail('the part was never caught on its way');
}

describe('a study in parts', () => {
  it('joins to the same bytes, though a part was killed on the way', async () => {
    await printed(['report', '--config', 'study.json', '--out', 'whole'], here);
    const kept = await killedOnTheWay();
    await printed([...part(2, 2), 'part-2.json'], here);
    expectRefusal(
      await gauntlet(['merge', 'part-1.json', 'part-2.json', '--out', 'merged'], here),
      2,
      new RegExp(`part-1\\.json lacks ${ANSWERS / 2 - kept} answers of shard 1/2: run it again`),
    );
    expect(existsSync(join(folder, 'merged'))).toBe(false);
    // Once more: it goes on, and says so.
    const again = await gauntlet([...part(1, 2), 'part-1.json'], here);
    expect(again.status).toBe(0);
    expect(again.stderr).toContain(`part-1.json: ${kept} of ${ANSWERS / 2} analyses are there\n`);
    expect(again.stdout).toMatch(/^wrote part-1\.json: 24 analyses, shard 1\/2 of study [0-9a-f]{12}\n$/);
    cpSync(join(folder, 'part-1.json'), join(folder, 'copy.json'));
    await printed([...part(1, 2), 'unbroken.json', '--jobs', '2'], here);
    expect(readFileSync(join(folder, 'unbroken.json'), 'utf8')).toBe(readFileSync(join(folder, 'copy.json'), 'utf8'));
    // In any order, a part twice.
    expect(await printed(['merge', 'part-2.json', 'copy.json', 'part-1.json', '--out', 'merged'], here)).toMatch(
      /^wrote merged.report\.html, report\.md, report\.json and \d+ figures\n$/,
    );
    expect(filesOf('merged').size).toBeGreaterThan(5);
    expect(filesOf('merged')).toEqual(filesOf('whole'));
  }, 120_000);

  it('what does not fit is refused', async () => {
    writeFileSync(join(folder, 'small.json'), '{"lmax":1,"operations":["gtp"],"settings":["siso"]}');
    const small = ['report', '--config', 'small.json'];
    await printed([...small, '--output', 'small-part.json'], here);
    writeFileSync(join(folder, 'campaign-part.json'), '{}');
    for (const [words, says] of [
      [[...small, '--shard', '1/2'], /--shard needs --output FILE/],
      [[...small, '--output', 'p.json', '--out', 'x'], /--out goes with gauntlet merge/],
      [[...small, '--output', 'p.json', '--timing', 'x'], /--timing goes with gauntlet merge/],
      [[...small, '--output', 'p.json', '--shard', '3/2'], /--shard: expected K\/N/],
      [
        [...small, '--output', 'small-part.json', '--shard', '1/2'],
        /holds shard 1\/1 of another|holds shard 1\/1 of this study/,
      ],
      [['report', '--output', 'small-part.json'], /holds shard 1\/1 of another study; remove it/],
      [[...small, '--output', 'small.json'], /small\.json: expected what gauntlet report --output writes/],
      [['merge', 'small-part.json', '--json'], /--json goes with the parts of a campaign/],
      [
        ['merge', 'small-part.json', 'campaign-part.json'],
        /campaign-part\.json: no part of a study, and small-part\.json is one/,
      ],
      [['merge', 'campaign-part.json', '--out', 'x'], /--out goes with the parts of a study/],
    ] as const) {
      expectRefusal(await gauntlet(words, here), 2, says);
    }
  });
});
