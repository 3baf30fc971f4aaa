/** Random clouds of few points with small integer coordinates, so that coincidences happen, and random rotations for them. */
import fc from 'fast-check';
import type { Quaternion } from '../../src/coupling/index.ts';
import { cloudAround, type Place, type PointCloud } from '../../src/point-clouds/index.ts';

const coordinate = fc.integer({ min: -3, max: 3 });

export const places = (species: number): fc.Arbitrary<Place> =>
  fc.tuple(coordinate, coordinate, coordinate, fc.integer({ min: 0, max: species - 1 }));

export const clouds = (points: number, species: number): fc.Arbitrary<PointCloud> =>
  fc.array(places(species), { minLength: 1, maxLength: points }).map((list) => cloudAround('random', list));

const component = fc.bigInt({ min: -3n, max: 3n });

export const turns: fc.Arbitrary<Quaternion> = fc
  .record({ w: component, x: component, y: component, z: component })
  .filter(({ w, x, y, z }) => w !== 0n || x !== 0n || y !== 0n || z !== 0n);
