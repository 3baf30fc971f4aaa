/**
 * f is bilinear: zero for a zero input, the same tensor from other mantissas, and Σ T_ijk x_i y_j for general vectors, whatever their
 * magnitude.
 */
import { type Contraction, euclideanNorm } from './bilinear.ts';
import { type Batch, type Dimensions, PLAIN_ROW, ZERO_ROWS } from './campaign.ts';
import type { Dtype } from './implementation.ts';
import { shortNumber } from './naming.ts';
import { coarserFormats, formatTitle, type NumberFormat } from './number-format.ts';
import {
  isWidespread,
  LEADING_PART,
  type Limits,
  limitsOf,
  pairLimit,
  slipInto,
  slipOfSize,
  sumLimit,
} from './tolerance.ts';
import type { CheckResult, Diagnosis, Facts } from './verdict.ts';

export interface BilinearityEvidence {
  readonly sizes: Dimensions;
  readonly dtype: Dtype;
  readonly limits: Limits;
  /** from `units` */
  readonly tensor: Float64Array;
  /** from `scaled`, divided by the scalars */
  readonly second: Float64Array;
  readonly contraction: Contraction;
  readonly dense: Batch;
  readonly answers: Float64Array;
  /** whether the tensor has shown a coarser format already, which may have a smaller range too */
  readonly slipped: boolean;
}

function failure(message: string, where: Facts): CheckResult {
  return {
    check: { id: 'bilinearity', verdict: 'fail', evidence: where },
    diagnosis: { code: 'not-bilinear', message, where },
  };
}

/** f(0, y), f(x, 0) and f(0, 0). */
function zeros({ answers, sizes: { d3 } }: BilinearityEvidence): CheckResult | undefined {
  const place = answers.subarray(0, ZERO_ROWS * d3).findIndex((value) => value !== 0);
  if (place < 0) return undefined;
  const [row, index] = [Math.floor(place / d3), place % d3];
  const inputs = ['x1 = 0', 'x2 = 0', 'x1 = x2 = 0'][row] ?? '';
  const value = answers[place] ?? 0;
  const hint =
    row === 2
      ? 'a bias is added'
      : 'a term is left that does not depend on both inputs: a bias, or a square of one input';
  return failure(`for ${inputs} the output is ${shortNumber(value)} at index ${index} and not 0; ${hint}`, {
    inputs,
    index,
    got: value,
  });
}

/** The finest coarser format whose roundings of inputs explain all differences, if they are everywhere. */
function inputsRounded(evidence: BilinearityEvidence, off: number, nonzero: number): NumberFormat | undefined {
  if (!isWidespread(off, nonzero)) return undefined;
  const { tensor, second, limits } = evidence;
  const formats = coarserFormats(evidence.dtype);
  const explains = formats.find((format) => {
    const slipped = limitsOf(slipInto(format, limits.allowance), limits.noise, limits.scale);
    return tensor.every((value, n) => Math.abs(value - (second[n] ?? 0)) <= pairLimit(slipped, value));
  });
  if (explains === undefined) return undefined;
  const relative = tensor.reduce(
    (most, value, n) =>
      Math.abs(value) < LEADING_PART * limits.scale ? most : Math.max(most, Math.abs((second[n] ?? 0) / value - 1)),
    0,
  );
  return slipOfSize(formats, relative);
}

function mantissas(evidence: BilinearityEvidence): CheckResult | undefined {
  const { tensor, second, limits, sizes } = evidence;
  let [off, nonzero, worst, most] = [0, 0, -1, 0];
  for (const [n, value] of tensor.entries()) {
    const other = second[n] ?? 0;
    if (value !== 0) nonzero += 1;
    const excess = Math.abs(value - other) / pairLimit(limits, Math.max(Math.abs(value), Math.abs(other)));
    if (excess <= 1) continue;
    off += 1;
    if (excess > most) [worst, most] = [n, excess];
  }
  if (worst < 0) return undefined;
  const pair = Math.floor(worst / sizes.d3);
  const place = [Math.floor(pair / sizes.d2), pair % sizes.d2, worst % sizes.d3];
  const [got, expected] = [second[worst] ?? 0, tensor[worst] ?? 0];
  const format = inputsRounded(evidence, off, nonzero);
  if (format !== undefined) {
    const relative = Math.abs(got / expected - 1);
    const where = {
      behavesLike: format.name,
      declared: evidence.dtype,
      inputs: 'rounded',
      relativeError: relative,
      index: place,
    };
    const diagnosis: Diagnosis = {
      code: 'precision',
      message: `correct, but not in ${evidence.dtype}: the inputs are rounded as in ${formatTitle(format)} (relative error ${shortNumber(relative)}); switch that off, or declare the dtype`,
      where,
    };
    return { check: { id: 'precision', verdict: 'fail', evidence: where }, diagnosis };
  }
  const [i, j, k] = place;
  return failure(
    `f(a·e_${i}, b·e_${j})/(a·b) is ${shortNumber(got)} at index ${k}, but f(e_${i}, e_${j}) is ${shortNumber(expected)}: the output is not proportional to its inputs (a square, a normalisation, an activation?)`,
    { index: place, got, expected, count: off },
  );
}

/** Rows [from, to) of `dense` against the sum over the tensor. */
function general(evidence: BilinearityEvidence, from: number, to: number): CheckResult | undefined {
  const { dense, answers, contraction, limits, sizes } = evidence;
  const { d1, d2, d3 } = sizes;
  let worst: { row: number; index: number; got: number; expected: number; excess: number } | undefined;
  for (let row = from; row < to; row++) {
    const x = dense.x1.subarray(row * d1, (row + 1) * d1);
    const y = dense.x2.subarray(row * d2, (row + 1) * d2);
    const { value, size, terms } = contraction.forward(x, y);
    const reach = euclideanNorm(x) * euclideanNorm(y);
    for (const [index, expected] of value.entries()) {
      const got = answers[row * d3 + index] ?? 0;
      const error = Math.abs(got - expected);
      const limit = sumLimit(limits, terms[index] ?? 0, size[index] ?? 0, reach);
      const excess = Number.isFinite(got) ? error / limit : Number.POSITIVE_INFINITY;
      if (excess > 1 && excess > (worst?.excess ?? 0)) worst = { row, index, got, expected, excess };
    }
  }
  if (worst === undefined) return undefined;
  const { row, index, got, expected } = worst;
  const which = row < PLAIN_ROW ? 'vectors of magnitudes far apart, their product moderate' : 'general vectors';
  return failure(
    `for ${which} (batch "dense", row ${row}) index ${index} is ${shortNumber(got)}; the sum over the basis pairs is ${shortNumber(expected)}: the output is not bilinear`,
    { batch: 'dense', row, index, got: Number.isFinite(got) ? got : `${got}`, expected },
  );
}

export function bilinearity(evidence: BilinearityEvidence): CheckResult {
  const { dense, slipped } = evidence;
  const failed =
    zeros(evidence) ??
    mantissas(evidence) ??
    general(evidence, PLAIN_ROW, dense.rows) ??
    (slipped ? undefined : general(evidence, ZERO_ROWS, PLAIN_ROW));
  if (failed !== undefined) return failed;
  const facts = { pairs: evidence.sizes.d1 * evidence.sizes.d2, generalRows: evidence.dense.rows - ZERO_ROWS };
  return { check: { id: 'bilinearity', verdict: 'pass', evidence: facts } };
}
