/**
 * The trials that every kernel stands: all basis vectors, and random numbers of every temper.
 *
 *   basis       forward: x = e_i, y = e_j, all pairs. vjp: z̄ = e_k with y = e_j, and with x = e_j. A bilinear map is its values there.
 *   uniform     multiples of 2^−20 in [−1, 1]
 *   wide        exponents from −20 to 20, mixed
 *   huge        about 2^56, products about 2^112: near the end of the range
 *   tiny        about 2^−60, products about 2^−120: intermediate results may vanish
 *   subnormal   the first input below 2^−126, where operands may be flushed; the others about 2^20
 *   cancelling  all inputs nearly equal, so that antisymmetric parts leave little of large terms
 */

import { EXACT_ARITHMETIC } from '../exact/arithmetic.ts';
import { surdToFloat32 } from '../exact/float.ts';
import { rational } from '../exact/rational.ts';
import { boundedArithmetic, exactly } from '../exact/rounding.ts';
import { SURD_ONE, SURD_ZERO, scaledRoot } from '../exact/surd.ts';
import { type SurdSum, sumOfSurds } from '../exact/surd-sum.ts';
import { runProgram } from '../program/program.ts';
import { directionTrialInputs } from './direction-inputs.ts';
import type { CaseVector, KernelCase } from './kernel-case.ts';
import { type Numbers, scaledNumbers, unitNumbers } from './seeded-numbers.ts';
import { type ExpectedRows, expectedBy, rowInputs, type Trial } from './trial.ts';

export const TEMPERS = ['uniform', 'wide', 'huge', 'tiny', 'subnormal', 'cancelling'] as const;
export type Temper = (typeof TEMPERS)[number];

/** Numbers for input k. */
const NUMBERS: Readonly<Record<Temper, (seed: number, k: number) => Numbers>> = {
  uniform: unitNumbers,
  wide: (seed) => scaledNumbers(seed, -20, 20),
  huge: (seed) => scaledNumbers(seed, 55, 56),
  tiny: (seed) => scaledNumbers(seed, -62, -58),
  subnormal: (seed, k) => (k === 0 ? scaledNumbers(seed, -136, -127) : scaledNumbers(seed, 18, 20)),
  cancelling: (seed) => scaledNumbers(seed, 0, 0),
};

const filled = (rows: number, { entries }: CaseVector, numbers: Numbers): Float32Array =>
  Float32Array.from({ length: rows * entries.length }, numbers);

/** Rows in which entry i of every vector is the same but for a few last places. */
function nearlyEqual(rows: number, vectors: readonly CaseVector[], seed: number): Float32Array[] {
  const longest = Math.max(0, ...vectors.map(({ entries }) => entries.length));
  const common = Float32Array.from({ length: rows * longest }, scaledNumbers(seed, 0, 0));
  const jitter = unitNumbers(seed + 1);
  return vectors.map(({ entries: { length } }) =>
    Float32Array.from(
      { length: rows * length },
      (_, i) => (common[Math.floor(i / length) * longest + (i % length)] ?? 0) * (1 + 2 ** -20 * jitter()),
    ),
  );
}

/** Exact values by the definition, or, for a product with a direction, by the program in float64. */
function expectedOf(kernel: KernelCase, trial: Pick<Trial, 'rows' | 'channels' | 'inputs'>): ExpectedRows[] {
  return expectedBy(kernel.definition ?? kernel.program, boundedArithmetic('float64'), trial.rows, (row) =>
    rowInputs(kernel, trial, row).map((numbers) => Array.from(numbers, exactly)),
  );
}

/** Random rows of one temper. @param rows a multiple of channels */
export function randomTrial(kernel: KernelCase, temper: Temper, rows: number, seed: number, channels = 1): Trial {
  const equal = temper === 'cancelling' ? nearlyEqual(rows, kernel.inputs, seed) : undefined;
  const inputs = kernel.inputs.map((vector, k) => {
    if ('matrices' in vector) return directionTrialInputs(vector.matrices, rows / channels, seed).numbers;
    return equal?.[k] ?? filled(rows, vector, NUMBERS[temper](seed + k, k));
  });
  const trial = { name: temper, rows, channels, inputs };
  return { ...trial, expected: expectedOf(kernel, trial) };
}

const unit = (length: number, place: number): Float32Array => {
  const vector = new Float32Array(length);
  vector[place] = 1;
  return vector;
};

function packed(vectors: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(vectors.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const vector of vectors) {
    whole.set(vector, start);
    start += vector.length;
  }
  return whole;
}

/** Rows of basis vectors, as lists of one vector for each input. */
function basisRows({ inputs, pass }: KernelCase): Float32Array[][] {
  const lengths = inputs.map(({ entries }) => entries.length);
  const [left = 0, right = 0, ...back] = lengths;
  const rows: Float32Array[][] = [];
  if (pass === 'forward') {
    for (let i = 0; i < left; i++) for (let j = 0; j < right; j++) rows.push([unit(left, i), unit(right, j)]);
    return rows;
  }
  for (const [port, length] of back.entries()) {
    for (let k = 0; k < length; k++) {
      const cotangents = back.map((other, q) => (q === port ? unit(other, k) : new Float32Array(other)));
      for (let j = 0; j < Math.max(left, right); j++) rows.push([unit(left, j), unit(right, j), ...cotangents]);
    }
  }
  return rows;
}

/** The float32 nearest to a sum of at most one term. */
function nearestFloat(sum: SurdSum): number {
  const [term, ...others] = sum;
  if (term === undefined) return 0;
  if (others.length > 0) throw new RangeError('a coupling coefficient is one surd');
  return surdToFloat32(scaledRoot(term.coefficient, rational(term.radicand), term.pi));
}

/** All basis vectors through a kernel; for cgtp-so2 all x = e_i (and z̄ = e_k) in several directions. */
export function basisTrial(kernel: KernelCase): Trial {
  const { definition } = kernel;
  if (definition === undefined) return directionBasis(kernel);
  const rows = basisRows(kernel);
  const inputs = kernel.inputs.map((_, k) => packed(rows.map((row) => row[k] ?? new Float32Array())));
  const trial = { name: 'basis', rows: rows.length, channels: 1, inputs };
  const expected = expectedOf(kernel, trial);
  if (!kernel.givesEntries) return { ...trial, expected };
  const [zero, one] = [sumOfSurds([SURD_ZERO]), sumOfSurds([SURD_ONE])];
  const exact = rows.map((row) =>
    runProgram(
      EXACT_ARITHMETIC,
      definition,
      row.map((vector) => Array.from(vector, (value) => (value === 1 ? one : zero))),
    ),
  );
  return {
    ...trial,
    expected: expected.map((one, k) => ({
      ...one,
      floats: Float32Array.from(exact.flatMap((vectors) => (vectors[k] ?? []).map(nearestFloat))),
    })),
  };
}

/** Directions of a basis trial. */
const DIRECTIONS = 5;

function directionBasis(kernel: KernelCase): Trial {
  const [x, , back] = kernel.inputs;
  const lengths = [x, back].map((vector) => vector?.entries.length ?? 0);
  const channels = Math.max(...lengths);
  const rows = DIRECTIONS * channels;
  const inputs = kernel.inputs.map((vector) =>
    'matrices' in vector
      ? directionTrialInputs(vector.matrices, DIRECTIONS, 1).numbers
      : packed(
          Array.from({ length: rows }, (_, row) =>
            unit(vector.entries.length, (row % channels) % vector.entries.length),
          ),
        ),
  );
  const trial = { name: 'basis', rows, channels, inputs };
  return { ...trial, expected: expectedOf(kernel, trial) };
}
