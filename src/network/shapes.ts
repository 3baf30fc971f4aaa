/**
 * The eight Tetris pieces in space: four unit cubes each, given by their centres. The first two are mirror images of one another, and no
 * rotation brings one onto the other; each of the other six is its own mirror image.
 *
 * A cloud is centred at its centroid and scaled to a mean squared radius of one, so that neither place nor size tells pieces apart. With
 * n_i = 4 c_i − Σ_j c_j, integers, and S = Σ|n_i|², its points are 2 n_i/√S.
 *
 * Source of the list: the Tetris example of e3nn (M. Geiger, T. Smidt, arXiv 2207.09453).
 */

export type Point = readonly [x: number, y: number, z: number];

export interface Shape {
  readonly name: string;
  readonly cubes: readonly Point[];
}

export const SHAPES: readonly Shape[] = [
  { name: 'screw', cubes: [[0, 0, 0], [0, 0, 1], [1, 0, 0], [1, 1, 0]] }, // biome-ignore format: one piece a line
  { name: 'mirrored screw', cubes: [[0, 0, 0], [0, 0, 1], [1, 0, 0], [1, -1, 0]] }, // biome-ignore format: as above
  { name: 'square', cubes: [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]] }, // biome-ignore format: as above
  { name: 'line', cubes: [[0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 0, 3]] }, // biome-ignore format: as above
  { name: 'corner', cubes: [[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]] }, // biome-ignore format: as above
  { name: 'L', cubes: [[0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 1, 0]] }, // biome-ignore format: as above
  { name: 'T', cubes: [[0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 1, 1]] }, // biome-ignore format: as above
  { name: 'zigzag', cubes: [[0, 0, 0], [1, 0, 0], [1, 1, 0], [2, 1, 0]] }, // biome-ignore format: as above
];

/** The classes that are mirror images of one another. */
export const MIRROR_PAIR = [0, 1] as const;

/** Whether a class is one of the mirror pair. */
export const isChiral = (shape: number): boolean => MIRROR_PAIR.some((one) => one === shape);

/** The points of the header. @param cubes at least two, not all at one place */
export function centred(cubes: readonly Point[]): Point[] {
  const count = cubes.length;
  const sum = (axis: 0 | 1 | 2): number => cubes.reduce((total, cube) => total + cube[axis], 0);
  const [sx, sy, sz] = [sum(0), sum(1), sum(2)];
  const moved = cubes.map(([x, y, z]): Point => [count * x - sx, count * y - sy, count * z - sz]);
  const square = moved.reduce((total, [x, y, z]) => total + (x * x + y * y + z * z), 0);
  const scale = Math.sqrt(count / square);
  return moved.map(([x, y, z]): Point => [x * scale, y * scale, z * scale]);
}
