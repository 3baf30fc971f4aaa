/**
 * How trainings from many seeds ended, a row for each operation: what part of a test was right, as a bar to the median with a whisker from
 * the worst to the best seed, once for the mirror pair and once for the rest; and after how many steps every piece was told, a mark a seed.
 */
import { spreadOf } from '../../bench/spread.ts';
import type { OperationId } from '../../operation/operation.ts';
import { shareText } from '../training.ts';
import { bottomAxis, type Interval, linearScale, type Plot, type Scale } from './axes.ts';
import { marker } from './markers.ts';
import { drawing, element, group, label, line, type Markup, pathData } from './svg.ts';
import { countText } from './text.ts';
import { operationLooks } from './theme.ts';

export interface TrainedRow {
  readonly operation: OperationId;
  /** part of the test that was right, in [0, 1], seed by seed */
  readonly pair: readonly number[];
  readonly others: readonly number[];
  /** steps until all pieces were told, of the seeds that came there */
  readonly all: readonly number[];
  /** steps until the others were told, of the seeds that came there */
  readonly some: readonly number[];
}

export interface TrainingResults {
  readonly title: string;
  /** the most steps of a training */
  readonly limit: number;
  readonly rows: readonly TrainedRow[];
}

const width = 860;
const top = 66;
const rowHeight = 56;
const foot = 56;
/** From one mark to the next; each covers a little less. */
const markSize = 6.5;
const barHeight = 14;
const columns = { name: 12, pair: 112, others: 312, steps: 512, never: 752 } as const;
const barWidth = 140;

const median = (values: readonly number[]): number => spreadOf(values).median;

/**
 * How far above (−) or below (+) its line each mark goes so that no two of them touch: each takes the nearest free place, from left to right.
 * A mark for which there is none stands on the line.
 * @param at places along the line @param size of a mark @param room on either side of the line
 */
export function dodged(at: readonly number[], size: number, room: number): readonly number[] {
  const placed: { x: number; y: number }[] = [];
  const free = (x: number, y: number): boolean => placed.every((one) => Math.hypot(one.x - x, one.y - y) >= size);
  const order = at.map((x, index) => ({ x, index })).sort((a, b) => a.x - b.x || a.index - b.index);
  const result = new Map<number, number>();
  const heights = Array.from({ length: 2 * Math.floor(room / size) + 1 }, (_, step) =>
    step % 2 === 1 ? (size * (step + 1)) / 2 : (-size * step) / 2,
  );
  for (const { x, index } of order) {
    const y = heights.find((height) => free(x, height)) ?? 0;
    placed.push({ x, y });
    result.set(index, y);
  }
  return at.map((_, index) => result.get(index) ?? 0);
}

/** The panels and their scales, and where the marks stand. */
function resultsLayout({ rows, limit }: TrainingResults) {
  if (rows.length === 0) throw new Error('results need at least one operation');
  const bottom = top + rowHeight * rows.length;
  const panel = (left: number, right: number): Plot => ({ left, right, top, bottom });
  const share = (left: number): Scale => {
    const scale = linearScale([0, 1], [left, left + barWidth], 2);
    return { ...scale, ticks: [0, 0.5, 1].map((value) => ({ value, label: [{ text: `${100 * value} %` }] })) };
  };
  const steps = rows.flatMap(({ all, some }) => [...all, ...some]);
  const last = Math.min(limit, Math.max(1, ...steps) * 1.04);
  const range: Interval = [columns.steps, columns.never - 24];
  const along = linearScale([0, last], range, 5, true);
  const middle = (row: number): number => top + rowHeight * (row + 0.5);
  return {
    height: bottom + foot,
    middle,
    pair: { plot: panel(columns.pair, columns.pair + barWidth), scale: share(columns.pair) },
    others: { plot: panel(columns.others, columns.others + barWidth), scale: share(columns.others) },
    steps: { plot: panel(...range), scale: along },
    marks: rows.map(({ all, some }) => {
      const told = all.length > 0 ? all : some;
      const places = told.map((value) => along.position(value));
      const offsets = dodged(places, markSize, rowHeight / 2 - markSize);
      return places.map((x, k) => ({ x, offset: offsets[k] ?? 0 }));
    }),
  };
}

type Layout = ReturnType<typeof resultsLayout>;

