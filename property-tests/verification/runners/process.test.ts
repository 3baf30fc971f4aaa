/** Children that do what they should, and all the ways in which they do not; nothing of them is left in any case. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MachineError } from '../../../src/errors.ts';
import { DTYPES, type Dtype, ProtocolError } from '../../../src/verification/implementation.ts';
import { type Running, runProcess } from '../../../src/verification/runners/process.ts';
import type { Signature } from '../../../src/verification/signature.ts';
import { processesWith, settledProcesses } from '../processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-children-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What every child can use: its stdin, whole frames, and a request that it waits for. */
const PRELUDE = `
const { readSync, writeSync } = require('node:fs');
const exactly = (n) => {
  const bytes = Buffer.alloc(n);
  for (let at = 0; at < n; ) {
    const count = readSync(0, bytes, at, n - at);
    if (count === 0) process.exit(0);
    at += count;
  }
  return bytes;
};
const request = () => {
  const header = JSON.parse(exactly(exactly(4).readUInt32LE()));
  const size = { float64: 8, float32: 4, float16: 2, bfloat16: 2 }[header.dtype];
  const arrays = Object.values(header.shapes).map(([rows, width]) => exactly(rows * width * size));
  return { header, arrays, size };
};
const put = (bytes) => { for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at); };
const frame = (header, ...arrays) => {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  put(Buffer.concat([length, text, ...arrays]));
};
const ready = (more = {}) => put(Buffer.from(JSON.stringify({ ready: true, ...more }) + '\\n'));
const forever = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
`;

interface Setting {
  readonly protocol?: 'frames' | 'ndjson';
  readonly dtype?: Dtype;
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
}

let scripts = 0;
/** Starts a child that speaks for vectors of 2, 2 and 3 numbers; its file name is the mark to look for in the process list. */
function start(code: string, { protocol = 'frames', dtype = 'float32', timeoutSeconds = 20, signal }: Setting = {}) {
  const script = join(folder, `child-${scripts++}.cjs`);
  writeFileSync(script, PRELUDE + code);
  const signature: Signature = { left: 2, right: 2, out: 3, dtype };
  const runner = { command: [process.execPath, script], folder, protocol, timeoutSeconds };
  const running = runProcess({ ...runner, ...(signal === undefined ? {} : { signal }) }, signature);
  return { script, running };
}

const forward = ({ implementation }: Running): Promise<Float64Array> =>
  implementation.forward(Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6, 7, 8), 2);

/** The error of the first question, or of the start, once the child is closed; fails if something of it is left. */
async function failureOf(code: string, setting?: Setting): Promise<unknown> {
  const { script, running } = start(code, setting);
  try {
    const opened = await running;
    try {
      await forward(opened);
      throw new Error('the child was believed');
    } finally {
      await opened.implementation.close();
      await opened.implementation.close(); // twice is as good as once
    }
  } catch (error) {
    expect(await settledProcesses(script, 0)).toBe(0);
    return error;
  }
}

const ECHO = `
ready({ vjp: true });
for (;;) {
  const { header: { op, batch, dtype }, arrays: [x1, x2, cotangent], size } = request();
  if (op === 'vjp') { frame({ dtype, batch }, x1, x2); continue; }
  const rows = Array.from({ length: batch }, (_, row) =>
    Buffer.concat([x1.subarray(row * 2 * size, (row + 1) * 2 * size), x2.subarray(row * 2 * size, row * 2 * size + size)]));
  frame({ shapes: { out: [batch, 3] } }, ...rows);
}`;

