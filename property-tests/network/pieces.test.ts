/** The pieces, and the rotations that they are shown under. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { gamma } from '../../src/exact/rounding.ts';
import { randomRotation, rotated } from '../../src/network/rotations.ts';
import { centred, isChiral, MIRROR_PAIR, type Point, SHAPES } from '../../src/network/shapes.ts';

const SIGNS = [1, -1] as const;
const ORDERS = [
  [0, 1, 2],
  [1, 2, 0],
  [2, 0, 1],
  [0, 2, 1],
  [2, 1, 0],
  [1, 0, 2],
] as const;

/** The 24 rotations of the cube, or the 24 reflections, as signs and orders of the axes. */
const cubeMaps = (determinant: 1 | -1): ((p: Point) => Point)[] =>
  ORDERS.flatMap((order, k) =>
    SIGNS.flatMap((a) =>
      SIGNS.flatMap((b) =>
        SIGNS.flatMap((c) =>
          (k < 3 ? 1 : -1) * a * b * c === determinant
            ? [(p: Point): Point => [a * p[order[0]], b * p[order[1]], c * p[order[2]]]]
            : [],
        ),
      ),
    ),
  );

/** The cubes of a piece moved to the corner of the positive octant, sorted: equal for pieces that a translation makes one. */
function placed(cubes: readonly Point[]): string {
  const low = ([0, 1, 2] as const).map((axis) => Math.min(...cubes.map((cube) => cube[axis])));
  return cubes
    .map((cube) => cube.map((value, axis) => value - (low[axis] ?? 0)).join(' '))
    .sort()
    .join(', ');
}

const reachable = (cubes: readonly Point[], determinant: 1 | -1): Set<string> =>
  new Set(cubeMaps(determinant).map((map) => placed(cubes.map(map))));

describe('the pieces', () => {
  it('are four cubes each that hang together', () => {
    for (const { cubes } of SHAPES) {
      const distance = (a: Point, b: Point): number =>
        a.reduce((sum, value, axis) => sum + Math.abs(value - (b[axis] ?? 0)), 0);
      const connected = new Set([0]);
      for (let round = 0; round < cubes.length; round++) {
        for (const [k, cube] of cubes.entries()) {
          if (cubes.some((other, j) => connected.has(j) && distance(cube, other) === 1)) connected.add(k);
        }
      }
      expect([cubes.length, new Set(cubes.map(String)).size, connected.size]).toEqual([4, 4, 4]);
    }
    expect(SHAPES).toHaveLength(8);
  });

  it('are eight up to rotations; a reflection exchanges the mirror pair and brings the others to themselves', () => {
    expect([cubeMaps(1).length, cubeMaps(-1).length]).toEqual([24, 24]);
    const mirrorOf = (k: number): number => (isChiral(k) ? MIRROR_PAIR[0] + MIRROR_PAIR[1] - k : k);
    for (const [a, { cubes }] of SHAPES.entries()) {
      for (const [b, other] of SHAPES.entries()) {
        const found = [reachable(cubes, 1).has(placed(other.cubes)), reachable(cubes, -1).has(placed(other.cubes))];
        expect([a, b, ...found]).toEqual([a, b, a === b, mirrorOf(a) === b]);
      }
    }
  });

  it('stand at the origin with a mean squared radius of one', () => {
    for (const { cubes } of SHAPES) {
      const points = centred(cubes);
      // The moved coordinates are integers up to 12 before they are scaled; each is rounded once, the scale three times.
      const bound = gamma(8, 'float64');
      for (const axis of [0, 1, 2] as const) {
        const sum = points.reduce((total, point) => total + point[axis], 0);
        expect(Math.abs(sum)).toBeLessThanOrEqual(bound * points.reduce((t, p) => t + Math.abs(p[axis]), 0));
      }
      const square = points.flat().reduce((sum, value) => sum + value * value, 0) / points.length;
      expect(Math.abs(square - 1)).toBeLessThanOrEqual(gamma(24, 'float64'));
    }
  });
});

describe('random rotations', () => {
  const generator = xoroshiro128plus(20_261_125);
  const rotations = Array.from({ length: 2000 }, () => randomRotation(generator));

  it('have orthonormal rows and determinant one, each entry rounded once', () => {
    for (const [a, b, c] of rotations) {
      const dot = (p: Point, q: Point): number => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
      const cross = (p: Point, q: Point): Point => [
        p[1] * q[2] - p[2] * q[1],
        p[2] * q[0] - p[0] * q[2],
        p[0] * q[1] - p[1] * q[0],
      ];
      // Sums of three (six) products of entries up to one, through at most six (nine) roundings.
      for (const [p, q, wanted] of [
        [a, a, 1],
        [b, b, 1],
        [c, c, 1],
        [a, b, 0],
        [b, c, 0],
        [c, a, 0],
      ] as const) {
        expect(Math.abs(dot(p, q) - wanted)).toBeLessThanOrEqual(3 * gamma(6, 'float64'));
      }
      expect(Math.abs(dot(cross(a, b), c) - 1)).toBeLessThanOrEqual(6 * gamma(9, 'float64'));
    }
  });

  it('move a point by their rows', () => {
    const [rotation] = rotations;
    if (rotation === undefined) throw new Error('no rotation');
    expect(rotated(rotation, [0, 1, 0])).toEqual(rotation.map((row) => row[1]));
  });

  it('lean nowhere: each entry has mean 0 and mean square 1/3, but for a chance of 10^−13', () => {
    const entries = [0, 1, 2].flatMap((row) =>
      [0, 1, 2].map((column) => rotations.map((r) => r[row]?.[column] ?? Number.NaN)),
    );
    expect(entries).toHaveLength(9);
    // Entries are uniform on [−1, 1], squares within [0, 1]: by Hoeffding the chance of a mean off by d is 2exp(−2nd²/width²).
    const off = (width: number): number => width * Math.sqrt(Math.log(2 / 1e-15) / (2 * rotations.length));
    for (const values of entries) {
      const mean = (f: (x: number) => number): number => values.reduce((sum, x) => sum + f(x), 0) / values.length;
      expect(Math.abs(mean((x) => x))).toBeLessThan(off(2));
      expect(Math.abs(mean((x) => x * x) - 1 / 3)).toBeLessThan(off(1));
    }
  });
});
