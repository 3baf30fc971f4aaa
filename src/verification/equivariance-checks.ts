/** Convention, equivariance, parity, paths and precision: what an interpretation of the tensor amounts to, check by check. */
import type { Contraction } from './bilinear.ts';
import type { Bases, Side } from './change-of-basis.ts';
import type { Claim } from './claim.ts';
import { explainReading } from './explain-reading.ts';
import type { Fit } from './fit.ts';
import { generatorIdentity } from './generator-identity.ts';
import type { Interpretation } from './interpretation.ts';
import {
  compareWithClaim,
  interactions,
  judgePaths,
  normalisationText,
  operationFound,
  type PathJudgement,
} from './judge-paths.ts';
import { pathFacts, pathName, shortNumber } from './naming.ts';
import { coarserFormats, coarsestHolding, formatTitle, type NumberFormat } from './number-format.ts';
import { conventionFound } from './readings.ts';
import { counterexample } from './rotation-check.ts';
import { slotSigns } from './slot-signs.ts';
import { isWidespread, limitsOf, slipInto, slipOfSize } from './tolerance.ts';
import type { CheckResult, Diagnosis, Facts, Found } from './verdict.ts';

export interface EquivarianceChecks {
  readonly checks: readonly CheckResult[];
  readonly found: Found;
}

/** In a basis that was found: the signs of its slots such that the paths have theirs, where there is such a choice. */
function withClaimedSigns(claim: Claim, interpretation: Interpretation): Interpretation {
  const { fit, bases } = interpretation;
  if (bases === undefined) return interpretation;
  const { held } = compareWithClaim(claim, fit.blocks, fit.limits);
  const signs = slotSigns(held);
  if (signs === undefined) return interpretation;
  const blocks = fit.blocks.map((block) => {
    const sign = signs('left', block.left.slot) * signs('right', block.right.slot) * signs('out', block.out.slot);
    return { ...block, reduced: sign * block.reduced };
  });
  const signed = (side: Side): Bases[Side] =>
    new Map(
      [...bases[side]].map(([slot, matrix]) => [
        slot,
        matrix.map((row) => row.map((value) => value * signs(side, slot))),
      ]),
    );
  const signedBases: Bases = { left: signed('left'), right: signed('right'), out: signed('out') };
  return { ...interpretation, fit: { ...fit, blocks }, bases: signedBases };
}

/** Strays only where ℓ1+ℓ2+ℓ3 is high: what a grid that is too small does. */
function aliasing({ worst, blocks }: Fit): string {
  const sum = ({ left, right, out }: Fit['worst'][number] | Fit['blocks'][number]): number =>
    left.irrep.l + right.irrep.l + out.irrep.l;
  const lowest = Math.min(...worst.map(sum));
  const below = blocks.some((block) => block.reduced !== 0 && sum(block) < lowest);
  const severalAbove = new Set(worst.map((stray) => pathName(stray))).size > 1;
  return below && severalAbove && lowest > 2
    ? `; only ℓ1+ℓ2+ℓ3 ≥ ${lowest} are off, as on a grid or Fourier series that is too small`
    : '';
}

function notEquivariant(fit: Fit, example: Facts | undefined): Diagnosis {
  const [stray] = fit.worst;
  if (stray === undefined) {
    return { code: 'not-equivariant', message: 'the generator identity does not hold', where: {} };
  }
  const { left, right, out, place, got, expected } = stray;
  const order = (slot: typeof left, index: number): number => slot.index.indexOf(index) - slot.irrep.l;
  const m = [order(left, place[0]), order(right, place[1]), order(out, place[2])];
  const only = fit.strays === 1 ? 'only this entry is off' : `${fit.strays} entries are off`;
  return {
    code: 'not-equivariant',
    message:
      `entry (${place.join(', ')}) of the coefficient tensor, ${pathName(stray)} at m = (${m.join(', ')}), is ${got}, ` +
      `but the other entries of its path make it ${expected}; ${only}${aliasing(fit)}`,
    where: {
      ...pathFacts(stray),
      m,
      index: [...place],
      got,
      expected,
      count: fit.strays,
      ...(example === undefined ? {} : { counterexample: example }),
    },
  };
}

/** Path factors that are off a little and everywhere, each in its own way: a table rounded to a coarser format. */
function roundedTable(claim: Claim, fit: Fit, { comparison }: PathJudgement): NumberFormat | undefined {
  const { mismatches, held } = comparison;
  if (mismatches.length === 0 || !mismatches.every(({ kind }) => kind === 'scale')) return undefined;
  const { tensor } = fit.probed;
  const ratios = new Set(mismatches.map(({ got, expected }) => shortNumber(got / expected)));
  const formats = coarserFormats(claim.dtype);
  const explains = formats.find((format) => {
    const limits = limitsOf(slipInto(format, fit.probed.allowance), fit.limits.noise, fit.limits.scale);
    return compareWithClaim(claim, fit.blocks, limits).mismatches.length === 0;
  });
  if (explains === undefined) return undefined;
  const representing = coarsestHolding(formats, tensor);
  if (representing !== undefined) return representing;
  if (!isWidespread(mismatches.length, held.length) || ratios.size === 1) return undefined;
  const relative = mismatches.reduce((most, { got, expected }) => Math.max(most, Math.abs(got / expected - 1)), 0);
  return slipOfSize(formats, relative);
}

