/**
 * Finding an adapter, in this order: whatever the system's drivers give (a real GPU where there is one), Mesa's lavapipe by name, the
 * software adapter from npm. Each is tried in a child process of its own and must pass the canary; the first that does is taken.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MachineError } from '../errors.ts';
import { canaryAnswers, canaryJob } from './canary.ts';
import { type ChildDevice, type ChildOptions, openChildDevice } from './child-device.ts';
import { type AdapterArithmetic, judgeCanary } from './judge-canary.ts';
import { environmentOf, softwareAdapterFolder } from './software-adapter.ts';

export const ADAPTER_SOURCES = ['system', 'lavapipe', 'npm'] as const;
export type AdapterSource = (typeof ADAPTER_SOURCES)[number];

/** A device that computes, with what is known of its arithmetic. */
export interface Gpu extends ChildDevice {
  readonly source: AdapterSource;
  readonly arithmetic: AdapterArithmetic;
}

/** What became of one place to look. */
export type Tried =
  | { readonly source: AdapterSource; readonly gpu: Gpu }
  | { readonly source: AdapterSource; readonly reason: string };

const DRIVER_FOLDERS = ['/usr/share/vulkan/icd.d', '/usr/local/share/vulkan/icd.d', '/etc/vulkan/icd.d'];

function lavapipeEnvironment(): Record<string, string> {
  for (const folder of DRIVER_FOLDERS) {
    const name = existsSync(folder) ? readdirSync(folder).find((file) => /^lvp_icd.*\.json$/.test(file)) : undefined;
    if (name !== undefined) return { VK_DRIVER_FILES: join(folder, name), VK_ICD_FILENAMES: join(folder, name) };
  }
  throw new MachineError('Mesa lavapipe is not installed');
}

const ENVIRONMENTS: Readonly<Record<AdapterSource, () => Record<string, string>>> = {
  system: () => ({}),
  lavapipe: lavapipeEnvironment,
  npm: () => environmentOf(softwareAdapterFolder()),
};

/** Opens the adapter of one source and listens to its canary. */
export async function tryAdapter(source: AdapterSource, options: Omit<ChildOptions, 'env'> = {}): Promise<Tried> {
  try {
    const device = await openChildDevice({ ...options, env: ENVIRONMENTS[source]() });
    try {
      const heard = judgeCanary((await device.run(canaryJob())).buffers, canaryAnswers());
      if (!('fault' in heard)) return { source, gpu: { ...device, source, arithmetic: heard } };
      device.close();
      return { source, reason: `the canary kernel failed: ${heard.fault}` };
    } catch (error) {
      device.close();
      throw error;
    }
  } catch (error) {
    return { source, reason: error instanceof Error ? error.message : String(error) };
  }
}

const MEND =
  'install a Vulkan, Metal or D3D12 driver, Mesa 24.2 or later (lavapipe), or on Linux x64: npm install webgpu @sparticuz/chromium';

/**
 * The adapter to use. The caller closes it.
 * @param sources where to look, in order
 * @throws MachineError with what was tried and the mend
 */
export async function findGpu(
  sources: readonly AdapterSource[] = ADAPTER_SOURCES,
  options: Omit<ChildOptions, 'env'> = {},
): Promise<Gpu> {
  const reasons: string[] = [];
  for (const source of sources) {
    const tried = await tryAdapter(source, options);
    if ('gpu' in tried) return tried.gpu;
    reasons.push(`${source}: ${tried.reason}`);
  }
  throw new MachineError(`no GPU adapter (${reasons.join('; ')})\n${MEND}`);
}

/** Every source tried, for `doctor`; devices are closed. */
export async function surveyAdapters(options: Omit<ChildOptions, 'env'> = {}): Promise<Tried[]> {
  const survey: Tried[] = [];
  for (const source of ADAPTER_SOURCES) {
    const tried = await tryAdapter(source, options);
    if ('gpu' in tried) tried.gpu.close();
    survey.push(tried);
  }
  return survey;
}
