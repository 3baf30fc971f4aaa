/**
 * A program run on many rows at once: the fast road. Results are, bit for bit, those of the program in the same format (but for the sign
 * of a zero), so every bound that holds for the one holds for the other, whatever the batch.
 */
import { RequestError } from '../errors.ts';
import { type FloatFormat, kernelText, numberBytes, SLOT_BYTES } from './lanes-kernel.ts';
import type { Program } from './program.ts';
import { tableBytes, writeTable } from './table.ts';

/** Rows of numbers, one after the other, in the format that runs. */
export type Rows = Float32Array | Float64Array;

/** A program ready to run in one format. */
export interface BatchRunner {
  readonly format: FloatFormat;
  /** numbers in a row of each input and of each output */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** bytes held besides inputs and outputs: tables and slots */
  readonly bytes: number;
  /**
   * @param inputs row-major, rows × inputs[i]; an input with `repeat[i]` = c has rows/c rows, each serving c rows in a row (one
   *   direction for all channels)
   * @param rows ≥ 0
   * @param into arrays to write to, rows × outputs[k]; new ones if absent
   * @throws RequestError for a length that does not fit
   */
  run(inputs: readonly Rows[], rows: number, options?: RunOptions): Rows[];
}

export interface RunOptions {
  readonly repeat?: readonly number[];
  readonly into?: readonly Rows[];
}

const PAGE = 65_536;

const newRows = (format: FloatFormat, length: number): Rows =>
  format === 'float32' ? new Float32Array(length) : new Float64Array(length);

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

function requireRows(name: string, rows: Rows | undefined, format: FloatFormat, length: number): Rows {
  const kind = format === 'float32' ? Float32Array : Float64Array;
  if (!(rows instanceof kind)) throw new RequestError(`${name}: expected a ${kind.name}`);
  if (rows.length !== length) throw new RequestError(`${name}: expected ${length} numbers, got ${rows.length}`);
  return rows;
}

/** Makes a program ready to run in a format. */
export async function batchRunner(program: Program, format: FloatFormat): Promise<BatchRunner> {
  const size = numberBytes(format);
  const lanes = SLOT_BYTES / size;
  const slotBytes = program.slots * SLOT_BYTES;
  const bytes = slotBytes + tableBytes(program, format);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
  writeTable(program, format, 0, new DataView(memory.buffer, slotBytes));
  const { exports } = await WebAssembly.instantiate(await kernelOf(format), { lanes: { memory } });
  const { run } = exports;
  if (typeof run !== 'function') throw new RangeError('the kernel has no entry');
  const slots = format === 'float32' ? new Float32Array(memory.buffer) : new Float64Array(memory.buffer);
  const outputs = program.outputs.map(({ length }) => length);

  /** Rows first…first+count of an input into the lanes of its slots. */
  const gather = (source: Rows, length: number, firstSlot: number, first: number, count: number, repeat: number) => {
    for (let k = 0; k < length; k++) {
      const slot = (program.inputSlots[firstSlot + k] ?? 0) * lanes;
      if (repeat === 1) {
        for (let lane = 0, at = first * length + k; lane < count; lane++, at += length)
          slots[slot + lane] = source[at] ?? 0;
      } else {
        for (let lane = 0; lane < count; lane++) {
          slots[slot + lane] = source[Math.floor((first + lane) / repeat) * length + k] ?? 0;
        }
      }
    }
  };
  const scatter = (target: Rows, from: readonly number[], first: number, count: number) => {
    const { length } = from;
    for (let k = 0; k < length; k++) {
      const slot = (from[k] ?? 0) * lanes;
      for (let lane = 0, at = first * length + k; lane < count; lane++, at += length)
        target[at] = slots[slot + lane] ?? 0;
    }
  };

  return {
    format,
    inputs: program.inputs,
    outputs,
    bytes: memory.buffer.byteLength,
    run: (inputs, rows, { repeat = [], into } = {}) => {
      if (!Number.isSafeInteger(rows) || rows < 0) throw new RequestError(`expected a number of rows ≥ 0, got ${rows}`);
      const sources = program.inputs.map((length, i) => {
        const times = repeat[i] ?? 1;
        return requireRows(`input ${i}`, inputs[i], format, (rows / times) * length);
      });
      const targets = outputs.map((length, k) =>
        into === undefined
          ? newRows(format, rows * length)
          : requireRows(`output ${k}`, into[k], format, rows * length),
      );
      for (let first = 0; first < rows; first += lanes) {
        const count = Math.min(lanes, rows - first);
        let slot = 0;
        for (const [i, length] of program.inputs.entries()) {
          gather(sources[i] ?? slots, length, slot, first, count, repeat[i] ?? 1);
          slot += length;
        }
        run(slotBytes, bytes);
        for (const [k, from] of program.outputs.entries()) scatter(targets[k] ?? slots, from, first, count);
      }
      return targets;
    },
  };
}
