/**
 * A kernel of the user's own, called as its manifest declares: WGSL text, an entry point, which buffer stands at which binding of group 0,
 * how the numbers of a batch lie, and how many rows a workgroup takes.
 *
 *   {"type":"wgsl","path":"k.wgsl","entry":"main","bindings":["x1","x2","out","batch"],"rowsPerGroup":64,"layout":"row-major",
 *    "vjp":{"entry":"main_vjp","bindings":["x1","x2","cotangent","x1_bar","x2_bar","batch"],"rowsPerGroup":64}}
 *
 * Buffers are array<f32>: x1 [batch, d1], x2 [batch, d2], out and cotangent [batch, d3], x1_bar and x2_bar like x1 and x2; inputs are
 * var<storage, read>, outputs var<storage, read_write>. `batch` is a var<uniform> of one vec4u, the number of rows first; a kernel
 * without it may ask arrayLength of an input. In layout `column-major` every buffer is [d, batch].
 */
import * as v from 'valibot';
import type { Gpu } from './adapters.ts';
import { DeviceError } from './child-device.ts';
import { GUARD_WORDS, guardedOutput, readGuarded } from './guarded-output.ts';
import type { Job, JobBuffer } from './job.ts';
import { launchesOf } from './split.ts';

const INPUTS = ['x1', 'x2', 'cotangent'] as const;
const FORWARD_BINDINGS = ['x1', 'x2', 'out', 'batch'] as const;
const VJP_BINDINGS = ['x1', 'x2', 'cotangent', 'x1_bar', 'x2_bar', 'batch'] as const;
type Binding = (typeof FORWARD_BINDINGS)[number] | (typeof VJP_BINDINGS)[number];

const MOST_ROWS_A_GROUP = 65_536;

/** A call of an entry point, with each of `required` bound once. */
const callSchema = <const Names extends readonly Binding[]>(names: Names, required: readonly Binding[]) => ({
  entry: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z_]\w*$/, 'expected the name of a WGSL function')), 'main'),
  bindings: v.pipe(
    v.array(v.picklist(names)),
    v.check((bound) => new Set(bound).size === bound.length, 'a buffer is bound twice'),
    v.check(
      (bound) => {
        const list: readonly Binding[] = bound;
        return required.every((name) => list.includes(name));
      },
      `expected ${required.join(', ')} among the bindings`,
    ),
  ),
  rowsPerGroup: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ROWS_A_GROUP)),
});

export const LAYOUTS = ['row-major', 'column-major'] as const;

/** The runner of a manifest. */
export const userKernelSchema = v.strictObject({
  type: v.literal('wgsl'),
  path: v.string(),
  ...callSchema(FORWARD_BINDINGS, ['out']),
  layout: v.optional(v.picklist(LAYOUTS), 'row-major'),
  vjp: v.optional(v.strictObject(callSchema(VJP_BINDINGS, ['x1_bar', 'x2_bar']))),
});
export type UserKernelDescription = Readonly<v.InferOutput<typeof userKernelSchema>>;

/** Lengths of x1, x2 and out. */
export interface KernelLengths {
  readonly d1: number;
  readonly d2: number;
  readonly d3: number;
}

/** The user's text is at fault: it does not compile, does not fit its declaration, or writes beyond its outputs. */
export class UserKernelError extends Error {}

/** A kernel of the user's, ready to be called with row-major float64 arrays of float32 numbers. */
export interface UserKernel {
  /** @returns [batch, d3] @throws UserKernelError, or MachineError when the device died */
  forward(x1: Float64Array, x2: Float64Array, batch: number): Promise<Float64Array>;
  readonly vjp?: (
    x1: Float64Array,
    x2: Float64Array,
    cotangent: Float64Array,
    batch: number,
  ) => Promise<{ readonly x1: Float64Array; readonly x2: Float64Array }>;
}

/** The other layout of a [rows, columns] array. */
function transposed(numbers: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(numbers.length);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) result[c * rows + r] = numbers[r * columns + c] ?? 0;
  }
  return result;
}

const WORD = 4;

interface Call {
  readonly entry: string;
  readonly bindings: readonly Binding[];
  readonly rowsPerGroup: number;
}

