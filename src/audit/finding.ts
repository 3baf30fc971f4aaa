/** What an audit finds: a code, a sentence, the rows concerned, and the numbers behind it. */
import type { RowFacts } from './facts.ts';

export const FINDING_CODES = [
  'no-path',
  'no-interaction',
  'zero-output',
  'impossible-output',
  'grid-undersized',
  'grid-oversized',
  'matrix-undersized',
  'matrix-oversized',
  'count-mismatch',
  'normalisation',
  'unequal-freedom',
  'tolerance-loose',
  'time-order',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

export interface Finding {
  readonly code: FindingCode;
  readonly message: string;
  /** labels of the rows concerned */
  readonly where: readonly string[];
  readonly evidence: Readonly<Record<string, number | string | readonly string[]>>;
}

/** Holds one row to one rule. */
export type Judge = (facts: RowFacts) => Finding[];

export const finding = (
  { row }: RowFacts,
  code: FindingCode,
  message: string,
  evidence: Finding['evidence'] = {},
): Finding => ({ code, message, where: [row.label], evidence });
