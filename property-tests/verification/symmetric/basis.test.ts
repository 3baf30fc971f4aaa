/** Bases of symmetric contractions: correct ones pass and are converted, wrong ones are named. */
import { describe, expect, it } from 'vitest';
import { CONVENTIONS, conventionNamed, STANDARD } from '../../../src/coupling/convention.ts';
import { RequestError } from '../../../src/errors.ts';
import type { Tensor, Tensors } from '../../../src/tensor-file/index.ts';
import { readManifest } from '../../../src/verification/manifest.ts';
import type { SymmetricClaim } from '../../../src/verification/symmetric/claim.ts';
import type { ConversionArray } from '../../../src/verification/symmetric/conversion.ts';
import type { BasisJudgement } from '../../../src/verification/symmetric/judge-basis.ts';
import { SYMMETRIC_CODES } from '../../../src/verification/verdict.ts';
import { at } from '../../exact/indexing.ts';
import {
  claimOf,
  codesOf,
  contraction,
  coupledArrays,
  judged,
  MACE,
  mixed,
  ownArrays,
  randomNumbers,
  stored,
} from './foreign-bases.ts';

const COPIES = claimOf({ irreps: '2x1o+0e+2x2e', out: '1o+0e+2o', correlation: 2 });

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

/** Changes one array, its numbers copied. */
const changed = (
  key: string,
  change: (tensor: Tensor, n: number) => Tensor,
  from: Tensors = ownArrays(MACE),
): Tensors => {
  const tensor = from.get(key);
  if (tensor === undefined) throw new Error(`no array ${key}`);
  const { shape, data } = tensor;
  return new Map([...from, [key, change({ shape, data: data.slice() }, at(shape, shape.length - 1))]]);
};

const without = (tensor: Tensor, element: number): Tensor => {
  const n = at(tensor.shape, tensor.shape.length - 1);
  const rows = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n - 1 }, (_unused, j) => (i === (j < element ? j : j + 1) ? 1 : 0)),
  );
  return mixed(tensor, rows, 'float64');
};

/** Row-major place of [m, i, j, k, element] in an array of order 3 over 16 inputs. */
const place = (n: number, m: number, i: number, j: number, k: number, element: number): number =>
  (((m * 16 + i) * 16 + j) * 16 + k) * n + element;