function precisionCheck(claim: Claim, fit: Fit, slipped: NumberFormat | undefined): CheckResult {
  const { limits, observedOverLimit } = fit;
  if (slipped === undefined) {
    const evidence = { dtype: claim.dtype, observedOverLimit, noise: limits.noise, largest: limits.scale };
    return { check: { id: 'precision', verdict: 'pass', evidence } };
  }
  const where = { declared: claim.dtype, behavesLike: slipped.name };
  return {
    check: { id: 'precision', verdict: 'fail', evidence: where },
    diagnosis: {
      code: 'precision',
      message: `correct, but not in ${claim.dtype}: it behaves like ${formatTitle(slipped)}; switch that off (tensor cores, mixed precision, a table in lower precision), or declare the dtype`,
      where,
    },
  };
}

function foundOf(claim: Claim, interpretation: Interpretation, judgement: PathJudgement): Found {
  const { fit, reading, bases } = interpretation;
  const { comparison } = judgement;
  const claimedFits = comparison.mismatches.length === 0;
  const other = claimedFits && claim.operation !== 'any' ? undefined : operationFound(claim, fit.blocks, fit.limits);
  return {
    operation:
      claimedFits && claim.operation !== 'any' ? claim.operation : (other?.operation ?? 'none of the catalogue'),
    convention: bases === undefined ? conventionFound(claim, reading) : null,
    normalisation:
      claimedFits && claim.operation !== 'any'
        ? normalisationText(comparison)
        : other === undefined
          ? null
          : normalisationText(other.comparison),
    interactions: interactions(comparison, claim.group),
  };
}

/**
 * @param inputsRounded whether the precision check has failed already
 */
export function equivarianceChecks(
  claim: Claim,
  asFound: Interpretation,
  contraction: Contraction,
  inputsRounded: boolean,
): EquivarianceChecks {
  const interpretation = withClaimedSigns(claim, asFound);
  const { slipped, reading } = interpretation;
  const { fit } = asFound;
  if (fit.strays > 0) {
    const [stray] = fit.worst;
    const example =
      stray === undefined ? undefined : counterexample(stray, fit.probed.sizes, contraction, fit.sides, reading);
    const { largest } = generatorIdentity(fit);
    const evidence = {
      entriesOff: fit.strays,
      shareOfSquares: fit.share,
      generatorIdentity: largest,
      ...(example === undefined ? {} : { counterexample: example }),
    };
    const check = { id: 'equivariance', verdict: 'fail', evidence } as const;
    return {
      checks: [{ check, diagnosis: notEquivariant(fit, example) }],
      found: { operation: null, convention: null, normalisation: null, interactions: null },
    };
  }
  const readingDiagnoses = [...otherCause(claim, interpretation), ...explainReading(claim, interpretation)];
  const judgement = judgePaths(claim, interpretation.fit.blocks, fit.limits);
  const found = foundOf(claim, interpretation, judgement);
  const { largest, overLimit } = generatorIdentity(fit);
  const checks: CheckResult[] = [
    ...withDiagnoses('convention', { found: found.convention }, readingDiagnoses),
    {
      check: {
        id: 'equivariance',
        verdict: overLimit <= 1 ? 'pass' : 'fail',
        evidence: { generatorIdentity: largest, overLimit, blocks: fit.blocks.length },
      },
      ...(overLimit <= 1 ? {} : { diagnosis: notEquivariant(fit, undefined) }),
    },
  ];
  const rounded = slipped ?? roundedTable(claim, fit, judgement);
  const explained = rounded !== undefined && slipped === undefined ? [] : judgement.diagnoses;
  const parity = explained.filter(({ code }) => code === 'parity-violated');
  if (claim.group === 'o3') checks.push(...withDiagnoses('parity', { group: 'o3' }, parity));
  else checks.push({ check: { id: 'parity', verdict: 'skipped', reason: 'the group is SO(3)', evidence: {} } });
  const { held, scale, factor } = judgement.comparison;
  const evidence = {
    held: held.length,
    interactions: found.interactions,
    operation: found.operation,
    normalisation: scale,
    factor,
  };
  checks.push(
    ...withDiagnoses(
      'paths',
      evidence,
      explained.filter(({ code }) => code !== 'parity-violated'),
    ),
  );
  if (!inputsRounded) checks.push(precisionCheck(claim, fit, rounded));
  return { checks, found };
}

/** The same tensor explained otherwise, where one pattern of signs does. */
function otherCause(claim: Claim, { orElse }: Interpretation): Diagnosis[] {
  if (orElse === undefined) return [];
  const { diagnoses } = judgePaths(claim, orElse.fit.blocks, orElse.fit.limits);
  const [only] = diagnoses;
  const isSign = only !== undefined && (only.code === 'path-sign' || only.code === 'global-scale');
  if (only === undefined || diagnoses.length > 1 || !isSign) return [];
  return [{ ...only, message: `${only.message}. Or the inputs are exchanged: no probe can tell the two apart` }];
}

/** A check that fails with each of the diagnoses, or passes without any. */
function withDiagnoses(
  id: 'convention' | 'parity' | 'paths',
  evidence: Facts,
  diagnoses: readonly Diagnosis[],
): CheckResult[] {
  const check = { id, verdict: diagnoses.length === 0 ? 'pass' : 'fail', evidence } as const;
  return diagnoses.length === 0 ? [{ check }] : diagnoses.map((diagnosis) => ({ check, diagnosis }));
}
