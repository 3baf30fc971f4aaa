/** Rank, echelon form and kernel over ℚ: exact, by definition, by minors, and on matrices with known rank. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gcd } from '../../src/exact/integer.ts';
import {
  echelon,
  type IntegerMatrix,
  kernelOverRationals,
  rankOverRationals,
  rationalSpan,
} from '../../src/exact/linear-algebra.ts';
import { MODULUS, modularSpan, residue } from '../../src/exact/modular.ts';
import { determinant, rankByMinors } from './determinant.ts';
import { at } from './indexing.ts';

const matrix = (rows: number, columns: number, entry: (i: number, j: number) => bigint): bigint[][] =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => entry(i, j)));
const dot = (a: readonly bigint[], b: readonly bigint[]): bigint => a.reduce((sum, x, i) => sum + x * at(b, i), 0n);
const transpose = (m: IntegerMatrix, columns: number): bigint[][] =>
  matrix(columns, m.length, (i, j) => at(at(m, j), i));
const product = (a: IntegerMatrix, b: IntegerMatrix, columns: number): bigint[][] => {
  const turned = transpose(b, columns);
  return a.map((row) => turned.map((column) => dot(row, column)));
};

function rankModulo(m: IntegerMatrix, columns: number): number {
  const span = modularSpan(columns);
  for (const row of m) span.add(Float64Array.from(row, (entry) => residue(entry)));
  return span.rank;
}

const matrices = (rows: number, columns: number, size: bigint): fc.Arbitrary<bigint[][]> =>
  fc.array(fc.array(fc.bigInt({ min: -size, max: size }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  });
/** Up to 5 × 5, often of deficient rank: a product through a space of dimension `inner`. */
const deficient = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, inner, columns]) =>
    fc.tuple(matrices(rows, inner, 3n), matrices(inner, columns, 3n)).map(([a, b]) => ({
      entries: product(a, b, columns),
      columns,
    })),
  );

describe('rank over ℚ', () => {
  it('is the size of the largest non-zero minor', () => {
    fc.assert(
      fc.property(deficient, ({ entries, columns }) => {
        expect(rankOverRationals(entries)).toBe(rankByMinors(entries, columns));
      }),
    );
  });

  it('is that of the transpose', () => {
    fc.assert(
      fc.property(
        deficient,
        ({ entries, columns }) => rankOverRationals(entries) === rankOverRationals(transpose(entries, columns)),
      ),
    );
  });

  it('is the rank modulo p when p exceeds every minor (4 × 4, |entries| ≤ 9: Hadamard bounds them by 18^4)', () => {
    expect(18 ** 4).toBeLessThan(MODULUS);
    fc.assert(fc.property(matrices(4, 4, 9n), (m) => rankOverRationals(m) === rankModulo(m, 4)));
    const singular = matrices(3, 4, 3n).map((m) => [...m, m.reduce((a, b) => a.map((x, i) => x - at(b, i)))]);
    fc.assert(fc.property(singular, (m) => rankOverRationals(m) === rankModulo(m, 4)));
  });

  it('is n for the Hilbert matrix cleared of denominators, n ≤ 14, whose determinant is no double', () => {
    for (let n = 1; n <= 14; n++) {
      let common = 1n;
      for (let k = 1n; k < BigInt(2 * n); k++) common = (common * k) / gcd(common, k);
      const hilbert = matrix(n, n, (i, j) => common / BigInt(i + j + 1));
      expect(rankOverRationals(hilbert)).toBe(n);
      expect(determinant(hilbert)).not.toBe(0n);
      expect(kernelOverRationals(hilbert, n)).toEqual([]);
    }
  });

  it('is k + 1 for the matrix (i + j)^k of size 12, k ≤ 10', () => {
    for (let k = 0; k <= 10; k++) {
      const powers = matrix(12, 12, (i, j) => BigInt(i + j) ** BigInt(k));
      expect(rankOverRationals(powers)).toBe(k + 1);
      expect(kernelOverRationals(powers, 12)).toHaveLength(12 - k - 1);
    }
  });

  it('of no rows, and of rows of zeros, is 0', () => {
    expect(rankOverRationals([])).toBe(0);
    expect(rankOverRationals([[0n, 0n]])).toBe(0);
    expect(kernelOverRationals([], 2)).toEqual([
      [1n, 0n],
      [0n, 1n],
    ]);
  });
});

describe('a growing span', () => {
  it('accepts a row iff the rank of all rows so far goes up', () => {
    fc.assert(
      fc.property(deficient, ({ entries, columns }) => {
        const span = rationalSpan();
        entries.forEach((row, i) => {
          const [before, after] = [
            rankByMinors(entries.slice(0, i), columns),
            rankByMinors(entries.slice(0, i + 1), columns),
          ];
          const rest = span.remainder(row);
          expect(rest.some((entry) => entry !== 0n)).toBe(after > before);
          expect(rest.reduce(gcd, 0n)).toBe(after > before ? 1n : 0n);
          // Either adds the same: with the rows before, the rest spans what the row does.
          expect(rankByMinors([...entries.slice(0, i + 1), rest], columns)).toBe(after);
          expect(rankByMinors([...entries.slice(0, i), rest], columns)).toBe(after);
          expect(span.add(row)).toBe(after > before);
          expect(span.rank).toBe(after);
        });
      }),
    );
  });
});

describe('the echelon form', () => {
  it('has primitive rows, each alone in its pivot column, spanning the same space', () => {
    fc.assert(
      fc.property(deficient, ({ entries }) => {
        const { pivots, rows } = echelon(entries);
        expect(rows).toHaveLength(pivots.length);
        rows.forEach((row, i) => {
          expect(row.reduce(gcd, 0n)).toBe(1n);
          pivots.forEach((pivot, k) => {
            expect(at(row, pivot) !== 0n).toBe(i === k);
          });
          expect(rankOverRationals([...entries, row])).toBe(rows.length);
        });
        expect(rankOverRationals(rows)).toBe(rankOverRationals(entries));
      }),
    );
  });
});

describe('the kernel over ℚ', () => {
  it('is annihilated, independent, primitive, and of dimension columns − rank, one vector per free column', () => {
    fc.assert(
      fc.property(deficient, ({ entries, columns }) => {
        const kernel = kernelOverRationals(entries, columns);
        expect(kernel).toHaveLength(columns - rankOverRationals(entries));
        expect(rankOverRationals(kernel)).toBe(kernel.length);
        // One vector per free column, in order: positive there, zero at the other free columns.
        const { pivots } = echelon(entries);
        const free = Array.from({ length: columns }, (_, k) => k).filter((k) => !pivots.includes(k));
        const signs = kernel.map((vector) => free.map((k) => (at(vector, k) > 0n ? 1 : at(vector, k) < 0n ? -1 : 0)));
        expect(signs).toEqual(free.map((_, i) => free.map((__, k) => Number(i === k))));
        for (const vector of kernel) {
          expect(vector).toHaveLength(columns);
          expect(vector.reduce(gcd, 0n)).toBe(1n);
          for (const row of entries) expect(dot(row, vector)).toBe(0n);
        }
      }),
    );
  });

  it('of large entries is as exact', () => {
    fc.assert(
      fc.property(matrices(3, 5, 10n ** 30n), (m) => {
        const kernel = kernelOverRationals(m, 5);
        expect(kernel.length).toBeGreaterThanOrEqual(2);
        for (const vector of kernel) for (const row of m) expect(dot(row, vector)).toBe(0n);
      }),
    );
  });
});
