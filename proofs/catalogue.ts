/** Every theorem, in the order in which they build on one another. */
import { accidentalZerosAreComplete } from './accidental-zeros-are-complete.ts';
import type { Theorem } from './certificate.ts';
import { clebschGordanIsOrthogonal } from './clebsch-gordan-is-orthogonal.ts';
import { costsAreCounted } from './costs-are-counted.ts';
import { costsArePolynomials } from './costs-are-polynomials.ts';
import { curlReachesTheOddSums } from './curl-reaches-the-odd-sums.ts';
import { expressivityOfTheModels, expressivityOfTheSettings } from './expressivity.ts';
import { fewerPathsAreCheaper } from './fewer-paths-are-cheaper.ts';
import { fourierSeriesGiveGaunt } from './fourier-series-give-gaunt.ts';
import { gauntReachesTheEvenSums } from './gaunt-reaches-the-even-sums.ts';
import { largerMatricesLoseNothing } from './larger-matrices-lose-nothing.ts';
import { legendreIsOrthogonalToLowerDegrees } from './legendre-is-orthogonal-to-lower-degrees.ts';
import { matrixProductIsSixJ } from './matrix-product-is-six-j.ts';
import { networksTellPointCloudsApart } from './networks-tell-point-clouds-apart.ts';
import { oneEquivariantMapPerPath } from './one-equivariant-map-per-path.ts';
import { pathCountsArePolynomials } from './path-counts-are-polynomials.ts';
import { productsReachTheseMaps } from './products-reach-these-maps.ts';
import { symmetricBasesAreOrthonormal } from './symmetric-bases-are-orthonormal.ts';
import { symmetricMapsAreCounted } from './symmetric-maps-are-counted.ts';
import { vectorProductReachesAllButZero } from './vector-product-reaches-all-but-zero.ts';

export { certificateText } from './certificate.ts';

export const theorems: readonly Theorem[] = [
  clebschGordanIsOrthogonal,
  oneEquivariantMapPerPath,
  gauntReachesTheEvenSums,
  curlReachesTheOddSums,
  matrixProductIsSixJ,
  accidentalZerosAreComplete,
  vectorProductReachesAllButZero,
  legendreIsOrthogonalToLowerDegrees,
  fourierSeriesGiveGaunt,
  pathCountsArePolynomials,
  costsArePolynomials,
  symmetricMapsAreCounted,
  symmetricBasesAreOrthonormal,
  costsAreCounted,
  ...expressivityOfTheSettings,
  expressivityOfTheModels,
  fewerPathsAreCheaper,
  largerMatricesLoseNothing,
  productsReachTheseMaps,
  networksTellPointCloudsApart,
];
