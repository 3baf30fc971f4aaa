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
interface Bounded {
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

/** The answer of a batch that is farthest from the polynomial, as a part of its limit. */
interface Deviation {
  readonly batch: string;
  readonly row: number;
  readonly output: number;
  readonly got: number;
  readonly expected: number;
  readonly over: number;
}

export interface PolynomialQuestion {
  readonly batch: Batch;
  readonly answers: Float64Array;
  /** on values, at each output; infinite where it is not known */
  readonly noiseAt: (output: number) => number;
}

function deviation(
  { batch: { id, x1, rows }, answers, noiseAt }: PolynomialQuestion,
  all: readonly Bounded[],
  norms: readonly number[],
  allowance: ContractionAllowance,
): Deviation {
  const d = x1.length / rows;
  const outputs = answers.length / rows;
  const lengths = rowLengths({ x1, rows });
  let worst: Deviation = { batch: id, row: 0, output: 0, got: 0, expected: 0, over: 0 };
  for (let row = 0; row < rows; row++) {
    const x = x1.subarray(row * d, (row + 1) * d);
    const [sums, sizes, errors] = [0, 0, 0].map(() => new Float64Array(outputs));
    if (sums === undefined || sizes === undefined || errors === undefined) continue;
    for (const { monomial, values, limits } of all) {
      let power = 1;
      for (const variable of monomial) power *= x[variable] ?? 0;
      if (power === 0) continue;
      const size = Math.abs(power);
      for (let k = 0; k < outputs; k++) {
        const term = (values[k] ?? 0) * power;
        sums[k] = (sums[k] ?? 0) + term;
        sizes[k] = (sizes[k] ?? 0) + Math.abs(term);
        errors[k] = (errors[k] ?? 0) + (limits[k] ?? 0) * size;
      }
    }
    const reach = reachOf(norms, lengths[row] ?? 0);
    for (const [output, expected] of sums.entries()) {
      const got = answers[row * outputs + output] ?? 0;
      const sum = { size: sizes[output] ?? 0, reach, noise: noiseAt(output) };
      const limit = polynomialLimit(allowance, sum, { coefficients: errors[output] ?? 0, terms: all.length });
      const over = got === expected ? 0 : Math.abs(got - expected) / limit;
      if (!(over <= worst.over)) worst = { batch: id, row, output, got, expected, over };
    }
  }
  return worst;
}

/** @param noiseAt on coefficients of an order, at an output */
export function polynomialCheck(
  claim: SymmetricClaim,
  probed: Probed,
  questions: readonly PolynomialQuestion[],
  allowance: ContractionAllowance,
  noiseAt: (order: number, output: number) => number,
): CheckResult {
  const norms = tensorNorms(probed, 0, probed.outputs);
  const all = probed.coefficients.flatMap((list, order) =>
    list.map((coefficient): Bounded => {
      const limitOf = limitsOfCoefficient(probed, coefficient, norms, allowance, (output) => noiseAt(order, output));
      return { ...coefficient, order, limits: Float64Array.from({ length: probed.outputs }, (_, k) => limitOf(k)) };
    }),
  );
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
