/** Files and streams gone wrong: what was good with pieces cut, doubled, exchanged or replaced, and things made up. */
import fc from 'fast-check';

const SNIPPETS = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\u0000',
  'null',
  'NaN',
  '-1',
  '1e999',
  '"__proto__"',
  '\n',
  '𝔵',
  '\ud800',
];

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly insert: string;
}

const edit = fc.record({
  at: fc.nat(1_000_000),
  length: fc.constantFrom(0, 1, 1, 2, 8, 40),
  insert: fc.oneof(fc.constant(''), fc.constantFrom(...SNIPPETS), fc.string({ maxLength: 4 })),
});

function apply(text: string, { at, length, insert }: Edit): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + insert + text.slice(start + length);
}

/** One of the texts after one to three edits. */
export const mutated = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([text, edits]) => edits.reduce(apply, text));

/** Text without a model, and JSON without a purpose. */
export const fuzzedText: fc.Arbitrary<string> = fc.oneof(fc.string({ unit: 'binary' }), fc.json({ maxDepth: 3 }));

/** One of the byte strings with bytes replaced, inserted, or cut off. */
export const mutatedBytes = (samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.constantFrom(...samples),
      fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(255)), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('replace', 'insert', 'cut'),
    )
    .map(([sample, changes, how]) => {
      const bytes = [...sample];
      for (const [at, byte] of changes) {
        const place = at % (bytes.length + 1);
        if (how === 'cut') bytes.splice(place);
        else bytes.splice(place, how === 'replace' ? 1 : 0, byte);
      }
      return Uint8Array.from(bytes);
    });
