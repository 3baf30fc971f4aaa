/** `gauntlet audit`: exit codes, what it prints, and what it writes for names that would do harm. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built } from '../command.ts';
import { expectRefusal, gauntlet } from './gauntlet.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-audit-'));
beforeAll(built);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

function audited(rows: readonly object[], ...args: string[]) {
  writeFileSync(join(folder, 'd.json'), JSON.stringify({ rows }));
  return gauntlet(['audit', 'd.json', ...args], { cwd: folder });
}
const clean = { label: 'gtp', operation: 'gtp', setting: 'mimo', lmax: 2, expressivity: 9 };

describe('gauntlet audit', () => {
  it('exits 0 where nothing is found, and says what each row computes', async () => {
    const { status, stdout, stderr } = await audited([clean]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/gtp {2}gtp: 14 of 19 paths, expressivity 9, saturates at 2\n/);
    expect(stdout).toMatch(/Nothing found\.\n$/);
  });

  it('exits 1 on findings, as text and as JSON', async () => {
    const wrong = { ...clean, expressivity: 19 };
    const text = await audited([wrong]);
    expect(text.status).toBe(1);
    expect(text.stdout).toContain('1 finding:\n  gtp: divided by 19 (all paths that the parities allow)');
    const json = await audited([wrong], '--json');
    expect(json.status).toBe(1);
    const { rows, findings } = JSON.parse(json.stdout);
    expect(rows).toHaveLength(1);
    expect(findings).toMatchObject([
      { code: 'normalisation', where: ['gtp'], evidence: { divisor: 19, expressivity: 9 } },
    ]);
  });

  it('writes Markdown in which a name is only a name', async () => {
    const label = '<img src=x> | `a` [b](c)';
    expect((await audited([{ ...clean, label, expressivity: 19 }], '--markdown', 'a.md')).status).toBe(1);
    const markdown = readFileSync(join(folder, 'a.md'), 'utf8');
    expect(markdown).toContain('\\<img src=x\\> \\| \\`a\\` \\[b\\](c)');
    expect(markdown).not.toMatch(/(^|[^\\])</);
  });

  it.each([
    ['nowhere.json', /no such file/],
    ['torn.json', /torn\.json: expected JSON/],
  ])('refuses %s', async (file, says) => {
    writeFileSync(join(folder, 'torn.json'), '{"rows":[');
    expectRefusal(await gauntlet(['audit', file], { cwd: folder }), 2, says);
  });
});