describe.concurrent('a child that keeps to the protocol', () => {
  it.each(DTYPES)(
    'frames, %s: forward, gradients, empty and large batches, what only some formats have',
    async (dtype) => {
      const { script, running } = start(ECHO, { dtype });
      const { implementation } = await running;
      const { forward: ask, vjp } = implementation;
      const special = [Number.NaN, -0, Number.POSITIVE_INFINITY, 2 ** -14];
      expect([...(await ask(Float64Array.from(special), Float64Array.of(5, 6, -7, 8), 2))]).toEqual([
        Number.NaN,
        -0,
        5,
        Number.POSITIVE_INFINITY,
        2 ** -14,
        -7,
      ]);
      expect(await ask(new Float64Array(0), new Float64Array(0), 0)).toHaveLength(0);
      const rows = 50_000;
      const large = Float64Array.from({ length: 2 * rows }, (_, i) => i % 128);
      const answer = await ask(large, large, rows);
      expect(answer).toHaveLength(3 * rows);
      expect([...answer.subarray(-3)]).toEqual([(2 * rows - 2) % 128, (2 * rows - 1) % 128, (2 * rows - 2) % 128]);
      const gradients = await vjp?.(Float64Array.of(1, 2), Float64Array.of(3, 4), Float64Array.of(1, 1, 1), 1);
      expect(gradients).toEqual({ x1: Float64Array.of(1, 2), x2: Float64Array.of(3, 4) });
      await implementation.close();
      expect(await settledProcesses(script, 0)).toBe(0);
    },
  );

  it('ndjson: rows as lists, Python’s bare NaN, decimal digits rounded into float32', async () => {
    const { running } = start(
      `ready();
       require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
         const { op, batch, dtype, x1, x2 } = JSON.parse(line);
         if (op !== 'forward' || dtype !== 'float32' || x1.length !== batch || x2[0].length !== 2) process.exit(9);
         put(Buffer.from('{"out": [[NaN, -Infinity, 0.1], ["Infinity", -0, ' + x1[1][1] + ']]}\\n'));
       });`,
      { protocol: 'ndjson' },
    );
    const opened = await running;
    expect([...(await forward(opened))]).toEqual([
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      Math.fround(0.1),
      Number.POSITIVE_INFINITY,
      -0,
      4,
    ]);
    expect(opened.implementation.vjp).toBeUndefined();
    await opened.implementation.close();
  });

  it('an answer of another shape is read with that shape, for the checks to judge', async () => {
    const { running } = start(
      `ready(); const { arrays: [x1] } = request(); frame({ shapes: { out: [4] } }, x1); forever();`,
    );
    const opened = await running;
    expect([...(await forward(opened))]).toEqual([1, 2, 3, 4]);
    await opened.implementation.close();
  });

  it('gets no shell: words with blanks, quotes and dollars arrive as they are', async () => {
    const words = ['a b', '"$HOME"', '$(exit 3)', ';', '*', ''];
    const script = join(folder, 'words.cjs');
    writeFileSync(
      script,
      `${PRELUDE}
      if (JSON.stringify(process.argv.slice(2)) === ${JSON.stringify(JSON.stringify(words))}) ready();
      request(); frame({}, Buffer.alloc(24)); forever();`,
    );
    const command = [process.execPath, script, ...words];
    const signature: Signature = { left: 2, right: 2, out: 3, dtype: 'float32' };
    const opened = await runProcess({ command, folder, protocol: 'frames', timeoutSeconds: 20 }, signature);
    expect(await forward(opened)).toHaveLength(6);
    await opened.implementation.close();
  });
});

type Row = readonly [
  what: string,
  code: string,
  kind: typeof MachineError | typeof ProtocolError,
  says: RegExp,
  setting?: Setting,
];
/** Long enough for a child to start on a busy machine. */
const quick: Setting = { timeoutSeconds: 3 };

