/** Bytes and text from strangers, made fit for one line of a message: short, and without control characters. */

const LONGEST = 120;

/** Control characters, line and direction marks and broken UTF-16 as `\u001b`; at most `longest` characters, the rest as `…`. */
export function printable(text: string, longest: number = LONGEST): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return cut.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** The same for bytes that should have been text, in quotation marks. */
export const quoteBytes = (bytes: Uint8Array): string =>
  `"${printable(new TextDecoder().decode(bytes.subarray(0, 4 * LONGEST)))}"`;
