/** Lists of irreps: reading and printing are inverse, layout follows the order of the list, gathering forgets it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  equalIrreps,
  type Irrep,
  irrepDimension,
  MAX_DEGREE,
  naturalIrrep,
  printIrrep,
} from '../../src/irreps/irrep.ts';
import {
  gatherIrreps,
  type Irreps,
  irrepsDimension,
  irrepsOffsets,
  MAX_ENTRIES,
  MAX_MULTIPLICITY,
  type MulIrrep,
  parseIrreps,
  printIrreps,
  singles,
} from '../../src/irreps/irreps.ts';
import { at } from '../exact/indexing.ts';

const irrep: fc.Arbitrary<Irrep> = fc.record({
  l: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: MAX_DEGREE })),
  p: fc.constantFrom(1 as const, -1 as const),
});
const entry: fc.Arbitrary<MulIrrep> = fc.record({
  mul: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: MAX_MULTIPLICITY })),
  irrep,
});
const list: fc.Arbitrary<Irreps> = fc.array(entry, { minLength: 1, maxLength: 12 });
const blanks = fc.constantFrom('', ' ', '  ', '\t', '\n ');

/** The number of copies of one irrep in a list. */
const copies = (irreps: Irreps, wanted: Irrep): number =>
  irreps.reduce((sum, { mul, irrep: found }) => sum + (equalIrreps(found, wanted) ? mul : 0), 0);

describe('the text of irreps', () => {
  it('is read back as the same list', () => {
    fc.assert(
      fc.property(list, (irreps) => {
        expect(parseIrreps(printIrreps(irreps))).toEqual(irreps);
      }),
    );
  });

  it('printed is the normal form: reading any spelling and printing twice changes nothing more', () => {
    const spelled = fc.tuple(entry, blanks, blanks, blanks, blanks, fc.boolean()).map(([value, a, b, c, d, bare]) => {
      const word = printIrrep(value.irrep);
      return bare
        ? { value: { ...value, mul: 1 }, text: `${a}${word}${d}` }
        : { value, text: `${a}${value.mul}${b}x${c}${word}${d}` };
    });
    const spelling = fc.array(spelled, { minLength: 1, maxLength: 8 }).map((entries) => ({
      irreps: entries.map(({ value }) => value),
      text: entries.map(({ text }) => text).join('+'),
    }));
    fc.assert(
      fc.property(spelling, ({ irreps, text }) => {
        expect(parseIrreps(text)).toEqual(irreps);
        expect(printIrreps(parseIrreps(text))).toBe(printIrreps(irreps));
      }),
    );
  });

  it('keeps order, repetition and multiplicity 0', () => {
    const irreps = parseIrreps('2x1o + 0e+0x3e+1o');
    expect(printIrreps(irreps)).toBe('2x1o+1x0e+0x3e+1x1o');
    expect(irreps.map(({ mul }) => mul)).toEqual([2, 1, 0, 1]);
    expect(irrepsDimension(irreps)).toBe(6 + 1 + 0 + 3);
    expect(printIrreps(parseIrreps('8x0e+4x1o+2e'))).toBe('8x0e+4x1o+1x2e');
  });

  it('is read up to the largest multiplicity, degree and number of entries', () => {
    const largest = `${MAX_MULTIPLICITY}x${MAX_DEGREE}o`;
    expect(parseIrreps(largest)).toEqual([{ mul: MAX_MULTIPLICITY, irrep: { l: MAX_DEGREE, p: -1 } }]);
    expect(irrepsDimension(parseIrreps(largest))).toBe(MAX_MULTIPLICITY * (2 * MAX_DEGREE + 1));
    expect(parseIrreps(new Array(MAX_ENTRIES).fill('0e').join('+'))).toHaveLength(MAX_ENTRIES);
    expect(parseIrreps('00007x0001o')).toEqual([{ mul: 7, irrep: { l: 1, p: -1 } }]);
  });
});

describe('the layout of irreps', () => {
  it('gives each entry mul·(2l+1) places, one after another, and nothing else', () => {
    fc.assert(
      fc.property(list, (irreps) => {
        const offsets = irrepsOffsets(irreps);
        const ends = [...offsets.slice(1), irrepsDimension(irreps)];
        expect(at(offsets, 0)).toBe(0);
        irreps.forEach((value, i) => {
          expect(at(ends, i) - at(offsets, i)).toBe(value.mul * irrepDimension(value.irrep));
        });
      }),
    );
  });

  it('of no entries is empty', () => {
    expect([irrepsDimension([]), irrepsOffsets([]), printIrreps([]), gatherIrreps([])]).toEqual([0, [], '', []]);
  });

  it('of 0 … L once each has (L+1)² places', () => {
    for (let lmax = 0; lmax <= 50; lmax++) {
      const degrees = singles(Array.from({ length: lmax + 1 }, (_, l) => naturalIrrep(l)));
      expect(irrepsDimension(degrees)).toBe((lmax + 1) ** 2);
      expect(irrepsOffsets(degrees)).toEqual(Array.from({ length: lmax + 1 }, (_, l) => l * l));
    }
  });
});

describe('gathering', () => {
  it('keeps the number of copies of every irrep, names none twice, and none with no copy', () => {
    fc.assert(
      fc.property(list, (irreps) => {
        const gathered = gatherIrreps(irreps);
        for (const { irrep: wanted } of irreps) expect(copies(gathered, wanted)).toBe(copies(irreps, wanted));
        expect(irrepsDimension(gathered)).toBe(irrepsDimension(irreps));
        expect(new Set(gathered.map(({ irrep: { l, p } }) => p * (l + 1))).size).toBe(gathered.length);
        expect(gathered.every(({ mul }) => mul > 0)).toBe(true);
      }),
    );
  });

  it('is idempotent, indifferent to order, and leaves its argument alone', () => {
    const shuffled = list.chain((irreps) =>
      fc.tuple(fc.constant(irreps), fc.shuffledSubarray([...irreps], { minLength: irreps.length })),
    );
    fc.assert(
      fc.property(shuffled, ([irreps, other]) => {
        const before = printIrreps(irreps);
        const gathered = gatherIrreps(irreps);
        expect(gatherIrreps(gathered)).toEqual(gathered);
        expect(gatherIrreps(other)).toEqual(gathered);
        expect(printIrreps(irreps)).toBe(before);
      }),
    );
  });

  it("sorts as e3nn does: by degree, the harmonics' parity first", () => {
    const irreps = parseIrreps('2o+2e+1e+1o+0o+0e+3x1o+0x5e');
    expect(printIrreps(gatherIrreps(irreps))).toBe('1x0e+1x0o+4x1o+1x1e+1x2e+1x2o');
  });
});
