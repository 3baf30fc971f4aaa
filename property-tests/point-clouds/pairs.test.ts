/** The pairs are what they are said to be: shapes that no rotation takes into one another, mirror images where said. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addRationals,
  equalRationals,
  multiplyRationals,
  negateRational,
  printRational,
  RATIONAL_ONE,
  RATIONAL_ZERO,
  type Rational,
  rational,
} from '../../src/exact/index.ts';
import { ARMS_LEFT, ARMS_RIGHT, FIVE_FIRST, FIVE_SECOND, WEATHERVANE } from '../../src/point-clouds/degenerate.ts';
import {
  CLOUD_PAIRS,
  centred,
  cloudAround,
  inverted,
  type PointCloud,
  rotated,
  type Vector,
} from '../../src/point-clouds/index.ts';
import { TETRIS } from '../../src/point-clouds/tetris.ts';
import { clouds, turns } from './clouds.ts';
import { determinant, dot, turnsInto } from './congruence.ts';

describe('the pairs', () => {
  it.each(CLOUD_PAIRS)('$name', ({ first, second, mirrored }) => {
    expect(turnsInto(first, second)).toBe(false);
    expect(turnsInto(inverted(first), second)).toBe(mirrored);
  });

  it('are 35, of which 5 of mirror images, with distinct names', () => {
    expect(CLOUD_PAIRS).toHaveLength(35);
    expect(CLOUD_PAIRS.filter(({ mirrored }) => mirrored)).toHaveLength(5);
    expect(new Set(CLOUD_PAIRS.map(({ name }) => name)).size).toBe(35);
  });

  it('of Tetris shapes: two of the eight are not their own mirror image', () => {
    expect(TETRIS).toHaveLength(8);
    expect(TETRIS.filter((shape) => !turnsInto(shape, inverted(shape))).map(({ name }) => name)).toEqual([
      'left',
      'right',
    ]);
  });
});

describe('the judge of shapes', () => {
  it('knows a turned cloud, listed in another order, and tells a mirrored one from it', () => {
    let handed = 0;
    fc.assert(
      fc.property(clouds(5, 2), turns, (cloud, turn) => {
        const moved = rotated({ ...cloud, points: cloud.points.toReversed() }, turn);
        expect(turnsInto(cloud, moved)).toBe(true);
        const chiral = !turnsInto(cloud, inverted(cloud));
        expect(turnsInto(inverted(cloud), moved)).toBe(!chiral);
        handed += Number(chiral);
      }),
      { seed: 1 },
    );
    expect(handed).toBeGreaterThan(10);
  });

  it('sees from the centroid what was moved', () => {
    const at = (shift: number): PointCloud =>
      centred(
        cloudAround('c', [
          [shift, 0, 1],
          [shift + 2, 1, 1],
          [shift, 5, 0],
        ]),
      );
    expect(at(7).points).toEqual(at(0).points);
  });
});

/** All choices of three points. */
const triples = ({ points }: PointCloud) =>
  points.flatMap((a, i) =>
    points.slice(i + 1).flatMap((b, j) => points.slice(i + j + 2).map((c) => [a, b, c] as const)),
  );

const pairProducts = ({ points }: PointCloud): string[] =>
  points.flatMap((a, i) => points.slice(i).map((b) => printRational(dot(a.at, b.at)))).sort();

describe('the degenerate pairs', () => {
  it('arms: as many of each scalar product, so all functions of two neighbours agree', () => {
    expect(pairProducts(ARMS_LEFT)).toEqual(pairProducts(ARMS_RIGHT));
    expect(pairProducts(ARMS_LEFT)).toHaveLength(10);
    expect(turnsInto(inverted(ARMS_LEFT), ARMS_RIGHT)).toBe(false);
  });

  it('weathervane: each of its 4 triples is flat or has two equal angles, so is its own mirror image', () => {
    const found = triples(WEATHERVANE);
    expect(found).toHaveLength(4);
    for (const [a, b, c] of found) {
      const flat = determinant(a.at, b.at, c.at).num === 0n;
      const angles = [dot(a.at, b.at), dot(b.at, c.at), dot(a.at, c.at)];
      const equal = angles.some((angle, i) => angles.slice(i + 1).some((other) => equalRationals(angle, other)));
      expect(flat || equal).toBe(true);
      const alone = { name: 'triple', points: [a, b, c] };
      expect(turnsInto(alone, inverted(alone))).toBe(true);
    }
  });

  it('five neighbours: vector and quadrupole are those of mirror images, by all invariants of the two, though the clouds are not', () => {
    const [first, second] = [FIVE_FIRST, FIVE_SECOND].map(vectorAndQuadrupole);
    if (first === undefined || second === undefined) throw new RangeError('two clouds');
    const [v, w] = [first, second].map(({ vector, times }) => [vector, times(vector), times(times(vector))] as const);
    if (v === undefined || w === undefined) throw new RangeError('two clouds');
    // Of v and Q: v·v, v·Qv, v·QQv, the traces of Q, QQ, QQQ, and the pseudoscalar det(v, Qv, QQv).
    for (const k of [0, 1, 2] as const) expect(dot(v[0], v[k])).toEqual(dot(w[0], w[k]));
    for (const power of [1, 2, 3]) expect(first.trace(power)).toEqual(second.trace(power));
    expect(determinant(...w)).toEqual(negateRational(determinant(...v)));
    expect(determinant(...v).num).not.toBe(0n);
  });
});

const AXES = [0, 1, 2] as const;
const unit = (axis: number): Vector => [rational(+(axis === 0)), rational(+(axis === 1)), rational(+(axis === 2))];

/** v = Σ r and Q = Σ r rᵀ, whose traceless part is the moment of degree 2 (all points being equally far). */
function vectorAndQuadrupole({ points }: PointCloud) {
  const component = (axis: 0 | 1 | 2, weight: (at: Vector) => Rational): Rational =>
    points.map(({ at }) => multiplyRationals(at[axis], weight(at))).reduce(addRationals, RATIONAL_ZERO);
  const combined = (weight: (at: Vector) => Rational): Vector => [
    component(0, weight),
    component(1, weight),
    component(2, weight),
  ];
  const times = (x: Vector): Vector => combined((at) => dot(at, x));
  return {
    vector: combined(() => RATIONAL_ONE),
    times,
    trace: (power: number): Rational =>
      AXES.map((axis) => Array.from({ length: power }).reduce<Vector>(times, unit(axis))[axis]).reduce(
        addRationals,
        RATIONAL_ZERO,
      ),
  };
}
