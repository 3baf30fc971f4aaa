/** Which reading makes a foreign basis equivariant: one that the claim allows, or a mistake that has a name. */
import { basisOrder } from '../../coupling/convention.ts';
import { type Irreps, printIrreps } from '../../irreps/index.ts';
import { coarserFormats, coarsestHolding, formatTitle } from '../number-format.ts';
import type { Diagnosis } from '../verdict.ts';
import { readsWell, type Subject } from './basis-subject.ts';
import type { SymmetricClaim } from './claim.ts';
import { claimedReadings, otherReadings, type Reading } from './reading.ts';

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

function misread({ irreps }: SymmetricClaim, claimed: Reading, { convention, entries }: Reading): Diagnosis {
  if (entries !== undefined) {
    const moved: Irreps = entries.flatMap((entry) => irreps[entry] ?? []);
    return {
      code: 'slots-swapped',
      message: `the irreps of the features stand in the order ${printIrreps(moved)} where the manifest says ${printIrreps(irreps)}; reorder them, or say so in the manifest`,
      where: { expected: printIrreps(irreps), got: printIrreps(moved) },
    };
  }
  if (convention.order !== claimed.convention.order) {
    const [expected, got] = [basisOrder(claimed.convention, 1), basisOrder(convention, 1)];
    return {
      code: 'basis-order',
      message: `ℓ = 1 is ordered m = ${got.join(', ')} where the manifest says ${expected.join(', ')}, other degrees likewise; reorder, or say convention "${convention.name}"`,
      where: { l: 1, expected, got },
    };
  }
  const text = (reading: Reading): string => (reading.convention.layout === 'ir-mul' ? 'ir_mul' : 'mul_ir');
  return {
    code: 'layout',
    message: `copies are laid out as ${text({ convention })} where the manifest says ${text(claimed)}; transpose, or say convention "${convention.name}"`,
    where: { expected: text(claimed), got: text({ convention }) },
  };
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
  const other = otherReadings(claim).find((reading) => readsWell(claim, subjects, reading));
  if (other === undefined) return { reading: first, subjects, equivariant: false };
  return { reading: other, subjects, equivariant: true, mistake: misread(claim, first, other) };
}
