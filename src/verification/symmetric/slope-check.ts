/**
 * The vector–Jacobian product of a symmetric contraction against its coefficients: with f_k(x) = Σ_e c_e,k x^e,
 *
 *   x̄_i = Σ_k z̄_k ∂f_k/∂x_i = Σ_k Σ_e e_i c_e,k x^(e − 1_i) z̄_k
 *
 * At all sums of up to ν−1 basis vectors, with each unit cotangent, it is decided as a map; general vectors decide that it is linear in z̄
 * and of degree ν−1 in x, which is what second gradients need.
 */
import { euclideanNorm } from '../bilinear.ts';
import type { Batch } from '../campaign.ts';
import { largestDifference } from '../contract-checks.ts';
import { shortNumber } from '../naming.ts';
import { type ContractionAllowance, noiseLevel, polynomialLimit } from '../tolerance.ts';
import type { Check, CheckResult, Facts } from '../verdict.ts';
import type { Bounded } from './polynomial-check.ts';

/** e_i c_e x^(e − 1_i): one derivative of one monomial. */
interface Slope {
  readonly index: number;
  readonly factor: number;
  /** the variables of e − 1_i, each as often as it is a factor */
  readonly rest: readonly number[];
  readonly of: Bounded;
}

function slopesOf(coefficients: readonly Bounded[]): Slope[] {
  return coefficients.flatMap((of) =>
    [...new Set(of.monomial)].map((index) => {
      const at = of.monomial.indexOf(index);
      const rest = [...of.monomial.slice(0, at), ...of.monomial.slice(at + 1)];
      return { index, factor: of.monomial.filter((variable) => variable === index).length, rest, of };
    }),
  );
}

/** One gradient: its value, Σ|terms|, and Σ of what the coefficients may be off. All [d]. */
interface Expected {
  readonly value: Float64Array;
  readonly size: Float64Array;
  readonly error: Float64Array;
}

/** At one point, for each cotangent. */
function expectedAt(slopes: readonly Slope[], x: Float64Array, cotangents: readonly Float64Array[]): Expected[] {
  const found = cotangents.map(() => ({
    value: new Float64Array(x.length),
    size: new Float64Array(x.length),
    error: new Float64Array(x.length),
  }));
  for (const { index, factor, rest, of } of slopes) {
    const power = rest.reduce((product, variable) => product * (x[variable] ?? 0), factor);
    if (power === 0) continue;
    for (const [n, { value, size, error }] of found.entries()) {
      for (const [k, weight] of (cotangents[n] ?? new Float64Array(0)).entries()) {
        if (weight === 0) continue;
        const term = power * weight * (of.values[k] ?? 0);
        value[index] = (value[index] ?? 0) + term;
        size[index] = (size[index] ?? 0) + Math.abs(term);
        error[index] = (error[index] ?? 0) + Math.abs(power * weight) * (of.limits[k] ?? 0);
      }
    }
  }
  return found;
}

export interface Slopes {
  readonly coefficients: readonly Bounded[];
  /** ‖S_q‖ for q = 0 … ν, over all outputs */
  readonly norms: readonly number[];
  /** of the gradient */
  readonly allowance: ContractionAllowance;
}

export interface SlopeAnswers {
  readonly batch: Batch;
  /** [rows, d] */
  readonly gradient: Float64Array;
}

/** The number of a batch that is farthest from the gradient, as a part of its limit; and how many are beyond theirs. */
interface Farthest {
  readonly row: number;
  readonly index: number;
  readonly got: number;
  readonly expected: number;
  readonly over: number;
  readonly off: number;
  readonly compared: number;
}

/** All expected gradients of a batch, equal points together. */
function expectedOf({ x1, cotangent, rows }: Batch, slopes: readonly Slope[]): Expected[] {
  const [d, d3] = [x1.length / rows, cotangent.length / rows];
  const rowOf = (values: Float64Array, width: number, row: number) => values.subarray(row * width, (row + 1) * width);
  const found: Expected[] = [];
  for (let row = 0; row < rows; ) {
    const x = rowOf(x1, d, row);
    let end = row + 1;
    while (end < rows && rowOf(x1, d, end).every((value, i) => value === x[i])) end++;
    const cotangents = Array.from({ length: end - row }, (_, n) => rowOf(cotangent, d3, row + n));
    found.push(...expectedAt(slopes, x, cotangents));
    row = end;
  }
  return found;
}

/** Σ_q q‖S_q‖ |x|^(q−1) |z̄|: no derivative of a partial sum is larger. */
const slopeReach = (norms: readonly number[], length: number, cotangent: number): number =>
  norms.reduce((sum, norm, q) => sum + (q === 0 ? 0 : q * norm * length ** (q - 1)), 0) * cotangent;

