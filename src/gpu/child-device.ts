/** The parent's side of host.ts: a device in a child process. What goes wrong there comes back as an error here, never as a crash. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MachineError } from '../errors.ts';
import type { HostReply, HostRequest } from './host.ts';
import type { AdapterInfo, Job, JobResult, JobRunner } from './job.ts';

/** The device refused or failed a job: a shader that does not compile, a lost device, an allocation. The device may live on. */
export class DeviceError extends MachineError {}

export interface ChildDevice extends JobRunner {
  /** Ends the child. Safe to call twice. */
  close(): void;
}

export interface ChildOptions {
  /** environment variables besides our own: where the driver is */
  readonly env?: Readonly<Record<string, string>>;
  /** the compiled host.js; absent: the one beside this file */
  readonly program?: string;
  /** how long to wait for the adapter, and for each job */
  readonly timeoutSeconds?: number;
}

/** Compiling a large kernel on a software adapter takes tens of seconds. */
const TIMEOUT_SECONDS = 120;

/** Of what a driver says on stderr this much is kept, to be quoted when it dies. */
const KEPT_NOISE = 2000;

const lastLine = (text: string): string => {
  const line = text.trim().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? '' : `; it said: ${line.slice(0, 200)}`;
};

/** One answer awaited at a time. */
interface Waiting {
  answer(reply: HostReply): void;
  fail(error: Error): void;
}

/** Sends requests to a child and hands back its replies; every way to die ends the wait. */
function conversation(child: ChildProcess, timeoutSeconds: number) {
  let waiting: Waiting | undefined;
  let ended: Error | undefined;
  let noise = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    noise = (noise + text).slice(-KEPT_NOISE);
  });
  const end = (error: Error): void => {
    ended ??= error;
    waiting?.fail(ended);
    waiting = undefined;
  };
  child.on('message', (reply: HostReply) => {
    const before = waiting;
    waiting = undefined;
    before?.answer(reply);
  });
  child.on('error', (error) => end(new MachineError(`the GPU process did not start: ${error.message}`)));
  child.on('close', (code, signal) =>
    end(new MachineError(`the graphics driver ended with ${signal ?? `exit code ${code}`}${lastLine(noise)}`)),
  );
  return (request?: HostRequest): Promise<HostReply> =>
    new Promise((resolve, reject) => {
      if (ended !== undefined) {
        reject(ended);
        return;
      }
      const timer = setTimeout(() => {
        end(new MachineError(`the graphics driver did not answer within ${timeoutSeconds} seconds`));
        child.kill('SIGKILL');
      }, timeoutSeconds * 1000);
      waiting = {
        answer: (reply) => {
          clearTimeout(timer);
          resolve(reply);
        },
        fail: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      if (request !== undefined) child.send(request, (error) => error && end(new MachineError(error.message)));
    });
}

/** Starts a child and waits for its adapter. @throws MachineError that says why there is none */
export async function openChildDevice({
  env = {},
  program = fileURLToPath(new URL('./host.js', import.meta.url)),
  timeoutSeconds = TIMEOUT_SECONDS,
}: ChildOptions = {}): Promise<ChildDevice> {
  const child = fork(program, {
    env: { ...process.env, ...env },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const close = (): void => void child.kill('SIGKILL');
  const stop = (): void => close();
  process.once('exit', stop);
  child.once('close', () => process.off('exit', stop));
  const ask = conversation(child, timeoutSeconds);
  let info: AdapterInfo;
  try {
    const reply = await ask();
    if (!('ready' in reply)) throw new MachineError('failed' in reply ? reply.failed : 'an answer to nothing');
    info = reply.ready;
  } catch (error) {
    close();
    throw error;
  }
  let number = 0;
  let last: Promise<unknown> = Promise.resolve();
  const once = async (job: Job): Promise<JobResult> => {
    const reply = await ask({ number: number++, job });
    if ('result' in reply) return reply.result;
    throw new DeviceError('failed' in reply ? reply.failed : 'an answer to nothing');
  };
  return {
    info,
    run: (job) => {
      const result = last.then(() => once(job));
      last = result.catch(() => {});
      return result;
    },
    close,
  };
}
