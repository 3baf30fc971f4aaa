/** Reads what to time, strictly. */
import * as v from 'valibot';
import { RequestError } from '../errors.ts';
import { schemaComplaint } from '../schema-complaint.ts';
import { BENCH_SETTINGS, type BenchConfig, TIMED } from './config.ts';

const listOf = <const T extends readonly string[]>(options: T) =>
  v.pipe(v.array(v.picklist(options)), v.minLength(1), v.readonly());
const whole = (low: number, high: number) =>
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(low, `expected at least ${low}`),
    v.maxValue(high, `expected at most ${high}`),
  );

export const benchConfigSchema = v.strictObject({
  seed: whole(0, 2 ** 31 - 1),
  settings: listOf(BENCH_SETTINGS),
  lmax: v.pipe(v.array(whole(0, 12)), v.minLength(1), v.readonly()),
  /** products at a time */
  batches: v.pipe(v.array(whole(1, 1_000_000)), v.minLength(1), v.readonly()),
  dtypes: listOf(['float32', 'float64'] as const),
  passes: listOf(['forward', 'gradient'] as const),
  algorithms: listOf(TIMED),
  rounds: whole(1, 1000),
  sampleMilliseconds: whole(0, 10_000),
});

/** A configuration file; what it leaves out is as in `base`. @throws RequestError with the place of the first fault */
export function readBenchConfig(text: string, name: string, base: BenchConfig): BenchConfig {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RequestError(`${name}: expected a JSON object such as {"lmax":[1,2],"algorithms":["gtp-grid"]}`);
  }
  if (Array.isArray(value)) throw new RequestError(`${name}: the configuration: expected an object, got an array`);
  const parsed = v.safeParse(v.partial(benchConfigSchema), value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new RequestError(`${name}: ${schemaComplaint(issue, 'the configuration')}`);
  }
  return v.parse(benchConfigSchema, { ...base, ...parsed.output });
}
