/** Bases of symmetric contractions: correct ones pass and are converted; those that are none are refused. Wrong ones: basis-faults.test.ts. */
import { describe, expect, it } from 'vitest';
import { CONVENTIONS, conventionNamed } from '../../../src/coupling/convention.ts';
import { RequestError } from '../../../src/errors.ts';
import type { Tensors } from '../../../src/tensor-file/index.ts';
import { readManifest } from '../../../src/verification/manifest.ts';
import type { SymmetricClaim } from '../../../src/verification/symmetric/claim.ts';
import type { ConversionArray } from '../../../src/verification/symmetric/conversion.ts';
import type { BasisJudgement } from '../../../src/verification/symmetric/judge-basis.ts';
import { at } from '../../exact/indexing.ts';
import {
  COPIES,
  changed,
  claimOf,
  codesOf,
  contraction,
  coupledArrays,
  judged,
  MACE,
  mixed,
  ownArrays,
  randomNumbers,
} from './foreign-bases.ts';

/** The largest |M − expected| over its stated error. */
function deviation({ matrix, error, theirs }: ConversionArray, expected: (i: number, j: number) => number): number {
  return matrix.reduce((most, value, place) => {
    const [i, j] = [Math.floor(place / theirs), place % theirs];
    return Math.max(most, Math.abs(value - expected(i, j)) / at(error, j));
  }, 0);
}

const arraysOf = ({ conversion }: BasisJudgement): readonly ConversionArray[] => conversion?.arrays ?? [];

describe('our own basis', () => {
  const cases = CONVENTIONS.flatMap((convention) =>
    (['float32', 'float64'] as const).map((dtype) => [convention.name, dtype] as const),
  );
  it.each(cases)('in convention %s and %s passes, and M is the identity within its stated error', (name, dtype) => {
    let entries = 0;
    for (const claim of [MACE, COPIES]) {
      const tensors = ownArrays(claim, conventionNamed(name), dtype);
      const judgement = judged({ ...claim, convention: name }, tensors);
      expect(judgement.verdict.diagnosis).toEqual([]);
      for (const array of arraysOf(judgement)) {
        expect(array.ours).toBe(array.theirs);
        expect(deviation(array, (i, j) => (i === j ? 1 : 0))).toBeLessThan(1);
        expect(Math.max(...array.error)).toBeLessThan(dtype === 'float64' ? 1e-13 : 1e-6);
        entries += array.matrix.length;
      }
    }
    expect(entries).toBeGreaterThan(1 + 1 + 16 + 9 + 64 + 144);
  });

  it('has the counts of the issue', () => {
    const { verdict } = judged(MACE, ownArrays(MACE));
    expect(
      verdict.found.maps?.map(({ order, out, canonical, independent }) => [order, out, canonical, independent]),
    ).toEqual([
      [1, '0e', 1, 1],
      [1, '1o', 1, 1],
      [2, '0e', 4, 4],
      [2, '1o', 3, 3],
      [3, '0e', 8, 8],
      [3, '1o', 12, 12],
    ]);
  });

  it('in an open convention is found to be in one that orders alike', () => {
    for (const [name, found] of [
      ['e3nn', 'standard'],
      ['e3x', 'e3x'],
    ] as const) {
      const { verdict } = judged(MACE, ownArrays(MACE, conventionNamed(name)));
      expect([verdict.verdict, verdict.found.convention]).toEqual(['pass', found]);
    }
  });
});

