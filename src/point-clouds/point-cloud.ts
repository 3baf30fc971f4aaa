/**
 * A point cloud: points with rational coordinates, each of a species, seen from one centre. What a network reads of it are its shape and
 * its species, never its place: moving it, turning it or listing its points in another order changes nothing.
 */
import { type Quaternion, rotationMatrix } from '../coupling/index.ts';
import {
  addRationals,
  multiplyRationals,
  negateRational,
  RATIONAL_ZERO,
  type Rational,
  rational,
  subtractRationals,
} from '../exact/index.ts';

export type Vector = readonly [Rational, Rational, Rational];

/** Points of equal species are alike; which number a species has means nothing. */
export interface Point {
  readonly species: number;
  readonly at: Vector;
}

/** `points` are relative to the centre, which is the origin. */
export interface PointCloud {
  readonly name: string;
  readonly points: readonly Point[];
}

/** Integer coordinates x, y, z, and the species, 0 unless given. */
export type Place = readonly [x: number, y: number, z: number, species?: number];

/** The cloud of these points, seen from the origin. */
export const cloudAround = (name: string, places: readonly Place[]): PointCloud => ({
  name,
  points: places.map(([x, y, z, species = 0]) => ({ species, at: [rational(x), rational(y), rational(z)] })),
});

const mapped = (name: string, { points }: PointCloud, map: (at: Vector) => Vector): PointCloud => ({
  name,
  points: points.map(({ species, at }) => ({ species, at: map(at) })),
});

/** The same cloud seen from its centroid, the mean of all its points. @throws RangeError for a cloud without points */
export function centred(cloud: PointCloud): PointCloud {
  const share = rational(1, cloud.points.length);
  const mean = (axis: 0 | 1 | 2): Rational =>
    multiplyRationals(share, cloud.points.map(({ at }) => at[axis]).reduce(addRationals, RATIONAL_ZERO));
  const [x, y, z] = [mean(0), mean(1), mean(2)];
  return mapped(cloud.name, cloud, (at) => [
    subtractRationals(at[0], x),
    subtractRationals(at[1], y),
    subtractRationals(at[2], z),
  ]);
}

/** The mirror image, by r → −r; every other mirror image is a rotation of it. */
export const inverted = (cloud: PointCloud, name = `mirror image of ${cloud.name}`): PointCloud =>
  mapped(name, cloud, ([x, y, z]) => [negateRational(x), negateRational(y), negateRational(z)]);

/** The cloud turned about its centre. @throws RequestError for the zero quaternion */
export function rotated(cloud: PointCloud, quaternion: Quaternion): PointCloud {
  const matrix = rotationMatrix(quaternion);
  const component = (row: number, at: Vector): Rational =>
    at
      .map((value, column) => multiplyRationals(matrix[row]?.[column] ?? RATIONAL_ZERO, value))
      .reduce(addRationals, RATIONAL_ZERO);
  return mapped(`${cloud.name}, turned`, cloud, (at) => [component(0, at), component(1, at), component(2, at)]);
}
