/** Gradients of symmetric contractions: correct ones in every dtype pass, wrong ones are found, also where the forward pass is right. */
import { describe, expect, it } from 'vitest';
import { CONVENTIONS } from '../../../src/coupling/convention.ts';
import type { Implementation } from '../../../src/verification/implementation.ts';
import { judgeImplementation } from '../../../src/verification/symmetric/judge-implementation.ts';
import { gradientNumbers } from '../../../src/verification/symmetric/symmetric-campaign.ts';
import type { Verdict } from '../../../src/verification/verdict.ts';
import { at } from '../../exact/indexing.ts';
import { backwards, contracting, randomWeights, rowwise, withGradient } from './contractions.ts';
import { claimOf, coupledArrays, ownArrays } from './foreign-bases.ts';

const DTYPES = ['float64', 'float32', 'float16', 'bfloat16'] as const;
const CLAIM = claimOf({ irreps: '0e+1o+2e', out: '0e+1o', correlation: 3, convention: 'standard', dtype: 'float32' });
const [D, OUT] = [9, 4];
const OWN = ownArrays(CLAIM);
const WEIGHTS = randomWeights(OWN, 3);
const f = contracting(CLAIM, OWN, WEIGHTS, 'float32');
const g = backwards(CLAIM, OWN, WEIGHTS, 'float32');

const judged = (implementation: Implementation, claim = CLAIM, seed = 1): Promise<Verdict> =>
  judgeImplementation(claim, implementation, { seed });

const outcomes = ({ checks }: Verdict): string[] => checks.map(({ id, verdict }) => `${id} ${verdict}`);
const causes = ({ diagnosis }: Verdict): string[] => diagnosis.map(({ code }) => code);

describe('correct gradients', () => {
  it('are the derivative of what is computed forward, by central differences', () => {
    const x = Float64Array.from({ length: D }, (_, i) => Math.sin(1 + i));
    const z = Float64Array.from({ length: OUT }, (_, k) => Math.cos(k));
    const [exact, slope] = [
      contracting(CLAIM, OWN, WEIGHTS, 'float64'),
      backwards(CLAIM, OWN, WEIGHTS, 'float64')(x, z),
    ];
    const value = (at: Float64Array): number => exact(at).reduce((sum, one, k) => sum + one * (z[k] ?? 0), 0);
    for (const i of x.keys()) {
      // Of a polynomial of degree 3 a central difference is off by its third derivative times h²/6, here h = 2^-10.
      const [up, down] = [1, -1].map((sign) => x.map((number, n) => (n === i ? number + sign * 2 ** -10 : number)));
      expect(slope[i]).toBeCloseTo((value(up ?? x) - value(down ?? x)) * 2 ** 9, 4);
    }
  });

  it.each(DTYPES)('in %s pass', async (dtype) => {
    const claim = { ...CLAIM, dtype };
    const forward = rowwise(contracting(claim, OWN, WEIGHTS, dtype), dtype);
    const verdict = await judged(withGradient(forward, backwards(claim, OWN, WEIGHTS, dtype), dtype, D, OUT), claim);
    expect(verdict.diagnosis).toEqual([]);
    expect(outcomes(verdict).slice(-2)).toEqual(['gradient pass', 'second-gradient pass']);
    const gradient = verdict.checks.find(({ id }) => id === 'gradient');
    // Sums of up to two of nine basis vectors, four cotangents, nine components.
    expect(gradient?.evidence['entries']).toBe(55 * 4 * 9);
  });

  it('from ours in any convention and from redundant bases, with any weights: 60 seeds, never accused', async () => {
    const small = claimOf({ irreps: '0e+1o', out: '0e+1o+2e', correlation: 3 });
    const coupled = coupledArrays(small, 'float64');
    const arraysIn = new Map(CONVENTIONS.map((convention) => [convention.name, ownArrays(small, convention)]));
    const alarms: string[] = [];
    for (let seed = 1; seed <= 60; seed++) {
      const dtype = at(DTYPES, seed % 4);
      const name = seed % 3 === 0 ? 'e3nn' : at(CONVENTIONS, seed % CONVENTIONS.length).name;
      const arrays = seed % 3 === 0 ? coupled : (arraysIn.get(name) ?? new Map());
      const claim = { ...small, dtype, convention: name };
      const weights = randomWeights(arrays, seed);
      const forward = rowwise(contracting(claim, arrays, weights, dtype), dtype, 4);
      const verdict = await judged(
        withGradient(forward, backwards(claim, arrays, weights, dtype), dtype, 4, 9),
        claim,
        seed,
      );
      if (verdict.verdict === 'fail') alarms.push(`${seed} ${dtype} ${name}: ${verdict.diagnosis[0]?.message}`);
      else expect(outcomes(verdict).slice(-2)).toEqual(['gradient pass', 'second-gradient pass']);
    }
    expect(alarms).toEqual([]);
  }, 120_000);

  it('of order 1 alone, whose gradient does not depend on x', async () => {
    const claim = claimOf({ irreps: '0e+1o', out: '0e+1o', correlation: 1, convention: 'standard', dtype: 'float64' });
    const forward = rowwise((x) => [...x], 'float64', 4);
    expect(
      outcomes(
        await judged(
          withGradient(forward, (_, z) => [...z], 'float64', 4, 4),
          claim,
        ),
      ).slice(-2),
    ).toEqual(['gradient pass', 'second-gradient pass']);
  });

  it('are skipped, with the reason, where there are none or too many', async () => {
    const without = await judged(rowwise(f, 'float32'));
    const reasons = ({ checks }: Verdict) =>
      checks.flatMap(({ id, reason = '' }) => (id.endsWith('gradient') ? [reason] : []));
    expect(reasons(without)).toEqual(new Array(2).fill('the implementation offers no gradient (vjp)'));
    const wide = claimOf({ irreps: '23x1o', out: '0e+1e+1o+2e+2o+3o', correlation: 3 });
    // Sums of up to two of 69 basis vectors, 24 cotangents: inputs, cotangents and answers.
    expect(gradientNumbers(wide)).toEqual({ numbers: BigInt(2485 * 24 * (69 + 24 + 69)), tooMany: true });
    let answers = 0;
    const restless = withGradient(
      rowwise(() => new Array(24).fill(answers++), 'float32', 69),
      () => [],
      'float32',
      69,
      24,
    );
    expect(reasons(await judged(restless, wide))).toEqual(
      new Array(2).fill('probing the gradient takes 9661680 numbers; judge fewer copies: copies are alike'),
    );
  });
});

