/** How faults are planted in coefficient tensors: a claim, the tensor that meets it, and one change to it. */

import type { OperationId } from '../../../src/operation/operation.ts';
import { type Claim, type ClaimInput, parseClaim } from '../../../src/verification/claim.ts';
import type { Implementation } from '../../../src/verification/implementation.ts';
import type { DiagnosisCode, Facts } from '../../../src/verification/verdict.ts';
import {
  type Copy,
  copiesOf,
  rowwise,
  type Sharing,
  sizesOf,
  type Table,
  tableGradient,
  tableOf,
  tableRow,
} from '../kernels.ts';

export interface Mutant {
  readonly name: string;
  readonly claim: Claim;
  /** a fresh one: some faults keep state */
  make(): Implementation;
  readonly code: DiagnosisCode;
  /** what `where` must hold, at least */
  readonly where: Facts;
}

/** A claim and the tensor that meets it. */
export interface Base {
  readonly name: string;
  readonly claim: Claim;
  readonly table: Table;
  readonly left: readonly Copy[];
  readonly right: readonly Copy[];
  readonly out: readonly Copy[];
}

export function base(name: string, input: ClaimInput, operation: OperationId, sharing: Sharing = 'all'): Base {
  const claim = parseClaim({ operation, ...input });
  const named = claim.normalisation === 'auto' || claim.normalisation === 'any' ? 'definition' : claim.normalisation;
  return {
    name: `${name} ${claim.dtype}`,
    claim,
    table: tableOf({ claim, operation, normalisation: named, sharing }),
    left: copiesOf(claim.left, claim.convention.left),
    right: copiesOf(claim.right, claim.convention.right),
    out: copiesOf(claim.out, claim.convention.out),
  };
}

export const SO3 = { group: 'so3' } as const;
export const UP_TO_2 = { left: '0e+1o+2e', right: '0e+1o+2e', out: '0e+1o+2e+3o+4e' };
export const UP_TO_3 = { left: '0e+1o+2e+3o', right: '0e+1o+2e+3o', out: '0e+1o+2e+3o' };
/** Every path has an output of its own parity. */
export const BOTH_PARITIES = { left: '0e+1o+2e', right: '0e+1o', out: '0e+1o+1e+2e+2o+3o' };
/** Copies: 2x0e+3x1o times 0e+1o, every pair in an output copy of its own. */
export const COPIES = { left: '2x0e+3x1o', right: '0e+2x1o', out: '8x0e+7x1o+6x1e+6x2e' };

export const place = ({ table }: Base, i: number, j: number, k: number): number => (i * table.d2 + j) * table.d3 + k;

/** The same table with other values. */
export function edited({ table }: Base, edit: (values: Float64Array) => void): Table {
  const values = table.values.slice();
  edit(values);
  return { ...table, values };
}

export const kernelOf = ({ claim }: Base, table: Table): Implementation =>
  rowwise(sizesOf(claim), tableRow(table, { format: claim.dtype }), tableGradient(table, { format: claim.dtype }));

/** Visits the entries of the block of three copies: place, and the m of each side. */
export function eachEntry(
  of: Base,
  [a, b, c]: readonly [number, number, number],
  visit: (at: number, m: readonly [number, number, number]) => void,
): void {
  const [x, y, z] = [of.left[a], of.right[b], of.out[c]];
  for (const [m1, i] of (x?.at ?? []).entries()) {
    for (const [m2, j] of (y?.at ?? []).entries()) {
      for (const [m3, k] of (z?.at ?? []).entries()) {
        visit(place(of, i, j, k), [m1 - (x?.irrep.l ?? 0), m2 - (y?.irrep.l ?? 0), m3 - (z?.irrep.l ?? 0)]);
      }
    }
  }
}

export type Triple = readonly [number, number, number];

/** The triples of slots that hold something. */
export function heldTriples(of: Base): Triple[] {
  const found: Triple[] = [];
  for (const a of of.left.keys()) {
    for (const b of of.right.keys()) {
      for (const c of of.out.keys()) {
        let held = false;
        eachEntry(of, [a, b, c], (at) => {
          if ((of.table.values[at] ?? 0) !== 0) held = true;
        });
        if (held) found.push([a, b, c]);
      }
    }
  }
  return found;
}

