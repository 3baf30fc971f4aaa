/** Rotations and Wigner matrices: a representation, orthogonal, and the one by which the harmonics turn. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solidHarmonicAt } from '../../src/coupling/harmonics.ts';
import { multiplyQuaternions, type Quaternion, rotationMatrix, wignerD } from '../../src/coupling/rotation.ts';
import { RequestError } from '../../src/errors.ts';
import { addRationals, multiplyRationals, type Rational, rational } from '../../src/exact/rational.ts';
import { multiplySurds, SURD_ZERO, surdFromRational } from '../../src/exact/surd.ts';
import { at } from '../exact/indexing.ts';
import { degreesUpTo, projections, sumsTo } from './enumeration.ts';
import { quaternions, rotationOf } from './rotations.ts';
import { equalMatrices, multiplyMatrices, scalarMatrix, toSums, transposed } from './surd-tensors.ts';

const degree = fc.integer({ min: 0, max: 3 });
const coordinate = fc
  .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 5 }))
  .map(([n, d]) => rational(n, d));
const points = fc.tuple(coordinate, coordinate, coordinate);
type Point = readonly [Rational, Rational, Rational];

function turn(q: Quaternion, r: Point): Point {
  const [x, y, z] = rotationMatrix(q).map((row) =>
    row.reduce((sum, entry, k) => addRationals(sum, multiplyRationals(entry, at(r, k))), rational(0)),
  );
  if (x === undefined || y === undefined || z === undefined) throw new RangeError('a rotation matrix has three rows');
  return [x, y, z];
}
const matrixOf = (q: Quaternion) => toSums(rotationMatrix(q).map((row) => row.map(surdFromRational)));

describe('rotation matrices', () => {
  it('are orthogonal of determinant 1, multiply as quaternions do, and forget their length and sign', () => {
    fc.assert(
      fc.property(quaternions, quaternions, fc.bigInt({ min: -5n, max: 5n }), (a, b, k) => {
        const matrix = matrixOf(a);
        expect(equalMatrices(multiplyMatrices(matrix, transposed(matrix)), scalarMatrix(3, 1))).toBe(true);
        expect(equalMatrices(matrixOf(multiplyQuaternions(a, b)), multiplyMatrices(matrix, matrixOf(b)))).toBe(true);
        const [r0, r1, r2] = rotationMatrix(a);
        const cross = [0, 1, 2].map((i) => {
          const [j, l] = [(i + 1) % 3, (i + 2) % 3];
          const minor = multiplyRationals(at(r0 ?? [], l), at(r1 ?? [], j));
          const plus = multiplyRationals(at(r0 ?? [], j), at(r1 ?? [], l));
          return addRationals(plus, rational(-minor.num, minor.den));
        });
        expect(cross).toEqual(r2); // the third row is the cross product of the first two
        if (k !== 0n)
          expect(rotationMatrix({ w: k * a.w, x: k * a.x, y: k * a.y, z: k * a.z })).toEqual(rotationMatrix(a));
      }),
    );
  });

  it('turn by the angle and about the axis of the quaternion: (1, 0, 0, 1) takes x to y, and the axis stays', () => {
    const [x, y] = [
      [rational(1), rational(0), rational(0)],
      [rational(0), rational(1), rational(0)],
    ] as const;
    expect(turn({ w: 1n, x: 0n, y: 0n, z: 1n }, x)).toEqual(y);
    fc.assert(
      fc.property(quaternions, (q) => {
        const axis: Point = [rational(q.x), rational(q.y), rational(q.z)];
        expect(turn(q, axis)).toEqual(axis);
      }),
    );
  });

  it('of the zero quaternion do not exist', () => {
    const zero = { w: 0n, x: 0n, y: 0n, z: 0n };
    const refusal = new RequestError('a rotation needs a quaternion other than 0, got (0, 0, 0, 0)');
    expect(() => rotationMatrix(zero)).toThrow(refusal);
    expect(() => wignerD(1, zero)).toThrow(refusal);
    expect(() => wignerD(-1, { ...zero, w: 1n })).toThrow(RequestError);
  });
});

describe('Wigner matrices', () => {
  it('are a representation: D(R1)D(R2) = D(R1R2), for ℓ ≤ 3', () => {
    fc.assert(
      fc.property(degree, quaternions, quaternions, (l, a, b) =>
        equalMatrices(multiplyMatrices(rotationOf(l, a), rotationOf(l, b)), rotationOf(l, multiplyQuaternions(a, b))),
      ),
      { numRuns: 40 },
    );
  });

  it('are orthogonal, the transpose being the inverse rotation, for ℓ ≤ 3', () => {
    fc.assert(
      fc.property(degree, quaternions, (l, q) => {
        const matrix = rotationOf(l, q);
        expect(equalMatrices(multiplyMatrices(matrix, transposed(matrix)), scalarMatrix(2 * l + 1, 1))).toBe(true);
        expect(equalMatrices(transposed(matrix), rotationOf(l, { w: q.w, x: -q.x, y: -q.y, z: -q.z }))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('of the identity are the identity, and of multiples of a quaternion the same', () => {
    for (const l of degreesUpTo(8)) {
      const matrix = rotationOf(l, { w: -3n, x: 0n, y: 0n, z: 0n });
      expect(equalMatrices(matrix, scalarMatrix(2 * l + 1, 1))).toBe(true);
    }
    fc.assert(
      fc.property(degree, quaternions, fc.constantFrom(-3n, -1n, 2n), (l, q, k) => {
        expect(wignerD(l, { w: k * q.w, x: k * q.x, y: k * q.y, z: k * q.z })).toEqual(wignerD(l, q));
      }),
    );
  });

  it('at ℓ = 1 are the rotation matrix in the order y, z, x', () => {
    fc.assert(
      fc.property(quaternions, (q) => {
        const order = [1, 2, 0];
        const rotation = rotationMatrix(q);
        const expected = order.map((i) => order.map((k) => surdFromRational(at(at(rotation, i), k))));
        expect(wignerD(1, q)).toEqual(expected);
      }),
    );
  });

  it('turn the harmonics: Y(Rr) = D(R)Y(r) at rational points, for ℓ ≤ 5', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), quaternions, points, (l, q, r) => {
        const before = projections(l).map((m) => solidHarmonicAt(l, m, r));
        const turned = turn(q, r);
        wignerD(l, q).forEach((row, i) => {
          const terms = row.map((entry, k) => multiplySurds(entry, at(before, k)));
          expect(sumsTo(terms, solidHarmonicAt(l, i - l, turned))).toBe(true);
        });
      }),
    );
  });

  it('about z mix only Y_m and Y_−m', () => {
    const q = { w: 2n, x: 0n, y: 0n, z: 1n }; // cos θ = 3/5, sin θ = 4/5
    for (const l of degreesUpTo(6)) {
      const matrix = wignerD(l, q);
      for (const row of projections(l)) {
        for (const column of projections(l)) {
          const entry = at(at(matrix, row + l), column + l);
          if (Math.abs(row) !== Math.abs(column)) expect(entry).toEqual(SURD_ZERO);
        }
      }
    }
    expect(at(at(wignerD(1, q), 2), 2)).toEqual(surdFromRational(rational(3, 5)));
    expect(at(at(wignerD(1, q), 0), 2)).toEqual(surdFromRational(rational(4, 5)));
  });
});
