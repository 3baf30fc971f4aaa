/** What a page carries: jobs ready to run, and what must come back. Types alone, shared by page.ts and page-script.ts. */
import type { Dispatch, JobBuffer } from './job.ts';

/** A buffer as JSON: its bytes by their number in PageData.blobs. */
export type PageBuffer = Omit<JobBuffer, 'data'> & { readonly blob?: number };

export interface PageJob {
  readonly buffers: readonly PageBuffer[];
  readonly dispatches: readonly Dispatch[];
}

/** What an output must hold; numbers of blobs. */
export interface PageOutput {
  readonly name: string;
  readonly entries: readonly string[];
  /** float64 */
  readonly values: number;
  /** float64, by what the canary shows: the letter of WGSL, or rounding to nearest */
  readonly bounds: { readonly letter: number; readonly nearest: number };
  /** float32 that must come back bit for bit, if any */
  readonly floats?: number;
}

export interface PageTrial extends PageJob {
  readonly name: string;
  readonly outputs: readonly PageOutput[];
}

export interface PageKernel {
  readonly algorithm: string;
  readonly pass: string;
  readonly lmax: number;
  readonly form: string;
  readonly source: string;
  readonly trials: readonly PageTrial[];
  /** a launch of `rows` rows of zeros to be timed, and the multiplications of one row */
  readonly timing: PageJob & { readonly rows: number; readonly multiplications: number };
}

export interface PageData {
  readonly seed: number;
  readonly canary: PageJob & { readonly source: string; readonly answers: readonly number[] };
  readonly kernels: readonly PageKernel[];
  /** bytes in base64 */
  readonly blobs: readonly string[];
}
