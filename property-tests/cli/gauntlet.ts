/** The built `gauntlet` command as its users run it, with everything it says. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../command.ts';

export const main = join(root, 'dist', 'cli', 'main.js');

export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Circumstances {
  /** what is on stdin; nothing if absent */
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  /** set besides what is set already */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the command; the caller speaks to it. */
export const start = (
  args: readonly string[],
  cwd = root,
  env: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [main, ...args], { cwd, timeout: 60_000, stdio: 'pipe', env: { ...process.env, ...env } });

/** What a started command says until it ends. */
export function heard(child: ChildProcessWithoutNullStreams): Promise<Said> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({ status, stdout: `${Buffer.concat(out)}`, stderr: `${Buffer.concat(err)}` }),
    );
  });
}

/** Runs the command to its end. */
export function gauntlet(args: readonly string[], { input = '', cwd = root, env }: Circumstances = {}): Promise<Said> {
  const child = start(args, cwd, env);
  child.stdin.on('error', () => {}); // it may refuse before it has read everything
  child.stdin.end(input);
  return heard(child);
}

/** What the command prints when all is well: exit 0, and not a word on stderr. */
export async function printed(args: readonly string[], circumstances?: Circumstances): Promise<string> {
  const { status, stdout, stderr } = await gauntlet(args, circumstances);
  expect({ status, stderr }, args.join(' ')).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** Parsed JSON of unknown form. */
export const parsed = (text: string): unknown => JSON.parse(text);

/** A refusal as the contract has it: nothing on stdout, one or two lines that say `gauntlet: …`, no stack. */
export function expectRefusal({ status, stdout, stderr }: Said, exit: 2 | 3, says: RegExp): void {
  expect({ status, stdout }, stderr).toEqual({ status: exit, stdout: '' });
  expectComplaint(stderr, says);
}

/** At most two lines that say `gauntlet: …` and what the pattern wants, and no stack. */
export function expectComplaint(stderr: string, says: RegExp): void {
  const lines = stderr.split('\n');
  expect(lines.pop()).toBe('');
  expect(lines.length, stderr).toBeLessThanOrEqual(2);
  expect(lines[0]).toMatch(/^gauntlet: \S/);
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/^\s+at |node:internal|node_modules|fault of gauntlet|undefined|\[object/m);
  expect(stderr.length).toBeLessThan(1000);
}
