/** Text that is no list of irreps is refused with the column, what was expected there, and what stands there. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { MAX_ENTRIES, parseIrreps } from '../../src/irreps/irreps.ts';

const refusal = (text: string, column: number, expected: string, got: string): RequestError =>
  new RequestError(
    `irreps ${JSON.stringify(text)}, column ${column}: expected ${expected}, got ${got}; write for example 8x0e+4x1o+2e`,
  );

/** text, column, what was expected, what was found */
const BAD: readonly (readonly [string, number, string, string])[] = [
  ['', 1, 'an irrep', 'the end'],
  ['  ', 3, 'an irrep', 'the end'],
  ['+', 1, 'an irrep', 'nothing'],
  ['+1o', 1, 'an irrep', 'nothing'],
  ['1o+', 4, 'an irrep', 'the end'],
  ['1o++1e', 4, 'an irrep', 'nothing'],
  ['1o+ +1e', 5, 'an irrep', 'nothing'],
  ['1o + ', 6, 'an irrep', 'the end'],
  ['x1o', 1, 'a multiplicity or a degree', '"x"'],
  ['e', 1, 'a multiplicity or a degree', '"e"'],
  ['-1x0e', 1, 'a multiplicity or a degree', '"-"'],
  ['0e+-1o', 4, 'a multiplicity or a degree', '"-"'],
  ['0e + foo', 6, 'a multiplicity or a degree', '"f"'],
  ['½e', 1, 'a multiplicity or a degree', '"½"'],
  ['٣o', 1, 'a multiplicity or a degree', '"٣"'],
  ['8x', 3, 'a degree', 'the end'],
  ['8x ', 3, 'a degree', 'the end'],
  ['8xe', 3, 'a degree', '"e"'],
  ['8xx0e', 3, 'a degree', '"x"'],
  ['8x0e+4x+2e', 8, 'a degree', 'the end'],
  ['2x-1o', 3, 'a degree', '"-"'],
  ['1', 2, 'the parity e or o', 'the end'],
  ['8x12', 5, 'the parity e or o', 'the end'],
  ['1O', 2, 'the parity e or o', '"O"'],
  ['1.5x0e', 2, 'the parity e or o', '"."'],
  ['1 o', 2, 'the parity e or o', '" "'],
  ['8X0e', 2, 'the parity e or o', '"X"'],
  ['8*0e', 2, 'the parity e or o', '"*"'],
  ['1e3x0e', 3, '"+" or the end', '"3"'],
  ['0e+1p', 5, 'the parity e or o', '"p"'],
  ['1o2e', 3, '"+" or the end', '"2"'],
  ['1o,2e', 3, '"+" or the end', '","'],
  ['1o 2e', 3, '"+" or the end', '" "'],
  ['1oo', 3, '"+" or the end', '"o"'],
  ['0e + 3x1o!', 10, '"+" or the end', '"!"'],
  ['1000000000x0e', 1, 'a multiplicity ≤ 1000000', '1000000000'],
  ['0e+1000001x0e', 4, 'a multiplicity ≤ 1000000', '1000001'],
  ['1000000e', 1, 'a degree ≤ 1000', '1000000'],
  ['0e+ 2x 1001o', 8, 'a degree ≤ 1000', '1001'],
];

describe('reading irreps refuses', () => {
  it.each(BAD)('%j at column %i: expected %s, got %s', (text, column, expected, got) => {
    expect(() => parseIrreps(text)).toThrow(refusal(text, column, expected, got));
  });

  it('the same mistake after any correct beginning, further to the right by its length', () => {
    const beginning = fc.array(fc.constantFrom('0e', '8x0e', ' 2e ', '4 x 1o', '0x3e'), { minLength: 1, maxLength: 4 });
    const bad = fc.constantFrom(...BAD.filter(([text]) => text.trim() !== ''));
    fc.assert(
      fc.property(beginning, bad, (good, [text, column, expected, got]) => {
        const start = `${good.join('+')}+`;
        const whole = start + text;
        const shown = whole.length > 60 ? `${whole.slice(0, 57)}…` : whole;
        expect(() => parseIrreps(whole)).toThrow(refusal(shown, start.length + column, expected, got));
      }),
    );
  });

  it('one entry too many, in a message that stays short', () => {
    const text = new Array(MAX_ENTRIES + 1).fill('0e').join('+');
    const column = 3 * MAX_ENTRIES + 1;
    expect(() => parseIrreps(text)).toThrow(
      refusal(`${text.slice(0, 57)}…`, column, `at most ${MAX_ENTRIES} entries`, 'more'),
    );
  });

  it('or reads any text: nothing else is thrown, and what is read is within the limits', () => {
    const pieces = fc.array(fc.constantFrom('0', '1', '12', '999', 'x', 'e', 'o', '+', ' ', '-', '.'), {
      maxLength: 12,
    });
    const text = fc.oneof(
      pieces.map((parts) => parts.join('')),
      fc.array(fc.constantFrom('1o', '8x0e', ' 2e ', '3', '2x', 'o')).map((parts) => parts.join('+')),
      fc.string({ unit: 'binary' }),
    );
    const outcomes = { read: 0, refused: 0 };
    fc.assert(
      fc.property(text, (input) => {
        try {
          for (const { mul, irrep } of parseIrreps(input)) {
            expect(Number.isInteger(mul) && mul >= 0 && mul <= 1e6 && irrep.l >= 0 && irrep.l <= 1000).toBe(true);
          }
          outcomes.read += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(RequestError);
          outcomes.refused += 1;
        }
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(10);
  });
});
