/**
 * A line chart whose curves are named where they end: the common ground of the curves in the report.
 *
 * Names stand in one column on the right, spread so that none covers another, each joined to its curve by a thin line.
 */

import { line as lineThrough } from 'd3-shape';
import type { OperationId } from '../../operation/operation.ts';
import { bottomAxis, type Interval, intervalBar, leftAxis, type Plot, type Scale } from './axes.ts';
import { type Box, spread } from './labels.ts';
import { marker } from './markers.ts';
import { drawing, element, group, label, line, type Markup, pathData, type TextPart } from './svg.ts';
import { partsWidth } from './text.ts';
import { type Dash, operationLooks } from './theme.ts';

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** What is known of the value when it is not certain; drawn as a bar with a hollow mark. */
  readonly interval?: Interval;
}

export interface ChartSeries {
  readonly operation: OperationId;
  readonly dash: Dash;
  readonly name: readonly TextPart[];
  readonly points: readonly ChartPoint[];
}

/** A name in the right-hand column for a ceiling rather than for a curve's end. */
export interface SideNote {
  readonly operation: OperationId;
  readonly y: number;
  readonly name: readonly TextPart[];
}

export interface ChartInput {
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly ChartSeries[];
  readonly notes: readonly SideNote[];
  xScale(range: Interval): Scale;
  yScale(range: Interval): Scale;
  /** What lies below the curves, such as guides and reference lines. */
  backdrop(plot: Plot, x: Scale, y: Scale): readonly Markup[];
}

export interface PlacedName {
  readonly operation: OperationId;
  readonly parts: readonly TextPart[];
  /** Where the named thing is. */
  readonly from: { readonly x: number; readonly y: number };
  readonly box: Box;
  readonly marked: boolean;
}

export interface ChartLayout {
  readonly plot: Plot;
  readonly x: Scale;
  readonly y: Scale;
  readonly names: readonly PlacedName[];
}

const margin = { left: 68, top: 40, bottom: 54 } as const;
const nameSize = 13;
const nameHeight = 19;
const lead = 26;
const markRoom = 16;

/** Where everything goes; the drawing and the test for overlaps read the same numbers. */
export function chartLayout(input: ChartInput): ChartLayout {
  const named = [
    ...input.series.map((each) => ({
      operation: each.operation,
      parts: each.name,
      end: each.points.at(-1),
      y: 0,
      marked: true,
    })),
    ...input.notes.map((note) => ({
      operation: note.operation,
      parts: note.name,
      end: undefined,
      y: note.y,
      marked: false,
    })),
  ];
  const nameWidth = Math.max(0, ...named.map(({ parts }) => partsWidth(parts, nameSize))) + markRoom;
  const plot: Plot = {
    left: margin.left,
    right: input.width - nameWidth - lead - 6,
    top: margin.top,
    bottom: input.height - margin.bottom,
  };
  const x = input.xScale([plot.left, plot.right]);
  const y = input.yScale([plot.bottom, plot.top]);
  const from = named.map(({ end, y: height }) =>
    end ? { x: x.position(end.x), y: y.position(end.y) } : { x: plot.right, y: y.position(height) },
  );
  const middles = spread(
    from.map((point) => point.y),
    nameHeight,
    nameHeight / 2,
    plot.bottom,
  );
  const names = named.map(({ operation, parts, marked }, index) => {
    const start = from[index] ?? { x: plot.right, y: plot.top };
    const middle = middles[index] ?? start.y;
    const box = { x: plot.right + lead, y: middle - nameHeight / 2, width: nameWidth, height: nameHeight };
    return { operation, parts, marked, from: start, box };
  });
  return { plot, x, y, names };
}

/** The finished chart. */
export function chart(input: ChartInput): string {
  for (const { points, name } of input.series) {
    if (points.length === 0) throw new Error(`the curve ${name.map((part) => part.text).join('')} has no points`);
  }
  const layout = chartLayout(input);
  const { plot, x, y } = layout;
  return drawing({ width: input.width, height: input.height, title: input.title, description: input.description }, [
    leftAxis(plot, y, input.yTitle),
    bottomAxis(plot, x, input.xTitle),
    ...input.backdrop(plot, x, y),
    ...layout.names.map((name) => leader(name, plot)),
    ...input.series.map((each) => drawnSeries(each, x, y)),
    ...layout.names.map(drawnName),
  ]);
}

function drawnSeries(series: ChartSeries, x: Scale, y: Scale): Markup {
  const look = operationLooks[series.operation];
  const path = lineThrough<ChartPoint>()
    .x((point) => x.position(point.x))
    .y((point) => y.position(point.y))
    .digits(2)(series.points);
  const dash = series.dash === 0 ? '' : ` dash-${series.dash}`;
  return group({ class: `series ${look.className}` }, [
    ...(path === null ? [] : [element('path', { class: `curve${dash}`, d: path })]),
    ...series.points.flatMap(({ interval, x: at }) =>
      interval ? [intervalBar(x.position(at), y.position(interval[0]), y.position(interval[1]))] : [],
    ),
    ...series.points.map((point) =>
      marker(look.marker, x.position(point.x), y.position(point.y), point.interval !== undefined),
    ),
  ]);
}

function leader({ from, box }: PlacedName, plot: Plot): Markup {
  const middle = box.y + box.height / 2;
  const d = pathData`M${from.x} ${from.y}H${plot.right + 4}L${box.x - 5} ${middle}`;
  return element('path', { class: 'leader', d });
}

function drawnName({ operation, parts, box, marked }: PlacedName): Markup {
  const look = operationLooks[operation];
  const middle = box.y + box.height / 2;
  return group({ class: look.className }, [
    marked ? marker(look.marker, box.x + 5, middle) : line(box.x - 1, middle, box.x + 11, middle, 'ceiling'),
    label(box.x + markRoom, middle + 4.5, parts),
  ]);
}
