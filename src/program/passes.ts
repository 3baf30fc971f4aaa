/**
 * The programs of a calculation: its values, its gradients, and the gradients of those. All three are the same calculation written down
 * over arithmetics that exist already, so that none can disagree with another.
 *
 *   forward          x… → z…
 *   gradient         x…, z̄… → x̄…                   of Σ z̄·z
 *   second gradient  x…, z̄…, x̃… → x̄̄…, z̄̄…           of Σ x̃·x̄
 */
import { layoutOf, type Plan, type Workload } from '../algorithm/algorithm.ts';
import { type Calculation, calculationOf, gradientOf } from '../algorithm/gradient.ts';
import { programOf } from './arrange.ts';
import type { Program } from './program.ts';
import { trace } from './trace.ts';

export const PASSES = ['forward', 'gradient', 'second gradient'] as const;
export type Pass = (typeof PASSES)[number];

/** The program of one pass. @param inputs lengths of x…, outputs of z… */
export function passProgram(
  calculation: Calculation,
  inputs: readonly number[],
  outputs: readonly number[],
  pass: Pass,
): Program {
  if (pass === 'forward') return programOf(trace(inputs, calculation));
  const gradient = gradientOf(calculation, inputs.length);
  const both = [...inputs, ...outputs];
  if (pass === 'gradient') return programOf(trace(both, gradient));
  return programOf(trace([...both, ...inputs], gradientOf(gradient, both.length)));
}

/** The program of one pass of a plan: x and y, and one cotangent for each of its outputs. */
export function planProgram(plan: Plan, { left, right, out }: Workload, pass: Pass): Program {
  const length = (side: Workload['left']): number => layoutOf(side).length;
  return passProgram(
    calculationOf(plan),
    [length(left), length(right)],
    plan.outputs.map(() => length(out)),
    pass,
  );
}
