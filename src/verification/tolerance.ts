/**
 * How far a correct implementation may be from the exact tensor. All tolerances of the judge come from here.
 *
 * Sums of n terms with unit roundoff u err by at most γ_n Σ|terms|, γ_n = nu/(1−nu); with roundings that are independent and of mean
 * zero, by at most γ̃_n(λ) Σ|terms|, γ̃_n(λ) = exp(λ√n u + nu²/(1−u)) − 1, but for a chance of 2exp(−λ²(1−u)²/2)
 * (N. J. Higham, T. Mary, SIAM J. Sci. Comput. 41 (2019) A2815, theorem 2.4). λ = 8 makes that chance 3·10⁻¹⁴.
 *
 * A probe x = e_i, y = e_j asks for one entry C_ijk per output: one product is not zero. How an entry may then err:
 *
 *   direct   by γ_n|C_ijk|: a kernel that reads a table multiplies and rounds; n = DIRECT_STEPS + D allows the table itself to come from
 *            a recurrence in the degrees, D = ℓ1+ℓ2+ℓ3 at their largest
 *   spread   kernels that go by a grid, a Fourier series or matrices sum terms that cancel. Their error is not of the size of C_ijk
 *            but of the terms, and falls on all entries alike, those included whose exact value is zero. So it is measured there: the
 *            noise ν is the largest answer to be zero, in two probings with different mantissas. Allowed is NOISE_MARGIN·ν, but never
 *            more than a priori for a sum over the N points of a grid exact for D, min(γ_N, γ̃_N) max|C|
 *
 *   limit_ijk = γ_n|C_ijk| + min(NOISE_MARGIN·ν, min(γ_N, γ̃_N) max|C|) + underflow
 *
 * No false alarm: a direct kernel passes by the first term. A kernel whose errors are bounded by the second a priori passes where the exact
 * value is zero, and elsewhere unless it errs NOISE_MARGIN times worse than there. Nothing is missed for the sake of noise that is not
 * there: a kernel that is exact on zeros is held to the first term, 10⁻⁶ in float32, and one wrong entry does not raise ν.
 */
import { binomial, factorial } from '../exact/factorial.ts';
import { FORMATS, type NumberFormat, roundoff } from './number-format.ts';

/** Roundings of a direct kernel beside those of its table: both inputs, the table entry, path weight, two normalisations, products and result. */
const DIRECT_STEPS = 16;
/** λ of the header. */
const LAMBDA = 8;
/** How many times the noise on zero entries the noise elsewhere may be. */
const NOISE_MARGIN = 8;
/** Roundings to a coarser format that a kernel has slipped into: inputs, table and result, and each again on the way through a grid. */
const SLIPS = 8;
/** One in so many entries must be touched before a rounding, and not a fault of single entries, is the cause. */
const WIDESPREAD = 8;

/** γ_n; infinite where n·u ≥ 1. */
export function gammaOf(n: number, format: NumberFormat): number {
  const errors = n * roundoff(format);
  return errors < 1 ? errors / (1 - errors) : Number.POSITIVE_INFINITY;
}

/** The smaller of γ_n and γ̃_n(λ). */
export function sumBound(n: number, format: NumberFormat): number {
  const u = roundoff(format);
  return Math.min(gammaOf(n, format), Math.expm1(LAMBDA * Math.sqrt(n) * u + (n * u * u) / (1 - u)));
}

/** The points of a Gauss–Legendre × uniform grid exact for degree D, and the additions of one transform beside them. */
const gridTerms = (degree: number): number => (degree + 1) * (Math.floor(degree / 2) + 1) + 3 * (degree + 1);

/** What the format and the degrees allow, before anything is measured. */
export interface Allowance {
  readonly format: NumberFormat;
  /** of |C_ijk| */
  readonly direct: number;
  /** of max|C| */
  readonly spread: number;
  /** absolute: a product that underflows or is flushed to zero, one for each rounding */
  readonly underflow: number;
}

/** @param degree the largest ℓ1 + ℓ2 + ℓ3 */
export function allowanceIn(format: NumberFormat, degree: number): Allowance {
  const steps = DIRECT_STEPS + degree;
  return {
    format,
    direct: sumBound(steps, format),
    spread: sumBound(gridTerms(degree), format),
    underflow: steps * 2 ** format.minExponent,
  };
}

/** What rounding inputs, tables or results to a coarser format does, in a kernel that is correct otherwise. */
export const slipInto = (format: NumberFormat, { underflow }: Allowance): Allowance => ({
  format,
  direct: gammaOf(SLIPS, format),
  spread: gammaOf(SLIPS, format),
  underflow: underflow + SLIPS * 2 ** format.minExponent,
});

