/** What a coefficient tensor T [d1, d2, d3], row-major, says of general vectors: z_k = Σ T_ijk x_i y_j, with the sizes that bounds need. */
import type { Dimensions } from './campaign.ts';

export interface Contracted {
  readonly value: Float64Array;
  /** Σ|terms| of each output */
  readonly size: Float64Array;
  /** the number of products that are not zero */
  readonly terms: Int32Array;
}

/** The three contractions of a tensor with two of its three vectors. */
export interface Contraction {
  /** [d3] from x and y */
  forward(x: Float64Array, y: Float64Array): Contracted;
  /** [d1] from y and z */
  left(y: Float64Array, z: Float64Array): Contracted;
  /** [d2] from x and z */
  right(x: Float64Array, z: Float64Array): Contracted;
}

/** Non-zero entries as parallel lists, so that sums over a sparse tensor cost what it holds. */
interface Sparse {
  readonly i: Int32Array;
  readonly j: Int32Array;
  readonly k: Int32Array;
  readonly value: Float64Array;
}

function sparseOf(tensor: Float64Array, { d2, d3 }: Dimensions): Sparse {
  let count = 0;
  for (const value of tensor) if (value !== 0) count += 1;
  const sparse = {
    i: new Int32Array(count),
    j: new Int32Array(count),
    k: new Int32Array(count),
    value: new Float64Array(count),
  };
  let n = 0;
  for (let place = 0; place < tensor.length; place++) {
    const value = tensor[place] ?? 0;
    if (value === 0) continue;
    const pair = Math.floor(place / d3);
    sparse.i[n] = Math.floor(pair / d2);
    sparse.j[n] = pair % d2;
    sparse.k[n] = place % d3;
    sparse.value[n] = value;
    n += 1;
  }
  return sparse;
}

export function contractionOf(tensor: Float64Array, sizes: Dimensions): Contraction {
  const { i, j, k, value } = sparseOf(tensor, sizes);
  const contract = (
    length: number,
    to: Int32Array,
    fromA: Int32Array,
    a: Float64Array,
    fromB: Int32Array,
    b: Float64Array,
  ): Contracted => {
    const result = {
      value: new Float64Array(length),
      size: new Float64Array(length),
      terms: new Int32Array(length),
    };
    for (let n = 0; n < value.length; n++) {
      const term = (value[n] ?? 0) * (a[fromA[n] ?? 0] ?? 0) * (b[fromB[n] ?? 0] ?? 0);
      if (term === 0) continue;
      const target = to[n] ?? 0;
      result.value[target] = (result.value[target] ?? 0) + term;
      result.size[target] = (result.size[target] ?? 0) + Math.abs(term);
      result.terms[target] = (result.terms[target] ?? 0) + 1;
    }
    return result;
  };
  return {
    forward: (x, y) => contract(sizes.d3, k, i, x, j, y),
    left: (y, z) => contract(sizes.d1, i, j, y, k, z),
    right: (x, z) => contract(sizes.d2, j, i, x, k, z),
  };
}

/** √Σv_i², without overflow for values whose squares have one. */
export const euclideanNorm = (vector: Float64Array): number => Math.hypot(...vector);
