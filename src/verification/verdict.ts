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
export type CheckId = (typeof CHECK_IDS)[number];

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
export type DiagnosisCode = (typeof DIAGNOSIS_CODES)[number];

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
}

export interface Verdict {
  readonly verdict: 'pass' | 'fail';
  readonly checks: readonly Check[];
  readonly diagnosis: readonly Diagnosis[];
  readonly found: Found;
  readonly seed: number;
}
