/**
 * Polynomials in x, y, z over ℚ, and their exact mean over the unit sphere:
 *
 *   (1/4π) ∫ x^a y^b z^c = (a−1)!! (b−1)!! (c−1)!! / (a+b+c+1)!!   if a, b, c are even, else 0
 *
 * Source: G. B. Folland, Amer. Math. Monthly 108 (2001) 446. This is the road to harmonics and their integrals that knows nothing
 * of angular momentum.
 */
import { doubleFactorial } from '../exact/factorial.ts';
import { addRationals, multiplyRationals, RATIONAL_ZERO, type Rational, rational } from '../exact/rational.ts';

/** exponents (a, b, c) of x^a y^b z^c with its coefficient, ≠ 0 */
export interface Monomial {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly coefficient: Rational;
}

/** Monomials with distinct exponents; the empty list is zero. */
export type Polynomial = readonly Monomial[];

/** Gathers equal exponents and drops zeros. */
export function polynomial(terms: Iterable<Monomial>): Polynomial {
  const gathered = new Map<number, Monomial>();
  for (const term of terms) {
    const key = (term.a * 4096 + term.b) * 4096 + term.c;
    const known = gathered.get(key);
    const coefficient = known === undefined ? term.coefficient : addRationals(known.coefficient, term.coefficient);
    gathered.set(key, { ...term, coefficient });
  }
  return [...gathered.values()].filter(({ coefficient }) => coefficient.num !== 0n);
}

export const addPolynomials = (p: Polynomial, q: Polynomial): Polynomial => polynomial([...p, ...q]);

export const scalePolynomial = (p: Polynomial, factor: Rational): Polynomial =>
  polynomial(p.map((term) => ({ ...term, coefficient: multiplyRationals(term.coefficient, factor) })));

export function multiplyPolynomials(p: Polynomial, q: Polynomial): Polynomial {
  return polynomial(
    p.flatMap((s) =>
      q.map((t) => ({
        a: s.a + t.a,
        b: s.b + t.b,
        c: s.c + t.c,
        coefficient: multiplyRationals(s.coefficient, t.coefficient),
      })),
    ),
  );
}

/** ∂p/∂x, ∂p/∂y or ∂p/∂z for axis 0, 1, 2. */
export function derivative(p: Polynomial, axis: 0 | 1 | 2): Polynomial {
  return polynomial(
    p.map(({ a, b, c, coefficient }) => ({
      a: a - Number(axis === 0),
      b: b - Number(axis === 1),
      c: c - Number(axis === 2),
      coefficient: multiplyRationals(coefficient, rational([a, b, c][axis] ?? 0)),
    })),
  );
}

/** The value at a rational point. */
export function evaluatePolynomial(p: Polynomial, [x, y, z]: readonly [Rational, Rational, Rational]): Rational {
  const power = (q: Rational, n: number): Rational => ({ num: q.num ** BigInt(n), den: q.den ** BigInt(n) });
  return p.reduce(
    (sum, { a, b, c, coefficient }) =>
      addRationals(
        sum,
        multiplyRationals(coefficient, multiplyRationals(power(x, a), multiplyRationals(power(y, b), power(z, c)))),
      ),
    RATIONAL_ZERO,
  );
}

/** The mean of p over the unit sphere, (1/4π) ∫ p. */
export function sphereMean(p: Polynomial): Rational {
  return p.reduce((sum, { a, b, c, coefficient }) => {
    if (a % 2 !== 0 || b % 2 !== 0 || c % 2 !== 0) return sum;
    const moment = rational(
      doubleFactorial(a - 1) * doubleFactorial(b - 1) * doubleFactorial(c - 1),
      doubleFactorial(a + b + c + 1),
    );
    return addRationals(sum, multiplyRationals(coefficient, moment));
  }, RATIONAL_ZERO);
}
