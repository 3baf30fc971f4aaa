/**
 * The price of equal freedom: the cost of one product times C*, the least number of channels at which an operation
 * reaches every path it can, against what CGTP pays for the same with one weight per path.
 */

import type { OperationId } from '../../operation/operation.ts';
import { type ChartInput, chart } from './chart.ts';
import { dashAmong, powerLawChart, powerOfDegree } from './cost-scaling.ts';
import { countText } from './text.ts';

export interface PricePoint {
  readonly l: number;
  /** Multiply–adds times the lower bound of C*. */
  readonly lower: number;
  /** Multiply–adds times the upper bound of C*. */
  readonly upper: number;
  /** Whether the two bounds are one proven value. */
  readonly certified: boolean;
}

export interface PriceSeries {
  readonly algorithm: string;
  readonly operation: OperationId;
  readonly points: readonly PricePoint[];
  /** The exponent fitted to the points, when there are enough of them. */
  readonly exponent?: number;
}

export interface PriceOfFreedom {
  readonly title: string;
  readonly series: readonly PriceSeries[];
  /** Slopes shown as guides; L³ to L⁶ unless said. */
  readonly guides?: readonly number[];
}

/** The chart as data, before it is drawn. */
export function priceChart(input: PriceOfFreedom): ChartInput {
  return powerLawChart({
    title: input.title,
    description: `${input.title}. ${input.series.map(sentence).join(' ')}`,
    yTitle: 'multiply–adds × C*',
    guides: input.guides ?? [3, 4, 5, 6],
    series: input.series.map(({ operation, algorithm, exponent, points }, index) => ({
      operation,
      dash: dashAmong(input.series, index),
      name: [{ text: algorithm, className: 'strong' }, ...(exponent === undefined ? [] : powerOfDegree(exponent))],
      points: points.map(({ l, lower, upper, certified }) => ({
        x: l,
        y: lower,
        ...(certified ? {} : { interval: [lower, upper] as const }),
      })),
    })),
  });
}

/** Draws the prices. */
export function priceOfFreedom(input: PriceOfFreedom): string {
  return chart(priceChart(input));
}

function sentence({ algorithm, points }: PriceSeries): string {
  const last = points.at(-1);
  if (!last) return '';
  const bounds = [...new Set([last.lower, last.upper].map((value) => countText(Math.round(value))))];
  return `${algorithm}: ${bounds.join(' to ')} at L = ${last.l}.`;
}
