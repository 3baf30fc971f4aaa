/** A benchmark record, asked one question at a time. */
import type { BenchSetting } from '../bench/config.ts';
import type { BenchRecord, BenchResult } from '../bench/record.ts';
import { spreadOf } from '../bench/spread.ts';

/** Which of the times in a record the tables show. */
export interface TimingFocus {
  readonly dtype: BenchResult['dtype'];
  readonly batch: number;
}

/** float32 where the record has it, and the largest batch. */
export function timingFocus({ config }: BenchRecord): TimingFocus {
  const [first = 'float32'] = config.dtypes;
  return {
    dtype: config.dtypes.includes('float32') ? 'float32' : first,
    batch: Math.max(...config.batches),
  };
}

export interface Question extends Partial<TimingFocus> {
  readonly algorithm: string;
  readonly setting: BenchSetting;
  readonly lmax: number;
  readonly pass?: BenchResult['pass'];
}

/** The time of one cell; forward, and in the focus of the record, unless asked otherwise. */
export function timeOf(record: BenchRecord, question: Question): BenchResult | undefined {
  const { algorithm, setting, lmax, pass, dtype, batch } = { ...timingFocus(record), pass: 'forward', ...question };
  return record.results.find(
    (one) =>
      one.algorithm === algorithm &&
      one.setting === setting &&
      one.lmax === lmax &&
      one.pass === pass &&
      one.dtype === dtype &&
      one.batch === batch,
  );
}

/** Whether one time is below another beyond the spread of both: the quartiles do not overlap. */
export const isFaster = (a: BenchResult, b: BenchResult): boolean => a.q3 < b.q1;

/** (q3 − q1)/median over all results: its median and its largest. */
export function relativeSpread({ results }: BenchRecord): { readonly median: number; readonly largest: number } {
  const spreads = results.map(({ median, q1, q3 }) => (q3 - q1) / median);
  return { median: spreadOf(spreads).median, largest: Math.max(...spreads) };
}

/** `14.2 ns`, `3.94 µs`, `1.25 ms`: three digits in a unit that suits them. */
export function durationText(nanoseconds: number): string {
  const [value, unit] =
    nanoseconds >= 1e6
      ? [nanoseconds / 1e6, 'ms']
      : nanoseconds >= 1e3
        ? [nanoseconds / 1e3, 'µs']
        : [nanoseconds, 'ns'];
  return `${Number(value.toPrecision(3))} ${unit}`;
}
