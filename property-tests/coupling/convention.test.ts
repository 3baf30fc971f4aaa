/** Conventions against what their libraries document: order of the basis, names of the axes, scale. */
import { describe, expect, it } from 'vitest';
import {
  basisIndices,
  basisOrder,
  CONVENTION_NAMES,
  CONVENTIONS,
  type Convention,
  conventionNamed,
  couplingFactor,
} from '../../src/coupling/convention.ts';
import type { Axis } from '../../src/coupling/generators.ts';
import { solidHarmonicAt } from '../../src/coupling/harmonics.ts';
import { RequestError } from '../../src/errors.ts';
import { type Rational, rational } from '../../src/exact/rational.ts';
import { divideSurds, type Surd, surdFromRational, surdToRational } from '../../src/exact/surd.ts';
import { at } from '../exact/indexing.ts';

type Point = readonly [x: number, y: number, z: number];

/** Their point in our axes. */
function ourPoint({ axes }: Convention, point: Point): readonly [Rational, Rational, Rational] {
  const along = (axis: Axis): Rational => rational(at(point, axes.indexOf(axis)));
  return [along('x'), along('y'), along('z')];
}

/** Their harmonics of degree l at their point, each divided by the polynomial expected there. */
function ratios(convention: Convention, l: number, point: Point, expected: readonly number[]): Surd[] {
  const values = basisOrder(convention, l).map((m) => solidHarmonicAt(l, m, ourPoint(convention, point)));
  expect(expected).toHaveLength(2 * l + 1);
  return values.map((value, i) => divideSurds(value, surdFromRational(rational(at(expected, i)))));
}

const points: readonly Point[] = [
  [2, 3, 5],
  [-1, 4, 2],
  [7, -3, 1],
];

describe('the presets', () => {
  it('are found by name', () => {
    expect(CONVENTION_NAMES).toEqual([
      'standard',
      'e3nn',
      'e3nn-jax',
      'cuequivariance',
      'openequivariance',
      'e3x',
      'sphericart',
    ]);
    for (const convention of CONVENTIONS) expect(conventionNamed(convention.name)).toBe(convention);
  });

  it.each(['', 'E3NN', 'e3nn ', 'toString', '__proto__'])('do not include %j, and the error lists them', (name) => {
    expect(() => conventionNamed(name)).toThrow(RequestError);
    expect(() => conventionNamed(name)).toThrow(CONVENTION_NAMES.join(', '));
  });

  it.each(CONVENTIONS)('$name orders every degree ≤ 12 as a permutation of −ℓ…ℓ', (convention) => {
    for (let l = 0; l <= 12; l++) {
      const order = basisOrder(convention, l);
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 2 * l + 1 }, (_, i) => i - l));
      const indices = basisIndices(convention, l);
      expect(order.map((m) => indices[m + l])).toEqual(Array.from(order, (_, i) => i));
    }
  });

  it.each([-1, 0.5, 1001, Number.NaN])('refuse degree %s', (l) => {
    for (const convention of CONVENTIONS) expect(() => basisOrder(convention, l)).toThrow(RequestError);
  });

  it.each(CONVENTIONS)('$name has right-handed axes', ({ axes }) => {
    expect(['xyz', 'yzx', 'zxy']).toContain(axes.join(''));
  });

  it.each(CONVENTIONS)('$name: the coupling factor squared is Σ C² over Σ w3j²', (convention) => {
    for (let l = 0; l <= 6; l++) {
      const expected = convention.coupling === 'component' ? 2n * BigInt(l) + 1n : 1n;
      const { sign, num, den, pi } = couplingFactor(convention, l);
      expect({ sign, num, den, pi }).toEqual({ sign: 1, num: expected, den: 1n, pi: 0 });
    }
  });

  it('have the scales that the libraries document', () => {
    const scales = CONVENTIONS.map(({ name, coupling, harmonics, layout }) => [name, coupling, harmonics, layout]);
    expect(scales).toEqual([
      ['standard', 'w3j', 'integral', 'lm'],
      ['e3nn', 'w3j', 'integral', 'mul-ir'],
      ['e3nn-jax', 'w3j', 'component', 'mul-ir'],
      ['cuequivariance', 'component', 'component', 'ir-mul'],
      ['openequivariance', 'w3j', 'integral', 'mul-ir'],
      ['e3x', 'component', 'racah', 'parity-lm-mul'],
      ['sphericart', 'w3j', 'integral', 'lm'],
    ]);
  });
});

