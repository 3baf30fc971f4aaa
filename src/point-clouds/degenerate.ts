/**
 * Neighbours around a centre, all alike and all at one distance, that descriptors of low body order confuse. That there are such is the
 * finding of S. N. Pozdnyakov et al., Incompleteness of atomic structure representations, Phys. Rev. Lett. 125, 166001 (2020), arXiv
 * 2001.11696. These are made for rational coordinates; the tests prove what is said here.
 *
 * With one distance and one species an invariant of order ν is a function of the angles among ν neighbours, summed over all choices of ν.
 */
import { cloudAround, type PointCloud } from './point-cloud.ts';

/**
 * A straight pair ±e, and two arms u, v at right angles: v is u turned to one side, or to the other. With a = e·u, b = e·v the scalar
 * products are −25, 0, ±a, ±b in both: as many of each. So every invariant of two neighbours (the power spectrum) is the same. The triples are not.
 */
export const ARMS_LEFT: PointCloud = cloudAround('arms, left', [
  [5, 0, 0],
  [-5, 0, 0],
  [3, 0, 4],
  [-4, 0, 3],
]);
export const ARMS_RIGHT: PointCloud = cloudAround('arms, right', [
  [5, 0, 0],
  [-5, 0, 0],
  [3, 0, 4],
  [4, 0, -3],
]);

/**
 * A bar ±u, an arm askew to it, and a mast at right angles to both. Any three of them lie in a plane with the centre, or the mast makes two
 * of their three angles equal: each triple is its own mirror image, so every invariant of three neighbours (the bispectrum) is the same as
 * of the mirror image. All four together are not.
 */
export const WEATHERVANE: PointCloud = cloudAround('weathervane', [
  [5, 0, 0],
  [3, 4, 0],
  [-3, -4, 0],
  [0, 0, 5],
]);

/**
 * Five neighbours that differ in one and are no mirror images. Their moments of degree 1 and 2 are: to a network with ℓ ≤ 2 the pair is
 * one of mirror images, to one with ℓ ≤ 3 it is not.
 */
export const FIVE_FIRST: PointCloud = cloudAround('five, first', [
  [-2, -1, -1],
  [-2, -1, 1],
  [-1, -2, -1],
  [-1, -1, -2],
  [1, -1, 2],
]);
export const FIVE_SECOND: PointCloud = cloudAround('five, second', [
  [-2, -1, -1],
  [-2, -1, 1],
  [-1, -2, -1],
  [-1, -1, -2],
  [-1, 2, 1],
]);
