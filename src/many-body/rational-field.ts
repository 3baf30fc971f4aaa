/** Rational numbers as themselves and modulo the prime of exact/modular.ts: what is computed once over either. */
import {
  addRationals,
  MODULUS,
  multiplyRationals,
  quotientModulo,
  RATIONAL_ZERO,
  type Rational,
  rational,
} from '../exact/index.ts';

/** A field that rational numbers map to; those with a denominator that vanishes there are not asked for. */
export interface RationalField<T> {
  readonly zero: T;
  add(a: T, b: T): T;
  multiply(a: T, b: T): T;
  fromRational(value: Rational): T;
}

/** Residues 0 … MODULUS−1: products stay below 2^44. */
export const RESIDUES: RationalField<number> = {
  zero: 0,
  add: (a, b) => (a + b) % MODULUS,
  multiply: (a, b) => (a * b) % MODULUS,
  fromRational: ({ num, den }) => quotientModulo(num, den),
};

export const RATIONALS: RationalField<Rational> = {
  zero: RATIONAL_ZERO,
  add: addRationals,
  multiply: multiplyRationals,
  fromRational: ({ num, den }) => rational(num, den),
};