describe('correct bases that others could have made', () => {
  it('invertible mixtures of ours: 200 seeds, never accused, the mixture recovered', () => {
    const claim = claimOf({ irreps: '0e+1o+2e', out: '0e+1o', correlation: 3 });
    const own = new Map(CONVENTIONS.map((convention) => [convention.name, ownArrays(claim, convention)]));
    let arrays = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const random = randomNumbers(seed);
      const { name } = at(CONVENTIONS, seed % CONVENTIONS.length);
      const dtype = seed % 2 === 0 ? 'float32' : 'float64';
      const mixtures = new Map<string, number[][]>();
      const tensors: Tensors = new Map();
      for (const [key, tensor] of own.get(name) ?? []) {
        const n = at(tensor.shape, tensor.shape.length - 1);
        // Diagonally heavy, so that no mixture is singular by chance; columns of sizes far apart.
        const matrix = Array.from({ length: n }, (_, i) =>
          Array.from({ length: n }, (_unused, j) => (random() + (i === j ? n : 0)) * 10 ** (j - 2)),
        );
        mixtures.set(key, matrix);
        tensors.set(key, mixed(tensor, matrix, dtype));
      }
      const judgement = judged({ ...claim, convention: name }, tensors);
      expect(judgement.verdict.diagnosis, `seed ${seed}`).toEqual([]);
      for (const array of arraysOf(judgement)) {
        // The test's own sums in float64 come on top in the dtype float64.
        const limit = dtype === 'float32' ? 1 : 2;
        const expected = (i: number, j: number): number => at(at(mixtures.get(array.key) ?? [], i), j);
        expect(deviation(array, expected), `seed ${seed}, ${array.key}`).toBeLessThan(limit);
        arrays += 1;
      }
    }
    expect(arrays).toBe(200 * 6);
  });

  it.each(['float32', 'float64'] as const)(
    'coupled path by path, 86 elements where 29 are independent: weights carry over (%s)',
    (dtype) => {
      const claim: SymmetricClaim = { ...MACE, convention: 'e3nn', symmetry: 'by-use', redundancy: 'allowed' };
      const tensors = coupledArrays(claim, dtype);
      const judgement = judged(claim, tensors);
      expect(judgement.verdict.diagnosis).toEqual([]);
      expect(judgement.verdict.checks.find(({ id }) => id === 'span')).toMatchObject({
        evidence: { canonical: 29, given: 86, independent: 29, redundant: 57 },
      });
      const own = ownArrays(claim, conventionNamed('e3nn'));
      const random = randomNumbers(5);
      let compared = 0;
      for (const { key, order, matrix, ours, theirs } of arraysOf(judgement)) {
        const [theirTensor, ourTensor] = [tensors.get(key), own.get(key)];
        if (theirTensor === undefined || ourTensor === undefined) throw new Error(`no array ${key}`);
        const weights = Float64Array.from({ length: theirs }, random);
        const carried = Float64Array.from({ length: ours }, (_, i) =>
          weights.reduce((sum, weight, j) => sum + at(matrix, i * theirs + j) * weight, 0),
        );
        const x = Array.from({ length: 16 }, random);
        const theirValues = contraction(theirTensor, weights, x, order);
        const ourValues = contraction(ourTensor, carried, x, order);
        const size = Math.max(...theirValues.map(Math.abs));
        for (const [m, value] of theirValues.entries()) {
          expect(Math.abs(value - at(ourValues, m)) / size).toBeLessThan(dtype === 'float64' ? 1e-12 : 1e-5);
          compared += 1;
        }
      }
      expect(compared).toBe(3 * (1 + 3));
    },
  );

  it('a basis in another scale is no fault: M says which', () => {
    const tensors: Tensors = new Map(
      [...ownArrays(MACE)].map(([key, { shape, data }]) => [key, { shape, data: data.map((value) => 8 * value) }]),
    );
    const judgement = judged(MACE, tensors);
    expect(codesOf(judgement)).toEqual([]);
    for (const array of arraysOf(judgement)) expect(deviation(array, (i, j) => (i === j ? 8 : 0))).toBeLessThan(1);
  });

  it('scalars may lack their first axis, as in MACE', () => {
    const tensors: Tensors = new Map(
      [...ownArrays(MACE)].map(([key, { shape, data }]) => [
        key,
        { shape: shape[0] === 1 ? shape.slice(1) : shape, data },
      ]),
    );
    expect(codesOf(judged(MACE, tensors))).toEqual([]);
  });
});

