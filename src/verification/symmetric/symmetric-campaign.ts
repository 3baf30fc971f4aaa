/**
 * The questions to an implementation of a symmetric contraction, as a pure function of claim and seed. They have the names of the main
 * campaign (campaign.ts) and the same purpose there, with one vector for two:
 *
 *   units      all sums of up to ν basis vectors, the empty one first (polynomial.ts): the answers decide the map
 *   scaled     the same, each component times a number of full mantissa: what rounds its inputs shows here
 *   reversed   units from the last row to the first
 *   dense      random vectors;  alone, pair, odd: the rows from PLAIN_ROW on, in batches of 1, 2 and 7
 *   again      units once more
 *   empty      no rows
 *   gradient-units   x a sum of up to ν−1 basis vectors, z̄ = e_k: row p·d3 + k. A gradient is of degree ν−1 in x and linear in z̄: they
 *                    decide it
 *   gradient-dense   random x and z̄
 *   gradient-again   gradient-dense once more
 */
import { RequestError } from '../../errors.ts';
import { binomial } from '../../exact/factorial.ts';
import { type Batch, DENSE_ROWS, type Dimensions, GRADIENT_ROWS, PLAIN_ROW, streamFor, valuesOf } from '../campaign.ts';
import { MAX_TENSOR_NUMBERS } from '../claim.ts';
import { roundToDtype } from '../dtype.ts';
import { dtypeOfClaim, type SymmetricClaim, symmetricSignature } from './claim.ts';
import { latticePoints } from './polynomial.ts';

/** The questions of one id. */
export const SYMMETRIC_BATCHES = [
  'units',
  'scaled',
  'reversed',
  'dense',
  'alone',
  'pair',
  'odd',
  'again',
  'empty',
  'gradient-units',
  'gradient-dense',
  'gradient-again',
] as const;
type SymmetricBatch = (typeof SYMMETRIC_BATCHES)[number];

const NOTHING = new Float64Array(0);

/** How many numbers decide the gradient: too many where they are more than are judged. */
export function gradientNumbers(claim: SymmetricClaim): { readonly numbers: bigint; readonly tooMany: boolean } {
  const { left, out } = symmetricSignature(claim);
  const numbers = binomial(left + claim.correlation - 1, claim.correlation - 1) * BigInt(out * (2 * left + out));
  return { numbers, tooMany: numbers > MAX_TENSOR_NUMBERS };
}

/** @throws RequestError for a claim that takes more numbers to probe than are judged */
export function checkProbing(claim: SymmetricClaim): void {
  const { left, out } = symmetricSignature(claim);
  const numbers = binomial(left + claim.correlation, claim.correlation) * BigInt(left + out);
  if (numbers <= MAX_TENSOR_NUMBERS) return;
  throw new RequestError(
    `irreps, correlation: probing takes ${numbers} numbers, the limit is ${MAX_TENSOR_NUMBERS}; judge fewer copies: copies are alike`,
  );
}

/** Sums of up to `order` basis vectors. */
function unitRows(claim: SymmetricClaim, order: number): Float64Array[] {
  const { left } = symmetricSignature(claim);
  return Array.from(latticePoints(left, order), (point) => {
    const row = new Float64Array(left);
    for (const variable of point) row[variable] = (row[variable] ?? 0) + 1;
    return row;
  });
}

function scaledRows(claim: SymmetricClaim, seed: number, units: readonly Float64Array[]): Float64Array[] {
  const dtype = dtypeOfClaim(claim);
  const values = valuesOf(streamFor('scaled', seed), dtype);
  return units.map((row) => row.map((n) => (n === 0 ? 0 : roundToDtype((n * values.scalar()) / 2, dtype))));
}

/** Entries in (−1, 1), representable in the dtype. */
function denseRows(claim: SymmetricClaim, seed: number): Float64Array[] {
  const values = valuesOf(streamFor('dense', seed), dtypeOfClaim(claim));
  return Array.from({ length: DENSE_ROWS }, () => values.vector(symmetricSignature(claim).left));
}

/** As the checks that are shared with bilinear maps see it: every row of `units` is a pair (row, 0). */
export const sizesOf = (claim: SymmetricClaim, units: number): Dimensions => ({
  d1: units,
  d2: 1,
  d3: symmetricSignature(claim).out,
});

/** The lengths of what is sent and comes back. */
export const askedSizes = (claim: SymmetricClaim): Dimensions => {
  const { left, right, out } = symmetricSignature(claim);
  return { d1: left, d2: right, d3: out };
};

/** Inputs, and for gradients the cotangents beside them. */
interface Rows {
  readonly x: readonly Float64Array[];
  readonly cotangents?: readonly Float64Array[];
}

function gradientUnits(claim: SymmetricClaim): Rows {
  const { out } = symmetricSignature(claim);
  const basis = Array.from({ length: out }, (_, k) => Float64Array.from({ length: out }, (_, i) => (i === k ? 1 : 0)));
  const points = unitRows(claim, claim.correlation - 1);
  return { x: points.flatMap((point) => basis.map(() => point)), cotangents: points.flatMap(() => basis) };
}

function gradientDense(claim: SymmetricClaim, seed: number): Rows {
  const { left, out } = symmetricSignature(claim);
  const values = valuesOf(streamFor('gradient-dense', seed), dtypeOfClaim(claim));
  const draw = (length: number): Float64Array[] => Array.from({ length: GRADIENT_ROWS }, () => values.vector(length));
  return { x: draw(left), cotangents: draw(out) };
}

/** Rows one after another. */
function flat(rows: readonly Float64Array[], width: number): Float64Array {
  const all = new Float64Array(rows.length * width);
  for (const [r, row] of rows.entries()) all.set(row, r * width);
  return all;
}

/** All that may be asked: gradients unless they take too many numbers. @throws RequestError as checkProbing */
export function askedCampaign(claim: SymmetricClaim, seed: number): Generator<Batch> {
  checkProbing(claim);
  return symmetricCampaign(claim, seed, !gradientNumbers(claim).tooMany);
}

/** The batches in the order in which they are sent; those of pass `vjp` come last, and only if gradients are to be judged. */
export function* symmetricCampaign(claim: SymmetricClaim, seed: number, gradients: boolean): Generator<Batch> {
  const { left, out } = symmetricSignature(claim);
  const units = unitRows(claim, claim.correlation);
  const dense = denseRows(claim, seed);
  const rowsOf: Readonly<Record<SymmetricBatch, () => Rows>> = {
    units: () => ({ x: units }),
    scaled: () => ({ x: scaledRows(claim, seed, units) }),
    reversed: () => ({ x: units.toReversed() }),
    dense: () => ({ x: dense }),
    alone: () => ({ x: dense.slice(PLAIN_ROW, PLAIN_ROW + 1) }),
    pair: () => ({ x: dense.slice(PLAIN_ROW, PLAIN_ROW + 2) }),
    odd: () => ({ x: dense.slice(PLAIN_ROW, PLAIN_ROW + 7) }),
    again: () => ({ x: units }),
    empty: () => ({ x: [] }),
    'gradient-units': () => gradientUnits(claim),
    'gradient-dense': () => gradientDense(claim, seed),
    'gradient-again': () => gradientDense(claim, seed),
  };
  for (const id of SYMMETRIC_BATCHES) {
    const pass = id.startsWith('gradient-') ? 'vjp' : 'forward';
    if (pass === 'vjp' && !gradients) continue;
    const { x, cotangents = [] } = rowsOf[id]();
    yield { id, pass, first: 0, rows: x.length, x1: flat(x, left), x2: NOTHING, cotangent: flat(cotangents, out) };
  }
}
