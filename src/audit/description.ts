/**
 * What somebody says about their benchmark: rows of a table, as JSON or CSV. Everything but the irreps and the operation may be left out; what
 * is said is what can be checked.
 */
import { csvParse } from 'd3-dsv';
import * as v from 'valibot';
import { ALGORITHM_IDS } from '../algorithm/algorithm.ts';
import { RequestError } from '../errors.ts';
import { PARITY_MODES, SETTINGS } from '../irreps/setting.ts';
import { OPERATION_IDS } from '../operation/operation.ts';
import { schemaComplaint } from '../schema-complaint.ts';

/** The most rows of one description. */
export const MAX_ROWS = 1000;

const whole = (low: number, high: number) =>
  v.pipe(
    v.number(),
    v.integer('expected a whole number'),
    v.minValue(low, `expected at least ${low}`),
    v.maxValue(high, `expected at most ${high}`),
  );
const amount = v.pipe(v.number(), v.finite('expected a finite number'), v.minValue(0, 'expected at least 0'));
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000));

const rowSchema = v.strictObject({
  label: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  operation: v.optional(v.picklist(OPERATION_IDS)),
  algorithm: v.optional(v.picklist(ALGORITHM_IDS)),
  setting: v.optional(v.picklist(SETTINGS)),
  lmax: v.optional(whole(0, 12)),
  /** absent: as the irreps say, so3 for settings */
  parity: v.optional(v.picklist(PARITY_MODES)),
  left: v.optional(text),
  right: v.optional(text),
  out: v.optional(text),
  /** the spherical grid: rings and points on each */
  rings: v.optional(whole(1, 10_000)),
  points: v.optional(whole(1, 10_000)),
  /** Fourier coefficients taken from samples × samples values */
  samples: v.optional(whole(1, 10_000)),
  /** matrices of side × side; side = 2j+1 */
  matrixSide: v.optional(whole(1, 1000)),
  channels: v.optional(whole(1, 4096)),
  /** operations counted for one product: multiply–adds, or twice as many */
  flops: v.optional(amount),
  seconds: v.optional(amount),
  /** products in that time and that count; absent: 1 */
  batch: v.optional(whole(1, 1_000_000_000)),
  /** the largest absolute value among the outputs for general inputs */
  largestOutput: v.optional(amount),
  /** the expressivity that figures were divided by */
  expressivity: v.optional(amount),
  /** the absolute error that a test of the implementation allows, on coefficients with Σ w3j² = 1 */
  tolerance: v.optional(amount),
});
export type Row = Readonly<v.InferOutput<typeof rowSchema>>;

const descriptionSchema = v.strictObject({
  name: v.optional(text, 'a benchmark'),
  rows: v.pipe(v.array(rowSchema), v.minLength(1, 'expected at least one row'), v.maxLength(MAX_ROWS)),
  /** labels of rows that the benchmark compares with one another */
  comparisons: v.optional(v.array(v.pipe(v.array(text), v.minLength(2))), []),
});
export type Description = Readonly<v.InferOutput<typeof descriptionSchema>>;

const NUMBERS: ReadonlySet<string> = new Set(
  Object.entries(rowSchema.entries).flatMap(([key, schema]) =>
    schema.type === 'optional' && schema.wrapped.type === 'number' ? [key] : [],
  ),
);

/** Cells of a CSV: empty ones left out, numbers where numbers belong. */
function fromCsv(source: string, name: string): unknown {
  const table = csvParse(source);
  const unknown = table.columns.find((column) => !(column in rowSchema.entries));
  if (unknown !== undefined) {
    throw new RequestError(
      `${name}: column ${JSON.stringify(unknown)}: expected columns among ${Object.keys(rowSchema.entries).join(', ')}`,
    );
  }
  const rows = table.map((cells) =>
    Object.fromEntries(
      Object.entries(cells).flatMap(([key, cell]): [string, unknown][] => {
        const value = cell?.trim() ?? '';
        return value === '' ? [] : [[key, NUMBERS.has(key) && !Number.isNaN(Number(value)) ? Number(value) : value]];
      }),
    ),
  );
  return { rows };
}

/** Reads a description; a name that ends in .csv is a CSV. @throws RequestError with the place of the first fault */
export function readDescription(source: string, name: string): Description {
  let value: unknown;
  if (name.toLowerCase().endsWith('.csv')) value = fromCsv(source, name);
  else {
    try {
      value = JSON.parse(source);
    } catch {
      throw new RequestError(
        `${name}: expected JSON such as {"rows":[{"label":"…","operation":"gtp","setting":"mimo","lmax":3}]}`,
      );
    }
  }
  const parsed = v.safeParse(descriptionSchema, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new RequestError(`${name}: ${schemaComplaint(issue, 'the description')}`);
  }
  const { rows, comparisons } = parsed.output;
  const labels = new Set<string>();
  for (const { label } of rows) {
    if (labels.has(label)) throw new RequestError(`${name}: two rows are labelled ${JSON.stringify(label)}`);
    labels.add(label);
  }
  const stranger = comparisons.flat().find((label) => !labels.has(label));
  if (stranger !== undefined) {
    throw new RequestError(`${name}: comparisons: no row is labelled ${JSON.stringify(stranger)}`);
  }
  return parsed.output;
}
