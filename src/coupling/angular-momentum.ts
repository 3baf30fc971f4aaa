/**
 * Angular momenta as the caller writes them (2, 0.5, 3/2) and as the formulas use them (doubled integers).
 *
 * Arguments that are no (half-)integers, |m| > j or j − m not an integer are nonsense and throw; a broken triangle or
 * m1+m2+m3 ≠ 0 is an exact zero.
 */
import { RequestError } from '../errors.ts';

/** The largest angular momentum accepted: formulas are exact beyond, but their integers grow without bound. */
export const MAX_ANGULAR_MOMENTUM = 1000;

/** A doubled angular momentum: 2j, an integer ≥ 0. */
export type Twice = number;

function doubled(value: number, name: string): number {
  if (!Number.isInteger(2 * value)) {
    throw new RequestError(`${name} must be an integer or half-integer, got ${value}`);
  }
  return 2 * value + 0; // + 0 turns −0 into 0
}

/** 2j of a magnitude. @throws RequestError unless j is an integer or half-integer in 0…1000 */
export function twiceMagnitude(j: number, name: string): Twice {
  if (!(j >= 0 && j <= MAX_ANGULAR_MOMENTUM)) {
    throw new RequestError(`${name} must lie between 0 and ${MAX_ANGULAR_MOMENTUM}, got ${j}`);
  }
  return doubled(j, name);
}

/** The degree ℓ itself. @throws RequestError unless it is an integer in 0…1000 */
export function checkDegree(l: number, name: string): number {
  if (!(Number.isInteger(l) && l >= 0 && l <= MAX_ANGULAR_MOMENTUM)) {
    throw new RequestError(`${name} must be an integer between 0 and ${MAX_ANGULAR_MOMENTUM}, got ${l}`);
  }
  return l;
}

/** 2m of a projection of j. @throws RequestError unless |m| ≤ j and j − m is an integer */
export function twiceProjection(m: number, twiceJ: Twice, name: string, ofName: string): number {
  const twiceM = doubled(m, name);
  if (Math.abs(twiceM) > twiceJ) {
    throw new RequestError(`|${name}| must be ≤ ${ofName} = ${twiceJ / 2}, got ${name} = ${m}`);
  }
  if ((twiceJ - twiceM) % 2 !== 0) {
    throw new RequestError(`${ofName} − ${name} must be an integer, got ${ofName} = ${twiceJ / 2}, ${name} = ${m}`);
  }
  return twiceM;
}

/** |j1−j2| ≤ j3 ≤ j1+j2 with integer j1+j2+j3, on doubled values. */
export const isTriad = (t1: Twice, t2: Twice, t3: Twice): boolean =>
  (t1 + t2 + t3) % 2 === 0 && Math.abs(t1 - t2) <= t3 && t3 <= t1 + t2;

/** (−1)^n for an integer n. */
export const minusOneTo = (n: number): 1 | -1 => (n % 2 === 0 ? 1 : -1);
