/**
 * How far a floating-point result can be from the exact one: a bound that is carried along, operation by operation.
 *
 * With unit roundoff u, and â, b̂ within α, β of a, b (N. J. Higham, Accuracy and Stability of Numerical Algorithms, §2.2, §3.3):
 *
 *   ŝ = fl(â ± b̂):  |ŝ − (a ± b)| ≤ α + β + u|ŝ|
 *   p̂ = fl(â·b̂):    |p̂ − a·b|     ≤ α|b̂| + β|â| + αβ + u|p̂| + underflow
 *   constants:      |v̂ − v| ≤ u|v̂| (surds are rounded to nearest); a float of a table is nearest to a number within TABLE_ACCURACY
 *                   of v, in float64, and once more rounded for float32
 *
 * The bounds are sums of products of numbers ≥ 0, computed in float64 by at most five roundings in a row: the factor 1 + 8u64 makes
 * up for them, (1−u)^6 (1+8u) ≥ 1. A priori, a sum of terms that each pass through n roundings errs by at most γ_n Σ|terms|,
 * γ_n = nu/(1−nu).
 */
import { type Arithmetic, type Constant, FLOAT32_ARITHMETIC, FLOAT64_ARITHMETIC } from './arithmetic.ts';
import { TABLE_ACCURACY } from './fixed-point.ts';

export type FloatName = 'float64' | 'float32';

interface Rounding {
  readonly arithmetic: Arithmetic<number>;
  readonly unitRoundoff: number;
  /** at least the error that underflow adds to one product and to its bound */
  readonly underflow: number;
}

const ROUNDINGS: Readonly<Record<FloatName, Rounding>> = {
  float64: { arithmetic: FLOAT64_ARITHMETIC, unitRoundoff: 2 ** -53, underflow: 2 * Number.MIN_VALUE },
  float32: { arithmetic: FLOAT32_ARITHMETIC, unitRoundoff: 2 ** -24, underflow: 2 ** -149 },
};

/** The largest relative error of one rounding to nearest: 2^−53 or 2^−24. */
export const unitRoundoff = (format: FloatName): number => ROUNDINGS[format].unitRoundoff;

/** γ_n of the header. @throws RangeError unless nu < 1 */
export function gamma(n: number, format: FloatName): number {
  const errors = n * unitRoundoff(format);
  if (!(errors < 1)) throw new RangeError(`no bound for ${n} roundings in ${format}`);
  return errors / (1 - errors);
}

/** A computed number, and a bound of its distance from the number it stands for. */
export interface Bounded {
  readonly value: number;
  readonly error: number;
}

/** A float that is exactly what it stands for. */
export const exactly = (value: number): Bounded => ({ value, error: 0 });

const upward = (error: number): number => error * (1 + 8 * ROUNDINGS.float64.unitRoundoff);

const isNothing = ({ value, error }: Bounded): boolean => value === 0 && error === 0;

/** The arithmetic of the format, bit for bit, with its error bounds. */
export function boundedArithmetic(format: FloatName): Arithmetic<Bounded> {
  const { arithmetic, unitRoundoff: u, underflow } = ROUNDINGS[format];
  const sum = (a: Bounded, b: Bounded, value: number): Bounded => {
    // Adding nothing is exact.
    const rounding = isNothing(a) || isNothing(b) ? 0 : u * Math.abs(value);
    return { value, error: upward(a.error + b.error + rounding) };
  };
  return {
    zero: exactly(0),
    add: (a, b) => sum(a, b, arithmetic.add(a.value, b.value)),
    subtract: (a, b) => sum(a, b, arithmetic.subtract(a.value, b.value)),
    multiply: (a, b) => {
      const value = arithmetic.multiply(a.value, b.value);
      if (isNothing(a) || isNothing(b)) return exactly(value);
      const inherited = a.error * Math.abs(b.value) + b.error * Math.abs(a.value) + a.error * b.error;
      return { value, error: upward(inherited + (u * Math.abs(value) + underflow)) };
    },
    constant: (constant: Constant) => {
      const value = arithmetic.constant(constant);
      if (typeof constant !== 'number') {
        return constant.sign === 0 ? exactly(0) : { value, error: u * Math.abs(value) + underflow };
      }
      const table = ROUNDINGS.float64.unitRoundoff * Math.abs(constant) + TABLE_ACCURACY;
      return { value, error: upward(Math.abs(value - constant) + table) };
    },
  };
}
