/** Readings that explain a mistake: maps that are equivariant, but in another convention or another order of the irreps than is claimed. */
import { basisOrder } from '../../coupling/convention.ts';
import { type Irreps, printIrreps } from '../../irreps/index.ts';
import type { Diagnosis } from '../verdict.ts';
import type { SymmetricClaim } from './claim.ts';
import { claimedReadings, otherReadings, type Reading } from './reading.ts';

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

/**
 * The first reading beyond the claim under which all is well, and what it says of the claim.
 * @param numbers to be looked at for one reading
 */
export function misreading(
  claim: SymmetricClaim,
  numbers: number,
  isWell: (reading: Reading) => boolean,
): { readonly reading: Reading; readonly mistake: Diagnosis } | undefined {
  const [claimed] = claimedReadings(claim);
  const reading = otherReadings(claim, numbers).find(isWell);
  if (claimed === undefined || reading === undefined) return undefined;
  return { reading, mistake: misread(claim, claimed, reading) };
}
