/**
 * Gauss–Legendre quadrature: ∫_{−1}^{1} f = Σ_i w_i f(x_i), i = 1…n, exact for polynomials f of degree ≤ 2n−1.
 *
 *   P_n(x_i) = 0,   w_i = 2(1−x_i²)/(n P_{n−1}(x_i))²
 *   k P_k = (2k−1) x P_{k−1} − (k−1) P_{k−2},   P_n' = n(P_{n−1} − x P_n)/(1−x²)
 *
 * Newton's iteration on P_n from x_i ≈ cos(π(i−1/4)/(n+1/2)), in fixed point; the nodes x and −x are one computation. Descending x.
 * Source: DLMF 3.5(v), 18.9.1, 18.9.17, and 18.16(ii) for the start.
 */
import {
  divideFixed,
  FIXED_ONE,
  type Fixed,
  fixedFromFloat64,
  fixedRoot,
  multiplyFixed,
} from '../exact/fixed-point.ts';

/** x = cos θ, sin θ and the weight w. */
export interface QuadratureNode {
  readonly cosine: Fixed;
  readonly sine: Fixed;
  readonly weight: Fixed;
}

/** P_n and P_{n−1} at x, n ≥ 1. */
function legendrePair(n: number, x: Fixed): readonly [Fixed, Fixed] {
  let [before, current] = [FIXED_ONE, x];
  for (let k = 2; k <= n; k++) {
    const next = (BigInt(2 * k - 1) * multiplyFixed(x, current) - BigInt(k - 1) * before) / BigInt(k);
    [before, current] = [current, next];
  }
  return [current, before];
}

const sineSquared = (x: Fixed): Fixed => FIXED_ONE - multiplyFixed(x, x);

/** The root of P_n near `start`: quadratic convergence ends where a step is no shorter than the one before. */
function newton(n: number, start: Fixed): Fixed {
  let x = start;
  let last: Fixed | undefined;
  for (;;) {
    const [value, before] = legendrePair(n, x);
    const slope = divideFixed(BigInt(n) * (before - multiplyFixed(x, value)), sineSquared(x));
    const step = divideFixed(value, slope);
    const size = step < 0n ? -step : step;
    if (size === 0n || (last !== undefined && size >= last)) return x;
    x -= step;
    last = size;
  }
}

function nodeAt(n: number, cosine: Fixed): QuadratureNode {
  const square = sineSquared(cosine);
  const [, before] = legendrePair(n, cosine);
  const scaled = BigInt(n) * before;
  return {
    cosine,
    sine: fixedRoot(square, FIXED_ONE),
    weight: divideFixed(2n * square, multiplyFixed(scaled, scaled)),
  };
}

/** The n ≥ 1 nodes, from the north (x near 1) to the south. */
export function gaussLegendre(n: number): QuadratureNode[] {
  const north: QuadratureNode[] = [];
  for (let i = 1; 2 * i <= n; i++) {
    const start = Math.cos((Math.PI * (i - 1 / 4)) / (n + 1 / 2));
    north.push(nodeAt(n, newton(n, fixedFromFloat64(start))));
  }
  const equator = n % 2 === 1 ? [nodeAt(n, 0n)] : [];
  const south = north.map((node) => ({ ...node, cosine: -node.cosine })).reverse();
  return [...north, ...equator, ...south];
}
