/** What a run of the benchmarks leaves: its machine, its questions and its times. Written and read back strictly. */
import * as v from 'valibot';
import type { BenchConfig } from './config.ts';
import type { Machine } from './machine.ts';
import { machineSchema } from './machine-schema.ts';
import { benchConfigSchema } from './read-config.ts';
import { recordFrom } from './read-record.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));

/** One algorithm at one setting: times of one product (one row of a batch), in nanoseconds. */
const resultSchema = v.strictObject({
  algorithm: v.string(),
  setting: v.string(),
  lmax: count,
  batch: v.pipe(v.number(), v.integer(), v.minValue(1)),
  dtype: v.picklist(['float32', 'float64']),
  pass: v.picklist(['forward', 'gradient']),
  runs: v.pipe(v.number(), v.integer(), v.minValue(1)),
  median: positive,
  q1: positive,
  q3: positive,
  unit: v.literal('ns/product'),
  /** multiplications of one product as the program runs it */
  multiplications: count,
});

export interface BenchResult {
  readonly algorithm: string;
  readonly setting: string;
  readonly lmax: number;
  readonly batch: number;
  readonly dtype: 'float32' | 'float64';
  readonly pass: 'forward' | 'gradient';
  readonly runs: number;
  readonly median: number;
  readonly q1: number;
  readonly q3: number;
  readonly unit: 'ns/product';
  readonly multiplications: number;
}

const skippedSchema = v.strictObject({
  algorithm: v.string(),
  setting: v.string(),
  lmax: count,
  pass: v.picklist(['forward', 'gradient']),
  reason: v.string(),
});

/** A cell that was not timed, and why. */
export interface Skipped {
  readonly algorithm: string;
  readonly setting: string;
  readonly lmax: number;
  readonly pass: 'forward' | 'gradient';
  readonly reason: string;
}

const recordSchema = v.strictObject({
  suite: v.literal('algorithms'),
  /** the day of the run; absent unless it was asked for */
  date: v.optional(v.pipe(v.string(), v.isoDate())),
  machine: machineSchema,
  seed: count,
  config: benchConfigSchema,
  /** groups of cells that are done, for a run that goes on later */
  done: v.array(v.string()),
  results: v.array(resultSchema),
  skipped: v.array(skippedSchema),
});

export interface BenchRecord {
  readonly suite: 'algorithms';
  readonly date?: string;
  readonly machine: Machine;
  readonly seed: number;
  readonly config: BenchConfig;
  readonly done: readonly string[];
  readonly results: readonly BenchResult[];
  readonly skipped: readonly Skipped[];
}

/** Reads a record. @param name of the file, for messages @throws RequestError with the place of the first fault */
export function readRecord(text: string, name: string): BenchRecord {
  const { date, ...rest } = recordFrom(recordSchema, text, name, 'a benchmark');
  return { ...rest, ...(date === undefined ? {} : { date }) };
}

/** A JSON object, a field a line; of `lists` every entry has a line of its own, so that a change of one is a change of one line. */
export function printByLine(head: object, lists: Readonly<Record<string, readonly unknown[]>>): string {
  const lines = (values: readonly unknown[]): string =>
    values.length === 0 ? '[]' : `[\n${values.map((value) => `    ${JSON.stringify(value)}`).join(',\n')}\n  ]`;
  const fields = [
    ...Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`),
    ...Object.entries(lists).map(([key, values]) => `  ${JSON.stringify(key)}: ${lines(values)}`),
  ];
  return `{\n${fields.join(',\n')}\n}\n`;
}

/** The record as text, to be read by `readRecord`. */
export function printRecord({ suite, date, machine, seed, config, results, skipped, done }: BenchRecord): string {
  const head = { suite, ...(date === undefined ? {} : { date }), machine, seed, config };
  return printByLine(head, { done, results, skipped });
}
