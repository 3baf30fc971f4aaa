/**
 * Characters of O(3), exactly, as two Laurent polynomials in t with integer coefficients. On a rotation by the angle φ (t = e^(iφ)) and
 * on the same rotation times the inversion, the irrep (ℓ, p) has
 *
 *   χ(t) = t^−ℓ + … + t^ℓ      and      p·χ(t)
 *
 * Sums and products of representations are sums and products of characters. The coefficient of t^m counts the weights m, and each copy
 * of a degree ℓ ≥ m has one: the multiplicity of ℓ is (weights ℓ) − (weights ℓ+1). Of half the sum of the two polynomials these are
 * the even copies, of half their difference the odd ones. Source: H. Weyl, The Classical Groups (1946), ch. VII.
 */
import type { Irrep, Irreps } from '../irreps/index.ts';

/** Coefficients of t^−n … t^n, index m + n. They are symmetric in m. */
export type Laurent = readonly bigint[];

/** The character on rotations and on rotations times the inversion; both run from −n to n with one n. */
export interface Character {
  readonly rotations: Laurent;
  readonly inverted: Laurent;
}

/** The character of the one-dimensional trivial representation. */
export const TRIVIAL_CHARACTER: Character = { rotations: [1n], inverted: [1n] };

/** The character of nothing. */
export const ZERO_CHARACTER: Character = { rotations: [0n], inverted: [0n] };

const halfLength = (polynomial: Laurent): number => (polynomial.length - 1) / 2;

/** The character of Σ mul·(ℓ, p); of nothing it is 0. */
export function characterOf(irreps: Irreps): Character {
  const n = irreps.reduce((most, { irrep }) => Math.max(most, irrep.l), 0);
  const rotations = new Array<bigint>(2 * n + 1).fill(0n);
  const inverted = new Array<bigint>(2 * n + 1).fill(0n);
  for (const { mul, irrep } of irreps) {
    for (let m = -irrep.l; m <= irrep.l; m++) {
      rotations[m + n] = (rotations[m + n] ?? 0n) + BigInt(mul);
      inverted[m + n] = (inverted[m + n] ?? 0n) + BigInt(irrep.p * mul);
    }
  }
  return { rotations, inverted };
}

function product(a: Laurent, b: Laurent): Laurent {
  const result = new Array<bigint>(a.length + b.length - 1).fill(0n);
  for (const [i, x] of a.entries()) {
    if (x === 0n) continue;
    for (const [k, y] of b.entries()) result[i + k] = (result[i + k] ?? 0n) + x * y;
  }
  return result;
}

/** a + factor·b. */
function combination(a: Laurent, b: Laurent, factor: bigint): Laurent {
  const n = Math.max(halfLength(a), halfLength(b));
  const at = (polynomial: Laurent, m: number): bigint => polynomial[m + halfLength(polynomial)] ?? 0n;
  return Array.from({ length: 2 * n + 1 }, (_, i) => at(a, i - n) + factor * at(b, i - n));
}

/** The character of a tensor product. */
export const multiplyCharacters = (a: Character, b: Character): Character => ({
  rotations: product(a.rotations, b.rotations),
  inverted: product(a.inverted, b.inverted),
});

/** a + factor·b. */
export const addCharacters = (a: Character, b: Character, factor = 1n): Character => ({
  rotations: combination(a.rotations, b.rotations, factor),
  inverted: combination(a.inverted, b.inverted, factor),
});

/** a/divisor. @throws RangeError if a coefficient is no multiple of it: then no representation has that character */
export function divideCharacter(a: Character, divisor: bigint): Character {
  const divide = (polynomial: Laurent): Laurent =>
    polynomial.map((coefficient) => {
      if (coefficient % divisor !== 0n) throw new RangeError(`${coefficient} weights are no multiple of ${divisor}`);
      return coefficient / divisor;
    });
  return { rotations: divide(a.rotations), inverted: divide(a.inverted) };
}

/** g ↦ χ(g^k), k ≥ 1 (the power sum p_k): t becomes t^k, and an even power of the inversion is the identity. */
export function adamsCharacter({ rotations, inverted }: Character, k: number): Character {
  const stretched = (polynomial: Laurent): Laurent => {
    const n = halfLength(polynomial);
    const result = new Array<bigint>(2 * n * k + 1).fill(0n);
    for (const [i, coefficient] of polynomial.entries()) result[i * k] = coefficient;
    return result;
  };
  return { rotations: stretched(rotations), inverted: stretched(k % 2 === 0 ? rotations : inverted) };
}

/** How often the irrep occurs in a representation of this character. */
export function multiplicityIn({ rotations, inverted }: Character, { l, p }: Irrep): bigint {
  const weights = (m: number): bigint =>
    ((rotations[m + halfLength(rotations)] ?? 0n) + BigInt(p) * (inverted[m + halfLength(inverted)] ?? 0n)) / 2n;
  return weights(l) - weights(l + 1);
}
