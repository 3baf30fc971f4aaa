/**
 * SVG as text, without a DOM.
 *
 * Markup is a record, not a bare string, so that plain text can never be mistaken for markup: the only way in is
 * `element` and `characters`, and both escape. Numbers are rounded to 1/100 of a user unit, hence the same data give
 * the same bytes on every machine.
 */

import { figureStyle } from './theme.ts';

/** A piece of well-formed SVG. */
export interface Markup {
  readonly markup: string;
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// XML 1.0 has no way at all to write the other characters, not even as references.
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text made safe for XML and HTML, as content or inside a quoted attribute. */
export function escapeMarkup(text: string): string {
  return text.replace(unwritable, '\ufffd').replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A coordinate: two decimals, never `-0`, never `NaN`. */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`a drawing needs finite numbers, not ${value}`);
  return String(Math.round(value * 100) / 100 + 0);
}

function attributeText([name, value]: [string, string | number | undefined]): string {
  if (value === undefined) return '';
  return ` ${name}="${typeof value === 'number' ? coordinate(value) : escapeMarkup(value)}"`;
}

/** Characters to show; everything in them is taken literally. */
export function characters(text: string): Markup {
  return { markup: escapeMarkup(text) };
}

/** One element; attributes whose value is `undefined` are left out. */
export function element(name: string, attributes: Attributes, children: readonly Markup[] = []): Markup {
  const open = `<${name}${Object.entries(attributes).map(attributeText).join('')}`;
  if (children.length === 0) return { markup: `${open}/>` };
  return { markup: `${open}>${children.map((child) => child.markup).join('')}</${name}>` };
}

/** A group; an empty group is nothing. */
export function group(attributes: Attributes, children: readonly Markup[]): Markup {
  return children.length === 0 ? { markup: '' } : element('g', attributes, children);
}

/** A run of text at a point; a string part is plain, a part with `raise` is set as a superscript. */
export function label(x: number, y: number, parts: string | readonly TextPart[], attributes: Attributes = {}): Markup {
  const list = typeof parts === 'string' ? [{ text: parts }] : parts;
  const raised = (part: TextPart | undefined) => part?.raise ?? 0;
  const spans = list.map((part, index) => {
    const shift = raised(list[index - 1]) - raised(part);
    if (shift === 0 && part.className === undefined) return characters(part.text);
    const dy = shift === 0 ? undefined : shift;
    return element('tspan', { class: part.className, dy }, [characters(part.text)]);
  });
  return element('text', { x, y, ...attributes }, spans);
}

export interface TextPart {
  readonly text: string;
  /** How far above the base line, in user units. */
  readonly raise?: number;
  readonly className?: string;
}

export function line(x1: number, y1: number, x2: number, y2: number, className: string): Markup {
  return element('line', { class: className, x1, y1, x2, y2 });
}

/** Path data with rounded numbers: pathData`M${x} ${y}H${x2}`. */
export function pathData(commands: TemplateStringsArray, ...numbers: readonly number[]): string {
  return commands.map((command, index) => command + at(numbers[index])).join('');
}

function at(value: number | undefined): string {
  return value === undefined ? '' : coordinate(value);
}

export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** The short name of the drawing, which browsers show and screen readers say. */
  readonly title: string;
  /** What a reader who cannot see the drawing should know. */
  readonly description: string;
}

/**
 * The whole drawing as a file of its own: it carries its style, follows the reader's light or dark theme, and shrinks
 * to the width it is given.
 */
export function drawing(canvas: Canvas, children: readonly Markup[]): string {
  const { width, height } = canvas;
  const root = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'figure',
      viewBox: `0 0 ${coordinate(width)} ${coordinate(height)}`,
      width,
      height,
      role: 'img',
      'aria-labelledby': 'title description',
    },
    [
      element('title', { id: 'title' }, [characters(canvas.title)]),
      element('desc', { id: 'description' }, [characters(canvas.description)]),
      element('style', {}, [{ markup: figureStyle }]),
      element('rect', { class: 'paper', width, height }),
      ...children,
    ],
  );
  return `${root.markup}\n`;
}
