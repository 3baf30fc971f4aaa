/**
 * Decides whether an implementation is what it is claimed to be, and says what it is if not.
 *
 * The campaign is asked in full; then everything is decided from the answers: do they mean anything (shape, numbers, determinism, rows
 * independent) → is f bilinear → under which reading is its tensor equivariant → which paths, which operation → how precise → gradients.
 * What fails early is the cause of what would fail later, so later checks are then skipped, visibly.
 */
import { type Contraction, contractionOf } from './bilinear.ts';
import { bilinearity } from './bilinearity-check.ts';
import { BATCH_IDS, type Batch, type BatchId, campaign, dimensionsOf, rotatedOf, scaledOrder } from './campaign.ts';
import type { Claim } from './claim.ts';
import { batchIndependence, determinism } from './contract-checks.ts';
import { couplings } from './decomposition.ts';
import { equivarianceChecks } from './equivariance-checks.ts';
import { largestSize, type Probed } from './fit.ts';
import { gradients } from './gradient-check.ts';
import type { Implementation } from './implementation.ts';
import { interpret } from './interpret.ts';
import type { Interpretation } from './interpretation.ts';
import { compareWithClaim } from './judge-paths.ts';
import { FORMATS } from './number-format.ts';
import { type Answer, type Answers, ask, NO_ANSWER } from './questioning.ts';
import { conventionFound } from './readings.ts';
import { rotations } from './rotation-check.ts';
import { largestDegree } from './slots.ts';
import { allowanceIn } from './tolerance.ts';
import { CHECK_IDS, type CheckResult, type Diagnosis, NOTHING_FOUND, type Verdict, verdictOf } from './verdict.ts';

export interface JudgeOptions {
  /** an integer in 0 … 2³²−1; the same seed asks the same questions */
  readonly seed: number;
  readonly progress?: (done: number, of: number, note: string) => void;
}

/** Made once for all claims of a process: exact values rounded, the same for everybody. */
const COUPLINGS = couplings();

/** The inputs of the batches that are compared with sums over the tensor. */
function batchesOf(claim: Claim, seed: number, ids: readonly BatchId[]): Map<BatchId, Batch[]> {
  const found = new Map<BatchId, Batch[]>();
  for (const batch of campaign(claim, seed)) {
    if (ids.includes(batch.id)) found.set(batch.id, [...(found.get(batch.id) ?? []), batch]);
  }
  return found;
}

/** The tensor as `scaled` shows it: each answer divided by its two scalars. */
function secondTensor(claim: Claim, seed: number, batches: readonly Batch[], answers: Float64Array): Float64Array {
  const { d1, d2, d3 } = dimensionsOf(claim);
  const order = scaledOrder(claim, seed);
  const tensor = new Float64Array(answers.length);
  for (const { first, rows, x1, x2 } of batches) {
    for (let r = 0; r < rows; r++) {
      const pair = order[first + r] ?? 0;
      const [i, j] = [Math.floor(pair / d2), pair % d2];
      const [a, b] = [x1[r * d1 + i] ?? 1, x2[r * d2 + j] ?? 1];
      for (let k = 0; k < d3; k++) tensor[pair * d3 + k] = (answers[(first + r) * d3 + k] ?? 0) / a / b;
    }
  }
  return tensor;
}

export async function judge(
  claim: Claim,
  implementation: Implementation,
  { seed, progress }: JudgeOptions,
): Promise<Verdict> {
  const total = BATCH_IDS.length + 1;
  const answers = await ask(dimensionsOf(claim), campaign(claim, seed), implementation, (done, note) =>
    progress?.(Math.min(done, total - 1), total, note),
  );
  const { broken } = answers;
  if (broken !== undefined && broken.where['pass'] !== 'vjp') return brokenVerdict(answers, broken, seed);
  progress?.(total - 1, total, 'judging');
  const verdict = decide(claim, answers, seed, implementation.vjp !== undefined);
  progress?.(total, total, 'judged');
  return verdict;
}

function brokenVerdict({ by }: Answers, broken: Diagnosis, seed: number): Verdict {
  const evidence = { batch: broken.where['batch'] ?? null, batchesAnswered: by.size };
  const results: CheckResult[] = [
    { check: { id: 'contract', verdict: 'fail', evidence: { ...evidence, code: broken.code } }, diagnosis: broken },
  ];
  return verdictOf(
    CHECK_IDS,
    results,
    NOTHING_FOUND,
    seed,
    () => `the answer to batch "${evidence.batch}" could not be used`,
  );
}

