/**
 * Slope product: the scalar product ∇f·∇g of the surface gradients of two functions on the sphere, projected on harmonics.
 *
 *   t(ℓ1,ℓ2,ℓ3) = ½ (ℓ1(ℓ1+1) + ℓ2(ℓ2+1) − ℓ3(ℓ3+1)) · √(Π(2ℓ+1)/4π) · |(ℓ1 ℓ2 ℓ3; 0 0 0)|
 *
 * Derived here: 2∇f·∇g = Δ(fg) − f Δg − g Δf, and Δ Y_ℓm = −ℓ(ℓ+1) Y_ℓm.
 */
import { gauntFactor } from '../coupling/gaunt.ts';
import { rational } from '../exact/rational.ts';
import { multiplySurds, surdFromRational } from '../exact/surd.ts';
import { type Operation, singleTerm } from './operation.ts';
import { noParameters } from './parameters.ts';

const casimir = (l: number): number => l * (l + 1);

export const slope: Operation = {
  id: 'slope',
  title: 'Slope',
  meaning: 'the scalar product ∇f·∇g of the gradients of two functions on the sphere',
  source: 'the product rule of the Laplacian on the sphere',
  weights: 'per-irrep',
  resolve: noParameters('slope'),
  terms: ({ left, right, out }) => {
    const half = rational(casimir(left.l) + casimir(right.l) - casimir(out.l), 2);
    return singleTerm(multiplySurds(surdFromRational(half), gauntFactor(left.l, right.l, out.l)));
  },
};
