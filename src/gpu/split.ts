/** Batches cut into launches that an adapter allows. Rows are numbered 0 … rows−1; a launch takes rows first … first+count−1. */
import { MachineError } from '../errors.ts';
import { GUARD_WORDS } from './guarded-output.ts';
import type { AdapterLimits } from './job.ts';
import type { Kernel } from './kernel.ts';

export interface Launch {
  readonly first: number;
  readonly count: number;
}

const WORD = 4;

/** The most rows of one launch: every buffer within the limits, and one dimension of workgroups. */
export function mostRows(kernel: Kernel, limits: AdapterLimits): number {
  const bytes = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  const fitting = ({ length }: { readonly length: number }): number =>
    length === 0 ? Number.POSITIVE_INFINITY : Math.floor((bytes / WORD - GUARD_WORDS) / length);
  const { inputs, outputs, table, rowsPerGroup } = kernel;
  const slots = table?.slots ?? 0;
  return Math.min(
    ...[...inputs, ...outputs].map(({ entries }) => fitting(entries)),
    // Slots are kept for whole workgroups.
    slots === 0 ? Number.POSITIVE_INFINITY : Math.floor(fitting({ length: slots }) / rowsPerGroup) * rowsPerGroup,
    rowsPerGroup * limits.maxComputeWorkgroupsPerDimension,
  );
}

/**
 * The launches of a batch. Each but the last takes a multiple of `channels` rows, so that no row of a shared input is cut.
 * @throws MachineError if not even `channels` rows fit
 */
export function launchesOf(rows: number, channels: number, most: number): Launch[] {
  const step = Math.floor(most / channels) * channels;
  if (!(step > 0))
    throw new MachineError(`this adapter has room for ${most} rows of the kernel at a time, not for ${channels}`);
  const launches: Launch[] = [];
  for (let first = 0; first < rows; first += step) launches.push({ first, count: Math.min(step, rows - first) });
  return launches;
}
