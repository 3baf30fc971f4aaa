/** Programs that compute symmetric contractions in a dtype, as MACE does: forward, and backward as automatic differentiation goes. */
import { type Convention, STANDARD } from '../../../src/coupling/convention.ts';
import type { Tensors } from '../../../src/tensor-file/index.ts';
import { roundToDtype } from '../../../src/verification/dtype.ts';
import type { Dtype, Implementation } from '../../../src/verification/implementation.ts';
import type { SymmetricClaim } from '../../../src/verification/symmetric/claim.ts';
import { at } from '../../exact/indexing.ts';
import { ownArrays, randomNumbers } from './foreign-bases.ts';

/** Rows one by one. */
export const rowwise = (row: (x: Float64Array) => readonly number[], dtype: Dtype, d = 9): Implementation => ({
  forward: async (x1, _x2, batch) =>
    Float64Array.from(Array.from({ length: batch }, (_, r) => row(x1.subarray(r * d, (r + 1) * d))).flat(), (value) =>
      roundToDtype(value, dtype),
    ),
  close: async () => {},
});

export type Weights = ReadonlyMap<string, readonly number[]>;

export function randomWeights(arrays: Tensors, seed: number): Weights {
  const random = randomNumbers(seed);
  return new Map(
    [...arrays].map(([key, { shape }]) => [key, Array.from({ length: at(shape, shape.length - 1) }, random)]),
  );
}

/** The tensor Σ w U of each array, summed in the dtype. */
function weighted(arrays: Tensors, weights: Weights, round: (value: number) => number): Map<string, Float64Array> {
  return new Map(
    [...arrays].map(([key, { shape, data }]) => {
      const n = at(shape, shape.length - 1);
      const own = weights.get(key) ?? [];
      const values = new Float64Array(data.length / n);
      for (let place = 0; place < values.length; place++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum = round(sum + round(round(at(data, place * n + j)) * round(at(own, j))));
        values[place] = sum;
      }
      return [key, values];
    }),
  );
}

/** A tensor contracted with x input by input, the last first: every stage, in the dtype. */
function stages(tensor: Float64Array, x: Float64Array, outputs: number, round: (value: number) => number) {
  const all = [tensor];
  let values = tensor;
  while (values.length > outputs) {
    const shorter = new Float64Array(values.length / x.length);
    for (let place = 0; place < shorter.length; place++) {
      let sum = 0;
      for (const [i, number] of x.entries()) {
        if (number !== 0) sum = round(sum + round(at(values, place * x.length + i) * number));
      }
      shorter[place] = sum;
    }
    values = shorter;
    all.push(values);
  }
  return all;
}

/** The arrays of each output irrep, with the place of its components in the output vector. */
function* termsOf(claim: SymmetricClaim, tensors: ReadonlyMap<string, Float64Array>) {
  let start = 0;
  for (const { l, p } of claim.out) {
    for (const order of claim.orders) {
      const tensor = tensors.get(`${order}_${l}${p === 1 ? 'e' : 'o'}`);
      if (tensor !== undefined) yield { start, outputs: 2 * l + 1, tensor };
    }
    start += 2 * l + 1;
  }
}

/** The tensors, contracted input by input in the dtype: as MACE does. */
export function contracting(claim: SymmetricClaim, arrays: Tensors, weights: Weights, dtype: Dtype) {
  const round = (value: number): number => roundToDtype(value, dtype);
  const tensors = weighted(arrays, weights, round);
  const length = claim.out.reduce((sum, { l }) => sum + 2 * l + 1, 0);
  return (x: Float64Array): number[] => {
    const result = new Array<number>(length).fill(0);
    for (const { start, outputs, tensor } of termsOf(claim, tensors)) {
      const values = stages(tensor, x, outputs, round).at(-1) ?? new Float64Array(0);
      for (const [m, value] of values.entries()) result[start + m] = round(at(result, start + m) + value);
    }
    return result;
  };
}

/** The gradient of Σ cotangent·f(x), stage by stage backwards, in the dtype. */
export function backwards(claim: SymmetricClaim, arrays: Tensors, weights: Weights, dtype: Dtype) {
  const round = (value: number): number => roundToDtype(value, dtype);
  const tensors = weighted(arrays, weights, round);
  return (x: Float64Array, cotangent: Float64Array): number[] => {
    const gradient = new Array<number>(x.length).fill(0);
    for (const { start, outputs, tensor } of termsOf(claim, tensors)) {
      let bar: Float64Array = cotangent.slice(start, start + outputs);
      for (const values of stages(tensor, x, outputs, round).slice(0, -1).toReversed()) {
        const longer = new Float64Array(values.length);
        for (const [place, value] of values.entries()) {
          const [row, i] = [Math.floor(place / x.length), place % x.length];
          gradient[i] = round(at(gradient, i) + round(value * at(bar, row)));
          longer[place] = round(at(bar, row) * at(x, i));
        }
        bar = longer;
      }
    }
    return gradient;
  };
}

/** A forward pass by rows with a gradient by rows. */
export const withGradient = (
  forward: Implementation,
  row: (x: Float64Array, cotangent: Float64Array) => readonly number[],
  dtype: Dtype,
  d: number,
  outputs: number,
): Implementation => ({
  ...forward,
  vjp: async (x1, _x2, cotangent, batch) => {
    const rows = Array.from({ length: batch }, (_, r) =>
      row(x1.subarray(r * d, (r + 1) * d), cotangent.subarray(r * outputs, (r + 1) * outputs)),
    );
    return { x1: Float64Array.from(rows.flat(), (value) => roundToDtype(value, dtype)), x2: new Float64Array(0) };
  },
});

/** A correct one from our basis. */
export const ours = (claim: SymmetricClaim, weights: Weights, dtype: Dtype, convention: Convention = STANDARD) =>
  contracting(claim, ownArrays(claim, convention), weights, dtype);
