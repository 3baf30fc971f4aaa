/**
 * Which pairs of point clouds which networks tell apart. A row is a pair, drawn; a column is an operation; the number is the least body
 * order with an invariant that differs, below it the least degree at which that order is enough. A crossed square: no order is.
 */
import type { OperationId } from '../../operation/operation.ts';
import { cloudDrawing, type DrawnCloud } from './cloud-drawing.ts';
import { marker } from './markers.ts';
import { drawing, element, group, label, line, type Markup, pathData } from './svg.ts';
import { partsWidth } from './text.ts';
import { operationLooks } from './theme.ts';

export interface MatrixColumn {
  readonly operation: OperationId;
  /** Columns of equal heading stand side by side under it. */
  readonly heading: string;
}

/** undefined: not told apart at any order. */
export type MatrixCell = { readonly order: number; readonly lmax: number } | undefined;

export interface MatrixRow {
  /** Its lines, the first of them in bold. */
  readonly name: readonly string[];
  /** Of mirror images the second is drawn as the mirror shows the first. Absent: a row without drawings. */
  readonly drawn?: { readonly first: DrawnCloud; readonly second: DrawnCloud; readonly mirrored: boolean };
  /** One for each column. */
  readonly cells: readonly MatrixCell[];
}

export interface SeparationMatrix {
  readonly title: string;
  /** The largest degree that was looked at. */
  readonly lmax: number;
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
}

const picture = 68;
const top = 66;
const cellWidth = 76;
const rowHeight = 74;
const plainHeight = 44;
const gap = 14;
const nameSize = 12;
const keyWidth = 790;

/** Draws the matrix. */
export function separationMatrix(input: SeparationMatrix): string {
  for (const { name, cells } of input.rows) {
    if (cells.length !== input.columns.length)
      throw new Error(`${name[0]}: ${cells.length} cells for ${input.columns.length} columns`);
  }
  const names = input.rows.flatMap(({ name }) =>
    name.map((text, i) => [{ text, className: i === 0 ? 'strong' : 'muted' }]),
  );
  const pictures = 12 + Math.max(0, ...names.map((parts) => partsWidth(parts, nameSize)));
  const places = columnPlaces(input.columns, pictures + 2 * picture + 18);
  const width = Math.max((places.at(-1) ?? 0) + cellWidth, keyWidth) + 6;
  let y = top;
  const rows = input.rows.map((row) => {
    const placed = { row, y, height: row.drawn === undefined ? plainHeight : rowHeight };
    y += placed.height;
    return placed;
  });
  return drawing({ width, height: y + 54, title: input.title, description: describe(input) }, [
    ...headings(input.columns, places),
    ...rows.flatMap(({ row, y: at, height }) => drawnRow(row, at, height, pictures, places)),
    key(y + 20, input.lmax),
  ]);
}

/** Where columns start, the first of them at `left`: a gap before each new heading. */
function columnPlaces(columns: readonly MatrixColumn[], left: number): number[] {
  let x = left;
  return columns.map(({ heading }, index) => {
    if (index > 0) x += cellWidth + (columns[index - 1]?.heading === heading ? 0 : gap);
    return x;
  });
}

function headings(columns: readonly MatrixColumn[], places: readonly number[]): Markup[] {
  return columns.flatMap(({ operation, heading }, index) => {
    const x = places[index] ?? 0;
    const look = operationLooks[operation];
    const name = group({ class: look.className }, [
      marker(look.marker, x + cellWidth / 2, 36),
      label(x + cellWidth / 2, 57, look.name, { class: 'small middle' }),
    ]);
    if (columns[index - 1]?.heading === heading) return [name];
    const count = columns.filter((column) => column.heading === heading).length;
    const middle = x + (count * cellWidth) / 2;
    return [label(middle, 16, [{ text: heading, className: 'strong' }], { class: 'small middle' }), name];
  });
}

function drawnRow(
  { name, drawn, cells }: MatrixRow,
  y: number,
  height: number,
  pictures: number,
  places: readonly number[],
): Markup[] {
  const middle = y + height / 2;
  const first = middle + 4 - ((name.length - 1) * 16) / 2;
  const [a, b] = [pictures + picture / 2, pictures + 1.5 * picture + 10];
  return [
    ...name.map((text, index) =>
      label(4, first + index * 16, [{ text, className: index === 0 ? 'strong' : 'muted' }], { class: 'small' }),
    ),
    ...(drawn === undefined
      ? []
      : [
          cloudDrawing(drawn.first, a, middle, picture - 10),
          ...(drawn.mirrored ? [line((a + b) / 2, y + 10, (a + b) / 2, y + height - 10, 'guide')] : []),
          cloudDrawing(drawn.mirrored ? drawn.first : drawn.second, b, middle, picture - 10, drawn.mirrored),
        ]),
    ...cells.map((cell, index) => drawnCell(cell, places[index] ?? 0, y, height)),
  ];
}

function drawnCell(cell: MatrixCell, x: number, y: number, height: number): Markup {
  const [middleX, middleY] = [x + cellWidth / 2, y + height / 2];
  const box = (className: string): Markup => element('rect', { class: className, x, y, width: cellWidth, height });
  if (cell === undefined) return group({ class: 'missing' }, [box('void'), never(middleX, middleY)]);
  return group({ class: 'reached' }, [
    box('cell'),
    label(middleX, middleY, String(cell.order), { class: 'heading middle' }),
    label(middleX, middleY + 16, `ℓ ≤ ${cell.lmax}`, { class: 'tiny muted middle' }),
  ]);
}

/** The mark of what no order does. */
function never(x: number, y: number): Markup {
  const half = 7;
  const outline = element('rect', { class: 'outline', x: x - half, y: y - half, width: 2 * half, height: 2 * half });
  const cross = pathData`M${x - half} ${y - half}L${x + half} ${y + half}M${x + half} ${y - half}L${x - half} ${y + half}`;
  return group({}, [outline, element('path', { class: 'cross', d: cross })]);
}

function key(y: number, lmax: number): Markup {
  return group({ class: 'key' }, [
    label(24, y + 5, '3', { class: 'heading middle' }),
    label(24, y + 21, 'ℓ ≤ 2', { class: 'tiny muted middle' }),
    label(50, y + 12, 'least body order that tells them apart, and the degree it needs', { class: 'small' }),
    never(500, y + 8),
    label(516, y + 12, `no body order does, with ℓ ≤ ${lmax}`, { class: 'small' }),
  ]);
}

function describe({ title, columns, rows }: SeparationMatrix): string {
  const cellText = (cell: MatrixCell): string => (cell === undefined ? 'never' : `order ${cell.order}`);
  const list = rows.map(
    ({ name, cells }) =>
      `${name.join(' ')}: ${columns.map(({ operation, heading }, i) => `${operationLooks[operation].name} (${heading}) ${cellText(cells[i])}`).join(', ')}`,
  );
  return `${title}. ${list.join('; ')}.`;
}
