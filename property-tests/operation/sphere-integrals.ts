/**
 * Harmonics and vector harmonics as root·polynomial, and exact integrals of their products: the road to reduced coefficients that
 * knows polynomials and nothing of angular momentum.
 *
 *   (1/4π) ∫ x^a y^b z^c = (a−1)!! (b−1)!! (c−1)!! / (a+b+c+1)!!   for even a, b, c, else 0
 */

import { solidHarmonic } from '../../src/coupling/harmonics.ts';
import {
  addPolynomials,
  derivative,
  multiplyPolynomials,
  type Polynomial,
  scalePolynomial,
} from '../../src/coupling/polynomial.ts';
import { realCoupling } from '../../src/coupling/real-basis.ts';
import { doubleFactorial } from '../../src/exact/factorial.ts';
import { gcd } from '../../src/exact/integer.ts';
import { type Rational, rational } from '../../src/exact/rational.ts';
import {
  divideSurds,
  multiplySurds,
  SURD_ZERO,
  type Surd,
  scaledRoot,
  sqrtOfRational,
  surdToRational,
} from '../../src/exact/surd.ts';

/** Projections −l…l. */
export const projections = (l: number): number[] => Array.from({ length: 2 * l + 1 }, (_, i) => i - l);

/** A homogeneous polynomial with integer coefficients over one denominator. */
interface IntegerForm {
  readonly terms: readonly { readonly powers: readonly [number, number, number]; readonly n: bigint }[];
  readonly den: bigint;
  readonly degree: number;
}

export function integerForm(p: Polynomial): IntegerForm {
  let den = 1n;
  for (const { coefficient } of p) den *= coefficient.den / gcd(den, coefficient.den);
  const terms = p.map(({ a, b, c, coefficient }) => ({
    powers: [a, b, c] as const,
    n: coefficient.num * (den / coefficient.den),
  }));
  return { terms, den, degree: Math.max(0, ...p.map(({ a, b, c }) => a + b + c)) };
}

const oddFactorials = Array.from({ length: 64 }, (_, n) => doubleFactorial(n - 1));

/** (1/4π) ∫ p·q for homogeneous p and q. */
export function meanOfProduct(p: IntegerForm, q: IntegerForm): Rational {
  let sum = 0n;
  for (const { powers: s, n } of p.terms) {
    for (const { powers: t, n: m } of q.terms) {
      const [a, b, c] = [s[0] + t[0], s[1] + t[1], s[2] + t[2]];
      if (((a | b | c) & 1) === 1) continue;
      sum += n * m * (oddFactorials[a] ?? 0n) * (oddFactorials[b] ?? 0n) * (oddFactorials[c] ?? 0n);
    }
  }
  return rational(sum, p.den * q.den * doubleFactorial(p.degree + q.degree + 1));
}

/** 4π·mean·Π roots: the integral whose polynomial part has that mean. */
export const integralOf = (mean: Rational, ...roots: readonly Surd[]): Surd =>
  roots.reduce(multiplySurds, scaledRoot(mean, rational(16), 2));

/** r·(∇f × ∇g). */
export function poissonBracket(f: Polynomial, g: Polynomial): Polynomial {
  const axes = [0, 1, 2] as const;
  const terms: Polynomial[] = [];
  for (const axis of axes) {
    const [next, last] = [axes[(axis + 1) % 3] ?? 0, axes[(axis + 2) % 3] ?? 0];
    const variable: Polynomial = [{ a: +(axis === 0), b: +(axis === 1), c: +(axis === 2), coefficient: rational(1) }];
    const minus = scalePolynomial(multiplyPolynomials(derivative(f, last), derivative(g, next)), rational(-1));
    const component = addPolynomials(multiplyPolynomials(derivative(f, next), derivative(g, last)), minus);
    terms.push(multiplyPolynomials(variable, component));
  }
  return terms.reduce(addPolynomials, []);
}

/** The values root·(x, y, z components) on the unit sphere. */
export interface VectorHarmonic {
  readonly root: Surd;
  readonly components: readonly [Polynomial, Polynomial, Polynomial];
}

/**
 * V_jℓm = √(2j+1) Σ w3j(ℓ m', 1 q, j m) Y_ℓm' e_q, with e_q = y, z, x for q = −1, 0, 1. Its coefficients share one root; where they
 * did not, this would throw.
 */
export function vectorHarmonic(j: number, l: number, m: number): VectorHarmonic {
  const components: [Polynomial, Polynomial, Polynomial] = [[], [], []];
  let root: Surd = SURD_ZERO;
  for (const order of projections(l)) {
    const { norm, shape } = solidHarmonic(l, order);
    for (const [q, axis] of [[-1, 1] as const, [0, 2] as const, [1, 0] as const]) {
      const coupling = realCoupling(l, 1, j, order, q, m);
      if (coupling.sign === 0) continue;
      const factor = multiplySurds(sqrtOfRational(rational(2 * j + 1)), multiplySurds(coupling, norm));
      if (root.sign === 0) root = factor;
      const ratio = surdToRational(divideSurds(factor, root));
      if (ratio === undefined) throw new RangeError(`V_${j},${l},${m} is no multiple of a rational polynomial`);
      components[axis] = addPolynomials(components[axis], scalePolynomial(shape, ratio));
    }
  }
  return { root, components };
}

/** u × v, component by component. */
export function crossProduct(
  [u1, u2, u3]: VectorHarmonic['components'],
  [v1, v2, v3]: VectorHarmonic['components'],
): VectorHarmonic['components'] {
  const minus = (p: Polynomial): Polynomial => scalePolynomial(p, rational(-1));
  const minor = (a: Polynomial, b: Polynomial, c: Polynomial, d: Polynomial): Polynomial =>
    addPolynomials(multiplyPolynomials(a, d), minus(multiplyPolynomials(b, c)));
  return [minor(u2, u3, v2, v3), minor(u3, u1, v3, v1), minor(u1, u2, v1, v2)];
}
