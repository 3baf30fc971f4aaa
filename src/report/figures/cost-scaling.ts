/**
 * Multiply–adds against degree on logarithmic axes, where a power law is a straight line; each algorithm is named at
 * its end with its fitted exponent, and a fan of guides in the corner shows what the slopes mean.
 */

import type { OperationId } from '../../operation/operation.ts';
import { decadeScale, type Interval, logScaleAt, type Plot, type Scale, widenedByFactor } from './axes.ts';
import { type ChartInput, type ChartSeries, chart } from './chart.ts';
import { label, line, type Markup, type TextPart } from './svg.ts';
import { countText } from './text.ts';
import type { Dash } from './theme.ts';

export interface CostPoint {
  readonly l: number;
  readonly multiplyAdds: number;
}

export interface CostSeries {
  readonly algorithm: string;
  readonly operation: OperationId;
  readonly points: readonly CostPoint[];
  /** The exponent fitted to the points. */
  readonly exponent: number;
}

export interface CostScaling {
  readonly title: string;
  readonly series: readonly CostSeries[];
  /** Slopes shown as guides; L³ to L⁶ unless said. */
  readonly guides?: readonly number[];
}

/** The chart as data, before it is drawn. */
export function costChart(input: CostScaling): ChartInput {
  return powerLawChart({
    title: input.title,
    description: `${input.title}. ${input.series.map(sentence).join(' ')}`,
    yTitle: 'multiply–adds',
    guides: input.guides ?? [3, 4, 5, 6],
    series: input.series.map(({ operation, algorithm, exponent, points }, index) => ({
      operation,
      dash: dashAmong(input.series, index),
      name: [{ text: algorithm, className: 'strong' }, ...powerOfDegree(exponent)],
      points: points.map(({ l, multiplyAdds }) => ({ x: l, y: multiplyAdds })),
    })),
  });
}

/** Draws the cost of several algorithms. */
export function costScaling(input: CostScaling): string {
  return chart(costChart(input));
}

export interface PowerLaws {
  readonly title: string;
  readonly description: string;
  readonly yTitle: string;
  readonly guides: readonly number[];
  readonly series: readonly ChartSeries[];
}

/** A chart of powers of the degree: both axes logarithmic, every degree from 1 up marked. */
export function powerLawChart(input: PowerLaws): ChartInput {
  const points = input.series.flatMap((each) => each.points);
  const degrees = points.map((point) => point.x);
  const values = points.flatMap((point) => [point.y, ...(point.interval ?? [])]);
  const yDomain = widenedByFactor(values, 1.6);
  const last = Math.max(...degrees);
  return {
    title: input.title,
    description: input.description,
    width: 840,
    height: Math.max(500, 130 + 19 * input.series.length),
    xTitle: 'degree L',
    yTitle: input.yTitle,
    series: input.series,
    notes: [],
    xScale: (range) => logScaleAt(widenedByFactor(degrees, 1.06), range, degreeTicks(last)),
    yScale: (range) => decadeScale(yDomain, range),
    backdrop: (plot, x, y) => slopeFan(plot, x, y, input.guides, yDomain),
  };
}

/** Algorithms of one operation share its colour; this tells them apart. */
export function dashAmong(series: readonly { readonly operation: OperationId }[], index: number): Dash {
  const dashes: readonly Dash[] = [0, 1, 2, 3];
  const rank = series.slice(0, index).filter((each) => each.operation === series[index]?.operation).length;
  return dashes[rank % dashes.length] ?? 0;
}

/** “∝ L^5.0”, with the exponent raised. */
export function powerOfDegree(exponent: number): readonly TextPart[] {
  return [
    { text: '  ∝ L', className: 'muted' },
    { text: exponent.toFixed(1), raise: 5, className: 'muted sup' },
  ];
}

function degreeTicks(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1).filter((l) => l <= 6 || l % 2 === 0);
}

/** Lines of known slope from one point in the upper left, where curves that only rise never are. */
function slopeFan(plot: Plot, x: Scale, y: Scale, slopes: readonly number[], domain: Interval): readonly Markup[] {
  const steepest = Math.max(...slopes);
  const perDecade = Math.abs(y.position(domain[0] * 10) - y.position(domain[0]));
  const wide = x.position(2) - x.position(1);
  const perSlope = Math.log10(2) * perDecade;
  const size = Math.min(1, 130 / (steepest * perSlope));
  const origin = { x: plot.left + 18, y: plot.top + 16 + steepest * perSlope * size };
  return slopes.flatMap((slope) => {
    const end = { x: origin.x + wide * size, y: origin.y - slope * perSlope * size };
    return [
      line(origin.x, origin.y, end.x, end.y, 'guide'),
      label(end.x + 5, end.y + 4, [{ text: 'L' }, { text: String(slope), raise: 4, className: 'sup' }], {
        class: 'tiny muted haloed',
      }),
    ];
  });
}

function sentence({ algorithm, points, exponent }: CostSeries): string {
  const last = points.at(-1);
  if (!last) return '';
  const cost = countText(Math.round(last.multiplyAdds));
  return `${algorithm}: ${cost} multiply–adds at L = ${last.l}, growing as L to the ${exponent.toFixed(1)}.`;
}
