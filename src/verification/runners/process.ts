/**
 * An implementation in a child process, in any language, over `frames` or `ndjson`.
 *
 * Who is to blame decides the kind of error. The child cannot be started, says that it is not ready, dies, or says nothing in
 * time: MachineError. It speaks, and not the protocol: ProtocolError.
 */
import { MachineError } from '../../errors.ts';
import { decodeDtype } from '../dtype.ts';
import { printable, quoteBytes } from '../excerpt.ts';
import {
  encodeFrame,
  type Greeting,
  LENGTH_BYTES,
  MAX_HEADER,
  readAnswerHeader,
  readGreeting,
  readHeaderLength,
} from '../frames.ts';
import { type Implementation, ProtocolError } from '../implementation.ts';
import { encodeLine, longestAnswer, readAnswerLine } from '../ndjson.ts';
import { describeRequest, type Request, type Signature } from '../signature.ts';
import { type Child, type Shortage, startChild } from './child.ts';
import type { Launch } from './launch.ts';

export const PROTOCOLS = ['frames', 'ndjson'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export interface ProcessRunner extends Launch {
  readonly protocol: Protocol;
  /** for the start, and for each request */
  readonly timeoutSeconds: number;
  /** how a child that says it is not ready is refused; absent, as a MachineError */
  readonly notReady?: (why: string) => Error;
}

/** An implementation, and what is heard from behind it. */
export interface Running {
  readonly implementation: Implementation;
  /** The last that it wrote to stderr; empty where there is no such thing. */
  stderr(): string;
}

/** The last line of a child's stderr, as the second line of an error. */
function lastWords(child: Child): string {
  const line = child.stderr().trimEnd().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? '' : `\nits last words: ${printable(line, 300)}`;
}

/** The error for bytes that did not come. `what` was awaited, `expected` says how long it should have been. */
function missing(child: Child, shortage: Shortage, what: string, expected: string, seconds: number): Error {
  const { kind, got } = shortage;
  const part = `${got} ${got === 1 ? 'byte' : 'bytes'}`;
  if (kind === 'interrupted') return new MachineError(`interrupted; ${child.title} was ended`);
  if (kind === 'too-long') return new ProtocolError(`${what}: expected ${expected}, got ${part} without an end`);
  if (kind === 'silent') {
    if (got > 0) {
      return new ProtocolError(`${what}: expected ${expected}, got ${part} and then nothing for ${seconds} s`);
    }
    return new MachineError(
      `${child.title}: ${what} did not come within ${seconds} s; is stdout flushed? raise timeoutSeconds if it needs longer`,
    );
  }
  const ending = child.ending() ?? 'a closed stdout';
  if (got > 0 && (child.endedWell() || child.ending() === undefined)) {
    return new ProtocolError(`${what}: expected ${expected}, got ${part} and then the end (${ending})`);
  }
  return new MachineError(`${child.title} ended (${ending}) while ${what} was awaited${lastWords(child)}`);
}

/**
 * Starts the child and waits for its greeting. A greeting that is none is reported by the first question.
 * @throws MachineError, or what notReady makes of a child that is not ready
 */
export async function runProcess(runner: ProcessRunner, signature: Signature): Promise<Running> {
  const { protocol, timeoutSeconds } = runner;
  const child = await startChild(runner);
  const nextDeadline = (): number => performance.now() + 1000 * timeoutSeconds;

  async function bytes(count: number, what: string, deadline: number): Promise<Uint8Array> {
    const received = await child.receive(count, deadline);
    if (received.kind === 'bytes') return received.bytes;
    throw missing(child, received, what, `${count} bytes`, timeoutSeconds);
  }

  async function line(limit: number, what: string, deadline: number): Promise<Uint8Array> {
    const received = await child.receiveLine(limit, deadline);
    if (received.kind === 'bytes') return received.bytes;
    throw missing(child, received, what, `a line of at most ${limit} bytes`, timeoutSeconds);
  }

  async function framedAnswer(request: Request, what: string, deadline: number): Promise<Float64Array[]> {
    const length = readHeaderLength(await bytes(LENGTH_BYTES, what, deadline), what);
    const header = await bytes(length, `${what}, its header`, deadline);
    const arrays: Float64Array[] = [];
    for (const part of readAnswerHeader(header, request, signature, what)) {
      const raw = await bytes(part.bytes, `${what}, the array "${part.name}"`, deadline);
      arrays.push(decodeDtype(raw, signature.dtype));
    }
    return arrays;
  }

  async function refuseMore(after: string): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve)); // what is in the pipe already shall be seen
    const extra = child.unread();
    if (extra === 0) return;
    const sample = await child.receive(Math.min(extra, 40), nextDeadline());
    const shown = sample.kind === 'bytes' ? `: ${quoteBytes(sample.bytes)}` : '';
    throw new ProtocolError(
      `after ${after} came ${extra} or more bytes that nobody asked for${shown}; is the dtype ${signature.dtype}, the length ${signature.out}, and stdout free of prints?`,
    );
  }

  let previous = 'the greeting';
  let broken: Error | undefined;
  async function ask(request: Request): Promise<Float64Array[]> {
    if (broken !== undefined) throw broken; // out of step: no later answer can be trusted
    const what = `the answer to ${describeRequest(request)}`;
    try {
      await refuseMore(previous);
      const deadline = nextDeadline();
      child.send(protocol === 'frames' ? encodeFrame(request, signature) : [encodeLine(request, signature)]);
      const arrays =
        protocol === 'frames'
          ? await framedAnswer(request, what, deadline)
          : readAnswerLine(await line(longestAnswer(request, signature), what, deadline), request, signature);
      previous = what;
      await refuseMore(what);
      return arrays;
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      throw broken;
    }
  }

  let greeting: Greeting = { ready: true, vjp: false };
  try {
    greeting = readGreeting(await line(MAX_HEADER, 'the first line', nextDeadline()));
    if (!greeting.ready) {
      const refuse = runner.notReady ?? ((why: string) => new MachineError(`${child.title} is not ready: ${why}`));
      throw refuse(greeting.why);
    }
  } catch (error) {
    await child.close(false);
    if (!(error instanceof ProtocolError)) throw error;
    broken = error; // the first question will say so
  }
  const one = (arrays: Float64Array[], index: number): Float64Array => arrays[index] ?? new Float64Array(0);
  const implementation: Implementation = {
    forward: async (x1, x2, batch) => one(await ask({ op: 'forward', x1, x2, batch }), 0),
    ...(greeting.ready && greeting.vjp
      ? {
          vjp: async (x1, x2, cotangent, batch) => {
            const arrays = await ask({ op: 'vjp', x1, x2, cotangent, batch });
            return { x1: one(arrays, 0), x2: one(arrays, 1) };
          },
        }
      : {}),
    close: () => child.close(broken === undefined),
  };
  return { implementation, stderr: child.stderr };
}
