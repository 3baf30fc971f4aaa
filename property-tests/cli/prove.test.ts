/** `gauntlet prove`: every certificate is made again byte for byte and accepted; one that differs, and one that is wrong, is not. */
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificateText, theorems } from '../../proofs/catalogue.ts';
import type { Proofs } from '../../src/cli/theorem-verdict.ts';
import { built, emptyFolder, root, run } from '../command.ts';
import { expectRefusal, gauntlet, main, parsed, printed } from './gauntlet.ts';

beforeAll(built);

/** What the command will find is what it expects. */
const proofs: Proofs = { theorems, certificateText };

const described = proofs.theorems.map(({ id, statement, range }) => ({ id, statement, range }));

/** The built package elsewhere, to be spoilt. */
function copyOfPackage(): string {
  const folder = emptyFolder();
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

const provedThere = (folder: string, id: string) =>
  run(process.execPath, [join(folder, 'dist', 'cli', 'main.js'), 'prove', '--only', id], { cwd: folder });

describe('gauntlet prove', () => {
  it('makes every certificate again and finds each accepted', () => {
    // Longer than other commands may take; on stderr is its progress.
    const { status, stdout } = run(process.execPath, [main, 'prove', '--json'], { cwd: root, timeout: 170_000 });
    const passed = described.map((theorem) => ({ ...theorem, verdict: 'pass', cases: expect.any(Number) }));
    expect(parsed(stdout)).toEqual({ theorems: passed });
    expect(status).toBe(0);
  }, 180_000);

  it('lists theorems without proving them', async () => {
    expect(parsed(await printed(['prove', '--list', '--json']))).toEqual({ theorems: described });
    const lines = (await printed(['prove', '--list'])).split('\n').filter((line) => line !== '');
    expect(lines).toHaveLength(theorems.length);
    for (const [index, { id, statement }] of described.entries()) {
      expect(lines[index]).toContain(id);
      expect(lines[index]).toContain(statement);
    }
  });

  it('proves one', async () => {
    expect(await printed(['prove', '--only', 'gauss-legendre'])).toMatch(
      /^holds {3}gauss-legendre: 1259 cases; n ≤ 40\. .*\n$/,
    );
  });

  it('refuses a theorem that it does not have', async () => {
    expectRefusal(await gauntlet(['prove', '--only', 'fermat']), 2, /no theorem "fermat"; there are orthogonality, /);
  });

  it('fails where the certificate is another one', () => {
    const folder = copyOfPackage();
    const file = join(folder, 'dist', 'proofs', 'certificates', 'gauss-legendre.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"cases":1259', '"cases":1260'));
    const { status, stdout } = provedThere(folder, 'gauss-legendre');
    expect(stdout).toMatch(/^FAILED {2}gauss-legendre: .* — not the certificate of this package\n$/);
    expect(status).toBe(1);
  });

  it('fails where the theorem is false', () => {
    const folder = copyOfPackage();
    const file = join(folder, 'dist', 'proofs', 'legendre-is-orthogonal-to-lower-degrees.js');
    writeFileSync(file, readFileSync(file, 'utf8').replace('power + k + 1', 'power + k + 2'));
    const { status, stdout } = provedThere(folder, 'gauss-legendre');
    expect(stdout).toMatch(/^FAILED {2}gauss-legendre: .* — the theorem does not hold: P_/);
    expect(status).toBe(1);
  });

  it('fails where the checker refuses', () => {
    const folder = copyOfPackage();
    const file = join(folder, 'dist', 'proofs', 'legendre-is-orthogonal-to-lower-degrees.js');
    const certificate = join(folder, 'dist', 'proofs', 'certificates', 'gauss-legendre.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('cases++', 'cases += 2'));
    writeFileSync(certificate, readFileSync(certificate, 'utf8').replace('"cases":1259', '"cases":2079'));
    const { status, stdout } = provedThere(folder, 'gauss-legendre');
    expect(stdout).toMatch(/^FAILED {2}gauss-legendre: .* — cases: 1259 were checked\n$/);
    expect(status).toBe(1);
  });
});
