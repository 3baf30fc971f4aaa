/** Bases of symmetric contractions as others make them: ours exported, mixed, or coupled path by path without symmetrising. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { STANDARD } from '../../../src/coupling/convention.ts';
import { type Convention, realCoupling } from '../../../src/coupling/index.ts';
import { surdToFloat64 } from '../../../src/exact/float.ts';
import { type Irrep, type Irreps, irrepsDimension, irrepsOffsets } from '../../../src/irreps/index.ts';
import { checkBasis } from '../../../src/many-body/basis-size.ts';
import { basisFile, manyBodyBases } from '../../../src/many-body/many-body-bases.ts';
import type { Dtype, Tensor, Tensors } from '../../../src/tensor-file/index.ts';
import { parseSymmetricClaim, type SymmetricClaim } from '../../../src/verification/symmetric/claim.ts';
import { type BasisJudgement, judgeBasis } from '../../../src/verification/symmetric/judge-basis.ts';
import { at } from '../../exact/indexing.ts';

/** The claim with these fields. */
export const claimOf = (fields: object): SymmetricClaim =>
  parseSymmetricClaim({ operation: 'symmetric-contraction', ...fields });

/** The issue's: eight and twelve maps at order 3. */
export const MACE = claimOf({ irreps: '0e+1o+2e+3o', out: '0e+1o', correlation: 3 });

/** Copies of irreps, in no order. */
export const COPIES = claimOf({ irreps: '2x1o+0e+2x2e', out: '1o+0e+2o', correlation: 2 });

export const judged = (claim: SymmetricClaim, tensors: Tensors): BasisJudgement =>
  judgeBasis(claim, tensors, 'basis.npz', { seed: 1 });

export const codesOf = ({ verdict }: BasisJudgement): string[] => verdict.diagnosis.map(({ code }) => code);

/** The canonical basis as `many-body --export` writes it. */
export function ownArrays(claim: SymmetricClaim, convention: Convention = STANDARD, dtype: Dtype = 'float64'): Tensors {
  const bases = manyBodyBases(claim, checkBasis(claim));
  return new Map(basisFile(claim, bases, convention, dtype).tensors);
}

/** Numbers of the dtype, nearest to those given. */
export const stored = (values: ArrayLike<number>, dtype: Dtype): Tensor['data'] =>
  dtype === 'float64' ? Float64Array.from(values) : Float32Array.from(values);

/** Uniform in (−1, 1); the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  const random = xoroshiro128plus(seed);
  return () => 2 * uniformFloat64(random) - 1;
}

/** Elements Σ_i (element i) · A[i][j], summed in float64 and stored in the dtype. */
export function mixed({ shape, data }: Tensor, matrix: readonly (readonly number[])[], dtype: Dtype): Tensor {
  const n = at(shape, shape.length - 1);
  const columns = at(matrix, 0).length;
  const values = new Float64Array((data.length / n) * columns);
  for (let place = 0; place * n < data.length; place++) {
    for (const [i, row] of matrix.entries()) {
      const value = at(data, place * n + i);
      if (value === 0) continue;
      for (const [j, factor] of row.entries())
        values[place * columns + j] = at(values, place * columns + j) + value * factor;
    }
  }
  return { shape: [...shape.slice(0, -1), columns], data: stored(values, dtype) };
}

/** A tensor [2ℓ+1, d, …, d] of one coupling path. */
interface Coupled {
  readonly irrep: Irrep;
  readonly values: Float64Array;
}

/** Every coupling path of ν copies of V, factor by factor, as MACE makes its U matrices: nothing is symmetrised, nothing left out. */
function coupled(irreps: Irreps, order: number): Coupled[] {
  const d = irrepsDimension(irreps);
  const offsets = irrepsOffsets(irreps);
  const slots = irreps.flatMap(({ mul, irrep }, entry) =>
    Array.from({ length: mul }, (_, copy) => ({ irrep, start: at(offsets, entry) + copy * (2 * irrep.l + 1) })),
  );
  if (order === 1) {
    return slots.map(({ irrep, start }) => {
      const values = new Float64Array((2 * irrep.l + 1) * d);
      for (let m = 0; m <= 2 * irrep.l; m++) values[m * d + start + m] = 1;
      return { irrep, values };
    });
  }
  return coupled(irreps, order - 1).flatMap(({ irrep: left, values }) => {
    const inner = values.length / (2 * left.l + 1);
    return slots.flatMap(({ irrep: right, start }) =>
      Array.from({ length: 2 * Math.min(left.l, right.l) + 1 }, (_, k): Coupled => {
        const l = Math.abs(left.l - right.l) + k;
        const product = new Float64Array((2 * l + 1) * inner * d);
        for (let a = 0; a <= 2 * left.l; a++) {
          for (let b = 0; b <= 2 * right.l; b++) {
            for (let c = 0; c <= 2 * l; c++) {
              const w =
                surdToFloat64(realCoupling(left.l, right.l, l, a - left.l, b - right.l, c - l)) * Math.sqrt(2 * l + 1);
              if (w === 0) continue;
              for (let i = 0; i < inner; i++) {
                const place = (c * inner + i) * d + start + b;
                product[place] = at(product, place) + w * at(values, a * inner + i);
              }
            }
          }
        }
        return { irrep: { l, p: left.p === right.p ? 1 : -1 }, values: product };
      }),
    );
  });
}

/** The arrays of all orders, scalars without their first axis. */
export function coupledArrays({ irreps, correlation, out }: SymmetricClaim, dtype: Dtype): Tensors {
  const arrays: Tensors = new Map();
  for (let order = 1; order <= correlation; order++) {
    const all = coupled(irreps, order);
    for (const { l, p } of out) {
      const paths = all.filter(({ irrep }) => irrep.l === l && irrep.p === p);
      const length = paths[0]?.values.length ?? 0;
      const values = new Float64Array(length * paths.length);
      for (const [j, path] of paths.entries()) {
        for (const [place, value] of path.values.entries()) values[place * paths.length + j] = value;
      }
      const inputs = new Array<number>(order).fill(irrepsDimension(irreps));
      const shape = [...(l === 0 ? [] : [2 * l + 1]), ...inputs, paths.length];
      arrays.set(`${order}_${l}${p === 1 ? 'e' : 'o'}`, { shape, data: stored(values, dtype) });
    }
  }
  return arrays;
}

/** Σ_j w_j U_j(x, …, x): [2ℓ+1], from an array with or without its first axis. */
export function contraction(
  { shape, data }: Tensor,
  weights: ArrayLike<number>,
  x: readonly number[],
  order: number,
): number[] {
  const n = at(shape, shape.length - 1);
  const inputs = x.length ** order;
  const rows = data.length / n / inputs;
  return Array.from({ length: rows }, (_, m) => {
    let sum = 0;
    for (let place = 0; place < inputs; place++) {
      let product = 1;
      for (let rest = place, k = 0; k < order; k++, rest = Math.floor(rest / x.length))
        product *= at(x, rest % x.length);
      for (let j = 0; j < n; j++) sum += product * at(data, (m * inputs + place) * n + j) * at(weights, j);
    }
    return sum;
  });
}

/** Changes one array, its numbers copied. */
export const changed = (
  key: string,
  change: (tensor: Tensor, n: number) => Tensor,
  from: Tensors = ownArrays(MACE),
): Tensors => {
  const tensor = from.get(key);
  if (tensor === undefined) throw new Error(`no array ${key}`);
  const { shape, data } = tensor;
  return new Map([...from, [key, change({ shape, data: data.slice() }, at(shape, shape.length - 1))]]);
};
