/**
 * Programs of random calculations: whatever additions, subtractions and multiplications are written down, in whatever order and however
 * often their results are used, the program gives bit for bit what carrying them out gives.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calculation } from '../../src/algorithm/gradient.ts';
import { EXACT_ARITHMETIC, FLOAT32_ARITHMETIC } from '../../src/exact/arithmetic.ts';
import { rational } from '../../src/exact/rational.ts';
import { surdFromRational } from '../../src/exact/surd.ts';
import { equalSurdSums, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { programOf } from '../../src/program/arrange.ts';
import { batchRunner } from '../../src/program/batch.ts';
import { FLOAT_FORMATS } from '../../src/program/lanes-kernel.ts';
import { runProgram } from '../../src/program/program.ts';
import { arithmeticOf } from '../../src/program/table.ts';
import { trace } from '../../src/program/trace.ts';
import { randomRows, rowOf, sameNumbers } from './rows.ts';

/** One step: on results 16·a/16… counted back from the newest, so that most are near and some far. */
interface Random {
  readonly step: 'add' | 'subtract' | 'multiply' | 'scale';
  readonly a: number;
  readonly b: number;
}
const randomSteps = fc.array(
  fc.record({
    step: fc.constantFrom<Random['step']>('add', 'add', 'subtract', 'multiply', 'scale'),
    a: fc.nat(12),
    b: fc.nat(40),
  }),
  { minLength: 1, maxLength: 120 },
);

const INPUTS = [3, 2] as const;

/** Zero, the inputs, then the steps; results are every fifth number and the last. */
const calculationOf =
  (steps: readonly Random[]): Calculation =>
  (over, inputs) => {
    const numbers = [over.zero, over.constant(surdFromRational(rational(3, 8))), ...inputs.flat()];
    const back = (k: number) => numbers[Math.max(0, numbers.length - 1 - k)] ?? over.zero;
    for (const { step, a, b } of steps) {
      const [one, two] = [back(a), back(b)];
      if (step !== 'scale') numbers.push(over[step](one, two));
      else numbers.push(over.multiply(over.constant(surdFromRational(rational((b % 7) - 3, 4))), one));
    }
    return [numbers.filter((_, i) => i % 5 === 4), numbers.slice(-1)];
  };

describe('a random calculation as a program', () => {
  it('gives the same numbers in rounded arithmetic, operation by operation', () => {
    const [x, y] = [rowOf(randomRows('float32', 3, 1), 0, 3), rowOf(randomRows('float32', 2, 2), 0, 2)];
    fc.assert(
      fc.property(randomSteps, (steps) => {
        const calculation = calculationOf(steps);
        const program = programOf(trace(INPUTS, calculation));
        const found = runProgram(FLOAT32_ARITHMETIC, program, [x, y]);
        const wanted = calculation(FLOAT32_ARITHMETIC, [x, y]);
        expect(found.length).toBe(wanted.length);
        expect(found.every((vector, k) => sameNumbers(vector, wanted[k] ?? []))).toBe(true);
      }),
      { numRuns: 2000, seed: 20_261_124 },
    );
  });

  it('gives the same numbers exactly', () => {
    const integer = (n: number) => sumOfSurds([surdFromRational(rational(n))]);
    const vectors = [[1, -2, 3].map(integer), [2, 5].map(integer)];
    fc.assert(
      fc.property(
        randomSteps.map((steps) => steps.slice(0, 20)),
        (steps) => {
          const calculation = calculationOf(steps);
          const found = runProgram(EXACT_ARITHMETIC, programOf(trace(INPUTS, calculation)), vectors).flat();
          const wanted = calculation(EXACT_ARITHMETIC, vectors).flat();
          expect(found.length).toBe(wanted.length);
          expect(found.every((value, i) => equalSurdSums(value, wanted[i] ?? []))).toBe(true);
        },
      ),
      { numRuns: 200, seed: 20_261_124 },
    );
  });

  it.each(FLOAT_FORMATS)('gives them on every row of a batch in %s', async (format) => {
    const rows = 19;
    await fc.assert(
      fc.asyncProperty(randomSteps, async (steps) => {
        const calculation = calculationOf(steps);
        const runner = await batchRunner(programOf(trace(INPUTS, calculation)), format);
        const inputs = INPUTS.map((length, i) => randomRows(format, rows * length, i + 3));
        const results = runner.run(inputs, rows);
        for (let row = 0; row < rows; row++) {
          const vectors = INPUTS.map((length, i) => rowOf(inputs[i], row, length));
          const wanted = calculation(arithmeticOf(format), vectors);
          expect(wanted.every((v, k) => sameNumbers(rowOf(results[k], row, v.length), [...v]))).toBe(true);
        }
      }),
      { numRuns: 150, seed: 20_261_124 },
    );
  });

  it('gives them when rows are cut at windows: 60,000 steps, sums that wait for terms from far away', () => {
    const calculation: Calculation = (over, [x = []]) => {
      const sums = [over.zero, over.zero, over.zero];
      let last = x[0] ?? over.zero;
      for (let k = 0; k < 20_000; k++) {
        last = over.multiply(over.add(last, x[k % 3] ?? over.zero), over.constant(surdFromRational(rational(1, 2))));
        sums[k % 3] = over.add(sums[k % 3] ?? over.zero, over.multiply(last, x[(k + 1) % 3] ?? over.zero));
      }
      return [sums];
    };
    const x = rowOf(randomRows('float32', 3, 9), 0, 3);
    const program = programOf(trace([3], calculation));
    expect(program.continues.some((flag) => flag === 1)).toBe(true);
    const [found = []] = runProgram(FLOAT32_ARITHMETIC, program, [x]);
    expect(sameNumbers(found, [...(calculation(FLOAT32_ARITHMETIC, [x])[0] ?? [])])).toBe(true);
    expect(found.every(Number.isFinite)).toBe(true);
  });
});
