/**
 * Work for a GPU as data: buffers, and dispatches of entry points over them. A job crosses to the child process that holds the driver, or
 * stays in the page that made it; either way execute-job.ts carries it out.
 */

/** A buffer of a job, in whole words of four bytes. */
export interface JobBuffer {
  /** `input`: storage that shaders only read (var<storage, read>); `storage`: read_write */
  readonly usage: 'input' | 'storage' | 'uniform';
  /** bytes, a multiple of 4, ≥ 4 */
  readonly size: number;
  /** what it holds at the start, from its first byte on; the rest is zero */
  readonly data?: Uint8Array;
  /** its bytes are among the results */
  readonly read?: true;
}

/** One call of an entry point. */
export interface Dispatch {
  /** which of the job's shaders */
  readonly shader: number;
  readonly entry: string;
  /** the buffers bound at group 0, binding 0, 1, … */
  readonly bindings: readonly number[];
  readonly workgroups: readonly [number, number, number];
}

export interface Job {
  /** WGSL modules */
  readonly shaders: readonly string[];
  readonly buffers: readonly JobBuffer[];
  /** carried out in order, each seeing what the one before has written */
  readonly dispatches: readonly Dispatch[];
  /** runs all dispatches this many times, each timed; absent: once, untimed */
  readonly timedRuns?: number;
}

export interface JobResult {
  /** the bytes of the buffers to be read, in the order of the job's buffers */
  readonly buffers: readonly Uint8Array[];
  /** nanoseconds of each timed run, and whose clock told them */
  readonly times: readonly number[];
  readonly clock: 'gpu' | 'host';
}

/** The adapter's limits that kernels respect, under their WebGPU names. */
export interface AdapterLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
  readonly maxStorageBuffersPerShaderStage: number;
  readonly maxComputeWorkgroupStorageSize: number;
  readonly maxComputeInvocationsPerWorkgroup: number;
  readonly maxComputeWorkgroupsPerDimension: number;
}

/** What an adapter says of itself. */
export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** a processor that acts as a GPU: its times are not performance */
  readonly software: boolean;
  readonly timestamps: boolean;
  readonly limits: AdapterLimits;
}

/** An open device: it runs jobs one after the other. */
export interface JobRunner {
  readonly info: AdapterInfo;
  /** @throws Error with what the device said: a shader that does not compile, a lost device, an allocation that failed */
  run(job: Job): Promise<JobResult>;
}
