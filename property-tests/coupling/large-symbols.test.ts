/** 3j, 6j and 9j symbols of large entries, where single numbers no longer hold their sums, by roads that know bigints and gcds alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { racahInteger, wigner3j } from '../../src/coupling/wigner-3j.ts';
import { vanishesByAccident, wigner6j } from '../../src/coupling/wigner-6j.ts';
import { wigner9j } from '../../src/coupling/wigner-9j.ts';
import { factorial } from '../../src/exact/factorial.ts';
import { type Rational, rational } from '../../src/exact/rational.ts';
import { equalSurds, type Surd, scaledRoot } from '../../src/exact/surd.ts';
import { integerSurd, isTriple, productOf, sumsTo } from './enumeration.ts';

type Nine = readonly [number, number, number, number, number, number, number, number, number];

const SEED = 20_261_125;
const product = (...ns: readonly number[]): bigint => ns.reduce((all, n) => all * factorial(n), 1n);

/** One of the j that form a triad with j1 and j2, up to `most`: the `pick`-th, counted around. */
function third(j1: number, j2: number, most: number, pick: number): number {
  const low = Math.abs(j1 - j2);
  const choices = Math.floor(Math.min(most, j1 + j2) - low) + 1;
  return low + (pick % Math.max(1, choices));
}
const halves = (most: number): fc.Arbitrary<number> => fc.nat(2 * most).map((t) => t / 2);
const picks = fc.nat(1_000_000);

describe('3j symbols of j ≤ 60', () => {
  it('are Racah’s integer and factorials, reduced by a gcd', () => {
    let beyond = 0;
    fc.assert(
      fc.property(halves(60), halves(60), picks, picks, picks, (j1, j2, pick3, pick1, pick2) => {
        const j3 = third(j1, j2, 60, pick3);
        const m1 = (pick1 % (2 * j1 + 1)) - j1;
        const [low, high] = [Math.max(-j2, -j3 - m1), Math.min(j2, j3 - m1)];
        const m2 = low + (pick2 % (high - low + 1));
        const m3 = -m1 - m2;
        const integer = racahInteger(2 * j1, 2 * j2, 2 * j3, 2 * m1, 2 * m2);
        const num = product(j1 + m1, j1 - m1, j2 + m2, j2 - m2, j3 + m3, j3 - m3);
        const den = product(j1 + j2 - j3, j1 - j2 + j3, j2 + j3 - j1, j1 + j2 + j3 + 1);
        const phase = (j1 - j2 - m3) % 2 === 0 ? 1n : -1n;
        const expected = scaledRoot(rational(phase * integer), rational(num, den));
        if (!equalSurds(wigner3j(j1, j2, j3, m1, m2, m3), expected)) expect.fail([j1, j2, j3, m1, m2, m3].join(' '));
        if (integer > 2n ** 80n) beyond += 1;
      }),
      { numRuns: 2000, seed: SEED },
    );
    expect(beyond).toBeGreaterThan(50);
  });
});

/** Varshalovich et al. (1988), eq. 9.2.1(1) as it stands, in factorials; and the square of its prefactor. */
function sixJ([a, b, c, d, e, f]: readonly [number, number, number, number, number, number]): Surd {
  const triads = [a + b + c, a + e + f, d + b + f, d + e + c];
  const quadruples = [a + b + d + e, b + c + e + f, a + c + d + f];
  let sum: Rational = rational(0);
  for (let t = Math.max(...triads); t <= Math.min(...quadruples); t++) {
    const below = product(...triads.map((s) => t - s), ...quadruples.map((s) => s - t));
    const term = (t % 2 === 0 ? 1n : -1n) * factorial(t + 1);
    sum = rational(sum.num * below + term * sum.den, sum.den * below);
  }
  const deltas = [
    [a, b, c],
    [a, e, f],
    [d, b, f],
    [d, e, c],
  ] as const;
  const num = deltas.map(([x, y, z]) => product(x + y - z, x - y + z, y + z - x)).reduce((all, n) => all * n, 1n);
  return scaledRoot(sum, rational(num, product(...triads.map((s) => s + 1))));
}

const sixEntries = (most: number) =>
  fc.tuple(halves(most), halves(most), picks, halves(most), picks, picks).map(([a, b, pickC, d, pickF, pickE]) => {
    const c = third(a, b, most, pickC);
    const f = third(d, b, 2 * most, pickF);
    // e joins both (a, f) and (d, c).
    const [low, high] = [Math.max(Math.abs(a - f), Math.abs(d - c)), Math.min(a + f, d + c)];
    return low <= high ? ([a, b, c, d, low + (pickE % Math.floor(high - low + 1)), f] as const) : undefined;
  });

