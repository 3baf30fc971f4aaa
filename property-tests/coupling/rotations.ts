/** Random rotations with rational matrices, and Wigner matrices as sums of surds. */
import fc from 'fast-check';
import { type Quaternion, wignerD } from '../../src/coupling/rotation.ts';
import { type Matrix, toSums } from './surd-tensors.ts';

const component = fc.bigInt({ min: -6n, max: 6n });

/** Integer quaternions other than 0; the rotations they stand for have rational matrices, dense among all. */
export const quaternions: fc.Arbitrary<Quaternion> = fc
  .record({ w: component, x: component, y: component, z: component })
  .filter(({ w, x, y, z }) => w !== 0n || x !== 0n || y !== 0n || z !== 0n);

export const rotationOf = (l: number, q: Quaternion): Matrix => toSums(wignerD(l, q));
