/**
 * Real harmonics on the torus, exactly. With z = e^{iθ}, w = e^{iφ} and N, Π of coupling/harmonics.ts,
 *
 *   Y_ℓm = Σ_u Σ_v c[u,v] z^u w^v,   c[u,v] = N i^−|m| g_u a_v,   u = −ℓ, −ℓ+2, …, ℓ,   v = ±m
 *   sin^|m| θ Π(cos θ) = i^−|m| Σ_u g_u z^u,   from sin θ = (z−1/z)/2i, cos θ = (z+1/z)/2; g is rational, g_−u = (−1)^m g_u
 *   cos mφ or sin |m|φ = Σ_v a_v w^v,   a_v = 1 (m = 0),  1/2 (m > 0),  sign(v)/2i (m < 0)
 *
 * As a function on the torus Y has the same value at (θ, φ) and (−θ, φ+π), and so has every product F of harmonics: the part of F
 * with frequency V in φ has the parity (−1)^V in θ. For V = ±m the integrand F·Y is therefore an even function of θ times sin θ,
 * and of z^k under the integral only cos kθ counts:
 *
 *   ∫∫ F Y_ℓm sin θ dθ dφ = Σ_U Σ_V T[U,V] F[U,V],   V = ±m,   U in −D…D with U ≡ ℓ (mod 2), D the degree of F
 *   T[U,V] = 2π N i^−|m| a_−V Σ_u g_u e(U+u),   e(k) = ∫_0^π cos kθ sin θ dθ = 2/(1−k²) for even k, 0 for odd k
 *
 * The sine series would bring in π² at k = ±1; without it each T is, like each c, one real or imaginary surd. Odd k has U ≢ ℓ.
 *
 * Source: the scheme is that of arXiv 2401.10216, section 3.2; this projection follows from the symmetry as said.
 */
import { harmonicNorm, legendreTerms } from '../coupling/harmonics.ts';
import { binomialRow } from '../exact/factorial.ts';
import { addRationals, RATIONAL_ZERO, type Rational, rational } from '../exact/rational.ts';
import { multiplySurds, negateSurd, type Surd, surd, surdFromRational } from '../exact/surd.ts';

/** value·z^u w^v, or i·value·z^u w^v if imaginary; of a projection likewise value or i·value for the frequency (u, v). */
export interface FourierTerm {
  readonly u: number;
  readonly v: number;
  readonly imaginary: boolean;
  readonly value: Surd;
}

const TWO_PI: Surd = surd(1, 4n, 1n, 2);

/** 4^ℓ g_u for u = −ℓ, −ℓ+2, …, ℓ; integers 0 ≤ m ≤ l. */
function polarSeries(l: number, m: number): bigint[] {
  // Π(cos θ) first: index s stands for z^(2s−(l−m)). A term c 2^−l cos^q θ has c 2^−(l+q) C(q, j) at z^(q−2j).
  const legendre = new Array<bigint>(l - m + 1).fill(0n);
  for (const { power, coefficient } of legendreTerms(l, m)) {
    const scaled = coefficient << BigInt(l - m - power);
    binomialRow(power).forEach((choices, j) => {
      const s = (l - m - power) / 2 + j;
      legendre[s] = (legendre[s] ?? 0n) + scaled * choices;
    });
  }
  // Times (z−1/z)^m, whose coefficient at z^(2i−m) is (−1)^(m−i) C(m, i).
  const series = new Array<bigint>(l + 1).fill(0n);
  binomialRow(m).forEach((choices, i) => {
    const factor = (m - i) % 2 === 0 ? choices : -choices;
    for (const [s, value] of legendre.entries()) series[s + i] = (series[s + i] ?? 0n) + factor * value;
  });
  return series;
}

/** The frequencies ±m, one if m = 0. */
const azimuthalFrequencies = (m: number): readonly number[] => (m === 0 ? [0] : [-Math.abs(m), Math.abs(m)]);

/** N i^−|m| a_v · scale·q, for a common real scale. */
function term(l: number, m: number, v: number, q: Rational, scale: Surd): Omit<FourierTerm, 'u' | 'v'> {
  const sine = m < 0 ? (v > 0 ? 3 : 1) : 0; // 1/i = i³
  const turns = (3 * Math.abs(m) + sine) % 4;
  const size = rational(q.num, q.den * (m === 0 ? 1n : 2n));
  const value = multiplySurds(multiplySurds(harmonicNorm(l, m), scale), surdFromRational(size));
  return { imaginary: turns % 2 === 1, value: turns < 2 ? value : negateSurd(value) };
}

const ONE: Surd = surdFromRational(rational(1));

/** The coefficients c[u,v] of Y_ℓm: ℓ+1 of them for each v, zeros among them; integers |m| ≤ l. */
export function harmonicTerms(l: number, m: number): FourierTerm[] {
  const series = polarSeries(l, Math.abs(m));
  return series.flatMap((g, s) =>
    azimuthalFrequencies(m).map((v) => ({ u: 2 * s - l, v, ...term(l, m, v, rational(g, 4n ** BigInt(l)), ONE) })),
  );
}

/** The frequencies of the parity of l in −degree…degree. */
export function projectedFrequencies(l: number, degree: number): number[] {
  const frequencies: number[] = [];
  for (let u = -degree + ((degree + l) % 2); u <= degree; u += 2) frequencies.push(u);
  return frequencies;
}

/** The projection T[U,V] on Y_ℓm of products of the given degree; integers |m| ≤ l. */
export function projectionTerms(l: number, m: number, degree: number): FourierTerm[] {
  const series = polarSeries(l, Math.abs(m));
  return projectedFrequencies(l, degree).flatMap((u) => {
    const integral = series.reduce((sum, g, s) => {
      const k = u + 2 * s - l;
      return g === 0n ? sum : addRationals(sum, rational(2n * g, 1 - k * k));
    }, RATIONAL_ZERO);
    const q = rational(integral.num, integral.den * 4n ** BigInt(l));
    return azimuthalFrequencies(m).map((v) => ({ u, v, ...term(l, m, -v, q, TWO_PI) }));
  });
}
