/** Which reading makes a foreign basis equivariant: one that the claim allows, or a mistake that has a name. */
import { coarserFormats, coarsestHolding, formatTitle } from '../number-format.ts';
import type { Diagnosis } from '../verdict.ts';
import { readsWell, type Subject } from './basis-subject.ts';
import type { SymmetricClaim } from './claim.ts';
import { misreading } from './misreading.ts';
import { claimedReadings, type Reading } from './reading.ts';

export interface Read {
  readonly reading: Reading;
  /** the subjects, in the format that they turn out to be in */
  readonly subjects: readonly Subject[];
  /** whether every element is equivariant, read so */
  readonly equivariant: boolean;
  /** why the claim does not hold, if it does not */
  readonly mistake?: Diagnosis;
}

/** Equivariant as far as a coarser format goes, and every number is one of that format. */
function slipped(claim: SymmetricClaim, subjects: readonly Subject[], reading: Reading): Read | undefined {
  const [first] = subjects;
  if (first === undefined || first.format.name === 'tf32') return undefined;
  const all = Float64Array.from(subjects.flatMap(({ tensor }) => [...new Set(tensor.data)]));
  const format = coarsestHolding(coarserFormats(first.format.name), all);
  if (format === undefined) return undefined;
  const coarse = subjects.map((subject) => ({ ...subject, format }));
  if (!readsWell(claim, coarse, reading)) return undefined;
  const message = `the numbers are ${formatTitle(format)}, ${first.format.name} is claimed: equivariant only so far; make the basis in ${first.format.name}, or claim less`;
  const where = { expected: first.format.name, got: format.name };
  return { reading, subjects: coarse, equivariant: true, mistake: { code: 'precision', message, where } };
}

/** @param subjects at least one */
export function readBasis(claim: SymmetricClaim, subjects: readonly Subject[]): Read {
  const claimed = claimedReadings(claim);
  const [first] = claimed;
  if (first === undefined) throw new RangeError('a claim has a reading');
  const fitting = claimed.find((reading) => readsWell(claim, subjects, reading));
  if (fitting !== undefined) return { reading: fitting, subjects, equivariant: true };
  for (const reading of claimed) {
    const coarse = slipped(claim, subjects, reading);
    if (coarse !== undefined) return coarse;
  }
  const numbers = Math.min(...subjects.map(({ tensor }) => tensor.data.length));
  const other = misreading(claim, numbers, (reading) => readsWell(claim, subjects, reading));
  return other === undefined
    ? { reading: first, subjects, equivariant: false }
    : { ...other, subjects, equivariant: true };
}
