/** Rationals: a field, checked operation by operation against fraction.js; reading and printing. */
import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { gcd } from '../../src/exact/integer.ts';
import {
  addRationals,
  divideRationals,
  equalRationals,
  multiplyRationals,
  negateRational,
  parseRational,
  printRational,
  RATIONAL_ONE,
  RATIONAL_ZERO,
  type Rational,
  rational,
  subtractRationals,
} from '../../src/exact/rational.ts';
import { rationals } from './arbitraries.ts';

const oracle = ({ num, den }: Rational): Fraction => new Fraction(num, den);
const agrees = (ours: Rational, theirs: Fraction): boolean =>
  ours.num === theirs.s * theirs.n && ours.den === theirs.d && ours.den > 0n && gcd(ours.num, ours.den) === 1n;

/** Whether all operations on a, b are those of fraction.js. */
function agreesOn(a: Rational, b: Rational): boolean {
  const [x, y] = [oracle(a), oracle(b)];
  return (
    agrees(addRationals(a, b), x.add(y)) &&
    agrees(subtractRationals(a, b), x.sub(y)) &&
    agrees(multiplyRationals(a, b), x.mul(y)) &&
    agrees(negateRational(a), x.neg()) &&
    equalRationals(a, b) === x.equals(y) &&
    (b.num === 0n || agrees(divideRationals(a, b), x.div(y)))
  );
}

describe('rationals', () => {
  it('are those of fraction.js for all |numerators| ≤ 6 and |denominators| ≤ 6', () => {
    const all: Rational[] = [];
    for (let num = -6; num <= 6; num++) {
      for (let den = -6; den <= 6; den++) {
        if (den === 0) continue;
        const q = rational(num, den);
        expect(agrees(q, new Fraction(num, den))).toBe(true);
        all.push(q);
      }
    }
    let cases = 0;
    for (const a of all) {
      for (const b of all) {
        cases += 1;
        if (!agreesOn(a, b)) expect.fail(`${printRational(a)} and ${printRational(b)}`);
      }
    }
    expect(cases).toBe((13 * 12) ** 2);
  });

  it('are those of fraction.js at any size', () => {
    fc.assert(fc.property(rationals, rationals, agreesOn));
  });

  it('form a field', () => {
    const equal = (a: Rational, b: Rational): void => expect(a).toEqual(b);
    fc.assert(
      fc.property(rationals, rationals, rationals, (a, b, c) => {
        equal(addRationals(addRationals(a, b), c), addRationals(a, addRationals(b, c)));
        equal(multiplyRationals(multiplyRationals(a, b), c), multiplyRationals(a, multiplyRationals(b, c)));
        equal(multiplyRationals(a, addRationals(b, c)), addRationals(multiplyRationals(a, b), multiplyRationals(a, c)));
        equal(addRationals(a, negateRational(a)), RATIONAL_ZERO);
        equal(addRationals(a, RATIONAL_ZERO), a);
        equal(multiplyRationals(a, RATIONAL_ONE), a);
        if (a.num !== 0n) equal(multiplyRationals(a, divideRationals(RATIONAL_ONE, a)), RATIONAL_ONE);
      }),
    );
  });

  it('refuse a zero denominator', () => {
    expect(() => rational(3, 0)).toThrow(new RangeError('a rational needs a non-zero denominator, got 3/0'));
    expect(() => divideRationals(RATIONAL_ONE, RATIONAL_ZERO)).toThrow(RangeError);
  });
});

describe('text of rationals', () => {
  it('is read back as the same number', () => {
    fc.assert(fc.property(rationals, (a) => equalRationals(parseRational(printRational(a)), a)));
  });

  it('may be a decimal, which is the exact decimal fraction', () => {
    const digits = fc.bigInt({ min: 0n, max: 10n ** 40n });
    fc.assert(
      fc.property(digits, fc.integer({ min: 1, max: 50 }), fc.constantFrom('', '+', '-'), (n, places, sign) => {
        const text = n.toString().padStart(places + 1, '0');
        const decimal = `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
        expect(parseRational(decimal)).toEqual(rational(sign === '-' ? -n : n, 10n ** BigInt(places)));
      }),
    );
  });

  it.each([
    ['3', 3, 1],
    ['+3', 3, 1],
    ['-3/2', -3, 2],
    ['007/014', 1, 2],
    ['1.5', 3, 2],
    ['.5', 1, 2],
    ['-.25', -1, 4],
    ['2.', 2, 1],
    ['-0', 0, 1],
    ['0/7', 0, 1],
    ['0.1', 1, 10],
  ])('%j is %i/%i', (text, num, den) => {
    expect(parseRational(text)).toEqual(rational(num, den));
  });

  it.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '1\n',
    '1e3',
    '1.(3)',
    "1.'3'",
    '1/2/3',
    '1 1/2',
    '1/-2',
    '1.5/2',
    '1/2.5',
    '--1',
    '.',
    '-',
    '/2',
    '1/',
    'NaN',
    'Infinity',
    '0x10',
    '1_000',
    '1,5',
    '½',
    '٣',
    '−1',
    '9'.repeat(401),
  ])('%j is refused by name', (text) => {
    const message = `expected a number such as 2, 3/2 or 1.5, got ${JSON.stringify(text)}`;
    expect(() => parseRational(text)).toThrow(new RequestError(message));
  });

  it.each(['1/0', '0/0', '-7/000'])('%j is refused for its denominator', (text) => {
    const message = `expected a number, got ${JSON.stringify(text)}: its denominator is zero`;
    expect(() => parseRational(text)).toThrow(new RequestError(message));
  });
});
