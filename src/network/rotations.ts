/**
 * Random rotations, uniform over all of them: integer quaternions drawn from a cube and kept if they lie in the ball inscribed in it.
 * Entries of the matrix are integers over |q|² ≤ 2^20, each rounded once: the same numbers on every machine.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Point } from './shapes.ts';

/** Rows of a rotation matrix, in the order x, y, z. */
export type Rotation = readonly [Point, Point, Point];

const RADIUS = 2 ** 10;

/** The next rotation of a generator, which moves on. */
export function randomRotation(generator: RandomGenerator): Rotation {
  const draw = (): number => uniformInt(generator, -RADIUS, RADIUS);
  for (;;) {
    const [w, x, y, z] = [draw(), draw(), draw(), draw()];
    const norm = w * w + x * x + y * y + z * z;
    if (norm === 0 || norm > RADIUS * RADIUS) continue;
    const over = (a: number, b: number, c: number): Point => [a / norm, b / norm, c / norm];
    return [
      over(w * w + x * x - y * y - z * z, 2 * (x * y - w * z), 2 * (x * z + w * y)),
      over(2 * (x * y + w * z), w * w - x * x + y * y - z * z, 2 * (y * z - w * x)),
      over(2 * (x * z - w * y), 2 * (y * z + w * x), w * w - x * x - y * y + z * z),
    ];
  }
}

/** R p. */
export function rotated([a, b, c]: Rotation, [x, y, z]: Point): Point {
  const along = (row: Point): number => row[0] * x + row[1] * y + row[2] * z;
  return [along(a), along(b), along(c)];
}
