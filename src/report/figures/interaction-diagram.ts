/**
 * The interaction diagram of an operation: which (ℓ1, ℓ2) → ℓ3 it can do.
 *
 * A cell stands for a pair (ℓ1, ℓ2). The places inside it are the degrees from |ℓ1−ℓ2| to ℓ1+ℓ2, read like text; a
 * filled square means that the three interact, a crossed hollow one that CGTP has the path and this operation lacks it,
 * and no square that no path is asked for. Rows of places are odd in length, so that even and odd sums alternate both
 * across and down: an operation without odd sums shows as a chequerboard.
 */

import type { OperationId } from '../../operation/operation.ts';
import { drawing, element, group, label, line, type Markup, pathData } from './svg.ts';
import { countText } from './text.ts';
import { operationLooks } from './theme.ts';

export interface InteractionPath {
  readonly l1: number;
  readonly l2: number;
  readonly l3: number;
  readonly state: 'reached' | 'missing';
}

export interface InteractionDiagram {
  readonly title: string;
  /** Gives the panel the colour of its operation. */
  readonly operation?: OperationId;
  readonly lmaxLeft: number;
  readonly lmaxRight: number;
  readonly lmaxOut: number;
  /** Every path CGTP has here, each once. */
  readonly paths: readonly InteractionPath[];
}

interface PanelSize {
  /** Side of a cell. */
  readonly cell: number;
  /** Places in a row of a cell; always odd. */
  readonly across: number;
  /** From one place to the next. */
  readonly pitch: number;
  /** Side of a square. */
  readonly mark: number;
}

const gutter = { left: 40, top: 66 } as const;

/** One diagram with its key. */
export function interactionDiagram(diagram: InteractionDiagram): string {
  check(diagram);
  const size = panelSize([diagram], 700);
  const panel = panelExtent(diagram, size);
  const width = Math.max(panel.width, gutter.left + keyWidth) + 4;
  const keyTop = panel.height + 30;
  return drawing({ width, height: keyTop + keyHeight, title: diagram.title, description: describe([diagram]) }, [
    drawnPanel(diagram, size),
    at(gutter.left, keyTop, key()),
  ]);
}

/** Several diagrams to compare, three to a row, sharing one scale and one key. */
export function interactionMultiples(diagrams: readonly InteractionDiagram[]): string {
  if (diagrams.length === 0) throw new Error('small multiples need at least one diagram');
  for (const diagram of diagrams) check(diagram);
  const columns = Math.min(3, diagrams.length);
  const size = panelSize(diagrams, 820 / columns - gutter.left - 24);
  const extents = diagrams.map((diagram) => panelExtent(diagram, size));
  const wide = Math.max(...extents.map((extent) => extent.width)) + 24;
  const high = Math.max(...extents.map((extent) => extent.height)) + 22;
  const rows = Math.ceil(diagrams.length / columns);
  const width = Math.max(wide * columns, gutter.left + keyWidth) + 4;
  const keyTop = high * rows + 16;
  const title = diagrams.map((diagram) => diagram.title).join(' · ');
  return drawing({ width, height: keyTop + keyHeight, title, description: describe(diagrams) }, [
    ...diagrams.map((diagram, index) =>
      at((index % columns) * wide, Math.floor(index / columns) * high, drawnPanel(diagram, size)),
    ),
    at(gutter.left, keyTop, key()),
  ]);
}

function check({ title, lmaxLeft, lmaxRight, lmaxOut, paths }: InteractionDiagram): void {
  const seen = new Set<string>();
  for (const { l1, l2, l3 } of paths) {
    const name = `${title}: the path (${l1}, ${l2}) → ${l3}`;
    if (l3 < Math.abs(l1 - l2) || l3 > l1 + l2) throw new Error(`${name} breaks the triangle rule`);
    if (l1 > lmaxLeft || l2 > lmaxRight || l3 > lmaxOut) throw new Error(`${name} lies outside the diagram`);
    if (seen.has(`${l1} ${l2} ${l3}`)) throw new Error(`${name} is listed twice`);
    seen.add(`${l1} ${l2} ${l3}`);
  }
}

