/**
 * Protocol bytes from strangers: whatever a child sends is an answer or a ProtocolError in one line, never a crash.
 *
 * Most cases go to the readers themselves; some go to a live child that sends them, so that the whole road is walked.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { MachineError } from '../../src/errors.ts';
import {
  encodeFrame,
  LENGTH_BYTES,
  MAX_HEADER,
  MAX_NUMBERS,
  readAnswerHeader,
  readGreeting,
  readHeaderLength,
} from '../../src/verification/frames.ts';
import { DTYPES, ProtocolError } from '../../src/verification/implementation.ts';
import { readAnswerLine } from '../../src/verification/ndjson.ts';
import { runProcess } from '../../src/verification/runners/process.ts';
import type { Request, Signature } from '../../src/verification/signature.ts';
import { complaint } from './complaint.ts';
import { fuzzedText, mutated, mutatedBytes } from './fuzz.ts';
import { settledProcesses } from './processes.ts';

const SEED = 20260805;
const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const signature: Signature = { left: 2, right: 2, out: 3, dtype: 'float32' };
const forward: Request = { op: 'forward', batch: 2, x1: new Float64Array(4), x2: new Float64Array(4) };
const vjp: Request = { ...forward, op: 'vjp', cotangent: new Float64Array(6) };

/** What a reader says, which must be short and one line. */
function outcome(work: () => unknown): string {
  const message = complaint(ProtocolError, work);
  expect(message).not.toMatch(/\n|\[object|undefined/);
  expect(message.length).toBeLessThan(1000);
  return message;
}

/** Runs the property and counts what came of it. */
function tally(runs: number, arbitrary: fc.Arbitrary<string>, read: (content: Uint8Array) => unknown) {
  const counts = { accepted: 0, refused: 0 };
  const check = (text: string): void => {
    counts[outcome(() => read(bytes(text))) === 'accepted' ? 'accepted' : 'refused']++;
  };
  fc.assert(fc.property(arbitrary, check), { seed: SEED, numRuns: runs });
  expect(counts.accepted + counts.refused).toBe(runs);
  return counts;
}

const HEADERS = [
  '{}',
  '{"dtype":"float32","batch":2,"shapes":{"out":[2,3]}}',
  '{"shapes":{"x1":[2,2],"x2":[2,2]}}',
  '{"error":"ValueError: bad"}',
];
const LINES = [
  '{"out":[[1,2,3],[4,5,6]]}',
  '{"out":[[NaN,-Infinity,0.1],[]]}',
  '{"x1":[[1,2]],"x2":[[3,"Infinity"]]}',
  '{"error":1}',
];

describe('the readers', () => {
  it('of greetings: 15,000 cases', () => {
    const counts = tally(
      15_000,
      fc.oneof(mutated(['{"ready":true,"vjp":true}', '{"ready":false,"error":"no GPU"}']), fuzzedText),
      readGreeting,
    );
    expect(counts.accepted).toBeGreaterThan(200);
    expect(counts.refused).toBeGreaterThan(5000);
  });

  it('of answer headers: 30,000 cases, and what they announce is bounded', () => {
    for (const request of [forward, vjp]) {
      const counts = tally(15_000, fc.oneof(mutated(HEADERS), fuzzedText), (content) => {
        const parts = readAnswerHeader(content, request, signature, 'an answer');
        expect(parts.length).toBe(request.op === 'forward' ? 1 : 2);
        for (const part of parts) expect(part.bytes).toBeLessThanOrEqual(8 * MAX_NUMBERS);
      });
      expect(counts.accepted).toBeGreaterThan(200);
      expect(counts.refused).toBeGreaterThan(5000);
    }
  });

  it('of lines: 25,000 cases', () => {
    const counts = tally(25_000, fc.oneof(mutated(LINES), fuzzedText), (content) =>
      readAnswerLine(content, forward, signature),
    );
    expect(counts.accepted).toBeGreaterThan(200);
    expect(counts.refused).toBeGreaterThan(5000);
  });

  it('of lengths: the limits, and 2,000 cases between them', () => {
    const read = (length: number): string => {
      const field = new Uint8Array(LENGTH_BYTES);
      new DataView(field.buffer).setUint32(0, length, true);
      return outcome(() => expect(readHeaderLength(field, 'an answer')).toBe(length));
    };
    expect([2, MAX_HEADER].map(read)).toEqual(['accepted', 'accepted']);
    for (const length of [0, 1, MAX_HEADER + 1, 2 ** 31, 2 ** 32 - 1])
      expect(read(length)).toMatch(`got ${length} from`);
    const check = (length: number): boolean => (read(length) === 'accepted') === (length >= 2 && length <= MAX_HEADER);
    fc.assert(fc.property(fc.oneof(fc.nat(2 * MAX_HEADER), fc.integer({ min: 0, max: 2 ** 32 - 1 })), check), {
      seed: SEED,
      numRuns: 2000,
    });
  });

  it('a request is a frame of the length that it says, in every format', () => {
    for (const dtype of DTYPES) {
      const [length, header, ...arrays] = encodeFrame(vjp, { ...signature, dtype });
      expect(length?.length).toBe(LENGTH_BYTES);
      expect(readHeaderLength(length ?? new Uint8Array(4), 'a request')).toBe(header?.length);
      expect(JSON.parse(new TextDecoder().decode(header))).toEqual({
        op: 'vjp',
        batch: 2,
        dtype,
        shapes: { x1: [2, 2], x2: [2, 2], cotangent: [2, 3] },
      });
      expect(arrays).toHaveLength(3);
    }
  });
});

describe('a live child', () => {
  it('that sends any of 60 byte streams is answered for within its time, and ended', async () => {
    const text = bytes('{"ready":true}\n');
    const header = bytes('{"shapes":{"out":[2,3]}}');
    const good = Uint8Array.from([...text, header.length, 0, 0, 0, ...header, ...new Uint8Array(24)]);
    const streams = fc.sample(mutatedBytes([good]), { seed: SEED, numRuns: 60 });
    const script = join(folder, 'stream.cjs');
    writeFileSync(
      script,
      `require('node:fs').writeSync(1, Buffer.from(process.argv[2], 'hex')); process.stdin.resume(); process.stdin.on('end', () => process.exit(0));`,
    );
    const counts = { answered: 0, protocol: 0, machine: 0 };
    const ask = async (stream: Uint8Array): Promise<void> => {
      const command = [process.execPath, script, Buffer.from(stream).toString('hex')];
      try {
        const { implementation } = await runProcess(
          { command, folder, protocol: 'frames', timeoutSeconds: 1.5 },
          signature,
        );
        try {
          await implementation.forward(forward.x1, forward.x2, forward.batch);
          counts.answered++;
        } finally {
          await implementation.close();
        }
      } catch (error) {
        if (error instanceof ProtocolError) counts.protocol++;
        else if (error instanceof MachineError) counts.machine++;
        else throw error;
      }
    };
    const lanes = Array.from({ length: 6 }, async () => {
      for (let stream = streams.pop(); stream !== undefined; stream = streams.pop()) await ask(stream);
    });
    await Promise.all(lanes);
    expect(counts.answered + counts.protocol + counts.machine).toBe(60);
    expect(counts.protocol).toBeGreaterThan(15);
    expect(await settledProcesses(script, 0)).toBe(0);
  });
});
