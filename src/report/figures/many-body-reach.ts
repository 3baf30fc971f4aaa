/**
 * What channels buy in a product of several equal factors: dimension of the reachable maps against the multiply–adds of all channels,
 * one mark for each channel, up to saturation. A product with a weight for every path is one mark at the top.
 */
import type { ManyBodyPoint } from '../../many-body/product-expressivity.ts';
import type { OperationId } from '../../operation/operation.ts';
import { linearScale, logScaleAt, widenedByFactor } from './axes.ts';
import { type ChartInput, chart } from './chart.ts';
import { dashAmong } from './cost-scaling.ts';
import { line, label as text } from './svg.ts';
import { countText } from './text.ts';
import type { Dash } from './theme.ts';

export interface ReachSeries {
  readonly operation: OperationId;
  readonly name: string;
  /** of one channel */
  readonly multiplyAdds: number;
  /** every number of channels from 1 to saturation; at least one */
  readonly points: readonly ManyBodyPoint[];
}

export interface ManyBodyReach {
  readonly title: string;
  /** all symmetric maps */
  readonly maps: number;
  readonly series: readonly ReachSeries[];
}

/** The chart as data, before it is drawn. */
export function manyBodyReachChart({ title, maps, series }: ManyBodyReach): ChartInput {
  const costs = series.flatMap(({ multiplyAdds, points }) => points.map(({ channels }) => channels * multiplyAdds));
  return {
    title,
    description: `${title}. There are ${maps} symmetric maps. ${series.map(sentence).join(' ')}`,
    width: 840,
    height: 500,
    xTitle: 'multiply–adds of all channels',
    yTitle: 'dimension of reachable maps',
    series: series.map(({ operation, name, multiplyAdds, points }, index) => ({
      operation,
      dash: dashAmong(series, index),
      name: [
        { text: name, className: 'strong' },
        { text: `  C = ${points.at(-1)?.channels ?? 0}${lineSample(series, index)}`, className: 'muted' },
      ],
      points: points.map(({ channels, lower, upper, certified }) => ({
        x: channels * multiplyAdds,
        y: lower,
        ...(certified ? {} : { interval: [lower, upper] as const }),
      })),
    })),
    notes: [],
    xScale: (range) => logScaleAt(widenedByFactor(costs, 1.3), range, roundNumbers(Math.max(...costs) * 2)),
    yScale: (range) => linearScale([0, maps * 1.09], range, 6, true),
    backdrop: (plot, _x, y) => [
      line(plot.left, y.position(maps), plot.right, y.position(maps), 'axis'),
      text(plot.left + 6, y.position(maps) - 7, `all ${countText(maps)} symmetric maps`, {
        class: 'small muted haloed',
      }),
    ],
  };
}

/** 1, 2, 5, 10, 20, … up to a limit: products lie within two decades or so. */
function roundNumbers(limit: number): number[] {
  const numbers: number[] = [];
  for (let decade = 1; decade <= limit; decade *= 10) numbers.push(decade, 2 * decade, 5 * decade);
  return numbers;
}

/** Products of one operation have one colour and mark; a piece of the line beside the name tells them apart. */
function lineSample(series: readonly ReachSeries[], index: number): string {
  const own = series.filter(({ operation }) => operation === series[index]?.operation);
  const samples: Readonly<Record<Dash, string>> = { 0: '——', 1: '– –', 2: '· · ·', 3: '– ·' };
  return own.length < 2 ? '' : `  ${samples[dashAmong(series, index)]}`;
}

/** Draws the curves. */
export const manyBodyReach = (input: ManyBodyReach): string => chart(manyBodyReachChart(input));

function sentence({ name, multiplyAdds, points }: ReachSeries): string {
  const last = points.at(-1);
  if (last === undefined) return '';
  const reached = last.certified ? `${last.lower}` : `between ${last.lower} and ${last.upper}`;
  return `${name}: ${reached} with ${last.channels} channels of ${countText(multiplyAdds)} multiply–adds.`;
}
