/**
 * The numbers an algorithm runs on. Written once over `Arithmetic<T>`, it is evaluated exactly, in float64, in float32 with every
 * operation rounded, or with every operation counted.
 */
import { surdToFloat32, surdToFloat64 } from './float.ts';
import type { Surd } from './surd.ts';
import { addSurdSums, multiplySurdSums, type SurdSum, sumOfSurds } from './surd-sum.ts';

/** A number in a precomputed table: exact, or a float64 where its exact value is no surd (nodes of a quadrature). */
export type Constant = Surd | number;

export interface Arithmetic<T> {
  readonly zero: T;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  /** @throws RangeError if the arithmetic is exact and the constant is a float */
  constant(value: Constant): T;
}

/** A conversion of surds that remembers: tables hold the same surds at every evaluation, and conversion is not cheap. */
function remembered<T>(round: (a: Surd) => T): (a: Surd) => T {
  const known = new WeakMap<Surd, T>();
  return (a) => {
    const before = known.get(a);
    if (before !== undefined) return before;
    const value = round(a);
    known.set(a, value);
    return value;
  };
}

const toFloat64 = remembered(surdToFloat64);
const toFloat32 = remembered(surdToFloat32);
const toSum = remembered((a): SurdSum => sumOfSurds([a]));

export const FLOAT64_ARITHMETIC: Arithmetic<number> = {
  zero: 0,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  constant: (value) => (typeof value === 'number' ? value : toFloat64(value)),
};

/** float32 with every result rounded: double rounding through float64 is harmless for +, − and × (53 ≥ 2·24 + 2; Figueroa 1995). */
export const FLOAT32_ARITHMETIC: Arithmetic<number> = {
  zero: 0,
  add: (a, b) => Math.fround(a + b),
  subtract: (a, b) => Math.fround(a - b),
  multiply: (a, b) => Math.fround(a * b),
  constant: (value) => (typeof value === 'number' ? Math.fround(value) : toFloat32(value)),
};

const MINUS_ONE: SurdSum = sumOfSurds([{ sign: -1, num: 1n, den: 1n, pi: 0 }]);

export const EXACT_ARITHMETIC: Arithmetic<SurdSum> = {
  zero: [],
  add: addSurdSums,
  subtract: (a, b) => addSurdSums(a, multiplySurdSums(MINUS_ONE, b)),
  multiply: multiplySurdSums,
  constant: (value) => {
    if (typeof value === 'number')
      throw new RangeError('this algorithm has float64 tables: it has no exact evaluation');
    return toSum(value);
  },
};

/** Operations performed so far. */
export interface OperationCount {
  multiplies: number;
  adds: number;
}

/** The same arithmetic, every multiplication and every addition or subtraction counted into `count`. */
export function counting<T>(over: Arithmetic<T>, count: OperationCount): Arithmetic<T> {
  return {
    ...over,
    add: (a, b) => {
      count.adds++;
      return over.add(a, b);
    },
    subtract: (a, b) => {
      count.adds++;
      return over.subtract(a, b);
    },
    multiply: (a, b) => {
      count.multiplies++;
      return over.multiply(a, b);
    },
  };
}
