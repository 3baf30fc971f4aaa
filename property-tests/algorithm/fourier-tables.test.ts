/** Harmonics as trigonometric polynomials, their projection, and the fast Fourier transform: each against its definition. */
import fc from 'fast-check';
import FFT from 'fft.js';
import { describe, expect, it } from 'vitest';
import { cosine, LONGEST_EXACT, sine, transformPlane } from '../../src/algorithm/fft.ts';
import { type FourierTerm, harmonicTerms, projectionTerms } from '../../src/algorithm/fourier-coefficients.ts';
import { emptyPlane, type Plane, product } from '../../src/algorithm/torus.ts';
import { solidHarmonic } from '../../src/coupling/harmonics.ts';
import { evaluatePolynomial } from '../../src/coupling/polynomial.ts';
import { type Arithmetic, counting, EXACT_ARITHMETIC, FLOAT64_ARITHMETIC } from '../../src/exact/arithmetic.ts';
import { addRationals, multiplyRationals, type Rational, rational } from '../../src/exact/rational.ts';
import { boundedArithmetic } from '../../src/exact/rounding.ts';
import {
  divideSurds,
  multiplySurds,
  negateSurd,
  SURD_ONE,
  surdFromRational,
  surdToRational,
} from '../../src/exact/surd.ts';
import { equalSurdSums, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { degreesUpTo, projections } from '../coupling/enumeration.ts';

const EXACT_ONE = sumOfSurds([SURD_ONE]);

/** A Gaussian rational a+bi. */
type Gaussian = readonly [Rational, Rational];
const multiplyGaussian = ([a, b]: Gaussian, [c, d]: Gaussian): Gaussian => [
  addRationals(multiplyRationals(a, c), multiplyRationals(rational(-b.num, b.den), d)),
  addRationals(multiplyRationals(a, d), multiplyRationals(b, c)),
];
const addGaussian = ([a, b]: Gaussian, [c, d]: Gaussian): Gaussian => [addRationals(a, c), addRationals(b, d)];

/** The point ((1−t²) + 2ti)/(1+t²) of the unit circle. */
const onCircle = (t: number): Gaussian => [rational(1 - t * t, 1 + t * t), rational(2 * t, 1 + t * t)];

/** A power of a number of modulus one. */
function powerOf([a, b]: Gaussian, n: number): Gaussian {
  const base: Gaussian = n < 0 ? [a, rational(-b.num, b.den)] : [a, b];
  let result: Gaussian = [rational(1), rational(0)];
  for (let k = 0; k < Math.abs(n); k++) result = multiplyGaussian(result, base);
  return result;
}

const valueAt = (terms: readonly { u: number; v: number; factor: Gaussian }[], z: Gaussian, w: Gaussian): Gaussian =>
  terms.reduce<Gaussian>(
    (sum, { u, v, factor }) =>
      addGaussian(sum, multiplyGaussian(factor, multiplyGaussian(powerOf(z, u), powerOf(w, v)))),
    [rational(0), rational(0)],
  );

const keyed = (terms: readonly FourierTerm[]) => new Map(terms.map((term) => [`${term.u} ${term.v}`, term]));

describe('coefficients on the torus', () => {
  it('are the harmonics: equal at (2ℓ+1)(2|m|+1) points, which determines trigonometric polynomials of degrees ℓ, |m|; ℓ ≤ 6', () => {
    let compared = 0;
    for (const l of degreesUpTo(6)) {
      for (const m of projections(l)) {
        const { norm, shape } = solidHarmonic(l, m);
        const terms = harmonicTerms(l, m).map(({ u, v, imaginary, value }) => {
          const q = surdToRational(divideSurds(value, norm));
          if (q === undefined) throw new Error(`${l} ${m}: not a rational multiple of the norm`);
          const factor: Gaussian = imaginary ? [rational(0), q] : [q, rational(0)];
          return { u, v, factor };
        });
        for (let s = -l; s <= l; s++) {
          for (let t = -Math.abs(m); t <= Math.abs(m); t++) {
            const [z, w] = [onCircle(s), onCircle(t)];
            const [x, y] = w.map((q) => multiplyRationals(z[1], q));
            const value = evaluatePolynomial(shape, [x ?? rational(0), y ?? rational(0), z[0]]);
            expect(valueAt(terms, z, w)).toEqual([value, rational(0)]);
            compared++;
          }
        }
      }
    }
    // Σ_ℓ (2ℓ+1) Σ_m (2|m|+1) = Σ_ℓ (2ℓ+1)(2(ℓ+1)²−1)
    expect(compared).toBe(degreesUpTo(6).reduce((sum, l) => sum + (2 * l + 1) * (2 * (l + 1) ** 2 - 1), 0));
  });

  it('are (ℓ+1)(4ℓ+1) per degree; coefficients of real functions with the symmetry of the sphere, both ways; ℓ ≤ 8', () => {
    for (const l of degreesUpTo(8)) {
      let coefficients = 0;
      for (const m of projections(l)) {
        coefficients += harmonicTerms(l, m).length;
        for (const terms of [harmonicTerms(l, m), projectionTerms(l, m, l + 3)]) {
          const at = keyed(terms);
          for (const { u, v, imaginary, value } of terms) {
            const conjugate = imaginary ? negateSurd(value) : value;
            const reflected = v % 2 === 0 ? value : negateSurd(value);
            expect(at.get(`${-u} ${-v}`)).toMatchObject({ imaginary, value: conjugate });
            expect(at.get(`${-u} ${v}`)).toMatchObject({ imaginary, value: reflected });
          }
        }
      }
      expect(coefficients).toBe((l + 1) * (4 * l + 1));
    }
  });

  it('the projection is dual to the harmonics, Σ T_ℓm c_ℓ′m′ = δ, at any degree that is high enough; ℓ, ℓ′ ≤ 4', () => {
    let compared = 0;
    for (const l of degreesUpTo(4)) {
      for (const m of projections(l)) {
        const projection = [5, 6].map((degree) => keyed(projectionTerms(l, m, degree)));
        for (const k of degreesUpTo(4)) {
          for (const n of projections(k)) {
            for (const at of projection) {
              const [real, imaginary] = [false, true].map((mixed) =>
                sumOfSurds(
                  harmonicTerms(k, n).flatMap((term) => {
                    const other = at.get(`${term.u} ${term.v}`);
                    if (other === undefined || (term.imaginary !== other.imaginary) !== mixed) return [];
                    const value = multiplySurds(term.value, other.value);
                    return [term.imaginary && other.imaginary ? negateSurd(value) : value];
                  }),
                ),
              );
              expect(equalSurdSums(real ?? [], l === k && m === n ? EXACT_ONE : [])).toBe(true);
              expect(imaginary).toEqual([]);
              compared++;
            }
          }
        }
      }
    }
    expect(compared).toBe(2 * 25 ** 2);
  });
});

describe('the transform', () => {
  const numbers = (n: number) => fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n * n, maxLength: n * n });

  function planeOf<T>(over: Arithmetic<T>, re: readonly number[], im: readonly number[]): Plane<T> {
    const inArithmetic = (value: number): T => over.constant(surdFromRational(rational(value)));
    return { width: Math.sqrt(re.length), re: re.map(inArithmetic), im: im.map(inArithmetic) };
  }

  /** Entry (j, k) by its definition. */
  function entryByDefinition<T>(
    over: Arithmetic<T>,
    data: Plane<T>,
    sign: 1 | -1,
    j: number,
    k: number,
  ): readonly [T, T] {
    const n = data.width;
    let [re, im] = [over.zero, over.zero];
    for (let row = 0; row < n; row++) {
      for (let column = 0; column < n; column++) {
        const turns = row * j + column * k;
        const root = [over.constant(cosine(turns, n)), over.constant(sine(sign * turns, n))] as const;
        const at = row * n + column;
        const term = product(over, root, [data.re[at] ?? over.zero, data.im[at] ?? over.zero]);
        [re, im] = [over.add(re, term[0]), over.add(im, term[1])];
      }
    }
    return [re, im];
  }

  it.each([1, 2, 4, 8])('is its definition, exactly, and both signs in turn are n²; n = %i', (n) => {
    fc.assert(
      fc.property(numbers(n), numbers(n), fc.constantFrom(1 as const, -1 as const), (re, im, sign) => {
        const [data, given] = [planeOf(EXACT_ARITHMETIC, re, im), planeOf(EXACT_ARITHMETIC, re, im)];
        transformPlane(EXACT_ARITHMETIC, data, sign);
        for (const at of [0, 1, n, n * n - 1].filter((place) => place < n * n)) {
          const [a, b] = entryByDefinition(EXACT_ARITHMETIC, given, sign, Math.floor(at / n), at % n);
          expect(equalSurdSums(data.re[at] ?? [], a) && equalSurdSums(data.im[at] ?? [], b)).toBe(true);
        }
        transformPlane(EXACT_ARITHMETIC, data, sign === 1 ? -1 : 1);
        const scaled = planeOf(
          EXACT_ARITHMETIC,
          re.map((q) => n * n * q),
          im.map((q) => n * n * q),
        );
        for (const [at, value] of scaled.re.entries()) expect(equalSurdSums(data.re[at] ?? [], value)).toBe(true);
        for (const [at, value] of scaled.im.entries()) expect(equalSurdSums(data.im[at] ?? [], value)).toBe(true);
      }),
      { numRuns: 4 },
    );
    expect(n).toBeLessThanOrEqual(LONGEST_EXACT);
  });

  it.each([16, 32])(
    'takes impulses to powers of roots of unity, within bounds that tell each from its neighbours; n = %i',
    (n) => {
      const over = boundedArithmetic('float64');
      fc.assert(
        fc.property(fc.nat(n - 1), fc.nat(n - 1), (row, column) => {
          const impulse = new Array<number>(n * n).fill(0);
          impulse[row * n + column] = 1;
          const data = planeOf(over, impulse, new Array<number>(n * n).fill(0));
          transformPlane(over, data, 1);
          for (let at = 0; at < n * n; at++) {
            const turns = row * Math.floor(at / n) + column * (at % n);
            const roots = [over.constant(cosine(turns, n)), over.constant(sine(turns, n))];
            for (const [part, root] of [data.re[at], data.im[at]].map((value, i) => [value, roots[i]] as const)) {
              if (part === undefined || root === undefined) throw new Error(`no entry ${at}`);
              const bound = part.error + root.error;
              expect(Math.abs(part.value - root.value)).toBeLessThanOrEqual(bound);
              // Neighbours are 2 sin(π/n) apart.
              expect(bound).toBeLessThan(Math.sin(Math.PI / n) / 2);
            }
          }
        }),
        { numRuns: 10 },
      );
    },
  );

  it('has the roots of unity: of the unit circle, and each the square of one of half the angle, within rounding; n = 64', () => {
    const over = boundedArithmetic('float64');
    for (let k = 0; k < 64; k++) {
      const root = [over.constant(cosine(k, 64)), over.constant(sine(k, 64))] as const;
      const squared = product(over, root, root);
      for (const [i, value] of [cosine(k, 32), sine(k, 32)].entries()) {
        const [power, expected] = [squared[i] ?? over.zero, over.constant(value)];
        expect(Math.abs(power.value - expected.value)).toBeLessThanOrEqual(power.error + expected.error);
      }
      expect([cosine(-k, 64), sine(64 - k, 64)]).toEqual([cosine(k, 64), sine(-k, 64)]);
    }
    expect([0, 1, 2, 3].map((k) => [cosine(k, 4), sine(k, 4)].map(FLOAT64_ARITHMETIC.constant))).toEqual([
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ]);
  });

  it.each([16, 32, 64])(
    'is the transform of a library too, rows and then columns, within the carried bounds; n = %i',
    (n) => {
      const over = boundedArithmetic('float64');
      const library = new FFT(n);
      /** One pass over all lines; lines start at `first·i` and go in steps of `step`. */
      const pass = (plane: readonly number[], first: number, step: number): number[] => {
        const result = new Array<number>(2 * n * n).fill(0);
        for (let i = 0; i < n; i++) {
          const places = Array.from({ length: n }, (_, k) => i * first + k * step);
          const out = new Array<number>(2 * n).fill(0);
          library.inverseTransform(
            out,
            places.flatMap((at) => [plane[2 * at] ?? 0, plane[2 * at + 1] ?? 0]),
          );
          // The library divides by n what has our sign.
          for (const [k, at] of places.entries()) {
            result[2 * at] = n * (out[2 * k] ?? 0);
            result[2 * at + 1] = n * (out[2 * k + 1] ?? 0);
          }
        }
        return result;
      };
      const value = (k: number): number => ((k * 37 + 11) % 17) - 8;
      const [re, im] = [0, 1].map((part) => Array.from({ length: n * n }, (_, at) => value(2 * at + part)));
      const data = planeOf(over, re ?? [], im ?? []);
      transformPlane(over, data, 1);
      const found = pass(
        pass(
          Array.from({ length: 2 * n * n }, (_, k) => value(k)),
          1,
          n,
        ),
        n,
        1,
      );
      for (let at = 0; at < n * n; at++) {
        for (const [part, own] of [data.re[at], data.im[at]].entries()) {
          // Radix 4 takes fewer roundings than ours: twice our bound covers both.
          expect(Math.abs((own?.value ?? Number.NaN) - (found[2 * at + part] ?? 0))).toBeLessThanOrEqual(
            2 * (own?.error ?? 0),
          );
        }
      }
    },
  );

  it('takes 4 n² log2 n multiplications for a plane of width n', () => {
    for (const exponent of [0, 1, 2, 3, 4]) {
      const count = { multiplies: 0, adds: 0 };
      const n = 2 ** exponent;
      transformPlane(counting(FLOAT64_ARITHMETIC, count), emptyPlane(FLOAT64_ARITHMETIC, n), 1);
      expect(count.multiplies).toBe(4 * n * n * exponent);
    }
  });
});