describe('edges', () => {
  it('an array without elements lacks them all; features of one scalar; numbers far apart in size', () => {
    const none = changed('2_1o', ({ shape }) => ({ shape: [...shape.slice(0, -1), 0], data: new Float64Array(0) }));
    const judgement = judged(MACE, none);
    expect(codesOf(judgement)).toEqual(['basis-missing']);
    expect(judgement.verdict.found.maps?.[3]).toMatchObject({ canonical: 3, given: 0, independent: 0 });
    const scalar = claimOf({ irreps: '0e', out: '0e', correlation: 4 });
    expect(codesOf(judged(scalar, ownArrays(scalar)))).toEqual([]);
    const large = changed('2_1o', ({ shape, data }) => ({ shape, data: data.map((value) => value * 1e100) }));
    expect(codesOf(judged(MACE, large))).toEqual([]);
  });
});

describe('orders', () => {
  it('that are named are all that is asked for', () => {
    const claim = claimOf({ irreps: '0e+1o', out: '0e+1o', correlation: 3, orders: [3] });
    const all = ownArrays(claimOf({ irreps: '0e+1o', out: '0e+1o', correlation: 3 }));
    const third: Tensors = new Map([...all].filter(([key]) => key.startsWith('3_')));
    const { verdict } = judged(claim, third);
    expect(verdict.diagnosis).toEqual([]);
    expect(verdict.found.maps?.map(({ order, out, given }) => [order, out, given])).toEqual([
      [3, '0e', 2],
      [3, '1o', 2],
    ]);
    expect(() => judged(claim, all)).toThrow(/got "1_0e"/);
  });
});

describe('refused before any work', () => {
  const scaled = (factor: number): Tensors =>
    changed('2_0e', ({ shape, data }) => ({ shape, data: data.map((value) => value * factor) }));

  it.each<[string, Tensors, RegExp]>([
    ['numbers whose squares overflow', scaled(1e200), /2_0e: element 0 has numbers of the size 1e\+200, the limits/],
    ['elements whose squares vanish', scaled(1e-200), /2_0e: element 0 .*scale it/],
    ['no array', new Map(), /basis\.npz: expected the arrays "1_0e", "1_1o"/],
    [
      'an array of another output',
      new Map([...ownArrays(MACE), ['3_2e', at([...ownArrays(MACE).values()], 0)]]),
      /got "3_2e"/,
    ],
  ])('%s', (_, tensors, says) => {
    expect(() => judged(MACE, tensors)).toThrow(RequestError);
    expect(() => judged(MACE, tensors)).toThrow(says);
  });

  it.each<[object, RegExp]>([
    [{ irreps: '0e+1x' }, /m\.json: irreps: irreps "0e\+1x", column 6/],
    [{ out: '2x0e' }, /m\.json: out: output irreps: expected each once/],
    [{ correlation: 0 }, /correlation: .*1/],
    [{ correlation: 7 }, /correlation: .*6/],
    [{ correlation: 2.5 }, /correlation: /],
    [{ orders: [1, 3] }, /orders: expected at most correlation = 2, got 3/],
    [{ orders: [] }, /orders: /],
    [{ orders: [2, 2] }, /orders: expected each order once/],
    [{ left: '0e' }, /left: unknown key; expected name, irreps, out, operation, correlation/],
    [{ symmetry: 'maybe' }, /symmetry: /],
    [{ runner: { type: 'tensor', path: 'a.npz', key: 'a' } }, /runner\.key: unknown key; expected type, path$/],
  ])('a manifest with %j', (fields, says) => {
    const read = (): unknown => {
      const text = JSON.stringify({
        operation: 'symmetric-contraction',
        irreps: '0e+1o',
        out: '0e',
        correlation: 2,
        ...fields,
      });
      return readManifest(new TextEncoder().encode(text), 'm.json');
    };
    expect(read).toThrow(RequestError);
    expect(read).toThrow(says);
  });
});
