/** What to time: the cross product of everything listed. */
import { ALGORITHM_IDS } from '../algorithm/algorithm.ts';
import { BLOCK_ROADS } from '../algorithm/product-block.ts';
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
 * Whole tables. Of 3j symbols: `exact`, integers and the parts of their common factor · `float64`, correctly rounded · `reduced`, each symbol as
 * a surd in lowest terms. Of dense tensors in float64, as they are exported: `real-cg` · `real-gaunt`
 */
export const WHOLE_FORMS = ['exact', 'float64', 'reduced', 'real-cg', 'real-gaunt'] as const;
export type WholeForm = (typeof WHOLE_FORMS)[number];

/** Symbols one by one, as surds in lowest terms (single-symbols.ts). */
export const SINGLE_FORMS = ['3j', '6j', '9j'] as const;
export type SingleForm = (typeof SINGLE_FORMS)[number];

export const TABLE_FORMS = [...WHOLE_FORMS, ...SINGLE_FORMS] as const;
export type TableForm = (typeof TABLE_FORMS)[number];

/** The cross product of all that is listed. */
export interface BenchConfig {
  readonly seed: number;
  readonly settings: readonly BenchSetting[];
  readonly lmax: readonly number[];
  /** products at a time */
  readonly batches: readonly number[];
  readonly dtypes: readonly ('float32' | 'float64')[];
  readonly passes: readonly ('forward' | 'gradient')[];
  readonly algorithms: readonly TimedId[];
  readonly rounds: number;
  readonly sampleMilliseconds: number;
}

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

/** Channels that share a direction where cgtp-so2 is timed. */
export const DIRECTION_CHANNELS = 32;
