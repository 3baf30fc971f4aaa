/** Polynomials on the sphere: a ring with derivatives, evaluated by homomorphism, and a mean that is what a mean must be. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addPolynomials,
  derivative,
  evaluatePolynomial,
  multiplyPolynomials,
  type Polynomial,
  polynomial,
  scalePolynomial,
  sphereMean,
} from '../../src/coupling/polynomial.ts';
import { addRationals, multiplyRationals, type Rational, rational } from '../../src/exact/rational.ts';
import { degreesUpTo, tuples } from './enumeration.ts';

const small = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 4 })).map(([n, d]) => rational(n, d));
const point = fc.tuple(small, small, small);
const exponent = fc.integer({ min: 0, max: 4 });
const polynomials: fc.Arbitrary<Polynomial> = fc
  .array(fc.record({ a: exponent, b: exponent, c: exponent, coefficient: small }), { maxLength: 5 })
  .map(polynomial);
const AXES = [0, 1, 2] as const;
const axis = fc.constantFrom(...AXES);
const monomial = (a: number, b: number, c: number): Polynomial => [{ a, b, c, coefficient: rational(1) }];
/** x² + y² + z². */
const RADIUS = addPolynomials(monomial(2, 0, 0), addPolynomials(monomial(0, 2, 0), monomial(0, 0, 2)));

/** The same polynomial, whatever the order of its monomials. */
const isZero = (p: Polynomial): boolean => p.length === 0;
const same = (p: Polynomial, q: Polynomial): boolean => isZero(addPolynomials(p, scalePolynomial(q, rational(-1))));

describe('polynomials', () => {
  it('are added, multiplied and scaled as their values are', () => {
    fc.assert(
      fc.property(polynomials, polynomials, small, point, (p, q, factor, at) => {
        const [x, y] = [evaluatePolynomial(p, at), evaluatePolynomial(q, at)];
        expect(evaluatePolynomial(addPolynomials(p, q), at)).toEqual(addRationals(x, y));
        expect(evaluatePolynomial(multiplyPolynomials(p, q), at)).toEqual(multiplyRationals(x, y));
        expect(evaluatePolynomial(scalePolynomial(p, factor), at)).toEqual(multiplyRationals(x, factor));
      }),
    );
  });

  it('have derivatives that obey Leibniz and commute', () => {
    fc.assert(
      fc.property(polynomials, polynomials, axis, axis, (p, q, i, k) => {
        const product = derivative(multiplyPolynomials(p, q), i);
        const leibniz = addPolynomials(
          multiplyPolynomials(derivative(p, i), q),
          multiplyPolynomials(p, derivative(q, i)),
        );
        expect(same(product, leibniz)).toBe(true);
        expect(same(derivative(derivative(p, i), k), derivative(derivative(p, k), i))).toBe(true);
      }),
    );
    for (const [a = 0, b = 0, c = 0] of tuples(degreesUpTo(3), 3)) {
      const expected = [
        a === 0 ? [] : scalePolynomial(monomial(a - 1, b, c), rational(a)),
        b === 0 ? [] : scalePolynomial(monomial(a, b - 1, c), rational(b)),
        c === 0 ? [] : scalePolynomial(monomial(a, b, c - 1), rational(c)),
      ];
      for (const i of AXES) expect(derivative(monomial(a, b, c), i)).toEqual(expected[i]);
    }
  });
});

describe('the mean over the sphere', () => {
  it('is linear, 1 for the constant 1, and knows that x²+y²+z² = 1', () => {
    expect(sphereMean(monomial(0, 0, 0))).toEqual(rational(1));
    fc.assert(
      fc.property(polynomials, polynomials, small, (p, q, factor) => {
        expect(sphereMean(addPolynomials(p, q))).toEqual(addRationals(sphereMean(p), sphereMean(q)));
        expect(sphereMean(scalePolynomial(p, factor))).toEqual(multiplyRationals(sphereMean(p), factor));
        expect(sphereMean(multiplyPolynomials(RADIUS, p))).toEqual(sphereMean(p));
      }),
    );
  });

  it('is invariant under rotations: the mean of y∂p/∂x − x∂p/∂y is 0, about every axis', () => {
    fc.assert(
      fc.property(polynomials, axis, (p, i) => {
        const [k, l] = i === 0 ? ([1, 2] as const) : i === 1 ? ([2, 0] as const) : ([0, 1] as const);
        const coordinates = [monomial(1, 0, 0), monomial(0, 1, 0), monomial(0, 0, 1)] as const;
        const turned = addPolynomials(
          multiplyPolynomials(coordinates[l], derivative(p, k)),
          scalePolynomial(multiplyPolynomials(coordinates[k], derivative(p, l)), rational(-1)),
        );
        expect(sphereMean(turned)).toEqual(rational(0));
      }),
    );
  });

  it('of z^2n is 1/(2n+1), Archimedes’ hat box, and of x^a y^b z^c with an odd exponent 0', () => {
    for (let n = 0; n <= 20; n++) expect(sphereMean(monomial(0, 0, 2 * n))).toEqual(rational(1, 2 * n + 1));
    let odd = 0;
    for (const [a = 0, b = 0, c = 0] of tuples(degreesUpTo(5), 3)) {
      if (a % 2 === 0 && b % 2 === 0 && c % 2 === 0) continue;
      expect(sphereMean(monomial(a, b, c))).toEqual(rational(0));
      odd += 1;
    }
    expect(odd).toBe(6 ** 3 - 3 ** 3);
  });

  it('is determined by these: moments of even exponents up to 6 by the recurrence from x²+y²+z² = 1 and rotations', () => {
    // Rotating x into y: (a+1)·⟨x^a y^(b+2) …⟩ = (b+1)·⟨x^(a+2) y^b …⟩.
    const mean = (a: number, b: number, c: number): Rational => sphereMean(monomial(a, b, c));
    let cases = 0;
    for (const [a = 0, b = 0, c = 0] of tuples([0, 2, 4, 6], 3)) {
      const left = multiplyRationals(rational(a + 1), mean(a, b + 2, c));
      expect(left).toEqual(multiplyRationals(rational(b + 1), mean(a + 2, b, c)));
      const total = addRationals(mean(a + 2, b, c), addRationals(mean(a, b + 2, c), mean(a, b, c + 2)));
      expect(total).toEqual(mean(a, b, c));
      cases += 1;
    }
    expect(cases).toBe(4 ** 3);
  });
});