function farthest(
  { batch, gradient }: SlopeAnswers,
  slopes: readonly Slope[],
  { norms, allowance }: Slopes,
  measured: boolean,
): Farthest {
  const { x1, cotangent, rows } = batch;
  const [d, d3] = [x1.length / rows, cotangent.length / rows];
  const expected = expectedOf(batch, slopes);
  // Where the gradient cannot be told from zero, what comes is noise.
  const free = expected.flatMap(({ size, error }, row) =>
    Array.from(size.keys()).flatMap((i) =>
      (size[i] ?? 0) <= (error[i] ?? 0) ? [Math.abs(gradient[row * d + i] ?? 0)] : [],
    ),
  );
  const noise = measured ? noiseLevel(Float64Array.from(free)) : Number.POSITIVE_INFINITY;
  let worst = { row: 0, index: 0, got: 0, expected: 0, over: 0 };
  let off = 0;
  for (const [row, { value, size, error }] of expected.entries()) {
    const length = euclideanNorm(x1.subarray(row * d, (row + 1) * d));
    const reach = slopeReach(norms, length, euclideanNorm(cotangent.subarray(row * d3, (row + 1) * d3)));
    for (const [index, wanted] of value.entries()) {
      const got = gradient[row * d + index] ?? 0;
      const limit = polynomialLimit(
        allowance,
        { size: size[index] ?? 0, reach, noise },
        { coefficients: error[index] ?? 0, terms: slopes.length },
      );
      const over = got === wanted ? 0 : Math.abs(got - wanted) / limit;
      if (!(over <= 1)) off += 1;
      if (!(over <= worst.over)) worst = { row, index, got, expected: wanted, over };
    }
  }
  return { ...worst, off, compared: expected.length * d };
}

const skipped = (reason: string): Check => ({ id: 'second-gradient', verdict: 'skipped', reason, evidence: {} });

/** @param again the second answer to `dense` */
export function slopeChecks(
  given: Slopes,
  units: SlopeAnswers,
  dense: SlopeAnswers,
  again: Float64Array,
): readonly CheckResult[] {
  const failed = (code: 'gradient' | 'not-deterministic', message: string, where: Facts, reason: string) => [
    {
      check: { id: 'gradient' as const, verdict: 'fail' as const, evidence: where },
      diagnosis: { code, message, where },
    },
    { check: skipped(reason) },
  ];
  const d = dense.batch.x1.length / dense.batch.rows;
  const difference = largestDifference(dense.gradient, again);
  if (difference !== undefined) {
    const where = { batch: 'gradient-again', row: Math.floor(difference.place / d), index: difference.place % d };
    const message = 'the gradient, asked twice, has two answers; look for a gradient buffer that is not cleared';
    return failed('not-deterministic', message, where, 'the gradient is not deterministic');
  }
  const slopes = slopesOf(given.coefficients);
  const first = farthest(units, slopes, given, true);
  if (!(first.over <= 1)) {
    const { x1, cotangent, rows } = units.batch;
    const d3 = cotangent.length / rows;
    const point = Array.from(x1.subarray(first.row * d, (first.row + 1) * d).entries()).flatMap(([i, n]) =>
      new Array<number>(n).fill(i),
    );
    const { index, got, expected, off, compared } = first;
    const at = point.length === 0 ? 'x = 0' : `x = ${point.map((i) => `e_${i}`).join(' + ')}`;
    return failed(
      'gradient',
      `the output is right, but its gradient is not: at ${at} and cotangent e_${first.row % d3} entry ${index} is ${shortNumber(got)}, expected ${shortNumber(expected)}; ${off} of ${compared} entries are off`,
      { x: point, cotangent: first.row % d3, index, got, expected, count: off },
      'the gradient is wrong',
    );
  }
  const evidence = { entries: first.compared, observedOverLimit: first.over };
  const passed: CheckResult = { check: { id: 'gradient', verdict: 'pass', evidence } };
  const second = farthest(dense, slopes, given, false);
  const where = { row: second.row, index: second.index, got: second.got, expected: second.expected };
  if (second.over <= 1) {
    const more = { rows: dense.batch.rows, entries: second.compared, observedOverLimit: second.over };
    return [passed, { check: { id: 'second-gradient', verdict: 'pass', evidence: more } }];
  }
  return [
    passed,
    {
      check: { id: 'second-gradient', verdict: 'fail', evidence: where },
      diagnosis: {
        code: 'gradient',
        message: `the gradient is right at sums of basis vectors, but for general vectors entry ${second.index} is ${shortNumber(second.got)}, expected ${shortNumber(second.expected)}: it is not linear in the cotangent, or not the derivative of the polynomial; second gradients will be wrong`,
        where,
      },
    },
  ];
}
