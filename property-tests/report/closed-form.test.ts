/** Closed forms: interpolation that is confirmed or refused, LaTeX that means what it should, and the counts of the mathematics. */
import fc from 'fast-check';
import nerdamer from 'nerdamer';
import 'nerdamer/Algebra.js';
import { describe, expect, it } from 'vitest';
import { rational } from '../../src/exact/rational.ts';
import { pathsBetween, settingIrreps } from '../../src/irreps/index.ts';
import { OPERATIONS } from '../../src/operation/index.ts';
import {
  type Coefficients,
  evaluateAt,
  expandedLatex,
  polynomialLatex,
  polynomialThrough,
  type Sample,
} from '../../src/report/closed-form.ts';
import { evaluateLatex } from './latex-polynomial.ts';

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, k) => from + k);
const integers = (...values: readonly (number | bigint)[]): Coefficients => values.map((value) => rational(value));

/** Without zeros at the end. */
function trimmed(coefficients: Coefficients): Coefficients {
  const last = coefficients.findLastIndex(({ num }) => num !== 0n);
  return coefficients.slice(0, last + 1);
}

/** Samples of a polynomial with integer values. */
const samplesOf = (coefficients: Coefficients, degrees: readonly number[]): Sample[] =>
  degrees.map((l) => {
    const { num, den } = evaluateAt(coefficients, l);
    expect(den).toBe(1n);
    return { l, value: num };
  });

const polynomials = (largest: bigint, longest: number): fc.Arbitrary<Coefficients> =>
  fc
    .array(
      fc.bigInt({ min: -largest, max: largest }).map((value) => rational(value)),
      { maxLength: longest },
    )
    .map(trimmed);
const fractional = (largest: bigint, longest: number): fc.Arbitrary<Coefficients> =>
  fc
    .array(
      fc
        .tuple(fc.bigInt({ min: -largest, max: largest }), fc.integer({ min: 1, max: 12 }))
        .map(([n, d]) => rational(n, d)),
      { maxLength: longest },
    )
    .map(trimmed);

describe('polynomialThrough', () => {
  it('finds every integer polynomial again, at any points, in any order', () => {
    const degrees = fc.uniqueArray(fc.integer({ min: -40, max: 40 }), { minLength: 8, maxLength: 12 });
    fc.assert(
      fc.property(polynomials(10n ** 30n, 6), degrees, (coefficients, at) => {
        expect(polynomialThrough(samplesOf(coefficients, at))).toEqual(coefficients);
      }),
    );
  });

  it('finds fractional coefficients: the binomials C(L, k)', () => {
    const binomial = (l: number, k: number): bigint =>
      k === 0 ? 1n : (binomial(l - 1, k - 1) * BigInt(l)) / BigInt(k);
    for (const k of upTo(0, 7)) {
      const samples = upTo(0, 12).map((l) => ({ l, value: binomial(l, k) }));
      const found = polynomialThrough(samples);
      expect(found).toHaveLength(k + 1);
      expect(found?.at(-1)).toEqual(
        rational(
          1n,
          upTo(1, k).reduce((product, i) => product * BigInt(i), 1n),
        ),
      );
      expect(found && samplesOf(found, upTo(20, 24))).toEqual(upTo(20, 24).map((l) => ({ l, value: binomial(l, k) })));
    }
  });

  it('refuses what at least two more samples do not confirm', () => {
    fc.assert(
      fc.property(polynomials(1000n, 6), fc.nat(9), fc.integer({ min: 1, max: 50 }), (coefficients, at, by) => {
        const samples = samplesOf(coefficients, upTo(0, 9));
        const wrong = samples.map(({ l, value }, i) => ({ l, value: i === at ? value + BigInt(by) : value }));
        expect(polynomialThrough(wrong)).toBeUndefined();
        const few = samples.slice(0, coefficients.length + 1);
        expect(coefficients.length > 0 ? polynomialThrough(few) : undefined).toBeUndefined();
        expect(polynomialThrough(samples.slice(0, coefficients.length + 2))).toEqual(coefficients);
      }),
    );
    expect(polynomialThrough(upTo(0, 16).map((l) => ({ l, value: 2n ** BigInt(l) })))).toBeUndefined();
    expect(polynomialThrough(upTo(0, 16).map((l) => ({ l, value: BigInt(l % 2) })))).toBeUndefined();
    for (const none of [[], [{ l: 3, value: 7n }]]) expect(polynomialThrough(none)).toBeUndefined();
  });

  it('knows zero and constants', () => {
    expect(polynomialThrough(upTo(0, 4).map((l) => ({ l, value: 0n })))).toEqual([]);
    expect(polynomialThrough(upTo(0, 4).map((l) => ({ l, value: -7n })))).toEqual(integers(-7));
  });
});

/** Reads the LaTeX as a reader would and compares it at more points than determine the polynomial. */
function expectSame(latex: string, coefficients: Coefficients): void {
  expect(latex).not.toMatch(/cdot|~|\*|NaN|undefined/);
  for (const l of upTo(-2, coefficients.length))
    expect(evaluateLatex(latex, l), latex).toEqual(evaluateAt(coefficients, l));
}

