/** The same question has the same answer, and a row does not care for the other rows of its batch. */
import { type Dimensions, PLAIN_ROW } from './campaign.ts';
import { largestSize } from './fit.ts';
import { shortNumber } from './naming.ts';
import type { Answers } from './questioning.ts';
import { type Allowance, longPlaceLimit, placeLimit } from './tolerance.ts';
import type { Check, CheckResult } from './verdict.ts';

const NONE = new Float64Array(0);

/** The place of the largest difference of two equally long lists; undefined if they are equal bit for bit (±0 being equal). */
export function largestDifference(
  a: Float64Array,
  b: Float64Array,
): { readonly place: number; readonly size: number } | undefined {
  let [place, size] = [-1, 0];
  for (const [n, value] of a.entries()) {
    const difference = Math.abs(value - (b[n] ?? 0));
    if (difference > size) [place, size] = [n, difference];
  }
  return place < 0 ? undefined : { place, size };
}

/** A batch whose answer is that of the batch before it, equally long, though another question. */
function staleAnswer(by: Answers['by']): readonly [batch: string, before: string] | undefined {
  const inOrder = ['units', 'scaled', 'reversed'] as const;
  for (const [n, id] of inOrder.entries()) {
    const before = inOrder[n - 1];
    const [answer, earlier] = [by.get(id)?.forward, before === undefined ? undefined : by.get(before)?.forward];
    if (before === undefined || answer === undefined || earlier === undefined) continue;
    // A symmetric or zero tensor may answer alike; `scaled` never asks what `units` asked, unless all answers are zero.
    const questionsDiffer = id === 'scaled' || before === 'scaled';
    if (questionsDiffer && answer.some((value) => value !== 0) && largestDifference(answer, earlier) === undefined) {
      return [id, before];
    }
  }
  return undefined;
}

export function determinism({ by }: Answers, { d3 }: Dimensions): CheckResult {
  const [units, again] = [by.get('units')?.forward ?? NONE, by.get('again')?.forward ?? NONE];
  const difference = largestDifference(units, again);
  const stale = staleAnswer(by);
  if (difference === undefined && stale !== undefined) {
    const [batch, before] = stale;
    return {
      check: { id: 'determinism', verdict: 'fail', evidence: { batch, before } },
      diagnosis: {
        code: 'not-deterministic',
        message: `the answer to batch "${batch}" is that to batch "${before}", bit for bit, though the questions differ; an output buffer is returned before it is written, or a cache does not look at the values`,
        where: { batch, before },
      },
    };
  }
  if (difference === undefined) {
    return { check: { id: 'determinism', verdict: 'pass', evidence: { rows: units.length / d3, identical: true } } };
  }
  const [row, index] = [Math.floor(difference.place / d3), difference.place % d3];
  const where = {
    batch: 'again',
    row,
    index,
    first: units[difference.place] ?? 0,
    second: again[difference.place] ?? 0,
  };
  return {
    check: { id: 'determinism', verdict: 'fail', evidence: { ...where, difference: difference.size } },
    diagnosis: {
      code: 'not-deterministic',
      message:
        `the same batch, asked twice, has two answers: row ${row}, index ${index} was ${shortNumber(where.first)}, then ${shortNumber(where.second)}; ` +
        'look for an output buffer that is not cleared or is returned while still in use, state kept between calls, random numbers, or atomic additions',
      where,
    },
  };
}

/** Row r of a batch read as if the answer were [d3, rows]. */
function transposed(values: Float64Array, rows: number, d3: number): Float64Array {
  return Float64Array.from(values, (_, n) => values[(n % d3) * rows + Math.floor(n / d3)] ?? 0);
}

function reversedRows(values: Float64Array, rows: number, d3: number): Float64Array {
  const reversed = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    reversed.set(values.subarray(row * d3, (row + 1) * d3), (rows - 1 - row) * d3);
  }
  return reversed;
}

