/** Real harmonics: harmonic, orthonormal by exact integration, summing to Legendre, and what textbooks print for ℓ ≤ 2. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  HARMONIC_NORMALISATIONS,
  normalisationFactor,
  solidHarmonic,
  solidHarmonicAt,
} from '../../src/coupling/harmonics.ts';
import {
  addPolynomials,
  derivative,
  evaluatePolynomial,
  type Monomial,
  multiplyPolynomials,
  polynomial,
  sphereMean,
} from '../../src/coupling/polynomial.ts';
import { RequestError } from '../../src/errors.ts';
import {
  addRationals,
  multiplyRationals,
  type Rational,
  rational,
  subtractRationals,
} from '../../src/exact/rational.ts';
import { multiplySurds, SURD_ONE, SURD_ZERO, type Surd, surd, surdFromRational } from '../../src/exact/surd.ts';
import { degreesUpTo, productOf, projections, sumsTo } from './enumeration.ts';

/** √(4π)² = 4π as a surd: sums over the sphere are 4π times means. */
const FOUR_PI: Surd = surd(1, 16n, 1n, 2);

type Point = readonly [Rational, Rational, Rational];
const coordinate = fc
  .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 5 }))
  .map(([n, d]) => rational(n, d));
const points: fc.Arbitrary<Point> = fc.tuple(coordinate, coordinate, coordinate);
const inner = (r: Point, s: Point): Rational =>
  addRationals(
    multiplyRationals(r[0], s[0]),
    addRationals(multiplyRationals(r[1], s[1]), multiplyRationals(r[2], s[2])),
  );

/** |r|^ℓ |s|^ℓ P_ℓ(cos angle), by Bonnet's recurrence: a polynomial in r·s, r² and s². */
function legendre(l: number, r: Point, s: Point): Rational {
  const [cosine, lengths] = [inner(r, s), multiplyRationals(inner(r, r), inner(s, s))];
  let [before, now] = [rational(0), rational(1)];
  for (let k = 0; k < l; k++) {
    const first = multiplyRationals(rational(2 * k + 1, k + 1), multiplyRationals(cosine, now));
    const second = multiplyRationals(rational(k, k + 1), multiplyRationals(lengths, before));
    [before, now] = [now, subtractRationals(first, second)];
  }
  return now;
}

const ALL = degreesUpTo(5).flatMap((l) => projections(l).map((m) => ({ l, m, ...solidHarmonic(l, m) })));

