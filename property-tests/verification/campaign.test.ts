/** The campaign is a pure function of claim and seed, asks for every entry of the tensor and of both gradients, in numbers that the dtype has. */
import { describe, expect, it } from 'vitest';
import {
  BATCH_IDS,
  type Batch,
  campaign,
  DENSE_ROWS,
  dimensionsOf,
  scaledOrder,
} from '../../src/verification/campaign.ts';
import { type Claim, parseClaim } from '../../src/verification/claim.ts';
import { DTYPES } from '../../src/verification/implementation.ts';
import { FORMATS, roundToFormat } from '../../src/verification/number-format.ts';

const claims: readonly Claim[] = DTYPES.map((dtype) =>
  parseClaim({ left: '2x0e+1o', right: '1o', out: '0e+1o+1e+2e', dtype, group: 'so3' }),
);
const all = (claim: Claim, seed: number): Batch[] => [...campaign(claim, seed)];
const rowsOf = (batches: readonly Batch[], id: string): number =>
  batches.filter((batch) => batch.id === id).reduce((sum, { rows }) => sum + rows, 0);

describe('the campaign', () => {
  it('is the same for the same seed, and another for another', () => {
    for (const claim of claims) {
      expect(all(claim, 7)).toEqual(all(claim, 7));
      expect(all(claim, 7)).not.toEqual(all(claim, 8));
    }
  });

  it('has each batch in its order, of the stated rows and shapes', () => {
    for (const claim of claims) {
      const { d1, d2, d3 } = dimensionsOf(claim);
      const batches = all(claim, 1);
      expect([...new Set(batches.map(({ id }) => id))]).toEqual([...BATCH_IDS]);
      for (const id of ['units', 'scaled', 'reversed', 'again']) expect(rowsOf(batches, id)).toBe(d1 * d2);
      expect(['dense', 'alone', 'pair', 'odd', 'empty'].map((id) => rowsOf(batches, id))).toEqual([
        DENSE_ROWS,
        1,
        2,
        7,
        0,
      ]);
      for (const { rows, x1, x2, cotangent, pass } of batches) {
        expect([x1.length, x2.length, cotangent.length]).toEqual([
          rows * d1,
          rows * d2,
          pass === 'vjp' ? rows * d3 : 0,
        ]);
      }
    }
  });

  it('asks only in numbers of the dtype', () => {
    let numbers = 0;
    for (const claim of claims) {
      for (const { x1, x2, cotangent } of all(claim, 3)) {
        for (const value of [...x1, ...x2, ...cotangent]) {
          if (!Object.is(roundToFormat(FORMATS[claim.dtype], value), value))
            expect.fail(`${value} is no ${claim.dtype}`);
          numbers += 1;
        }
      }
    }
    expect(numbers).toBeGreaterThan(10_000);
  });

  it('units and scaled ask for every pair once', () => {
    for (const claim of claims) {
      const { d1, d2 } = dimensionsOf(claim);
      for (const id of ['units', 'scaled', 'reversed', 'again']) {
        const pairs = all(claim, 5)
          .filter((batch) => batch.id === id)
          .flatMap(({ rows, x1, x2 }) =>
            Array.from({ length: rows }, (_, row) => {
              const only = (values: Float64Array, width: number): number => {
                const own = [...values.subarray(row * width, (row + 1) * width)];
                expect(own.filter((value) => value !== 0)).toHaveLength(1);
                return own.findIndex((value) => value !== 0);
              };
              return only(x1, d1) * d2 + only(x2, d2);
            }),
          );
        expect(new Set(pairs).size).toBe(d1 * d2);
        if (id === 'scaled') expect(pairs).toEqual([...scaledOrder(claim, 5)]);
      }
    }
  });

  it('the gradients are asked for every pair (i, k) and (j, k)', () => {
    for (const claim of claims) {
      const { d1, d2, d3 } = dimensionsOf(claim);
      const seen = { left: new Set<string>(), right: new Set<string>() };
      for (const { id, rows, x1, x2, cotangent } of all(claim, 5)) {
        if (id !== 'gradient-units') continue;
        for (let row = 0; row < rows; row++) {
          const k = cotangent.subarray(row * d3, (row + 1) * d3).indexOf(1);
          seen.left.add(`${x1.subarray(row * d1, (row + 1) * d1).indexOf(1)} ${k}`);
          seen.right.add(`${x2.subarray(row * d2, (row + 1) * d2).indexOf(1)} ${k}`);
        }
      }
      expect([seen.left.size, seen.right.size]).toEqual([d1 * d3, d2 * d3]);
    }
  });

  it('long batches are cut, and no row is lost', () => {
    const claim = parseClaim({ left: '60x1o', right: '20x1o', out: '600x0e' });
    const units = [...campaign(claim, 1)].filter(({ id }) => id === 'units');
    expect(units.length).toBeGreaterThan(1);
    expect(rowsOf(units, 'units')).toBe(180 * 60);
    let next = 0;
    for (const { first, rows } of units) {
      expect(first).toBe(next);
      next += rows;
    }
  });
});
