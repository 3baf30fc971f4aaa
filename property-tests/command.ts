/** Running commands from tests, as a person at a terminal would: the built command, npm, the compiler. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject, onTestFinished } from 'vitest';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  readonly cwd: string;
  /** Searched for commands before the caller's own PATH. */
  readonly path?: string;
  readonly timeout?: number;
}

/** What npm tells its scripts about the package they belong to would be wrong for another package in another folder. */
function environment(path: string | undefined): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(package|lifecycle)_|npm_config_(local_prefix|prefix)$|NODE_ENV$|VITEST|FORCE_COLOR$)/i.test(name),
  );
  const env = Object.fromEntries(kept);
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return path === undefined ? env : { ...env, [pathName]: `${path}${delimiter}${env[pathName] ?? ''}` };
}

/** Runs a program; it is the caller who judges the exit status. */
export function run(program: string, args: readonly string[], { cwd, path, timeout = 60_000 }: Place): Outcome {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    timeout,
    env: environment(path),
    encoding: 'utf8',
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** Runs a line through the system's shell; both streams go to one file, which keeps the order a terminal would show. */
export function runLine(
  line: string,
  { cwd, path, timeout = 60_000 }: Place,
): { status: number | null; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-line-'));
  const file = openSync(join(folder, 'output'), 'w');
  try {
    const { status, error } = spawnSync(line, {
      cwd,
      timeout,
      env: environment(path),
      shell: true,
      stdio: ['ignore', file, file],
    });
    if (error) throw error;
    return { status, output: readFileSync(join(folder, 'output'), 'utf8') };
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The npm that started us if one did, otherwise the one on PATH; on Windows that is a script only a shell can start. */
export function npm(args: readonly string[], place: Place): Outcome {
  const own = process.env['npm_execpath'] ?? '';
  if (/^npm-cli\.c?js$/.test(basename(own))) return run(process.execPath, [own, ...args], place);
  if (process.platform !== 'win32') return run('npm', args, place);
  const { status, output } = runLine(['npm', ...args].map((arg) => `"${arg}"`).join(' '), place);
  return { status, stdout: output, stderr: '' };
}

/** Fails the calling test, with the compiler's words, unless dist is up to date. */
export function built(): void {
  const failure = inject('buildFailure');
  if (failure !== '') throw new Error(failure);
}

/** An empty folder that goes away with the test that asked for it. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
