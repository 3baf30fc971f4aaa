/**
 * The polar part of the real harmonics: Y_ℓ,±m = P̄_ℓm(θ)·{cos mφ, sin mφ}, ∫Y² = 1, no Condon–Shortley sign; 0 ≤ m ≤ ℓ ≤ ℓmax.
 *
 *   P̄_00 = 1/√4π,   P̄_mm = √((2m+1)/2m · (2 if m = 1)) sin θ P̄_{m−1,m−1}
 *   P̄_ℓm = √((4ℓ²−1)/(ℓ²−m²)) · ( cos θ P̄_{ℓ−1,m} − √(((ℓ−1)²−m²)/(4(ℓ−1)²−1)) P̄_{ℓ−2,m} )
 *   ∂P̄_ℓm/∂θ = ( ℓ cos θ P̄_ℓm − √((2ℓ+1)(ℓ²−m²)/(2ℓ−1)) P̄_{ℓ−1,m} ) / sin θ
 *
 * Upward in ℓ at fixed m the recurrence is stable: near the poles P̄ is its growing solution, elsewhere both oscillate.
 * Source: DLMF 14.10.3, 14.10.5, with normalised values; S. A. Holmes, W. E. Featherstone, J. Geodesy 76 (2002) 279, eq. 11–13.
 */
import { divideFixed, FIXED_ONE, FIXED_PI, type Fixed, fixedRoot, multiplyFixed } from '../exact/fixed-point.ts';

/** The three polar functions of an order m ≥ 0 and degree ℓ ≥ m on one ring. */
export interface PolarValues {
  /** P̄ */
  readonly value: Fixed;
  /** ∂P̄/∂θ */
  readonly slope: Fixed;
  /** m P̄/sin θ */
  readonly turning: Fixed;
}

/** The polar functions of all m ≤ ℓ ≤ lmax at one polar angle, by degree and order. */
export type PolarTable = (l: number, m: number) => PolarValues;

/** The roots of the recurrence for one (ℓ, m). */
interface Roots {
  readonly outer: Fixed;
  readonly inner: Fixed;
  readonly slope: Fixed;
}

function rootsOf(l: number, m: number): Roots {
  const rest = BigInt(l * l - m * m);
  const before = BigInt((l - 1) ** 2);
  return {
    outer: fixedRoot(BigInt(4 * l * l - 1), rest),
    inner: l - 1 > m ? fixedRoot(before - BigInt(m * m), 4n * before - 1n) : 0n,
    slope: fixedRoot(BigInt(2 * l + 1) * rest, BigInt(2 * l - 1)),
  };
}

/** A maker of tables for degrees up to lmax, away from the poles (sin θ > 0). */
export function polarTables(lmax: number): (cosine: Fixed, sine: Fixed) => PolarTable {
  const first = divideFixed(FIXED_ONE, 2n * fixedRoot(FIXED_PI, FIXED_ONE));
  const orders = Array.from({ length: lmax + 1 }, (_, m) => ({
    diagonal: m === 0 ? first : fixedRoot(BigInt((2 * m + 1) * (m === 1 ? 2 : 1)), BigInt(2 * m)),
    above: Array.from({ length: lmax - m }, (_unused, k) => rootsOf(m + 1 + k, m)),
  }));
  return (cosine, sine) => {
    const table = new Map<number, PolarValues>();
    let start = first;
    for (const [m, { diagonal, above }] of orders.entries()) {
      if (m > 0) start = multiplyFixed(diagonal, multiplyFixed(sine, start));
      const store = (l: number, value: Fixed, fromBelow: Fixed): void => {
        const slope = divideFixed(BigInt(l) * multiplyFixed(cosine, value) - fromBelow, sine);
        table.set(l * (lmax + 1) + m, { value, slope, turning: divideFixed(BigInt(m) * value, sine) });
      };
      store(m, start, 0n);
      let [below, current] = [0n, start];
      for (const [k, { outer, inner, slope }] of above.entries()) {
        const next = multiplyFixed(outer, multiplyFixed(cosine, current) - multiplyFixed(inner, below));
        store(m + 1 + k, next, multiplyFixed(slope, current));
        [below, current] = [current, next];
      }
    }
    return (l, m) => {
      const found = table.get(l * (lmax + 1) + m);
      if (found === undefined) throw new RangeError(`no polar function of degree ${l} and order ${m}`);
      return found;
    };
  };
}
