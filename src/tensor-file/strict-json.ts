/**
 * JSON (RFC 8259) from strangers: what JSON.parse takes, less what it would silently bend: keys that come twice, nesting without
 * end, bytes that are not UTF-8.
 */
import { RequestError } from '../errors.ts';

/** The key that ends at the quote, if a colon follows it. */
function keyAt(text: string, start: number, end: number): string | undefined {
  let after = end + 1;
  while (/^[ \t\n\r]$/.test(text.charAt(after))) after += 1;
  return text.charAt(after) === ':' ? JSON.parse(text.slice(start, end + 1)) : undefined;
}

/** Looks only at brackets and strings, so that it needs no more memory than the keys of the open objects. */
function scan(text: string, depth: number, where: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : undefined);
      if (open.length > depth)
        throw new RequestError(`${where}: JSON nested deeper than ${depth} at character ${i + 1}`);
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      const start = i;
      for (i += 1; i < text.length && text.charAt(i) !== '"'; i++) {
        if (text.charAt(i) === '\\') i += 1;
      }
      const key = keyAt(text, start, i);
      const keys = open.at(-1);
      if (key === undefined || keys === undefined) continue;
      if (keys.has(key))
        throw new RequestError(`${where}: the key ${JSON.stringify(key)} comes twice (character ${start + 1})`);
      keys.add(key);
    }
  }
}

/**
 * @param depth the deepest nesting allowed
 * @param where named in errors
 * @throws RequestError
 */
export function parseStrictJson(bytes: Uint8Array, depth: number, where: string): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new RequestError(
      `${where}: expected JSON in UTF-8 (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  try {
    scan(text, depth, where);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof RequestError) throw error;
    // The parser quotes the text as it is; line breaks in it would break ours.
    const problem = (error instanceof Error ? error.message : String(error)).replace(/\p{Cc}/gu, ' ');
    throw new RequestError(`${where}: expected JSON: ${problem}`);
  }
}

/** A JSON object: neither null nor an array. */
export const isJsonObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
