/** Starting a program: without a shell, in a process group of its own, its three streams in our hands. */
import { type ChildProcess, spawn } from 'node:child_process';
import { MachineError } from '../../errors.ts';
import { MARK } from './descendants.ts';

/** Of stderr the last this many bytes are kept. */
const STDERR_KEPT = 64 * 1024;

export interface Launch {
  /** program and arguments, at least the program */
  readonly command: readonly string[];
  readonly folder: string;
  /** ends every wait when it aborts */
  readonly signal?: AbortSignal;
}

function launchError(title: string, error: NodeJS.ErrnoException): MachineError {
  const why: Readonly<Record<string, string>> = {
    ENOENT: 'no such program, or no such folder to run it in; install it or give its path',
    EACCES: 'permission denied; is it executable?',
    E2BIG: 'the arguments are too long',
  };
  return new MachineError(`cannot start ${title}: ${why[error.code ?? ''] ?? error.message}`);
}

/** stderr, drained for as long as the child lives, of which the end is kept. */
export function keepStderr(child: ChildProcess): () => string {
  let kept = Buffer.alloc(0);
  child.stderr?.on('data', (piece: Buffer) => {
    kept = Buffer.concat([kept, piece]);
    if (kept.length > STDERR_KEPT) kept = Buffer.from(kept.subarray(-STDERR_KEPT));
  });
  return () => kept.toString('utf8');
}

/**
 * @param mark for its environment, by which it and its descendants are known
 * @param title how it is named in errors
 * @throws MachineError if the program cannot be started
 */
export function startProcess({ command, folder }: Launch, mark: string, title: string): Promise<ChildProcess> {
  const [program = '', ...words] = command;
  return new Promise((resolve, reject) => {
    const refuse = (error: unknown): void =>
      reject(launchError(title, error instanceof Error ? error : new Error(String(error))));
    try {
      const started = spawn(program, words, {
        cwd: folder,
        // A group of its own, so that it can be ended whole and Ctrl-C comes to us alone.
        detached: process.platform !== 'win32',
        env: { ...process.env, [MARK]: mark },
        shell: false,
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
      });
      started.once('error', refuse);
      started.once('spawn', () => resolve(started));
    } catch (error) {
      refuse(error); // such as a NUL in an argument
    }
  });
}
