/** Batches: any number of rows, rows that share an input, arrays of the caller's own, and what is refused. */
import { describe, expect, it } from 'vitest';
import type { Calculation } from '../../src/algorithm/gradient.ts';
import { RequestError } from '../../src/errors.ts';
import { programOf } from '../../src/program/arrange.ts';
import { type BatchRunner, batchRunner, newRows } from '../../src/program/batch.ts';
import { FLOAT_FORMATS, type FloatFormat } from '../../src/program/lanes-kernel.ts';
import { trace } from '../../src/program/trace.ts';
import { randomRows } from './rows.ts';

/** x (3 numbers), y (2) → x0 y0 + x1 y1, x2 − x0. */
const calculation: Calculation = (over, [x = [], y = []]) => {
  const [[x0, x1, x2], [y0, y1]] = [x, y];
  const { zero } = over;
  const product = over.add(over.multiply(x0 ?? zero, y0 ?? zero), over.multiply(x1 ?? zero, y1 ?? zero));
  return [[product, over.subtract(x2 ?? zero, x0 ?? zero)]];
};
const program = programOf(trace([3, 2], calculation));
const runner = (format: FloatFormat): Promise<BatchRunner> => batchRunner(program, format);

describe.each(FLOAT_FORMATS)('in %s', (format) => {
  it('a row does not depend on the batch it is in: 0 to 70 rows, and 9,001', async () => {
    const { run } = await runner(format);
    const most = 9001;
    const [x, y] = [randomRows(format, 3 * most, 1), randomRows(format, 2 * most, 2)];
    const [whole] = run([x, y], most);
    for (let rows = 0; rows <= 70; rows++) {
      const [z] = run([x.slice(0, 3 * rows), y.slice(0, 2 * rows)], rows);
      expect(z).toEqual(whole?.slice(0, 2 * rows));
    }
  });

  it('an input may serve several rows in a row', async () => {
    const { run } = await runner(format);
    const [x, y] = [randomRows(format, 3 * 35, 1), randomRows(format, 2 * 5, 2)];
    const spread = Float64Array.from({ length: 70 }, (_, k) => y[2 * Math.floor(k / 14) + (k % 2)] ?? 0);
    const asRows = format === 'float32' ? Float32Array.from(spread) : spread;
    expect(run([x, y], 35, { repeat: [1, 7] })).toEqual(run([x, asRows], 35));
  });

  it.each([16, 32, 48])('… %i of them, so that all lanes share it', async (repeat) => {
    const { run } = await runner(format);
    const rows = 5 * repeat;
    const [x, y] = [randomRows(format, 3 * rows, 1), randomRows(format, 2 * 5, 2)];
    const spread = randomRows(format, 2 * rows, 0).map((_, k) => y[2 * Math.floor(k / (2 * repeat)) + (k % 2)] ?? 0);
    expect(run([x, y], rows, { repeat: [1, repeat] })).toEqual(run([x, spread], rows));
  });

  it('results go where the caller says, and nowhere else', async () => {
    const { run } = await runner(format);
    const [x, y] = [randomRows(format, 3 * 20, 1), randomRows(format, 2 * 20, 2)];
    const room = format === 'float32' ? new Float32Array(60).fill(7) : new Float64Array(60).fill(7);
    const results = run([x, y], 20, { into: [room.subarray(10, 50)] });
    expect(room.slice(10, 50)).toEqual(run([x, y], 20)[0]);
    expect(results[0]?.buffer).toBe(room.buffer);
    expect([...room.slice(0, 10), ...room.slice(50)].every((value) => value === 7)).toBe(true);
  });

  it('NaN and infinities stay in their rows', async () => {
    const { run } = await runner(format);
    const [x, y] = [randomRows(format, 3 * 40, 1), randomRows(format, 2 * 40, 2)];
    const [clean] = run([x, y], 40);
    x[3 * 17] = Number.NaN;
    x[3 * 23] = Number.POSITIVE_INFINITY;
    const [spoiled] = run([x, y], 40);
    const changed = [...(spoiled ?? [])].flatMap((value, k) =>
      Object.is(value, clean?.[k]) ? [] : [Math.floor(k / 2)],
    );
    expect([...new Set(changed)]).toEqual([17, 23]);
  });

  it('refuses arrays that do not fit, and says what would', async () => {
    const { run } = await runner(format);
    const [x, y] = [randomRows(format, 6, 1), randomRows(format, 4, 2)];
    const other = randomRows(format === 'float32' ? 'float64' : 'float32', 6, 1);
    const name = format === 'float32' ? 'Float32Array' : 'Float64Array';
    expect(() => run([x, y], 3)).toThrow(new RequestError('input 0: expected 9 numbers, got 6'));
    expect(() => run([x, y.slice(1)], 2)).toThrow(new RequestError('input 1: expected 4 numbers, got 3'));
    expect(() => run([other, y], 2)).toThrow(new RequestError(`input 0: expected a ${name}`));
    expect(() => run([x], 2)).toThrow(new RequestError(`input 1: expected a ${name}`));
    expect(() => run([x, y], 2, { into: [x] })).toThrow(new RequestError('output 0: expected 4 numbers, got 6'));
    for (const rows of [-1, 1.5, Number.NaN]) {
      expect(() => run([x, y], rows)).toThrow(new RequestError(`expected a number of rows ≥ 0, got ${rows}`));
    }
    expect(() => run([x, y], 3, { repeat: [1, 2] })).toThrow(RequestError);
  });
});

describe('memory', () => {
  it('a batch that no memory holds is refused in words', () => {
    expect(() => newRows('float64', 2 ** 45)).toThrow(RequestError);
    expect(() => newRows('float64', 2 ** 45)).toThrow('use a smaller batch');
  });

  it('is that of tables, slots and one block, whatever the number of rows', async () => {
    const small = await runner('float32');
    const before = small.bytes;
    small.run([randomRows('float32', 3 * 100_000, 1), randomRows('float32', 2 * 100_000, 2)], 100_000);
    expect(small.bytes).toBe(before);
    expect(before).toBeLessThanOrEqual(4 * 65_536);
  });
});
