/**
 * Softmax and the gradient of its cross-entropy −log p_label, label by label:
 *
 *   p_k = exp(z_k)/Σ_j exp(z_j),   ∂(−log p_label)/∂z_k = p_k − [k = label]
 *
 * The exponential is made of products alone, because the last bits of Math.exp are not the same everywhere: for −2^10 ≤ x ≤ 0
 *
 *   exp(x) = t^1024,   t = Σ_{j ≤ 18} (x/1024)^j/j!,   remainder below 2^−56, relative error of the power below 2^−40
 */
import type { Rows } from '../program/batch.ts';

const SQUARINGS = 10;
const LAST_TERM = 18;

/** exp(x) for x ≤ 0; 0 below −1024, where a float64 holds nothing. */
export function exponential(x: number): number {
  const t = x / 2 ** SQUARINGS;
  if (t < -1) return 0;
  let value = 1;
  for (let j = LAST_TERM; j >= 1; j--) value = 1 + (t * value) / j;
  for (let k = 0; k < SQUARINGS; k++) value *= value;
  return value;
}

/** p of the header, row by row. @param logits [rows, classes] */
export function softmax(logits: Rows, classes: number): Rows {
  const result = logits.slice();
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const largest = Math.max(...row);
    let sum = 0;
    for (const value of row) sum += exponential(value - largest);
    for (let k = 0; k < classes; k++) result[start + k] = exponential((row[k] ?? 0) - largest) / sum;
  }
  return result;
}

/** The gradient of the mean cross-entropy by the logits. @param probabilities [rows, classes] @param labels one a row */
export function crossEntropyGradient(probabilities: Rows, labels: readonly number[], classes: number): Rows {
  const gradient = probabilities.map((p) => p / labels.length);
  for (const [row, label] of labels.entries()) {
    const at = row * classes + label;
    gradient[at] = ((probabilities[at] ?? 0) - 1) / labels.length;
  }
  return gradient;
}
