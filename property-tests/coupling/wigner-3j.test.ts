/** 3j symbols: orthogonal both ways, symmetric as Regge found, connected by ladders; zero or refused as the rules say. */
import { describe, expect, it } from 'vitest';
import { wigner3j } from '../../src/coupling/wigner-3j.ts';
import { RequestError } from '../../src/errors.ts';
import { equalSurds, multiplySurds, SURD_ONE, SURD_ZERO, type Surd, surd } from '../../src/exact/surd.ts';
import { at } from '../exact/indexing.ts';
import {
  coupled,
  halvesUpTo,
  integerSurd,
  isTriple,
  productOf,
  projections,
  signSurd,
  sumsTo,
  tuples,
} from './enumeration.ts';
import { maps } from './symmetries.ts';

/** Pairs of couplings (m1, m2), (m1', m2') with equal sum: Σ_d (p−|d|)(q−|d|) over |d| < min(p, q), p = 2j1+1, q = 2j2+1. */
function equationsOf(j1: number, j2: number): number {
  const [p, q] = [2 * j1 + 1, 2 * j2 + 1];
  let count = p * q;
  for (let d = 1; d < Math.min(p, q); d++) count += 2 * (p - d) * (q - d);
  return count;
}

describe('3j symbols are orthogonal', () => {
  const pairs = tuples(halvesUpTo(4), 2);
  let cases = 0;
  let expected = 0;

  it('over projections and over degrees, for all j1, j2 ≤ 4', () => {
    for (const [j1 = 0, j2 = 0] of pairs) {
      for (const m3 of projections(j1 + j2)) {
        const degrees = coupled(j1, j2).filter((j3) => j3 >= Math.abs(m3));
        const firsts = projections(j1).filter((m1) => Math.abs(m1 + m3) <= j2);
        expect(degrees.length).toBe(firsts.length);
        const rows = degrees.map((j3) => firsts.map((m1) => wigner3j(j1, j2, j3, m1, -m1 - m3, m3)));
        degrees.forEach((j3, a) => {
          degrees.forEach((other, b) => {
            const terms = firsts.map((_, k) =>
              productOf(integerSurd(2 * j3 + 1), at(at(rows, a), k), at(at(rows, b), k)),
            );
            if (!sumsTo(terms, a === b ? SURD_ONE : SURD_ZERO)) expect.fail(`${j1} ${j2} ${j3} | ${other}; ${m3}`);
            cases += 1;
          });
        });
        firsts.forEach((m1, a) => {
          firsts.forEach((other, b) => {
            const terms = degrees.map((j3, k) =>
              productOf(integerSurd(2 * j3 + 1), at(at(rows, k), a), at(at(rows, k), b)),
            );
            if (!sumsTo(terms, a === b ? SURD_ONE : SURD_ZERO)) expect.fail(`${j1} ${j2}; ${m1} | ${other} ${m3}`);
            cases += 1;
          });
        });
      }
      expected += 2 * equationsOf(j1, j2);
    }
    expect(cases).toBe(expected);
    expect(cases).toBe(15_618);
  });

  it('at j1 = j2 = j3 = 50 to every other degree, for m3 = 0 and 7', () => {
    for (const m3 of [0, 7]) {
      const firsts = projections(50).filter((m1) => Math.abs(m1 + m3) <= 50);
      const row = firsts.map((m1) => wigner3j(50, 50, 50, m1, -m1 - m3, m3));
      expect(row.some(({ num, den }) => num * den > 2n ** 200n)).toBe(true);
      let cases = 0;
      for (const j3 of [m3, 8, 49, 50, 51, 99, 100]) {
        const terms = firsts.map((m1, k) =>
          productOf(integerSurd(101), at(row, k), wigner3j(50, 50, j3, m1, -m1 - m3, m3)),
        );
        expect(sumsTo(terms, j3 === 50 ? SURD_ONE : SURD_ZERO)).toBe(true);
        cases += 1;
      }
      expect(cases).toBe(7);
    }
  });
});

/** The Regge square of a 3j symbol, rows first, and back. */
type Square = readonly number[];
function symbolOf(square: Square): Surd {
  const [a, b, c] = [at(square, 0), at(square, 1), at(square, 2)];
  const m = [3, 4, 5].map((i) => (at(square, i + 3) - at(square, i)) / 2);
  return wigner3j((b + c) / 2, (a + c) / 2, (a + b) / 2, at(m, 0), at(m, 1), at(m, 2));
}

/** All 3 × 3 squares of integers ≥ 0 whose rows and columns sum to `line`: the valid 3j arguments with j1+j2+j3 = line. */
function squares(line: number): Square[] {
  const found: Square[] = [];
  const entries = Array.from({ length: line + 1 }, (_, n) => n);
  for (const [a = 0, b = 0, d = 0, e = 0] of tuples(entries, 4)) {
    const square = [a, b, line - a - b, d, e, line - d - e, line - a - d, line - b - e, a + b + d + e - line];
    if (square.every((n) => n >= 0)) found.push(square);
  }
  return found;
}

