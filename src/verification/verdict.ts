/** What the judge says: the JSON of `gauntlet verify`, as the command-line contract has it. */

/** `skipped` is neither: the check was not made, and `reason` says why. */
export type Outcome = 'pass' | 'fail' | 'skipped';

/** Evidence and places: what JSON can hold, small enough to be read. */
export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [key: string]: Fact };
export type Facts = { readonly [key: string]: Fact };

export const CHECK_IDS = [
  'contract',
  'determinism',
  'batch',
  'bilinearity',
  'convention',
  'equivariance',
  'parity',
  'paths',
  'precision',
  'rotations',
  'gradient',
  'second-gradient',
] as const;
/** Of a symmetric contraction (symmetric/): of a basis, and of an implementation. */
export const SYMMETRIC_CHECK_IDS = ['symmetry', 'polynomial', 'span'] as const;
export type CheckId = (typeof CHECK_IDS)[number] | (typeof SYMMETRIC_CHECK_IDS)[number];

export interface Check {
  readonly id: CheckId;
  readonly verdict: Outcome;
  /** of a skipped check */
  readonly reason?: string;
  readonly evidence: Facts;
}

export const DIAGNOSIS_CODES = [
  'wrong-shape',
  'nonfinite',
  'not-deterministic',
  'not-bilinear',
  'batch-coupled',
  'not-equivariant',
  'parity-violated',
  'path-missing',
  'path-extra',
  'path-sign',
  'path-scale',
  'global-scale',
  'slots-swapped',
  'basis-order',
  'basis-sign',
  'layout',
  'precision',
  'gradient',
  'protocol',
] as const;
/** Of a symmetric contraction, besides those. */
export const SYMMETRIC_CODES = [
  'not-symmetric',
  'basis-missing',
  'basis-redundant',
  'basis-undecided',
  'not-polynomial',
  'wrong-degree',
] as const;
export type DiagnosisCode = (typeof DIAGNOSIS_CODES)[number] | (typeof SYMMETRIC_CODES)[number];

/** One check, and the cause where it failed and is the first to show it. */
export interface CheckResult {
  readonly check: Check;
  readonly diagnosis?: Diagnosis;
}

/** One cause. More than one diagnosis means: more than one fault, or causes that no probe can tell apart (the messages say which). */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  /** what is wrong and what to do about it, in one or two sentences */
  readonly message: string;
  readonly where: Facts;
}

/** What the implementation turned out to be; null where nothing was found. */
export interface Found {
  /** an operation id, `none of the catalogue`, or null */
  readonly operation: string | null;
  /** a preset for all sides, or one for each */
  readonly convention: string | { readonly left: string; readonly right: string; readonly out: string } | null;
  /** `component`, or `component × 0.5`: times a global factor */
  readonly normalisation: string | null;
  /** the paths between distinct irreps that are there */
  readonly interactions: number | null;
  /** of a basis of symmetric contractions: what there is of each order and output */
  readonly maps?: readonly MapsFound[];
  /** of an implementation of one: its weights in the canonical basis */
  readonly weights?: readonly WeightsFound[];
}

export interface WeightsFound {
  readonly order: number;
  readonly out: string;
  readonly weights: readonly number[];
  /** how many are not zero, beyond rounding */
  readonly nonzero: number;
}

/** A basis of the symmetric maps of one order into one output, held against the canonical one. */
export interface MapsFound {
  readonly order: number;
  readonly out: string;
  /** how many independent maps there are */
  readonly canonical: number;
  /** elements given */
  readonly given: number;
  /** certainly independent, whatever the rounding */
  readonly independent: number;
  /** dependent on the others, up to rounding */
  readonly redundant: number;
}

/** Where a fault hides everything else. */
export const NOTHING_FOUND: Found = { operation: null, convention: null, normalisation: null, interactions: null };

export interface Verdict {
  readonly verdict: 'pass' | 'fail';
  readonly checks: readonly Check[];
  readonly diagnosis: readonly Diagnosis[];
  readonly found: Found;
  readonly seed: number;
}

/** `order 3 into 1o: 12 of 12 independent, 5 redundant`. */
const mapsText = ({ order, out, canonical, given, independent, redundant }: MapsFound): string =>
  [
    `order ${order} into ${out}: ${independent} of ${canonical} independent`,
    ...(redundant > 0 ? [`${redundant} redundant`] : []),
    ...(given > independent + redundant ? [`${given - independent - redundant} undecided`] : []),
  ].join(', ');

/** `order 3 into 1o: 9 of 12 weights are not zero`. */
const weightsText = ({ order, out, weights, nonzero }: WeightsFound): string =>
  `order ${order} into ${out}: ${nonzero} of ${weights.length} weights are not zero`;

/** Lines on what a symmetric contraction has of each order and output. */
export const foundLines = ({ maps = [], weights = [] }: Found): string[] => [
  ...maps.map(mapsText),
  ...weights.map(weightsText),
];

/** Checks in their order; those not made are skipped for the reason given. Any failure or diagnosis fails the whole. */
export function verdictOf(
  ids: readonly CheckId[],
  results: readonly CheckResult[],
  found: Found,
  seed: number,
  reasonFor: (id: CheckId) => string,
): Verdict {
  const checks = ids.map((id): Check => {
    const made = results.find(({ check }) => check.id === id);
    return made?.check ?? { id, verdict: 'skipped', reason: reasonFor(id), evidence: {} };
  });
  const diagnosis = results.flatMap((result) => (result.diagnosis === undefined ? [] : [result.diagnosis]));
  const failed = checks.some(({ verdict }) => verdict === 'fail') || diagnosis.length > 0;
  return { verdict: failed ? 'fail' : 'pass', checks, diagnosis, found, seed };
}
