/** Contracting real coupling tensors along the diagrams of 6j and 9j symbols gives these symbols, with no sign anywhere. */
import { describe, expect, it } from 'vitest';
import { type CouplingEntry, realCouplingEntries } from '../../src/coupling/real-basis.ts';
import { wigner6j } from '../../src/coupling/wigner-6j.ts';
import { wigner9j } from '../../src/coupling/wigner-9j.ts';
import { multiplySurds, SURD_ZERO, type Surd } from '../../src/exact/surd.ts';
import { at } from '../exact/indexing.ts';
import { degreesUpTo, isTriple, remembered, sumsTo, tuples } from './enumeration.ts';
import { maps } from './symmetries.ts';

type Triple = readonly [number, number, number];
const entriesOf = remembered((l: Triple) => realCouplingEntries(...l));
const tableOf = remembered((l: Triple) => {
  const table = new Map<number, Surd>();
  for (const { m1, m2, m3, value } of entriesOf(...l)) table.set(key(m1, m2, m3), value);
  return table;
});
/** The entries of w(ℓ1, ℓ2, ℓ3) by their first two projections. */
const byFirstTwo = remembered((l: Triple) => {
  const groups = new Map<number, CouplingEntry[]>();
  for (const entry of entriesOf(...l)) {
    const place = key(entry.m1, entry.m2, 0);
    groups.set(place, [...(groups.get(place) ?? []), entry]);
  }
  return groups;
});
const key = (m1: number, m2: number, m3: number): number => ((m1 + 50) * 100 + m2 + 50) * 100 + m3 + 50;

/** Σ w(1 2 3) w(1 5 6) w(4 2 6) w(4 5 3) over all six projections. */
function* tetrahedron([a, b, c, d, e, f]: readonly [number, number, number, number, number, number]): Generator<Surd> {
  const [third, fourth] = [tableOf(d, b, f), tableOf(d, e, c)];
  for (const first of entriesOf(a, b, c)) {
    for (const second of entriesOf(a, e, f)) {
      if (second.m1 !== first.m1) continue;
      for (let m4 = -d; m4 <= d; m4++) {
        const x = third.get(key(m4, first.m2, second.m3));
        const y = fourth.get(key(m4, second.m2, first.m3));
        if (x === undefined || y === undefined) continue;
        yield multiplySurds(multiplySurds(first.value, second.value), multiplySurds(x, y));
      }
    }
  }
}

/** Σ w of the three rows and w of the three columns over all nine projections. */
function* hexagon(entries: readonly number[]): Generator<Surd> {
  const [a, b, c, d, e, f, g, h, i] = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((k) => at(entries, k));
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined) return;
  if (f === undefined || g === undefined || h === undefined || i === undefined) return;
  const [left, middle, right, bottom] = [
    byFirstTwo(a, d, g),
    byFirstTwo(b, e, h),
    tableOf(c, f, i),
    byFirstTwo(g, h, i),
  ];
  for (const top of entriesOf(a, b, c)) {
    for (const row of entriesOf(d, e, f)) {
      for (const x of left.get(key(top.m1, row.m1, 0)) ?? []) {
        for (const y of middle.get(key(top.m2, row.m2, 0)) ?? []) {
          for (const last of bottom.get(key(x.m3, y.m3, 0)) ?? []) {
            const z = right.get(key(top.m3, row.m3, last.m3));
            if (z === undefined) continue;
            const rows = multiplySurds(multiplySurds(top.value, row.value), last.value);
            yield multiplySurds(rows, multiplySurds(multiplySurds(x.value, y.value), z));
          }
        }
      }
    }
  }
}

describe('real coupling tensors contract', () => {
  it('along a tetrahedron to the 6j symbol, for all degrees ≤ 2', () => {
    let [symbols, zeros] = [0, 0];
    for (const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] of tuples(degreesUpTo(2), 6)) {
      if (isTriple(a, b, c) && isTriple(a, e, f) && isTriple(d, b, f) && isTriple(d, e, c)) symbols += 1;
      else zeros += 1;
      if (!sumsTo(tetrahedron([a, b, c, d, e, f]), wigner6j(a, b, c, d, e, f)))
        expect.fail(`${a} ${b} ${c} ${d} ${e} ${f}`);
    }
    expect(symbols + zeros).toBe(3 ** 6);
    expect(symbols).toBe(127);
  });

  it('along the 9j diagram to the 9j symbol, for all degrees ≤ 2 up to the 72 symmetries', () => {
    const group = maps([
      { places: [1, 0, 2, 4, 3, 5, 7, 6, 8], odd: true },
      { places: [0, 2, 1, 3, 5, 4, 6, 8, 7], odd: true },
      { places: [3, 4, 5, 0, 1, 2, 6, 7, 8], odd: true },
      { places: [0, 1, 2, 6, 7, 8, 3, 4, 5], odd: true },
      { places: [0, 3, 6, 1, 4, 7, 2, 5, 8], odd: false },
    ]);
    // Both sides take the sign (−1)^(sum of all) under odd permutations (real-basis.test.ts, wigner-9j.test.ts).
    const done = new Set<string>();
    let orbits = 0;
    for (const entries of tuples(degreesUpTo(2), 9)) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = entries;
      const rows = isTriple(a, b, c) && isTriple(d, e, f) && isTriple(g, h, i);
      if (!rows || !isTriple(a, d, g) || !isTriple(b, e, h) || !isTriple(c, f, i) || done.has(entries.join())) continue;
      for (const { places } of group) done.add(places.map((k) => at(entries, k)).join());
      if (!sumsTo(hexagon(entries), wigner9j(a, b, c, d, e, f, g, h, i))) expect.fail(`${entries}`);
      orbits += 1;
    }
    expect([orbits, done.size]).toEqual([60, 1311]);
  });

  it('to nothing along a broken diagram', () => {
    expect(sumsTo(tetrahedron([1, 1, 1, 1, 1, 3]), SURD_ZERO)).toBe(true);
    expect([...hexagon([1, 1, 1, 1, 1, 1, 1, 1, 3])]).toEqual([]);
  });
});
