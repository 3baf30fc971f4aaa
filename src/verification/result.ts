/**
 * What a run over manifests came to: one result per manifest, all of a campaign or one shard of it.
 *
 * A manifest is addressed by its content: SHA-256 over its path as the campaign has it, its bytes and the seed, which together fix
 * the questions asked and how they are judged. A campaign is addressed by its manifests, so that parts of different campaigns
 * cannot be taken for one another.
 */
import { createHash } from 'node:crypto';
import { printable } from './excerpt.ts';
import type { Verdict } from './verdict.ts';

/** A manifest of a campaign: its path and its address. */
export interface Entry {
  readonly manifest: string;
  readonly id: string;
}

/** Why there is no verdict: the exit code that the error has by itself, and its words. */
export interface Failure {
  readonly exit: 2 | 3;
  readonly message: string;
}

export type Result = Entry & { readonly name: string } & (
    | { readonly verdict: Verdict; readonly error?: undefined }
    | { readonly error: Failure; readonly verdict?: undefined }
  );

/** 1 ≤ index ≤ of. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** The document that a campaign prints with --json, and that `merge` reads. */
export interface CampaignDocument {
  readonly verdict: 'pass' | 'fail' | 'undecided';
  readonly campaign: {
    readonly name: string;
    readonly id: string;
    readonly seed: number;
    readonly entries: readonly Entry[];
  };
  /** null once all is there */
  readonly shard: Shard | null;
  readonly results: readonly Result[];
}

/** SHA-256 in hexadecimal over parts whose borders count. */
export function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  // The length before each part keeps the borders between them.
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('hex');
}

export const entryOf = (manifest: string, bytes: Uint8Array, seed: number): Entry => ({
  manifest,
  id: digest(manifest, bytes, `${seed}`),
});

export const campaignId = (entries: readonly Entry[]): string => digest(...entries.map(({ id }) => id));

/** The positions of a shard: every `of`-th, so that neighbours, which are often alike in size, are spread. */
export const inShard = (position: number, { index, of }: Shard): boolean => position % of === index - 1;

/** pass: all passed. fail: one did not. undecided: none failed, and some could not be judged. */
export function overall(results: readonly Result[]): CampaignDocument['verdict'] {
  if (results.some(({ verdict }) => verdict?.verdict === 'fail')) return 'fail';
  return results.every(({ verdict }) => verdict !== undefined) ? 'pass' : 'undecided';
}

/** 0 passed · 1 something is wrong · 2 a request was wrong · 3 this machine could not: what is certain comes first. */
export function exitCode(results: readonly Result[]): 0 | 1 | 2 | 3 {
  if (overall(results) === 'fail') return 1;
  const errors = results.flatMap(({ error }) => error?.exit ?? []);
  if (errors.includes(2)) return 2;
  return errors.length > 0 ? 3 : 0;
}

const LONGEST_LINE = 2000;

/** One line for each result, and one for all. */
export function summaryLines(results: readonly Result[]): string[] {
  const word = (result: Result): string => result.verdict?.verdict ?? 'error';
  const why = ({ verdict, error }: Result): string => error?.message ?? verdict?.diagnosis[0]?.message ?? '';
  const lines = results.map((result) => {
    const reason = word(result) === 'pass' ? '' : `: ${why(result).replaceAll('\n', '; ')}`;
    return printable(`${word(result).padEnd(5)}  ${result.manifest}${reason}`, LONGEST_LINE);
  });
  const count = (wanted: string): number => results.filter((result) => word(result) === wanted).length;
  const errors = count('error');
  return [...lines, `${count('pass')} passed, ${count('fail')} failed${errors > 0 ? `, ${errors} not judged` : ''}`];
}
