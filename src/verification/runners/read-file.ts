/** Reading a file that somebody named, in bounded memory, whatever it is: a folder, a pipe, a device without end. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { MachineError, RequestError } from '../../errors.ts';

const PIECE = 1024 * 1024;

function readError(path: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new RequestError(`${path}: no such file`);
  if (code === 'ENOTDIR') return new RequestError(`${path}: a part of this path is a file, not a folder`);
  if (code === 'EISDIR') return new RequestError(`${path}: expected a file, found a folder`);
  if (code === 'ENAMETOOLONG') return new RequestError(`${path.slice(0, 80)}…: no file can have such a long name`);
  if (code === 'EACCES' || code === 'EPERM') return new MachineError(`${path}: permission denied`);
  return new MachineError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
}

/** @throws RequestError if it is missing, a folder, or larger than `limit` bytes; MachineError if it cannot be read */
export function readWhole(path: string, limit: number): Uint8Array {
  const tooLarge = (size: string): RequestError => new RequestError(`${path}: ${size} bytes, the limit is ${limit}`);
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    if (size > limit) throw tooLarge(`${size}`);
    const pieces: Uint8Array[] = [];
    let total = 0;
    for (;;) {
      const piece = new Uint8Array(total === 0 ? Math.max(1, Math.min(limit + 1, size + 1)) : PIECE);
      const count = readSync(file, piece);
      if (count === 0) return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
      total += count;
      if (total > limit) throw tooLarge(`more than ${limit}`);
      pieces.push(piece.subarray(0, count));
    }
  } catch (error) {
    throw error instanceof RequestError ? error : readError(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
