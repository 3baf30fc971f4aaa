/** The examples run as they are, and are judged to be what their manifests say; where this machine lacks something, the name says so. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCampaign, readManifest } from '../../src/verification/manifest.ts';
import { gauntlet } from '../cli/gauntlet.ts';
import { built, root, run } from '../command.ts';
import { compiler, lacksPython } from './interpreters.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-examples-'));
beforeAll(() => {
  built();
  cpSync(join(root, 'examples'), folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noCompiler = compiler === undefined ? ' (skipped: there is no C compiler)' : '';
/** Each manifest, with the reason why it cannot run here. */
const manifests: readonly (readonly [name: string, reason: string, gradient: 'pass' | 'skipped'])[] = [
  ['cross.json', '', 'pass'],
  ['numpy-cg.json', lacksPython('numpy'), 'skipped'],
  ['torch-cross.json', lacksPython('torch'), 'pass'],
  ['jax-cross.json', lacksPython('jax'), 'pass'],
  ['c-cross.json', noCompiler, 'skipped'],
];

function check(stdout: string, id: string): unknown {
  const verdict: unknown = JSON.parse(stdout);
  const checks: unknown = typeof verdict === 'object' && verdict !== null && 'checks' in verdict ? verdict.checks : [];
  return Array.isArray(checks) ? checks.find((one: { id?: unknown }) => one.id === id) : undefined;
}

describe('examples', () => {
  for (const [name, reason, gradient] of manifests) {
    it.skipIf(reason !== '')(`${name}${reason}`, async () => {
      if (name === 'c-cross.json' && compiler !== undefined) {
        const built = run(compiler, ['-O2', '-Wall', '-Wextra', '-Werror', '-o', 'c_cross', 'c_cross.c', '-lm'], {
          cwd: folder,
        });
        expect(built).toEqual({ status: 0, stdout: '', stderr: '' });
      }
      const { status, stdout, stderr } = await gauntlet(['verify', name, '--json'], { cwd: folder });
      expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
      expect(check(stdout, 'gradient')).toMatchObject({ verdict: gradient });
    });
  }

  it('cross-reversed.json is rejected, both causes being named', async () => {
    const { status, stdout } = await gauntlet(['verify', 'cross-reversed.json', '--json'], { cwd: folder });
    expect(status).toBe(1);
    const found: unknown = JSON.parse(stdout);
    expect(found).toMatchObject({ diagnosis: [{ code: 'path-sign' }, { code: 'slots-swapped' }] });
  });

  it('no manifest is left out, every one is read, and the campaign lists what is there', () => {
    const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(join(root, 'examples', name)));
    const files = readdirSync(join(root, 'examples')).filter((name) => /(?<!study|bench|benchmark)\.json$/.test(name));
    const campaigns = files.filter((name) => readCampaign(bytes(name), name) !== undefined);
    const names = [...manifests.map(([name]) => name), 'cross-reversed.json'];
    expect(files.filter((name) => !campaigns.includes(name)).sort()).toEqual(names.sort());
    for (const [name] of manifests) expect(readManifest(bytes(name), name).runner).toBeDefined();
    expect(campaigns).toEqual(['campaign.json']);
    const listed = campaigns.flatMap((name) => readCampaign(bytes(name), name)?.manifests ?? []);
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.filter((name) => !files.includes(name))).toEqual([]);
  });
});
