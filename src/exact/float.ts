/**
 * The one door from exact numbers to floating point: correctly rounded, ties to even (IEEE 754), subnormals included.
 *
 * Each exact kind provides ⌊v·2^s⌋ together with whether it is exact; with two bits more than the format has, that decides
 * every rounding. √(p/q) needs one integer square root. π and sums of roots are enclosed in rational intervals that shrink until
 * both ends round alike; they do, because a value that is irrational is never half-way between two floats.
 */
import { bitLength, floorSqrt } from './integer.ts';
import type { Rational } from './rational.ts';
import type { Surd } from './surd.ts';
import type { SurdSum } from './surd-sum.ts';

interface Format {
  /** significand bits, the hidden one included */
  readonly precision: number;
  /** the smallest positive number is 2^-lowest */
  readonly lowest: number;
  /** the first power of two that overflows */
  readonly overflow: number;
}

const FLOAT64: Format = { precision: 53, lowest: 1074, overflow: 1024 };
const FLOAT32: Format = { precision: 24, lowest: 149, overflow: 128 };

/** ⌊v·2^shift⌋ for v > 0, and whether v·2^shift is that integer. */
type Floor = (shift: number) => { readonly floor: bigint; readonly exact: boolean };

const shifted = (n: bigint, shift: number): bigint => (shift >= 0 ? n << BigInt(shift) : n >> BigInt(-shift));

/** m·2^exponent, exactly, for 0 ≤ m ≤ 2^53 when the result is representable. */
function ldexp(m: bigint, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return Number(m) * 2 ** half * 2 ** (exponent - half);
}

function round(at: Floor, format: Format): number {
  // floor(v·2^s) of at least one bit tells the exponent of v.
  let probe = 0;
  while (at(probe).floor === 0n) {
    probe = probe === 0 ? 64 : probe * 2;
    if (probe > 4 * format.lowest) return 0;
  }
  const exponent = bitLength(at(probe).floor) - 1 - probe; // 2^exponent ≤ v < 2^(exponent+1)
  const last = Math.min(format.precision - 1 - exponent, format.lowest); // the last place of v is 2^-last
  const { floor, exact } = at(last + 1);
  const kept = floor >> 1n;
  const half = (floor & 1n) === 1n;
  const up = half && (!exact || (kept & 1n) === 1n);
  const m = up ? kept + 1n : kept;
  if (bitLength(m) - 1 - last >= format.overflow) return Number.POSITIVE_INFINITY;
  return ldexp(m, -last);
}

const floorOfRational =
  (num: bigint, den: bigint): Floor =>
  (shift) => {
    const n = shift >= 0 ? num << BigInt(shift) : num;
    const d = shift >= 0 ? den : den << BigInt(-shift);
    return { floor: n / d, exact: n % d === 0n };
  };

const floorOfRoot =
  (num: bigint, den: bigint): Floor =>
  (shift) => {
    const n = shift >= 0 ? num << BigInt(2 * shift) : num;
    const d = shift >= 0 ? den : den << BigInt(-2 * shift);
    const floor = floorSqrt(n / d);
    return { floor, exact: floor * floor * d === n };
  };

/**
 * ⌊π·2^bits⌋, by Machin's π = 16 arctan(1/5) − 4 arctan(1/239) with 32 guard bits; each truncated series term is off by less
 * than one unit of 2^-(bits+32) and there are fewer than 2^20 of them, so the result or the result plus one brackets π.
 */
export function scaledPi(bits: number): bigint {
  const one = 1n << BigInt(bits + 32);
  const arctanInverse = (x: bigint): bigint => {
    let power = one / x;
    let sum = power;
    for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
      power /= x * x;
      sum += (sign * power) / k;
    }
    return sum;
  };
  return (16n * arctanInverse(5n) - 4n * arctanInverse(239n)) >> 32n;
}

/** Rational lower and upper bounds of π^power with about `bits` correct bits. */
function piPower(power: number, bits: number): { low: Rational; high: Rational } {
  const pi = scaledPi(bits);
  const [below, above] = [pi - 1n, pi + 2n];
  const k = BigInt(Math.abs(power));
  const scale = (1n << BigInt(bits)) ** k;
  return power >= 0
    ? { low: { num: below ** k, den: scale }, high: { num: above ** k, den: scale } }
    : { low: { num: scale, den: above ** k }, high: { num: scale, den: below ** k } };
}

/** Rounds a number known through ever tighter intervals [low, high], both > 0; the number itself is irrational. */
function roundEnclosed(enclose: (bits: number) => { low: Floor; high: Floor }, format: Format): number {
  for (let bits = 128; ; bits *= 2) {
    const { low, high } = enclose(bits);
    const value = round(low, format);
    if (value === round(high, format)) return value;
  }
}

function roundSurd(a: Surd, format: Format): number {
  if (a.sign === 0) return 0;
  if (a.pi === 0) return a.sign * round(floorOfRoot(a.num, a.den), format);
  return (
    a.sign *
    roundEnclosed((bits) => {
      const { low, high } = piPower(a.pi, bits);
      return {
        low: floorOfRoot(a.num * low.num, a.den * low.den),
        high: floorOfRoot(a.num * high.num, a.den * high.den),
      };
    }, format)
  );
}

/** Nearest float64 of a rational; overflow gives ±∞. */
export function rationalToFloat64(q: Rational): number {
  if (q.num === 0n) return 0;
  return q.num > 0n ? round(floorOfRational(q.num, q.den), FLOAT64) : -round(floorOfRational(-q.num, q.den), FLOAT64);
}

/** Nearest float64 of a surd; overflow gives ±∞. */
export const surdToFloat64 = (a: Surd): number => roundSurd(a, FLOAT64);

/** Nearest float32 of a surd, rounded once from the exact value (never by way of float64); overflow gives ±∞. */
export const surdToFloat32 = (a: Surd): number => roundSurd(a, FLOAT32);

/**
 * Nearest float64 of a sum of surds without π.
 * @throws RangeError if a term carries a power of π
 */
export function surdSumToFloat64(sum: SurdSum): number {
  const [only] = sum;
  if (only === undefined) return 0;
  if (sum.some((term) => term.pi !== 0)) throw new RangeError('surdSumToFloat64 takes sums without π');
  if (sum.length === 1) {
    const { num, den } = only.coefficient;
    const sign = num < 0n ? -1 : 1;
    return sign * round(floorOfRoot(num * num * only.radicand, den * den), FLOAT64);
  }
  for (let bits = 128; ; bits *= 2) {
    // Each term is floored at 2^-bits: the sum is off by less than one unit per term.
    let low = 0n;
    for (const { coefficient, radicand } of sum) {
      const root = floorSqrt(shifted(coefficient.num * coefficient.num * radicand, 2 * bits) / coefficient.den ** 2n);
      low += coefficient.num < 0n ? -root - 1n : root;
    }
    const high = low + BigInt(sum.length);
    if (low > 0n || high < 0n) {
      const [sign, near, far] = low > 0n ? [1, low, high] : [-1, -high, -low];
      const value = round(floorOfRational(near, 1n << BigInt(bits)), FLOAT64);
      if (value === round(floorOfRational(far, 1n << BigInt(bits)), FLOAT64)) return sign * value;
    }
  }
}