/** Where rows that were asked at two places have two answers. */
interface Coupling {
  readonly batch: string;
  readonly row: number;
  readonly index: number;
  readonly got: number;
  readonly expected: number;
  readonly difference: number;
}

/** The first difference beyond the limit of each pair of batches. */
function coupling({ by }: Answers, allowance: Allowance, { d1, d2, d3 }: Dimensions): Coupling | undefined {
  const answer = (id: 'units' | 'reversed' | 'dense' | 'alone' | 'pair' | 'odd'): Float64Array =>
    by.get(id)?.forward ?? NONE;
  const dense = answer('dense').subarray(PLAIN_ROW * d3);
  const comparisons = [
    ['reversed', answer('units'), reversedRows(answer('reversed'), d1 * d2, d3), placeLimit],
    ['alone', dense, answer('alone'), longPlaceLimit],
    ['pair', dense, answer('pair'), longPlaceLimit],
    ['odd', dense, answer('odd'), longPlaceLimit],
  ] as const;
  for (const [batch, many, few, limit] of comparisons) {
    const same = many.subarray(0, few.length);
    const difference = largestDifference(few, same);
    if (difference === undefined) continue;
    if (difference.size <= limit(allowance, largestSize(same))) continue;
    const { place, size } = difference;
    return {
      batch,
      row: Math.floor(place / d3),
      index: place % d3,
      got: same[place] ?? 0,
      expected: few[place] ?? 0,
      difference: size,
    };
  }
  return undefined;
}

/** The answer of `dense` that a batch of one gives too, if the batch is read as [d3, rows]. */
function isTransposed({ by }: Answers, allowance: Allowance, { d1, d2, d3 }: Dimensions): boolean {
  const rows = d1 * d2;
  const [units, reversed] = [by.get('units')?.forward ?? NONE, by.get('reversed')?.forward ?? NONE];
  if (rows < 2 || d3 < 2 || units.length !== rows * d3) return false;
  const [straight, back] = [transposed(units, rows, d3), reversedRows(transposed(reversed, rows, d3), rows, d3)];
  const difference = largestDifference(straight, back);
  if (difference !== undefined && difference.size > placeLimit(allowance, largestSize(units))) return false;
  const dense = by.get('dense')?.forward ?? NONE;
  const alone = by.get('alone')?.forward ?? NONE;
  const denseRows = dense.length / d3;
  const row = transposed(dense, denseRows, d3).subarray(PLAIN_ROW * d3, PLAIN_ROW * d3 + d3);
  const apart = largestDifference(row, alone);
  return apart === undefined || apart.size <= longPlaceLimit(allowance, largestSize(alone));
}

export function batchIndependence(answers: Answers, allowance: Allowance, sizes: Dimensions): CheckResult {
  const found = coupling(answers, allowance, sizes);
  if (found === undefined) {
    const evidence = { batches: [0, 1, 2, 7, sizes.d1 * sizes.d2], orders: 2 };
    return { check: { id: 'batch', verdict: 'pass', evidence } };
  }
  const check: Check = { id: 'batch', verdict: 'fail', evidence: { ...found } };
  if (isTransposed(answers, allowance, sizes)) {
    return {
      check,
      diagnosis: {
        code: 'layout',
        message:
          'the output is transposed: [d3, batch] where [batch, d3] is expected; transpose it before it is returned',
        where: { side: 'out', expected: '[batch, d3]', got: '[d3, batch]' },
      },
    };
  }
  const { batch, row, index, got, expected } = found;
  const text =
    batch === 'reversed'
      ? `the same row at another place of the batch has another answer: row ${row}, index ${index} is ${shortNumber(got)}, with the rows in reverse ${shortNumber(expected)}`
      : `row ${row} of a batch of ${PLAIN_ROW} rows and more has another answer than in batch "${batch}": index ${index} is ${shortNumber(got)}, there ${shortNumber(expected)}`;
  return {
    check,
    diagnosis: {
      code: 'batch-coupled',
      message: `${text}; rows read or write one another: look at strides, padding and the batch axis of reductions`,
      where: { ...found },
    },
  };
}
