/**
 * The eight shapes of four cubes, by the centres of the cubes: the examples on which e3nn and e3nn-jax show what equivariance is good for
 * (M. Geiger, T. Smidt, e3nn, arXiv 2207.09453; the shapes: N. Thomas et al., Tensor field networks, arXiv 1802.08219, §5.1). The first two
 * are mirror images. Seen from the centroid.
 */
import { centred, cloudAround, type Place, type PointCloud } from './point-cloud.ts';

const SHAPES: Readonly<Record<string, readonly Place[]>> = {
  left: [
    [0, 0, 0],
    [0, 0, 1],
    [1, 0, 0],
    [1, 1, 0],
  ],
  right: [
    [0, 0, 0],
    [0, 0, 1],
    [1, 0, 0],
    [1, -1, 0],
  ],
  square: [
    [0, 0, 0],
    [1, 0, 0],
    [0, 1, 0],
    [1, 1, 0],
  ],
  line: [
    [0, 0, 0],
    [0, 0, 1],
    [0, 0, 2],
    [0, 0, 3],
  ],
  corner: [
    [0, 0, 0],
    [0, 0, 1],
    [0, 1, 0],
    [1, 0, 0],
  ],
  L: [
    [0, 0, 0],
    [0, 0, 1],
    [0, 0, 2],
    [0, 1, 0],
  ],
  T: [
    [0, 0, 0],
    [0, 0, 1],
    [0, 0, 2],
    [0, 1, 1],
  ],
  zigzag: [
    [0, 0, 0],
    [1, 0, 0],
    [1, 1, 0],
    [2, 1, 0],
  ],
};

export const TETRIS: readonly PointCloud[] = Object.entries(SHAPES).map(([name, places]) =>
  centred(cloudAround(name, places)),
);