describe('3j symbols are symmetric', () => {
  it('under all 72 symmetries of the Regge square, for every symbol with j1+j2+j3 ≤ 7', () => {
    // Generators on the nine places: swap columns, swap rows (both odd), reflect in the diagonal (even).
    const group = maps([
      { places: [1, 0, 2, 4, 3, 5, 7, 6, 8], odd: true },
      { places: [0, 2, 1, 3, 5, 4, 6, 8, 7], odd: true },
      { places: [3, 4, 5, 0, 1, 2, 6, 7, 8], odd: true },
      { places: [0, 1, 2, 6, 7, 8, 3, 4, 5], odd: true },
      { places: [0, 3, 6, 1, 4, 7, 2, 5, 8], odd: false },
    ]);
    expect(group).toHaveLength(72);
    let symbols = 0;
    let cases = 0;
    for (let line = 0; line <= 7; line++) {
      for (const square of squares(line)) {
        symbols += 1;
        const value = symbolOf(square);
        for (const { places, odd } of group) {
          const image = symbolOf(places.map((i) => at(square, i)));
          if (!equalSurds(image, odd ? multiplySurds(signSurd(line), value) : value))
            expect.fail(`${square}: ${places}`);
          cases += 1;
        }
      }
    }
    // MacMahon: C(r+2,4) + C(r+3,4) + C(r+4,4) squares of line sum r; summed over r ≤ 7, C(10,5) + C(11,5) + C(12,5).
    expect(symbols).toBe(252 + 462 + 792);
    expect(cases).toBe(72 * symbols);
  });
});

describe('3j symbols are connected', () => {
  it('by the ladder relation in m (DLMF 34.3.14), for all j ≤ 3', () => {
    const step = (j: number, m: number): Surd => surd(1, BigInt((j - m) * (j + m + 1)), 1n); // J+ on |j m⟩
    const symbol = (j: readonly number[], m: readonly number[]): Surd =>
      m.every((value, i) => Math.abs(value) <= at(j, i))
        ? wigner3j(at(j, 0), at(j, 1), at(j, 2), at(m, 0), at(m, 1), at(m, 2))
        : SURD_ZERO;
    let cases = 0;
    let expected = 0;
    for (const j of tuples(halvesUpTo(3), 3)) {
      if (!isTriple(at(j, 0), at(j, 1), at(j, 2))) continue;
      // One relation for each state of weight −1 in j1 ⊗ j2 ⊗ j3, that is for each total J ≥ 1.
      for (const j12 of coupled(at(j, 0), at(j, 1)))
        expected += coupled(j12, at(j, 2)).filter((total) => total > 0).length;
      for (const m1 of projections(at(j, 0))) {
        for (const m2 of projections(at(j, 1))) {
          const m3 = -1 - m1 - m2;
          if (Math.abs(m3) > at(j, 2)) continue;
          const m = [m1, m2, m3];
          const terms = m.map((value, i) =>
            multiplySurds(
              step(at(j, i), value),
              symbol(
                j,
                m.map((n, k) => (k === i ? n + 1 : n)),
              ),
            ),
          );
          if (!sumsTo(terms, SURD_ZERO)) expect.fail(`${j}; ${m}`);
          cases += 1;
        }
      }
    }
    expect(cases).toBe(expected);
    expect(cases).toBe(1278);
  });
});

describe('3j symbols are zero', () => {
  it.each([
    ['the triangle is broken', [1, 1, 3, 0, 0, 0]],
    ['the triangle is broken', [3, 1, 1, 0, 0, 0]],
    ['j1+j2+j3 is no integer', [0.5, 1, 1, 0.5, 0, 0]],
    ['m1+m2+m3 ≠ 0', [2, 2, 2, 1, 1, 1]],
    ['m1+m2+m3 is no integer', [0.5, 1, 1, -0.5, 1, 0]],
    ['j1+j2+j3 is odd and all m are 0', [1, 1, 1, 0, 0, 0]],
    ['j1+j2+j3 is odd and two columns agree', [2, 2, 3, 1, 1, -2]],
    ['Racah’s sum cancels', [3, 3, 2, 2, -2, 0]],
  ])('where %s: %j', (_, [j1 = 0, j2 = 0, j3 = 0, m1 = 0, m2 = 0, m3 = 0]) => {
    expect(wigner3j(j1, j2, j3, m1, m2, m3)).toEqual(SURD_ZERO);
  });

  it.each([
    [[0.3, 1, 1, 0, 0, 0], 'j1 must be an integer or half-integer, got 0.3'],
    [[1, Number.NaN, 1, 0, 0, 0], 'j2 must lie between 0 and 1000, got NaN'],
    [[1, 1, -1, 0, 0, 0], 'j3 must lie between 0 and 1000, got -1'],
    [[1001, 1, 1, 0, 0, 0], 'j1 must lie between 0 and 1000, got 1001'],
    [[Number.POSITIVE_INFINITY, 1, 1, 0, 0, 0], 'j1 must lie between 0 and 1000, got Infinity'],
    [[1, 1, 1, 2, -1, -1], '|m1| must be ≤ j1 = 1, got m1 = 2'],
    [[1, 1, 1, 0, 0.25, 0], 'm2 must be an integer or half-integer, got 0.25'],
    [[1, 1, 1, 0, 0.5, -0.5], 'j2 − m2 must be an integer, got j2 = 1, m2 = 0.5'],
    [[0.5, 0.5, 1, 0.5, -0.5, Number.NaN], 'm3 must be an integer or half-integer, got NaN'],
  ])('and nonsense is refused: %j', ([j1 = 0, j2 = 0, j3 = 0, m1 = 0, m2 = 0, m3 = 0], message) => {
    expect(() => wigner3j(j1, j2, j3, m1, m2, m3)).toThrow(new RequestError(message));
  });
});
