/** The ranges that exhaustive tests of couplings run over, and exact sums of surds compared with one surd. */
import { rational } from '../../src/exact/rational.ts';
import { multiplySurds, SURD_ONE, type Surd, surdFromRational } from '../../src/exact/surd.ts';
import { addSurdSums, isZeroSum, scaleSurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';

/** 0, 1/2, 1, … up to max. */
export const halvesUpTo = (max: number): number[] => Array.from({ length: 2 * max + 1 }, (_, t) => t / 2);

/** 0, 1, … up to max. */
export const degreesUpTo = (max: number): number[] => Array.from({ length: max + 1 }, (_, l) => l);

/** −j, −j+1, …, j. */
export const projections = (j: number): number[] => Array.from({ length: 2 * j + 1 }, (_, i) => i - j);

/** |j1−j2|, …, j1+j2. */
export const coupled = (j1: number, j2: number): number[] =>
  Array.from({ length: 2 * Math.min(j1, j2) + 1 }, (_, i) => Math.abs(j1 - j2) + i);

/** Whether j1, j2, j3 can be coupled to zero. */
export const isTriple = (j1: number, j2: number, j3: number): boolean =>
  Number.isInteger(j1 + j2 + j3) && j3 <= j1 + j2 && j1 <= j2 + j3 && j2 <= j3 + j1;

/** How often spin 0 occurs in the product of spins, by counting weights: those of total 0 less those of total 1. */
export function invariants(spins: readonly number[]): number {
  let weights = new Map([[0, 1]]);
  for (const j of spins) {
    const next = new Map<number, number>();
    for (const [m, count] of weights) for (let n = -j; n <= j; n++) next.set(m + n, (next.get(m + n) ?? 0) + count);
    weights = next;
  }
  return (weights.get(0) ?? 0) - (weights.get(1) ?? 0);
}

/** (−1)^n for an integer n, as a surd. */
export function signSurd(n: number): Surd {
  if (!Number.isInteger(n)) throw new RangeError(`(−1)^${n} is not a sign`);
  return surdFromRational(rational(n % 2 === 0 ? 1 : -1));
}

export const integerSurd = (n: number): Surd => surdFromRational(rational(n));

/** The product of all. */
export const productOf = (...factors: readonly Surd[]): Surd => factors.reduce(multiplySurds, SURD_ONE);

/** Whether Σ terms = value, exactly. */
export function sumsTo(terms: Iterable<Surd>, value: Surd): boolean {
  return isZeroSum(addSurdSums(sumOfSurds(terms), scaleSurdSum(sumOfSurds([value]), rational(-1))));
}

/** All ways to draw `length` values, the last running fastest. */
export function* tuples(values: readonly number[], length: number): Generator<number[]> {
  if (length === 0) {
    yield [];
    return;
  }
  for (const start of tuples(values, length - 1)) for (const value of values) yield [...start, value];
}

/** Remembers the values of a function of numbers. */
export function remembered<Args extends readonly number[], Value>(
  compute: (args: Args) => Value,
): (...args: Args) => Value {
  const known = new Map<string, Value>();
  return (...args) => {
    const key = args.join(); // −0 and 0 are written alike
    let value = known.get(key);
    if (value === undefined) {
      value = compute(args);
      known.set(key, value);
    }
    return value;
  };
}
