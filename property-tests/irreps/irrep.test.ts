/** Single irreps: text, dimension, parity of the harmonics, order. */
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import {
  compareIrreps,
  equalIrreps,
  type Irrep,
  irrepDimension,
  MAX_DEGREE,
  naturalIrrep,
  naturalParity,
  parseIrrep,
  printIrrep,
} from '../../src/irreps/irrep.ts';

const upTo = (lmax: number): Irrep[] =>
  Array.from({ length: lmax + 1 }, (_, l): Irrep[] => [
    { l, p: 1 },
    { l, p: -1 },
  ]).flat();

describe('an irrep', () => {
  it('is read back from its text, for every degree and parity', () => {
    const all = upTo(MAX_DEGREE);
    expect(all).toHaveLength(2 * (MAX_DEGREE + 1));
    for (const irrep of all) {
      expect(printIrrep(irrep)).toBe(`${irrep.l}${irrep.p === 1 ? 'e' : 'o'}`);
      expect(parseIrrep(printIrrep(irrep))).toEqual(irrep);
      expect(irrepDimension(irrep)).toBe(2 * irrep.l + 1);
    }
  });

  it.each(['', '1', 'o', '1E', ' 1o', '1o ', '1o\n', '2x1o', '-1o', '1.0o', '1001e', '99999e', '1o+0e', '٣o'])(
    '%j is refused by name',
    (text) => {
      const expected = 'expected an irrep such as 1o (degree ≤ 1000, then e or o)';
      expect(() => parseIrrep(text)).toThrow(new RequestError(`${expected}, got ${JSON.stringify(text)}`));
    },
  );

  it('of the harmonics has parity (−1)^ℓ', () => {
    for (let l = 0; l <= 100; l++) {
      expect(naturalParity(l)).toBe((-1) ** l);
      expect(naturalIrrep(l)).toEqual({ l, p: (-1) ** l });
    }
  });

  it("is placed in e3nn's order, which is total: 0e 0o 1o 1e 2e 2o 3o 3e", () => {
    const ordered = upTo(3).sort(compareIrreps);
    expect(ordered.map(printIrrep)).toEqual(['0e', '0o', '1o', '1e', '2e', '2o', '3o', '3e']);
    let cases = 0;
    ordered.forEach((a, i) => {
      ordered.forEach((b, k) => {
        expect(Math.sign(compareIrreps(a, b))).toBe(Math.sign(i - k));
        expect(equalIrreps(a, b)).toBe(i === k);
        cases += 1;
      });
    });
    expect(cases).toBe(8 ** 2);
  });
});
