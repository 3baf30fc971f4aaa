/** A queue of pieces against one flat array of bytes: whatever is pushed and taken, in whatever lengths. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteQueue } from '../../../src/verification/runners/byte-queue.ts';

const SEED = 20260806;
const piece = fc.uint8Array({ maxLength: 6, max: 12 }); // 10 ends a line

describe('a byte queue', () => {
  it('gives the bytes in their order, and finds the first end of a line', () => {
    let lines = 0;
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.nat(15)), { maxLength: 30 }), (steps) => {
        const queue = new ByteQueue();
        let flat: number[] = [];
        for (const step of steps) {
          if (typeof step === 'number') {
            expect([...queue.take(step)]).toEqual(flat.slice(0, step));
            flat = flat.slice(step);
          } else {
            queue.push(step);
            flat.push(...step);
          }
          const end = flat.indexOf(10);
          expect([queue.length, queue.lineLength()]).toEqual([flat.length, end < 0 ? undefined : end]);
          if (end >= 0) lines++;
        }
      }),
      { seed: SEED, numRuns: 1000 },
    );
    expect(lines).toBeGreaterThan(500);
  });
});
