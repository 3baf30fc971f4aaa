/**
 * Expressivity against the number of channels: how fast an operation buys back the freedom of one weight per path,
 * and the ceiling |Ω| it can never pass.
 */

import type { ExpressivityPoint } from '../../analysis/expressivity.ts';
import type { OperationId } from '../../operation/operation.ts';
import { linearScale, logScaleAt, powersOfTwo } from './axes.ts';
import { type ChartInput, chart, type SideNote } from './chart.ts';
import { line, type TextPart, label as text } from './svg.ts';
import { countText } from './text.ts';
import { operationLooks } from './theme.ts';

export interface ExpressivitySeries {
  readonly operation: OperationId;
  readonly points: readonly ExpressivityPoint[];
  /** |Ω|, the number of paths on which the operation acts. */
  readonly ceiling: number;
}

export interface ExpressivityCurve {
  readonly title: string;
  /** How the channel axis runs; proportional unless said. */
  readonly channelScale?: 'linear' | 'log2';
  readonly series: readonly ExpressivitySeries[];
  /** The number of paths CGTP has here: the most that any operation could reach. */
  readonly paths: number;
}

/** The chart as data, before it is drawn. */
export function expressivityChart(input: ExpressivityCurve): ChartInput {
  const everyPoint = input.series.flatMap((each) => each.points);
  const most = Math.max(...everyPoint.map((point) => point.channels));
  const top = Math.max(input.paths, ...everyPoint.map((point) => point.upper)) * 1.09;
  const logarithmic = input.channelScale === 'log2';
  return {
    title: input.title,
    description: `${input.title}. CGTP has ${input.paths} paths. ${input.series.map(sentence).join(' ')}`,
    width: 800,
    height: 470,
    xTitle: 'channels C',
    yTitle: 'expressivity (dimension of reachable maps)',
    series: input.series.map((each) => ({
      operation: each.operation,
      dash: operationLooks[each.operation].dash,
      name: nameAtEnd(each),
      points: each.points.map((point) => ({
        x: point.channels,
        y: point.lower,
        ...(point.certified ? {} : { interval: [point.lower, point.upper] as const }),
      })),
    })),
    notes: input.series.filter((each) => !saturated(each)).map(ceilingNote),
    xScale: (range) =>
      logarithmic
        ? logScaleAt([0.9, most * 1.06], range, powersOfTwo(most))
        : linearScale([0.6, most + 0.3], range, Math.min(most, 12), true),
    yScale: (range) => linearScale([0, top], range, 6, true),
    backdrop: (plot, _x, y) => [
      line(plot.left, y.position(input.paths), plot.right, y.position(input.paths), 'axis'),
      text(plot.left + 6, y.position(input.paths) - 7, `all ${countText(input.paths)} paths of CGTP`, {
        class: 'small muted haloed',
      }),
      ...input.series
        .filter((each) => each.ceiling !== input.paths)
        .map((each) => {
          const height = y.position(each.ceiling);
          return line(plot.left, height, plot.right, height, `ceiling ${operationLooks[each.operation].className}`);
        }),
    ],
  };
}

/** Draws the curves. */
export function expressivityCurve(input: ExpressivityCurve): string {
  return chart(expressivityChart(input));
}

function saturated({ points, ceiling }: ExpressivitySeries): boolean {
  return points.at(-1)?.lower === ceiling;
}

function nameAtEnd(series: ExpressivitySeries): readonly TextPart[] {
  const name: TextPart = { text: operationLooks[series.operation].name, className: 'strong' };
  return saturated(series) ? [name, { text: `  |Ω| = ${countText(series.ceiling)}`, className: 'muted' }] : [name];
}

function ceilingNote(series: ExpressivitySeries): SideNote {
  const name = `${operationLooks[series.operation].name} |Ω| = ${countText(series.ceiling)}`;
  return { operation: series.operation, y: series.ceiling, name: [{ text: name, className: 'muted' }] };
}

function sentence({ operation, points, ceiling }: ExpressivitySeries): string {
  const first = points.at(0);
  const last = points.at(-1);
  if (!first || !last) return '';
  const value = (point: ExpressivityPoint) =>
    point.certified ? point.lower : `between ${point.lower} and ${point.upper}`;
  const { name } = operationLooks[operation];
  return `${name}: ${value(first)} at C = ${first.channels}, ${value(last)} at C = ${last.channels}, ceiling ${ceiling}.`;
}