function panelSize(diagrams: readonly InteractionDiagram[], room: number): PanelSize {
  const longest = Math.max(...diagrams.map((each) => Math.max(each.lmaxLeft, each.lmaxRight) + 1));
  const places = Math.max(...diagrams.map(mostPlaces));
  const root = Math.ceil(Math.sqrt(places));
  const across = root % 2 === 1 ? root : root + 1;
  const cell = Math.floor(Math.min(room / longest, 92, Math.max(24, across * 26)));
  const pitch = (cell - Math.max(6, cell * 0.16)) / across;
  return { cell, across, pitch, mark: Math.max(3, Math.floor((pitch - 1.5) * 2) / 2) };
}

/** The most degrees any one cell can hold. */
function mostPlaces({ lmaxLeft, lmaxRight, lmaxOut }: InteractionDiagram): number {
  let most = 1;
  for (let l1 = 0; l1 <= lmaxLeft; l1++) {
    for (let l2 = 0; l2 <= lmaxRight; l2++) {
      most = Math.max(most, Math.min(l1 + l2, lmaxOut) - Math.abs(l1 - l2) + 1);
    }
  }
  return most;
}

function pairOf({ l1, l2 }: { readonly l1: number; readonly l2: number }): string {
  return `${l1} ${l2}`;
}

/** The place of ℓ3 within its cell, counted from 0 at |ℓ1−ℓ2|. */
function placeOf({ l1, l2, l3 }: InteractionPath): number {
  return l3 - Math.abs(l1 - l2);
}

function panelExtent(
  { lmaxLeft, lmaxRight }: InteractionDiagram,
  { cell }: PanelSize,
): { width: number; height: number } {
  return { width: gutter.left + (lmaxRight + 1) * cell, height: gutter.top + (lmaxLeft + 1) * cell };
}

function drawnPanel(diagram: InteractionDiagram, size: PanelSize): Markup {
  const { lmaxLeft, lmaxRight, paths, operation } = diagram;
  const { cell } = size;
  const lastPlace = new Map<string, number>();
  for (const path of paths) lastPlace.set(pairOf(path), Math.max(placeOf(path), lastPlace.get(pairOf(path)) ?? 0));
  const reached = paths.filter((path) => path.state === 'reached').length;
  const range = (last: number) => Array.from({ length: last + 1 }, (_, index) => index);
  const corner = (l1: number, l2: number) => [gutter.left + l2 * cell, gutter.top + l1 * cell] as const;
  return group({ class: operation === undefined ? 'panel' : `panel ${operationLooks[operation].className}` }, [
    label(gutter.left, 18, [
      { text: diagram.title, className: 'strong' },
      { text: `  ${countText(reached)} of ${countText(paths.length)} paths`, className: 'muted' },
    ]),
    label(gutter.left + ((lmaxRight + 1) * cell) / 2, 39, 'ℓ₂', { class: 'small muted middle' }),
    label(9, gutter.top + ((lmaxLeft + 1) * cell) / 2 + 4, 'ℓ₁', { class: 'small muted middle' }),
    ...range(lmaxRight).map((l2) =>
      label(gutter.left + (l2 + 0.5) * cell, gutter.top - 9, String(l2), { class: 'small muted middle' }),
    ),
    ...range(lmaxLeft).map((l1) =>
      label(gutter.left - 8, gutter.top + (l1 + 0.5) * cell + 4, String(l1), { class: 'small muted end' }),
    ),
    ...range(lmaxLeft).flatMap((l1) =>
      range(lmaxRight).map((l2) => {
        const [x, y] = corner(l1, l2);
        return drawnCell(x, y, cell, lastPlace.has(pairOf({ l1, l2 })));
      }),
    ),
    ...paths.map((path) => {
      const [x, y] = corner(path.l1, path.l2);
      return drawnPath(path, x, y, lastPlace.get(pairOf(path)) ?? 0, size);
    }),
  ]);
}

function drawnCell(x: number, y: number, cell: number, occupied: boolean): Markup {
  const box = element('rect', { class: occupied ? 'cell' : 'void', x, y, width: cell, height: cell });
  if (occupied) return box;
  return group({}, [box, line(x + cell / 2 - 3, y + cell / 2, x + cell / 2 + 3, y + cell / 2, 'axis')]);
}

