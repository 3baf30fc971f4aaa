/**
 * The verdict on one theorem: its certificate is generated, compared with the one that came with the package, and checked by the checker
 * that shares nothing with src/, in a process of its own.
 *
 * The theorems are no part of src/ (they import it, never the reverse): the build puts them beside cli/, where they are found at run time.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { MachineError } from '../errors.ts';
import type { Study } from '../report/study.ts';
import { readInput } from './terminal.ts';

interface Certificate {
  readonly cases: number;
}

/** What the command needs of proofs/catalogue.ts. */
export interface Proofs {
  readonly theorems: readonly {
    readonly id: string;
    readonly statement: string;
    readonly range: string;
    /** whether `generate` asks for the study */
    readonly ofStudy: boolean;
    generate(study: () => Study): Certificate;
  }[];
  certificateText(certificate: Certificate): string;
}

export type Theorem = Proofs['theorems'][number];

export interface TheoremQuestion {
  readonly id: string;
  /** the default study, for theorems of it */
  readonly study?: Study;
  /** where the certificate may be written for the checker */
  readonly folder: string;
}

export interface TheoremVerdict {
  readonly verdict: 'pass' | 'fail';
  /** absent where there is no certificate */
  readonly cases?: number;
  /** of a failure */
  readonly why?: string;
}

const checkerLine = v.object({
  verdict: v.picklist(['pass', 'fail']),
  cases: v.exactOptional(v.number()),
  why: v.exactOptional(v.string()),
});

const proofsFolder = new URL('../proofs/', import.meta.url);
const partOfProofs = (path: string): string => fileURLToPath(new URL(path, proofsFolder));

const isProofs = (value: unknown): value is Proofs =>
  typeof value === 'object' &&
  value !== null &&
  'theorems' in value &&
  Array.isArray(value.theorems) &&
  'certificateText' in value &&
  typeof value.certificateText === 'function';

/** @throws MachineError if this copy of the package came without its proofs */
export async function loadProofs(): Promise<Proofs> {
  let found: unknown;
  try {
    found = await import(new URL('catalogue.js', proofsFolder).href);
  } catch {
    found = undefined;
  }
  if (isProofs(found)) return found;
  throw new MachineError(
    `${fileURLToPath(proofsFolder)}: expected the proofs of this package; build or install it anew`,
  );
}

/** The certificate that came with the package, if there is one. */
function shipped(id: string): string | undefined {
  const places = ['certificates', 'certificates/several-factors'].map((folder) => partOfProofs(`${folder}/${id}.json`));
  const path = places.find((place) => existsSync(place));
  return path === undefined ? undefined : readInput(path);
}

/** How many exact checks the certificate that came with the package claims. @throws MachineError if there is none */
export function shippedChecks(id: string): number {
  const text = shipped(id);
  if (text !== undefined) return v.parse(v.object({ cases: v.number() }), JSON.parse(text)).cases;
  throw new MachineError(
    `${fileURLToPath(proofsFolder)}: expected a certificate of ${id}; build or install the package anew`,
  );
}

/** Roughly how much work a theorem is, in no particular unit: large evidence costs most. */
export const theoremWeight = ({ id }: Theorem): number => shipped(id)?.length ?? 0;

/** What the checker says of a certificate. @throws MachineError if it cannot be run */
function checked(path: string): TheoremVerdict {
  const { stdout, error } = spawnSync(process.execPath, [partOfProofs('check-all.mjs'), '--json', path], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (error !== undefined) throw new MachineError(`cannot start the checker: ${error.message}`);
  if (stdout === '') return { verdict: 'fail', why: 'the checker says nothing about it' };
  return v.parse(checkerLine, JSON.parse(stdout));
}

/** @throws MachineError if the checker cannot be run */
export async function theoremVerdict({ id, study, folder }: TheoremQuestion): Promise<TheoremVerdict> {
  const { theorems, certificateText } = await loadProofs();
  let text: string;
  try {
    const theorem = theorems.find((one) => one.id === id);
    if (theorem === undefined) throw new RangeError(`no theorem ${id}`);
    text = certificateText(
      theorem.generate(() => {
        if (study === undefined) throw new RangeError(`${id} was made without the study`);
        return study;
      }),
    );
  } catch (error) {
    return { verdict: 'fail', why: error instanceof Error ? error.message : String(error) };
  }
  if (shipped(id) !== text) return { verdict: 'fail', why: 'not the certificate of this package' };
  const path = join(folder, `${id}.json`);
  writeFileSync(path, text);
  return checked(path);
}
