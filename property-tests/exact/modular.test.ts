/** Ranks modulo a prime: field operations, certificates recomputed in bigint, and sizes where float64 must reduce in time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankOverRationals } from '../../src/exact/linear-algebra.ts';
import { inverseModulo, MODULUS, modularSpan, quotientModulo, residue } from '../../src/exact/modular.ts';
import { determinant } from './determinant.ts';
import { at } from './indexing.ts';

const isPrime = (n: number): boolean => {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return n > 1;
};
const floats = (row: readonly (bigint | number)[]): Float64Array => Float64Array.from(row, (entry) => residue(entry));

describe('residues', () => {
  it('are taken modulo the largest prime below 2^22', () => {
    expect(isPrime(MODULUS)).toBe(true);
    const above = Array.from({ length: 2 ** 22 - MODULUS - 1 }, (_, k) => MODULUS + 1 + k);
    expect(above.filter(isPrime)).toEqual([]);
  });

  it('lie in 0 … p−1 and differ from the number by a multiple of p', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (n) => {
        const r = residue(n);
        return r >= 0 && r < MODULUS && (n - BigInt(r)) % BigInt(MODULUS) === 0n;
      }),
    );
    fc.assert(fc.property(fc.maxSafeInteger(), (n) => Object.is(residue(n), residue(BigInt(n)))));
  });

  it('other than 0 have inverses: all of them for p = 2, 3, 101 and 1009', () => {
    let cases = 0;
    for (const p of [2, 3, 101, 1009]) {
      for (let a = 1; a < p; a++) {
        expect((a * inverseModulo(a, p)) % p).toBe(1);
        cases += 1;
      }
      expect(() => inverseModulo(0, p)).toThrow(RangeError);
      expect(() => inverseModulo(p, p)).toThrow(RangeError);
    }
    expect(cases).toBe(1 + 2 + 100 + 1008);
  });

  it('of quotients undo multiplication', () => {
    const nonZero = fc.bigInt({ min: 1n, max: 10n ** 30n }).filter((n) => n % BigInt(MODULUS) !== 0n);
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), nonZero, (num, den) => {
        expect((quotientModulo(num, den) * residue(den)) % MODULUS).toBe(residue(num));
      }),
    );
    expect(() => quotientModulo(1n, BigInt(MODULUS))).toThrow(RangeError);
  });
});

/** Random integer matrices with a known, often deficient, product structure. */
const products = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 12 }))
  .chain(([rows, inner, columns]) => {
    const cells = (n: number): fc.Arbitrary<bigint[]> =>
      fc.array(fc.bigInt({ min: -9n, max: 9n }), { minLength: n, maxLength: n });
    return fc.tuple(cells(rows * inner), cells(inner * columns)).map(([a, b]) =>
      Array.from({ length: rows }, (_, i) =>
        Array.from({ length: columns }, (_, j) => {
          let sum = 0n;
          for (let k = 0; k < inner; k++) sum += at(a, i * inner + k) * at(b, k * columns + j);
          return sum;
        }),
      ),
    );
  });

describe('a modular span', () => {
  it('certifies its rank by a minor that bigint finds non-zero modulo p, hence over ℚ', () => {
    fc.assert(
      fc.property(products, (matrix) => {
        const span = modularSpan(at(matrix, 0).length);
        const accepted = matrix.map((row) => span.add(floats(row)));
        const { prime, vectors, coordinates } = span.certificate();
        expect(vectors).toEqual(accepted.flatMap((added, i) => (added ? [i] : [])));
        expect([vectors.length, coordinates.length]).toEqual([span.rank, span.rank]);
        expect(new Set(coordinates).size).toBe(span.rank);
        const minor = determinant(vectors.map((i) => coordinates.map((j) => at(at(matrix, i), j))));
        expect(minor % BigInt(prime)).not.toBe(0n);
        expect(span.rank).toBeLessThanOrEqual(rankOverRationals(matrix));
      }),
    );
  });

  it('can only be smaller than the rank over ℚ, and is when p divides every maximal minor', () => {
    const p = BigInt(MODULUS);
    const matrix = [
      [1n, 2n, 3n],
      [1n, 2n + p, 3n],
      [p, 0n, p * p],
    ];
    const span = modularSpan(3);
    expect(matrix.map((row) => span.add(floats(row)))).toEqual([true, false, false]);
    expect(rankOverRationals(matrix)).toBe(3);
  });

  it('accepts nothing more once it is the whole space, and still counts arrivals', () => {
    const span = modularSpan(2);
    const arrivals = [
      [0, 0],
      [0, 5],
      [0, 7],
      [3, 1],
      [1, 2],
    ].map((row) => span.add(floats(row)));
    expect(arrivals).toEqual([false, true, false, true, false]);
    expect(span.certificate()).toEqual({ prime: MODULUS, vectors: [1, 3], coordinates: [1, 0] });
  });

  it('stays exact over 700 eliminations of the largest residues', () => {
    // L·U with 1 on both diagonals, 2 below in L and −2 above in U: of full rank, and eliminating meets odd residues near p only.
    const size = 700;
    const row = (i: number): number[] =>
      Array.from({ length: size }, (_, j) => -4 * Math.min(i, j) + (i === j ? 1 : i < j ? -2 : 2));
    const span = modularSpan(size);
    const rank = 650;
    for (let i = 0; i < rank; i++) expect(span.add(floats(row(i)))).toBe(true);
    // Combinations with residues near p, formed in bigint, must all be recognised as dependent.
    const p = BigInt(MODULUS);
    for (let seed = 1n; seed <= 5n; seed++) {
      const combination = new Array<bigint>(size).fill(0n);
      for (let i = 0; i < rank; i++) {
        const factor = p - 1n - ((seed * BigInt(i * i + 1)) % 1000n);
        row(i).forEach((entry, j) => {
          combination[j] = (at(combination, j) + factor * BigInt(entry)) % p;
        });
      }
      expect(span.add(floats(combination))).toBe(false);
      expect(span.add(floats(combination.map((entry, j) => (j === size - 1 ? entry + 1n : entry))))).toBe(seed === 1n);
    }
    expect(span.rank).toBe(rank + 1);
  });
});
