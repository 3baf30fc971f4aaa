/** 6j symbols as recoupling matrices: orthogonal, composable in a triangle (Racah) and in a pentagon (Biedenharn–Elliott). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wigner6j } from '../../src/coupling/wigner-6j.ts';
import { multiplySurds, SURD_ZERO, type Surd, surd } from '../../src/exact/surd.ts';
import {
  coupled,
  halvesUpTo,
  integerSurd,
  invariants,
  isTriple,
  productOf,
  signSurd,
  sumsTo,
  tuples,
} from './enumeration.ts';

const among = (list: readonly number[], other: readonly number[]): number[] => list.filter((n) => other.includes(n));

describe('6j symbols are orthogonal', () => {
  it('Σ_x (2x+1)(2f+1) {a b x; d e f}{a b x; d e g} = δ_fg, for all a, b, d, e ≤ 5/2', () => {
    let [equations, expected] = [0, 0];
    for (const [a = 0, b = 0, d = 0, e = 0] of tuples(halvesUpTo(2.5), 4)) {
      const inner = among(coupled(a, b), coupled(d, e));
      const outer = among(coupled(a, e), coupled(b, d));
      for (const f of outer) {
        for (const g of outer) {
          const terms = inner.map((x) =>
            productOf(integerSurd((2 * x + 1) * (2 * f + 1)), wigner6j(a, b, x, d, e, f), wigner6j(a, b, x, d, e, g)),
          );
          if (!sumsTo(terms, integerSurd(Number(f === g)))) expect.fail(`${a} ${b} ${d} ${e} | ${f} ${g}`);
          equations += 1;
        }
      }
      expected += invariants([a, b, d, e]) ** 2;
    }
    expect(equations).toBe(expected);
    expect(equations).toBe(2261);
  });
});

describe('6j symbols obey', () => {
  it('Σ_x (−1)^(2x) (2x+1) {a b x; a b f} = 1 and Σ_x (−1)^(a+b+x) (2x+1) {a b x; b a f} = δ_f0 √((2a+1)(2b+1)), a, b ≤ 6', () => {
    let cases = 0;
    for (const [a = 0, b = 0] of tuples(halvesUpTo(6), 2)) {
      for (const f of coupled(a, a).filter((x) => x <= 2 * b)) {
        const terms = coupled(a, b).map((x) =>
          productOf(signSurd(a + b + x), integerSurd(2 * x + 1), wigner6j(a, b, x, b, a, f)),
        );
        const value = f === 0 ? surd(1, BigInt((2 * a + 1) * (2 * b + 1)), 1n) : SURD_ZERO;
        if (!sumsTo(terms, value)) expect.fail(`${a} ${b} ${f}`);
        cases += 1;
      }
      for (const f of coupled(a, b)) {
        const terms = coupled(a, b).map((x) =>
          productOf(signSurd(2 * x), integerSurd(2 * x + 1), wigner6j(a, b, x, a, b, f)),
        );
        if (!sumsTo(terms, integerSurd(1))) expect.fail(`${a} ${b} ${f}`);
        cases += 1;
      }
    }
    expect(cases).toBe(2 * 819); // in both rules f takes min(2a, 2b) + 1 values: Σ_{n ≤ 13} n²
  });

  it('Racah’s back-coupling, Σ_x (−1)^(p+q+x) (2x+1) {a b x; c d p}{a b x; d c q} = {a c q; b d p}, for all ≤ 2', () => {
    let cases = 0;
    for (const [a = 0, b = 0, c = 0, d = 0] of tuples(halvesUpTo(2), 4)) {
      for (const p of among(coupled(a, d), coupled(b, c))) {
        for (const q of among(coupled(a, c), coupled(b, d))) {
          const terms = among(coupled(a, b), coupled(c, d)).map((x) =>
            productOf(
              signSurd(p + q + x),
              integerSurd(2 * x + 1),
              wigner6j(a, b, x, c, d, p),
              wigner6j(a, b, x, d, c, q),
            ),
          );
          if (!sumsTo(terms, wigner6j(a, c, q, b, d, p))) expect.fail(`${a} ${b} ${c} ${d} ${p} ${q}`);
          cases += 1;
        }
      }
    }
    expect(cases).toBe(855);
  });

  // Varshalovich et al. (1988), eq. 9.8(5):
  // Σ_x (−1)^(S+x) (2x+1) {a b x; c d g}{c d x; e f h}{e f x; b a j} = {g h j; e a d}{g h j; f b c}, S the sum of the other nine.
  function pentagon([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, j = 0]: readonly number[]): boolean {
    const total = a + b + c + d + e + f + g + h + j;
    const terms: Surd[] = coupled(a, b)
      .filter((x) => isTriple(c, d, x) && isTriple(e, f, x))
      .map((x) =>
        productOf(
          signSurd(total + x),
          integerSurd(2 * x + 1),
          wigner6j(a, b, x, c, d, g),
          wigner6j(c, d, x, e, f, h),
          wigner6j(e, f, x, b, a, j),
        ),
      );
    return sumsTo(terms, multiplySurds(wigner6j(g, h, j, e, a, d), wigner6j(g, h, j, f, b, c)));
  }
  /** The triads of the pentagon that do not contain x. */
  const isPentagon = ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, j = 0]: readonly number[]): boolean =>
    isTriple(g, a, d) &&
    isTriple(g, b, c) &&
    isTriple(h, c, f) &&
    isTriple(h, d, e) &&
    isTriple(j, a, e) &&
    isTriple(j, b, f);

  it('Biedenharn and Elliott’s pentagon, for all entries ≤ 1', () => {
    let cases = 0;
    for (const entries of tuples(halvesUpTo(1), 9)) {
      if (!isPentagon(entries)) continue;
      if (!pentagon(entries)) expect.fail(`${entries}`);
      cases += 1;
    }
    expect(cases).toBe(217);
  });

  it('the pentagon at random entries up to 6', () => {
    const spin = fc.integer({ min: 0, max: 12 }).map((t) => t / 2);
    const pick = fc.nat();
    const choose = (list: readonly number[], n: number): number => list[n % list.length] ?? 0;
    const spins = fc.tuple(spin, spin, spin, spin, spin, pick, pick, pick, pick).map(([a, b, c, g, h, i, k, m, n]) => {
      const d = choose(coupled(g, a), i);
      const e = choose(coupled(h, d), k);
      const f = choose(coupled(h, c), m);
      const j = choose(coupled(a, e), n);
      return [a, b, c, d, e, f, g, h, j];
    });
    let held = 0;
    fc.assert(
      fc.property(spins.filter(isPentagon), (entries) => {
        held += 1;
        return pentagon(entries);
      }),
    );
    expect(held).toBeGreaterThanOrEqual(100);
  });
});
