/**
 * Decides whether arrays are a basis of the symmetric equivariant maps that a claim speaks of, by holding them against the canonical
 * one: usable → symmetric in their inputs → equivariant, under a reading that the claim allows → independent and complete.
 *
 * Source of the question: bases for MACE's symmetric contraction of equal features that differ in size by library, for one space of maps.
 */
import { couplingFactor } from '../../coupling/convention.ts';
import { surdToFloat64 } from '../../exact/float.ts';
import { printIrrep } from '../../irreps/index.ts';
import { type MapBasis, manyBodyBases } from '../../many-body/many-body-bases.ts';
import type { Tensors } from '../../tensor-file/index.ts';
import type { JudgeOptions } from '../judge.ts';
import { type CheckId, type CheckResult, type Found, NOTHING_FOUND, type Verdict, verdictOf } from '../verdict.ts';
import { checkMagnitudes, type ForeignArray, foreignArrays, unusableArray } from './basis-arrays.ts';
import { type Examined, equivarianceCheck, type Spanned, spanChecks, symmetryCheck } from './basis-checks.ts';
import { readBasis } from './basis-reading.ts';
import { allowanceFor, elementCount, projectionOf, subjectsOf } from './basis-subject.ts';
import { canonicalPlan, type SymmetricClaim } from './claim.ts';
import { SYMMETRIC_OPERATION } from './claim-fields.ts';
import type { Conversion } from './conversion.ts';
import { independence, nothingIndependent } from './independence.ts';
import { elementName } from './projection.ts';

export interface BasisJudgement {
  readonly verdict: Verdict;
  /** absent where the foreign elements are no maps that ours can write */
  readonly conversion?: Conversion;
}

const BASIS_CHECKS: readonly CheckId[] = ['contract', 'symmetry', 'equivariance', 'span'];

/** Column j of M over the norm of foreign element j. */
function unitColumns({ projection: { matrix, packed } }: Examined): Float64Array[] {
  const { elements, norms } = packed;
  return Array.from({ length: elements }, (_, j) =>
    Float64Array.from(
      { length: matrix.length / elements },
      (_, i) => (matrix[i * elements + j] ?? 0) / (norms[j] || 1),
    ),
  );
}

/** An order and output without an array: all of ours is missing. */
const absent = ({ order, out }: ForeignArray, { elements }: MapBasis): Spanned => ({
  found: { order, out: printIrrep(out), canonical: elements.length, given: 0, independent: 0, redundant: 0 },
  names: elements.map(elementName),
  independence: nothingIndependent(elements.length),
});

function spanOf(examined: Examined): Spanned {
  const { subject, allowance } = examined;
  const { order, out, own } = subject;
  const canonical = own.names.length;
  const found = independence(unitColumns(examined), canonical, allowance);
  return {
    found: {
      order,
      out: printIrrep(out),
      canonical,
      given: elementCount(subject),
      independent: found.certain,
      redundant: found.dependent.length,
    },
    names: own.names,
    independence: found,
  };
}

function conversionOf(convention: string, all: readonly Examined[]): Conversion {
  return {
    convention,
    arrays: all.map(({ subject, reading, projection, allowance }) => {
      // In a convention of scale `component` our elements are √(2ℓ+1) times as large, and M smaller by it.
      const factor = surdToFloat64(couplingFactor(reading.convention, subject.out.l));
      const { key, order, out, sha256 } = subject;
      return {
        key,
        order,
        out,
        sha256,
        ours: subject.own.names.length,
        theirs: elementCount(subject),
        matrix: projection.matrix.map((value) => value / factor),
        error: projection.packed.norms.map((norm) => (allowance.rounded * norm) / factor),
      };
    }),
  };
}

/**
 * @param tensors by key, as ORDER_IRREP
 * @param where names their file in errors
 * @throws RequestError for arrays that the claim does not speak of, bases too large to be made, and numbers too large to be squared
 */
export function judgeBasis(
  claim: SymmetricClaim,
  tensors: Tensors,
  where: string,
  { seed, progress }: JudgeOptions,
): BasisJudgement {
  const plan = canonicalPlan(claim);
  const arrays = foreignArrays(claim, tensors, where);
  const unusable = unusableArray(claim, arrays);
  if (unusable !== undefined) {
    const evidence = { array: unusable.where['array'] ?? null, code: unusable.code };
    const results: CheckResult[] = [{ check: { id: 'contract', verdict: 'fail', evidence }, diagnosis: unusable }];
    return { verdict: verdictOf(BASIS_CHECKS, results, NOTHING_FOUND, seed, () => 'the arrays could not be used') };
  }
  checkMagnitudes(arrays);
  const bases = manyBodyBases(claim, plan, (made, { order, out }) =>
    progress?.(made, plan.coefficients, `order ${order} into ${printIrrep(out)}`),
  );
  const given = subjectsOf(claim, arrays, bases);
  const { reading, subjects, equivariant, mistake } = readBasis(claim, given);
  const all = subjects.map(
    (subject): Examined => ({
      subject,
      reading,
      projection: projectionOf(claim, subject, reading),
      allowance: allowanceFor(claim, subject),
    }),
  );
  const numbers = given.reduce((sum, { tensor }) => sum + tensor.data.length, 0);
  const results: CheckResult[] = [
    { check: { id: 'contract', verdict: 'pass', evidence: { arrays: given.length, numbers } } },
    symmetryCheck(claim, all),
    equivarianceCheck(claim, all, mistake),
  ];
  const found: Found = { ...NOTHING_FOUND, operation: SYMMETRIC_OPERATION, convention: reading.convention.name };
  if (!equivariant) {
    const nothing: Found = { ...found, convention: null };
    return { verdict: verdictOf(BASIS_CHECKS, results, nothing, seed, () => 'some elements are not equivariant') };
  }
  const examined = new Map(all.map((one) => [one.subject.key, one]));
  const spans = arrays.flatMap((array, i): Spanned[] => {
    const [one, basis] = [examined.get(array.key), bases[i]];
    if (one !== undefined) return [spanOf(one)];
    return basis === undefined || basis.elements.length === 0 ? [] : [absent(array, basis)];
  });
  const { check, more } = spanChecks(claim, spans, subjects[0]?.format.name ?? '');
  results.push(check, ...more.map((diagnosis) => ({ ...check, diagnosis })));
  const maps = spans.map((span) => span.found);
  const verdict = verdictOf(BASIS_CHECKS, results, { ...found, maps }, seed, () => 'an earlier check failed');
  return mistake === undefined ? { verdict, conversion: conversionOf(reading.convention.name, all) } : { verdict };
}
