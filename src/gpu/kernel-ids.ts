/** The names of kernels: an algorithm and a pass. */
import { ALGORITHM_IDS, type AlgorithmId } from '../algorithm/algorithm.ts';

export const KERNEL_ALGORITHMS = [...ALGORITHM_IDS, 'cgtp-so2'] as const;
export type KernelAlgorithm = AlgorithmId | 'cgtp-so2';
export const KERNEL_PASSES = ['forward', 'vjp'] as const;
export type KernelPass = (typeof KERNEL_PASSES)[number];

/** Which kernel, between degrees 0 … lmax and 0 … 2·lmax. */
export interface KernelId {
  readonly algorithm: KernelAlgorithm;
  readonly pass: KernelPass;
  readonly lmax: number;
}