const failures: readonly Row[] = [
  [
    'dies before its greeting',
    `console.error('no CUDA'); process.exit(7);`,
    MachineError,
    /exit code 7.*first line(.|\n)*last words: no CUDA/,
  ],
  ['ends well and says nothing', ``, MachineError, /ended \(exit code 0\) while the first line/],
  ['is killed', `process.kill(process.pid, 'SIGKILL'); forever();`, MachineError, /signal SIGKILL/],
  ['never greets', `forever();`, MachineError, /first line did not come within 3 s/, quick],
  [
    'prints before its greeting',
    `console.log('loading model…'); ready(); forever();`,
    ProtocolError,
    /expected \{"ready":true\}, got "loading model…"/,
  ],
  [
    'prints without end',
    `for (;;) put(Buffer.alloc(65536, 120));`,
    ProtocolError,
    /at most 65536 bytes, got \d+ bytes without an end/,
  ],
  [
    'greets with something else',
    `console.log('{"ready":"yes"}'); forever();`,
    ProtocolError,
    /expected \{"ready":true\}/,
  ],
  [
    'greets with half a line',
    `put(Buffer.from('{"rea')); forever();`,
    ProtocolError,
    /got 5 bytes and then nothing for 3 s/,
    quick,
  ],
  ['is not ready', `console.log('{"ready":false,"error":"no GPU"}'); forever();`, MachineError, /is not ready: no GPU/],
  [
    'dies at the first question',
    `ready(); request(); process.exit(139);`,
    MachineError,
    /exit code 139\) while the answer to forward of 2 rows/,
  ],
  ['never answers', `ready(); forever();`, MachineError, /answer to forward of 2 rows did not come within 3 s/, quick],
  ['never reads, and never answers', `ready(); setInterval(() => {}, 1000);`, MachineError, /did not come/, quick],
  [
    'answers with text',
    `ready(); request(); console.log('tensor([1., 2.])'); forever();`,
    ProtocolError,
    /got 1936614772 from the bytes "tens"/,
  ],
  [
    'announces a header of 4 GB',
    `ready(); request(); put(Buffer.from([255, 255, 255, 255])); forever();`,
    ProtocolError,
    /2 to 65536.*got 4294967295/,
  ],
  [
    'announces a header of 0 bytes',
    `ready(); request(); put(Buffer.alloc(64)); forever();`,
    ProtocolError,
    /got 0 from/,
  ],
  [
    'sends half a length',
    `ready(); request(); put(Buffer.from([2, 0])); forever();`,
    ProtocolError,
    /expected 4 bytes, got 2 bytes and then nothing/,
    quick,
  ],
  [
    'sends half a header',
    `ready(); request(); put(Buffer.from([9, 0, 0, 0, 123])); process.exit(0);`,
    ProtocolError,
    /its header: expected 9 bytes, got 1 byte and then the end/,
  ],
  [
    'dies within a frame',
    `ready(); request(); put(Buffer.from([9, 0, 0, 0, 123])); process.exit(1);`,
    MachineError,
    /ended \(exit code 1\)/,
  ],
  [
    'sends a header that is no JSON',
    `ready(); request(); frame('{shapes}'); forever();`,
    ProtocolError,
    /expected a JSON object, got "\{shapes\}"/,
  ],
  [
    'sends a header that is no object',
    `ready(); request(); frame('[1,2]'); forever();`,
    ProtocolError,
    /expected a JSON object/,
  ],
  [
    'sends a header that is no UTF-8',
    `ready(); request(); put(Buffer.from([2, 0, 0, 0, 255, 254])); forever();`,
    ProtocolError,
    /expected a JSON object/,
  ],
  [
    'sends too few numbers',
    `ready(); request(); frame({}, Buffer.alloc(20)); forever();`,
    ProtocolError,
    /"out": expected 24 bytes, got 20 bytes and then nothing/,
    quick,
  ],
  [
    'sends too few numbers and ends',
    `ready(); request(); frame({}, Buffer.alloc(20));`,
    ProtocolError,
    /expected 24 bytes, got 20 bytes and then the end/,
  ],
  [
    'sends too many numbers',
    `ready(); request(); frame({}, Buffer.alloc(48)); forever();`,
    ProtocolError,
    /24 or more bytes that nobody asked for.*dtype float32/,
  ],
  [
    'sends another dtype',
    `ready(); request(); frame({ dtype: 'float64' }, Buffer.alloc(48)); forever();`,
    ProtocolError,
    /expected dtype float32, got "float64"/,
  ],
  [
    'sends another batch',
    `ready(); request(); frame({ batch: 1 }, Buffer.alloc(12)); forever();`,
    ProtocolError,
    /expected batch 2, got 1/,
  ],
  [
    'sends a shape without end',
    `ready(); request(); frame({ shapes: { out: [1e9, 1e9] } }); forever();`,
    ProtocolError,
    /more than 16777216 numbers/,
  ],
  [
    'sends a negative shape',
    `ready(); request(); frame({ shapes: { out: [-2, 3] } }); forever();`,
    ProtocolError,
    /integers ≥ 0, got \[-2,3\]/,
  ],
  [
    'sends shapes that are none',
    `ready(); request(); frame({ shapes: 3 }); forever();`,
    ProtocolError,
    /expected "shapes" as an object/,
  ],
  [
    'reports an error',
    `ready(); request(); frame({ error: 'ValueError: \\u001b[31mbad' }); forever();`,
    ProtocolError,
    /answered with an error: ValueError: \\u001b\[31mbad/,
  ],
  [
    'says something before it is asked',
    `ready(); put(Buffer.from('warning')); setTimeout(() => {}, 1e6);`,
    ProtocolError,
    /nobody asked for: "warning"|from the bytes "warn"/,
  ],
  [
    'closes its stdout and stays',
    `ready(); require('node:fs').closeSync(1); setInterval(() => {}, 1000);`,
    MachineError,
    /ended \(a closed stdout\)/,
  ],
  [
    'ndjson: answers garbage',
    `ready(); exactly(1); console.log('NaN'); forever();`,
    ProtocolError,
    /expected a JSON object, got "/,
    { protocol: 'ndjson' },
  ],
  [
    'ndjson: answers a flat list',
    `ready(); exactly(1); console.log('{"out":[1,2,3]}'); forever();`,
    ProtocolError,
    /"out"\[0\] to be a list/,
    { protocol: 'ndjson' },
  ],
  [
    'ndjson: answers words',
    `ready(); exactly(1); console.log('{"out":[["one"]]}'); forever();`,
    ProtocolError,
    /\[0\]\[0\] to be a number, got "one"/,
    { protocol: 'ndjson' },
  ],
  [
    'ndjson: answers two lines',
    `ready(); exactly(1); console.log('{"out":[]}\\n{"out":[]}'); forever();`,
    ProtocolError,
    /nobody asked for/,
    { protocol: 'ndjson' },
  ],
  [
    'ndjson: never ends its line',
    `ready(); exactly(1); for (;;) put(Buffer.alloc(65536, 32));`,
    ProtocolError,
    /without an end/,
    { protocol: 'ndjson' },
  ],
  [
    'ndjson: reports an error',
    `ready(); exactly(1); console.log('{"error":{"code":1}}'); forever();`,
    ProtocolError,
    /with an error: \{"code":1\}/,
    { protocol: 'ndjson' },
  ],
];

