/**
 * Serves a tensor product written in JavaScript to `gauntlet verify`, over the protocol `frames`. One file, no dependency: copy it.
 *
 *   import { serve } from './client.mjs';
 *   await serve({ forward: (x1, x2, batch) => out });
 *
 * x1 [batch, d1] and x2 [batch, d2] are row-major Float32Array or Float64Array, as the manifest declares; `forward` returns (or
 * resolves to) the [batch, d3] numbers of the answer. An optional `vjp(x1, x2, cotangent, batch)` returns { x1, x2 }. A map of one vector,
 * such as a symmetric contraction, is `forward(x, batch)`, and `vjp(x, cotangent, batch)` returns its gradient.
 *
 * `node client.mjs module.mjs [name]` serves the function that a module exports, and its `vjp` if there is one.
 */
import { Console } from 'node:console';
import { realpathSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ARRAYS = { float32: Float32Array, float64: Float64Array };

/** The next n bytes of a stream each time it is asked; undefined when the stream ends before the first of them. */
function reader(stream) {
  const pieces = stream[Symbol.asyncIterator]();
  let rest = Buffer.alloc(0);
  return async (n) => {
    const parts = [rest];
    let length = rest.length;
    while (length < n) {
      const { value, done } = await pieces.next();
      if (done && length === 0) return undefined;
      if (done) throw new Error(`the input ended after ${length} of ${n} bytes`);
      parts.push(value);
      length += value.length;
    }
    const whole = Buffer.concat(parts);
    rest = whole.subarray(n);
    return whole.subarray(0, n);
  };
}

function numbersOf(bytes, dtype) {
  const copy = new Uint8Array(bytes); // typed arrays must start at a multiple of their size
  return new ARRAYS[dtype](copy.buffer);
}

async function answer(read, { forward, vjp }) {
  const length = await read(4);
  if (length === undefined) return undefined;
  const { op, batch, dtype, shapes } = JSON.parse((await read(length.readUInt32LE())).toString());
  if (ARRAYS[dtype] === undefined)
    throw new Error(`JavaScript has float32 and float64, and the request is in ${dtype}`);
  const inputs = [];
  for (const shape of Object.values(shapes)) {
    const count = shape.reduce((product, size) => product * size, 1);
    inputs.push(numbersOf(await read(count * ARRAYS[dtype].BYTES_PER_ELEMENT), dtype));
  }
  let arrays;
  try {
    const found = op === 'forward' ? await forward(...inputs, batch) : await vjp(...inputs, batch);
    const names = op === 'forward' ? ['out'] : Object.keys(shapes).filter((name) => name !== 'cotangent');
    arrays = names.map((name) => [name, ARRAYS[dtype].from(names.length === 1 ? found : found[name])]);
  } catch (error) {
    console.error(error);
    return { header: { error: String(error) }, arrays: [] };
  }
  const shapeOf = ({ length: n }) => (batch > 0 && n % batch === 0 ? [batch, n / batch] : [n]);
  const named = Object.fromEntries(arrays.map(([name, values]) => [name, shapeOf(values)]));
  return { header: { dtype, batch, shapes: named }, arrays: arrays.map(([, values]) => values) };
}

/** What the answers leave by; everything else that the program prints goes to stderr from now on. */
function takeStdout() {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  globalThis.console = new Console(process.stderr, process.stderr);
  return (bytes) => new Promise((resolve) => write(bytes, resolve));
}

/** Serves until stdin ends. */
export async function serve(functions, send = takeStdout()) {
  const read = reader(process.stdin);
  await send(`${JSON.stringify({ ready: true, vjp: functions.vjp !== undefined })}\n`);
  for (;;) {
    const reply = await answer(read, functions);
    if (reply === undefined) return;
    const header = Buffer.from(JSON.stringify(reply.header));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(header.length);
    await send(Buffer.concat([length, header]));
    for (const { buffer, byteOffset, byteLength } of reply.arrays)
      await send(new Uint8Array(buffer, byteOffset, byteLength));
  }
}

async function serveModule(path, name = 'default') {
  const send = takeStdout();
  const refuse = (error) => send(`${JSON.stringify({ ready: false, error })}\n`);
  let module;
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    console.error(error);
    return refuse(`it cannot be loaded: ${error}`);
  }
  if (typeof module[name] !== 'function') {
    return refuse(`it exports no function "${name}"; it exports ${Object.keys(module).join(', ') || 'nothing'}`);
  }
  return serve({ forward: module[name], vjp: module.vjp }, send);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await serveModule(...process.argv.slice(2));
}
