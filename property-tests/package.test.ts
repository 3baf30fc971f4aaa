/** What users install: the packed tarball, in an empty folder, with production dependencies only, runs and type-checks. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built, npm, root, run, runLine, tsc } from './command.ts';

const command = 'gauntlet couple 3j 2 2 2 0 0 0 --json';
const commandPrints = '{"sign":-1,"num":"2","den":"35","value":-0.23904572186687872}\n';

/** Plain JavaScript as well as TypeScript: the same text is run and type-checked. */
const consumer = `
import { wigner3j } from 'tp-gauntlet/coupling';
import { printSurd, surdToFloat64 } from 'tp-gauntlet/exact';
const value = wigner3j(2, 2, 2, 0, 0, 0);
console.log(printSurd(value), surdToFloat64(value));
`;
const consumerPrints = '-√(2/35) -0.23904572186687872\n';

const manifest: { version: string; exports: Record<string, unknown> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
/** All public doors: a declaration file that users cannot resolve is found even if the program above does not meet it. */
const doors = Object.keys(manifest.exports)
  .filter((door) => !door.endsWith('.json'))
  .map((door) => door.replace('.', 'tp-gauntlet'));

describe('the installed package', () => {
  let folder = '';
  const installedCommand = (): string => join(folder, 'node_modules', '.bin');

  beforeAll(() => {
    built();
    folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-package-'));
    const packed = npm(['pack', '--pack-destination', folder, '--loglevel=error'], { cwd: root, timeout: 120_000 });
    if (packed.status !== 0) throw new Error(`npm pack failed.\n${packed.stderr}`);
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
    if (tarball === undefined) throw new Error('npm pack wrote no tarball.');
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    // --ignore-scripts: the package must work for those who let no install script run.
    const installed = npm(['install', '--omit=dev', '--prefer-offline', '--ignore-scripts', ...quiet, `./${tarball}`], {
      cwd: folder,
      timeout: 180_000,
    });
    if (installed.status !== 0) throw new Error(`npm install failed.\n${installed.stderr}`);
  }, 240_000);

  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  it('holds the built files and none of the sources or tests', () => {
    const names = readdirSync(join(folder, 'node_modules', 'tp-gauntlet'));
    expect(names).toEqual(expect.arrayContaining(['dist', 'package.json', 'LICENSE']));
    expect(names.filter((name) => ['src', 'property-tests', 'proofs', 'reports', '.ci'].includes(name))).toEqual([]);
  });

  it('runs as a command', () => {
    const version = runLine('gauntlet --version', { cwd: folder, path: installedCommand() });
    expect(version).toEqual({ status: 0, output: `${manifest.version}\n` });
    const couple = runLine(command, { cwd: folder, path: installedCommand() });
    expect(couple).toEqual({ status: 0, output: commandPrints });
  });

  it('brings examples that it judges', () => {
    const manifest = 'node_modules/tp-gauntlet/examples/cross.json';
    const verified = runLine(`gauntlet verify ${manifest} --json`, { cwd: folder, path: installedCommand() });
    expect(verified.status, verified.output).toBe(0);
  });

  it('runs as a library', () => {
    writeFileSync(join(folder, 'consumer.mjs'), consumer);
    const outcome = run(process.execPath, ['consumer.mjs'], { cwd: folder });
    expect(outcome).toEqual({ status: 0, stdout: consumerPrints, stderr: '' });
  });

  it.each(doors)('opens %s', (door) => {
    const outcome = run(process.execPath, ['--input-type=module', '--eval', `await import('${door}')`], {
      cwd: folder,
    });
    expect(outcome).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('type-checks for a strict consumer who checks declaration files too', () => {
    const types = join(folder, 'types');
    mkdirSync(types);
    writeFileSync(join(types, 'consumer.ts'), `declare const console: { log(...values: unknown[]): void };${consumer}`);
    writeFileSync(
      join(types, 'doors.ts'),
      doors.map((door, index) => `export * as d${index} from '${door}';\n`).join(''),
    );
    const compilerOptions = {
      target: 'ES2023',
      lib: ['ES2023'],
      types: [],
      module: 'nodenext',
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    };
    writeFileSync(join(types, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const outcome = run(process.execPath, [tsc, '-p', '.'], { cwd: types });
    expect(outcome).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
