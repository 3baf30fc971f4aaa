/**
 * Decides whether a program computes a symmetric contraction: a polynomial map of the orders claimed, equivariant, each row by itself.
 *
 * Its values on all sums of up to ν basis vectors decide a polynomial of degree ν for all inputs (polynomial.ts); that it is one shows on
 * general vectors. Equivariant is what lies in the span of the canonical basis; the weights there are found.
 */
import { couplingFactor } from '../../coupling/convention.ts';
import { RequestError } from '../../errors.ts';
import { surdToFloat64 } from '../../exact/float.ts';
import { irrepDimension, printIrrep } from '../../irreps/index.ts';
import { manyBodyBases } from '../../many-body/many-body-bases.ts';
import type { Dimensions } from '../campaign.ts';
import { batchIndependence, determinism } from '../contract-checks.ts';
import type { Implementation } from '../implementation.ts';
import type { JudgeOptions } from '../judge.ts';
import { FORMATS, type NumberFormat } from '../number-format.ts';
import { type Answer, type Answers, ask, NO_ANSWER } from '../questioning.ts';
import { allowanceIn, contractionAllowance, contractionSlip, noiseLevel, slopeAllowance } from '../tolerance.ts';
import {
  type CheckId,
  type CheckResult,
  type Found,
  NOTHING_FOUND,
  type Verdict,
  verdictOf,
  type WeightsFound,
} from '../verdict.ts';
import { canonicalPlan, coupledDegree, dtypeOfClaim, type SymmetricClaim, symmetricSignature } from './claim.ts';
import { SYMMETRIC_OPERATION } from './claim-fields.ts';
import { contractionEquivariance } from './contraction-checks.ts';
import {
  fitPart,
  noiseOf,
  type OrderFit,
  type OutputSlot,
  type Part,
  type Probed,
  probedFrom,
  reachOf,
  tensorNorms,
} from './contraction-fit.ts';
import type { Places } from './packed-maps.ts';
import { boundedCoefficients, type PolynomialQuestion, polynomialCheck } from './polynomial-check.ts';
import { ownMaps } from './projection.ts';
import { claimedReadings, placesFor, type Reading } from './reading.ts';
import { slopeChecks } from './slope-check.ts';
import {
  askedSizes,
  checkProbing,
  gradientNumbers,
  type SYMMETRIC_BATCHES,
  sizesOf,
  symmetricCampaign,
} from './symmetric-campaign.ts';

const CONTRACTION_CHECKS: readonly CheckId[] = [
  'contract',
  'determinism',
  'batch',
  'polynomial',
  'equivariance',
  'gradient',
  'second-gradient',
];

function outputSlots({ out }: SymmetricClaim): OutputSlot[] {
  let start = 0;
  return out.map((irrep) => {
    const slot = { out: irrep, start };
    start += irrepDimension(irrep);
    return slot;
  });
}

/** Weights of the basis as it is in the convention: of scale `component` its elements are √(2ℓ+1) times as large. */
function weightsOf({ order, out, projection, weightLimits }: OrderFit, { convention }: Reading): WeightsFound {
  const factor = surdToFloat64(couplingFactor(convention, out.l));
  const nonzero = projection.matrix.filter((weight, i) => Math.abs(weight) > (weightLimits[i] ?? 0)).length;
  return { order, out: printIrrep(out), weights: Array.from(projection.matrix, (weight) => weight / factor), nonzero };
}

const independent =
  (format: NumberFormat, degree: number) =>
  (answers: Answers, sizes: Dimensions): CheckResult =>
    batchIndependence(answers, allowanceIn(format, degree), sizes);

/**
 * The noise on coefficients of an order at an output: where all must be zero, on all of them; else where the claimed reading, of several
 * the one that leaves least, has zeros.
 */
function noiseTable(
  claim: SymmetricClaim,
  probed: Probed,
  parts: readonly Part[],
  placesOf: (part: Part, reading: Reading) => Places,
): (order: number, output: number) => number {
  const table = probed.coefficients.map((list, order) =>
    Array.from({ length: probed.outputs }, (_, output) =>
      claim.orders.includes(order)
        ? Number.POSITIVE_INFINITY
        : noiseLevel(Float64Array.from(list, ({ values }) => Math.abs(values[output] ?? 0))),
    ),
  );
  for (const part of parts) {
    const noise = Math.min(...claimedReadings(claim).map((reading) => noiseOf(probed, part, placesOf(part, reading))));
    table[part.order]?.fill(noise, part.slot.start, part.slot.start + irrepDimension(part.slot.out));
  }
  return (order, output) => table[order]?.[output] ?? Number.POSITIVE_INFINITY;
}

