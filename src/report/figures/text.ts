/**
 * How much room text needs, without a font at hand.
 *
 * The reader's system font is unknown, so the widths are those of a wide one (DejaVu Sans, Verdana); with a narrower
 * font a label merely leaves some air.
 */

import type { TextPart } from './svg.ts';

const classes: readonly [RegExp, number][] = [
  [/[ijl.,:;'|!]/, 0.36],
  [/[ frt()[\]/{}⟨⟩·-]/, 0.44],
  [/[mwMW@%∝]/, 0.98],
  [/[A-Z⊗–×=+Ω]/, 0.76],
];

/** Width of text in user units at a font size, from above. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += classes.find(([pattern]) => pattern.test(character))?.[1] ?? 0.65;
  return width * size;
}

/** Width of several parts set one after the other. */
export function partsWidth(parts: readonly TextPart[], size: number): number {
  return parts.reduce((sum, part) => sum + textWidth(part.text, size) * (part.className === 'strong' ? 1.08 : 1), 0);
}

/** A count as readers write it: digits in groups of three, parted by thin spaces. */
export function countText(value: number | bigint): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009');
}

/** A power of ten: 10 with a raised exponent. */
export function powerOfTen(exponent: number): readonly TextPart[] {
  if (exponent === 0) return [{ text: '1' }];
  if (exponent === 1) return [{ text: '10' }];
  return [{ text: '10' }, { text: String(exponent).replace('-', '−'), raise: 5, className: 'sup' }];
}
