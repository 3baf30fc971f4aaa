/**
 * A program run on many rows at once: the fast road. Results are, bit for bit, those of the program in the same format (but for the sign
 * of a zero), so every bound that holds for the one holds for the other, whatever the batch and wherever in it a row stands.
 */
import { RequestError } from '../errors.ts';
import { type FloatFormat, kernelText, numberBytes, SLOT_BYTES } from './lanes-kernel.ts';
import type { Program } from './program.ts';
import { tableBytes, writeTable } from './table.ts';
import { FIRST_INPUT, ONE } from './trace.ts';

/** Rows of numbers, one after the other, in the format that runs. */
export type Rows = Float32Array | Float64Array;

export interface RunOptions {
  /** for each input the number c of rows in a row that each of its own rows serves (one direction for all channels); absent: 1 */
  readonly repeat?: readonly number[];
  /** arrays to write to, rows × outputs[k]; absent: new ones */
  readonly into?: readonly Rows[];
}

/** A program ready to run in one format. */
export interface BatchRunner {
  readonly format: FloatFormat;
  /** numbers in a row of each input and of each output */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** bytes held besides the caller's inputs and outputs: tables, slots, and one block of rows */
  readonly bytes: number;
  /**
   * @param inputs row-major, [rows / repeat[i], inputs[i]]
   * @param rows ≥ 0
   * @returns row-major, [rows, outputs[k]]
   * @throws RequestError for an array of the wrong kind or length
   */
  run(inputs: readonly Rows[], rows: number, options?: RunOptions): Rows[];
}

const PAGE = 65_536;
/** About this many bytes of rows are copied in and out at a time: they stay in the second-level cache. */
const BLOCK_BYTES = 131_072;
/** WebAssembly addresses 4 GiB. */
const MAX_PAGES = 65_536;

/** Compiled once for each format. */
const compiled = new Map<FloatFormat, Promise<WebAssembly.Module>>();

async function compileKernel(format: FloatFormat): Promise<WebAssembly.Module> {
  const { default: wabt } = await import('wabt');
  const parsed = (await wabt()).parseWat(`lanes-${format}.wat`, kernelText(format), { simd: true });
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  return WebAssembly.compile(Uint8Array.from(buffer));
}

function kernelOf(format: FloatFormat): Promise<WebAssembly.Module> {
  const known = compiled.get(format) ?? compileKernel(format);
  compiled.set(format, known);
  return known;
}

/** New rows of zeros. @throws RequestError if they do not fit into memory */
export function newRows(format: FloatFormat, length: number): Rows {
  try {
    return format === 'float32' ? new Float32Array(length) : new Float64Array(length);
  } catch {
    throw new RequestError(`no room for ${length} numbers in ${format}: use a smaller batch`);
  }
}

function requireRows(name: string, rows: Rows | undefined, format: FloatFormat, length: number): Rows {
  const kind = format === 'float32' ? Float32Array : Float64Array;
  if (!(rows instanceof kind)) throw new RequestError(`${name}: expected a ${kind.name}`);
  if (rows.length !== length) throw new RequestError(`${name}: expected ${length} numbers, got ${rows.length}`);
  return rows;
}

/** Where the rows of a block stand in the kernel's memory, for each input and output. */
interface Place {
  readonly address: number;
  readonly length: number;
  /** address of the first slot of an input, or of the list of slots of an output */
  readonly slots: number;
}

/** Memory from the bottom: slots, table, lists of output slots, one block of rows of each input and output. */
function layout(program: Program, format: FloatFormat) {
  const size = numberBytes(format);
  const lanes = SLOT_BYTES / size;
  const outputs = program.outputs.map(({ length }) => length);
  const numbers = [...program.inputs, ...outputs].reduce((sum, length) => sum + length, 0);
  const groups = Math.max(1, Math.floor(BLOCK_BYTES / (lanes * size * Math.max(1, numbers))));
  let end = program.slots * SLOT_BYTES;
  const take = (bytes: number): number => {
    const address = end;
    end += Math.ceil(bytes / 8) * 8;
    return address;
  };
  const table = take(tableBytes(program, format));
  const tableEnd = table + tableBytes(program, format);
  let slot = FIRST_INPUT * SLOT_BYTES;
  const inputs = program.inputs.map((length): Place => {
    const slots = slot;
    slot += length * SLOT_BYTES;
    return { address: take(groups * lanes * length * size), length, slots };
  });
  const results = outputs.map(
    (length): Place => ({ address: take(groups * lanes * length * size), length, slots: take(4 * length) }),
  );
  return { size, lanes, groups, table, tableEnd, inputs, results, bytes: end };
}

