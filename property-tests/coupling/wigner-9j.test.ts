/** 9j symbols: the sum over six 3j symbols that defines them, 72 symmetries, reduction to 6j, orthogonality. */
import { describe, expect, it } from 'vitest';
import { wigner3j } from '../../src/coupling/wigner-3j.ts';
import { wigner6j } from '../../src/coupling/wigner-6j.ts';
import { wigner9j } from '../../src/coupling/wigner-9j.ts';
import { RequestError } from '../../src/errors.ts';
import { equalSurds, multiplySurds, SURD_ZERO, type Surd, surd } from '../../src/exact/surd.ts';
import { at } from '../exact/indexing.ts';
import {
  coupled,
  halvesUpTo,
  integerSurd,
  invariants,
  isTriple,
  productOf,
  projections,
  remembered,
  signSurd,
  sumsTo,
  tuples,
} from './enumeration.ts';
import { maps } from './symmetries.ts';

type Nine = readonly [number, number, number, number, number, number, number, number, number];
const isNine = (list: readonly number[]): list is Nine => list.length === 9;
const nine = (list: readonly number[]): Nine => {
  if (!isNine(list)) throw new RangeError(`${list} are not nine`);
  return list;
};
const hasTriads = ([a, b, c, d, e, f, g, h, i]: Nine): boolean =>
  [
    [a, b, c],
    [d, e, f],
    [g, h, i],
    [a, d, g],
    [b, e, h],
    [c, f, i],
  ].every(([x = 0, y = 0, z = 0]) => isTriple(x, y, z));

type Six = readonly [number, number, number, number, number, number];
const threeJ = remembered((args: Six) => wigner3j(...args));

/** Σ over all m of the 3j symbols of the three rows and the three columns (DLMF 34.6.1): no phase anywhere. */
function termsOfDefinition([a, b, c, d, e, f, g, h, i]: Nine): Surd[] {
  const terms: Surd[] = [];
  for (const ma of projections(a)) {
    for (const mb of projections(b)) {
      const mc = -ma - mb;
      if (Math.abs(mc) > c) continue;
      const first = threeJ(a, b, c, ma, mb, mc);
      if (first.sign === 0) continue;
      for (const md of projections(d)) {
        for (const me of projections(e)) {
          const [mf, mg, mh] = [-md - me, -ma - md, -mb - me];
          const mi = -mg - mh;
          if (Math.abs(mf) > f || Math.abs(mg) > g || Math.abs(mh) > h || Math.abs(mi) > i) continue;
          terms.push(
            productOf(
              first,
              threeJ(d, e, f, md, me, mf),
              threeJ(g, h, i, mg, mh, mi),
              threeJ(a, d, g, ma, md, mg),
              threeJ(b, e, h, mb, me, mh),
              threeJ(c, f, i, mc, mf, mi),
            ),
          );
        }
      }
    }
  }
  return terms;
}

/** All valid arguments with entries ≤ 1, halves included. */
const SMALL = [...tuples(halvesUpTo(1), 9)].map(nine).filter(hasTriads);

