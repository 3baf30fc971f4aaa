/**
 * The thing under test, as the checks see it: a function of batches of row-major vectors, wherever and in whatever language it runs.
 *
 * Values cross this interface as float64 numbers that are exactly representable in the declared dtype; a runner encodes and decodes them.
 */

/** What an implementation computes in. */
export const DTYPES = ['float32', 'float64', 'float16', 'bfloat16'] as const;
export type Dtype = (typeof DTYPES)[number];

/** Two gradients of Σ cotangent·f(x1, x2): [batch, d1] and [batch, d2]. */
export interface Gradients {
  readonly x1: Float64Array;
  readonly x2: Float64Array;
}

export interface Implementation {
  /**
   * @param x1 [batch, d1], row-major; x2 [batch, d2]; batch ≥ 0
   * @returns [batch, d3], non-finite values as they came; the length is whatever came back, for the checks to judge
   * @throws ProtocolError when what came back cannot be read, MachineError when the machine could not run it
   */
  forward(x1: Float64Array, x2: Float64Array, batch: number): Promise<Float64Array>;
  /** The vector–Jacobian product; absent where the implementation offers none. cotangent is [batch, d3]. */
  readonly vjp?: (x1: Float64Array, x2: Float64Array, cotangent: Float64Array, batch: number) => Promise<Gradients>;
  /** Ends whatever runs behind it; nothing is left running, no temporary file is left. Safe to call twice. */
  close(): Promise<void>;
}

/** The implementation answered, but not in the protocol: verdict `fail` with the diagnosis code `protocol`. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}
