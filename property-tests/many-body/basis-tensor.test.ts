/** The dense arrays: every number the nearest float of the exact one, symmetric, in every convention a reordering and a scale of ours. */
import { describe, expect, it } from 'vitest';
import { basisOrder, CONVENTIONS, type Convention, conventionNamed, STANDARD } from '../../src/coupling/convention.ts';
import { surdToFloat32, surdToFloat64 } from '../../src/exact/float.ts';
import { multiplySurds, surd } from '../../src/exact/surd.ts';
import { type Irreps, irrepsDimension, parseIrrep, parseIrreps } from '../../src/irreps/index.ts';
import { basisTensor, distinctOrderings, inputPlaces } from '../../src/many-body/basis-tensor.ts';
import { basisMaker } from '../../src/many-body/symmetric-basis.ts';
import type { Tensor } from '../../src/tensor-file/tensor.ts';
import { at } from '../exact/indexing.ts';
import { tuples } from './weights.ts';

const made = (
  irreps: Irreps,
  order: number,
  out: string,
  convention: Convention,
  dtype: 'float64' | 'float32',
): Tensor => {
  const elements = [...basisMaker(irreps).elements(order, parseIrrep(out))];
  return basisTensor(irreps, order, parseIrrep(out), elements, convention, dtype);
};

/** Row-major index of [m, inputs…, element]. */
const indexIn = ({ shape }: Tensor, ...place: number[]): number =>
  place.reduce((index, value, axis) => index * at(shape, axis) + value, 0);

describe('the array of 0e+1o+2e, three factors into 2e', () => {
  const irreps = parseIrreps('0e+1o+2e');
  const elements = [...basisMaker(irreps).elements(3, parseIrrep('2e'))];

  it.each([
    ['float64', surdToFloat64],
    ['float32', surdToFloat32],
  ] as const)('holds the nearest %s of every entry at every ordering, and zeros', (dtype, nearest) => {
    const tensor = made(irreps, 3, '2e', STANDARD, dtype);
    expect(tensor.shape).toEqual([5, 9, 9, 9, elements.length]);
    const expected = new Map<number, number>();
    for (const [n, { entries }] of elements.entries()) {
      for (const { m, inputs, value } of entries) {
        for (const ordering of distinctOrderings(inputs)) {
          expected.set(indexIn(tensor, m + 2, ...ordering, n), nearest(value));
        }
      }
    }
    expect(expected.size).toBeGreaterThan(300);
    const wrong = [...tensor.data].findIndex((number, i) => number !== (expected.get(i) ?? 0));
    expect(wrong).toBe(-1);
  });

  it('is symmetric in its inputs, bit for bit', () => {
    const tensor = made(irreps, 3, '2e', STANDARD, 'float64');
    let compared = 0;
    for (const [i, j, k] of tuples(3, 9)) {
      if (i === undefined || j === undefined || k === undefined) continue;
      for (let m = 0; m < 5; m++) {
        for (let n = 0; n < elements.length; n++) {
          const value = tensor.data[indexIn(tensor, m, i, j, k, n)];
          for (const other of [indexIn(tensor, m, j, i, k, n), indexIn(tensor, m, i, k, j, n)]) {
            if (value !== tensor.data[other]) expect.fail(`${m} ${i} ${j} ${k} ${n}`);
            compared += 1;
          }
        }
      }
    }
    expect(compared).toBe(2 * 9 ** 3 * 5 * elements.length);
  });
});

describe('conventions', () => {
  it.each(CONVENTIONS)('$name: entry for entry ours, reordered and scaled', (convention) => {
    const irreps = parseIrreps('1o+0e+2e');
    const elements = [...basisMaker(irreps).elements(2, parseIrrep('1o'))];
    const tensor = basisTensor(irreps, 2, parseIrrep('1o'), elements, convention, 'float64');
    const scale = convention.coupling === 'component' ? surd(1, 3n, 1n) : surd(1, 1n, 1n);
    // Their vector: for each irrep of the list their m in their order; ours has m ascending.
    const starts = [0, 3, 4];
    const theirs = [1, 0, 2].flatMap((l, i) => basisOrder(convention, l).map((m) => at(starts, i) + l + m));
    const outputs = basisOrder(convention, 1);
    let nonZeros = 0;
    for (const [row, m] of outputs.entries()) {
      for (const [a, b] of tuples(2, 9)) {
        if (a === undefined || b === undefined) continue;
        const inputs = [at(theirs, a), at(theirs, b)].sort((x, y) => x - y).join();
        for (const [n, element] of elements.entries()) {
          const entry = element.entries.find(
            (candidate) => candidate.m === m && [...candidate.inputs].sort((x, y) => x - y).join() === inputs,
          );
          const expected = entry === undefined ? 0 : surdToFloat64(multiplySurds(entry.value, scale));
          expect(tensor.data[indexIn(tensor, row, a, b, n)]).toBe(expected);
          if (expected !== 0) nonZeros += 1;
        }
      }
    }
    expect(nonZeros).toBeGreaterThan(20);
  });

  it('copies stand one after another, and m outside where the layout says so', () => {
    const irreps = parseIrreps('2x1o+0e');
    expect(inputPlaces(irreps, STANDARD)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(inputPlaces(irreps, conventionNamed('cuequivariance'))).toEqual([0, 2, 4, 1, 3, 5, 6]);
    expect(inputPlaces(irreps, conventionNamed('e3x'))).toEqual([1, 2, 0, 4, 5, 3, 6]);
    for (const convention of CONVENTIONS) {
      const places = inputPlaces(irreps, convention).sort((a, b) => a - b);
      expect(places).toEqual(Array.from({ length: irrepsDimension(irreps) }, (_, i) => i));
    }
  });

  it('the distinct orderings of a list are as many as multinomials say', () => {
    expect([...distinctOrderings([1, 1, 2])]).toEqual([
      [1, 1, 2],
      [1, 2, 1],
      [2, 1, 1],
    ]);
    expect([...distinctOrderings([3, 3, 5, 5, 7])]).toHaveLength(30);
    expect([...distinctOrderings([])]).toEqual([[]]);
  });
});
