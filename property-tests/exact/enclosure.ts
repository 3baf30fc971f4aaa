/** Integer intervals around real numbers: the numerical meaning of exact values, with no rounding to trust. */
import { floorSqrt } from '../../src/exact/integer.ts';
import type { SurdSum } from '../../src/exact/surd-sum.ts';

/** low·2^-bits ≤ value ≤ high·2^-bits. */
export interface Enclosure {
  readonly low: bigint;
  readonly high: bigint;
}

/** A sum without π, to `bits` binary places; no wider than one unit per term. */
export function encloseSum(sum: SurdSum, bits: number): Enclosure {
  let low = 0n;
  let high = 0n;
  for (const { coefficient, radicand, pi } of sum) {
    if (pi !== 0) throw new RangeError('encloseSum takes sums without π');
    const { num, den } = coefficient;
    const root = floorSqrt((num * num * radicand * 4n ** BigInt(bits)) / (den * den)); // |term|·2^bits, floored
    low += num < 0n ? -root - 1n : root;
    high += num < 0n ? -root : root + 1n;
  }
  return { low, high };
}

export const overlap = (a: Enclosure, b: Enclosure): boolean => a.low <= b.high && b.low <= a.high;

/** π by Euler's π/2 = Σ_k k!/(2k+1)!!; each term is less than half the one before, so the tail is less than the last term. */
export function enclosePi(bits: number): Enclosure {
  let term = 2n ** BigInt(bits + 1);
  let low = 0n;
  let terms = 0n;
  for (let k = 1n; term > 0n; k++) {
    low += term;
    terms += 1n;
    term = (term * k) / (2n * k + 1n);
  }
  // Flooring at step k also shrinks later terms, by less than two units in all per step.
  return { low, high: low + 3n * terms };
}