/** A square at its place; the places of a pair, up to the last in use, stand in the middle of its cell. */
function drawnPath(path: InteractionPath, x: number, y: number, lastPlace: number, size: PanelSize): Markup {
  const { across, pitch, mark, cell } = size;
  const place = placeOf(path);
  const places = lastPlace + 1;
  const margin = (count: number) => (cell - count * pitch + pitch - mark) / 2;
  const left = x + margin(Math.min(places, across)) + (place % across) * pitch;
  const top = y + margin(Math.ceil(places / across)) + Math.floor(place / across) * pitch;
  return square(path.state, left, top, mark, mark >= 14 ? path.l3 : undefined);
}

/** A square; with room enough it also shows its degree. */
function square(state: InteractionPath['state'], x: number, y: number, side: number, degree?: number): Markup {
  const digit = (className: string) =>
    degree === undefined
      ? []
      : [label(x + side / 2, y + side / 2 + 3.9, String(degree), { class: `digit ${className}` })];
  if (state === 'reached') {
    return group({ class: 'reached' }, [
      element('rect', { class: 'fill', x, y, width: side, height: side }),
      ...digit('knockout'),
    ]);
  }
  const [near, far] = [0.5, side - 0.5];
  const outline = element('rect', { class: 'outline', x: x + near, y: y + near, width: side - 1, height: side - 1 });
  const cross = pathData`M${x + near} ${y + near}L${x + far} ${y + far}M${x + far} ${y + near}L${x + near} ${y + far}`;
  return group({ class: 'missing' }, [outline, element('path', { class: 'cross', d: cross })]);
}

const keyWidth = 690;
const keyHeight = 96;

/** How to read a cell: a worked example, (2, 3), whose places are the degrees 1 to 5. */
function key(): Markup {
  const side = 18;
  const pitch = 22;
  const example = [1, 2, 3, 4, 5];
  const row = 20;
  return group({ class: 'key' }, [
    label(0, 14, [{ text: 'How to read a cell', className: 'strong' }], { class: 'small' }),
    element('rect', { class: 'cell', x: 0.5, y: 24.5, width: 3 * pitch + 8, height: 2 * pitch + 8 }),
    ...example.map((degree, index) =>
      square(
        degree % 2 === 1 ? 'reached' : 'missing',
        6.5 + (index % 3) * pitch,
        30.5 + Math.floor(index / 3) * pitch,
        side,
        degree,
      ),
    ),
    label(90, 40, 'The cell (ℓ₁, ℓ₂) = (2, 3) of GTP.', { class: 'small' }),
    label(90, 40 + row, 'Its places are ℓ₃ = 1, 2, 3, 4, 5,', { class: 'small' }),
    label(90, 40 + 2 * row, 'read like text.', { class: 'small' }),
    element('rect', { class: 'fill', x: 372, y: 29, width: 12, height: 12 }),
    label(394, 40, 'the three degrees interact', { class: 'small' }),
    square('missing', 372, 29 + row, 12),
    label(394, 40 + row, 'CGTP has the path, this operation lacks it', { class: 'small' }),
    element('rect', { class: 'void', x: 372.5, y: 29.5 + 2 * row, width: 11, height: 11 }),
    line(375, 35 + 2 * row, 381, 35 + 2 * row, 'axis'),
    label(394, 40 + 2 * row, 'no path to ask for', { class: 'small' }),
  ]);
}

function at(x: number, y: number, content: Markup): Markup {
  return group({ transform: `translate(${Math.round(x)} ${Math.round(y)})` }, [content]);
}

function describe(diagrams: readonly InteractionDiagram[]): string {
  return diagrams.map(describeOne).join(' ');
}

function describeOne({ title, paths }: InteractionDiagram): string {
  const missing = paths.filter((path) => path.state === 'missing');
  const list = missing.slice(0, 12).map(({ l1, l2, l3 }) => `(${l1}, ${l2}) → ${l3}`);
  const rest = missing.length > list.length ? ` and ${missing.length - list.length} more` : '';
  const lacks = missing.length === 0 ? 'nothing is missing' : `missing are ${list.join(', ')}${rest}`;
  return `${title}: ${paths.length - missing.length} of ${paths.length} paths are reached; ${lacks}.`;
}