/** Draws the results. */
export function trainingResults(input: TrainingResults): string {
  const layout = resultsLayout(input);
  const { pair, others, steps, height } = layout;
  return drawing({ width, height, title: input.title, description: described(input) }, [
    label(columns.pair, top - 34, 'the mirror pair', { class: 'heading' }),
    label(columns.pair, top - 16, 'share of test clouds right', { class: 'small muted' }),
    label(columns.others, top - 34, 'the other six', { class: 'heading' }),
    label(columns.others, top - 16, 'share of test clouds right', { class: 'small muted' }),
    label(columns.steps, top - 34, 'steps until all are told', { class: 'heading' }),
    label(columns.steps, top - 16, 'a mark a seed; hollow: all of the six', { class: 'small muted' }),
    label(columns.never, top - 34, 'never told', { class: 'heading' }),
    label(columns.never, top - 16, `in ${countText(input.limit)} steps`, { class: 'small muted' }),
    ...[pair, others, steps].flatMap(({ plot, scale }) => [
      ...scale.ticks.map(({ value }) => {
        const x = scale.position(value);
        return line(x, plot.top, x, plot.bottom, 'grid');
      }),
      bottomAxis(plot, scale, ''),
    ]),
    line(pair.scale.position(0.5), pair.plot.top - 4, pair.scale.position(0.5), pair.plot.bottom, 'guide'),
    label(pair.scale.position(0.5), pair.plot.bottom + 40, 'a guess', { class: 'small muted middle' }),
    label((steps.plot.left + steps.plot.right) / 2, steps.plot.bottom + 42, 'steps of training', { class: 'middle' }),
    ...input.rows.map((row, index) => drawnRow(row, index, layout)),
  ]);
}

function drawnRow(row: TrainedRow, index: number, layout: Layout): Markup {
  const look = operationLooks[row.operation];
  const y = layout.middle(index);
  return group({ class: `series ${look.className}` }, [
    marker(look.marker, columns.name, y),
    label(columns.name + 12, y + 4.5, [{ text: look.name, className: 'strong' }]),
    ...bar(row.pair, layout.pair.scale, y),
    ...bar(row.others, layout.others.scale, y),
    ...stepMarks(row, index, layout),
  ]);
}

/** A bar to the median, its number beside it, and a whisker where seeds differ. */
function bar(values: readonly number[], scale: Scale, y: number): Markup[] {
  const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)];
  const [from, to] = [scale.position(0), scale.position(middle)];
  const beside = Math.max(to, scale.position(high));
  return [
    element('rect', { class: 'fill', x: from, y: y - barHeight / 2, width: to - from, height: barHeight }),
    ...(low === high ? [] : [whisker(scale.position(low), scale.position(high), y)]),
    label(beside + 6, y + 4.5, shareText(middle), { class: 'haloed' }),
  ];
}

function whisker(from: number, to: number, y: number): Markup {
  const cap = barHeight / 2 + 3;
  const d = pathData`M${from} ${y - cap}V${y + cap}M${from} ${y}H${to}M${to} ${y - cap}V${y + cap}`;
  return element('path', { class: 'span', d });
}

function stepMarks({ operation, pair, all, some }: TrainedRow, index: number, layout: Layout): Markup[] {
  const look = operationLooks[operation];
  const y = layout.middle(index);
  const told = all.length > 0 ? all : some;
  const x = layout.steps.scale.position(median(told));
  const never = neverText(pair.length, all.length, some.length);
  return [
    ...(told.length === 0 ? [] : [line(x, y - rowHeight / 2 + 8, x, y + rowHeight / 2 - 8, 'span')]),
    ...(layout.marks[index] ?? []).map((mark) => marker(look.marker, mark.x, y + mark.offset, all.length === 0, 20)),
    ...(never === '' ? [] : [label(columns.never, y + 4.5, never)]),
  ];
}

/** What was never told, of so many seeds of which so many told all, and the six. */
function neverText(seeds: number, all: number, some: number): string {
  if (all === seeds) return '';
  if (all > 0) return `in ${seeds - all} of ${seeds}`;
  return some > 0 ? 'the pair' : 'the pair, others';
}

function described({ title, rows, limit }: TrainingResults): string {
  const sentences = rows.map(({ operation, pair, others, all }) => {
    const shares = `${shareText(median(pair))} of the mirror pair and ${shareText(median(others))} of the other six right`;
    const when = all.length === 0 ? `never all within ${limit} steps` : `all after ${median(all)} steps`;
    return `${operationLooks[operation].name}: ${shares}, ${when}.`;
  });
  return `${title}. ${sentences.join(' ')}`;
}