export const degrees = (of: Base, [a, b, c]: Triple): Triple => [
  of.left[a]?.irrep.l ?? 0,
  of.right[b]?.irrep.l ?? 0,
  of.out[c]?.irrep.l ?? 0,
];

export const slots = ([left, right, out]: Triple): Facts => ({ left, right, out });

/** A fault in the tensor alone. */
export function tensorFault(
  of: Base,
  name: string,
  code: DiagnosisCode,
  where: Facts,
  edit: (values: Float64Array) => void,
): Mutant {
  const table = edited(of, edit);
  return { name: `${of.name}: ${name}`, claim: of.claim, make: () => kernelOf(of, table), code, where };
}

/** The n-th non-zero entry of a block that has at least three. */
export function entryOff(of: Base, triple: Triple, n: number, relative: number): Mutant {
  const entries: { at: number; m: Triple }[] = [];
  eachEntry(of, triple, (at, m) => {
    if ((of.table.values[at] ?? 0) !== 0) entries.push({ at, m });
  });
  const { at, m } = entries[n % entries.length] ?? { at: 0, m: [0, 0, 0] };
  return tensorFault(
    of,
    `entry m = ${m.join(' ')} of slots ${triple.join(' ')} off by ${relative}`,
    entries.length < 3 ? 'path-scale' : 'not-equivariant',
    entries.length < 3 ? slots(triple) : { ...slots(triple), m },
    (values) => {
      values[at] = (values[at] ?? 0) * (1 + relative);
    },
  );
}

export function scaledPaths(
  of: Base,
  name: string,
  code: DiagnosisCode,
  where: Facts,
  factor: (triple: Triple) => number,
): Mutant {
  return tensorFault(of, name, code, where, (values) => {
    for (const triple of heldTriples(of)) {
      const scale = factor(triple);
      if (scale === 1) continue;
      eachEntry(of, triple, (at) => {
        values[at] = (values[at] ?? 0) * scale;
      });
    }
  });
}

export type Side = 'left' | 'right' | 'out';

/** The vector of a side read at other places and with signs: their index from ours. */
export function relabelled(
  of: Base,
  side: Side,
  from: (index: number) => { index: number; sign: number },
): (values: Float64Array) => void {
  return (values) => {
    const before = values.slice();
    const { d1, d2, d3 } = of.table;
    for (let i = 0; i < d1; i++) {
      for (let j = 0; j < d2; j++) {
        for (let k = 0; k < d3; k++) {
          const { index, sign } = from(side === 'left' ? i : side === 'right' ? j : k);
          const source = place(
            of,
            side === 'left' ? index : i,
            side === 'right' ? index : j,
            side === 'out' ? index : k,
          );
          values[place(of, i, j, k)] = sign * (before[source] ?? 0);
        }
      }
    }
  };
}

/** Which m stands at the place of m, and its sign. */
export type BasisMap = (m: number) => readonly [number, number];

export function otherBasis(of: Base, side: Side, l: number, map: BasisMap): (values: Float64Array) => void {
  const moved = new Map<number, { index: number; sign: number }>();
  for (const { irrep, at } of of[side]) {
    if (irrep.l !== l) continue;
    for (const [entry, index] of at.entries()) {
      const [m, sign] = map(entry - l);
      moved.set(index, { index: at[m + l] ?? 0, sign });
    }
  }
  return relabelled(of, side, (index) => moved.get(index) ?? { index, sign: 1 });
}

/** Another basis of one degree on one side. */
export const basisFault = (of: Base, name: string, code: DiagnosisCode, side: Side, l: number, map: BasisMap): Mutant =>
  tensorFault(of, `${name}, ${side} ℓ = ${l}`, code, { side, l }, otherBasis(of, side, l, map));

/** The same on all three sides. */
export const basisFaultEverywhere = (of: Base, name: string, code: DiagnosisCode, l: number, map: BasisMap): Mutant =>
  tensorFault(of, `${name}, all sides ℓ = ${l}`, code, { l }, (values) => {
    for (const side of ['left', 'right', 'out'] as const) otherBasis(of, side, l, map)(values);
  });
