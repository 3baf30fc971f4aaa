/**
 * A kernel: a program printed as WGSL, with what a host needs to call it. Bindings of group 0, in order: each input, each output, the
 * batch, and for a table kernel its table and its slots.
 *
 * The rule: programs of at most MOST_UNROLLED terms whose rows fit into workgroup memory are unrolled, all others run from a table.
 * (An unrolled kernel of 2,052 terms takes SwiftShader about a second to compile, one of 20,000 more than ten; a table compiles in no
 * time whatever the degree.)
 */
import type { Program } from '../program/program.ts';
import type { AdapterLimits } from './job.ts';

/** An input or output of a kernel, as its text names it. */
export interface KernelVector {
  readonly name: string;
  /** names of its entries */
  readonly entries: readonly string[];
  /** whether one row of it serves `channels` rows of the batch */
  readonly shared: boolean;
}

/** What a kernel is printed from. */
export interface KernelSubject {
  /** what it computes and how: the comment that the text opens with */
  readonly title: readonly string[];
  readonly program: Program;
  readonly inputs: readonly KernelVector[];
  readonly outputs: readonly KernelVector[];
}

export const KERNEL_FORMS = ['unrolled', 'table'] as const;
export type KernelForm = (typeof KERNEL_FORMS)[number];

export interface Kernel {
  readonly form: KernelForm;
  readonly source: string;
  readonly entry: string;
  readonly inputs: readonly KernelVector[];
  readonly outputs: readonly KernelVector[];
  /** rows of the batch that a workgroup takes: its size */
  readonly rowsPerGroup: number;
  /** the table, in words, ending with the slots of the outputs; none for unrolled kernels */
  readonly table?: KernelTable;
}

export interface KernelTable {
  readonly words: Uint32Array<ArrayBuffer>;
  /** words of rows; the slots of the outputs come after them */
  readonly rowWords: number;
  /** slots for each row of the batch */
  readonly slots: number;
}

/** Terms. */
export const MOST_UNROLLED = 640;
/** Invocations of a workgroup: two warps of most GPUs, one wave of the others. */
const MOST_ROWS = 64;
const LEAST_ROWS = 32;
const WORD = 4;

/** How many rows of `words` words fit into workgroup memory: 64, 32, or 0 for fewer. */
export function rowsInWorkgroup(words: number, limits: AdapterLimits): number {
  const fits = (rows: number): boolean =>
    rows * words * WORD <= limits.maxComputeWorkgroupStorageSize && rows <= limits.maxComputeInvocationsPerWorkgroup;
  return [MOST_ROWS, LEAST_ROWS].find(fits) ?? 0;
}

/** Rows of a workgroup whose numbers are in storage buffers. */
export const rowsInStorage = (limits: AdapterLimits): number =>
  Math.min(MOST_ROWS, limits.maxComputeInvocationsPerWorkgroup);

/** Where every text declares its inputs and outputs. */
export function declarations({ inputs, outputs }: Pick<KernelSubject, 'inputs' | 'outputs'>): string[] {
  const line = (vector: KernelVector, binding: number, access: string): string =>
    `@group(0) @binding(${binding}) var<storage, ${access}> ${vector.name} : array<f32>;  // [${vector.shared ? 'rows / channels' : 'rows'}, ${vector.entries.length}]`;
  return [
    ...inputs.map((vector, k) => line(vector, k, 'read')),
    ...outputs.map((vector, k) => line(vector, inputs.length + k, 'read_write')),
  ];
}