describe('real harmonics', () => {
  it('are homogeneous and harmonic: Δ(r^ℓ Y) = 0, for ℓ ≤ 12', () => {
    let cases = 0;
    for (const l of degreesUpTo(12)) {
      for (const m of projections(l)) {
        const { shape } = solidHarmonic(l, m);
        expect(shape.length).toBeGreaterThan(0);
        expect(shape.every(({ a, b, c }) => a + b + c === l)).toBe(true);
        const second = ([0, 1, 2] as const).map((axis) => derivative(derivative(shape, axis), axis));
        expect(second.reduce(addPolynomials, [])).toEqual([]);
        cases += 1;
      }
    }
    expect(cases).toBe(13 ** 2);
  });

  it('are orthonormal by exact integration, for ℓ ≤ 5', () => {
    let cases = 0;
    ALL.forEach((a, i) => {
      for (const b of ALL.slice(i)) {
        const mean = surdFromRational(sphereMean(multiplyPolynomials(a.shape, b.shape)));
        const integral = productOf(FOUR_PI, a.norm, b.norm, mean);
        expect(integral).toEqual(a === b ? SURD_ONE : SURD_ZERO);
        cases += 1;
      }
    });
    expect(cases).toBe((36 * 37) / 2);
  });

  it('obey the addition theorem: Σ_m Y(r)Y(s) = (2ℓ+1)/4π · P_ℓ(r·s), at rational points off the sphere, for ℓ ≤ 6', () => {
    fc.assert(
      fc.property(points, points, fc.integer({ min: 0, max: 6 }), (r, s, l) => {
        const terms = projections(l).map((m) => multiplySurds(solidHarmonicAt(l, m, r), solidHarmonicAt(l, m, s)));
        const scale = surd(1, BigInt(2 * l + 1) ** 2n, 16n, -2);
        return sumsTo(terms, multiplySurds(scale, surdFromRational(legendre(l, r, s))));
      }),
    );
  });

  it('have the parity (−1)^ℓ, and their sign of y is that of m', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 0, max: 6 }), ([x, y, z], l) => {
        const negative = (q: Rational): Rational => rational(-q.num, q.den);
        for (const m of projections(l)) {
          const value = solidHarmonicAt(l, m, [x, y, z]);
          const inverted = solidHarmonicAt(l, m, [negative(x), negative(y), negative(z)]);
          const mirrored = solidHarmonicAt(l, m, [x, negative(y), z]);
          expect(inverted).toEqual(multiplySurds(surdFromRational(rational((-1) ** l)), value));
          expect(mirrored).toEqual(m < 0 ? multiplySurds(surdFromRational(rational(-1)), value) : value);
        }
      }),
    );
  });

  it.each(HARMONIC_NORMALISATIONS)(
    'in the normalisation "%s" have the Σ_m Y² on the sphere that it promises',
    (name) => {
      const onSphere: Point = [rational(2, 7), rational(3, 7), rational(6, 7)];
      for (const l of degreesUpTo(8)) {
        const terms = projections(l).map((m) => {
          const value = solidHarmonicAt(l, m, onSphere, name);
          return multiplySurds(value, value);
        });
        const promised = {
          integral: surd(1, BigInt(2 * l + 1) ** 2n, 16n, -2),
          component: surdFromRational(rational(2 * l + 1)),
          norm: SURD_ONE,
          racah: SURD_ONE,
        };
        expect(sumsTo(terms, promised[name])).toBe(true);
      }
    },
  );

  it('in the normalisation of Racah are √(4π/(2ℓ+1)) Y, the value 1 at the pole for m = 0', () => {
    for (const l of degreesUpTo(20)) {
      const factor = normalisationFactor(l, 'racah');
      expect(multiplySurds(factor, factor)).toEqual(surd(1, 16n, BigInt(2 * l + 1) ** 2n, 2));
      const pole: Point = [rational(0), rational(0), rational(1)];
      for (const m of projections(l)) {
        expect(solidHarmonicAt(l, m, pole, 'racah')).toEqual(m === 0 ? SURD_ONE : SURD_ZERO);
      }
    }
  });

  // Wikipedia, "Table of spherical harmonics", real ones; the same in any text on atomic orbitals.
  const term = (a: number, b: number, c: number, n = 1): Monomial => ({ a, b, c, coefficient: rational(n) });
  it.each<readonly [string, number, number, Surd, readonly Monomial[]]>([
    ['s = ½√(1/π)', 0, 0, surd(1, 1n, 4n, -1), [term(0, 0, 0)]],
    ['p_y = √(3/4π)·y', 1, -1, surd(1, 3n, 4n, -1), [term(0, 1, 0)]],
    ['p_z = √(3/4π)·z', 1, 0, surd(1, 3n, 4n, -1), [term(0, 0, 1)]],
    ['p_x = √(3/4π)·x', 1, 1, surd(1, 3n, 4n, -1), [term(1, 0, 0)]],
    ['d_xy = ½√(15/π)·xy', 2, -2, surd(1, 15n, 4n, -1), [term(1, 1, 0)]],
    ['d_yz = ½√(15/π)·yz', 2, -1, surd(1, 15n, 4n, -1), [term(0, 1, 1)]],
    [
      'd_z² = ¼√(5/π)·(2z²−x²−y²)',
      2,
      0,
      surd(1, 5n, 16n, -1),
      [term(0, 0, 2, 2), term(2, 0, 0, -1), term(0, 2, 0, -1)],
    ],
    ['d_xz = ½√(15/π)·xz', 2, 1, surd(1, 15n, 4n, -1), [term(1, 0, 1)]],
    ['d_x²−y² = ¼√(15/π)·(x²−y²)', 2, 2, surd(1, 15n, 16n, -1), [term(2, 0, 0), term(0, 2, 0, -1)]],
  ])('%s', (_, l, m, norm, terms) => {
    fc.assert(
      fc.property(points, (at) => {
        const expected = multiplySurds(norm, surdFromRational(evaluatePolynomial(polynomial(terms), at)));
        expect(solidHarmonicAt(l, m, at)).toEqual(expected);
      }),
    );
  });

  it.each([
    [-1, 0, 'l must be an integer between 0 and 1000, got -1'],
    [0.5, 0.5, 'l must be an integer between 0 and 1000, got 0.5'],
    [1, 2, '|m| must be ≤ l = 1, got m = 2'],
    [2, 0.5, 'l − m must be an integer, got l = 2, m = 0.5'],
  ])('refuse degree %d with order %d', (l, m, message) => {
    expect(() => solidHarmonic(l, m)).toThrow(new RequestError(message));
  });
});
