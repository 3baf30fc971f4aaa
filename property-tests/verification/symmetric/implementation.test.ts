/** Implementations of symmetric contractions: correct ones in every dtype pass and show their weights, wrong ones are named. */
import { describe, expect, it } from 'vitest';
import { CONVENTIONS, conventionNamed } from '../../../src/coupling/convention.ts';
import type { Tensors } from '../../../src/tensor-file/index.ts';
import type { Implementation } from '../../../src/verification/implementation.ts';
import { FORMATS, roundToFormat } from '../../../src/verification/number-format.ts';
import type { SymmetricClaim } from '../../../src/verification/symmetric/claim.ts';
import { judgeImplementation } from '../../../src/verification/symmetric/judge-implementation.ts';
import type { Verdict } from '../../../src/verification/verdict.ts';
import { at } from '../../exact/indexing.ts';
import { contracting, ours, randomWeights, rowwise } from './contractions.ts';
import { claimOf, coupledArrays, ownArrays, randomNumbers } from './foreign-bases.ts';

const CLAIM = claimOf({ irreps: '0e+1o+2e', out: '0e+1o', correlation: 3, convention: 'standard' });
const D = 9;

const judged = (claim: SymmetricClaim, implementation: Implementation, seed = 1): Promise<Verdict> =>
  judgeImplementation(claim, implementation, { seed });

const codesOf = ({ diagnosis }: Verdict): string[] => diagnosis.map(({ code }) => code);

const OWN = ownArrays(CLAIM);
const WEIGHTS = randomWeights(OWN, 3);
const f = ours(CLAIM, WEIGHTS, 'float32');

describe('correct implementations', () => {
  it.each(['float64', 'float32', 'float16', 'bfloat16'] as const)(
    'in %s pass, and their weights are found',
    async (dtype) => {
      const verdict = await judged({ ...CLAIM, dtype }, rowwise(ours(CLAIM, WEIGHTS, dtype), dtype));
      expect(verdict.diagnosis).toEqual([]);
      expect(verdict.checks.map((check) => `${check.id} ${check.verdict}`)).toEqual([
        'contract pass',
        'determinism pass',
        'batch pass',
        'polynomial pass',
        'equivariance pass',
        'gradient skipped',
        'second-gradient skipped',
      ]);
      const precision = { float64: 1e-12, float32: 1e-4, float16: 0.3, bfloat16: 3 }[dtype];
      let weights = 0;
      for (const { order, out, weights: found } of verdict.found.weights ?? []) {
        for (const [i, weight] of found.entries()) {
          expect(Math.abs(weight - at(WEIGHTS.get(`${order}_${out}`) ?? [], i))).toBeLessThan(precision);
          weights += 1;
        }
      }
      expect(weights).toBe([...WEIGHTS.values()].flat().length);
      expect(weights).toBe(17);
    },
  );

  const small = claimOf({ irreps: '0e+1o', out: '0e+1o+2e', correlation: 3 });
  const arraysIn = new Map(CONVENTIONS.map((convention) => [convention.name, ownArrays(small, convention)]));

  it.each(CONVENTIONS)(
    'in convention $name: weights are those of the basis that is exported in it',
    async ({ name }) => {
      const claim: SymmetricClaim = { ...small, convention: name, dtype: 'float64' };
      const arrays = arraysIn.get(name) ?? new Map();
      const weights = randomWeights(arrays, 3);
      const verdict = await judged(claim, rowwise(contracting(claim, arrays, weights, 'float64'), 'float64', 4));
      expect(verdict.diagnosis).toEqual([]);
      const found = (verdict.found.weights ?? []).filter((part) => part.weights.length > 0);
      expect(new Set(found.map(({ order, out }) => `${order}_${out}`))).toEqual(new Set(weights.keys()));
      for (const { order, out, weights: numbers } of found) {
        for (const [i, weight] of numbers.entries()) {
          expect(weight).toBeCloseTo(at(weights.get(`${order}_${out}`) ?? [], i), 10);
        }
      }
    },
  );

  it('from ours in any convention and from redundant bases, with any weights: 90 seeds, never accused', async () => {
    const coupledSmall = coupledArrays(small, 'float64');
    const alarms: string[] = [];
    let redundant = 0;
    for (let seed = 1; seed <= 90; seed++) {
      const dtype = at(['float32', 'float64', 'float16', 'bfloat16'] as const, seed % 4);
      const coupled = seed % 3 === 0;
      const name = coupled ? 'e3nn' : at(CONVENTIONS, seed % CONVENTIONS.length).name;
      const arrays = coupled ? coupledSmall : (arraysIn.get(name) ?? new Map());
      const claim: SymmetricClaim = { ...small, dtype, convention: seed % 5 === 0 ? 'auto' : name };
      const product = contracting(claim, arrays, randomWeights(arrays, seed), dtype);
      const verdict = await judged(claim, rowwise(product, dtype, 4), seed);
      if (coupled) redundant += 1;
      if (verdict.verdict === 'pass') continue;
      alarms.push(`${seed} ${dtype} ${name}: ${verdict.diagnosis[0]?.message}`);
    }
    expect(alarms).toEqual([]);
    expect(redundant).toBe(30);
  }, 120_000);

  it.each(['float32', 'bfloat16'] as const)('from a redundant basis to degree 2, in %s', async (dtype) => {
    const arrays = coupledArrays(CLAIM, 'float64');
    const product = contracting(CLAIM, arrays, randomWeights(arrays, 2), dtype);
    expect(codesOf(await judged({ ...CLAIM, dtype }, rowwise(product, dtype)))).toEqual([]);
  });

  it('of one order alone, and of none at all', async () => {
    const third = claimOf({ irreps: '0e+1o+2e', out: '0e+1o', correlation: 3, orders: [3], dtype: 'float64' });
    expect(codesOf(await judged(third, rowwise(ours(third, WEIGHTS, 'float64'), 'float64')))).toEqual([]);
    expect(
      codesOf(
        await judged(
          third,
          rowwise(() => [0, 0, 0, 0], 'float64'),
        ),
      ),
    ).toEqual([]);
  });
});

