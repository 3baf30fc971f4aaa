/** `gauntlet study` writes the committed study, and fails before the work where it cannot write. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built, root } from '../command.ts';
import { expectRefusal, gauntlet } from './gauntlet.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-study-'));

beforeAll(built);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const files = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();

describe('gauntlet study', () => {
  it('writes what is committed, byte for byte', async () => {
    const out = join(folder, 'study');
    const { status, stdout } = await gauntlet(['study', '--out', out]);
    expect({ status, names: stdout.includes('which-tensor-product.html') }).toEqual({ status: 0, names: true });
    const committed = join(root, 'reports', 'price-of-freedom');
    expect(files(out)).toEqual(files(committed));
    for (const file of files(out)) {
      expect(readFileSync(join(out, file), 'utf8') === readFileSync(join(committed, file), 'utf8'), file).toBe(true);
    }
  });

  it('refuses a folder that is a file, and options it does not know, at once', async () => {
    writeFileSync(join(folder, 'file'), '');
    expectRefusal(await gauntlet(['study', '--out', join(folder, 'file')]), 2, /file/);
    expectRefusal(await gauntlet(['study', '--title', 'x']), 2, /--title/);
    expectRefusal(await gauntlet(['study', '--jobs', 'x'], { cwd: folder }), 2, /--jobs .* got "x"/);
    expect(readdirSync(folder)).not.toContain('reports');
  });
});
