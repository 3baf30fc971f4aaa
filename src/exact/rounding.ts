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
 *
 * A GPU does not promise to round as the emulated format does, so there is nothing to be equal to, bit for bit. kernelArithmetic bounds
 * every float32 computation that rounds each operation to within u of itself, fused or not, subnormals kept or flushed. Let â, b̂ be what
 * any of them computes and ã, b̃ what float64 computes: all are within α, β of a, b, so |â − ã| ≤ 2α, and with σ̃ = ã ± b̃, π̃ = ãb̃
 *
 *   |ŝ − (a ± b)| ≤ α + β + u(|σ̃| + 2α + 2β) + flush
 *   |p̂ − a·b|     ≤ α(|b̃|+2β) + β(|ã|+2α) + u(|ã|+2α)(|b̃|+2β) + flush
 *
 * A fused sum skips the rounding of its product, which is one of the roundings that the bound allows. Where sums may also be taken in
 * any order (WGSL §15.7.5), a sum of n terms of size S ≥ Σ|terms| has partial sums ≤ S, and n−1 of them: joining sums of n1 and n2
 * terms adds u(n1·S2 + n2·S1) to the errors instead of u|σ̃|. With r the error of its parts, all of it grows by 1/(1 − nu).
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

/** What is known of a GPU's float32. By the letter of WGSL §15.7: correctly rounded, in no stated direction; sums in any order. */
export type KernelRounding = 'letter' | 'nearest';

/** The largest relative error of one operation: 2^−23, or 2^−24 where rounding is to nearest. */
export const kernelRoundoff = (rounding: KernelRounding): number => (rounding === 'nearest' ? 2 ** -24 : 2 ** -23);

/** The smallest normal float32: a smaller operand or result may be flushed to zero. */
const FLUSHED_BELOW = 2 ** -126;
/** From here on float32 has only infinity. */
const OVERFLOW = 2 ** 128;

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

/** A number of a kernel: its float64 value, a bound of the error of every float32 computation of it, and the open sum that it is. */
export interface KernelNumber extends Bounded {
  /** terms in the sum, ≥ 1, and a bound of Σ|terms| */
  readonly terms: number;
  readonly size: number;
}

/** An input of a kernel, exact unless it was rounded from a number at a distance of at most `error`. */
export const kernelInput = (value: number, error = 0): KernelNumber => ({
  value,
  error,
  terms: 1,
  size: Math.abs(value) + error,
});

const isExactZero = ({ value, error }: Bounded): boolean => value === 0 && error === 0;
const isExactUnit = ({ value, error }: Bounded): boolean => Math.abs(value) === 1 && error === 0;
/** The largest that any computation of a number can give. */
const reach = ({ value, error }: Bounded): number => Math.abs(value) + 2 * error;
/** What flushing can take from a number: nothing if every computation of it is normal. */
const flushed = (a: Bounded): number =>
  isExactZero(a) || Math.abs(a.value) - 2 * a.error >= FLUSHED_BELOW ? 0 : FLUSHED_BELOW;

/**
 * The arithmetic of the kernels of a GPU. A result whose computation can leave the range of float32 has the error ∞: nothing is claimed
 * of it.
 */
export function kernelArithmetic(rounding: KernelRounding): Arithmetic<KernelNumber> {
  const u = kernelRoundoff(rounding);
  const finished = (value: number, error: number, terms: number, size: number): KernelNumber => {
    const whole = upward(error + flushed({ value, error }));
    const inRange = size + whole < OVERFLOW * (1 - u);
    return { value, error: inRange ? whole : Number.POSITIVE_INFINITY, terms, size: upward(size) };
  };
  const sum = (a: KernelNumber, b: KernelNumber, value: number): KernelNumber => {
    if (isExactZero(a)) return finished(value, b.error, b.terms, b.size);
    if (isExactZero(b)) return finished(value, a.error, a.terms, a.size);
    const inherited = a.error + b.error + flushed(a) + flushed(b);
    if (rounding === 'nearest') {
      const size = Math.abs(value) + 2 * inherited;
      return finished(value, inherited + u * size, 1, size);
    }
    const terms = a.terms + b.terms;
    const reordered = u * (b.terms * a.size + a.terms * b.size);
    return finished(value, (inherited + reordered) / (1 - terms * u), terms, a.size + b.size);
  };
  return {
    zero: kernelInput(0),
    add: (a, b) => sum(a, b, a.value + b.value),
    subtract: (a, b) => sum(a, b, a.value - b.value),
    multiply: (a, b) => {
      const value = a.value * b.value;
      const [most, other] = [reach(a), reach(b)];
      // Nothing times what may have overflowed is not nothing.
      if ((isExactZero(a) || isExactZero(b)) && most + other < OVERFLOW) return kernelInput(value);
      const inherited = (a.error + flushed(a)) * other + (b.error + flushed(b)) * most;
      const rounded = isExactUnit(a) || isExactUnit(b) ? 0 : u * most * other;
      return finished(value, inherited + rounded, 1, most * other * (1 + u));
    },
    constant: (constant: Constant) => {
      const { value, error } = boundedArithmetic('float64').constant(constant);
      return kernelInput(value, upward(Math.abs(FLOAT32_ARITHMETIC.constant(constant) - value) + error));
    },
  };
}