/** Roundings that make one format's name: a table, or both inputs, and the result. */
const NAMED_SLIPS = 3;

/** Of formats from fine to coarse the first whose roundings can make a relative error so large; the coarsest if none. */
export const slipOfSize = (formats: readonly NumberFormat[], relative: number): NumberFormat | undefined =>
  formats.find((format) => relative <= gammaOf(NAMED_SLIPS, format)) ?? formats.at(-1);

/** Entries of at least this part of the largest show a relative error, not the noise on small ones. */
export const LEADING_PART = 1 / 8;

/** Whether a matrix that should be a permutation is off by more than any rounding would make it. */
export const isMixture = (distance: number): boolean => distance > gammaOf(SLIPS, FORMATS.bfloat16);

/** Whether so many entries out of so many are off that rounding is the cause. */
export const isWidespread = (off: number, of: number): boolean => off > 1 && off * WIDESPREAD >= of;

/** The limit of the header for entries of one tensor. */
export interface Limits {
  readonly allowance: Allowance;
  /** the noise on zero entries */
  readonly noise: number;
  /** max|C| */
  readonly scale: number;
  /** beyond what is proportional to |C| */
  readonly absolute: number;
}

export function limitsOf(allowance: Allowance, noise: number, scale: number): Limits {
  const spread = Math.min(NOISE_MARGIN * noise, allowance.spread * scale);
  return { allowance, noise, scale, absolute: spread + allowance.underflow };
}

/** How far an entry may be from C. */
export const entryLimit = ({ allowance, absolute }: Limits, exact: number): number =>
  allowance.direct * Math.abs(exact) + absolute;

/** How far a reduced coefficient may be from the claimed one: w3j has norm one, so noise that does not follow it adds up to no more. */
export const reducedLimit = ({ allowance, absolute }: Limits, exact: number): number =>
  2 * allowance.direct * Math.abs(exact) + absolute;

/** Below this a coefficient that should be zero is: what is left where a table was summed from a few terms that cancel. */
export const zeroLimit = ({ allowance, absolute, scale }: Limits): number =>
  absolute + gammaOf(SLIPS, allowance.format) * scale;

/** How far two answers to one row may be apart that stood at different places of a batch: another code path may add in another order. */
export const placeLimit = ({ direct, underflow }: Allowance, largest: number): number => direct * largest + underflow;

/** The same for rows of general vectors, whose sums are long. */
export const longPlaceLimit = (allowance: Allowance, largest: number): number =>
  placeLimit(allowance, largest) + allowance.spread * largest;

/** How far two answers to the same question, or a ratio of two coefficients times the larger one, may be apart. */
export const pairLimit = (limits: Limits, exact: number): number => 2 * entryLimit(limits, exact);

/**
 * How far a sum Σ T_ijk x_i y_j over general vectors may be from its exact value. What cancels in general need not show on basis pairs, so
 * the spread is allowed in full; on a grid it is bounded by ∫|f g Y| ≤ |f||g| max|Y|.
 * @param terms how many products are not zero
 * @param size Σ|T_ijk x_i y_j|
 * @param reach |x||y|, Euclidean norms
 */
export function sumLimit({ allowance, scale }: Limits, terms: number, size: number, reach: number): number {
  const { direct, spread, underflow, format } = allowance;
  const reference = sumBound(terms + 2, FORMATS.float64) * size;
  return (direct + sumBound(Math.max(1, terms), format)) * size + spread * scale * reach + underflow + reference;
}

/**
 * How far the elements of a basis of ν-linear maps may be from exact ones, in the norm of all their entries, as a part of their own norm.
 * Each of ν couplings sums up to 2D+1 products, D = ν·ℓmax + ℓ; symmetrising sums ν! numbers, a combination as many as there are elements.
 * Partial sums are bounded by norms (Cauchy–Schwarz), so that is a sum of that many terms.
 */
export interface BasisAllowance {
  /** each number rounded once from its exact value, and the inner products with ours in float64 */
  readonly rounded: number;
  /** a few roundings: elements that depend on others so closely do depend on them */
  readonly close: number;
  /** made in the format throughout */
  readonly made: number;
}

/**
 * @param order ν; degree D; elements of the array
 * @param terms products in one inner product with an element of ours
 */
export function basisAllowance(
  format: NumberFormat,
  { order, degree, elements, terms }: Readonly<Record<'order' | 'degree' | 'elements' | 'terms', number>>,
): BasisAllowance {
  const orderings = Number(factorial(order));
  const products = sumBound(terms + orderings + DIRECT_STEPS, FORMATS.float64);
  const steps = order * (DIRECT_STEPS + 2 * degree + 1) + orderings + elements;
  return {
    rounded: roundoff(format) + products,
    close: gammaOf(SLIPS, format) + products,
    made: sumBound(steps, format) + products,
  };
}