function decide(claim: Claim, answers: Answers, seed: number, offersGradients: boolean): Verdict {
  const sizes = dimensionsOf(claim);
  const answer = (id: BatchId): Answer => answers.by.get(id) ?? NO_ANSWER;
  const degree = largestDegree(claim.left) + largestDegree(claim.right) + largestDegree(claim.out);
  const allowance = allowanceIn(FORMATS[claim.dtype], degree);
  const results: CheckResult[] = [
    { check: { id: 'contract', verdict: 'pass', evidence: { ...sizes, batchesAnswered: answers.by.size } } },
    determinism(answers, sizes),
    batchIndependence(answers, allowance, sizes),
  ];
  const [, repeated, independent] = results;
  if (repeated?.diagnosis !== undefined) {
    const kept = results.slice(0, 2);
    return verdictOf(CHECK_IDS, kept, NOTHING_FOUND, seed, () => 'the answers change from call to call');
  }
  if (independent?.diagnosis !== undefined) {
    return verdictOf(
      CHECK_IDS,
      results,
      NOTHING_FOUND,
      seed,
      () => 'the answer to a row depends on the other rows of its batch',
    );
  }

  const batches = batchesOf(claim, seed, ['scaled', 'dense', 'gradient-dense']);
  const tensor = answer('units').forward;
  const probed: Probed = {
    sizes,
    tensor,
    second: secondTensor(claim, seed, batches.get('scaled') ?? [], answer('scaled').forward),
    allowance,
    scale: largestSize(tensor),
  };
  const interpretation = interpret(claim, probed, COUPLINGS, ({ blocks, limits }) => {
    const { mismatches, held } = compareWithClaim(claim, blocks, limits);
    return { off: mismatches.length, of: held.length };
  });
  const { limits } = interpretation.fit;
  const contraction = contractionOf(tensor, sizes);
  const [dense] = batches.get('dense') ?? [];
  if (dense === undefined) throw new RangeError('the campaign has a batch of general vectors');
  const linear = bilinearity({
    sizes,
    dtype: claim.dtype,
    limits,
    tensor,
    second: probed.second,
    contraction,
    dense,
    answers: answer('dense').forward,
    slipped: interpretation.slipped !== undefined,
  });
  results.push(linear);
  if (linear.diagnosis?.code === 'not-bilinear') {
    return verdictOf(
      CHECK_IDS,
      results,
      NOTHING_FOUND,
      seed,
      () => 'the output is not bilinear: no tensor stands for it',
    );
  }
  const { checks, found } = equivarianceChecks(
    claim,
    interpretation,
    contraction,
    linear.diagnosis?.code === 'precision',
  );
  results.push(...checks);

  const ahead = results.some(({ diagnosis }) => diagnosis !== undefined);
  const turned = rotationCheck(claim, answers, seed, interpretation, contraction);
  if (turned !== undefined) results.push(ahead ? { check: turned.check } : turned);
  const [gradientBatch] = batches.get('gradient-dense') ?? [];
  if (answers.broken !== undefined) {
    results.push({
      check: { id: 'gradient', verdict: 'fail', evidence: answers.broken.where },
      diagnosis: answers.broken,
    });
  } else if (offersGradients && gradientBatch !== undefined) {
    const judged = gradients({
      sizes,
      limits,
      tensor,
      contraction,
      units: answer('gradient-units'),
      dense: gradientBatch,
      answers: answer('gradient-dense'),
      again: answer('gradient-again'),
    });
    // A gradient of something else than a wrong output is no cause of its own.
    results.push(...(ahead ? judged.map(({ check }) => ({ check })) : judged));
  }
  return verdictOf(CHECK_IDS, results, found, seed, (id) =>
    id === 'gradient' || id === 'second-gradient'
      ? offersGradients
        ? 'the gradients could not be used'
        : 'the implementation offers no gradient (vjp)'
      : id === 'rotations'
        ? 'no rotated vectors were prepared for the convention that was found'
        : 'an earlier check failed',
  );
}

/** The rotated vectors that were prepared for the reading found; undefined if there are none. */
function rotationCheck(
  claim: Claim,
  answers: Answers,
  seed: number,
  { fit, reading, bases, exchanged, reordered }: Interpretation,
  contraction: Contraction,
): CheckResult | undefined {
  if (bases !== undefined || exchanged || reordered !== undefined || fit.strays > 0) return undefined;
  const sizes = dimensionsOf(claim);
  const { forward } = answers.by.get('rotated') ?? NO_ANSWER;
  const name = JSON.stringify(conventionFound(claim, reading));
  const rows = rotatedOf(claim, seed).flatMap((rotated, n) => {
    if (JSON.stringify(conventionFound(claim, rotated.reading)) !== name) return [];
    const at = (row: number): Float64Array => forward.subarray(row * sizes.d3, (row + 1) * sizes.d3);
    return [{ rotated, plain: at(2 * n), image: at(2 * n + 1) }];
  });
  if (rows.length === 0) return undefined;
  return rotations({ sizes, limits: fit.limits, contraction, sides: fit.sides, seed, rows });
}
