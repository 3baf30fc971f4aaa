/**
 * Accidental zeros of the matrix tensor product: where the 6j symbol {l1 l2 l3; j j j} vanishes although every
 * selection rule is met. A row is a triple of degrees, a column a matrix size 2j + 1; a shaded column is too small for
 * the triple (some l > 2j), so there is nothing to vanish.
 */

import type { AccidentalZero } from '../../analysis/accidental-zeros.ts';
import { drawing, element, group, label, line, type Markup } from './svg.ts';
import { operationLooks } from './theme.ts';

export interface AccidentalZerosChart {
  readonly title: string;
  /** Every zero that was found, each once. */
  readonly triples: readonly AccidentalZero[];
  /** The largest 2j that was looked at; columns run from 1 to it. */
  readonly maxTwiceJ: number;
}

interface Row {
  readonly degrees: readonly [number, number, number];
  readonly zeros: readonly number[];
}

const left = 118;
const top = 74;
const rowHeight = 22;

/** Draws the chart, one row for each triple with a zero, in order of degrees. */
export function accidentalZerosChart(input: AccidentalZerosChart): string {
  const rows = rowsOf(input);
  const column = Math.min(38, (780 - left - 20) / input.maxTwiceJ);
  const right = left + column * input.maxTwiceJ;
  const bottom = top + rowHeight * rows.length;
  const columns = Array.from({ length: input.maxTwiceJ }, (_, index) => index + 1);
  const legendY = bottom + 30;
  return drawing(
    { width: Math.max(right + 20, 470), height: legendY + 22, title: input.title, description: describe(input, rows) },
    [
      label(left - 14, top - 12, 'ℓ₁\u2002ℓ₂\u2002ℓ₃', { class: 'small muted end' }),
      label((left + right) / 2, 22, 'twice the spin of the matrix, 2j  (matrix size 2j + 1)', { class: 'middle' }),
      ...columns.map((twiceJ) =>
        label(left + (twiceJ - 0.5) * column, top - 12, String(twiceJ), { class: 'small muted middle' }),
      ),
      ...rows.flatMap((row, index) => drawnRow(row, top + index * rowHeight, column, input.maxTwiceJ)),
      line(left, bottom, right, bottom, 'axis'),
      line(left, top, right, top, 'axis'),
      ...columns
        .slice(0, -1)
        .map((twiceJ) => line(left + twiceJ * column, top, left + twiceJ * column, bottom, 'grid')),
      ...rows.flatMap((row, index) => rowMarks(row, top + (index + 0.5) * rowHeight, column)),
      ...legend(legendY),
    ],
  );
}

function rowsOf({ triples, maxTwiceJ }: AccidentalZerosChart): readonly Row[] {
  const rows = new Map<string, { degrees: readonly [number, number, number]; zeros: number[] }>();
  for (const { l1, l2, l3, twiceJ } of triples) {
    const name = `(${l1}, ${l2}, ${l3}) at 2j = ${twiceJ}`;
    if (twiceJ < 1 || twiceJ > maxTwiceJ) throw new Error(`${name}: 2j must lie in 1..${maxTwiceJ}`);
    if (Math.max(l1, l2, l3) > twiceJ) throw new Error(`${name}: a matrix of that size holds no such degree`);
    const key = [l1, l2, l3].join();
    const row = rows.get(key) ?? { degrees: [l1, l2, l3] as const, zeros: [] };
    if (row.zeros.includes(twiceJ)) throw new Error(`${name} is listed twice`);
    row.zeros.push(twiceJ);
    rows.set(key, row);
  }
  return [...rows.values()].sort(({ degrees: a }, { degrees: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
}

function drawnRow({ degrees }: Row, y: number, column: number, maxTwiceJ: number): readonly Markup[] {
  const barred = Math.min(maxTwiceJ, Math.max(...degrees) - 1);
  return [
    label(left - 14, y + rowHeight / 2 + 4.5, degrees.join('\u2002'), { class: 'end' }),
    ...(barred > 0 ? [element('rect', { class: 'shade', x: left, y, width: barred * column, height: rowHeight })] : []),
    line(left, y, left + maxTwiceJ * column, y, 'grid'),
  ];
}

function rowMarks({ zeros }: Row, y: number, column: number): readonly Markup[] {
  return zeros.map((twiceJ) => zeroMark(left + (twiceJ - 0.5) * column, y));
}

function zeroMark(x: number, y: number): Markup {
  return element('circle', { class: `zero full ${operationLooks.mtp.className}`, cx: x, cy: y, r: 5.5 });
}

function legend(y: number): readonly Markup[] {
  return [
    group({}, [element('circle', { class: `full ${operationLooks.mtp.className}`, cx: left + 6, cy: y - 4, r: 5.5 })]),
    label(left + 18, y, 'the 6j vanishes', { class: 'small' }),
    element('rect', { class: 'void', x: left + 150, y: y - 13, width: 26, height: 17 }),
    label(left + 184, y, 'matrix too small: some ℓ > 2j', { class: 'small' }),
  ];
}

function describe({ title, maxTwiceJ }: AccidentalZerosChart, rows: readonly Row[]): string {
  const list = rows.map(({ degrees, zeros }) => `(${degrees.join(', ')}) at 2j = ${zeros.join(', ')}`);
  return `${title}. Matrices up to 2j = ${maxTwiceJ}. Zeros: ${list.join('; ') || 'none'}.`;
}
