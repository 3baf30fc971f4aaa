/** The workloads that every law of algorithms walks through, and what a definition says of a plan's outputs. */
import { type Algorithm, type Workload, workloadOf } from '../../src/algorithm/algorithm.ts';
import type { Arithmetic } from '../../src/exact/arithmetic.ts';
import { type Irreps, irrepsDimension, parseIrreps } from '../../src/irreps/irreps.ts';
import type { Group } from '../../src/irreps/path.ts';
import { settingIrreps } from '../../src/irreps/setting.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';

export interface Case {
  readonly name: string;
  readonly left: Irreps;
  readonly right: Irreps;
  readonly out: Irreps;
  readonly group: Group;
}

const fromText = (name: string, group: Group, left: string, right: string, out: string): Case => ({
  name,
  group,
  left: parseIrreps(left),
  right: parseIrreps(right),
  out: parseIrreps(out),
});

export const cases: readonly Case[] = [
  ...[1, 2].map((lmax): Case => ({ name: `mimo L = ${lmax}, SO(3)`, group: 'so3', ...settingIrreps('mimo', lmax) })),
  ...[1, 2].map((lmax): Case => ({ name: `mimo L = ${lmax}, O(3)`, group: 'o3', ...settingIrreps('mimo', lmax) })),
  { name: 'siso L = 3', group: 'so3', ...settingIrreps('siso', 3) },
  fromText('both parities', 'o3', '0e+0o+1e+1o', '0e+1o+2e', '0e+0o+1e+1o+2e+2o'),
];

/** The workload of a case; twiceJ is for the matrix algorithms. */
export function workFor(algorithm: Algorithm, { left, right, out, group }: Case, twiceJ?: number): Workload {
  const operation = OPERATIONS[algorithm.operation];
  const requested = twiceJ === undefined ? {} : { twiceJ };
  return workloadOf(left, right, out, group, operation.resolve(requested, left, right, out, group));
}

/** What leaves by an output of a plan: by a named port what the definition has there, by the unnamed one the sum of all ports. */
export function leaving<T>(
  over: Arithmetic<T>,
  defined: ReadonlyMap<string, readonly T[]>,
  output: string,
  k: number,
): T {
  const parts = output === '' ? [...defined.values()] : [defined.get(output) ?? []];
  return parts.reduce((sum, part) => over.add(sum, part[k] ?? over.zero), over.zero);
}

const copiesOnce = (side: Irreps): Irreps => side.map(({ irrep }) => ({ mul: 1, irrep }));
/** The length of a side's vector: one copy of each irrep. */
export const dimension = (side: Irreps): number => irrepsDimension(copiesOnce(side));
