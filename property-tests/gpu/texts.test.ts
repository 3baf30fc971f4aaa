/** What kernels are printed as, word for word, and the pure parts around them: literals, tables and their parts, launches, archives. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MachineError, RequestError } from '../../src/errors.ts';
import { kernelOf } from '../../src/gpu/choose-kernel.ts';
import type { AdapterLimits } from '../../src/gpu/job.ts';
import { MOST_UNROLLED } from '../../src/gpu/kernel.ts';
import { kernelCase } from '../../src/gpu/kernel-case.ts';
import { KERNEL_ALGORITHMS, KERNEL_PASSES } from '../../src/gpu/kernel-ids.ts';
import { kernelJob } from '../../src/gpu/run-kernel.ts';
import { launchesOf, mostRows } from '../../src/gpu/split.ts';
import { readTar } from '../../src/gpu/tar.ts';
import { floatLiteral } from '../../src/gpu/wgsl-literal.ts';
import { cutTable } from '../../src/gpu/wgsl-table.ts';

/** What every WebGPU allows. */
const limits: AdapterLimits = {
  maxBufferSize: 2 ** 28,
  maxStorageBufferBindingSize: 2 ** 27,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 2 ** 14,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupsPerDimension: 65_535,
};

describe('the texts', () => {
  it.each([
    ['cgtp-sparse', 'forward', 'unrolled'],
    ['mtp-sparse', 'vjp', 'unrolled'],
    ['cgtp-so2', 'forward', 'unrolled'],
    ['vstp-grid', 'forward', 'table'],
  ] as const)('%s %s, %s, L = 1', async (algorithm, pass, form) => {
    const { source } = kernelOf(kernelCase({ algorithm, pass, lmax: 1 }), limits, form);
    await expect(source).toMatchFileSnapshot(`texts/${algorithm}-${pass}-${form}.wgsl`);
  });

  it('every kernel follows the rule of its form, fits the limits of any WebGPU, and declares what the host binds; L ≤ 2', () => {
    const forms = { unrolled: 0, table: 0 };
    for (const lmax of [0, 1, 2]) {
      for (const algorithm of KERNEL_ALGORITHMS) {
        for (const pass of KERNEL_PASSES) {
          const kernel = kernelCase({ algorithm, pass, lmax });
          const printed = kernelOf(kernel, limits);
          forms[printed.form]++;
          if (printed.form === 'unrolled') expect(kernel.program.kinds.length).toBeLessThanOrEqual(MOST_UNROLLED);
          const job = kernelJob(
            printed,
            kernel.inputs.map(({ entries }) => new Float32Array(entries.length)),
            1,
            {},
          );
          const declared = [...printed.source.matchAll(/@binding\((\d+)\)/g)].map(([, binding]) => Number(binding));
          expect(declared).toEqual([...(job.dispatches[0]?.bindings.keys() ?? [])]);
          const kinds = [...printed.source.matchAll(/@binding\(\d+\) var<([^>]*)>/g)].map(([, kind]) => kind);
          const usages = job.dispatches[0]?.bindings.map((index) => job.buffers[index]?.usage);
          const words = { input: 'storage, read', storage: 'storage, read_write', uniform: 'uniform' };
          expect(kinds).toEqual(usages?.map((usage) => words[usage ?? 'uniform']));
        }
      }
    }
    expect(forms.unrolled + forms.table).toBe(66);
    expect(forms.unrolled).toBeGreaterThan(20);
    expect(forms.table).toBeGreaterThan(10);
  });

  it('a form that does not fit is refused, and so are more buffers than an adapter has', () => {
    const kernel = kernelCase({ algorithm: 'gtp+curl-grid', pass: 'vjp', lmax: 1 });
    expect(() => kernelOf(kernel, { ...limits, maxComputeWorkgroupStorageSize: 256 }, 'unrolled')).toThrow(
      RequestError,
    );
    expect(() => kernelOf(kernel, { ...limits, maxStorageBuffersPerShaderStage: 7 })).toThrow(
      /8 storage buffers: this adapter allows 7/,
    );
    expect(kernelOf(kernel, { ...limits, maxComputeWorkgroupStorageSize: 256 }).form).toBe('table');
  });
});

/** Reads a WGSL float literal, by the grammar and nothing of floatLiteral's. */
function literalValue(text: string): number {
  const hex = /^(-?)0x([01])(?:\.([0-9a-f]{1,6}))?p(-?\d+)f$/.exec(text);
  if (hex === null) {
    expect(text).toMatch(/^-?\d+\.0f$/);
    return Number(text.slice(0, -1));
  }
  const digits = `${hex[2]}${hex[3] ?? ''}`;
  return (hex[1] === '-' ? -1 : 1) * Number.parseInt(digits, 16) * 2 ** (Number(hex[4]) - 4 * (digits.length - 1));
}

