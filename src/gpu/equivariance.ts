/**
 * Equivariance, observed on the GPU: the kernel on rotated inputs against the rotated outputs of the kernel, for exact rotations. What was
 * rounded on the way, the rotated inputs and both results, is bounded; nothing else may differ.
 *
 *   f(fl(D x), fl(D y))  against  D f(x, y)
 */
import { multiplyQuaternions, type Quaternion, wignerD } from '../coupling/rotation.ts';
import { boundedArithmetic, exactly, type KernelRounding } from '../exact/rounding.ts';
import type { Surd } from '../exact/surd.ts';
import type { Irreps } from '../irreps/irreps.ts';
import { rotationNumbers, seededQuaternions } from './direction-inputs.ts';
import type { CaseVector, KernelCase } from './kernel-case.ts';
import { scaledNumbers } from './seeded-numbers.ts';
import { boundsOf, type ExpectedRows, type Judgement, judge, type Trial } from './trial.ts';

/** D v on one copy of each irrep, from float64 values with bounds. */
function rotated(
  irreps: Irreps,
  matrix: (l: number) => readonly (readonly Surd[])[],
  values: readonly number[],
  errors: readonly number[],
) {
  const over = boundedArithmetic('float64');
  let start = 0;
  return irreps.flatMap(({ irrep: { l } }) => {
    const from = start;
    start += 2 * l + 1;
    return matrix(l).map((row) =>
      row.reduce(
        (sum, entry, k) =>
          over.add(
            sum,
            over.multiply(over.constant(entry), { value: values[from + k] ?? 0, error: errors[from + k] ?? 0 }),
          ),
        exactly(0),
      ),
    );
  });
}

/** A trial of rows before rotation, and one of the rows after it. */
export interface RotatedTrials {
  readonly before: Trial;
  readonly after: Trial;
  /** what the second must give, from what the kernel gave on the first and its bounds */
  expected(found: readonly Float32Array[], bounds: readonly Float64Array[]): (ExpectedRows | undefined)[];
}

/** One rotation for each row. */
export function rotatedTrials(kernel: KernelCase, rows: number, seed: number): RotatedTrials {
  const rotations = seededQuaternions(rows, seed);
  const directions = seededQuaternions(rows, seed + 1);
  const matrices = rotations.map((q) => {
    const known = new Map<number, Surd[][]>();
    return (l: number): Surd[][] => {
      const matrix = known.get(l) ?? wignerD(l, q);
      known.set(l, matrix);
      return matrix;
    };
  });
  const turnedDirections = directions.map((q, row): Quaternion => multiplyQuaternions(rotations[row] ?? q, q));
  const inputs = kernel.inputs.map((vector, k) =>
    'matrices' in vector
      ? rotationNumbers(vector.matrices, directions)
      : {
          numbers: Float32Array.from({ length: rows * vector.entries.length }, scaledNumbers(seed + k, -2, 2)),
          errors: new Float64Array(rows * vector.entries.length),
        },
  );
  const turn = (vector: CaseVector, values: Float32Array, errors: Float64Array) => {
    if ('matrices' in vector) return [];
    const { length } = vector.entries;
    return matrices.flatMap((matrix, row) => {
      const range = [row * length, (row + 1) * length] as const;
      return rotated(vector.irreps, matrix, [...values.subarray(...range)], [...errors.subarray(...range)]);
    });
  };
  const turned = kernel.inputs.map((vector, k) => {
    if ('matrices' in vector) return rotationNumbers(vector.matrices, turnedDirections);
    const exact = turn(vector, inputs[k]?.numbers ?? new Float32Array(), inputs[k]?.errors ?? new Float64Array());
    const numbers = Float32Array.from(exact, ({ value }) => value);
    return {
      numbers,
      errors: Float64Array.from(exact, ({ value, error }, i) => Math.abs((numbers[i] ?? 0) - value) + error),
    };
  });
  const trial = (name: string, sides: readonly { numbers: Float32Array; errors: Float64Array }[]): Trial => ({
    name,
    rows,
    channels: 1,
    inputs: sides.map(({ numbers }) => numbers),
    inputErrors: sides.map(({ errors }) => errors),
    expected: [],
  });
  return {
    before: trial('before rotation', inputs),
    after: trial('after rotation', turned),
    expected: (found, bounds) =>
      kernel.outputs.map((vector, k) => {
        if ('matrices' in vector) return undefined;
        const numbers = turn(vector, found[k] ?? new Float32Array(), bounds[k] ?? new Float64Array());
        return {
          values: Float64Array.from(numbers, ({ value }) => value),
          errors: Float64Array.from(numbers, ({ error }) => error),
        };
      }),
  };
}

/** Judges a kernel that `run` calls. */
export async function judgeEquivariance(
  kernel: KernelCase,
  rounding: KernelRounding,
  { rows, seed }: { readonly rows: number; readonly seed: number },
  run: (trial: Trial) => Promise<readonly Float32Array[]>,
): Promise<Judgement> {
  const { before, after, expected } = rotatedTrials(kernel, rows, seed);
  const [first, second] = [await run(before), await run(after)];
  return judge(
    { ...after, expected: expected(first, boundsOf(kernel, before, rounding)) },
    boundsOf(kernel, after, rounding),
    second,
    kernel,
  );
}
