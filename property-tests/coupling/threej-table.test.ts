/** Whole tables of 3j symbols against single symbols by Racah's sum, and their integers across every change of representation. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  integerAt,
  type Limbs,
  ONE_LIMB,
  type RacahPlane,
  racahDigits,
  racahFamily,
  racahPlanes,
  TWO_LIMBS,
} from '../../src/coupling/racah-planes.ts';
import { exactThreejTable, float64ThreejTable, MAX_THREEJ_DEGREE } from '../../src/coupling/threej-table.ts';
import { racahInteger, wigner3j } from '../../src/coupling/wigner-3j.ts';
import { surdToFloat64 } from '../../src/exact/float.ts';
import { rational } from '../../src/exact/rational.ts';
import { equalSurds, scaledRoot } from '../../src/exact/surd.ts';

/** Every allowed symbol of integer degrees ≤ lmax. */
function* symbols(lmax: number): Generator<readonly [number, number, number, number, number, number]> {
  for (let l1 = 0; l1 <= lmax; l1++)
    for (let l2 = 0; l2 <= lmax; l2++)
      for (let l3 = Math.abs(l1 - l2); l3 <= Math.min(lmax, l1 + l2); l3++)
        for (let m1 = -l1; m1 <= l1; m1++)
          for (let m2 = Math.max(-l2, -l3 - m1); m2 <= Math.min(l2, l3 - m1); m2++)
            yield [l1, l2, l3, m1, m2, -m1 - m2];
}

/** How many entries of a plane differ from Racah's sum; every entry is looked at. */
function wrong(plane: RacahPlane): { wrong: number; looked: number; largest: bigint } {
  const { a, b, c, degrees, diagonals } = plane;
  const [l1, l2, l3] = degrees;
  let [bad, looked, largest] = [0, 0, 0n];
  for (const diagonal of diagonals) {
    for (let i = 0; i < diagonal.length; i++) {
      const found = integerAt(plane, diagonal.start + i);
      const m1 = l1 - (i + diagonal.m3 + (b - c) / 2);
      if (found !== racahInteger(2 * l1, 2 * l2, 2 * l3, 2 * m1, 2 * (i - l2))) bad++;
      looked++;
      const size = found < 0n ? -found : found;
      if (size > largest) largest = size;
    }
  }
  expect(a + b + c).toBe(l1 + l2 + l3);
  return { wrong: bad, looked, largest };
}

