/** Gaunt and curl coefficients: products of 3j symbols here, integrals of polynomials over the sphere there. */
import { describe, expect, it } from 'vitest';
import { gaunt, realCurl, realGaunt } from '../../src/coupling/gaunt.ts';
import { solidHarmonic } from '../../src/coupling/harmonics.ts';
import { couplingNonZeros } from '../../src/coupling/nonzeros.ts';
import {
  addPolynomials,
  derivative,
  multiplyPolynomials,
  type Polynomial,
  scalePolynomial,
  sphereMean,
} from '../../src/coupling/polynomial.ts';
import { RequestError } from '../../src/errors.ts';
import { rational } from '../../src/exact/rational.ts';
import {
  equalSurds,
  multiplySurds,
  negateSurd,
  SURD_ONE,
  SURD_ZERO,
  type Surd,
  surd,
  surdFromRational,
} from '../../src/exact/surd.ts';
import { isZeroSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { degreesUpTo, productOf, projections, signSurd, sumsTo, tuples } from './enumeration.ts';

const FOUR_PI: Surd = surd(1, 16n, 1n, 2);
const upTo = (lmax: number) =>
  degreesUpTo(lmax).flatMap((l) => projections(l).map((m) => ({ l, m, ...solidHarmonic(l, m) })));
type Harmonic = ReturnType<typeof upTo>[number];

/** ∫ norm1·norm2·norm3·p·shape3 over the sphere. */
const integral = (a: Harmonic, b: Harmonic, p: Polynomial, c: Harmonic): Surd =>
  productOf(FOUR_PI, a.norm, b.norm, c.norm, surdFromRational(sphereMean(multiplyPolynomials(p, c.shape))));

/** r·(∇p×∇q): on the unit sphere only the tangential gradients survive. */
function bracket(p: Polynomial, q: Polynomial): Polynomial {
  const coordinate = (axis: 0 | 1 | 2): Polynomial => [
    { a: Number(axis === 0), b: Number(axis === 1), c: Number(axis === 2), coefficient: rational(1) },
  ];
  const minus = (x: Polynomial): Polynomial => scalePolynomial(x, rational(-1));
  const component = (axis: 0 | 1 | 2, next: 0 | 1 | 2, last: 0 | 1 | 2): Polynomial =>
    multiplyPolynomials(
      coordinate(axis),
      addPolynomials(
        multiplyPolynomials(derivative(p, next), derivative(q, last)),
        minus(multiplyPolynomials(derivative(p, last), derivative(q, next))),
      ),
    );
  return [component(0, 1, 2), component(1, 2, 0), component(2, 0, 1)].reduce(addPolynomials);
}

describe('real Gaunt coefficients', () => {
  it('are ∫ Y1 Y2 Y3, for every three harmonics of degree ≤ 4, in every order', () => {
    const all = upTo(4);
    let cases = 0;
    all.forEach((a, i) => {
      for (const [j, b] of all.slice(i).entries()) {
        const product = multiplyPolynomials(a.shape, b.shape);
        for (const c of all.slice(i + j)) {
          const value = integral(a, b, product, c);
          for (const [x, y, z] of [[a, b, c] as const, [b, a, c] as const, [c, b, a] as const, [b, c, a] as const]) {
            if (!equalSurds(realGaunt(x.l, y.l, z.l, x.m, y.m, z.m), value)) expect.fail(`${x.l} ${x.m} ${y.l} ${y.m}`);
          }
          cases += 1;
        }
      }
    });
    expect(cases).toBe((25 * 26 * 27) / 6);
  });
});

describe('real curl coefficients', () => {
  const all = upTo(4);

  it('are ∫ r·(∇Y1×∇Y2) Y3, for every three harmonics of degree ≤ 4', () => {
    let cases = 0;
    all.forEach((a, i) => {
      for (const b of all.slice(i)) {
        const turned = bracket(a.shape, b.shape);
        for (const c of all) {
          const value = integral(a, b, turned, c);
          const [straight, swapped] = [realCurl(a.l, b.l, c.l, a.m, b.m, c.m), realCurl(b.l, a.l, c.l, b.m, a.m, c.m)];
          if (!equalSurds(straight, value)) expect.fail(`${a.l} ${a.m} ${b.l} ${b.m} ${c.l} ${c.m}`);
          if (!equalSurds(swapped, negateSurd(value))) expect.fail(`${b.l} ${b.m} ${a.l} ${a.m} ${c.l} ${c.m}`);
          cases += 1;
        }
      }
    });
    expect(cases).toBe(((25 * 26) / 2) * 25);
  });

  it('are antisymmetric in all three slots, being integrals by parts, for all degrees ≤ 4', () => {
    let [nonZero, expected] = [0, 0];
    for (const [l1 = 0, l2 = 0, l3 = 0] of tuples(degreesUpTo(4), 3)) {
      if ((l1 + l2 + l3) % 2 !== 0) expected += couplingNonZeros(l1, l2, l3).real;
    }
    for (const a of all) {
      for (const b of all) {
        for (const c of all) {
          const value = realCurl(a.l, b.l, c.l, a.m, b.m, c.m);
          if (!equalSurds(realCurl(b.l, c.l, a.l, b.m, c.m, a.m), value)) expect.fail(`${a.l} ${b.l} ${c.l} cycle`);
          if (!equalSurds(realCurl(a.l, c.l, b.l, a.m, c.m, b.m), negateSurd(value)))
            expect.fail(`${a.l} ${b.l} ${c.l}`);
          if (value.sign !== 0) nonZero += 1;
        }
      }
    }
    expect(nonZero).toBe(expected);
    expect(nonZero).toBe(894);
  });
});

describe('complex Gaunt coefficients', () => {
  /** Y^μ = Σ i^turns·value·Y_m: (cos + i sin)/√2 with the Condon–Shortley sign for μ > 0, (cos − i sin)/√2 for μ < 0. */
  function complexFromReal(mu: number): { m: number; turns: number; value: Surd }[] {
    if (mu === 0) return [{ m: 0, turns: 0, value: SURD_ONE }];
    const value = multiplySurds(mu > 0 ? signSurd(mu) : SURD_ONE, surd(1, 1n, 2n));
    return [
      { m: Math.abs(mu), turns: 0, value },
      { m: -Math.abs(mu), turns: mu > 0 ? 1 : 3, value },
    ];
  }

  it('are the real ones in the other basis, with no imaginary part, for all degrees ≤ 3 and all orders', () => {
    const all = degreesUpTo(3).flatMap((l) => projections(l).map((mu) => ({ l, mu, parts: complexFromReal(mu) })));
    let cases = 0;
    for (const a of all) {
      for (const b of all) {
        for (const c of all) {
          const sides: [Surd[], Surd[]] = [[], []];
          for (const x of a.parts) {
            for (const y of b.parts) {
              for (const z of c.parts) {
                const turns = (x.turns + y.turns + z.turns) % 4;
                const value = productOf(x.value, y.value, z.value, realGaunt(a.l, b.l, c.l, x.m, y.m, z.m));
                sides[turns % 2 === 0 ? 0 : 1].push(turns >= 2 ? negateSurd(value) : value);
              }
            }
          }
          const expected = gaunt(a.l, b.l, c.l, a.mu, b.mu, c.mu);
          if (!sumsTo(sides[0], expected) || !isZeroSum(sumOfSurds(sides[1])))
            expect.fail(`${a.l} ${a.mu} ${b.l} ${b.mu}`);
          cases += 1;
        }
      }
    }
    expect(cases).toBe(16 ** 3);
  });

  it('with a constant are the orthonormality of harmonics: ∫ Y^m Y^−m Y_0 = (−1)^m/√4π, for ℓ ≤ 20', () => {
    for (const l of degreesUpTo(20)) {
      for (const m of projections(l)) {
        expect(gaunt(l, l, 0, m, -m, 0)).toEqual(multiplySurds(signSurd(m), surd(1, 1n, 4n, -1)));
      }
    }
  });

  it('are exact at degree 200', () => {
    // ∫ Y_200^0 Y_200^0 Y_0^0 and the parity rule; a float formula overflows long before.
    expect(gaunt(200, 200, 0, 0, 0, 0)).toEqual(surd(1, 1n, 4n, -1));
    expect(gaunt(200, 200, 199, 0, 0, 0)).toEqual(SURD_ZERO);
    expect(gaunt(200, 200, 200, 1, 1, -2).sign).not.toBe(0);
  });

  it('refuse half-integers and orders beyond the degree', () => {
    expect(() => gaunt(0.5, 0.5, 1, 0.5, -0.5, 0)).toThrow(
      new RequestError('l1 must be an integer between 0 and 1000, got 0.5'),
    );
    expect(() => gaunt(1, 1, 2, 0, 0, 3)).toThrow(new RequestError('|m3| must be ≤ l3 = 2, got m3 = 3'));
  });
});