/**
 * Copies what `count` rows from row `first` on need into a block: a row each, or one for each group of lanes where all share it.
 * @param repeat rows that one row of the source serves
 */
function copyIn(
  block: Rows,
  source: Rows,
  length: number,
  { first, count, repeat, lanes }: { first: number; count: number; repeat: number; lanes: number },
): void {
  if (repeat === 1) {
    block.set(source.subarray(first * length, (first + count) * length));
    return;
  }
  const step = repeat % lanes === 0 ? lanes : 1; // isShared
  for (let row = 0; row < count; row += step) {
    const from = Math.floor((first + row) / repeat) * length;
    block.set(source.subarray(from, from + length), (row / step) * length);
  }
}

const numbersAt = (memory: WebAssembly.Memory, format: FloatFormat, address: number, length: number): Rows =>
  format === 'float32'
    ? new Float32Array(memory.buffer, address, length)
    : new Float64Array(memory.buffer, address, length);

/** Makes a program ready to run in a format. @throws RequestError if its tables exceed 4 GiB */
export async function batchRunner(program: Program, format: FloatFormat): Promise<BatchRunner> {
  const { size, lanes, groups, table, tableEnd, inputs: places, results, bytes } = layout(program, format);
  const pages = Math.ceil(bytes / PAGE);
  if (pages > MAX_PAGES)
    throw new RequestError(`a program of ${bytes} bytes: the limit is 4 GiB; take a smaller degree`);
  const memory = new WebAssembly.Memory({ initial: pages });
  writeTable(program, format, (slot) => SLOT_BYTES * slot, new DataView(memory.buffer, table));
  numbersAt(memory, format, ONE * SLOT_BYTES, lanes).fill(1);
  for (const [k, { slots }] of results.entries()) {
    new Int32Array(memory.buffer, slots).set(program.outputs[k]?.map((slot) => slot * SLOT_BYTES) ?? []);
  }
  const { exports } = await WebAssembly.instantiate(await kernelOf(format), { lanes: { memory } });
  const entry = (name: string): ((...words: number[]) => void) => {
    const found = exports[name];
    if (typeof found !== 'function') throw new RangeError(`the kernel has no entry ${name}`);
    return (...words) => found(...words);
  };
  const [run, gather, scatter, spread] = [entry('run'), entry('gather'), entry('scatter'), entry('spread')];
  const view = ({ address, length }: Place): Rows => numbersAt(memory, format, address, groups * lanes * length);
  const [blocksIn, blocksOut] = [places.map(view), results.map(view)];

  /** All lanes of a group have the same row of an input. */
  const isShared = (repeat: number): boolean => repeat > 1 && repeat % lanes === 0;

  /** One block: rows in, group after group through the program, rows out. */
  const runBlock = (count: number, repeat: readonly number[]): void => {
    for (let row = 0; row < count; row += lanes) {
      for (const [i, { address, length, slots }] of places.entries()) {
        if (isShared(repeat[i] ?? 1)) spread(address + (row / lanes) * length * size, length, slots);
        else gather(address + row * length * size, length, slots);
      }
      run(table, tableEnd);
      for (const { address, length, slots } of results) scatter(address + row * length * size, length, slots);
    }
  };
  return {
    format,
    inputs: program.inputs,
    outputs: results.map(({ length }) => length),
    bytes: memory.buffer.byteLength,
    run: (inputs, rows, { repeat = [], into } = {}) => {
      if (!Number.isSafeInteger(rows) || rows < 0) throw new RequestError(`expected a number of rows ≥ 0, got ${rows}`);
      for (const [i, { length }] of places.entries()) {
        requireRows(`input ${i}`, inputs[i], format, (rows / (repeat[i] ?? 1)) * length);
      }
      const targets = results.map(({ length }, k) =>
        into === undefined
          ? newRows(format, rows * length)
          : requireRows(`output ${k}`, into[k], format, rows * length),
      );
      for (let first = 0; first < rows; first += groups * lanes) {
        const count = Math.min(groups * lanes, rows - first);
        for (const [i, block] of blocksIn.entries()) {
          const source = inputs[i];
          if (source !== undefined)
            copyIn(block, source, places[i]?.length ?? 0, { first, count, repeat: repeat[i] ?? 1, lanes });
        }
        runBlock(count, repeat);
        for (const [k, { length }] of results.entries()) {
          targets[k]?.set(blocksOut[k]?.subarray(0, count * length) ?? [], first * length);
        }
      }
      return targets;
    },
  };
}
