/**
 * The main campaign: every batch that the judge sends, as a pure function of claim and seed. `probe` writes it to a file; captured
 * outputs answer it row for row.
 *
 *   units      x = e_i, y = e_j for all i, j: row i·d2 + j. The answers are the coefficient tensor.
 *   scaled     the same pairs in another order, x = a·e_i, y = b·e_j, a and b of full mantissa: what rounds its inputs shows here
 *   reversed   units from the last row to the first: a row must not care for its neighbours
 *   dense      DENSE_ROWS rows of random vectors; in the first three x, y and both are zero; the next have magnitudes far apart
 *   alone, pair, odd   rows of `dense` beyond these, in batches of 1, 2 and 7
 *   rotated    random vectors and their images under rotations, in each basis order that the claim leaves open
 *   again      units once more: the same question has the same answer
 *   empty      no rows
 *   gradient-units   x = e_i, y = e_j, z̄ = e_k such that all pairs (i, k) and (j, k) occur: row r·d3 + k has i = r mod d1, j = r mod d2
 *   gradient-dense   random vectors; rows n and n + GRADIENT_ROWS share y and z̄, rows n and n + 2·GRADIENT_ROWS share x and z̄
 *   gradient-again   gradient-dense once more
 *
 * Long batches are cut so that no call has more than MAX_NUMBERS numbers. All values are exactly representable in the declared dtype.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { irrepsDimension } from '../irreps/irreps.ts';
import type { Claim } from './claim.ts';
import type { Dtype } from './implementation.ts';
import { FORMATS, roundToFormat } from './number-format.ts';
import { type Rotated, rotatedRows } from './rotated-rows.ts';

export type Pass = 'forward' | 'vjp';

export const BATCH_IDS = [
  'units',
  'scaled',
  'reversed',
  'dense',
  'alone',
  'pair',
  'odd',
  'rotated',
  'again',
  'empty',
  'gradient-units',
  'gradient-dense',
  'gradient-again',
] as const;
export type BatchId = (typeof BATCH_IDS)[number];

/** One call. x1 is [rows, d1], x2 [rows, d2], cotangent [rows, d3] in a `vjp` call and empty else; all row-major. */
export interface Batch {
  readonly id: BatchId;
  readonly pass: Pass;
  /** the first row's place among all rows with this id */
  readonly first: number;
  readonly rows: number;
  readonly x1: Float64Array;
  readonly x2: Float64Array;
  readonly cotangent: Float64Array;
}

export interface Dimensions {
  readonly d1: number;
  readonly d2: number;
  readonly d3: number;
}

export const dimensionsOf = ({ left, right, out }: Claim): Dimensions => ({
  d1: irrepsDimension(left),
  d2: irrepsDimension(right),
  d3: irrepsDimension(out),
});

/** Rows of the batch `dense`: an odd number beyond the widths that kernels pad to. */
export const DENSE_ROWS = 67;
/** Rows of `dense` that begin with zeros, and those with magnitudes 2^±e. */
export const ZERO_ROWS = 3;
const MAGNITUDES: Readonly<Record<Dtype, readonly number[]>> = {
  float64: [100, -100, 300, -300],
  float32: [100, -100],
  bfloat16: [100, -100],
  float16: [4, -4],
};
/** The first row of `dense` that is neither zero nor of unusual magnitude. */
export const PLAIN_ROW = 8;
/** Rows that each of the three parts of `gradient-dense` has. */
export const GRADIENT_ROWS = 5;
/** The most numbers that cross in one call: inputs, cotangents and answers. */
const MAX_NUMBERS = 2 ** 22;

/** Random numbers exactly representable in a dtype. */
export interface Values {
  /** ±[1, 2), the mantissa full */
  scalar(): number;
  /** entries in (−1, 1) */
  vector(length: number): Float64Array;
}

export function valuesOf(random: RandomGenerator, dtype: Dtype): Values {
  const format = FORMATS[dtype];
  const uniform = (): number => 2 * uniformFloat64(random) - 1;
  return {
    scalar: () => {
      const signed = uniform();
      return roundToFormat(format, Math.sign(signed || 1) * (1 + Math.abs(signed)));
    },
    vector: (length) => Float64Array.from({ length }, () => roundToFormat(format, uniform())),
  };
}

/** A stream of its own for each batch, so that no batch depends on how another was cut. */
export const streamFor = (id: BatchId, seed: number): RandomGenerator =>
  xoroshiro128plus((seed ^ Math.imul(BATCH_IDS.indexOf(id) + 1, 0x9e3779b1)) | 0);

