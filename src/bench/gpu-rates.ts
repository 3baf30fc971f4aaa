/**
 * What an adapter can do at best, measured on itself: how fast it copies storage, and how many multiply–adds it does when nothing else is
 * in the way. Kernels are compared with these two numbers, not with a data sheet.
 */
import type { Job, JobRunner } from '../gpu/job.ts';
import { spreadOf } from './spread.ts';

export interface AdapterRates {
  /** bytes read and written in a second */
  readonly copyBytesPerSecond: number;
  readonly multiplyAddsPerSecond: number;
}

const THREADS = 64;
const RUNS = 7;
const SECOND = 1e9;

const COPY = `// Every invocation moves one word.
@group(0) @binding(0) var<storage, read> source : array<f32>;
@group(0) @binding(1) var<storage, read_write> target_words : array<f32>;
@compute @workgroup_size(${THREADS})
fn copy(@builtin(global_invocation_id) id : vec3u) { target_words[id.x] = source[id.x]; }
`;

/** Multiply–adds of one invocation: four chains, so that none waits for the one before it. */
const CHAIN = 256;
const MULTIPLY_ADDS = 4 * CHAIN;

const FUSED = `// Every invocation runs four independent chains of ${CHAIN} multiply–adds.
@group(0) @binding(0) var<storage, read> source : array<f32>;
@group(0) @binding(1) var<storage, read_write> target_words : array<f32>;
@compute @workgroup_size(${THREADS})
fn fused(@builtin(global_invocation_id) id : vec3u) {
  let a = source[id.x];
  var sums = vec4f(a, a + 1.0, a + 2.0, a + 3.0);
  for (var k = 0u; k < ${CHAIN}u; k++) { sums = fma(sums, vec4f(a), vec4f(0.5)); }
  target_words[id.x] = sums.x + sums.y + sums.z + sums.w;
}
`;

const ratesJob = (code: string, entry: string, words: number): Job => ({
  shaders: [code],
  buffers: [
    { usage: 'input', size: 4 * words },
    { usage: 'storage', size: 4 * words },
  ],
  dispatches: [{ shader: 0, entry, bindings: [0, 1], workgroups: [words / THREADS, 1, 1] }],
  timedRuns: RUNS,
});

/** The median of the timed runs in nanoseconds; a clock that did not tick counts as one tick of a nanosecond. */
export const medianTime = (times: readonly number[]): number => Math.max(1, spreadOf(times).median);

/** Words of the copy and of the chains: far more than a real GPU's caches; a software adapter has less to do. */
const WORDS = { hardware: { copy: 2 ** 21, fused: 2 ** 21 }, software: { copy: 2 ** 20, fused: 2 ** 13 } } as const;

export async function measureRates(gpu: JobRunner): Promise<AdapterRates> {
  const words = gpu.info.software ? WORDS.software : WORDS.hardware;
  const copy = await gpu.run(ratesJob(COPY, 'copy', words.copy));
  const fused = await gpu.run(ratesJob(FUSED, 'fused', words.fused));
  return {
    copyBytesPerSecond: (8 * words.copy * SECOND) / medianTime(copy.times),
    multiplyAddsPerSecond: (MULTIPLY_ADDS * words.fused * SECOND) / medianTime(fused.times),
  };
}
