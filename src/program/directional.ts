/**
 * `cgtp-so2` for many channels of one direction, in two programs: the matrices of the rotation to the direction, made once for each
 * direction, and the product, which reads them for every channel.
 *
 *   directionProgram   (cos θ, sin θ, cos φ, sin φ) → D^0, D^1, …, D^lmax, row by row, Σ(2ℓ+1)² numbers
 *   so2Calculation     x, D^0 … D^lmax → z
 */
import { layoutOf, type Workload } from '../algorithm/algorithm.ts';
import { so2Plan } from '../algorithm/cgtp-so2.ts';
import type { Calculation } from '../algorithm/gradient.ts';
import { turningTowards } from '../algorithm/pole-rotation.ts';
import { programOf } from './arrange.ts';
import type { Program } from './program.ts';
import { trace } from './trace.ts';

/** Σ_{ℓ ≤ lmax} (2ℓ+1)² = (lmax+1)(2·lmax+1)(2·lmax+3)/3 */
export const matrixNumbers = (lmax: number): number => ((lmax + 1) * (2 * lmax + 1) * (2 * lmax + 3)) / 3;

/** The highest degree that is turned. */
export const turnedDegree = ({ left, out }: Workload): number =>
  Math.max(0, ...[...left, ...out].map(({ irrep }) => irrep.l));

/** The matrices of one direction. */
export function directionProgram(lmax: number): Program {
  const calculate: Calculation = (over, [direction = []]) => {
    const [cosTheta, sinTheta, cosPhi, sinPhi] = Array.from({ length: 4 }, (_, k) => direction[k] ?? over.zero);
    const { zero } = over;
    const turning = turningTowards(over, {
      cosTheta: cosTheta ?? zero,
      sinTheta: sinTheta ?? zero,
      cosPhi: cosPhi ?? zero,
      sinPhi: sinPhi ?? zero,
    });
    return [Array.from({ length: lmax + 1 }, (_, l) => turning.matrix(l).flat()).flat()];
  };
  return programOf(trace([4], calculate));
}

/** The product of one channel with its direction, given the matrices up to `turnedDegree`. */
export function so2Calculation(work: Workload): Calculation {
  const plan = so2Plan(work);
  return (over, [x = [], matrices = []]) => {
    const entry = (l: number, i: number, k: number) =>
      matrices[matrixNumbers(l - 1) + i * (2 * l + 1) + k] ?? over.zero;
    const indices = (l: number) => Array.from({ length: 2 * l + 1 }, (_, k) => k);
    const matrix = (l: number) => indices(l).map((i) => indices(l).map((k) => entry(l, i, k)));
    return [plan.prepare(over)(x, { matrix })];
  };
}

/** Lengths of the vectors of `so2Calculation`. */
export const so2Lengths = (
  work: Workload,
): { readonly inputs: readonly number[]; readonly outputs: readonly number[] } => ({
  inputs: [layoutOf(work.left).length, matrixNumbers(turnedDegree(work))],
  outputs: [layoutOf(work.out).length],
});