/** @param text of the module @param gpu is the caller's to close */
export function userKernel(
  { layout, vjp, ...forward }: UserKernelDescription,
  text: string,
  { d1, d2, d3 }: KernelLengths,
  gpu: Gpu,
): UserKernel {
  const lengths: Readonly<Record<Exclude<Binding, 'batch'>, number>> = {
    x1: d1,
    x2: d2,
    out: d3,
    cotangent: d3,
    x1_bar: d1,
    x2_bar: d2,
  };
  const columns = layout === 'column-major';

  const launch = async (call: Call, inputs: Readonly<Record<string, Float32Array>>, rows: number) => {
    const outputs: { name: string; length: number }[] = [];
    const bufferOf = (name: Binding): JobBuffer => {
      if (name === 'batch') {
        return { usage: 'uniform', size: 4 * WORD, data: new Uint8Array(Uint32Array.of(rows, 0, 0, 0).buffer) };
      }
      const length = rows * lengths[name];
      if (!INPUTS.some((input) => input === name)) {
        outputs.push({ name, length });
        return guardedOutput(length);
      }
      const numbers = inputs[name] ?? new Float32Array(length);
      const laid = columns ? transposed(numbers, rows, lengths[name]) : numbers.slice();
      return { usage: 'input', size: Math.max(WORD, WORD * length), data: new Uint8Array(laid.buffer) };
    };
    const job: Job = {
      shaders: [text],
      buffers: call.bindings.map(bufferOf),
      dispatches: [
        {
          shader: 0,
          entry: call.entry,
          bindings: [...call.bindings.keys()],
          workgroups: [Math.ceil(rows / call.rowsPerGroup), 1, 1],
        },
      ],
    };
    const { buffers } = await gpu.run(job).catch((error: unknown) => {
      throw error instanceof DeviceError ? new UserKernelError(`${call.entry}: ${error.message}`) : error;
    });
    const results = new Map<string, Float32Array>();
    for (const [k, { name, length }] of outputs.entries()) {
      const { numbers, strayed } = readGuarded(buffers[k] ?? new Uint8Array(), length);
      if (strayed) throw new UserKernelError(`${call.entry} wrote beyond the end of ${name}, ${rows} rows`);
      results.set(name, columns ? transposed(numbers, length / rows, rows) : numbers);
    }
    return results;
  };

  /** The most rows for which every buffer fits and one dimension of workgroups suffices. */
  const mostRows = ({ rowsPerGroup }: Call): number => {
    const { limits } = gpu.info;
    const words = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize) / WORD - GUARD_WORDS;
    return Math.min(
      Math.floor(words / Math.max(1, d1, d2, d3)),
      rowsPerGroup * limits.maxComputeWorkgroupsPerDimension,
    );
  };

  const call = async (
    one: Call,
    inputs: Readonly<Record<string, Float64Array>>,
    wanted: readonly Exclude<Binding, 'batch'>[],
    batch: number,
  ) => {
    const whole = new Map(wanted.map((name) => [name, new Float64Array(batch * lengths[name])]));
    for (const { first, count } of batch === 0 ? [] : launchesOf(batch, 1, mostRows(one))) {
      const part = Object.fromEntries(
        Object.entries(inputs).map(([name, numbers]) => {
          const length = numbers.length / batch;
          return [name, Float32Array.from(numbers.subarray(first * length, (first + count) * length))];
        }),
      );
      const results = await launch(one, part, count);
      for (const name of wanted) whole.get(name)?.set(results.get(name) ?? [], first * lengths[name]);
    }
    return (name: Exclude<Binding, 'batch'>): Float64Array => whole.get(name) ?? new Float64Array();
  };

  return {
    forward: async (x1, x2, batch) => (await call(forward, { x1, x2 }, ['out'], batch))('out'),
    ...(vjp === undefined
      ? {}
      : {
          vjp: async (x1: Float64Array, x2: Float64Array, cotangent: Float64Array, batch: number) => {
            const result = await call(vjp, { x1, x2, cotangent }, ['x1_bar', 'x2_bar'], batch);
            return { x1: result('x1_bar'), x2: result('x2_bar') };
          },
        }),
  };
}