/** The order of the rows of `scaled`: entry r is the row of `units` that row r asks again (Fisher–Yates). */
export function scaledOrder(claim: Claim, seed: number): Int32Array {
  const { d1, d2 } = dimensionsOf(claim);
  const random = streamFor('reversed', seed);
  const order = Int32Array.from({ length: d1 * d2 }, (_, row) => row);
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(uniformFloat64(random) * (last + 1));
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

/** One row: the vectors to be written at its place. */
type RowWriter = (row: number, x1: Float64Array, x2: Float64Array, cotangent: Float64Array) => void;

function* cut(id: BatchId, pass: Pass, rows: number, { d1, d2, d3 }: Dimensions, write: RowWriter): Generator<Batch> {
  const perRow = d1 + d2 + d3 + (pass === 'vjp' ? d1 + d2 : 0);
  const most = Math.max(1, Math.floor(MAX_NUMBERS / perRow));
  for (let first = 0; first < rows || first === 0; first += most) {
    const count = Math.min(most, rows - first);
    const x1 = new Float64Array(count * d1);
    const x2 = new Float64Array(count * d2);
    const cotangent = new Float64Array(pass === 'vjp' ? count * d3 : 0);
    for (let r = 0; r < count; r++) {
      write(
        first + r,
        x1.subarray(r * d1, (r + 1) * d1),
        x2.subarray(r * d2, (r + 1) * d2),
        cotangent.subarray(r * d3, (r + 1) * d3),
      );
    }
    yield { id, pass, first, rows: count, x1, x2, cotangent };
  }
}

/** Vectors of a batch, row by row. */
interface Rows {
  readonly x: readonly Float64Array[];
  readonly y: readonly Float64Array[];
}

function denseRows(claim: Claim, seed: number, { d1, d2 }: Dimensions): Rows {
  const values = valuesOf(streamFor('dense', seed), claim.dtype);
  const x = Array.from({ length: DENSE_ROWS }, () => values.vector(d1));
  const y = Array.from({ length: DENSE_ROWS }, () => values.vector(d2));
  for (const row of [0, 2]) x[row]?.fill(0);
  for (const row of [1, 2]) y[row]?.fill(0);
  for (const [i, exponent] of MAGNITUDES[claim.dtype].entries()) {
    const scaled = (vector: Float64Array | undefined, power: number): Float64Array =>
      (vector ?? new Float64Array()).map((value) => roundToFormat(FORMATS[claim.dtype], value * 2 ** power));
    x[ZERO_ROWS + i] = scaled(x[ZERO_ROWS + i], exponent);
    y[ZERO_ROWS + i] = scaled(y[ZERO_ROWS + i], -exponent);
  }
  return { x, y };
}

/** The vectors behind the batch `rotated`. */
export function rotatedOf(claim: Claim, seed: number): Rotated[] {
  const random = streamFor('rotated', seed);
  const values = valuesOf(random, claim.dtype);
  const { d1, d2 } = dimensionsOf(claim);
  const format = FORMATS[claim.dtype];
  return rotatedRows(
    claim,
    random,
    (side) => values.vector(side === 'left' ? d1 : d2),
    (value) => roundToFormat(format, value),
  );
}

interface GradientRows extends Rows {
  readonly cotangent: readonly Float64Array[];
}

function gradientRows(claim: Claim, seed: number, { d1, d2, d3 }: Dimensions): GradientRows {
  const values = valuesOf(streamFor('gradient-dense', seed), claim.dtype);
  const draw = (length: number): Float64Array[] => Array.from({ length: GRADIENT_ROWS }, () => values.vector(length));
  const [x, otherX, y, otherY, z] = [draw(d1), draw(d1), draw(d2), draw(d2), draw(d3)];
  return { x: [...x, ...otherX, ...x], y: [...y, ...y, ...otherY], cotangent: [...z, ...z, ...z] };
}

/** The batches in the order in which they are sent; those of pass `vjp` come last, for implementations that offer gradients. */
export function* campaign(claim: Claim, seed: number): Generator<Batch> {
  const sizes = dimensionsOf(claim);
  const { d1, d2, d3 } = sizes;
  const pairs = d1 * d2;
  const unit =
    (place: (row: number) => number): RowWriter =>
    (row, x1, x2) => {
      const pair = place(row);
      x1[Math.floor(pair / d2)] = 1;
      x2[pair % d2] = 1;
    };
  yield* cut(
    'units',
    'forward',
    pairs,
    sizes,
    unit((row) => row),
  );

  const order = scaledOrder(claim, seed);
  const values = valuesOf(streamFor('scaled', seed), claim.dtype);
  yield* cut('scaled', 'forward', pairs, sizes, (row, x1, x2) => {
    const pair = order[row] ?? 0;
    x1[Math.floor(pair / d2)] = values.scalar();
    x2[pair % d2] = values.scalar();
  });
  yield* cut(
    'reversed',
    'forward',
    pairs,
    sizes,
    unit((row) => pairs - 1 - row),
  );

  const dense = denseRows(claim, seed, sizes);
  const from =
    ({ x, y }: Rows, start: number): RowWriter =>
    (row, x1, x2) => {
      x1.set(x[start + row] ?? []);
      x2.set(y[start + row] ?? []);
    };
  yield* cut('dense', 'forward', DENSE_ROWS, sizes, from(dense, 0));
  yield* cut('alone', 'forward', 1, sizes, from(dense, PLAIN_ROW));
  yield* cut('pair', 'forward', 2, sizes, from(dense, PLAIN_ROW));
  yield* cut('odd', 'forward', 7, sizes, from(dense, PLAIN_ROW));

  const rotated = rotatedOf(claim, seed);
  const images: Rows = {
    x: rotated.flatMap(({ x, rotatedX }) => [x, rotatedX]),
    y: rotated.flatMap(({ y, rotatedY }) => [y, rotatedY]),
  };
  yield* cut('rotated', 'forward', images.x.length, sizes, from(images, 0));
  yield* cut(
    'again',
    'forward',
    pairs,
    sizes,
    unit((row) => row),
  );
  yield* cut('empty', 'forward', 0, sizes, () => undefined);

  yield* cut('gradient-units', 'vjp', Math.max(d1, d2) * d3, sizes, (row, x1, x2, cotangent) => {
    const pair = Math.floor(row / d3);
    x1[pair % d1] = 1;
    x2[pair % d2] = 1;
    cotangent[row % d3] = 1;
  });
  const gradients = gradientRows(claim, seed, sizes);
  for (const id of ['gradient-dense', 'gradient-again'] as const) {
    yield* cut(id, 'vjp', gradients.x.length, sizes, (row, x1, x2, cotangent) => {
      from(gradients, 0)(row, x1, x2, cotangent);
      cotangent.set(gradients.cotangent[row] ?? []);
    });
  }
}
