/** 6j symbols: the sum over four 3j symbols that defines them, and their 144 symmetries. */
import { describe, expect, it } from 'vitest';
import { wigner3j } from '../../src/coupling/wigner-3j.ts';
import { wigner6j } from '../../src/coupling/wigner-6j.ts';
import { RequestError } from '../../src/errors.ts';
import { equalSurds, multiplySurds, SURD_ZERO, type Surd } from '../../src/exact/surd.ts';
import { halvesUpTo, isTriple, projections, remembered, signSurd, sumsTo, tuples } from './enumeration.ts';
import { applyTwofold, type TwofoldMap, twofoldMaps } from './symmetries.ts';

type Six = readonly [number, number, number, number, number, number];
const isSix = (list: readonly number[]): list is Six => list.length === 6;
const six = (list: readonly number[]): Six => {
  if (!isSix(list)) throw new RangeError(`${list} are not six`);
  return list;
};
const hasTriads = ([a, b, c, d, e, f]: Six): boolean =>
  isTriple(a, b, c) && isTriple(a, e, f) && isTriple(d, b, f) && isTriple(d, e, c);

const threeJ = remembered((args: Six) => wigner3j(...args));

/**
 * Σ over all m of (−1)^Σ(j−m) (j1 j2 j3; −m1 −m2 −m3)(j1 j5 j6; m1 −m5 m6)(j4 j2 j6; m4 m2 −m6)(j4 j5 j3; −m4 m5 m3), DLMF 34.4.1
 * with the phases of Edmonds (1957), eq. 6.2.4.
 */
function termsOfDefinition([a, b, c, d, e, f]: Six): Surd[] {
  const terms: Surd[] = [];
  for (const m1 of projections(a)) {
    for (const m2 of projections(b)) {
      const m3 = -m1 - m2;
      if (Math.abs(m3) > c) continue;
      const first = threeJ(a, b, c, -m1, -m2, -m3);
      if (first.sign === 0) continue;
      for (const m4 of projections(d)) {
        const [m5, m6] = [m4 - m3, m4 + m2];
        if (Math.abs(m5) > e || Math.abs(m6) > f) continue;
        const phase = signSurd(a + b + c + d + e + f - m1 - m2 - m3 - m4 - m5 - m6);
        const rest = [threeJ(a, e, f, m1, -m5, m6), threeJ(d, b, f, m4, m2, -m6), threeJ(d, e, c, -m4, m5, m3)];
        terms.push(rest.reduce(multiplySurds, multiplySurds(phase, first)));
      }
    }
  }
  return terms;
}

describe('6j symbols', () => {
  it('are the sum over four 3j symbols, and zero where a triad is broken, for all entries ≤ 2', () => {
    let [symbols, zeros] = [0, 0];
    for (const list of tuples(halvesUpTo(2), 6)) {
      const entries = six(list);
      if (hasTriads(entries)) {
        symbols += 1;
        if (!sumsTo(termsOfDefinition(entries), wigner6j(...entries))) expect.fail(`${entries}`);
      } else {
        zeros += 1;
        if (wigner6j(...entries).sign !== 0) expect.fail(`${entries} should vanish`);
      }
    }
    expect(symbols + zeros).toBe(5 ** 6);
    expect(symbols).toBe(570);
  });

  it('have 144 symmetries, tetrahedral and Regge’s, each tried on every symbol with entries ≤ 2', () => {
    // Rows say how new entries are made of old ones, times two.
    const permutation = (places: readonly number[]): TwofoldMap =>
      places.map((i) => places.map((_, k) => 2 * Number(i === k)));
    const group = twofoldMaps([
      permutation([1, 0, 2, 4, 3, 5]),
      permutation([0, 2, 1, 3, 5, 4]),
      permutation([3, 4, 2, 0, 1, 5]),
      // Regge (1959): {a b c; d e f} = {a s−b s−c; d s−e s−f}, s = (b+c+e+f)/2
      [
        [2, 0, 0, 0, 0, 0],
        [0, -1, 1, 0, 1, 1],
        [0, 1, -1, 0, 1, 1],
        [0, 0, 0, 2, 0, 0],
        [0, 1, 1, 0, -1, 1],
        [0, 1, 1, 0, 1, -1],
      ],
    ]);
    expect(group).toHaveLength(144);
    const value = remembered((args: readonly number[]) => wigner6j(...six(args)));
    let cases = 0;
    for (const list of tuples(halvesUpTo(2), 6)) {
      if (!hasTriads(six(list))) continue;
      for (const map of group) {
        const image = applyTwofold(map, list);
        if (!equalSurds(value(...image), value(...list))) expect.fail(`${list} and ${image}`);
        cases += 1;
      }
    }
    expect(cases).toBe(144 * 570);
  });

  it.each<readonly [Six, string]>([
    [[0.7, 1, 1, 1, 1, 1], 'j1 must be an integer or half-integer, got 0.7'],
    [[1, 1, -0.5, 1, 1, 1], 'j3 must lie between 0 and 1000, got -0.5'],
    [[1, 1, 1, 1, 1, 1000.5], 'j6 must lie between 0 and 1000, got 1000.5'],
    [[1, 1, 1, Number.NaN, 1, 1], 'j4 must lie between 0 and 1000, got NaN'],
  ])('of nonsense are refused: %j', (entries, message) => {
    expect(() => wigner6j(...entries)).toThrow(new RequestError(message));
  });
});

describe('accidental zeros of {ℓ1 ℓ2 ℓ3; j j j}', () => {
  it('are these nine for 2j ≤ 16 and ℓ1 ≤ ℓ2 ≤ ℓ3: allowed by all four triads, and zero all the same', () => {
    const found: string[] = [];
    let symbols = 0;
    for (let t = 0; t <= 16; t++) {
      for (let a = 0; a <= t; a++) {
        for (let b = a; b <= t; b++) {
          for (let c = b; c <= Math.min(t, a + b); c++) {
            if (wigner6j(a, b, c, t / 2, t / 2, t / 2).sign === 0) found.push(`${a} ${b} ${c}; ${t}/2`);
            symbols += 1;
          }
        }
      }
    }
    expect(symbols).toBe(2685);
    expect(found).toEqual([
      '2 2 2; 3/2',
      '3 5 5; 6/2',
      '5 6 7; 8/2',
      '4 9 9; 10/2',
      '6 9 10; 11/2',
      '3 5 6; 12/2',
      '8 10 12; 13/2',
      '5 14 14; 15/2',
      '9 13 15; 16/2',
    ]);
  });

  it('{2 2 2; 3/2 3/2 3/2} vanishes by its definition too', () => {
    expect(sumsTo(termsOfDefinition([2, 2, 2, 1.5, 1.5, 1.5]), SURD_ZERO)).toBe(true);
    expect(termsOfDefinition([2, 2, 2, 1.5, 1.5, 1.5]).some(({ sign }) => sign !== 0)).toBe(true);
  });
});
