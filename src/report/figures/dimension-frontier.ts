/**
 * Expressivity against cost in panels, one for each degree: every operation at each number of channels up to saturation, and CGTP with only
 * its cheapest paths as a line. Up and to the left is better.
 */
import { line as lineThrough } from 'd3-shape';
import type { OperationId } from '../../operation/operation.ts';
import { bottomAxis, decadeScale, leftAxis, type Plot, type Scale, widenedByFactor } from './axes.ts';
import { marker } from './markers.ts';
import { drawing, element, group, label, line, type Markup } from './svg.ts';
import { countText, textWidth } from './text.ts';
import { operationLooks } from './theme.ts';

export interface FrontierDot {
  readonly dimension: number;
  readonly multiplyAdds: number;
}

export interface FrontierPanel {
  readonly lmax: number;
  /** |Ω| of CGTP: the most there is */
  readonly paths: number;
  readonly series: readonly { readonly operation: OperationId; readonly dots: readonly FrontierDot[] }[];
  /** CGTP with its 1, 2, … cheapest paths */
  readonly partial: readonly FrontierDot[];
}

export interface DimensionFrontier {
  readonly title: string;
  readonly panels: readonly FrontierPanel[];
}

const width = 840;
const panelHeight = 330;
const columns = 2;
const legendHeight = 58;
const margin = { left: 58, right: 20, top: 44, bottom: 52 } as const;

/** The box of a panel, counted from 0 in reading order. */
export function panelPlot(index: number): Plot {
  const left = (index % columns) * (width / columns);
  const top = legendHeight + Math.floor(index / columns) * panelHeight;
  return {
    left: left + margin.left,
    right: left + width / columns - margin.right,
    top: top + margin.top,
    bottom: top + panelHeight - margin.bottom,
  };
}

/** Draws the panels. */
export function dimensionFrontier({ title, panels }: DimensionFrontier): string {
  const height = legendHeight + Math.ceil(panels.length / columns) * panelHeight;
  const operations = [...new Set(panels.flatMap(({ series }) => series.map(({ operation }) => operation)))];
  const description = `${title}. ${panels.map(sentence).join(' ')}`;
  return drawing({ width, height, title, description }, [legend(operations), ...panels.map(panel)]);
}

function panel({ lmax, paths, series, partial }: FrontierPanel, index: number): Markup {
  const plot = panelPlot(index);
  const marked = series.flatMap((one) => one.dots);
  // Below what any operation has, the line goes on and nothing is left to compare.
  const least = Math.min(...marked.map(({ dimension }) => dimension)) / 2;
  const shown = partial.filter(({ dimension }) => dimension >= least);
  const dots = [...shown, ...marked];
  const x = decadeScale(
    widenedByFactor(
      dots.map(({ multiplyAdds }) => multiplyAdds),
      1.6,
    ),
    [plot.left, plot.right],
  );
  const y = decadeScale(
    widenedByFactor(
      dots.map(({ dimension }) => dimension),
      1.5,
    ),
    [plot.bottom, plot.top],
  );
  return group({}, [
    leftAxis(plot, y, ''),
    label(plot.left - 50, plot.top - 14, [
      { text: `L = ${lmax}`, className: 'strong' },
      { text: '  dimension of reachable maps' },
    ]),
    bottomAxis(plot, x, 'multiply–adds'),
    line(plot.left, y.position(paths), plot.right, y.position(paths), 'axis'),
    label(plot.left + 5, y.position(paths) - 5, `all ${countText(paths)} paths`, { class: 'tiny muted haloed' }),
    group({ class: operationLooks.cgtp.className }, [curve(shown, x, y, 'curve dash-2')]),
    ...series.map(({ operation, dots: own }) => {
      const look = operationLooks[operation];
      return group({ class: look.className }, [
        ...(own.length > 1 ? [curve(own, x, y, 'span')] : []),
        ...own.map((dot) => marker(look.marker, x.position(dot.multiplyAdds), y.position(dot.dimension), false, 34)),
      ]);
    }),
  ]);
}

function curve(dots: readonly FrontierDot[], x: Scale, y: Scale, className: string): Markup {
  const d = lineThrough<FrontierDot>()
    .x((dot) => x.position(dot.multiplyAdds))
    .y((dot) => y.position(dot.dimension))
    .digits(2)(dots);
  return d === null ? { markup: '' } : element('path', { class: className, d });
}

const markRoom = 16;
const legendGap = 22;

/** Two lines: the operations, then the line without marks. */
function legend(operations: readonly OperationId[]): Markup {
  let at = 14;
  const entries = operations.map((operation) => {
    const { className, marker: shape, name } = operationLooks[operation];
    const entry = group({ class: className }, [marker(shape, at + 5, 16), label(at + markRoom, 20.5, name)]);
    at += markRoom + textWidth(name, 13) + legendGap;
    return entry;
  });
  const { className } = operationLooks.cgtp;
  return group({}, [
    ...entries,
    group({ class: className }, [
      element('path', { class: 'curve dash-2', d: 'M10 42H40' }),
      label(48, 46.5, 'CGTP with only its cheapest paths; marks of the others: 1, 2, … channels up to saturation'),
    ]),
  ]);
}

function sentence({ lmax, paths, series, partial }: FrontierPanel): string {
  const ends = series.flatMap(({ operation, dots }) => {
    const [first, last] = [dots[0], dots.at(-1)];
    if (first === undefined || last === undefined) return [];
    const at = ({ dimension, multiplyAdds }: FrontierDot): string =>
      `${dimension} for ${countText(multiplyAdds)} multiply–adds`;
    const name = operationLooks[operation].name;
    return [dots.length === 1 ? `${name} ${at(first)}` : `${name} ${at(first)} to ${at(last)}`];
  });
  const all = partial.at(-1);
  return `L = ${lmax}, ${paths} paths: ${ends.join('; ')}${all === undefined ? '' : `; CGTP by cheapest paths up to ${countText(all.multiplyAdds)}`}.`;
}
