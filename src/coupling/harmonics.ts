/**
 * Real solid harmonics r^ℓ Y_ℓm as a surd times a polynomial with rational coefficients. For m ≥ 0,
 *
 *   r^ℓ Y_ℓ,±m = N · Π(x,y,z) · {Re, Im}(x+iy)^m
 *   Π = r^(ℓ−m) P_ℓ^(m)(z/r) = 2^−ℓ Σ_k (−1)^k C(ℓ,k) C(2ℓ−2k, ℓ) (ℓ−2k)!/(ℓ−2k−m)! z^(ℓ−2k−m) r^2k
 *   N = √( (2 if m > 0) · (2ℓ+1)/4π · (ℓ−m)!/(ℓ+m)! )
 *
 * Real part (cosine) for +m, imaginary part (sine) for −m, no Condon–Shortley sign; ∫Y² = 1.
 * Source: DLMF 14.7.10 and 14.30.1 with that sign removed.
 */
import { binomial, factorial } from '../exact/factorial.ts';
import { RATIONAL_ONE, type Rational, rational } from '../exact/rational.ts';
import { multiplySurds, type Surd, surd, surdFromRational } from '../exact/surd.ts';
import { checkDegree, minusOneTo, twiceProjection } from './angular-momentum.ts';
import { evaluatePolynomial, type Monomial, multiplyPolynomials, type Polynomial, polynomial } from './polynomial.ts';

/** r^ℓ Y_ℓm = norm · shape. */
export interface SolidHarmonic {
  readonly norm: Surd;
  readonly shape: Polynomial;
}

/** Re or Im of (x+iy)^m. */
function azimuthal(m: number, part: 'real' | 'imaginary'): Polynomial {
  const odd = part === 'imaginary' ? 1 : 0;
  const terms: Monomial[] = [];
  for (let k = odd; k <= m; k += 2) {
    const sign = minusOneTo((k - odd) / 2);
    terms.push({ a: m - k, b: k, c: 0, coefficient: rational(BigInt(sign) * binomial(m, k)) });
  }
  return terms;
}

/** (x²+y²+z²)^k. */
function radial(k: number): Polynomial {
  const terms: Monomial[] = [];
  for (let i = 0; i <= k; i++) {
    for (let j = 0; i + j <= k; j++) {
      const coefficient = rational(binomial(k, i) * binomial(k - i, j));
      terms.push({ a: 2 * i, b: 2 * j, c: 2 * (k - i - j), coefficient });
    }
  }
  return terms;
}

/** N of the header: the factor that makes ∫Y² = 1; integers 0 ≤ |m| ≤ l. */
export function harmonicNorm(l: number, m: number): Surd {
  const size = Math.abs(m);
  const twice = size > 0 ? 2n : 1n;
  return surd(1, twice * BigInt(2 * l + 1) * factorial(l - size), 4n * factorial(l + size), -1);
}

/** coefficient · 2^−l · z^power r^(l−m−power), a term of Π. */
export interface LegendreTerm {
  readonly power: number;
  readonly coefficient: bigint;
}

/** The terms of Π of the header, times 2^l, by falling powers l−m, l−m−2, …; integers 0 ≤ m ≤ l. */
export function legendreTerms(l: number, m: number): LegendreTerm[] {
  const terms: LegendreTerm[] = [];
  for (let k = 0; 2 * k <= l - m; k++) {
    const power = l - 2 * k - m;
    const falling = factorial(l - 2 * k) / factorial(power);
    terms.push({ power, coefficient: BigInt(minusOneTo(k)) * binomial(l, k) * binomial(2 * l - 2 * k, l) * falling });
  }
  return terms;
}

/**
 * The real solid harmonic of degree l and order m = −l…l.
 * @throws RequestError unless l is an integer in 0…1000 and |m| ≤ l
 */
export function solidHarmonic(l: number, m: number): SolidHarmonic {
  checkDegree(l, 'l');
  twiceProjection(m, 2 * l, 'm', 'l');
  const size = Math.abs(m);
  const terms = legendreTerms(l, size).flatMap(({ power, coefficient }) =>
    radial((l - size - power) / 2).map((term) => ({
      ...term,
      c: term.c + power,
      coefficient: rational(term.coefficient.num * coefficient, 2n ** BigInt(l)),
    })),
  );
  return {
    norm: harmonicNorm(l, m),
    shape: multiplyPolynomials(polynomial(terms), azimuthal(size, m < 0 ? 'imaginary' : 'real')),
  };
}

/** How the harmonics of one degree are scaled: ∫Y² = 1 · Σ_m Y² = 2ℓ+1 · Σ_m Y² = 1 · Σ_m Y² = 4π/(2ℓ+1)·(integral) (Racah: C_ℓm). */
export const HARMONIC_NORMALISATIONS = ['integral', 'component', 'norm', 'racah'] as const;
export type HarmonicNormalisation = (typeof HARMONIC_NORMALISATIONS)[number];

/** The factor from integral normalisation to the one named: 1, √4π, √(4π/(2ℓ+1)), √(4π/(2ℓ+1)). */
export function normalisationFactor(l: number, normalisation: HarmonicNormalisation): Surd {
  if (normalisation === 'integral') return surdFromRational(RATIONAL_ONE);
  return surd(1, 4n, normalisation === 'component' ? 1n : BigInt(2 * l + 1), 1);
}

/**
 * r^ℓ Y_ℓm at a rational point, exactly: a single surd.
 * @throws RequestError unless l is an integer in 0…1000 and |m| ≤ l
 */
export function solidHarmonicAt(
  l: number,
  m: number,
  point: readonly [Rational, Rational, Rational],
  normalisation: HarmonicNormalisation = 'integral',
): Surd {
  const { norm, shape } = solidHarmonic(l, m);
  const value = surdFromRational(evaluatePolynomial(shape, point));
  return multiplySurds(multiplySurds(norm, normalisationFactor(l, normalisation)), value);
}
