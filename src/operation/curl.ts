/**
 * Curl product, the antisymmetric companion of Gaunt's: the Poisson bracket r·(∇f × ∇g) of two functions on the sphere.
 *
 *   t(ℓ1,ℓ2,ℓ3) = √(Π(2ℓ+1)/4π) · √(ℓ1(ℓ1+1)ℓ2(ℓ2+1)) · |(ℓ1 ℓ2 ℓ3; 1 −1 0)|  for odd ℓ1+ℓ2+ℓ3, else 0
 *
 * Non-zero on every path with an odd sum and ℓ1, ℓ2 ≥ 1. The bracket of two true functions is a pseudo-function, so with natural
 * parities throughout nothing is left.
 */
import { curlFactor } from '../coupling/gaunt.ts';
import { type Operation, singleTerm } from './operation.ts';
import { noParameters } from './parameters.ts';

export const curl: Operation = {
  id: 'curl',
  title: 'Curl',
  meaning: 'the Poisson bracket r·(∇f×∇g) of two functions on the sphere',
  source: 'the classical Poisson bracket of the sphere; coefficient by the Wigner–Eckart theorem, as for Gaunt',
  weights: 'per-irrep',
  resolve: noParameters('curl'),
  terms: ({ left, right, out }) => singleTerm(curlFactor(left.l, right.l, out.l)),
};
