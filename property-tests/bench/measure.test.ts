/** How things are timed: quartiles, turns, and the subjects that stand for algorithms. No time is asserted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUICK_BENCH, TIMED } from '../../src/bench/config.ts';
import { measureTogether } from '../../src/bench/measure.ts';
import { readBenchConfig } from '../../src/bench/read-config.ts';
import { seededDirections, seededRows } from '../../src/bench/seeded-rows.ts';
import { spreadOf } from '../../src/bench/spread.ts';
import { subjectOf } from '../../src/bench/subject.ts';
import { RequestError } from '../../src/errors.ts';
import { SETTINGS } from '../../src/irreps/setting.ts';
import { batchRunner } from '../../src/program/batch.ts';
import { runProgram } from '../../src/program/program.ts';
import { arithmeticOf } from '../../src/program/table.ts';
import { rowOf, sameNumbers } from '../program/rows.ts';

describe('spreadOf', () => {
  it('knows the quartiles of small samples', () => {
    expect(spreadOf([5])).toEqual({ median: 5, q1: 5, q3: 5 });
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, q1: 1.5, q3: 2.5 });
    expect(spreadOf([4, 1, 3, 2, 5])).toEqual({ median: 3, q1: 2, q3: 4 });
  });

  it('does not depend on order, and one outlier does not move the median beyond its neighbour', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 30 }), (samples) => {
        const { median, q1, q3 } = spreadOf(samples);
        expect(spreadOf([...samples].reverse())).toEqual({ median, q1, q3 });
        expect(q1 <= median && median <= q3).toBe(true);
        const sorted = [...samples].sort((a, b) => a - b);
        expect(samples.filter((value) => value <= median).length * 2).toBeGreaterThanOrEqual(samples.length);
        const spoiled = spreadOf([...sorted.slice(0, -1), 1e9]);
        expect(spoiled.median).toBeLessThanOrEqual(
          sorted[Math.ceil((sorted.length - 1) / 2)] === sorted.at(-1) ? 1e9 : 1000,
        );
      }),
      { seed: 20_261_124 },
    );
  });
});

describe('measureTogether', () => {
  it('runs every task in every round, in turns that move on', () => {
    const order: string[] = [];
    const task = (name: string) => ({ name, run: () => void order.push(name) });
    const samples = measureTogether([task('a'), task('b'), task('c')], { rounds: 4, sampleMilliseconds: 0 });
    expect(samples.map(({ length }) => length)).toEqual([4, 4, 4]);
    expect(samples.flat().every((time) => time >= 0)).toBe(true);
    // Each is run twice to warm up and to learn how often it fits into a sample, then the rounds follow.
    expect(order.join('')).toBe('aabbcc' + 'abc' + 'bca' + 'cab' + 'abc');
  });
});

describe('seeded inputs', () => {
  it('are the same for a seed, others for another, exact in either format', () => {
    expect(seededRows('float32', 50, 3)).toEqual(seededRows('float32', 50, 3));
    expect(seededRows('float32', 50, 4)).not.toEqual(seededRows('float32', 50, 3));
    expect([...seededRows('float32', 50, 3)]).toEqual([...seededRows('float64', 50, 3)]);
    expect(seededRows('float64', 1000, 1).every((value) => Math.abs(value) <= 1)).toBe(true);
  });

  it('directions are points of the circle twice over', () => {
    const directions = seededDirections(20, 1);
    for (let k = 0; k < 20; k++) {
      const [c = 0, s = 0, cp = 0, sp = 0] = rowOf(directions, k, 4);
      // Four roundings of numbers up to 1 in each sum of squares.
      expect(Math.abs(c * c + s * s - 1)).toBeLessThan(8 * 2 ** -53);
      expect(Math.abs(cp * cp + sp * sp - 1)).toBeLessThan(8 * 2 ** -53);
    }
  });
});

describe('subjects', () => {
  it('what is timed gives, on its own inputs, what its program means; every algorithm and setting, L = 2', async () => {
    let timed = 0;
    for (const setting of [...SETTINGS, 'full', 'block-2', 'block-3'] as const) {
      for (const id of TIMED) {
        for (const pass of ['forward', 'gradient'] as const) {
          const subject = subjectOf(id, setting, 2, pass);
          if (subject === undefined || 'reason' in subject) continue;
          const runner = await batchRunner(subject.program, 'float32');
          const { inputs, options } = await subject.inputs('float32', 64, 1);
          const results = runner.run(inputs, 64, options);
          const row = 37;
          const vectors = runner.inputs.map((length, i) =>
            rowOf(inputs[i], Math.floor(row / (options.repeat?.[i] ?? 1)), length),
          );
          const wanted = runProgram(arithmeticOf('float32'), subject.program, vectors);
          expect(wanted.every((v, k) => sameNumbers(rowOf(results[k], row, v.length), v))).toBe(true);
          timed++;
        }
      }
    }
    expect(timed).toBe(2 * (4 * 11 + 1 + 3 + 3));
  });

  it('says why it does not time what is too large, and is silent about what makes no sense', () => {
    expect(subjectOf('grid', 'block-2', 5, 'forward')).toEqual({ reason: 'the product block is timed up to lmax 4' });
    expect(subjectOf('cgtp-dense', 'mimo', 10, 'gradient')).toEqual({
      reason: `${((11 * 21 * 23) / 3) ** 2 + 11 ** 4} multiplications; the limit of the gradient pass is 400000`,
    });
    expect(subjectOf('gtp-grid', 'full', 2, 'forward')).toBeUndefined();
    expect(subjectOf('gtp-grid', 'block-2', 2, 'forward')).toBeUndefined();
    expect(subjectOf('grid', 'mimo', 2, 'forward')).toBeUndefined();
    expect(subjectOf('cgtp-so2', 'full', 2, 'forward')).toBeUndefined();
  });
});

describe('readBenchConfig', () => {
  it('takes what it is given and leaves the rest as it was', () => {
    expect(readBenchConfig('{"lmax":[2,3],"seed":7}', 'b.json', QUICK_BENCH)).toEqual({
      ...QUICK_BENCH,
      lmax: [2, 3],
      seed: 7,
    });
  });

  it.each([
    ['{', 'b.json: expected a JSON object'],
    ['[]', 'b.json: the configuration: '],
    ['{"lmax":[]}', 'b.json: lmax: '],
    ['{"lmax":[13]}', 'b.json: lmax.0: expected at most 12'],
    ['{"batches":[0]}', 'b.json: batches.0: expected at least 1'],
    ['{"algorithms":["gtp"]}', 'b.json: algorithms.0: '],
    ['{"colour":"red"}', 'b.json: colour: unknown key'],
    ['{"seed":1.5}', 'b.json: seed: '],
  ])('refuses %s', (text, says) => {
    expect(() => readBenchConfig(text, 'b.json', QUICK_BENCH)).toThrow(RequestError);
    expect(() => readBenchConfig(text, 'b.json', QUICK_BENCH)).toThrow(says);
  });
});
