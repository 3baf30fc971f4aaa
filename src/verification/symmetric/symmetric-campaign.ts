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
 */
import { RequestError } from '../../errors.ts';
import { binomial } from '../../exact/factorial.ts';
import { type Batch, type BatchId, DENSE_ROWS, type Dimensions, PLAIN_ROW, streamFor, valuesOf } from '../campaign.ts';
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
] as const;

const NOTHING = new Float64Array(0);

/** @throws RequestError for a claim that takes more numbers to probe than are judged */
export function checkProbing(claim: SymmetricClaim): void {
  const { left, out } = symmetricSignature(claim);
  const numbers = binomial(left + claim.correlation, claim.correlation) * BigInt(left + out);
  if (numbers <= MAX_TENSOR_NUMBERS) return;
  throw new RequestError(
    `irreps, correlation: probing takes ${numbers} numbers, the limit is ${MAX_TENSOR_NUMBERS}; judge fewer copies: copies are alike`,
  );
}

function unitRows(claim: SymmetricClaim): Float64Array[] {
  const { left } = symmetricSignature(claim);
  return Array.from(latticePoints(left, claim.correlation), (point) => {
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

export function* symmetricCampaign(claim: SymmetricClaim, seed: number): Generator<Batch> {
  const units = unitRows(claim);
  const dense = denseRows(claim, seed);
  const batch = (id: BatchId, rows: readonly Float64Array[]): Batch => {
    const d = symmetricSignature(claim).left;
    const x1 = new Float64Array(rows.length * d);
    for (const [r, row] of rows.entries()) x1.set(row, r * d);
    return { id, pass: 'forward', first: 0, rows: rows.length, x1, x2: NOTHING, cotangent: NOTHING };
  };
  const rowsOf: Readonly<Record<(typeof SYMMETRIC_BATCHES)[number], readonly Float64Array[]>> = {
    units,
    scaled: scaledRows(claim, seed, units),
    reversed: units.toReversed(),
    dense,
    alone: dense.slice(PLAIN_ROW, PLAIN_ROW + 1),
    pair: dense.slice(PLAIN_ROW, PLAIN_ROW + 2),
    odd: dense.slice(PLAIN_ROW, PLAIN_ROW + 7),
    again: units,
    empty: [],
  };
  for (const id of SYMMETRIC_BATCHES) yield batch(id, rowsOf[id]);
}
