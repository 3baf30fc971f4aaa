/** Faults planted in bases of symmetric contractions: each is named, with its place. */
import { describe, expect, it } from 'vitest';
import { conventionNamed, STANDARD } from '../../../src/coupling/convention.ts';
import type { Tensor, Tensors } from '../../../src/tensor-file/index.ts';
import type { SymmetricClaim } from '../../../src/verification/symmetric/claim.ts';
import { SYMMETRIC_CODES } from '../../../src/verification/verdict.ts';
import { at } from '../../exact/indexing.ts';
import {
  COPIES,
  changed,
  claimOf,
  codesOf,
  coupledArrays,
  judged,
  MACE,
  mixed,
  ownArrays,
  randomNumbers,
  stored,
} from './foreign-bases.ts';

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
