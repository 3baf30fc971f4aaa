/**
 * An ES module, in a Node process of its own: a function that never returns, exits or prints can then be ended, survived and
 * heard. The process is the JavaScript client that users copy, serving the module's export.
 *
 * JavaScript has no 16-bit floats: such values travel as float32, which holds them exactly, and answers are rounded here.
 */
import { fileURLToPath } from 'node:url';
import { RequestError } from '../../errors.ts';
import { roundToDtype } from '../dtype.ts';
import type { Dtype } from '../implementation.ts';
import type { Signature } from '../signature.ts';
import { type Running, runProcess } from './process.ts';

export interface ModuleRunner {
  /** absolute */
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
}

const client = fileURLToPath(new URL('../../../examples/client.mjs', import.meta.url));

function rounding({ implementation, stderr }: Running, dtype: Dtype): Running {
  const round = (values: Float64Array): Float64Array => values.map((value) => roundToDtype(value, dtype));
  const { forward, vjp, close } = implementation;
  return {
    stderr,
    implementation: {
      forward: async (...question) => round(await forward(...question)),
      ...(vjp === undefined
        ? {}
        : {
            vjp: async (...question) => {
              const { x1, x2 } = await vjp(...question);
              return { x1: round(x1), x2: round(x2) };
            },
          }),
      close,
    },
  };
}

/** @throws RequestError if the module cannot be loaded or has no such export, MachineError as runProcess */
export async function runModule(runner: ModuleRunner, signature: Signature): Promise<Running> {
  const { path, name, folder, timeoutSeconds, signal } = runner;
  const { dtype } = signature;
  const narrow = dtype === 'float16' || dtype === 'bfloat16';
  const running = await runProcess(
    {
      command: [process.execPath, client, path, name],
      folder,
      protocol: 'frames',
      timeoutSeconds,
      notReady: (why) => new RequestError(`runner.path ${path}: ${why}`),
      ...(signal === undefined ? {} : { signal }),
    },
    { ...signature, dtype: narrow ? 'float32' : dtype },
  );
  return narrow ? rounding(running, dtype) : running;
}
