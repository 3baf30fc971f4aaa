/**
 * Closed forms of counted sequences: a polynomial in L through exact values (Newton's forward differences), or one for even and one for
 * odd L. It is a statement about the values it was checked on; that it holds for all L is a matter for a proof.
 *
 * nerdamer factors and typesets, and decides nothing: its result is evaluated at as many points as determine the polynomial and
 * compared with the exact values; where they differ the unfactored form is shown.
 */
import nerdamer from 'nerdamer';
import 'nerdamer/Algebra.js';
import {
  addRationals,
  equalRationals,
  multiplyRationals,
  parseRational,
  printRational,
  RATIONAL_ZERO,
  type Rational,
  rational,
} from '../exact/rational.ts';

/** Coefficients of 1, L, L², …; the last is not zero. The empty list is the zero polynomial. */
export type Coefficients = readonly Rational[];

/** A value of the sequence at an integer L. */
export interface Sample {
  readonly l: number;
  readonly value: bigint;
}

export const evaluateAt = (coefficients: Coefficients, l: number): Rational =>
  coefficients.reduceRight((sum, c) => addRationals(multiplyRationals(sum, rational(l)), c), RATIONAL_ZERO);

/**
 * The polynomial of least degree through all samples, if that degree is smaller than their number minus one: at least two samples beyond
 * those that determine it confirm it. Undefined otherwise. Samples must have distinct l.
 */
export function polynomialThrough(samples: readonly Sample[]): Coefficients | undefined {
  // Newton's divided differences, built up until the remaining ones vanish.
  const xs = samples.map(({ l }) => l);
  let column: Rational[] = samples.map(({ value }) => rational(value));
  const newton: Rational[] = [];
  for (let order = 0; order < samples.length; order++) {
    if (column.every(({ num }) => num === 0n)) break;
    newton.push(column[0] ?? RATIONAL_ZERO);
    column = column.slice(1).map((next, i) => {
      const difference = addRationals(next, multiplyRationals(rational(-1), column[i] ?? RATIONAL_ZERO));
      return multiplyRationals(difference, rational(1, (xs[i + order + 1] ?? 0) - (xs[i] ?? 0)));
    });
  }
  if (newton.length > samples.length - 2) return undefined;
  let coefficients: Rational[] = [];
  for (let order = newton.length - 1; order >= 0; order--) {
    // p ← p·(L − x_order) + newton_order
    const shifted = [RATIONAL_ZERO, ...coefficients];
    coefficients.forEach((c, i) => {
      shifted[i] = addRationals(shifted[i] ?? RATIONAL_ZERO, multiplyRationals(c, rational(-(xs[order] ?? 0))));
    });
    shifted[0] = addRationals(shifted[0] ?? RATIONAL_ZERO, newton[order] ?? RATIONAL_ZERO);
    coefficients = shifted;
  }
  while (coefficients.at(-1)?.num === 0n) coefficients.pop();
  return coefficients;
}

const textOf = (coefficients: Coefficients): string =>
  coefficients.map((c, power) => `(${printRational(c)})*L^${power}`).join('+') || '0';

/** Integers that nerdamer is asked to factor; with larger ones it can take minutes. */
const MAX_FACTORED = 2n ** 24n;

/** Whether the polynomial times its common denominator has integers small enough to factor. */
function isSmall(coefficients: Coefficients): boolean {
  const common = coefficients.reduce((lcm, { den }) => lcm * rational(den, lcm).num, 1n);
  return coefficients.every(({ num, den }) => (num < 0n ? -num : num) * (common / den) < MAX_FACTORED);
}

/** LaTeX of a polynomial in L, factored over ℚ where nerdamer's factors pass the check of the header. */
export function polynomialLatex(coefficients: Coefficients): string {
  const expanded = expandedLatex(coefficients);
  if (coefficients.length < 2 || !isSmall(coefficients)) return expanded;
  const factored = nerdamer(`factor(${textOf(coefficients)})`);
  const agrees = Array.from({ length: coefficients.length + 1 }, (_, l) => l).every((l) => {
    const value = parseRationalOrNothing(factored.sub('L', `${l}`).evaluate().text('fractions'));
    return value !== undefined && equalRationals(value, evaluateAt(coefficients, l));
  });
  const latex = factored
    .toTeX()
    .replaceAll(/\s*\\cdot\s*/g, ' ')
    .replaceAll('~', '');
  // Its exact integers are typeset by way of floating-point numbers: right below 2^53 only.
  return agrees && !/\d{16}|\de|\./.test(latex) ? latex : expanded;
}

function parseRationalOrNothing(text: string): Rational | undefined {
  try {
    return parseRational(text);
  } catch {
    return undefined;
  }
}

/** Σ c L^k, highest power first, written without any library. */
export function expandedLatex(coefficients: Coefficients): string {
  const terms = coefficients.flatMap(({ num, den }, power) => {
    if (num === 0n) return [];
    const size = num < 0n ? -num : num;
    const number = den === 1n ? `${size}` : `\\frac{${size}}{${den}}`;
    const variable = power === 0 ? '' : power === 1 ? 'L' : `L^{${power}}`;
    return [{ sign: num < 0n ? '-' : '+', text: `${number === '1' && power > 0 ? '' : number}${variable}` }];
  });
  const [first, ...rest] = terms.reverse();
  if (first === undefined) return '0';
  return `${first.sign === '-' ? '-' : ''}${first.text}${rest.map(({ sign, text }) => ` ${sign} ${text}`).join('')}`;
}
