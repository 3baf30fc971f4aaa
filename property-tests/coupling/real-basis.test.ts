/** The real coupling tensor: the complex one in another basis, normalised, with the sign of Gaunt and of the curl. */
import { describe, expect, it } from 'vitest';
import { curlFactor, gauntFactor } from '../../src/coupling/gaunt.ts';
import { couplingNonZeros } from '../../src/coupling/nonzeros.ts';
import { realCoupling, realCouplingEntries } from '../../src/coupling/real-basis.ts';
import { wigner3j } from '../../src/coupling/wigner-3j.ts';
import { RequestError } from '../../src/errors.ts';
import { equalSurds, multiplySurds, negateSurd, SURD_ONE, SURD_ZERO, type Surd, surd } from '../../src/exact/surd.ts';
import { equalSurdSums, isZeroSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { at } from '../exact/indexing.ts';
import { degreesUpTo, isTriple, projections, sumsTo, tuples } from './enumeration.ts';

const triples = (max: number): number[][] => [...tuples(degreesUpTo(max), 3)];
const places = (l1: number, l2: number, l3: number): number[][] =>
  projections(l1).flatMap((a) => projections(l2).flatMap((b) => projections(l3).map((c) => [a, b, c])));
/** Number of triples (ℓ1, ℓ2, ℓ3) ≤ L of the triangle, and of entries m1, m2, m3 over all triples ≤ L. */
const paths = (L: number): number => ((L + 1) * (L * L + 2 * L + 2)) / 2;
const entriesUpTo = (L: number): number => ((L + 1) ** 2) ** 3;

/** i^turns·value: real harmonics from complex ones, Y_m = Σ (turns, value) Y^μ, as textbooks write it. */
function realFromComplex(m: number): { mu: number; turns: number; value: Surd }[] {
  if (m === 0) return [{ mu: 0, turns: 0, value: SURD_ONE }];
  const half = surd(1, 1n, 2n);
  const size = Math.abs(m);
  const condonShortley = size % 2 === 0 ? half : negateSurd(half);
  // cos: (Y^−m + (−1)^m Y^m)/√2; sin: i(Y^−m − (−1)^m Y^m)/√2
  return m > 0
    ? [
        { mu: -size, turns: 0, value: half },
        { mu: size, turns: 0, value: condonShortley },
      ]
    : [
        { mu: -size, turns: 1, value: half },
        { mu: size, turns: 1, value: negateSurd(condonShortley) },
      ];
}

describe('the real coupling tensor', () => {
  it('is Π (−i)^ℓ U of the 3j symbols, with no imaginary part, for all entries of all triples ≤ 3', () => {
    let cases = 0;
    for (const [l1 = 0, l2 = 0, l3 = 0] of triples(3)) {
      for (const [m1 = 0, m2 = 0, m3 = 0] of places(l1, l2, l3)) {
        const parts: [Surd[], Surd[]] = [[], []];
        for (const a of realFromComplex(m1)) {
          for (const b of realFromComplex(m2)) {
            for (const c of realFromComplex(m3)) {
              const symbol = wigner3j(l1, l2, l3, a.mu, b.mu, c.mu);
              const value = [a.value, b.value, c.value].reduce(multiplySurds, symbol);
              const turns = (a.turns + b.turns + c.turns + 3 * (l1 + l2 + l3)) % 4;
              parts[turns % 2 === 0 ? 0 : 1].push(turns >= 2 ? negateSurd(value) : value);
            }
          }
        }
        const [real, imaginary] = parts.map(sumOfSurds);
        const expected = sumOfSurds([realCoupling(l1, l2, l3, m1, m2, m3)]);
        const holds = isZeroSum(imaginary ?? []) && equalSurdSums(real ?? [], expected);
        if (!holds) expect.fail(`${l1} ${l2} ${l3}; ${m1} ${m2} ${m3}`);
        cases += 1;
      }
    }
    expect(cases).toBe(entriesUpTo(3));
  });

  it('has norm 1 on every path, nothing off the paths, and lists its entries in order, for all triples ≤ 6', () => {
    let found = 0;
    for (const [l1 = 0, l2 = 0, l3 = 0] of triples(6)) {
      const entries = realCouplingEntries(l1, l2, l3);
      if (!isTriple(l1, l2, l3)) {
        expect(entries).toEqual([]);
        continue;
      }
      if (
        !sumsTo(
          entries.map(({ value }) => multiplySurds(value, value)),
          SURD_ONE,
        )
      )
        expect.fail(`${l1} ${l2} ${l3}`);
      const keys = entries.map(({ m1, m2, m3 }) => ((m1 + l1) * 100 + m2 + l2) * 100 + m3 + l3);
      expect(keys.every((key, i) => i === 0 || key > at(keys, i - 1))).toBe(true);
      found += 1;
    }
    expect(found).toBe(paths(6));
  });

  it('lists exactly the non-zero entries, for all triples ≤ 4', () => {
    let cases = 0;
    for (const [l1 = 0, l2 = 0, l3 = 0] of triples(4)) {
      const listed = new Map(
        realCouplingEntries(l1, l2, l3).map(({ m1, m2, m3, value }) => [[m1, m2, m3].join(), value]),
      );
      for (const place of places(l1, l2, l3)) {
        const [m1 = 0, m2 = 0, m3 = 0] = place;
        const value = realCoupling(l1, l2, l3, m1, m2, m3);
        if (!equalSurds(value, listed.get(place.join()) ?? SURD_ZERO)) expect.fail(`${l1} ${l2} ${l3}; ${place}`);
        cases += 1;
      }
    }
    expect(cases).toBe(entriesUpTo(4));
  });

  it('takes (−1)^(ℓ1+ℓ2+ℓ3) when two slots change places, for all triples ≤ 4', () => {
    let cases = 0;
    for (const [l1 = 0, l2 = 0, l3 = 0] of triples(4)) {
      const signed = (value: Surd): Surd => ((l1 + l2 + l3) % 2 === 0 ? value : negateSurd(value));
      for (const { m1, m2, m3, value } of realCouplingEntries(l1, l2, l3)) {
        const images = [realCoupling(l2, l1, l3, m2, m1, m3), realCoupling(l1, l3, l2, m1, m3, m2)];
        if (!images.every((image) => equalSurds(image, signed(value)))) expect.fail(`${l1} ${l2} ${l3}`);
        cases += 1;
      }
    }
    expect(cases).toBe(triples(4).reduce((sum, [a = 0, b = 0, c = 0]) => sum + couplingNonZeros(a, b, c).real, 0));
  });

  it('is orthonormal over its first two slots: Σ w(ℓ3 m)w(ℓ3′ m′) = δδ/(2ℓ3+1), for all ℓ1, ℓ2 ≤ 3', () => {
    let cases = 0;
    for (const [l1 = 0, l2 = 0] of tuples(degreesUpTo(3), 2)) {
      const columns = degreesUpTo(l1 + l2).flatMap((l3) => projections(l3).map((m3) => ({ l3, m3 })));
      for (const [i, a] of columns.entries()) {
        for (const b of columns.slice(i)) {
          const terms = projections(l1).flatMap((m1) =>
            projections(l2).map((m2) =>
              multiplySurds(realCoupling(l1, l2, a.l3, m1, m2, a.m3), realCoupling(l1, l2, b.l3, m1, m2, b.m3)),
            ),
          );
          const diagonal = a === b && isTriple(l1, l2, a.l3);
          if (!sumsTo(terms, diagonal ? surd(1, 1n, BigInt(2 * a.l3 + 1) ** 2n) : SURD_ZERO))
            expect.fail(`${l1} ${l2}`);
          cases += 1;
        }
      }
    }
    const columns = (l: number): number => (l + 1) ** 2;
    let expected = 0;
    for (const [a = 0, b = 0] of tuples(degreesUpTo(3), 2)) expected += (columns(a + b) * (columns(a + b) + 1)) / 2;
    expect(cases).toBe(expected);
  });

  it('of (1, 1, 1) is ε/√6 in the order y, z, x, which is an even permutation of x, y, z', () => {
    let cases = 0;
    for (const [m1 = 0, m2 = 0, m3 = 0] of tuples(projections(1), 3)) {
      const epsilon = ((m2 - m1) * (m3 - m1) * (m3 - m2)) / 2;
      expect(realCoupling(1, 1, 1, m1, m2, m3)).toEqual(surd(epsilon, 1n, 6n));
      cases += 1;
    }
    expect(cases).toBe(27);
  });

  it('with a scalar is the identity: w(ℓ, ℓ, 0) = δ/√(2ℓ+1), for ℓ ≤ 20', () => {
    for (const l of degreesUpTo(20)) {
      const diagonal = projections(l).map((m) => ({ m1: m, m2: m, m3: 0, value: surd(1, 1n, BigInt(2 * l + 1)) }));
      expect(realCouplingEntries(l, l, 0)).toEqual(diagonal);
    }
  });

  it.each<readonly [readonly [number, number, number, number, number, number], string]>([
    [[0.5, 0.5, 1, 0.5, -0.5, 0], 'l1 must be an integer between 0 and 1000, got 0.5'],
    [[1, -1, 1, 0, 0, 0], 'l2 must be an integer between 0 and 1000, got -1'],
    [[1, 1, 1, 0, 0, 2], '|m3| must be ≤ l3 = 1, got m3 = 2'],
    [[1, 1, 1, 0.5, 0, 0], 'l1 − m1 must be an integer, got l1 = 1, m1 = 0.5'],
  ])('refuses %j', (args, message) => {
    expect(() => realCoupling(...args)).toThrow(new RequestError(message));
  });
});

describe('the number of non-zero entries', () => {
  it('real and complex is that of the entries themselves, for all triples ≤ 5', () => {
    for (const [l1 = 0, l2 = 0, l3 = 0] of triples(5)) {
      let complex = 0;
      for (const m1 of projections(l1)) {
        for (const m2 of projections(l2)) {
          if (Math.abs(m1 + m2) <= l3 && wigner3j(l1, l2, l3, m1, m2, -m1 - m2).sign !== 0) complex += 1;
        }
      }
      expect(couplingNonZeros(l1, l2, l3)).toEqual({ complex, real: realCouplingEntries(l1, l2, l3).length });
    }
  });

  it('in the real basis is 2·complex − (complex ones with some m = 0), for all triples ≤ 10', () => {
    let found = 0;
    for (const [l1 = 0, l2 = 0, l3 = 0] of triples(10)) {
      if (l1 > l2 || l2 > l3 || !isTriple(l1, l2, l3)) continue;
      const { complex, real } = couplingNonZeros(l1, l2, l3);
      let withZero = 0;
      for (const m1 of projections(l1)) {
        for (const m2 of projections(l2)) {
          const m3 = -m1 - m2;
          if (m1 * m2 * m3 !== 0 || Math.abs(m3) > l3) continue;
          if (wigner3j(l1, l2, l3, m1, m2, m3).sign !== 0) withZero += 1;
        }
      }
      expect(real).toBe(2 * complex - withZero);
      found += 1;
    }
    expect(found).toBe(161);
  });

  it('is decided alike by float64 and bigint integers at the border where one hands over to the other', () => {
    // 2^a·C(b, b/2)·C(c, c/2) passes 2^53 between degrees 19 and 20 of ℓ1 = ℓ2 = ℓ3.
    for (const l of [18, 19, 20, 21]) {
      let complex = 0;
      for (const m1 of projections(l)) {
        for (const m2 of projections(l)) {
          if (Math.abs(m1 + m2) <= l && wigner3j(l, l, l, m1, m2, -m1 - m2).sign !== 0) complex += 1;
        }
      }
      expect(couplingNonZeros(l, l, l).complex).toBe(complex);
    }
  });
});

describe('the factors of Gaunt and curl', () => {
  it('are positive on exactly the even paths, and on exactly the odd paths of two degrees ≥ 1, for all triples ≤ 12', () => {
    let [even, odd] = [0, 0];
    for (const [l1 = 0, l2 = 0, l3 = 0] of triples(12)) {
      const path = isTriple(l1, l2, l3);
      const isEven = (l1 + l2 + l3) % 2 === 0;
      expect(gauntFactor(l1, l2, l3).sign).toBe(Number(path && isEven));
      expect(curlFactor(l1, l2, l3).sign).toBe(Number(path && !isEven));
      if (path && isEven) even += 1;
      if (path && !isEven) odd += 1;
    }
    expect(even + odd).toBe(paths(12));
    expect(even).toBe(Math.floor(((12 + 2) * (2 * 12 ** 2 + 5 * 12 + 4)) / 8));
  });
});
