/** Tensors with three slots over sums of surds, and matrices acting on their slots. */
import { addSurdSums, isZeroSum, multiplySurdSums, type SurdSum } from '../../src/exact/surd-sum.ts';

/** Values in row-major order; `sizes` are the dimensions 2ℓ+1 of the slots. */
export interface Tensor {
  readonly sizes: readonly [number, number, number];
  readonly values: readonly SurdSum[];
}

/** The tensor with the given entries at orders −ℓ…ℓ. */
export function tensorOf(
  [l1, l2, l3]: readonly [number, number, number],
  entry: (m1: number, m2: number, m3: number) => SurdSum,
): Tensor {
  const values: SurdSum[] = [];
  for (let m1 = -l1; m1 <= l1; m1++) {
    for (let m2 = -l2; m2 <= l2; m2++) {
      for (let m3 = -l3; m3 <= l3; m3++) values.push(entry(m1, m2, m3));
    }
  }
  return { sizes: [2 * l1 + 1, 2 * l2 + 1, 2 * l3 + 1], values };
}

/** The tensor with slot 0, 1 or 2 multiplied by a square matrix [to][from]. */
export function actOnOne({ sizes, values }: Tensor, slot: number, matrix: readonly (readonly SurdSum[])[]): Tensor {
  const size = sizes[slot] ?? 1;
  const stride = sizes.slice(slot + 1).reduce((product, n) => product * n, 1);
  const image = values.map((_, index): SurdSum => {
    const to = Math.floor(index / stride) % size;
    const start = index - to * stride;
    let sum: SurdSum = [];
    for (let from = 0; from < size; from++) {
      const value = values[start + from * stride] ?? [];
      const entry = matrix[to]?.[from] ?? [];
      if (!isZeroSum(value) && !isZeroSum(entry)) sum = addSurdSums(sum, multiplySurdSums(entry, value));
    }
    return sum;
  });
  return { sizes, values: image };
}

/** All three slots multiplied by the matrix of their degree. */
export const actOn = (tensor: Tensor, matrix: (l: number) => readonly (readonly SurdSum[])[]): Tensor =>
  tensor.sizes.reduce((image, size, slot) => actOnOne(image, slot, matrix((size - 1) / 2)), tensor);
