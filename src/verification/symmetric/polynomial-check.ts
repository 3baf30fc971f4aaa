/**
 * Whether an implementation is the polynomial that its values at sums of basis vectors determine, and of the orders claimed. Two kinds of
 * vectors tell: scaled ones, of few components, where little but the inputs is rounded, and general ones.
 */
import type { Batch } from '../campaign.ts';
import { shortNumber } from '../naming.ts';
import { type ContractionAllowance, polynomialLimit } from '../tolerance.ts';
import type { CheckResult, Facts } from '../verdict.ts';
import type { SymmetricClaim } from './claim.ts';
import { limitsOfCoefficient, type Probed, reachOf, rowLengths, tensorNorms } from './contraction-fit.ts';

function failure(code: 'wrong-degree' | 'not-polynomial', message: string, where: Facts): CheckResult {
  return { check: { id: 'polynomial', verdict: 'fail', evidence: where }, diagnosis: { code, message, where } };
}

/** A coefficient, and how far it may be off at each output. */
export interface Bounded {
  readonly order: number;
  readonly monomial: readonly number[];
  readonly values: Float64Array;
  readonly limits: Float64Array;
}

/** A term of an order that is not claimed. */
function strangeOrder({ orders }: SymmetricClaim, all: readonly Bounded[]): CheckResult | undefined {
  for (const { order, monomial, values, limits } of all) {
    if (orders.includes(order)) continue;
    const output = values.findIndex((value, k) => !(Math.abs(value) <= (limits[k] ?? 0)));
    const value = values[output];
    if (value === undefined) continue;
    const what =
      order === 0
        ? `f(0) is ${shortNumber(value)} at output ${output}`
        : `output ${output} has ${shortNumber(value)} times the product of the inputs ${monomial.join(', ')}`;
    return failure(
      'wrong-degree',
      `${what}, a term of order ${order}; claimed ${orders.length === 1 ? 'is order' : 'are the orders'} ${orders.join(', ')}: leave it out, or say so in "orders"`,
      { order, output, monomial: [...monomial], got: value, expected: 0 },
    );
  }
  return undefined;
}

/** Where a batch asks for the polynomial: its value, what it is summed from, and what came. All [rows, outputs]. */
interface Compared {
  readonly sums: Float64Array;
  readonly sizes: Float64Array;
  readonly errors: Float64Array;
  readonly answers: Float64Array;
}

export interface PolynomialQuestion {
  readonly batch: Batch;
  readonly answers: Float64Array;
}

function compared({ batch: { x1, rows }, answers }: PolynomialQuestion, all: readonly Bounded[]): Compared {
  const d = x1.length / rows;
  const outputs = answers.length / rows;
  const [sums, sizes, errors] = [answers, answers, answers].map(({ length }) => new Float64Array(length));
  if (sums === undefined || sizes === undefined || errors === undefined) throw new RangeError('three arrays');
  for (let row = 0; row < rows; row++) {
    const x = x1.subarray(row * d, (row + 1) * d);
    for (const { monomial, values, limits } of all) {
      let power = 1;
      for (const variable of monomial) power *= x[variable] ?? 0;
      if (power === 0) continue;
      for (let k = 0; k < outputs; k++) {
        const [place, term] = [row * outputs + k, (values[k] ?? 0) * power];
        sums[place] = (sums[place] ?? 0) + term;
        sizes[place] = (sizes[place] ?? 0) + Math.abs(term);
        errors[place] = (errors[place] ?? 0) + (limits[k] ?? 0) * Math.abs(power);
      }
    }
  }
  return { sums, sizes, errors, answers };
}

/** For each output the largest answer where the polynomial cannot be told from zero: what cancels only up to rounding. */
function noiseOn({ sizes, errors, answers }: Compared, outputs: number): number[] {
  const noise = new Array<number>(outputs).fill(-1);
  for (const [place, answer] of answers.entries()) {
    if ((sizes[place] ?? 0) > (errors[place] ?? 0)) continue;
    const output = place % outputs;
    noise[output] = Math.max(noise[output] ?? -1, Math.abs(answer));
  }
  return noise.map((size) => (size < 0 ? Number.POSITIVE_INFINITY : size));
}

/** The answer of a batch that is farthest from the polynomial, as a part of its limit. */
interface Deviation {
  readonly batch: string;
  readonly row: number;
  readonly output: number;
  readonly got: number;
  readonly expected: number;
  readonly over: number;
}

function deviation(
  question: PolynomialQuestion,
  all: readonly Bounded[],
  norms: readonly number[],
  allowance: ContractionAllowance,
): Deviation {
  const { batch, answers } = question;
  const outputs = answers.length / batch.rows;
  const values = compared(question, all);
  const lengths = rowLengths(batch);
  // Sums over all variables have more noise than those of few that may be zero.
  const noise = batch.id === 'scaled' ? noiseOn(values, outputs) : [];
  let worst: Deviation = { batch: batch.id, row: 0, output: 0, got: 0, expected: 0, over: 0 };
  for (const [place, got] of answers.entries()) {
    const [row, output, expected] = [Math.floor(place / outputs), place % outputs, values.sums[place] ?? 0];
    const limit = polynomialLimit(
      allowance,
      {
        size: values.sizes[place] ?? 0,
        reach: reachOf(norms, lengths[row] ?? 0),
        noise: noise[output] ?? Number.POSITIVE_INFINITY,
      },
      { coefficients: values.errors[place] ?? 0, terms: all.length },
    );
    const over = got === expected ? 0 : Math.abs(got - expected) / limit;
    if (!(over <= worst.over)) worst = { batch: batch.id, row, output, got, expected, over };
  }
  return worst;
}

/** All coefficients, with their limits. @param noiseAt on coefficients of an order, at an output */
export function boundedCoefficients(
  probed: Probed,
  allowance: ContractionAllowance,
  noiseAt: (order: number, output: number) => number,
): Bounded[] {
  const norms = tensorNorms(probed, 0, probed.outputs);
  return probed.coefficients.flatMap((list, order) =>
    list.map((coefficient): Bounded => {
      const limitOf = limitsOfCoefficient(probed, coefficient, norms, allowance, (output) => noiseAt(order, output));
      return { ...coefficient, order, limits: Float64Array.from({ length: probed.outputs }, (_, k) => limitOf(k)) };
    }),
  );
}

export function polynomialCheck(
  claim: SymmetricClaim,
  probed: Probed,
  questions: readonly PolynomialQuestion[],
  allowance: ContractionAllowance,
  all: readonly Bounded[],
): CheckResult {
  const norms = tensorNorms(probed, 0, probed.outputs);
  const found = questions.map((question) => deviation(question, all, norms, allowance));
  const worst = found.find(({ over }) => !(over <= 1));
  if (worst === undefined) {
    const evidence = { coefficients: all.length, observedOverLimit: Math.max(0, ...found.map(({ over }) => over)) };
    return strangeOrder(claim, all) ?? { check: { id: 'polynomial', verdict: 'pass', evidence } };
  }
  const { batch, row, output, got, expected, over } = worst;
  return failure(
    'not-polynomial',
    `row ${row} of "${batch}": output ${output} is ${shortNumber(got)}, where the polynomial of degree ${claim.correlation} through its values at sums of basis vectors is ${shortNumber(expected)}; ` +
      'look for another number of factors, a norm or a nonlinearity of the input, or inputs that are rounded',
    { batch, row, output, got, expected, observedOverLimit: over },
  );
}
