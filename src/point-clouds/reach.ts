/**
 * What a network built on an operation can multiply: the paths on which the operation has a non-zero term.
 *
 * Which paths these are decides, and not how large t is. Equivariant linear layers stand before and after the operation. In one channel
 * they may keep one irrep on the left, one on the right and one of the output (and of an operation with ports one port each); what is
 * left is one term with t ≠ 0 on one path, and the next layer divides by t. With such a channel for each path a network has every product
 * alone. Conversely whatever it computes, with any weights in any number of channels, is a combination of them.
 *
 * Parity rules: `natural` keeps features of parity (−1)^ℓ only, as a network whose hidden irreps are 0e+1o+2e+… does · `both` keeps each
 * degree with both parities · `so3` ignores parity.
 */
import {
  type Group,
  type Irrep,
  naturalIrrep,
  naturalParity,
  type Parity,
  type Path,
  pathsBetween,
  singles,
} from '../irreps/index.ts';
import { OPERATIONS, type OperationId } from '../operation/index.ts';

export const PARITY_RULES = ['natural', 'both', 'so3'] as const;
export type ParityRule = (typeof PARITY_RULES)[number];

export interface Network {
  readonly operation: OperationId;
  readonly parity: ParityRule;
}

export const groupOf = (rule: ParityRule): Group => (rule === 'so3' ? 'so3' : 'o3');

/** The irreps a network with degrees 0 … lmax holds. */
export function featureIrreps(rule: ParityRule, lmax: number): Irrep[] {
  const unnatural = (l: number): Irrep => ({ l, p: naturalParity(l) === 1 ? -1 : 1 });
  const degrees = Array.from({ length: lmax + 1 }, (_, l) => l);
  return degrees.flatMap((l) => (rule === 'both' ? [naturalIrrep(l), unnatural(l)] : [naturalIrrep(l)]));
}

/** The irrep in which a moment of degree l enters: harmonics have natural parity; in SO(3) every parity is written +1. */
export function momentIrrep(rule: ParityRule, l: number): Irrep {
  const even: Parity = 1;
  return rule === 'so3' ? { l, p: even } : naturalIrrep(l);
}

/** The interacting paths of a network with all degrees ≤ lmax. */
export function reach({ operation, parity }: Network, lmax: number): Path[] {
  const irreps = singles(featureIrreps(parity, lmax));
  const group = groupOf(parity);
  const rule = OPERATIONS[operation];
  const parameters = rule.resolve({}, irreps, irreps, irreps, group);
  return pathsBetween(irreps, irreps, irreps, group).filter((path) => rule.terms(path, parameters, group).length > 0);
}
