/** Measured time against degree on logarithmic axes, each algorithm named at its end with its fitted exponent. */
import type { OperationId } from '../../operation/operation.ts';
import { durationText } from '../timing.ts';
import { type ChartInput, chart } from './chart.ts';
import { dashAmong, powerLawChart, powerOfDegree } from './cost-scaling.ts';

export interface TimeSeries {
  readonly algorithm: string;
  readonly operation: OperationId;
  /** median nanoseconds of one product */
  readonly points: readonly { readonly l: number; readonly time: number }[];
  /** fitted to the points, where there are enough of them */
  readonly exponent: number | undefined;
}

export interface TimeScaling {
  readonly title: string;
  readonly series: readonly TimeSeries[];
}

/** The chart as data, before it is drawn. */
export function timeChart({ title, series }: TimeScaling): ChartInput {
  return powerLawChart({
    title,
    description: `${title}. ${series.map(sentence).join(' ')}`,
    yTitle: 'nanoseconds',
    guides: [3, 4, 5, 6],
    series: series.map(({ algorithm, operation, points, exponent }, index) => ({
      operation,
      dash: dashAmong(series, index),
      name: [{ text: algorithm, className: 'strong' }, ...(exponent === undefined ? [] : powerOfDegree(exponent))],
      points: points.map(({ l, time }) => ({ x: l, y: time })),
    })),
  });
}

/** Draws the times of several algorithms. */
export const timeScaling = (input: TimeScaling): string => chart(timeChart(input));

function sentence({ algorithm, points }: TimeSeries): string {
  const last = points.at(-1);
  return last === undefined ? '' : `${algorithm}: ${durationText(last.time)} at L = ${last.l}.`;
}
