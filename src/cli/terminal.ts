/** What commands share of the outside world: stdout, progress on stderr, whole files written or none. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { MachineError, RequestError } from '../errors.ts';
import { readWhole } from '../verification/runners/read-file.ts';

/** Writes a result to stdout, with a final newline. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export const printJson = (value: unknown): void => print(JSON.stringify(value));

/** A warning or remark, on stderr. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`);
}

export interface Progress {
  /** done of `of` units; `note` says what is being worked on */
  update(done: number, of: number, note?: string): void;
  end(): void;
}

const BAR_WIDTH = 24;
const SPARSE_SECONDS = 10;

/** A bar where stderr is a terminal, a line every ten seconds where it is not; nothing for work that ends within half a second. */
export function progressBar(label: string): Progress {
  const started = performance.now();
  const terminal = process.stderr.isTTY === true;
  let next = started + (terminal ? 500 : SPARSE_SECONDS * 1000);
  let drawn = false;
  return {
    update(done, of, note = '') {
      const now = performance.now();
      if (now < next) return;
      next = now + (terminal ? 100 : SPARSE_SECONDS * 1000);
      const share = of > 0 ? Math.min(1, done / of) : 1;
      const percent = `${Math.floor(100 * share)}`.padStart(3);
      if (!terminal) {
        process.stderr.write(`${label}: ${percent} % ${note}\n`);
        return;
      }
      const filled = Math.round(BAR_WIDTH * share);
      process.stderr.write(
        `\r\x1b[K${label} ${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${percent} % ${note}`,
      );
      drawn = true;
    },
    end() {
      if (drawn) process.stderr.write('\r\x1b[K');
    },
  };
}

/** The code of a system error (`ENOSPC`, …) and what a user can do about it. */
function fileError(path: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new RequestError(`${path}: no such file or folder`);
  if (code === 'EISDIR') return new RequestError(`${path}: expected a file, found a folder; give a file name`);
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new RequestError(`${path}: a part of this path is a file, not a folder`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new MachineError(`${path}: permission denied`);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new MachineError(`${path}: no space left on the disk; nothing was written there`);
  return new MachineError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
}

/**
 * Makes a folder and those above it, one after the other from the lowest that exists: left to itself, Node tries for ever where the
 * folder above is there and nothing can be made in it (/proc).
 */
function makeFolders(path: string): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
  if (missing.length === 0) mkdirSync(path, { recursive: true }); // complains if it is a file
  for (const folder of missing) mkdirSync(folder);
}

/**
 * Writes a whole file or leaves what was there: a temporary file beside it takes its place at the end. Missing folders are made.
 * Things that are no regular files (a terminal, /dev/null, a pipe) are written to directly.
 * @throws RequestError if the path is a folder, MachineError if the disk is full or refuses
 */
export function writeOutput(path: string, data: string | Uint8Array): void {
  let temporary: string | undefined;
  try {
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw new RequestError(`${path}: expected a file name for the output, found a folder`);
    if (existing !== undefined && !existing.isFile()) {
      writeFileSync(path, data);
      return;
    }
    makeFolders(dirname(path));
    temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
    writeFileSync(temporary, data);
    renameSync(temporary, path);
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    throw error instanceof RequestError ? error : fileError(path, error);
  }
}

/** Reads a text file of at most `limit` bytes; a byte order mark is dropped. @throws RequestError, MachineError as readWhole */
export const readInput = (path: string, limit = 16 * 1024 * 1024): string =>
  new TextDecoder().decode(readWhole(path, limit));

/** Makes a folder for output, with those above it. @throws RequestError if a file stands there, MachineError if it is refused */
export function prepareFolder(path: string): void {
  try {
    makeFolders(path);
  } catch (error) {
    throw fileError(path, error);
  }
}

/** Of a line of stdin this much is kept; a longer one comes cut to one character more. */
export const MAX_LINE = 1024 * 1024;

/** The lines of stdin as they arrive, several at a time. LF ends a line, a CR before it is dropped, and the last line needs no end. */
export async function* inputLines(): AsyncGenerator<readonly string[]> {
  let parts: string[] = [];
  let kept = 0;
  let first = true;
  const take = (text: string): void => {
    const room = MAX_LINE + 2 - kept; // + 2: one character too many, and perhaps a CR
    if (room > 0) parts.push(text.slice(0, room));
    kept += Math.min(text.length, room);
  };
  const whole = (): string => {
    const line = parts
      .join('')
      .replace(/\r$/, '')
      .replace(first ? /^\uFEFF/ : /^$/, '')
      .slice(0, MAX_LINE + 1);
    [parts, kept, first] = [[], 0, false];
    return line;
  };
  process.stdin.setEncoding('utf8');
  try {
    for await (const chunk of process.stdin) {
      const [start = '', ...others] = String(chunk).split('\n');
      take(start);
      const lines: string[] = [];
      for (const other of others) {
        lines.push(whole());
        take(other);
      }
      if (lines.length > 0) yield lines;
    }
  } catch (error) {
    throw fileError('stdin', error);
  }
  if (kept > 0) yield [whole()];
}

/** What came, short enough for one line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Writes lines to stdout and waits until the reader has room for more. */
export async function printAll(lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const text = `${lines.join('\n')}\n`;
  if (!process.stdout.write(text)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}

/** The names in a folder, sorted; none if it is not there. @throws RequestError or MachineError if it cannot be read */
export function listFolder(path: string): string[] {
  try {
    return existsSync(path) ? readdirSync(path).sort() : [];
  } catch (error) {
    throw fileError(path, error);
  }
}
