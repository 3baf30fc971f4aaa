/** The part of fft.js that the tests use; the package brings no types. */
declare module 'fft.js' {
  /** Transforms of length n = 2^k ≥ 2; complex numbers as re, im, re, im, …. */
  export default class FFT {
    constructor(n: number);
    transform(out: number[], data: readonly number[]): void;
    inverseTransform(out: number[], data: readonly number[]): void;
  }
}