describe('planted faults are named', () => {
  const faults: readonly (readonly [string, () => Tensors, Partial<SymmetricClaim>, string[]])[] = [
    ['an element left out', () => changed('3_1o', (tensor) => without(tensor, 4)), {}, ['basis-missing']],
    [
      'an array left out',
      () => {
        const tensors = ownArrays(MACE);
        tensors.delete('2_0e');
        return tensors;
      },
      {},
      ['basis-missing'],
    ],
    [
      'an element twice, another left out',
      () =>
        changed('3_1o', (tensor, n) => {
          for (let at = 0; at < tensor.data.length; at += n) tensor.data[at + 7] = tensor.data[at + 2] ?? 0;
          return tensor;
        }),
      {},
      ['basis-missing', 'basis-redundant'],
    ],
    [
      'a redundant copy, turned round and scaled',
      () =>
        changed('3_0e', (tensor, n) =>
          mixed(
            tensor,
            Array.from({ length: n }, (_, i) => [
              ...Array.from({ length: n }, (_u, j) => (i === j ? 1 : 0)),
              i === 3 ? -2 : 0,
            ]),
            'float64',
          ),
        ),
      {},
      ['basis-redundant'],
    ],
    [
      'an element of zeros',
      () =>
        changed('3_0e', (tensor, n) => {
          for (let at = 0; at < tensor.data.length; at += n) tensor.data[at] = 0;
          return tensor;
        }),
      {},
      ['basis-missing', 'basis-redundant'],
    ],
    [
      'a flipped sign at every order of its inputs',
      () =>
        changed('3_1o', (tensor, n) => {
          const element =
            Array.from({ length: n }, (_, e) => e).find((e) => tensor.data[place(n, 1, 0, 2, 0, e)] !== 0) ?? 0;
          for (const where of [
            place(n, 1, 0, 0, 2, element),
            place(n, 1, 0, 2, 0, element),
            place(n, 1, 2, 0, 0, element),
          ]) {
            tensor.data[where] = -(tensor.data[where] ?? 0);
          }
          return tensor;
        }),
      {},
      ['not-equivariant'],
    ],
    [
      'one entry of an element, at one order of its inputs',
      () =>
        changed('2_0e', (tensor, n) => {
          const where = (1 * 16 + 2) * n;
          tensor.data[where] = (tensor.data[where] ?? 0) + 1e-3;
          const back = (2 * 16 + 1) * n;
          tensor.data[back] = (tensor.data[back] ?? 0) - 1e-3;
          return tensor;
        }),
      {},
      ['not-symmetric'],
    ],
    [
      'noise of a thousandth',
      () =>
        changed('3_1o', (tensor) => {
          const random = randomNumbers(9);
          return { shape: tensor.shape, data: tensor.data.map((value) => value * (1 + 1e-3 * random())) };
        }),
      { symmetry: 'by-use' },
      ['not-equivariant'],
    ],
    [
      'noise of a thousandth in float32',
      () =>
        changed(
          '2_1o',
          (tensor) => {
            const random = randomNumbers(9);
            return {
              shape: tensor.shape,
              data: stored(
                tensor.data.map((value) => value * (1 + 1e-3 * random())),
                'float32',
              ),
            };
          },
          ownArrays(MACE, STANDARD, 'float32'),
        ),
      { symmetry: 'by-use' },
      ['not-equivariant'],
    ],
    [
      'the order of another convention',
      () => ownArrays(MACE, conventionNamed('e3x')),
      { convention: 'e3nn' },
      ['basis-order'],
    ],
    [
      'irreps in another order',
      () => ownArrays({ ...MACE, irreps: claimOf({ irreps: '3o+0e+2e+1o', out: '0e', correlation: 1 }).irreps }),
      {},
      ['slots-swapped'],
    ],
    [
      'single precision where double is claimed',
      () => ownArrays(MACE, STANDARD, 'float32'),
      { dtype: 'float64' },
      ['precision'],
    ],
    [
      'a product of the other parity',
      () =>
        changed('2_1o', (tensor, n) => {
          // The product of x_y with itself is even: no part of a map into 1o.
          tensor.data[(1 * 16 + 1) * n] = 0.5;
          return tensor;
        }),
      {},
      ['parity-violated'],
    ],
    [
      'a shape that is none',
      () => changed('2_1o', ({ data }, n) => ({ shape: [16, 3, 16, n], data })),
      {},
      ['wrong-shape'],
    ],
    [
      'a number that is none',
      () =>
        changed('3_0e', (tensor) => {
          tensor.data[100] = Number.NaN;
          return tensor;
        }),
      {},
      ['nonfinite'],
    ],
    [
      'elements so nearly dependent that float32 cannot tell',
      () =>
        changed(
          '2_1o',
          (tensor, n) =>
            mixed(
              tensor,
              Array.from({ length: n }, (_, i) => [i === 0 ? 1 : 0, i === 0 ? 1 : i === 1 ? 2e-6 : 0, i === 2 ? 1 : 0]),
              'float32',
            ),
          ownArrays(MACE, STANDARD, 'float32'),
        ),
      {},
      ['basis-undecided'],
    ],
  ];

  it.each(faults)('%s', (_, plant, claim, codes) => {
    const judgement = judged({ ...MACE, ...claim }, plant());
    expect(codesOf(judgement), judgement.verdict.diagnosis.map(({ message }) => message).join('\n')).toEqual(codes);
    expect(judgement.verdict.verdict).toBe('fail');
    for (const { message } of judgement.verdict.diagnosis) expect(message).not.toMatch(/undefined|\[object/);
  });

  it('every code that is about bases alone is among them', () => {
    const named = new Set(faults.flatMap(([, , , codes]) => codes));
    const ofBases = SYMMETRIC_CODES.filter((code) => code.startsWith('basis-') || code === 'not-symmetric');
    expect(ofBases).toHaveLength(4);
    expect(ofBases.filter((code) => !named.has(code))).toEqual([]);
  });

  it('every single element left out is missed by name, at every order', () => {
    const own = ownArrays(MACE);
    let missed = 0;
    for (const [key, { shape }] of own) {
      const n = at(shape, shape.length - 1);
      for (let element = 0; n > 1 && element < n; element++) {
        const { verdict } = judged(
          MACE,
          changed(key, (tensor) => without(tensor, element), own),
        );
        expect(verdict.diagnosis.map(({ code }) => code)).toEqual(['basis-missing']);
        expect(verdict.diagnosis[0]?.where).toMatchObject({
          independent: n - 1,
          elements: [expect.stringMatching(/^\d[eo]@\d/)],
        });
        missed += 1;
      }
    }
    expect(missed).toBe(4 + 3 + 8 + 12);
  });

  it('copies laid out the other way', () => {
    const tensors = ownArrays(COPIES, conventionNamed('cuequivariance'));
    expect(codesOf(judged({ ...COPIES, convention: 'e3nn' }, tensors))).toEqual(['layout']);
    expect(codesOf(judged({ ...COPIES, convention: 'cuequivariance' }, tensors))).toEqual([]);
  });

  it('what is not symmetric is said, and its symmetrisation judged', () => {
    const judgement = judged({ ...MACE, redundancy: 'allowed' }, coupledArrays(MACE, 'float64'));
    expect(codesOf(judgement)).toEqual(['not-symmetric']);
    expect(judgement.verdict.checks.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'contract pass',
      'symmetry fail',
      'equivariance pass',
      'span pass',
    ]);
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
