/** The paths and parameters over which the laws of every operation are checked. */
import type { Irrep, Parity } from '../../src/irreps/irrep.ts';
import { type Irreps, singles } from '../../src/irreps/irreps.ts';
import { type Group, type Path, pathsBetween } from '../../src/irreps/path.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import type { Operation, Parameters, Term } from '../../src/operation/operation.ts';

/** Both parities of every degree ≤ lmax. */
export const everyIrrep = (lmax: number): Irrep[] =>
  Array.from({ length: lmax + 1 }, (_, l) => l).flatMap((l) => ([1, -1] satisfies Parity[]).map((p) => ({ l, p })));

/** All paths between degrees ≤ lmax: each once in SO(3), in O(3) once for each of the four pairs of parities. */
export const everyPath = (lmax: number, group: Group): Path[] => {
  const irreps: Irreps = singles(everyIrrep(lmax));
  return pathsBetween(irreps, irreps, irreps, group);
};

/** Paths of degrees ≤ L: (L+1)(L²+2L+2)/2. */
export const countOfPaths = (lmax: number): number => ((lmax + 1) * (lmax ** 2 + 2 * lmax + 2)) / 2;

/** Every operation with its parameters for irreps of degrees ≤ lmax. */
export const everyOperation = (lmax: number, group: Group): { operation: Operation; parameters: Parameters }[] => {
  const irreps = singles(everyIrrep(lmax));
  return Object.values(OPERATIONS).map((operation) => ({
    operation,
    parameters: operation.resolve({}, irreps, irreps, irreps, group),
  }));
};

export const printPath = ({ left, right, out }: Path): string => `${left.l}⊗${right.l}→${out.l}`;

/** A term by its ports. */
export const portsOf = ({ left, right, out }: Term): string => `${left} ${right} ${out}`;
