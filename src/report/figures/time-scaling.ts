/** Measured times on logarithmic axes: against degree, each algorithm named at its end with its fitted exponent; and against the count. */
import type { OperationId } from '../../operation/operation.ts';
import { durationText } from '../timing.ts';
import { decadeScale, type Interval, widenedByFactor } from './axes.ts';
import { type ChartInput, chart } from './chart.ts';
import { dashAmong, powerLawChart, powerOfDegree } from './cost-scaling.ts';
import { countText } from './text.ts';

export interface TimePoint {
  readonly l: number;
  /** nanoseconds */
  readonly time: number;
  /** where it is known within bounds only */
  readonly interval?: Interval;
}

export interface TimeSeries {
  readonly algorithm: string;
  readonly operation: OperationId;
  readonly points: readonly TimePoint[];
  /** fitted to the points, where there are enough of them */
  readonly exponent: number | undefined;
}

export interface TimeScaling {
  readonly title: string;
  readonly yTitle: string;
  readonly guides: readonly number[];
  readonly series: readonly TimeSeries[];
}

/** The chart as data, before it is drawn. */
export function timeChart({ title, yTitle, guides, series }: TimeScaling): ChartInput {
  return powerLawChart({
    title,
    description: `${title}. ${series.map(sentence).join(' ')}`,
    yTitle,
    guides,
    series: series.map(({ algorithm, operation, points, exponent }, index) => ({
      operation,
      dash: dashAmong(series, index),
      name: [{ text: algorithm, className: 'strong' }, ...(exponent === undefined ? [] : powerOfDegree(exponent))],
      points: points.map(({ l, time, interval }) => ({
        x: l,
        y: time,
        ...(interval === undefined ? {} : { interval }),
      })),
    })),
  });
}

/** Draws the times of several algorithms. */
export const timeScaling = (input: TimeScaling): string => chart(timeChart(input));

function sentence({ algorithm, points }: TimeSeries): string {
  const last = points.at(-1);
  return last === undefined ? '' : `${algorithm}: ${durationText(last.time)} at L = ${last.l}.`;
}

export interface CountedTimes {
  readonly title: string;
  readonly series: readonly {
    readonly algorithm: string;
    readonly operation: OperationId;
    readonly points: readonly { readonly multiplications: number; readonly time: number }[];
  }[];
}

/** Time against the count of multiplications: where a curve is straight and of slope one, time follows the count. */
export function countedTimesChart({ title, series }: CountedTimes): ChartInput {
  const points = series.flatMap((each) => each.points);
  const counts = widenedByFactor(
    points.map(({ multiplications }) => multiplications),
    1.5,
  );
  const times = widenedByFactor(
    points.map(({ time }) => time),
    1.6,
  );
  return {
    title,
    description: `${title}. ${series
      .map(({ algorithm, points: own }) => {
        const last = own.at(-1);
        return last === undefined
          ? ''
          : `${algorithm}: ${durationText(last.time)} for ${countText(last.multiplications)} multiplications.`;
      })
      .join(' ')}`,
    width: 840,
    height: Math.max(500, 130 + 19 * series.length),
    xTitle: 'multiplications of one product',
    yTitle: 'nanoseconds',
    series: series.map(({ algorithm, operation, points: own }, index) => ({
      operation,
      dash: dashAmong(series, index),
      name: [{ text: algorithm, className: 'strong' }],
      points: own.map(({ multiplications, time }) => ({ x: multiplications, y: time })),
    })),
    notes: [],
    xScale: (range) => decadeScale(counts, range),
    yScale: (range) => decadeScale(times, range),
    backdrop: () => [],
  };
}

/** Draws time against count. */
export const countedTimes = (input: CountedTimes): string => chart(countedTimesChart(input));