describe.concurrent('a child is refused, and nothing of it is left, when it', () => {
  it.each(failures.map((row) => ({ row, what: row[0] })))('$what', async ({ row: [, code, kind, says, setting] }) => {
    const error = await failureOf(code, setting);
    expect(error).toBeInstanceOf(kind);
    const message = error instanceof Error ? error.message : '';
    expect(message).toMatch(says);
    expect(message.split('\n').length).toBeLessThanOrEqual(2);
    expect(message.length).toBeLessThan(1200);
  });

  it('does not exist, is no program, or has a NUL in its words', async () => {
    const signature: Signature = { left: 1, right: 1, out: 1, dtype: 'float64' };
    const open = (command: string[], where = folder) =>
      runProcess({ command, folder: where, protocol: 'frames', timeoutSeconds: 5 }, signature);
    await expect(open(['gauntlet-no-such-program'])).rejects.toThrow(
      /cannot start gauntlet-no-such-program: no such program/,
    );
    await expect(open([process.execPath], join(folder, 'nowhere'))).rejects.toThrow(MachineError);
    writeFileSync(join(folder, 'plain.txt'), 'text', { mode: 0o644 });
    await expect(open([join(folder, 'plain.txt')])).rejects.toThrow(MachineError);
    await expect(open([process.execPath, 'a\0b'])).rejects.toThrow(MachineError);
  });

  it('floods stderr, of which the end is kept', async () => {
    const { running } = start(
      `ready(); for (let i = 0; i < 40; i++) writeSync(2, 'y'.repeat(65535) + '\\n'); writeSync(2, 'the end'); request(); forever();`,
      quick,
    );
    const opened = await running;
    await expect(forward(opened)).rejects.toThrow(MachineError);
    expect(opened.stderr().endsWith('the end')).toBe(true);
    expect(opened.stderr().length).toBeLessThanOrEqual(65536);
    await opened.implementation.close();
  });

  it('has been interrupted', async () => {
    const controller = new AbortController();
    const { script, running } = start(`ready(); forever();`, { signal: controller.signal });
    const opened = await running;
    const answer = forward(opened);
    setTimeout(() => controller.abort(), 50);
    await expect(answer).rejects.toThrow(/interrupted/);
    await opened.implementation.close();
    expect(await settledProcesses(script, 0)).toBe(0);
  });
});

describe('descendants', () => {
  const onLinux = process.platform === 'linux';
  it.skipIf(process.platform === 'win32')(
    'end with the child, those that left its group too (on Linux), and those that hold its stdout',
    async () => {
      const mark = `tp-gauntlet-descendant-${process.pid}`;
      const { running } = start(
        `const { spawn } = require('node:child_process');
       const sleeper = ['-e', 'setInterval(() => {}, 1000)', '${mark}'];
       spawn(process.execPath, sleeper, { stdio: 'inherit' });
       ${onLinux ? `spawn(process.execPath, sleeper, { stdio: 'ignore', detached: true }).unref();` : ''}
       ready(); request(); process.exit(5);`,
      );
      const opened = await running;
      expect(await settledProcesses(mark, onLinux ? 2 : 1)).toBe(onLinux ? 2 : 1);
      await expect(forward(opened)).rejects.toThrow(/exit code 5/);
      await opened.implementation.close();
      expect(await settledProcesses(mark, 0)).toBe(0);
    },
  );

  it('leave no file behind', () => {
    expect(readdirSync(folder).filter((name) => !/^(child-\d+|words)\.cjs$|^plain\.txt$/.test(name))).toEqual([]);
    expect(scripts).toBeGreaterThan(failures.length);
    expect(processesWith(folder)).toBe(0);
  });
});
