/**
 * Every algorithm of the catalogue on its fast road: each pass of its plan, as a program run on many rows at once, gives bit for bit what
 * the plan gives row by row in the same format. What is proved of plans (definition, bounds, gradients) then holds of the fast road.
 */
import { describe, expect, it } from 'vitest';
import type { Plan, Workload } from '../../src/algorithm/algorithm.ts';
import { ALGORITHMS } from '../../src/algorithm/catalogue.ts';
import { calculationOf, doubleVectorJacobian, vectorJacobian } from '../../src/algorithm/gradient.ts';
import { EXACT_ARITHMETIC } from '../../src/exact/arithmetic.ts';
import { rational } from '../../src/exact/rational.ts';
import { surdFromRational } from '../../src/exact/surd.ts';
import { equalSurdSums, type SurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { settingIrreps } from '../../src/irreps/setting.ts';
import { batchRunner, type Rows } from '../../src/program/batch.ts';
import { FLOAT_FORMATS, type FloatFormat } from '../../src/program/lanes-kernel.ts';
import { PASSES, type Pass, planProgram } from '../../src/program/passes.ts';
import { multiplications, runProgram } from '../../src/program/program.ts';
import { arithmeticOf } from '../../src/program/table.ts';
import { STEP, trace } from '../../src/program/trace.ts';
import { type Case, cases, dimension, workFor } from '../algorithm/cases.ts';
import { randomRows, rowOf, sameNumbers } from './rows.ts';

/** One row of a pass by the plan itself. */
function byPlan(plan: Plan, pass: Pass, format: FloatFormat, inputs: readonly number[][]): (readonly number[])[] {
  const over = arithmeticOf(format);
  const [x = [], y = [], ...rest] = inputs;
  if (pass === 'forward') return [...plan.evaluate(over, x, y)];
  const back = rest.slice(0, plan.outputs.length);
  if (pass === 'gradient') {
    const gradients = vectorJacobian(plan, over, x, y, back);
    return [gradients.x, gradients.y];
  }
  const [alongX = [], alongY = []] = rest.slice(plan.outputs.length);
  const second = doubleVectorJacobian(plan, over, x, y, back, { x: alongX, y: alongY });
  return [second.x, second.y, ...second.cotangents];
}

/** Runs a pass on `rows` rows and compares some of them; returns how many numbers were compared. */
async function compare(plan: Plan, work: Workload, pass: Pass, format: FloatFormat, rows: number): Promise<number> {
  const runner = await batchRunner(planProgram(plan, work, pass), format);
  const inputs: Rows[] = runner.inputs.map((length, i) => randomRows(format, rows * length, i + 1));
  const results = runner.run(inputs, rows);
  let compared = 0;
  for (const row of [0, 7, rows - 1]) {
    const expected = byPlan(
      plan,
      pass,
      format,
      runner.inputs.map((length, i) => rowOf(inputs[i], row, length)),
    );
    expect(expected.map(({ length }) => length)).toEqual(runner.outputs);
    for (const [k, vector] of expected.entries()) {
      if (!sameNumbers(rowOf(results[k], row, vector.length), vector)) expect.fail(`${pass}, ${format}, row ${row}`);
      compared += vector.length;
    }
  }
  return compared;
}

const large: readonly Case[] = [{ name: 'mimo L = 4', group: 'so3', ...settingIrreps('mimo', 4) }];

describe.each(ALGORITHMS.map((algorithm) => ({ id: algorithm.id, algorithm })))('$id', ({ algorithm }) => {
  it.each(FLOAT_FORMATS)('is its plan on every row, forward, gradient and second gradient, in %s', async (format) => {
    let compared = 0;
    let expected = 0;
    for (const one of cases) {
      const work = workFor(algorithm, one);
      const plan = algorithm.plan(work);
      const [inputs, out] = [dimension(work.left) + dimension(work.right), plan.outputs.length * dimension(work.out)];
      for (const pass of PASSES) compared += await compare(plan, work, pass, format, 21);
      expected += 3 * (out + inputs + inputs + out);
    }
    expect(compared).toBe(expected);
  });

  it.each(FLOAT_FORMATS)('is its plan at L = 4, where a program is longer than a window, in %s', async (format) => {
    for (const one of large) {
      const work = workFor(algorithm, one);
      const plan = algorithm.plan(work);
      expect(await compare(plan, work, 'forward', format, 8)).toBe(3 * plan.outputs.length * dimension(work.out));
    }
  });

  it('writes down the multiplications that its cost states, and runs no more', () => {
    let counted = 0;
    for (const one of [...cases, ...large]) {
      const work = workFor(algorithm, one);
      const plan = algorithm.plan(work);
      const lengths = [dimension(work.left), dimension(work.right)];
      const { steps } = trace(lengths, calculationOf(plan));
      const written = steps.filter((step) => step === STEP.multiply).length;
      expect([one.name, BigInt(written)]).toEqual([one.name, algorithm.cost(work).multiplyAdds]);
      expect(multiplications(planProgram(plan, work, 'forward'))).toBeLessThanOrEqual(written);
      counted++;
    }
    expect(counted).toBe(cases.length + large.length);
  });

  it('as a program is exact where its tables are', () => {
    const integers = (length: number, seed: number): SurdSum[] =>
      Array.from({ length }, (_, i) => sumOfSurds([surdFromRational(rational(((i * 5 + seed * 7) % 9) - 4))]));
    let exact = 0;
    for (const one of cases) {
      const work = workFor(algorithm, one);
      const plan = algorithm.plan(work);
      if (!plan.exact) continue;
      const [x, y] = [integers(dimension(work.left), 1), integers(dimension(work.right), 2)];
      const found = runProgram(EXACT_ARITHMETIC, planProgram(plan, work, 'forward'), [x, y]).flat();
      const wanted = plan.evaluate(EXACT_ARITHMETIC, x, y).flat();
      expect(found.length).toBe(wanted.length);
      expect(found.every((value, i) => equalSurdSums(value, wanted[i] ?? []))).toBe(true);
      exact++;
    }
    expect(exact > 0).toBe(/cgtp|mtp|fourier/.test(algorithm.id));
  });
});
