/** An irreducible representation of O(3): degree ℓ = 0, 1, 2, … and parity p = ±1, written `1o` as e3nn users write it. */
import { RequestError } from '../errors.ts';

/** +1 even (`e`), −1 odd (`o`) under inversion. */
export type Parity = 1 | -1;

/** Degree l ≥ 0, parity p. Its dimension is 2l + 1. */
export interface Irrep {
  readonly l: number;
  readonly p: Parity;
}

/** The largest degree read from text: far above every use, low enough that no table of it exhausts the memory. */
export const MAX_DEGREE = 1000;

/** The parity (−1)^ℓ that the spherical harmonics of degree l have. */
export const naturalParity = (l: number): Parity => (l % 2 === 0 ? 1 : -1);

/** The irrep of degree l with the parity of the harmonics. */
export const naturalIrrep = (l: number): Irrep => ({ l, p: naturalParity(l) });

/** 2l + 1. */
export const irrepDimension = (irrep: Irrep): number => 2 * irrep.l + 1;

/** `1o`. */
export const printIrrep = ({ l, p }: Irrep): string => `${l}${p === 1 ? 'e' : 'o'}`;

export const equalIrreps = (a: Irrep, b: Irrep): boolean => a.l === b.l && a.p === b.p;

/** e3nn's order: by degree, and within a degree the natural parity first (0e 0o 1o 1e 2e 2o …). */
export const compareIrreps = (a: Irrep, b: Irrep): number =>
  a.l - b.l || (a.p === b.p ? 0 : a.p === naturalParity(a.l) ? -1 : 1);

/** Reads `1o`. @throws RequestError naming the text */
export function parseIrrep(text: string): Irrep {
  const match = /^(\d{1,4})([eo])$/.exec(text);
  const l = Number(match?.[1]);
  if (match === null || l > MAX_DEGREE) {
    throw new RequestError(
      `expected an irrep such as 1o (degree ≤ ${MAX_DEGREE}, then e or o), got ${JSON.stringify(text)}`,
    );
  }
  return { l, p: match[2] === 'e' ? 1 : -1 };
}