describe('6j symbols of entries to 60', () => {
  it('are the sum over factorials, reduced by a gcd, and vanish where it does', () => {
    let looked = 0;
    fc.assert(
      fc.property(fc.oneof(sixEntries(3), sixEntries(60)), (entries) => {
        if (entries === undefined) return;
        const expected = sixJ(entries);
        if (!equalSurds(wigner6j(...entries), expected)) expect.fail(entries.join(' '));
        const [a, b, c, d, e, f] = entries.map((j) => 2 * j);
        const vanishes = vanishesByAccident([a ?? 0, b ?? 0, c ?? 0, d ?? 0, e ?? 0, f ?? 0]);
        expect(vanishes).toBe(expected.sign === 0);
        looked += 1;
      }),
      { numRuns: 800, seed: SEED },
    );
    expect(looked).toBeGreaterThan(400);
  });

  it('of {ℓ1 ℓ2 ℓ3; j j j} likewise, where the family of the matrix product is long: 2j = 60', () => {
    for (const [l1, l2, l3] of [
      [1, 1, 1],
      [10, 12, 15],
      [30, 30, 30],
      [31, 47, 60],
      [60, 60, 60],
    ] as const) {
      expect(wigner6j(l1, l2, l3, 30, 30, 30)).toEqual(sixJ([l1, l2, l3, 30, 30, 30]));
    }
    // Two zeros that obey every rule, by both roads; and one that does not.
    for (const [l1, l2, l3, twiceJ] of [
      [3, 5, 6, 12],
      [9, 13, 15, 16],
    ] as const) {
      const j = twiceJ / 2;
      expect(sixJ([l1, l2, l3, j, j, j]).sign).toBe(0);
      expect(vanishesByAccident([2 * l1, 2 * l2, 2 * l3, twiceJ, twiceJ, twiceJ])).toBe(true);
    }
    expect(vanishesByAccident([2, 2, 6, 4, 4, 4])).toBeUndefined();
  });
});

/** Σ_x (−1)^2x (2x+1) of three 6j symbols, whose x join (a, i), (d, h) and (b, f). */
function nineJ([a, b, c, d, e, f, g, h, i]: Nine): Surd[] {
  const terms: Surd[] = [];
  const low = Math.max(Math.abs(a - i), Math.abs(d - h), Math.abs(b - f));
  for (let x = low; x <= Math.min(a + i, d + h, b + f); x++) {
    const weight = integerSurd((2 * x) % 2 === 0 ? 2 * x + 1 : -(2 * x + 1));
    terms.push(productOf(weight, sixJ([a, b, c, f, i, x]), sixJ([d, e, f, b, x, h]), sixJ([g, h, i, x, a, d])));
  }
  return terms;
}

describe('9j symbols of entries to 40', () => {
  it('with a row of ones, as vector fields have it, are the sum over at most three x', () => {
    let [cases, nonZero] = [0, 0];
    // Of the 27 places around (1, 2, 3), 16 obey the triangle rule; around the others all do.
    for (const [j1, j2, j3] of [
      [1, 2, 3],
      [12, 13, 20],
      [40, 40, 39],
    ] as const) {
      for (const l1 of [j1 - 1, j1, j1 + 1])
        for (const l2 of [j2 - 1, j2, j2 + 1])
          for (const l3 of [j3 - 1, j3, j3 + 1]) {
            if (!isTriple(l1, l2, l3)) continue;
            const entries: Nine = [l1, l2, l3, 1, 1, 1, j1, j2, j3];
            const terms = nineJ(entries);
            expect(terms.length).toBeLessThanOrEqual(3);
            const symbol = wigner9j(...entries);
            if (!sumsTo(terms, symbol)) expect.fail(entries.join(' '));
            cases += 1;
            nonZero += Number(symbol.sign !== 0);
          }
    }
    expect(cases).toBe(16 + 27 + 27);
    expect(nonZero).toBeGreaterThan(60);
  });

  it('of any entries likewise', () => {
    const symbols: readonly Nine[] = [
      [10, 12, 9, 7.5, 8.5, 11, 12.5, 9.5, 13],
      [20, 15.5, 12.5, 11.5, 14, 10.5, 16.5, 17.5, 9],
      [8, 8, 8, 8, 8, 8, 8, 8, 8],
      [9, 9, 9, 9, 9, 9, 9, 9, 9],
    ];
    for (const entries of symbols) {
      if (!sumsTo(nineJ(entries), wigner9j(...entries))) expect.fail(entries.join(' '));
    }
    // A 9j of equal rows changes by (−1)^Σj when two are exchanged.
    expect(wigner9j(9, 9, 9, 9, 9, 9, 9, 9, 9).sign).toBe(0);
    expect(wigner9j(8, 8, 8, 8, 8, 8, 8, 8, 8).sign).not.toBe(0);
  });
});
