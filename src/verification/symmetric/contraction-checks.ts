/** Whether the coefficients of a symmetric contraction are equivariant, under a reading that the claim allows, and the mistake if not. */
import { printIrrep } from '../../irreps/index.ts';
import { shortNumber } from '../naming.ts';
import { coarserFormats, formatTitle, type NumberFormat } from '../number-format.ts';
import { isWidespread } from '../tolerance.ts';
import type { CheckResult, Diagnosis } from '../verdict.ts';
import { dtypeOfClaim, type SymmetricClaim } from './claim.ts';
import { type OrderFit, type Probed, strays } from './contraction-fit.ts';
import { misreading } from './misreading.ts';
import { claimedReadings, placesFor, type Reading } from './reading.ts';

function isEquivariant(fits: Iterable<OrderFit>): boolean {
  for (const fit of fits) if (strays(fit).off > 0) return false;
  return true;
}

function notEquivariant(claim: SymmetricClaim, reading: Reading, fits: readonly OrderFit[]): Diagnosis {
  const judged = fits.map((fit) => ({ fit, ...strays(fit) })).filter(({ off }) => off > 0);
  const [first] = judged;
  if (first === undefined) throw new RangeError('no number is off');
  const { fit, worst, off, over } = judged.reduce((most, one) => (one.over > most.over ? one : most), first);
  const { order, out, own, projection } = fit;
  const { orderings, list } = own.multisets;
  const places = placesFor(claim.irreps, out, reading);
  const multiset = worst % list.length;
  const factor = orderings[multiset] ?? 1;
  const got = (projection.packed.values[worst] ?? 0) * factor;
  const expected = got - (projection.rest[worst] ?? 0) * factor;
  const inputs = (list[multiset] ?? []).map((input) => places.inputs[input] ?? 0).sort((a, b) => a - b);
  const output = places.out[Math.floor(worst / list.length)] ?? 0;
  return {
    code: 'not-equivariant',
    message: `order ${order} into ${printIrrep(out)}: ${off} coefficients are those of no rotation-equivariant map; worst, component ${output} has ${shortNumber(got)} times the product of the inputs ${inputs.join(', ')}, the nearest equivariant map ${shortNumber(expected)}`,
    where: { order, out: printIrrep(out), component: output, inputs, got, expected, observedOverLimit: over },
  };
}

export interface ContractionEquivariance {
  readonly result: CheckResult;
  /** absent where no reading makes it equivariant */
  readonly reading?: Reading;
  readonly found: readonly OrderFit[];
}

/** The parts of the map under a reading, one by one, with the limits of the declared format, or of slips into a coarser one. */
export type FitsIn = (reading: Reading, slip?: NumberFormat) => Generator<OrderFit>;

export function contractionEquivariance(
  claim: SymmetricClaim,
  format: NumberFormat,
  fitsIn: FitsIn,
  { answers, coefficients }: Probed,
): ContractionEquivariance {
  const failed = (fits: readonly OrderFit[], diagnosis: Diagnosis, reading?: Reading): ContractionEquivariance => {
    const evidence = { observedOverLimit: Math.max(0, ...fits.map((fit) => strays(fit).over)) };
    const result: CheckResult = { check: { id: 'equivariance', verdict: 'fail', evidence }, diagnosis };
    return { result, found: fits, ...(reading === undefined ? {} : { reading }) };
  };
  const claimed = claimedReadings(claim);
  const [first] = claimed;
  if (first === undefined) throw new RangeError('a claim has a reading');
  const reading = claimed.find((one) => isEquivariant(fitsIn(one)));
  if (reading !== undefined) {
    const fits = [...fitsIn(reading)];
    const numbers = fits.reduce((sum, { limits }) => sum + limits.length, 0);
    const evidence = { numbers, observedOverLimit: Math.max(0, ...fits.map((fit) => strays(fit).over)) };
    return { result: { check: { id: 'equivariance', verdict: 'pass', evidence } }, reading, found: fits };
  }
  // Each number of each answer enters some coefficients, none more than the highest.
  const numbers = answers.length * Math.max(...coefficients.flat().map(({ terms }) => terms.length));
  const other = misreading(claim, numbers, (one) => isEquivariant(fitsIn(one)));
  if (other !== undefined) return failed([...fitsIn(other.reading)], other.mistake, other.reading);
  const fits = [...fitsIn(first)];
  // A wrong number stays in its order and output; a format that is too coarse is seen in others too.
  const off = fits.filter((fit) => strays(fit).off > 0).length;
  for (const coarse of isWidespread(off, fits.length) ? coarserFormats(dtypeOfClaim(claim)) : []) {
    if (!isEquivariant(fitsIn(first, coarse))) continue;
    const message = `equivariant only as far as ${formatTitle(coarse)} goes, ${format.name} is claimed: some input, table or result is rounded to it, or tables are off by as little`;
    return failed(fits, { code: 'precision', message, where: { expected: format.name, got: coarse.name } }, first);
  }
  return failed(fits, notEquivariant(claim, first, fits));
}