/** @throws RequestError for claims that take too much to probe, and values too large to be judged; what the implementation throws */
export async function judgeImplementation(
  claim: SymmetricClaim,
  implementation: Implementation,
  { seed, progress }: JudgeOptions,
): Promise<Verdict> {
  checkProbing(claim);
  const plan = canonicalPlan(claim);
  const slopes = gradientNumbers(claim);
  const asksGradients = implementation.vjp !== undefined && !slopes.tooMany;
  const batches = [...symmetricCampaign(claim, seed, asksGradients)];
  const total = batches.length + 1;
  const [units] = batches;
  if (units === undefined) throw new RangeError('the campaign has no questions');
  const sizes = sizesOf(claim, units.rows);
  const answers = await ask(askedSizes(claim), batches, implementation, (done, note) => progress?.(done, total, note));
  const results: CheckResult[] = [];
  const withoutGradients =
    implementation.vjp === undefined
      ? 'the implementation offers no gradient (vjp)'
      : `probing the gradient takes ${slopes.numbers} numbers; judge fewer copies: copies are alike`;
  const verdict = (found: Found, reason = 'an earlier check failed'): Verdict =>
    verdictOf(CONTRACTION_CHECKS, results, found, seed, (id) =>
      id.endsWith('gradient') && !asksGradients ? withoutGradients : reason,
    );
  if (answers.broken !== undefined && !answers.by.has('empty')) {
    const { broken } = answers;
    const evidence = { batch: broken.where['batch'] ?? null, batchesAnswered: answers.by.size, code: broken.code };
    results.push({ check: { id: 'contract', verdict: 'fail', evidence }, diagnosis: broken });
    return verdict(NOTHING_FOUND, 'an answer could not be used');
  }
  const { left, out } = symmetricSignature(claim);
  const evidence = { d: left, dOut: out, points: units.rows };
  results.push({ check: { id: 'contract', verdict: 'pass', evidence } });
  const format = FORMATS[dtypeOfClaim(claim)];
  const degree = Math.max(...claim.out.map((irrep) => coupledDegree(claim, claim.correlation, irrep)));
  for (const check of [determinism, independent(format, degree)]) {
    const made = check(answers, sizes);
    results.push(made);
    if (made.diagnosis !== undefined) return verdict(NOTHING_FOUND, 'the answer to a row is not a function of the row');
  }

  progress?.(total - 1, total, 'judging');
  const answer = (id: (typeof SYMMETRIC_BATCHES)[number]): Answer => answers.by.get(id) ?? NO_ANSWER;
  const probed = probedFrom(claim.correlation, out, units, answer('units').forward);
  if (!Number.isFinite(reachOf(tensorNorms(probed, 0, out), claim.correlation))) {
    throw new RequestError(
      'the values at small integers are too large to be squared in float64; give it smaller weights',
    );
  }
  const terms = probed.multisets.at(-1)?.list.length ?? 0;
  const allowance = contractionAllowance(format, { order: claim.correlation, degree, terms });
  const slots = outputSlots(claim);
  const parts = manyBodyBases(claim, plan).flatMap((basis): Part[] => {
    const { order, out: irrep } = basis.count;
    const [slot, multisets] = [slots.find((one) => one.out === irrep), probed.multisets[order]];
    return slot === undefined || multisets === undefined ? [] : [{ order, slot, own: ownMaps(basis, multisets) }];
  });
  const placesOf = ({ slot }: Part, reading: Reading): Places => placesFor(claim.irreps, slot.out, reading);

  const noise = noiseTable(claim, probed, parts, placesOf);
  const questions = batches.flatMap((batch): PolynomialQuestion[] =>
    batch.id === 'scaled' || batch.id === 'dense' ? [{ batch, answers: answer(batch.id).forward }] : [],
  );
  const coefficients = boundedCoefficients(probed, allowance, noise);
  const polynomial = polynomialCheck(claim, probed, questions, allowance, coefficients);
  results.push(polynomial);
  if (polynomial.diagnosis !== undefined) return verdict(NOTHING_FOUND, 'the output is no such polynomial');

  function* fitsIn(reading: Reading, slip?: NumberFormat): Generator<OrderFit> {
    for (const part of parts) {
      const places = placesOf(part, reading);
      if (slip !== undefined) yield fitPart(probed, part, places, contractionSlip(slip, allowance), 0);
      else yield fitPart(probed, part, places, allowance, noiseOf(probed, part, places));
    }
  }
  const { result, reading, found } = contractionEquivariance(claim, format, fitsIn, probed);
  results.push(result);
  if (reading === undefined) return verdict(NOTHING_FOUND);
  const batch = (id: (typeof SYMMETRIC_BATCHES)[number]) => batches.find((one) => one.id === id);
  const [slopeUnits, slopeDense] = [batch('gradient-units'), batch('gradient-dense')];
  if (answers.broken !== undefined) {
    const { broken } = answers;
    results.push({ check: { id: 'gradient', verdict: 'fail', evidence: broken.where }, diagnosis: broken });
  } else if (slopeUnits !== undefined && slopeDense !== undefined) {
    const norms = tensorNorms(probed, 0, out);
    const given = {
      coefficients,
      norms,
      allowance: slopeAllowance(format, { order: claim.correlation, degree, terms }),
    };
    const asked = [
      { batch: slopeUnits, gradient: answer('gradient-units').x1 },
      { batch: slopeDense, gradient: answer('gradient-dense').x1 },
    ] as const;
    results.push(...slopeChecks(given, ...asked, answer('gradient-again').x1));
  }
  return verdict({
    ...NOTHING_FOUND,
    operation: SYMMETRIC_OPERATION,
    convention: reading.convention.name,
    weights: found.map((fit) => weightsOf(fit, reading)),
  });
}
