/** What to time: the cross product of everything listed. */
import * as v from 'valibot';
import { ALGORITHM_IDS } from '../algorithm/algorithm.ts';
import { BLOCK_ROADS } from '../algorithm/product-block.ts';
import { RequestError } from '../errors.ts';
import { SETTINGS } from '../irreps/setting.ts';

/** All that can be timed: the catalogue, the product with a direction, and the algorithms of the product block. */
export const TIMED = [...ALGORITHM_IDS, 'cgtp-so2', ...BLOCK_ROADS] as const;
export type TimedId = (typeof TIMED)[number];

/**
 * The settings of the paper; `full`, 0…L by 0…L with an output copy for each path (e3nn's FullTensorProduct), which only cgtp-sparse has;
 * `block-2` and `block-3`, the product block of correlation 2 and 3 from 0…L to 0…2, which only its own algorithms have.
 */
export const BENCH_SETTINGS = [...SETTINGS, 'full', 'block-2', 'block-3'] as const;
export type BenchSetting = (typeof BENCH_SETTINGS)[number];

/**
 * `exact`: integers and the parts of their common factor · `float64`: correctly rounded · `reduced`: each symbol as a surd in lowest terms
 */
export const TABLE_FORMS = ['exact', 'float64', 'reduced'] as const;
export type TableForm = (typeof TABLE_FORMS)[number];

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
export type BenchConfig = Readonly<v.InferOutput<typeof benchConfigSchema>>;

const degrees = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, k) => from + k);

/** The study of the report. */
export const DEFAULT_BENCH: BenchConfig = {
  seed: 1,
  settings: ['siso', 'simo', 'mimo', 'full', 'block-2', 'block-3'],
  lmax: degrees(1, 10),
  batches: [64, 2048],
  dtypes: ['float32', 'float64'],
  passes: ['forward', 'gradient'],
  algorithms: [...TIMED],
  rounds: 5,
  sampleMilliseconds: 3,
};

/** A glimpse within a minute. */
export const QUICK_BENCH: BenchConfig = {
  ...DEFAULT_BENCH,
  settings: ['mimo', 'full', 'block-2'],
  lmax: degrees(1, 4),
  batches: [1024],
  dtypes: ['float32'],
  passes: ['forward'],
  rounds: 5,
  sampleMilliseconds: 2,
};

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
    throw new RequestError(`${name}: ${v.getDotPath(issue) ?? 'the configuration'}: ${issue.message}`);
  }
  return v.parse(benchConfigSchema, { ...base, ...parsed.output });
}
