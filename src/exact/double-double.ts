/**
 * Numbers of twice the precision of float64: head + tail, |tail| ≤ ½ ulp(head). The shelf in front of the one door to floats: a value
 * carried here to some 100 digits can be rounded at once unless it lies within their error of a half-way point, and then the door decides.
 *
 * With u = 2^−53, Dekker's product of two such numbers is off by less than 8u² relative (T. J. Dekker, Numer. Math. 18 (1971) 224; bound:
 * M. Joldes, J.-M. Muller, V. Popescu, ACM TOMS 44 (2017) 15, algorithm 11 with a product by splitting), and a surd taken from its exact value
 * by less than u². Neither overflow nor underflow is provided for: use it between 2^−900 and 2^900.
 */
import { scaledPi } from './float.ts';
import { bitLength, floorSqrt } from './integer.ts';
import type { Surd } from './surd.ts';

/** head + tail, as two entries of a list: numbers 2k and 2k+1. */
export type DoubleDoubles = Float64Array;

/** 2^27+1: Veltkamp's constant, which splits 53 digits into 26 and 26. */
export const SPLITTER = 2 ** 27 + 1;

/** Digits to which a root is taken: twice 53, and some for the rounding of the tail. */
const ROOT_DIGITS = 116;

/** Writes √(num/den), num, den > 0, to numbers 2k and 2k+1 of a list: to within u². */
export function setRoot(list: DoubleDoubles, k: number, num: bigint, den: bigint): void {
  // A shift that leaves ROOT_DIGITS digits or one more in the root.
  const shift = ROOT_DIGITS - Math.floor((bitLength(num) - bitLength(den)) / 2);
  const scaled = shift >= 0 ? (num << BigInt(2 * shift)) / den : num / (den << BigInt(-2 * shift));
  const root = floorSqrt(scaled);
  const head = Number(root);
  const tail = Number(root - BigInt(head));
  const scale = 2 ** -shift;
  list[2 * k] = head * scale;
  list[2 * k + 1] = tail * scale;
}

/** Digits of π in a radicand: its error is below 2^−127 of the root. */
const PI_DIGITS = 128;

/** Writes √(num/den·π^pi), the size of a surd ≠ 0, to number k of a list: to within 2u². @throws RangeError for a pi other than 0 and −1 */
export function setSurd(list: DoubleDoubles, k: number, { num, den, pi }: Surd): void {
  if (pi === 0) setRoot(list, k, num, den);
  else if (pi === -1) setRoot(list, k, num << BigInt(PI_DIGITS), den * scaledPi(PI_DIGITS));
  else throw new RangeError(`no root for a surd with π^${pi} in its radicand`);
}

/** Writes a·b to number k of a list, for numbers i and j of two lists. */
export function setProduct(
  list: DoubleDoubles,
  k: number,
  a: DoubleDoubles,
  i: number,
  b: DoubleDoubles,
  j: number,
): void {
  const ah = a[2 * i] ?? 0;
  const bh = b[2 * j] ?? 0;
  const splitA = SPLITTER * ah;
  const splitB = SPLITTER * bh;
  const a1 = splitA - (splitA - ah);
  const b1 = splitB - (splitB - bh);
  const a2 = ah - a1;
  const b2 = bh - b1;
  const head = ah * bh;
  const rest = a1 * b1 - head + a1 * b2 + a2 * b1 + a2 * b2 + (ah * (b[2 * j + 1] ?? 0) + (a[2 * i + 1] ?? 0) * bh);
  const sum = head + rest;
  list[2 * k] = sum;
  list[2 * k + 1] = rest - (sum - head);
}
