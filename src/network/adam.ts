/**
 * Adam: with gradient g, step t = 1, 2, …
 *
 *   m ← β1 m + (1−β1) g,   v ← β2 v + (1−β2) g²,   w ← w − η (m/(1−β1^t)) / (√(v/(1−β2^t)) + ε)
 *
 * Source: D. P. Kingma, J. Ba, arXiv 1412.6980, algorithm 1, with its values of β1, β2 and ε.
 */
import type { Rows } from '../program/batch.ts';

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/** A minimiser of so many weights with step size η; each call moves the weights once. */
export function adam(size: number, eta: number): (weights: Rows, gradient: Rows) => void {
  const [first, second] = [new Float32Array(size), new Float32Array(size)];
  let [decay1, decay2] = [1, 1];
  return (weights, gradient) => {
    decay1 *= BETA1;
    decay2 *= BETA2;
    for (let k = 0; k < size; k++) {
      const g = gradient[k] ?? 0;
      const m = BETA1 * (first[k] ?? 0) + (1 - BETA1) * g;
      const v = BETA2 * (second[k] ?? 0) + (1 - BETA2) * g * g;
      [first[k], second[k]] = [m, v];
      weights[k] = (weights[k] ?? 0) - (eta * (m / (1 - decay1))) / (Math.sqrt(v / (1 - decay2)) + EPSILON);
    }
  };
}
