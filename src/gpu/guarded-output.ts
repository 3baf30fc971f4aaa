/**
 * Output buffers that tell what was not written and what should not have been: before a launch the output holds UNWRITTEN, and GUARD_WORDS
 * words after it hold GUARD.
 */
import type { JobBuffer } from './job.ts';

/** Words that no calculation gives: two NaNs of their own. */
const UNWRITTEN = 0x7fc0_dead;
const GUARD = 0x7fc0_beef;
export const GUARD_WORDS = 64;
const WORD = 4;

/** The buffer of an output of `length` numbers, its guard after it. */
export function guardedOutput(length: number): JobBuffer {
  const content = new Uint32Array(length + GUARD_WORDS).fill(UNWRITTEN, 0, length).fill(GUARD, length);
  return { usage: 'storage', size: WORD * content.length, data: new Uint8Array(content.buffer), read: true };
}

/** What came back in such a buffer: NaN where nothing was written. */
export function readGuarded(bytes: Uint8Array, length: number): { numbers: Float32Array; strayed: boolean } {
  const words = new Uint32Array(bytes.slice().buffer);
  const guard = words.subarray(length);
  return {
    numbers: new Float32Array(words.buffer, 0, length),
    strayed: guard.length !== GUARD_WORDS || guard.some((word) => word !== GUARD),
  };
}