describe('polynomialLatex', () => {
  it.each<[string, Coefficients]>([
    ['0', []],
    ['1', integers(1)],
    ['-7', integers(-7)],
    ['-\\frac{2}{3}', [rational(-2, 3)]],
    ['L', integers(0, 1)],
    ['-L', integers(0, -1)],
    ['4 L+1', integers(1, 4)],
    ['L^{2}', integers(0, 0, 1)],
    ['\\left(L-1\\right) \\left(L+1\\right)', integers(-1, 0, 1)],
    ['4\\left(L-1\\right) \\left(L+1\\right)', integers(-4, 0, 4)],
  ])('%s', (latex, coefficients) => {
    expect(polynomialLatex(coefficients)).toBe(latex);
    expectSame(latex, coefficients);
  });

  it('means the polynomial, with small, large and fractional coefficients', () => {
    for (const [polynomial, numRuns] of [
      [polynomials(12n, 6), 60],
      [polynomials(10n ** 6n, 5), 30],
      [fractional(60n, 6), 60],
      [fractional(10n ** 40n, 9), 100],
    ] as const) {
      const means = (coefficients: Coefficients): void => expectSame(polynomialLatex(coefficients), coefficients);
      fc.assert(fc.property(polynomial, means), { numRuns });
    }
  });

  it('means a product of linear factors, as the counts are', () => {
    const factor = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: -5, max: 5 }));
    const product = fc.tuple(fc.array(factor, { minLength: 2, maxLength: 5 }), fc.integer({ min: 1, max: 12 }));
    const times = (c: readonly bigint[], [a, b]: readonly [number, number]): bigint[] =>
      [...c, 0n].map((one, i) => BigInt(b) * one + BigInt(a) * (c[i - 1] ?? 0n));
    fc.assert(
      fc.property(product, ([factors, den]) => {
        const expanded = factors.reduce<bigint[]>((c, one) => times(c, one), [1n]);
        const coefficients = expanded.map((num) => rational(num, den));
        expectSame(polynomialLatex(coefficients), coefficients);
      }),
      { numRuns: 60 },
    );
  });

  it('expanded, without the library, means it too', () => {
    fc.assert(
      fc.property(fractional(10n ** 40n, 12), (coefficients) => expectSame(expandedLatex(coefficients), coefficients)),
    );
  });

  // What the library makes of these is wrong; should it ever be right, the guard has lost its witness.
  it('does not believe a wrong factorisation: a lost sign', () => {
    expect(nerdamer('factor(28-8*L-50*L^2)').sub('L', '0').evaluate().text('fractions')).toBe('-28');
    expect(polynomialLatex(integers(28, -8, -50))).toBe('-50L^{2} - 8L + 28');
  });

  it('does not believe a right one that is typeset with rounded numbers', () => {
    const [constant, slope] = [-399905303359288124n, 103268351151588224n];
    const made = nerdamer(`factor((${constant})+(${slope}/3)*L)`);
    expect(made.sub('L', '0').evaluate().text('fractions')).toBe(`${constant}`);
    expect(made.toTeX()).toContain('299928977519466100'); // …466093 it should be
    const coefficients = [rational(constant), rational(slope, 3n)];
    expect(polynomialLatex(coefficients)).toBe(`\\frac{${slope}}{3}L - ${-constant}`);
  });

  it('does not wait for one that takes minutes', () => {
    const numbers = [
      -6867497389627875n,
      2928183472536000n,
      -82663789556339265n,
      -222592876963827450n,
      -967661955991052n,
    ];
    const started = performance.now();
    expect(polynomialLatex(integers(...numbers))).toBe(expandedLatex(integers(...numbers)));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('the counts of the mathematics', () => {
  const counts = (operation: keyof typeof OPERATIONS, setting: Parameters<typeof settingIrreps>[0]): Sample[] =>
    upTo(0, 12).map((l) => {
      const { left, right, out } = settingIrreps(setting, l);
      const paths = pathsBetween(left, right, out, 'so3');
      const reached = paths.filter((path) => OPERATIONS[operation].terms(path, {}, 'so3').length > 0);
      return { l, value: BigInt(reached.length) };
    });

  it.each<[Parameters<typeof counts>[0], Parameters<typeof counts>[1], Coefficients, string | undefined]>([
    // (L+1)(2L²+4L+3)/3, (L+1)(L²+2L+2)/2, (L+1)(L+2)(2L+3)/6, 2L+1, L+1, 1
    [
      'cgtp',
      'mimo',
      [rational(1), rational(7, 3), rational(2), rational(2, 3)],
      '\\frac{\\left(L+1\\right) \\left(2 L^{2}+4 L+3\\right)}{3}',
    ],
    ['cgtp', 'mimo-truncated', [rational(1), rational(2), rational(3, 2), rational(1, 2)], undefined],
    ['gtp', 'mimo', [rational(1), rational(13, 6), rational(3, 2), rational(1, 3)], undefined],
    ['cgtp', 'simo', integers(1, 2), '2 L+1'],
    ['gtp', 'simo', integers(1, 1), 'L+1'],
    ['cgtp', 'siso', integers(1), '1'],
  ])('%s %s', (operation, setting, expected, latex) => {
    const found = polynomialThrough(counts(operation, setting));
    expect(found).toEqual(expected);
    expectSame(polynomialLatex(expected), expected);
    if (latex !== undefined) expect(polynomialLatex(expected)).toBe(latex);
  });

  it('gtp mimo-truncated is ⌊(L+2)(2L²+5L+4)/8⌋: no polynomial, but one for even and one for odd L', () => {
    const samples = counts('gtp', 'mimo-truncated');
    for (const { l, value } of samples) expect(value).toBe(BigInt(Math.floor(((l + 2) * (2 * l * l + 5 * l + 4)) / 8)));
    expect(polynomialThrough(samples)).toBeUndefined();
    for (const rest of [0, 1]) expect(polynomialThrough(samples.filter(({ l }) => l % 2 === rest))).toHaveLength(4);
  });
});
