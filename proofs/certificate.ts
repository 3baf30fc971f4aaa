/**
 * A theorem and its certificate: the claim, how many cases it was checked in, and the evidence that an independent checker needs.
 * The form of every kind is in schema.md; check.mjs and check.py read nothing else of ours.
 */
import type { Study } from '../src/report/index.ts';

/** Fields in this order, then those of its kind: integers, texts, lists and objects only. */
export interface Certificate {
  readonly schema: 1;
  readonly id: string;
  readonly kind: string;
  /** the statement with its range, word for word as the checkers make it from the other fields */
  readonly claim: string;
  /** how many cases the statement has */
  readonly cases: number;
  readonly [evidence: string]: unknown;
}

export interface Theorem {
  readonly id: string;
  /** of its certificate in certificates/: `ID.json`, in the folder several-factors/ if it is of a kind that check-all.mjs adds */
  readonly file: string;
  /** what holds, without its range */
  readonly statement: string;
  readonly range: string;
  /** whether its proof is about the default study */
  readonly ofStudy: boolean;
  /**
   * @param study the default study, computed when first asked for: by theorems that say so
   * @throws Error if the theorem does not hold
   */
  generate(study: () => Study): Certificate;
}

/** The kinds on several factors. */
const SEVERAL_FACTORS: readonly string[] = ['bases', 'products', 'clouds'];

/** What a theorem adds to its name: the claim with its range, the cases, and the evidence. */
interface Proved {
  readonly claim: string;
  readonly cases: number;
  readonly [evidence: string]: unknown;
}

/** A theorem from its proof; its kind is its id where it has one of its own. */
export function theorem(
  given: Pick<Theorem, 'id' | 'statement' | 'range'> & {
    readonly kind?: string;
    readonly ofStudy?: true;
    prove(study: () => Study): Proved;
  },
): Theorem {
  const { id, statement, range, kind = id, ofStudy = false } = given;
  const file = SEVERAL_FACTORS.includes(kind) ? `several-factors/${id}.json` : `${id}.json`;
  return { id, file, statement, range, ofStudy, generate: (study) => ({ schema: 1, id, kind, ...given.prove(study) }) };
}

/** The text of a certificate: JSON with a line for each field and for each item of a list of lists or objects, no other blanks. */
export function certificateText(certificate: Certificate): string {
  const fields = Object.entries(certificate).map(([name, value]) => {
    const isTable = Array.isArray(value) && typeof value[0] === 'object';
    const text = isTable ? `[\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]` : JSON.stringify(value);
    return `${JSON.stringify(name)}:${text}`;
  });
  return `{${fields.join(',\n')}}\n`;
}

/** Ends the work on a theorem that does not hold. @throws Error saying where */
export function holds(condition: boolean, where: string): void {
  if (!condition) throw new Error(`the theorem does not hold: ${where}`);
}

/** ℓ1 ≤ ℓ2 ≤ ℓ3 ≤ top with ℓ3 ≤ ℓ1+ℓ2; Σ_{ℓ3 ≤ top} ⌊(ℓ3+2)²/4⌋ of them. */
export function sortedTriads(top: number): [number, number, number][] {
  const triads: [number, number, number][] = [];
  for (let c = 0; c <= top; c++) {
    for (let b = 0; b <= c; b++) for (let a = c - b; a <= b; a++) triads.push([a, b, c]);
  }
  return triads;
}

/** from, from+step, …, to. */
export const steps = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, k) => from + k * step);