describe('e3x', () => {
  it.each([
    [0, [0]],
    [1, [1, -1, 0]],
    [2, [2, -2, 1, -1, 0]],
    [3, [3, -3, 2, -2, 1, -1, 0]],
  ])('degree %i', (l, order) => {
    expect(basisOrder(conventionNamed('e3x'), l)).toEqual(order);
  });
});

describe('harmonics in their order and at their point are positive multiples of', () => {
  /** The same factor for all components of degree 1, so that the three span a vector. */
  const vectors: readonly (readonly [string, (point: Point) => number[]])[] = [
    ['standard', ([x, y, z]) => [y, z, x]],
    ['sphericart', ([x, y, z]) => [y, z, x]],
    ['e3nn', ([x, y, z]) => [x, y, z]],
    ['e3nn-jax', ([x, y, z]) => [x, y, z]],
    ['cuequivariance', ([x, y, z]) => [x, y, z]],
    ['openequivariance', ([x, y, z]) => [x, y, z]],
    ['e3x', ([x, y, z]) => [x, y, z]],
  ];

  it.each(vectors)('%s: its vector', (name, expected) => {
    for (const point of points) {
      const found = ratios(conventionNamed(name), 1, point, expected(point));
      expect(at(found, 0).sign).toBe(1);
      for (const ratio of found) expect(ratio).toEqual(at(found, 0));
    }
  });

  // √3 is shared by all but 3a² − r², which has 1/2 in the place of √3 times 2ab: the squares of the ratios are 12 : 3 : 1.
  const quadratics: readonly (readonly [string, (point: Point) => number[]])[] = [
    ['standard', ([x, y, z]) => [x * y, y * z, 2 * z * z - x * x - y * y, x * z, x * x - y * y]],
    ['e3nn', ([x, y, z]) => [z * x, x * y, 2 * y * y - x * x - z * z, y * z, z * z - x * x]],
    ['e3x', ([x, y, z]) => [x * x - y * y, x * y, x * z, y * z, 2 * z * z - x * x - y * y]],
  ];

  it.each(quadratics)('%s: its quadratic forms', (name, expected) => {
    const squares = { product: 12n, difference: 3n, polar: 1n };
    for (const point of points) {
      const found = ratios(conventionNamed(name), 2, point, expected(point));
      const order = basisOrder(conventionNamed(name), 2);
      found.forEach((ratio, i) => {
        expect(ratio.sign).toBe(1);
        const m = at(order, i);
        const weight = m === 0 ? squares.polar : m === 2 ? squares.difference : squares.product;
        const reference = at(found, order.indexOf(0));
        const squared = surdToRational(divideSurds(divideSurds(ratio, reference), divideSurds(reference, ratio)));
        expect(squared).toEqual(rational(weight));
      });
    }
  });

  it('e3nn(x, y, z) = standard(z, x, y), at every degree ≤ 4', () => {
    for (const point of points) {
      const [x, y, z] = point.map((n) => rational(n));
      if (x === undefined || y === undefined || z === undefined) throw new RangeError('a point has three coordinates');
      expect(ourPoint(conventionNamed('e3nn'), point)).toEqual([z, x, y]);
      for (let l = 0; l <= 4; l++)
        expect(basisOrder(conventionNamed('e3nn'), l)).toEqual(basisOrder(conventionNamed('standard'), l));
    }
  });
});