describe('9j symbols', () => {
  it('are the sum over six 3j symbols, and zero where a triad is broken, for all entries ≤ 1', () => {
    expect(SMALL).toHaveLength(215);
    for (const entries of SMALL) {
      if (!sumsTo(termsOfDefinition(entries), wigner9j(...entries))) expect.fail(`${entries}`);
    }
    let zeros = 0;
    for (const list of tuples(halvesUpTo(1), 9)) {
      if (hasTriads(nine(list))) continue;
      zeros += 1;
      if (wigner9j(...nine(list)).sign !== 0) expect.fail(`${list} should vanish`);
    }
    expect(zeros).toBe(3 ** 9 - SMALL.length);
  });

  it.each<{ entries: Nine }>([
    { entries: [2, 1.5, 0.5, 1, 2, 1, 1, 0.5, 1.5] },
    { entries: [2, 2, 2, 1.5, 1.5, 2, 1.5, 1.5, 2] },
    { entries: [2, 2, 3, 2, 2, 2, 2, 2, 1] },
    { entries: [1, 2, 1, 2, 3, 2, 1, 2, 1] },
    { entries: [2.5, 1, 1.5, 1.5, 1.5, 1, 2, 1.5, 2.5] },
  ])('are that sum for larger entries: $entries', ({ entries }) => {
    expect(hasTriads(entries)).toBe(true);
    expect(sumsTo(termsOfDefinition(entries), wigner9j(...entries))).toBe(true);
  });

  it('have 72 symmetries, odd permutations with the sign (−1)^(sum of all), each tried on every symbol with entries ≤ 1', () => {
    const group = maps([
      { places: [1, 0, 2, 4, 3, 5, 7, 6, 8], odd: true },
      { places: [0, 2, 1, 3, 5, 4, 6, 8, 7], odd: true },
      { places: [3, 4, 5, 0, 1, 2, 6, 7, 8], odd: true },
      { places: [0, 1, 2, 6, 7, 8, 3, 4, 5], odd: true },
      { places: [0, 3, 6, 1, 4, 7, 2, 5, 8], odd: false },
    ]);
    expect(group).toHaveLength(72);
    const value = remembered((args: readonly number[]) => wigner9j(...nine(args)));
    let cases = 0;
    for (const entries of SMALL) {
      const sign = signSurd(entries.reduce((sum, j) => sum + j, 0));
      for (const { places, odd } of group) {
        const image = value(...places.map((i) => at(entries, i)));
        const expected = odd ? multiplySurds(sign, value(...entries)) : value(...entries);
        if (!equalSurds(image, expected)) expect.fail(`${entries}: ${places}`);
        cases += 1;
      }
    }
    expect(cases).toBe(72 * SMALL.length);
  });

  it('with a zero are 6j symbols: {a b c; d e c; g g 0} = (−1)^(b+c+d+g) {a b c; e d g} / √((2c+1)(2g+1)), for all ≤ 2', () => {
    let cases = 0;
    for (const [a = 0, b = 0, c = 0, d = 0, e = 0, g = 0] of tuples(halvesUpTo(2), 6)) {
      if (!isTriple(a, b, c) || !isTriple(d, e, c) || !isTriple(a, d, g) || !isTriple(b, e, g)) continue;
      const scale = surd(1, 1n, BigInt((2 * c + 1) * (2 * g + 1)));
      const expected = productOf(signSurd(b + c + d + g), scale, wigner6j(a, b, c, e, d, g));
      if (!equalSurds(wigner9j(a, b, c, d, e, c, g, g, 0), expected)) expect.fail(`${a} ${b} ${c} ${d} ${e} ${g}`);
      cases += 1;
    }
    expect(cases).toBe(570);
  });

  it('are orthogonal: Σ_cf (2c+1)(2f+1)(2g+1)(2h+1) {a b c; d e f; g h i}{a b c; d e f; g′ h′ i} = δδ, for all ≤ 1', () => {
    let [cases, expected] = [0, 0];
    for (const [a = 0, b = 0, d = 0, e = 0] of tuples(halvesUpTo(1), 4)) {
      for (const i of halvesUpTo(4)) {
        const inner = pairs(coupled(a, b), coupled(d, e), i);
        const outer = pairs(coupled(a, d), coupled(b, e), i);
        expected += invariants([a, b, d, e, i]) ** 2;
        for (const [g, h] of outer) {
          for (const [g2, h2] of outer) {
            const terms = inner.map(([c, f]) =>
              productOf(
                integerSurd((2 * c + 1) * (2 * f + 1)),
                surd(1, BigInt((2 * g + 1) * (2 * h + 1) * (2 * g2 + 1) * (2 * h2 + 1)), 1n),
                wigner9j(a, b, c, d, e, f, g, h, i),
                wigner9j(a, b, c, d, e, f, g2, h2, i),
              ),
            );
            const same = g === g2 && h === h2;
            if (!sumsTo(terms, same ? integerSurd(1) : SURD_ZERO)) expect.fail(`${a} ${b} ${d} ${e} ${i}; ${g} ${h}`);
            cases += 1;
          }
        }
      }
    }
    expect(cases).toBe(expected);
    expect(cases).toBe(888);
  });

  it('of nonsense are refused', () => {
    expect(() => wigner9j(1, 1, 1, 1, 0.3, 1, 1, 1, 1)).toThrow(
      new RequestError('j5 must be an integer or half-integer, got 0.3'),
    );
    expect(() => wigner9j(1, 1, 1, 1, 1, 1, 1, 1, -1)).toThrow(
      new RequestError('j9 must lie between 0 and 1000, got -1'),
    );
  });
});

/** The ways to couple to i through x of one list and y of the other. */
function pairs(first: readonly number[], second: readonly number[], i: number): [number, number][] {
  return first.flatMap((x) => second.filter((y) => isTriple(x, y, i)).map((y): [number, number] => [x, y]));
}
