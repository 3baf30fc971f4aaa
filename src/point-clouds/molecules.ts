/**
 * Shapes of chiral molecules, idealised so that every coordinate is an integer. Species stand for elements, 0 for that of the centre.
 */
import { centred, cloudAround, type PointCloud } from './point-cloud.ts';

/** CHFClBr: a carbon in the middle of a cube, four different atoms on alternate corners. */
export const TETRAHEDRON: PointCloud = cloudAround('CHFClBr', [
  [0, 0, 0, 0],
  [1, 1, 1, 1],
  [1, -1, -1, 2],
  [-1, 1, -1, 3],
  [-1, -1, 1, 4],
]);

/** Five equal atoms on a screw: a quarter turn for each step along the axis. Seen from the centroid. */
export const HELIX: PointCloud = centred(
  cloudAround('helix', [
    [1, 0, 0],
    [0, 1, 1],
    [-1, 0, 2],
    [0, -1, 3],
    [1, 0, 4],
  ]),
);

/**
 * Three equal blades around a hub, each with two tips, all pitched the same way: 2d ± (e + n), with the axis n = (1,1,1), d = (2,−1,−1)
 * and e = (0,1,−1) across it, and the same turned by thirds (coordinates permuted in a circle). Symmetry D3, no mirror: tan of the angle
 * between blade and tip is 1/√12, neither 0 nor that of 30°, at which the tips would form an antiprism with mirrors.
 */
export const PROPELLER: PointCloud = cloudAround('propeller', [
  [0, 0, 0, 0],
  [5, 0, -2, 1],
  [-2, 5, 0, 1],
  [0, -2, 5, 1],
  [3, -4, -2, 1],
  [-2, 3, -4, 1],
  [-4, -2, 3, 1],
]);

/** Two equal centres, bound to each other and each to three different atoms (as in tartaric acid): the halves are images of each other in a half turn. */
export const TWO_CENTRES_ALIKE: PointCloud = cloudAround('two centres, alike', [
  [0, 0, 1, 0],
  [2, 0, 2, 1],
  [0, 2, 2, 2],
  [-1, -1, 2, 3],
  [0, 0, -1, 0],
  [2, 0, -2, 1],
  [0, -2, -2, 2],
  [-1, 1, -2, 3],
]);

/** The same with one centre mirrored: the halves are mirror images of each other (the meso form). */
export const TWO_CENTRES_OPPOSITE: PointCloud = cloudAround('two centres, opposite', [
  [0, 0, 1, 0],
  [2, 0, 2, 1],
  [0, 2, 2, 2],
  [-1, -1, 2, 3],
  [0, 0, -1, 0],
  [2, 0, -2, 1],
  [0, 2, -2, 2],
  [-1, -1, -2, 3],
]);
