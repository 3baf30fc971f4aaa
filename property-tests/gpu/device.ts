/** The adapter that the tests run on. Its child process is the built one: a test process has no compiled host of its own. */
import { join } from 'node:path';
import { ADAPTER_SOURCES, type AdapterSource, findGpu, type Gpu } from '../../src/gpu/adapters.ts';
import { built, root } from '../command.ts';

/** Why these tests are skipped; undefined where npm alone provides an adapter, so that its absence is a failure. */
export const whyNoGpu: string | undefined =
  process.platform === 'linux' && process.arch === 'x64'
    ? undefined
    : `npm provides a software adapter for linux-x64, this is ${process.platform}-${process.arch}`;

export const hostProgram = join(root, 'dist', 'gpu', 'host.js');

/** Opens the adapter. The caller closes it. */
export function openGpu(timeoutSeconds = 60, sources: readonly AdapterSource[] = ADAPTER_SOURCES): Promise<Gpu> {
  built();
  return findGpu(sources, { program: hostProgram, timeoutSeconds });
}

/** The title of a suite, with the reason where it is skipped. */
export const titled = (title: string): string => (whyNoGpu === undefined ? title : `${title} (skipped: ${whyNoGpu})`);
