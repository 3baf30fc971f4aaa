/** Alternating sums of products of binomial coefficients against the same sum in bigints, on both sides of where floats and residues decide. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AlternatingTerms,
  alternatingSum,
  alternatingSumVanishes,
  binomialColumn,
  binomialList,
  LIMB,
  wholeOf,
} from '../../src/exact/binomial-sum.ts';
import { binomial } from '../../src/exact/factorial.ts';

/** Racah's sum of a 3j symbol in these a, b, c, p, q; and what it is, with Σ|terms|. */
function racah([a, b, c, p, q]: readonly [number, number, number, number, number]) {
  const [first, last] = [Math.max(0, p - b, q - c), Math.min(a, p, q)];
  const terms: AlternatingTerms = {
    first,
    last,
    a: { list: binomialList(a), offset: 0 },
    b: { list: binomialList(b), offset: p - b },
    c: { list: binomialList(c), offset: q - c },
    d: { list: binomialColumn(0, last), offset: 0 },
  };
  let [sum, sizes] = [0n, 0n];
  for (let k = first; k <= last; k++) {
    const term = binomial(a, k) * binomial(b, p - k) * binomial(c, q - k);
    sum += k % 2 === 0 ? term : -term;
    sizes += term;
  }
  return { terms, sum, sizes };
}

const quintuple = (most: number) =>
  fc.tuple(fc.nat(most), fc.nat(most), fc.nat(most), fc.nat(10_000), fc.nat(10_000)).map(([a, b, c, first, second]) => {
    // 0 ≤ p ≤ a+b, 0 ≤ q ≤ a+c and −c ≤ p−q ≤ b, so that there are terms.
    const p = first % (a + b + 1);
    const [low, high] = [Math.max(0, p - b), Math.min(a + c, p + c)];
    return [a, b, c, p, low + (second % (high - low + 1))] as const;
  });

describe('alternatingSum', () => {
  it('is the sum in bigints, for all a, b, c ≤ 5', () => {
    let [cases, zeros, expected] = [0, 0, 0];
    for (let a = 0; a <= 5; a++)
      for (let b = 0; b <= 5; b++)
        for (let c = 0; c <= 5; c++) {
          // Of the (a+b+1)(a+c+1) places, two triangles of side a have no term.
          expected += (a + b + 1) * (a + c + 1) - a * (a + 1);
          for (let p = 0; p <= a + b; p++)
            for (let q = Math.max(0, p - b); q <= Math.min(a + c, p + c); q++) {
              const { terms, sum } = racah([a, b, c, p, q]);
              if (wholeOf(alternatingSum(terms)) !== sum) expect.fail([a, b, c, p, q].join());
              if (alternatingSumVanishes(terms) !== (sum === 0n)) expect.fail([a, b, c, p, q].join());
              cases += 1;
              zeros += Number(sum === 0n);
            }
        }
    expect(cases).toBe(expected);
    expect(zeros).toBeGreaterThan(100);
  });

  it('is so for random ones up to 70, in two limbs and beyond', () => {
    const seen = { number: 0, limbs: 0, bigint: 0 };
    fc.assert(
      fc.property(quintuple(70), (five) => {
        const { terms, sum, sizes } = racah(five);
        const found = alternatingSum(terms);
        expect(wholeOf(found)).toBe(sum);
        expect(alternatingSumVanishes(terms)).toBe(sum === 0n);
        if (typeof found === 'bigint') {
          seen.bigint += 1;
          // Bigints are for sums that the header's bound leaves out.
          expect(sizes > 2n ** 70n).toBe(true);
          return;
        }
        seen[found.high < 2 ** 21 ? 'number' : 'limbs'] += 1;
        const { sign, high, low } = found;
        expect([sign, high, low].every(Number.isSafeInteger)).toBe(true);
        expect(high >= 0 && low >= 0 && low < LIMB).toBe(true);
        expect(sizes < 2n ** 80n).toBe(true);
      }),
      { numRuns: 3000, seed: 20_261_125 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(300);
  });

  it('takes columns too, and more of a column than was asked before', () => {
    for (const n of [7, 12, 90]) {
      const { exact, floats, residues } = binomialColumn(5, n);
      expect(exact.length).toBeGreaterThan(n - 5);
      expect(exact.every((entry, i) => entry === binomial(5 + i, 5))).toBe(true);
      expect(exact.every((entry, i) => floats[i] === Number(entry))).toBe(true);
      expect(exact.every((entry, i) => BigInt(residues[i] ?? 0) === BigInt.asIntN(32, entry))).toBe(true);
    }
  });
});
