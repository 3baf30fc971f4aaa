/**
 * The child process that holds the graphics driver: opens the adapter that its environment leads to, then answers jobs. A driver that
 * crashes or hangs takes this process with it, and nothing else.
 *
 *   to parent   {ready: info} once, or {failed: reason}; then for each job {number, result} or {number, failed}
 *   from parent {number, job}
 */
import { openDevice } from './execute-job.ts';
import type { AdapterInfo, Job, JobResult } from './job.ts';

export interface HostRequest {
  readonly number: number;
  readonly job: Job;
}
export type HostReply =
  | { readonly ready: AdapterInfo }
  | { readonly number: number; readonly result: JobResult }
  | { readonly number?: number; readonly failed: string };

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The WebGPU of this process. Kept for as long as the process lives: the driver does not survive its being collected. */
let instance: GPU | undefined;

async function adapterOf(): Promise<GPUAdapter> {
  const { create, globals } = await import('webgpu').catch(() => {
    throw new Error('the npm package "webgpu" is not installed');
  });
  Object.assign(globalThis, globals);
  instance = create([]);
  const adapter = await instance.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new Error('no adapter');
  return adapter;
}

async function host(reply: (message: HostReply) => void): Promise<void> {
  try {
    const device = await openDevice(await adapterOf());
    let last = Promise.resolve();
    process.on('message', ({ number, job }: HostRequest) => {
      last = last.then(async () => {
        try {
          reply({ number, result: await device.run(job) });
        } catch (error) {
          reply({ number, failed: reason(error) });
        }
      });
    });
    reply({ ready: device.info });
  } catch (error) {
    reply({ failed: reason(error) });
    process.disconnect?.();
  }
}

// Without a parent there is nobody to answer.
process.on('disconnect', () => process.exit(0));
await host((message) => process.send?.(message));