describe('planted faults', () => {
  const forward = rowwise(f, 'float32');
  const wrong = (row: (x: Float64Array, z: Float64Array) => readonly number[]): Implementation =>
    withGradient(forward, row, 'float32', D, OUT);
  const changed = (change: (gradient: number[], x: Float64Array, z: Float64Array) => readonly number[]) =>
    wrong((x, z) => change(g(x, z), x, z));
  let calls = 0;

  const faults: readonly (readonly [string, Implementation, string, string])[] = [
    ['no gradient at all', wrong((x) => [...x.map(() => 0)]), 'gradient', 'gradient fail'],
    ['a factor', changed((all) => all.map((one) => 3 * one)), 'gradient', 'gradient fail'],
    [
      'a sign of one component',
      changed((all) => all.map((one, i) => (i === 5 ? -one : one))),
      'gradient',
      'gradient fail',
    ],
    [
      'one order left out',
      wrong((x, z) => backwards({ ...CLAIM, orders: [1, 2] }, OWN, WEIGHTS, 'float32')(x, z)),
      'gradient',
      'gradient fail',
    ],
    [
      'the last factor alone, as if the others were constants',
      changed((all, x, z) => all.map((one, i) => one - (i === 0 ? at(x, 1) ** 2 * at(z, 0) : 0))),
      'gradient',
      'gradient fail',
    ],
    ['the sign of the cotangent', wrong((x, z) => g(x, z.map(Math.abs))), 'gradient', 'second-gradient fail'],
    [
      'clipped gradients',
      changed((all) => all.map((one) => Math.max(-0.5, Math.min(0.5, one)))),
      'gradient',
      'gradient fail',
    ],
    [
      'the gradient is added up from call to call',
      changed((all) => all.map((one) => one + calls++)),
      'not-deterministic',
      'gradient fail',
    ],
    ['a gradient of the wrong length', wrong((x) => [...x.subarray(1)]), 'wrong-shape', 'gradient fail'],
    ['no number', changed((all) => all.map((one) => one / 0 - one / 0)), 'nonfinite', 'gradient fail'],
  ];

  it.each(faults)('%s', async (_, implementation, code, outcome) => {
    const verdict = await judged(implementation);
    expect(causes(verdict), verdict.diagnosis[0]?.message).toEqual([code]);
    expect(verdict.verdict).toBe('fail');
    expect(outcomes(verdict)).toContain(outcome);
    expect(outcomes(verdict)).toContain('equivariance pass');
    for (const { message } of verdict.diagnosis) expect(message).not.toMatch(/undefined|\[object/);
  });

  it('one entry of the gradient off by a hundredth, at any entry and cotangent: 16 of 16', async () => {
    const claim = claimOf({ irreps: '0e+1o', out: '0e+1o', correlation: 3, convention: 'standard', dtype: 'float32' });
    const arrays = ownArrays(claim);
    const weights = randomWeights(arrays, 5);
    const right = rowwise(contracting(claim, arrays, weights, 'float32'), 'float32', 4);
    const slope = backwards(claim, arrays, weights, 'float32');
    for (let cell = 0; cell < 16; cell++) {
      const [i, n] = [cell % 4, Math.floor(cell / 4)];
      const bent = (x: Float64Array, z: Float64Array) =>
        slope(x, z).map((one, k) => (k === i && at(z, n) !== 0 ? one * 1.01 : one));
      const verdict = await judged(withGradient(right, bent, 'float32', 4, 4), claim);
      expect(causes(verdict), `entry ${i}, cotangent ${n}`).toEqual(['gradient']);
    }
  });
});
