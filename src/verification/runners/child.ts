/**
 * A child process that is spoken to through its stdin and stdout: no shell, every wait with a deadline, what it writes held in
 * bounded memory, and nothing of it left when it is closed.
 */
import { randomBytes } from 'node:crypto';
import { MachineError } from '../../errors.ts';
import { printable } from '../excerpt.ts';
import { ByteQueue } from './byte-queue.ts';
import { keepTrack, killTree, loseTrack } from './descendants.ts';
import { keepStderr, type Launch, startProcess } from './launch.ts';

/** What may wait on stdout beyond what was asked for before the child has to stop and wait. */
const AHEAD = 1024 * 1024;
/** How long a child may take to end by itself once its stdin is closed, and to say how it ended once its stdout is. */
const GRACE_MS = 1000;

/** Why the bytes that were asked for did not come: `got` of them had. */
export interface Shortage {
  readonly kind: 'silent' | 'ended' | 'interrupted' | 'too-long';
  readonly got: number;
}

export type Received = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | Shortage;

export interface Child {
  /** the command as it is named in errors */
  readonly title: string;
  send(parts: readonly Uint8Array[]): void;
  /** @param deadline in milliseconds of performance.now() */
  receive(count: number, deadline: number): Promise<Received>;
  /** A line without its end; `too-long` beyond `limit` bytes. */
  receiveLine(limit: number, deadline: number): Promise<Received>;
  /** How many bytes have come that nobody has asked for. */
  unread(): number;
  /** How it ended: `exit code 1`, `signal SIGSEGV`; undefined while it runs. */
  ending(): string | undefined;
  /** Whether it ended without complaint. */
  endedWell(): boolean;
  /** The last that it wrote to stderr. */
  stderr(): string;
  /** @param patient whether it may take a moment to end by itself */
  close(patient: boolean): Promise<void>;
}

/** Waits for the promise, or for that long. */
async function pause(promise: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const slept = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, milliseconds));
  });
  await Promise.race([promise, slept]);
  clearTimeout(timer);
}

/** @throws MachineError if the program cannot be started */
export async function startChild(launch: Launch): Promise<Child> {
  const title = printable(launch.command.join(' '), 100);
  const mark = randomBytes(12).toString('hex');
  const child = await startProcess(launch, mark, title);
  const { pid, stdin, stdout } = child;
  if (pid === undefined || stdin === null || stdout === null) throw new MachineError(`cannot start ${title}`);
  keepTrack(pid, mark);
  const stderr = keepStderr(child);
  const queue = new ByteQueue();
  let over = false; // stdout will bring no more
  let wanted = 0;
  let wake = (): void => {};

  stdout.on('data', (piece: Buffer) => {
    queue.push(piece);
    if (queue.length > wanted + AHEAD) stdout.pause();
    wake();
  });
  const finish = (): void => {
    over = true;
    wake();
  };
  stdout.once('close', finish);
  stdout.on('error', finish);
  stdin.on('error', () => {}); // it has stopped reading; what it says on stdout, or its end, tells why
  child.on('error', () => {}); // it could not be signalled; it is gone then
  const interrupt = (): void => wake();
  launch.signal?.addEventListener('abort', interrupt);

  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // A descendant may hold stdout open when the child itself is gone.
  child.once('exit', () => setTimeout(finish, GRACE_MS).unref());
  const hasExited = (): boolean => child.exitCode !== null || child.signalCode !== null;
  /** Waits until `ready` gives a length to take, and takes it. */
  async function collect(ready: () => number | undefined, limit: number, deadline: number): Promise<Received> {
    for (;;) {
      const length = ready();
      if (length !== undefined && length <= limit) return { kind: 'bytes', bytes: queue.take(length) };
      if (queue.length > limit) return { kind: 'too-long', got: queue.length };
      const got = queue.length;
      if (launch.signal?.aborted === true) return { kind: 'interrupted', got };
      if (over) {
        await pause(exited, GRACE_MS);
        return { kind: 'ended', got };
      }
      if (performance.now() >= deadline) return { kind: 'silent', got };
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      stdout?.resume();
      await pause(woken, deadline - performance.now());
    }
  }

  let closing: Promise<void> | undefined;
  async function shutDown(patient: boolean): Promise<void> {
    stdin?.end();
    stdout?.resume(); // it may be blocked in a write
    if (patient && !hasExited() && launch.signal?.aborted !== true) await pause(exited, GRACE_MS);
    if (pid !== undefined) killTree(pid, mark);
    await pause(exited, 5 * GRACE_MS); // a process stuck in the kernel cannot be waited for
    for (const stream of [stdin, stdout, child.stderr]) stream?.destroy();
    loseTrack(mark);
    launch.signal?.removeEventListener('abort', interrupt);
  }

  return {
    title,
    send(parts) {
      for (const part of parts) stdin.write(part);
    },
    receive(count, deadline) {
      wanted = count;
      return collect(() => (queue.length >= count ? count : undefined), count, deadline);
    },
    async receiveLine(limit, deadline) {
      wanted = limit;
      const line = await collect(() => queue.lineLength(), limit, deadline);
      if (line.kind === 'bytes') queue.take(1); // the end of the line
      return line;
    },
    unread: () => queue.length,
    ending: () =>
      child.signalCode !== null
        ? `signal ${child.signalCode}`
        : child.exitCode !== null
          ? `exit code ${child.exitCode}`
          : undefined,
    endedWell: () => child.exitCode === 0,
    stderr,
    close(patient) {
      closing ??= shutDown(patient);
      return closing;
    },
  };
}
