/**
 * Gaunt tensor product: inputs are functions on the sphere, multiply them point by point, project on harmonics.
 *
 *   t(ℓ1,ℓ2,ℓ3) = √(Π(2ℓ+1)/4π) · |(ℓ1 ℓ2 ℓ3; 0 0 0)|,   non-zero iff the triangle holds and ℓ1+ℓ2+ℓ3 is even
 *
 * In O(3) an irrep of unnatural parity is a pseudo-function: the product of signs p1·p2 = p3 stands beside the rule on degrees.
 */
import { gauntFactor } from '../coupling/gaunt.ts';
import { type Operation, singleTerm } from './operation.ts';
import { noParameters } from './parameters.ts';

export const gtp: Operation = {
  id: 'gtp',
  title: 'Gaunt',
  meaning: 'the pointwise product of two functions on the sphere',
  source:
    'S. Luo, T. Chen, A. S. Krishnapriyan, Enabling efficient equivariant operations in the Fourier basis via Gaunt tensor products, arXiv 2401.10216, eq. 4',
  weights: 'per-irrep',
  resolve: noParameters('gtp'),
  terms: ({ left, right, out }) => singleTerm(gauntFactor(left.l, right.l, out.l)),
};