/**
 * What is left of a unit vector that depends on others, Σ|coefficients| of the combination given: each errs by a few roundings.
 */
export const dependenceLimit = ({ close }: BasisAllowance, coefficients: number): number => close * (1 + coefficients);

/**
 * Bounds |1 − X(C + E)| in the Frobenius norm for columns C of norm one that err by E, each by `made`, from |1 − XC| as computed in
 * float64. Below one, C + E has full rank: its columns are independent whatever E is.
 */
export const inverseDefect = (
  { made }: BasisAllowance,
  { defect, inverse, rank, rows }: Readonly<Record<'defect' | 'inverse' | 'rank' | 'rows', number>>,
): number => defect + inverse * Math.sqrt(rank) * (made + sumBound(rows + 2, FORMATS.float64));

/**
 * How far values of a symmetric contraction and what is computed from them may be off. Few products are not zero at a sum of ν basis vectors,
 * C(2ν, ν) at most; at a general vector there are `terms`. Each goes through ν couplings of up to 2D+1 products.
 *
 *   direct   of the value itself, at sums of basis vectors
 *   spread   of Σ|terms| ≤ reach(x) = Σ_q ‖S_q‖ |x|^q, S_q the tensor of order q: what cancels inside
 *
 * As for entries (the header), the spread is allowed as far as noise shows where the exact value is zero, and a priori at most.
 */
export interface ContractionAllowance {
  readonly direct: number;
  readonly spread: number;
  /** absolute: what is flushed to zero on the way */
  readonly underflow: number;
}

export function contractionAllowance(
  format: NumberFormat,
  { order, degree, terms }: Readonly<Record<'order' | 'degree' | 'terms', number>>,
): ContractionAllowance {
  const steps = order * (DIRECT_STEPS + 2 * degree + 1);
  return {
    direct: sumBound(steps + Number(binomial(2 * order, order)), format),
    spread: sumBound(steps + terms, format),
    underflow: (steps + terms) * 2 ** format.minExponent,
  };
}

/** The same of its gradient: backwards through the same couplings, as many steps again, and of every product ν derivatives. */
export function slopeAllowance(
  format: NumberFormat,
  { order, degree, terms }: Readonly<Record<'order' | 'degree' | 'terms', number>>,
): ContractionAllowance {
  const steps = 2 * order * (DIRECT_STEPS + 2 * degree + 1);
  return {
    direct: sumBound(steps + order * Number(binomial(2 * order, order)), format),
    spread: sumBound(steps + order * terms, format),
    underflow: (steps + order * terms) * 2 ** format.minExponent,
  };
}

/** Inputs, tables or results rounded to a coarser format, in an implementation that is right otherwise. */
export const contractionSlip = (format: NumberFormat, { underflow }: ContractionAllowance): ContractionAllowance => ({
  direct: gammaOf(SLIPS, format),
  spread: 0,
  underflow: underflow + SLIPS * 2 ** format.minExponent,
});

/** What rounding can act on in a sum Σ w_j f(a_j). */
export interface SumSize {
  /** Σ |w_j f(a_j)| */
  readonly size: number;
  /** Σ |w_j| reach(a_j) */
  readonly reach: number;
  /** Σ |w_j| */
  readonly weight: number;
  /** on such sums where they must be zero; infinite where none was measured */
  readonly noise: number;
}

export const coefficientLimit = (
  { direct, spread, underflow }: ContractionAllowance,
  { size, reach, weight, noise }: SumSize,
): number => direct * size + Math.min(NOISE_MARGIN * noise, spread * reach) + underflow * weight;

/**
 * The noise on numbers that should be zero: what all but so many of those that are not stay below, for a few wrong ones among them must not
 * raise it. Infinite where there is nothing to measure it on.
 */
export function noiseLevel(sizes: Float64Array): number {
  if (sizes.length === 0) return Number.POSITIVE_INFINITY;
  const noisy = sizes.filter((size) => size > 0).toSorted();
  return noisy[Math.floor((1 - 1 / WIDESPREAD) * (noisy.length - 1))] ?? 0;
}

/** How far a value may be from the sum of `terms` terms over found coefficients. @param coefficients Σ limit·|x^e| */
export const polynomialLimit = (
  allowance: ContractionAllowance,
  sum: Omit<SumSize, 'weight'>,
  { coefficients, terms }: Readonly<Record<'coefficients' | 'terms', number>>,
): number =>
  coefficientLimit(allowance, { ...sum, weight: 1 }) +
  coefficients +
  sumBound(terms + DIRECT_STEPS, FORMATS.float64) * sum.size;