describe('literals', () => {
  it('are read back bit for bit', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(literalValue(floatLiteral(value)) + 0).toBe(value + 0);
      }),
      { numRuns: 2000, seed: 20_261_124 },
    );
    for (const value of [2 ** -149, 2 ** -126, 2 ** -127, 2 ** 127 * (2 - 2 ** -23), 1 / 3]) {
      expect(literalValue(floatLiteral(value))).toBe(Math.fround(value));
    }
  });
});

describe('parts', () => {
  const table = kernelOf(kernelCase({ algorithm: 'gtp-grid', pass: 'forward', lmax: 1 }), limits, 'table').table;

  it('of a table end at rows, are as long as allowed, and are all of it', () => {
    if (table === undefined) throw new Error('no table');
    const rows = cutTable(table, 60);
    const finest = new Set(cutTable(table, Math.max(...rows.slice(1).map((end, k) => end - (rows[k] ?? 0)))));
    let cuts = 0;
    for (let most = 60; most <= table.rowWords + 10; most += 13) {
      const found = cutTable(table, most);
      expect([found[0], found.at(-1)]).toEqual([0, table.rowWords]);
      for (const [k, end] of found.slice(1).entries()) expect(end - (found[k] ?? 0)).toBeLessThanOrEqual(most);
      // Two neighbouring parts do not fit into one.
      for (let k = 2; k < found.length; k++) expect((found[k] ?? 0) - (found[k - 2] ?? 0)).toBeGreaterThan(most);
      cuts += found.length;
    }
    expect(cuts).toBeGreaterThan(30);
    expect(finest.size).toBeGreaterThan(2);
    expect(() => cutTable(table, 5)).toThrow(RangeError);
  });

  it('of a batch are whole groups of channels, in order, and within every limit', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 700 }),
        (rows, channels, most) => {
          if (most < channels) {
            expect(() => launchesOf(rows, channels, most)).toThrow(MachineError);
            return;
          }
          let next = 0;
          for (const { first, count } of launchesOf(rows, channels, most)) {
            expect(first).toBe(next);
            expect(first % channels).toBe(0);
            expect(count).toBeGreaterThan(0);
            expect(count).toBeLessThanOrEqual(most);
            next += count;
          }
          expect(next).toBe(rows);
        },
      ),
      { numRuns: 300, seed: 20_261_124 },
    );
  });

  it('of a batch keep every buffer within the limits of the adapter', () => {
    let judged = 0;
    for (const algorithm of KERNEL_ALGORITHMS) {
      const kernel = kernelCase({ algorithm, pass: 'forward', lmax: 1 });
      const narrow = { ...limits, maxStorageBufferBindingSize: 2 ** 19 };
      const printed = kernelOf(kernel, narrow);
      const rows = mostRows(printed, narrow);
      expect(rows).toBeGreaterThan(0);
      const inputs = kernel.inputs.map(({ entries }) => new Float32Array(rows * entries.length));
      const { buffers, dispatches } = kernelJob(printed, inputs, rows, {});
      for (const { size } of buffers) expect(size).toBeLessThanOrEqual(2 ** 19);
      for (const { workgroups } of dispatches) expect(workgroups[0]).toBeLessThanOrEqual(65_535);
      judged++;
    }
    expect(judged).toBe(11);
  });
});

describe('archives', () => {
  const block = (name: string, size: number, kind = '0'): Uint8Array => {
    const header = new Uint8Array(512);
    const put = (text: string, at: number): void => header.set(new TextEncoder().encode(text), at);
    put(name, 0);
    put(`${size.toString(8).padStart(11, '0')} `, 124);
    put(kind, 156);
    put('ustar', 257);
    return header;
  };
  const archive = (...parts: readonly Uint8Array[]): Uint8Array => {
    const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  };
  const content = new Uint8Array(1024).fill(7, 0, 600);

  it('give their regular files', () => {
    const files = readTar(
      archive(block('folder/', 0, '5'), block('a.so', 600), content, block('empty', 0), new Uint8Array(1024)),
    );
    expect(files.map(({ name, data }) => [name, data.length])).toEqual([
      ['a.so', 600],
      ['empty', 0],
    ]);
    expect(files[0]?.data.every((byte) => byte === 7)).toBe(true);
  });

  it('cut short, or none at all, are refused', () => {
    expect(() => readTar(archive(block('a.so', 600), content.subarray(0, 512)))).toThrow(RangeError);
    expect(() => readTar(new Uint8Array(512).fill(1))).toThrow(RangeError);
  });
});