describe('Racah’s integers', () => {
  it('are those of the single sum in every plane, each m3 ≥ 0 and ℓ1 ≥ ℓ2 once; ℓ ≤ 8', () => {
    let looked = 0;
    for (const plane of racahPlanes(8)) {
      const outcome = wrong(plane);
      expect(outcome.wrong).toBe(0);
      looked += outcome.looked;
    }
    let expected = 0;
    for (const [l1, l2, , , , m3] of symbols(8)) if (l1 >= l2 && m3 >= 0) expected++;
    expect(looked).toBe(expected);
  });

  it.each([2, 3] as const)('are the same in %i limbs from the start', (limbs) => {
    for (const [b, c] of [
      [6, 6],
      [9, 5],
      [12, 0],
    ] as const) {
      let planes = 0;
      for (const plane of racahFamily(b, c, 12, () => limbs)) {
        expect([plane.limbs, wrong(plane).wrong]).toEqual([limbs, 0]);
        planes++;
      }
      expect(planes).toBeGreaterThan(5);
    }
  });

  it('are the same on both sides of each change of representation: at 2^53 and at 2^96', () => {
    const seen = new Map<Limbs, number>();
    // From ℓ = 20 to 27 the integers pass 2^53, from ℓ = 40 to 52 they pass 2^96.
    for (const [b, c, steps] of [
      [24, 24, 30],
      [48, 46, 56],
    ] as const) {
      for (const plane of racahFamily(b, c, steps)) {
        const { a } = plane;
        if (a < steps - 14) continue;
        const { wrong: bad, largest } = wrong(plane);
        expect([a, bad]).toEqual([a, 0]);
        if (plane.limbs === 1) expect(largest <= 2n ** 53n).toBe(true);
        if (plane.limbs === 2) expect(largest <= 2n ** 96n).toBe(true);
        seen.set(plane.limbs, (seen.get(plane.limbs) ?? 0) + 1);
      }
    }
    expect([...seen.keys()].sort()).toEqual([1, 2, 3]);
  });

  it('are below their bound, which is no more than six digits too wide; a, b, c ≤ 24', () => {
    let compared = 0;
    for (const [b, c] of [
      [4, 2],
      [12, 12],
      [17, 5],
      [24, 22],
    ] as const) {
      for (const plane of racahFamily(b, c, 24)) {
        const digits = racahDigits(plane.a, b, c);
        const largest = Number(wrong(plane).largest);
        expect(Math.log2(largest)).toBeLessThanOrEqual(digits);
        expect(digits - Math.log2(largest)).toBeLessThan(6);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(40);
    expect(ONE_LIMB < TWO_LIMBS).toBe(true);
  });
});

describe('exactThreejTable', () => {
  it('has every symbol, exactly, and the sum of all signs; L ≤ 6', () => {
    const table = exactThreejTable(6);
    let [count, signs] = [0, 0];
    for (const args of symbols(6)) {
      const { sign, integer, num, den } = table.symbol(...args);
      const wanted = wigner3j(...args);
      const found = scaledRoot(rational(BigInt(sign) * integer), rational(num, den));
      if (!equalSurds(found, wanted)) expect.fail(`(${args.join(' ')})`);
      count++;
      signs += wanted.sign;
    }
    expect([table.symbols, table.signSum]).toEqual([count, signs]);
  });

  it('has as many symbols as the selection rules allow: 1,439, 26,757 and 167,635 for L = 4, 8 and 12', () => {
    expect([4, 8, 12].map((lmax) => exactThreejTable(lmax).symbols)).toEqual([1439, 26_757, 167_635]);
  });

  it('answers zero where a rule fails, and refuses what it does not hold', () => {
    const { symbol } = exactThreejTable(3);
    expect(symbol(1, 1, 3, 0, 0, 0).sign).toBe(0);
    expect(symbol(1, 1, 2, 1, 0, 0).sign).toBe(0);
    expect(symbol(1, 1, 1, 0, 0, 0).sign).toBe(0);
    const refused: readonly Parameters<typeof symbol>[] = [
      [4, 1, 3, 0, 0, 0],
      [1, 1, 2, 2, 0, -2],
      [1, 1, 0.5, 0, 0, 0],
    ];
    for (const args of refused) expect(() => symbol(...args)).toThrow(RangeError);
  });
});

describe('float64ThreejTable', () => {
  it('is every symbol rounded once, zeros and places without a symbol zero; L ≤ 7', () => {
    const table = float64ThreejTable(7);
    const expected = new Float64Array(table.values.length);
    let count = 0;
    for (const [l1, l2, l3, m1, m2, m3] of symbols(7)) {
      const at = table.offset(l1, l2, l3) + (m1 + l1) * (2 * l2 + 1) + m2 + l2;
      expected[at] = surdToFloat64(wigner3j(l1, l2, l3, m1, m2, m3));
      count++;
    }
    expect(table.symbols).toBe(count);
    expect(table.values.every((value, k) => Object.is(value, expected[k]))).toBe(true);
    expect(table.offset(1, 1, 3)).toBe(-1);
  });

  it('is so at random places up to L = 27, beyond one limb, in every image of a symbol', () => {
    const table = float64ThreejTable(27);
    const place = fc
      .record({ l1: fc.nat(27), l2: fc.nat(27), third: fc.nat(1000), first: fc.nat(1000), second: fc.nat(1000) })
      .map(({ l1, l2, third, first, second }) => {
        const [low, high] = [Math.abs(l1 - l2), Math.min(27, l1 + l2)];
        const l3 = low + (third % (high - low + 1));
        const m1 = (first % (2 * l1 + 1)) - l1;
        const [below, above] = [Math.max(-l2, -l3 - m1), Math.min(l2, l3 - m1)];
        return { l1, l2, l3, m1, m2: below + (second % (above - below + 1)) };
      });
    fc.assert(
      fc.property(place, ({ l1, l2, l3, m1, m2 }) => {
        const found = table.values[table.offset(l1, l2, l3) + (m1 + l1) * (2 * l2 + 1) + m2 + l2];
        expect(found).toBe(surdToFloat64(wigner3j(l1, l2, l3, m1, m2, -m1 - m2)));
      }),
      { numRuns: 3000, seed: 20_261_124, examples: [[{ l1: 27, l2: 27, l3: 27, m1: 13, m2: -14 }]] },
    );
    expect(table.undecided).toBe(0);
  });

  it('refuses degrees beyond its range', () => {
    expect(MAX_THREEJ_DEGREE).toBe(90);
    for (const lmax of [-1, 1.5, 91, Number.NaN]) expect(() => float64ThreejTable(lmax)).toThrow(RangeError);
  });
});
