/**
 * Symmetric maps from ν inputs, each number once. An array U [2ℓ+1, d, …, d, n] acts on equal inputs by its symmetrisation S, the mean
 * over all orderings of the inputs: S is kept as [2ℓ+1, multisets of inputs, n], in our order of components, and of U − S the norm.
 */
import { distinctOrderings } from '../../many-body/basis-tensor.ts';
import { ascendingSequences } from '../../many-body/content.ts';
import type { Tensor } from '../../tensor-file/index.ts';

/** The multisets of ν out of d inputs, as ascending sequences in lexicographic order. */
export interface Multisets {
  readonly order: number;
  readonly dimension: number;
  readonly list: readonly (readonly number[])[];
  /** in how many orders the inputs of each can stand */
  readonly orderings: Float64Array;
  /** where the multiset of these inputs, in any order, stands. @throws RangeError for none of them */
  indexOf(inputs: readonly number[]): number;
}

export function multisetsOf(order: number, dimension: number): Multisets {
  const list = [...ascendingSequences(order, dimension)];
  const places = new Map(list.map((inputs, i) => [inputs.join(), i]));
  return {
    order,
    dimension,
    list,
    orderings: Float64Array.from(list, (inputs) => [...distinctOrderings(inputs)].length),
    indexOf(inputs) {
      const place = places.get(inputs.toSorted((a, b) => a - b).join());
      if (place === undefined) throw new RangeError(`no ${order} of ${dimension} inputs: ${inputs.join()}`);
      return place;
    },
  };
}

/** Where our components stand in a foreign array: `out[m + ℓ]` on its first axis, `inputs[i]` on each input axis. */
export interface Places {
  readonly out: readonly number[];
  readonly inputs: readonly number[];
}

export interface PackedMaps {
  readonly multisets: Multisets;
  /** n */
  readonly elements: number;
  /** [2ℓ+1, multisets, n] */
  readonly values: Float64Array;
  /** for each element the norm of U over all entries */
  readonly norms: Float64Array;
  /** the norm of U − S */
  readonly asymmetry: Float64Array;
  /** the multiset where U − S is largest, and its m + ℓ */
  readonly asymmetric: readonly { readonly row: number; readonly multiset: number; readonly size: number }[];
}

/** @param tensor of shape [2ℓ+1, d, …, d, n], or without the first axis where it would be 1 */
export function packMaps({ data, shape }: Tensor, places: Places, multisets: Multisets): PackedMaps {
  const elements = shape.at(-1) ?? 0;
  const { list, dimension, order } = multisets;
  const values = new Float64Array(places.out.length * list.length * elements);
  const norms = new Float64Array(elements);
  const asymmetry = new Float64Array(elements);
  const asymmetric = Array.from({ length: elements }, () => ({ row: 0, multiset: 0, size: 0 }));
  for (const [multiset, inputs] of list.entries()) {
    const orderings = [...distinctOrderings(inputs)].map((ordering) =>
      ordering.reduce((at, input) => at * dimension + (places.inputs[input] ?? 0), 0),
    );
    for (const [row, outPlace] of places.out.entries()) {
      const starts = orderings.map((at) => (outPlace * dimension ** order + at) * elements);
      const base = (row * list.length + multiset) * elements;
      for (let e = 0; e < elements; e++) {
        let [sum, squares] = [0, 0];
        for (const start of starts) {
          const value = data[start + e] ?? 0;
          sum += value;
          squares += value * value;
        }
        const mean = sum / starts.length;
        values[base + e] = mean;
        norms[e] = (norms[e] ?? 0) + squares;
        for (const start of starts) {
          const difference = Math.abs((data[start + e] ?? 0) - mean);
          asymmetry[e] = (asymmetry[e] ?? 0) + difference * difference;
          if (difference > (asymmetric[e]?.size ?? 0)) asymmetric[e] = { row, multiset, size: difference };
        }
      }
    }
  }
  return { multisets, elements, values, norms: norms.map(Math.sqrt), asymmetry: asymmetry.map(Math.sqrt), asymmetric };
}
