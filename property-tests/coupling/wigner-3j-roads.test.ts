/** 3j symbols by other roads: the generating polynomial, closed forms, and Clebsch–Gordan coefficients made with ladders. */
import { describe, expect, it } from 'vitest';
import { clebschGordan } from '../../src/coupling/clebsch-gordan.ts';
import { racahInteger, wigner3j } from '../../src/coupling/wigner-3j.ts';
import { factorial } from '../../src/exact/factorial.ts';
import { equalSurds, invertSurd, multiplySurds, negateSurd, SURD_ZERO, type Surd, surd } from '../../src/exact/surd.ts';
import { addSurdSums, equalSurdSums, multiplySurdSums, type SurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { at } from '../exact/indexing.ts';
import { coupled, degreesUpTo, halvesUpTo, projections, tuples } from './enumeration.ts';

const root = (n: number): Surd => surd(1, BigInt(n), 1n);
const productFactorials = (...ns: readonly number[]): bigint => ns.reduce((product, n) => product * factorial(n), 1n);

/** Coefficients of x^p y^q as [p][q]. */
type Bivariate = readonly (readonly bigint[])[];

/** p·(1 + s·x^dx·y^dy). */
function timesBinomial(p: Bivariate, s: bigint, dx: number, dy: number): Bivariate {
  return Array.from({ length: p.length + dx }, (_, i) =>
    Array.from({ length: at(p, 0).length + dy }, (__, k) => (p[i]?.[k] ?? 0n) + s * (p[i - dx]?.[k - dy] ?? 0n)),
  );
}

describe('Racah’s integer', () => {
  it('is the coefficient of x^(j1−m1) y^(j2+m2) in (1−xy)^a (1+x)^b (1+y)^c, for all a, b, c ≤ 6', () => {
    let coefficients = 0;
    let expectedCount = 0;
    for (const [a = 0, b = 0, c = 0] of tuples(degreesUpTo(6), 3)) {
      let polynomial: Bivariate = [[1n]];
      for (let k = 0; k < a; k++) polynomial = timesBinomial(polynomial, -1n, 1, 1);
      for (let k = 0; k < b; k++) polynomial = timesBinomial(polynomial, 1n, 1, 0);
      for (let k = 0; k < c; k++) polynomial = timesBinomial(polynomial, 1n, 0, 1);
      const [t1, t2, t3] = [a + b, a + c, b + c];
      // Weights (m1, m2) with |m1+m2| ≤ j3: (2j1+1)(2j2+1) less the two triangles cut off, of side a each.
      expectedCount += (t1 + 1) * (t2 + 1) - a * (a + 1);
      for (let n1 = -t1; n1 <= t1; n1 += 2) {
        for (let n2 = -t2; n2 <= t2; n2 += 2) {
          // Beyond |m3| ≤ j3 there is no symbol, though the polynomial has coefficients there.
          if (Math.abs(n1 + n2) > t3) continue;
          const expected = at(at(polynomial, (t1 - n1) / 2), (t2 + n2) / 2);
          if (racahInteger(t1, t2, t3, n1, n2) !== expected) expect.fail(`a ${a} b ${b} c ${c}, 2m ${n1} ${n2}`);
          coefficients += 1;
        }
      }
    }
    expect(coefficients).toBe(expectedCount);
    expect(coefficients).toBe(12_691);
  });
});

describe('closed forms of 3j symbols', () => {
  it('(ℓ1 ℓ2 ℓ3; 0 0 0) is that of DLMF 34.3.5, for all ℓ ≤ 12', () => {
    let cases = 0;
    for (const [a = 0, b = 0, c = 0] of tuples(degreesUpTo(12), 3)) {
      const line = a + b + c;
      let expected = SURD_ZERO;
      if (line % 2 === 0 && a <= b + c && b <= a + c && c <= a + b) {
        const half = line / 2;
        const under = productFactorials(line - 2 * a, line - 2 * b, line - 2 * c);
        const outside = factorial(half) ** 2n * under;
        const below = productFactorials(half - a, half - b, half - c) ** 2n * factorial(line + 1);
        expected = surd(half % 2 === 0 ? 1 : -1, outside, below);
        cases += 1;
      }
      if (!equalSurds(wigner3j(a, b, c, 0, 0, 0), expected)) expect.fail(`${a} ${b} ${c}`);
    }
    expect(cases).toBe(616); // even triangles; all the other 13³ − 616 are zero
  });

  it('stretched, j3 = j1 + j2, is Edmonds (1957) eq. 3.7.10, for all j1, j2 ≤ 6', () => {
    let cases = 0;
    for (const [j1 = 0, j2 = 0] of tuples(halvesUpTo(6), 2)) {
      const j3 = j1 + j2;
      for (const m1 of projections(j1)) {
        for (const m2 of projections(j2)) {
          const m3 = -m1 - m2;
          const num = productFactorials(2 * j1, 2 * j2, j3 + m3, j3 - m3);
          const den = productFactorials(2 * j3 + 1, j1 + m1, j1 - m1, j2 + m2, j2 - m2);
          const expected = surd((j1 - j2 - m3) % 2 === 0 ? 1 : -1, num, den);
          if (!equalSurds(wigner3j(j1, j2, j3, m1, m2, m3), expected)) expect.fail(`${j1} ${j2}; ${m1} ${m2}`);
          cases += 1;
        }
      }
    }
    expect(cases).toBe(91 ** 2); // (Σ_{t ≤ 12} (t+1))²
  });
});

/** One state |j3 m3⟩ of j1 ⊗ j2, as its coefficients by m1. */
type State = ReadonlyMap<number, SurdSum>;

/** |j3 j3⟩: what J+ annihilates, with norm 1 and ⟨j1 j1, j2 j3−j1 | j3 j3⟩ > 0 (Condon and Shortley). */
function highest(j1: number, j2: number, j3: number): State {
  const coefficients: { m1: number; value: Surd }[] = [];
  let value = root(1);
  let [num, den] = [0n, 1n]; // Σ value², a rational
  for (let m1 = j1; m1 >= -j1 && j3 - m1 <= j2; m1--) {
    const m2 = j3 - m1;
    if (m1 < j1) {
      // √((j1−m1)(j1+m1+1)) c(m1) + √((j2−m2+1)(j2+m2)) c(m1+1) = 0
      const ratio = surd(-1, BigInt((j2 - m2 + 1) * (j2 + m2)), BigInt((j1 - m1) * (j1 + m1 + 1)));
      value = multiplySurds(value, ratio);
    }
    coefficients.push({ m1, value });
    [num, den] = [num * value.den + value.num * den, den * value.den];
  }
  const scale = surd(1, den, num);
  return new Map(coefficients.map((entry) => [entry.m1, sumOfSurds([multiplySurds(scale, entry.value)])]));
}

/** |j3 m3−1⟩ = J− |j3 m3⟩ / √((j3+m3)(j3−m3+1)). */
function lowered(j1: number, j2: number, j3: number, m3: number, state: State): State {
  const next = new Map<number, SurdSum>();
  const scale = invertSurd(root((j3 + m3) * (j3 - m3 + 1)));
  const add = (m1: number, factor: number, value: SurdSum): void => {
    if (factor === 0) return;
    const extra = multiplySurdSums(sumOfSurds([multiplySurds(scale, root(factor))]), value);
    next.set(m1, addSurdSums(next.get(m1) ?? [], extra));
  };
  for (const [m1, value] of state) {
    const m2 = m3 - m1;
    add(m1 - 1, (j1 + m1) * (j1 - m1 + 1), value);
    add(m1, (j2 + m2) * (j2 - m2 + 1), value);
  }
  return next;
}

describe('Clebsch–Gordan coefficients', () => {
  it('are those of the ladder construction, for all j1, j2 ≤ 3', () => {
    let cases = 0;
    for (const [j1 = 0, j2 = 0] of tuples(halvesUpTo(3), 2)) {
      for (const j3 of coupled(j1, j2)) {
        let state = highest(j1, j2, j3);
        for (let m3 = j3; m3 >= -j3; m3--) {
          for (const m1 of projections(j1)) {
            const m2 = m3 - m1;
            if (Math.abs(m2) > j2) continue;
            const value = sumOfSurds([clebschGordan(j1, m1, j2, m2, j3, m3)]);
            if (!equalSurdSums(value, state.get(m1) ?? [])) expect.fail(`${j1} ${m1} ${j2} ${m2} | ${j3} ${m3}`);
            cases += 1;
          }
          if (m3 > -j3) state = lowered(j1, j2, j3, m3, state);
        }
      }
    }
    expect(cases).toBe(2408); // Σ over j1, j2 of Σ_d (p−|d|)(q−|d|), as in wigner-3j.test.ts
  });

  it('are unitary: Σ over m1 of the square is 1 for every |j3 m3⟩, for all j1, j2 ≤ 5', () => {
    let states = 0;
    for (const [j1 = 0, j2 = 0] of tuples(halvesUpTo(5), 2)) {
      for (const j3 of coupled(j1, j2)) {
        for (const m3 of projections(j3)) {
          let norm: SurdSum = [];
          for (const m1 of projections(j1)) {
            if (Math.abs(m3 - m1) > j2) continue;
            const value = clebschGordan(j1, m1, j2, m3 - m1, j3, m3);
            norm = addSurdSums(norm, sumOfSurds([multiplySurds(value, value)]));
          }
          if (!equalSurdSums(norm, sumOfSurds([root(1)]))) expect.fail(`${j1} ${j2} ${j3} ${m3}`);
          states += 1;
        }
      }
    }
    expect(states).toBe(66 ** 2); // (Σ_{t ≤ 10} (t+1))²
  });

  it('and 3j symbols differ by (−1)^(j1−j2+m3) √(2j3+1) and the sign of m3, for all j ≤ 5/2', () => {
    let cases = 0;
    for (const [j1 = 0, j2 = 0, j3 = 0] of tuples(halvesUpTo(2.5), 3)) {
      for (const m1 of projections(j1)) {
        for (const m2 of projections(j2)) {
          for (const m3 of projections(j3)) {
            const symbol = multiplySurds(root(2 * j3 + 1), wigner3j(j1, j2, j3, m1, m2, -m3));
            const odd = Number.isInteger(j1 - j2 + m3) && (j1 - j2 + m3) % 2 !== 0;
            const expected = odd ? negateSurd(symbol) : symbol;
            if (!equalSurds(clebschGordan(j1, m1, j2, m2, j3, m3), expected)) expect.fail(`${j1} ${m1} ${j2} ${m2}`);
            cases += 1;
          }
        }
      }
    }
    expect(cases).toBe(21 ** 3); // (Σ_{t ≤ 5} (t+1))³
  });

  it('of a spin ½ are Edmonds (1957) table 5.2, for all j ≤ 10', () => {
    let cases = 0;
    for (const j of halvesUpTo(10)) {
      for (const m of projections(j)) {
        const [up, down, all] = [BigInt(j + m + 1), BigInt(j - m + 1), BigInt(2 * j + 1)];
        expect(clebschGordan(j, m, 0.5, 0.5, j + 0.5, m + 0.5)).toEqual(surd(1, up, all));
        expect(clebschGordan(j, m, 0.5, -0.5, j + 0.5, m - 0.5)).toEqual(surd(1, down, all));
        cases += 1;
        if (j === 0) continue;
        if (m < j) expect(clebschGordan(j, m, 0.5, 0.5, j - 0.5, m + 0.5)).toEqual(surd(-1, BigInt(j - m), all));
        if (m > -j) expect(clebschGordan(j, m, 0.5, -0.5, j - 0.5, m - 0.5)).toEqual(surd(1, BigInt(j + m), all));
      }
    }
    expect(cases).toBe(231); // Σ_{t ≤ 20} (t+1)
  });
});
