/**
 * A polynomial map of degree ≤ ν from its values at the points a ∈ ℕ^d, |a| = a_1 + … + a_d ≤ ν: all sums of up to ν basis vectors. They
 * decide it, and nothing smaller does: there are C(d+ν, ν) of them, as many as coefficients.
 *
 *   f(x) = Σ_k Δ^k f(0) Π_i C(x_i, k_i)                                 Newton; k ∈ ℕ^d, |k| ≤ ν
 *   Δ^k f(0) = Σ_{j ≤ k} (−1)^|k−j| Π_i C(k_i, j_i) f(j)
 *   c_e = Σ_{k ≥ e} Δ^k f(0) Π_i s(k_i, e_i)/k_i!                       coefficient of x^e; s: Stirling numbers of the first kind
 *
 * s(k, 0) = 0 for k > 0, so that k has the variables of e and no others. For |e| = ν only k = e is left, and for ν different variables
 * that is the polarisation identity ν! F(v_1, …, v_ν) = Σ_S (−1)^(ν−|S|) f(Σ_{s∈S} v_s) of the symmetric ν-linear F with
 * F(x, …, x) = f(x). Lower orders of a sum over orders are told apart by the same values.
 *
 * Monomials are written as ascending sequences of their variables, each as often as it occurs.
 */
import { binomial, factorial } from '../../exact/factorial.ts';
import { ascendingSequences } from '../../many-body/content.ts';

/** Signed Stirling numbers of the first kind: x(x−1)…(x−k+1) = Σ_e s(k, e) x^e. */
export function stirlingFirst(k: number, e: number): bigint {
  if (k === 0) return e === 0 ? 1n : 0n;
  if (e < 0 || e > k) return 0n;
  return stirlingFirst(k - 1, e - 1) - BigInt(k - 1) * stirlingFirst(k - 1, e);
}

/** All k with `least` ≤ k componentwise and |k| ≤ most. */
function* above(least: readonly number[], most: number): Generator<readonly number[]> {
  const [first, ...rest] = least;
  if (first === undefined) {
    yield [];
    return;
  }
  const needed = rest.reduce((sum, n) => sum + n, 0);
  for (let n = first; n + needed <= most; n++) for (const more of above(rest, most - n)) yield [n, ...more];
}

/** All j with 0 ≤ j ≤ k componentwise. */
function* below(k: readonly number[]): Generator<readonly number[]> {
  const [first, ...rest] = k;
  if (first === undefined) {
    yield [];
    return;
  }
  for (let n = 0; n <= first; n++) for (const more of below(rest)) yield [n, ...more];
}

/** f(j) enters c_e with this weight; j in the variables of e. */
interface Term {
  readonly point: readonly number[];
  readonly weight: number;
}

/** The values that a coefficient is made of, for the exponents e of its variables, all ≥ 1. The common denominator is ν!. */
function termsOf(exponents: readonly number[], order: number): Term[] {
  const sums = new Map<string, { point: readonly number[]; numerator: bigint }>();
  const common = factorial(order);
  for (const k of above(exponents, order)) {
    let factor = common;
    for (const [i, n] of k.entries()) factor *= stirlingFirst(n, exponents[i] ?? 0);
    for (const n of k) factor /= factorial(n);
    for (const j of below(k)) {
      let term = factor;
      for (const [i, n] of j.entries()) term *= binomial(k[i] ?? 0, n) * ((k[i] ?? 0) % 2 === n % 2 ? 1n : -1n);
      const name = j.join();
      sums.set(name, { point: j, numerator: (sums.get(name)?.numerator ?? 0n) + term });
    }
  }
  return [...sums.values()]
    .filter(({ numerator }) => numerator !== 0n)
    .map(({ point, numerator }) => ({ point, weight: Number(numerator) / Number(common) }));
}

/** The points in the order in which they are asked, as monomials: by |a|, then lexicographically. */
export function* latticePoints(dimension: number, order: number): Generator<readonly number[]> {
  for (let size = 0; size <= order; size++) yield* ascendingSequences(size, dimension);
}

/** One coefficient of f, for every output at once. */
export interface Coefficient {
  readonly monomial: readonly number[];
  /** [outputs] */
  readonly values: Float64Array;
  /** the points whose values it is made of: rows in the order of latticePoints */
  readonly terms: readonly { readonly row: number; readonly weight: number }[];
}

/** @param answers [points, outputs], in the order of latticePoints */
export function polynomialCoefficients(
  dimension: number,
  order: number,
  outputs: number,
  answers: Float64Array,
): Coefficient[] {
  const points = [...latticePoints(dimension, order)];
  const rows = new Map(points.map((point, row) => [point.join(), row]));
  const patterns = new Map<string, Term[]>();
  return points.map((monomial) => {
    const variables = [...new Set(monomial)];
    const exponents = variables.map((variable) => monomial.filter((other) => other === variable).length);
    const name = exponents.join();
    const pattern = patterns.get(name) ?? termsOf(exponents, order);
    patterns.set(name, pattern);
    const terms = pattern.map(({ point, weight }) => {
      const at = variables.flatMap((variable, i) => new Array<number>(point[i] ?? 0).fill(variable));
      return { row: rows.get(at.join()) ?? 0, weight };
    });
    const values = new Float64Array(outputs);
    for (const { row, weight } of terms) {
      for (let k = 0; k < outputs; k++) values[k] = (values[k] ?? 0) + weight * (answers[row * outputs + k] ?? 0);
    }
    return { monomial, values, terms };
  });
}
