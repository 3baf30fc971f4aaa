/**
 * A published claim and what became of it. Verdicts follow from numbers by a stated rule, never from a hand:
 *
 *   proved      it holds in every case, and each case follows from a certificate
 *   confirmed   it holds in every case that was counted or timed
 *   qualified   it holds in some cases
 *   refuted     it holds in none, or a certificate contradicts it
 */
import type { Block, Inline, Table } from '../document.ts';
import { certificateLinks, type Evidence } from './evidence.ts';

export const VERDICTS = ['proved', 'confirmed', 'qualified', 'refuted'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Where a claim was made: in the abstract of the paper, in the summary that its institute published, in later work of the authors, or here. */
export type Source = 'abstract' | 'summary' | 'later' | 'here';

export interface ExaminedClaim {
  readonly id: string;
  readonly claim: Inline;
  readonly source: Source;
  readonly verdict: Verdict;
  /** the number that decides, in a few words */
  readonly headline: Inline;
  /** the numbers in full */
  readonly numbers: Inline;
  /** names of certificates; none where the numbers are times */
  readonly certificates: readonly string[];
  /** what else it rests on, such as a record */
  readonly record?: Inline;
  /** the command that repeats it */
  readonly rerun: string;
}

/** Proved where a rule on certified numbers holds in each case, refuted where in none. */
export const proofOf = (holds: number, of: number): Verdict =>
  of > 0 && holds === of ? 'proved' : holds === 0 ? 'refuted' : 'qualified';

/** What a claim rests on: certificates, each linked to its statement, or a record. */
const evidenceText = (evidence: Evidence, { certificates, record }: ExaminedClaim, most: number): Inline =>
  [
    certificateLinks(evidence, certificates.slice(0, most)),
    certificates.length > most ? `${certificates.length - most} more` : '',
    record ?? '',
  ]
    .filter((text) => text !== '')
    .join(', ');

/** A command that may be broken before each option, as a narrow column needs it. */
const breakable = (command: string): Inline =>
  command
    .split(/ (?=--)/)
    .map((part) => `\`${part}\``)
    .join(' ');

/** One line for each claim. */
export function claimsTable(evidence: Evidence, claims: readonly ExaminedClaim[]): Table {
  return {
    kind: 'table',
    id: 'all-claims',
    caption:
      'Every claim, what became of it, the number that decides, what it rests on, and the command that repeats it.',
    columns: [
      { header: 'claim', align: 'left' },
      { header: 'verdict', align: 'left' },
      { header: 'the number', align: 'left' },
      { header: 'evidence', align: 'left' },
      { header: 'rerun: `gauntlet …`', align: 'left' },
    ],
    rows: claims.map((one) => [
      `[${one.claim}](#claim-${one.id})`,
      `**${one.verdict}**`,
      one.headline,
      evidenceText(evidence, one, 1),
      breakable(one.rerun.replace(/^gauntlet /, '')),
    ]),
  };
}

/** Each claim with its numbers in full. */
export const claimsInFull = (evidence: Evidence, claims: readonly ExaminedClaim[]): Block[] =>
  claims.flatMap((one): Block[] => [
    { kind: 'heading', level: 4, text: `${one.claim}: ${one.verdict}`, id: `claim-${one.id}` },
    {
      kind: 'paragraph',
      text: `${capital(one.numbers)}. (*${one.source}*; ${evidenceText(evidence, one, Number.POSITIVE_INFINITY)}; \`${one.rerun}\`)`,
    },
  ]);

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
