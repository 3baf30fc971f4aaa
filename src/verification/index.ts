/** Verification: a claim, an implementation, the judge's verdict, and ways to write it down. */
export { annotationLines } from './annotations.ts';
export { type Batch, type BatchId, campaign, type Dimensions, dimensionsOf, type Pass } from './campaign.ts';
export { type Claim, type ClaimInput, type PinnedPath, parseClaim } from './claim.ts';
export * from './implementation.ts';
export { type JudgeOptions, judge } from './judge.ts';
export { junitOf } from './junit.ts';
export { markdownOf } from './markdown.ts';
export { NORMALISATIONS, type Normalisation } from './normalisation.ts';
export type { Entry, Failure, Result } from './result.ts';
export { screen } from './screen.ts';
export { parseSymmetricClaim, type SymmetricClaim } from './symmetric/claim.ts';
export type { Conversion, ConversionArray } from './symmetric/conversion.ts';
export { type BasisJudgement, judgeBasis } from './symmetric/judge-basis.ts';
export { judgeImplementation as judgeSymmetric } from './symmetric/judge-implementation.ts';
export * from './verdict.ts';