describe('planted faults are named', () => {
  const altered = (change: (out: number[], x: Float64Array) => number[]) => {
    return rowwise((x) => change(f(x), x), 'float32');
  };
  let calls = 0;
  const flipped: Tensors = new Map([...OWN].map(([key, { shape, data }]) => [key, { shape, data: data.slice() }]));
  const third = flipped.get('3_1o');
  // The first entry of the first element that is not zero changes its sign at one order of its inputs: a third or a sixth of a coefficient.
  if (third !== undefined) {
    const n = at(third.shape, third.shape.length - 1);
    const place = [...third.data.keys()].find((k) => k % n === 0 && third.data[k] !== 0) ?? 0;
    third.data[place] = -at(third.data, place);
  }
  const noisy: Tensors = new Map(
    [...OWN].map(([key, { shape, data }]) => {
      const random = randomNumbers(11);
      return [key, { shape, data: data.map((value) => value * (1 + 1e-3 * random())) }];
    }),
  );
  const tf32 = (value: number): number => roundToFormat(FORMATS.tf32, value);

  const faults: readonly (readonly [string, Implementation, Partial<SymmetricClaim>, string[]])[] = [
    ['a sign in a table', rowwise(contracting(CLAIM, flipped, WEIGHTS, 'float32'), 'float32'), {}, ['not-equivariant']],
    [
      'tables off by a thousandth, in double precision',
      rowwise(contracting(CLAIM, noisy, WEIGHTS, 'float64'), 'float64'),
      { dtype: 'float64' },
      ['precision'],
    ],
    ['a bias', altered((out) => out.map((value, k) => (k === 0 ? value + 0.25 : value))), {}, ['wrong-degree']],
    [
      'a factor too many',
      altered((out, x) => out.map((value, k) => (k === 0 ? value + at(x, 0) ** 4 : value))),
      {},
      ['not-polynomial'],
    ],
    ['a nonlinearity', altered((out) => out.map(Math.tanh)), {}, ['not-polynomial']],
    ['an order that is not claimed', altered((out) => out), { orders: [1, 2] }, ['wrong-degree']],
    ['inputs rounded to TF32', rowwise((x) => f(x.map(tf32)), 'float32'), {}, ['not-polynomial']],
    [
      'components in another order',
      rowwise(ours(CLAIM, WEIGHTS, 'float32', conventionNamed('e3x')), 'float32'),
      {},
      ['basis-order'],
    ],
    [
      'irreps in another order',
      rowwise((x) => f(Float64Array.of(...x.subarray(8, 9), ...x.subarray(0, 8))), 'float32'),
      {},
      ['slots-swapped'],
    ],
    [
      'a weight table in TF32',
      rowwise(
        contracting(
          CLAIM,
          new Map([...OWN].map(([key, { shape, data }]) => [key, { shape, data: data.map(tf32) }])),
          WEIGHTS,
          'float32',
        ),
        'float32',
      ),
      {},
      ['precision'],
    ],
    ['two outputs exchanged', altered(([a = 0, b = 0, c = 0, d = 0]) => [a, c, b, d]), {}, ['not-equivariant']],
    [
      'a product of the other parity',
      altered(([a = 0, ...rest], x) => [a + at(x, 1), ...rest]),
      {},
      ['not-equivariant'],
    ],
    ['a row too short', altered((out) => out.slice(1)), {}, ['wrong-shape']],
    ['no number', altered(([a = 0, ...rest]) => [a / 0 - a / 0, ...rest]), {}, ['nonfinite']],
    ['another answer each time', altered((out) => out.map((value) => value + calls++)), {}, ['not-deterministic']],
    [
      'rows that see one another',
      {
        forward: async (x1, _x2, batch) => {
          const mean = x1.reduce((sum, value) => sum + value, 0) / Math.max(1, batch);
          return Float64Array.from(
            Array.from({ length: batch }, (_, r) =>
              f(x1.subarray(r * D, (r + 1) * D)).map((value) => value + mean),
            ).flat(),
            Math.fround,
          );
        },
        close: async () => {},
      },
      {},
      ['batch-coupled'],
    ],
  ];

  it.each(faults)('%s', async (_, implementation, claim, codes) => {
    const verdict = await judged({ ...CLAIM, ...claim }, implementation);
    expect(codesOf(verdict), verdict.diagnosis.map(({ message }) => message).join('\n')).toEqual(codes);
    expect(verdict.verdict).toBe('fail');
    for (const { message } of verdict.diagnosis) expect(message).not.toMatch(/undefined|\[object/);
  });

  it('any one entry of a table off by a tenth, at one order of its inputs: 25 of 25', async () => {
    const claim = claimOf({ irreps: '0e+1o', out: '0e+1o', correlation: 3, dtype: 'float32' });
    const arrays = ownArrays(claim);
    const products = [...arrays].filter(([key]) => !key.startsWith('1_'));
    for (let seed = 1; seed <= 25; seed++) {
      const random = randomNumbers(seed);
      const choose = <T>(list: readonly T[]): T => at(list, Math.floor(((random() + 1) / 2) * list.length));
      const [key, { shape, data }] = choose(products);
      const bent = data.slice();
      const place = choose([...data.keys()].filter((k) => data[k] !== 0));
      bent[place] = 0.9 * at(bent, place);
      const tables: Tensors = new Map([...arrays, [key, { shape, data: bent }]]);
      const product = contracting(claim, tables, randomWeights(arrays, seed), 'float32');
      expect(codesOf(await judged(claim, rowwise(product, 'float32', 4), seed)), `seed ${seed}`).toEqual([
        'not-equivariant',
      ]);
    }
  });

  it('values whose squares overflow are refused', async () => {
    const huge = rowwise((x) => [at(x, 0) * 1e200, 0, 0, 0], 'float64');
    await expect(judged({ ...CLAIM, dtype: 'float64' }, huge)).rejects.toThrow(/too large to be squared/);
  });

  it('probing that would take too many numbers is refused', async () => {
    const claim = claimOf({ irreps: '200x0e', out: '0e', correlation: 3 });
    await expect(
      judged(
        claim,
        rowwise(() => [0], 'float32', 200),
      ),
    ).rejects.toThrow(/probing takes \d+ numbers, the limit is/);
  });
});
