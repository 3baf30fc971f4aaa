/**
 * Lists of irreps with multiplicities: `8x0e+4x1o+2e`, the interface of e3nn. Order and repetition are kept: they fix the layout
 * of the vectors. Reading and printing are inverse to one another.
 */
import { RequestError } from '../errors.ts';
import {
  compareIrreps,
  equalIrreps,
  type Irrep,
  irrepDimension,
  MAX_DEGREE,
  type Parity,
  printIrrep,
} from './irrep.ts';

/** `mul` copies of one irrep, mul ≥ 0. */
export interface MulIrrep {
  readonly mul: number;
  readonly irrep: Irrep;
}

export type Irreps = readonly MulIrrep[];

/** The largest multiplicity read from text. */
export const MAX_MULTIPLICITY = 1_000_000;
/** The most `+`-separated entries read from text. */
export const MAX_ENTRIES = 10_000;

/** Σ mul·(2l+1). */
export const irrepsDimension = (irreps: Irreps): number =>
  irreps.reduce((sum, { mul, irrep }) => sum + mul * irrepDimension(irrep), 0);

/** `8x0e+4x1o+1x2e`: every multiplicity written, as e3nn prints. */
export const printIrreps = (irreps: Irreps): string =>
  irreps.map(({ mul, irrep }) => `${mul}x${printIrrep(irrep)}`).join('+');

/** One copy of each irrep, in the given order. */
export const singles = (irreps: readonly Irrep[]): Irreps => irreps.map((irrep) => ({ mul: 1, irrep }));

/** Copies of equal irreps gathered, empty entries dropped, in e3nn's order of degrees. */
export function gatherIrreps(irreps: Irreps): Irreps {
  const gathered: { mul: number; irrep: Irrep }[] = [];
  for (const { mul, irrep } of irreps) {
    const same = gathered.find((entry) => equalIrreps(entry.irrep, irrep));
    if (same !== undefined) same.mul += mul;
    else gathered.push({ mul, irrep });
  }
  return gathered.filter(({ mul }) => mul > 0).sort((a, b) => compareIrreps(a.irrep, b.irrep));
}

/** Offset of each entry in the vector of length irrepsDimension, in list order. */
export function irrepsOffsets(irreps: Irreps): number[] {
  let offset = 0;
  return irreps.map(({ mul, irrep }) => {
    const start = offset;
    offset += mul * irrepDimension(irrep);
    return start;
  });
}

/**
 * Reads `8x0e+4x1o+2e`; blanks around the signs are allowed.
 * @throws RequestError with the token, its column (1-based), and what was expected there
 */
export function parseIrreps(text: string): Irreps {
  const refuse = (column: number, expected: string, got: string): never => {
    const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
    throw new RequestError(
      `irreps ${JSON.stringify(shown)}, column ${column}: expected ${expected}, got ${got}; write for example 8x0e+4x1o+2e`,
    );
  };
  const entries: MulIrrep[] = [];
  let column = 1;
  for (const token of text.split('+')) {
    const start = column + (token.length - token.trimStart().length);
    const word = token.trim();
    column += token.length + 1;
    if (word === '') refuse(start, 'an irrep', start > text.length ? 'the end' : 'nothing');
    if (entries.length === MAX_ENTRIES) refuse(start, `at most ${MAX_ENTRIES} entries`, 'more');
    // Each step names the first character that does not fit.
    const mulText = /^(\d+)\s*x\s*/.exec(word);
    const mul = mulText === null ? 1 : Number(mulText[1]);
    if (mul > MAX_MULTIPLICITY) refuse(start, `a multiplicity ≤ ${MAX_MULTIPLICITY}`, `${mulText?.[1]}`);
    const after = mulText?.[0].length ?? 0;
    const rest = word.slice(after);
    const degree = /^\d+/.exec(rest)?.[0];
    if (degree === undefined) {
      const got = rest === '' ? 'the end' : JSON.stringify(rest.charAt(0));
      return refuse(start + after, mulText === null ? 'a multiplicity or a degree' : 'a degree', got);
    }
    if (Number(degree) > MAX_DEGREE) refuse(start + after, `a degree ≤ ${MAX_DEGREE}`, degree);
    const quoted = (i: number): string => (i < rest.length ? JSON.stringify(rest.charAt(i)) : 'the end');
    const letter = degree.length;
    const parity = rest.charAt(letter);
    if (parity !== 'e' && parity !== 'o') refuse(start + after + letter, 'the parity e or o', quoted(letter));
    if (rest.length > letter + 1) refuse(start + after + letter + 1, '"+" or the end', quoted(letter + 1));
    const p: Parity = parity === 'e' ? 1 : -1;
    entries.push({ mul, irrep: { l: Number(degree), p } });
  }
  return entries;
}
