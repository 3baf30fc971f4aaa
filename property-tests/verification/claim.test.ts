/** Claims are completed or refused by the name of the field; pinned coefficients are read exactly. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { rational } from '../../src/exact/rational.ts';
import { equalSurds, printSurd, scaledRoot } from '../../src/exact/surd.ts';
import { parseClaim } from '../../src/verification/claim.ts';
import { parseReduced } from '../../src/verification/reduced.ts';

const sides = { left: '0e+1o', right: '1o', out: '0e+1e+2e' };

describe('claims', () => {
  it('take their defaults', () => {
    expect(parseClaim(sides)).toMatchObject({
      name: 'any: 1x0e+1x1o ⊗ 1x1o → 1x0e+1x1e+1x2e',
      operation: 'any',
      parameters: {},
      convention: { left: 'auto', right: 'auto', out: 'auto' },
      normalisation: 'auto',
      dtype: 'float32',
      group: 'o3',
    });
    expect(parseClaim({ ...sides, operation: 'mtp' }).parameters).toEqual({ twiceJ: 2 });
  });

  it.each([
    [{ ...sides, left: '0e+1' }, /^left: irreps "0e\+1", column 5/],
    [{ ...sides, out: '0x1o' }, /^out: expected at least one irrep/],
    [{ ...sides, right: '5000x0e' }, /^right: dimension 5000 is more than 4096/],
    [
      { left: '1000x1o', right: '1000x1o', out: '1o' },
      /^left, right, out: the coefficient tensor would have 27000000 numbers/,
    ],
    [{ ...sides, operation: 'gtb' }, /^operation: /],
    [
      { ...sides, operation: 'cgtp', normalisation: 'integral' },
      /^normalisation: expected auto, any, definition, w3j, component for cgtp/,
    ],
    [{ ...sides, operation: 'gtp', parameters: { twiceJ: 2 } }, /^parameters: twice-j is a parameter of mtp/],
    [{ ...sides, convention: 'e4nn' }, /^convention: /],
    [{ ...sides, dtype: 'int8' }, /^dtype: /],
    [{ ...sides, colour: 'red' }, /^colour: unknown key; expected name, left/],
    [
      { ...sides, operation: 'cgtp', paths: [{ left: 2, right: 0, out: 0 }] },
      /^paths\.0\.left: expected a slot below 2/,
    ],
    [
      { ...sides, operation: 'cgtp', paths: [{ left: 0, right: 0, out: 0, reduced: 'two' }] },
      /^paths\.0\.reduced: expected a coefficient/,
    ],
    [
      { ...sides, paths: [{ left: 0, right: 0, out: 0 }] },
      /^paths: with operation any each path needs its own "reduced"/,
    ],
    [7, /^the claim: /],
  ])('refuses %j', (claim, message) => {
    expect(() => parseClaim(claim)).toThrow(RequestError);
    expect(() => parseClaim(claim)).toThrow(message);
  });
});

describe('pinned coefficients', () => {
  it('are read as they are printed', () => {
    const positive = fc.bigInt({ min: 1n, max: 10n ** 9n });
    fc.assert(
      fc.property(fc.boolean(), positive, positive, positive, positive, fc.boolean(), (minus, p, q, a, b, overPi) => {
        const value = scaledRoot(rational(minus ? -p : p, q), rational(a, b), overPi ? -1 : 0);
        const text = `${minus ? '-' : ''}${p}/${q}*√(${a}/${overPi ? `${b}π` : b})`;
        expect(equalSurds(parseReduced(text), value)).toBe(true);
        expect(equalSurds(parseReduced(printSurd(value)), value)).toBe(true);
      }),
    );
  });

  it.each(['', '1/0', '--1', '√', '√()', '√(1/0)', '1.5', '1e3', 'π', '2√', `${'9'.repeat(70)}`])(
    'refuses %j',
    (text) => {
      expect(() => parseReduced(text)).toThrow(RequestError);
    },
  );
});
