/**
 * The discrete Fourier transform of length n = 2^k over any arithmetic, by decimation in time:
 *
 *   X_j = Σ_{i<n} x_i ω^(ij),   ω = e^(±2πi/n),   X_j = E_j + ω^j O_j,   X_{j+n/2} = E_j − ω^j O_j,   j = 0…n/2−1
 *
 * with E and O the transforms of the even and of the odd entries. k·n/2 butterflies, each with one complex product of four
 * multiplications, those by ω^j = 1 or ±i included. Source: J. W. Cooley and J. W. Tukey, Math. Comp. 19 (1965) 297.
 *
 * Roots of unity are exact for n ≤ 8 and wherever they are multiples of an eighth of a turn. The others are float64, rounded once.
 */
import type { Arithmetic, Constant } from '../exact/arithmetic.ts';
import { cosineOfTurn, fixedToFloat64 } from '../exact/fixed-point.ts';
import { type Surd, surd } from '../exact/surd.ts';
import { type Plane, product } from './torus.ts';

/** cos of 0, 1, …, 7 eighths of a turn. */
const EIGHTHS: readonly Surd[] = [1, 1, 0, -1, -1, -1, 0, 1].map((sign, k) => surd(sign, 1n, k % 2 === 0 ? 1n : 2n));

/** cos(2πk/n) */
export function cosine(k: number, n: number): Constant {
  const eighths = Math.abs(8 * k) / n; // cos is even
  return EIGHTHS[eighths % 8] ?? fixedToFloat64(cosineOfTurn(k, n));
}

/** sin(2πk/n) = cos(2πk/n − π/2) */
export const sine = (k: number, n: number): Constant => cosine(4 * k - n, 4 * n);

/** The longest transform whose roots of unity are all surds. */
export const LONGEST_EXACT = 8;

/** i with its `bits` lowest bits in reverse order. */
function reversed(i: number, bits: number): number {
  let result = 0;
  for (let bit = 0; bit < bits; bit++) result |= ((i >> bit) & 1) << (bits - 1 - bit);
  return result;
}

/** The roots ω^j, j = 0…n/2−1, in an arithmetic. */
function rootsIn<T>(over: Arithmetic<T>, n: number, sign: 1 | -1): Plane<T> {
  const indices = Array.from({ length: Math.floor(n / 2) }, (_, j) => j);
  return {
    width: n,
    re: indices.map((j) => over.constant(cosine(j, n))),
    im: indices.map((j) => over.constant(sine(sign * j, n))),
  };
}

/** Transforms in place the n entries start, start+step, …. */
function transformLine<T>(over: Arithmetic<T>, data: Plane<T>, roots: Plane<T>, start: number, step: number): void {
  const { re, im } = data;
  const at = (values: readonly T[], i: number): T => values[start + i * step] ?? over.zero;
  const set = (i: number, real: T, imaginary: T): void => {
    re[start + i * step] = real;
    im[start + i * step] = imaginary;
  };
  const n = data.width;
  const bits = Math.log2(n);
  for (let i = 0; i < n; i++) {
    const j = reversed(i, bits);
    if (i >= j) continue;
    const [real, imaginary] = [at(re, i), at(im, i)];
    set(i, at(re, j), at(im, j));
    set(j, real, imaginary);
  }
  for (let half = 1; half < n; half *= 2) {
    for (let block = 0; block < n; block += 2 * half) {
      for (let j = block; j < block + half; j++) {
        const root = ((j - block) * n) / (2 * half);
        const [oddRe, oddIm] = product(
          over,
          [roots.re[root] ?? over.zero, roots.im[root] ?? over.zero],
          [at(re, j + half), at(im, j + half)],
        );
        const [evenRe, evenIm] = [at(re, j), at(im, j)];
        set(j, over.add(evenRe, oddRe), over.add(evenIm, oddIm));
        set(j + half, over.subtract(evenRe, oddRe), over.subtract(evenIm, oddIm));
      }
    }
  }
}

/**
 * The two-dimensional transform of an n×n plane in place, Σ over both indices of ω^(ij): n columns, then n rows. Transforming with both
 * signs in turn multiplies by n².
 * @param data width n, a power of two
 */
export function transformPlane<T>(over: Arithmetic<T>, data: Plane<T>, sign: 1 | -1): void {
  const n = data.width;
  const roots = rootsIn(over, n, sign);
  for (let column = 0; column < n; column++) transformLine(over, data, roots, column, n);
  for (let row = 0; row < n; row++) transformLine(over, data, roots, row * n, 1);
}
