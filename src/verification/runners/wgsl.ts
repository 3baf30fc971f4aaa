/** A WGSL kernel under test, on the adapter that is found. */

import { RequestError } from '../../errors.ts';
import { findGpu } from '../../gpu/adapters.ts';
import { type UserKernelDescription, UserKernelError, userKernel } from '../../gpu/user-kernel.ts';
import { type Implementation, ProtocolError } from '../implementation.ts';
import type { Signature } from '../signature.ts';

/** What the user's text does wrong is a finding, not an accident. */
async function judged<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof UserKernelError ? new ProtocolError(error.message) : error;
  }
}

/**
 * Opens the kernel of a manifest.
 * @param text of the file that `description.path` names
 * @param host the compiled gpu/host.js; absent: the one beside gpu
 * @throws RequestError for a dtype other than float32, MachineError without an adapter
 */
export async function wgslImplementation(
  description: UserKernelDescription,
  text: string,
  { left, right, out, dtype }: Signature,
  { timeoutSeconds, host }: { readonly timeoutSeconds: number; readonly host?: string },
): Promise<Implementation> {
  if (dtype !== 'float32') throw new RequestError(`a WGSL kernel computes in float32: "dtype" says ${dtype}`);
  const gpu = await findGpu(undefined, { timeoutSeconds, ...(host === undefined ? {} : { program: host }) });
  const { forward, vjp } = userKernel(description, text, { d1: left, d2: right, d3: out }, gpu);
  return {
    forward: (x1, x2, batch) => judged(forward(x1, x2, batch)),
    ...(vjp === undefined ? {} : { vjp: (x1, x2, cotangent, batch) => judged(vjp(x1, x2, cotangent, batch)) }),
    close: async () => gpu.close(),
  };
}
