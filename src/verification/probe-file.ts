/**
 * The campaign as a file, for a machine elsewhere, and what that machine computed.
 *
 *   probes   B.x1 [rows, d1]   B.x2 [rows, d2]   and for gradients B.cotangent [rows, d3]; seed [1]
 *   outputs  B.out [rows, d3]                    and B.x1_gradient [rows, d1], B.x2_gradient [rows, d2]
 *
 * for each batch B, such as `units-0`: the name of the batch and the place of its first row, for long batches are cut. A map of one vector
 * has no x2. Gradients may be left out, all of them or none. A batch is to be computed in one call, so that what one row does to another
 * is seen. If the outputs carry the seed along, it must be the one that they are judged with.
 */
import { RequestError } from '../errors.ts';
import type { Tensor, Tensors } from '../tensor-file/index.ts';
import type { Batch } from './campaign.ts';
import { roundToDtype } from './dtype.ts';
import { printable } from './excerpt.ts';
import type { Dtype, Implementation } from './implementation.ts';
import type { Signature } from './signature.ts';

const SEED = 'seed';

/** 16-bit floats travel as float32, which holds them exactly and every reader of .npz knows. */
const stored = (values: Float64Array, dtype: Dtype): Tensor['data'] =>
  dtype === 'float64' ? values : Float32Array.from(values);

const nameOf = ({ id, first }: Batch): string => `${id}-${first}`;

/** The arrays of a probe file. */
export function* probeArrays(
  batches: Iterable<Batch>,
  { left, right, out, dtype }: Signature,
  seed: number,
): Generator<readonly [string, Tensor]> {
  yield [SEED, { shape: [1], data: Float64Array.of(seed) }];
  for (const batch of batches) {
    const { pass, rows, x1, x2, cotangent } = batch;
    const name = nameOf(batch);
    yield [`${name}.x1`, { shape: [rows, left], data: stored(x1, dtype) }];
    if (right > 0) yield [`${name}.x2`, { shape: [rows, right], data: stored(x2, dtype) }];
    if (pass === 'vjp') yield [`${name}.cotangent`, { shape: [rows, out], data: stored(cotangent, dtype) }];
  }
}

/** The names of the arrays that answer a batch. */
const namesFor =
  ({ right }: Pick<Signature, 'right'>) =>
  (batch: Batch): string[] => {
    const name = nameOf(batch);
    if (batch.pass === 'forward') return [`${name}.out`];
    return right === 0 ? [`${name}.x1_gradient`] : [`${name}.x1_gradient`, `${name}.x2_gradient`];
  };

const same = (a: Float64Array, b: Float64Array): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

/**
 * Captured outputs as an implementation that knows the answers to the campaign, and to nothing else.
 * @throws RequestError for outputs that answer another campaign
 */
export function capturedImplementation(
  outputs: Tensors,
  batches: readonly Batch[],
  signature: Signature,
  seed: number,
  where: string,
): Implementation {
  const { dtype } = signature;
  const answersTo = namesFor(signature);
  const [theirs] = outputs.get(SEED)?.data ?? [];
  if (theirs !== undefined && theirs !== seed) {
    throw new RequestError(`${where}: computed for --seed ${theirs}, to be judged with --seed ${seed}; give that seed`);
  }
  const offersGradients = batches.some(
    (batch) => batch.pass === 'vjp' && answersTo(batch).some((name) => outputs.has(name)),
  );
  const asked = batches.filter(({ pass }) => pass === 'forward' || offersGradients);
  const expected = new Set([SEED, ...asked.flatMap(answersTo)]);
  const missing = [...expected].filter((name) => name !== SEED && !outputs.has(name));
  const [first] = missing;
  if (first !== undefined) {
    throw new RequestError(
      `${where}: expected one output array for each batch of the probe file, missing ${JSON.stringify(first)}${missing.length === 1 ? '' : ` and ${missing.length - 1} more`}`,
    );
  }
  const stray = [...outputs.keys()].find((name) => !expected.has(name));
  if (stray !== undefined) {
    throw new RequestError(`${where}: ${JSON.stringify(printable(stray))} answers no batch of the probe file`);
  }

  let next = 0;
  /** The batch with these inputs; of equal ones the next, so that a repeated question gets its own answer. */
  function batchOf(pass: Batch['pass'], x1: Float64Array, x2: Float64Array, cotangent?: Float64Array): Batch {
    for (let i = 0; i < asked.length; i++) {
      const batch = asked[(next + i) % asked.length];
      if (batch === undefined || batch.pass !== pass || !same(batch.x1, x1) || !same(batch.x2, x2)) continue;
      if (cotangent !== undefined && !same(batch.cotangent, cotangent)) continue;
      next = (next + i + 1) % asked.length;
      return batch;
    }
    throw new Error('a question outside the campaign was asked of captured outputs');
  }
  const valuesOf = (name: string): Float64Array =>
    Float64Array.from(outputs.get(name)?.data ?? [], (value) => roundToDtype(value, dtype));

  return {
    forward: async (x1, x2) => valuesOf(`${nameOf(batchOf('forward', x1, x2))}.out`),
    ...(offersGradients
      ? {
          vjp: async (x1, x2, cotangent) => {
            const name = nameOf(batchOf('vjp', x1, x2, cotangent));
            return { x1: valuesOf(`${name}.x1_gradient`), x2: valuesOf(`${name}.x2_gradient`) };
          },
        }
      : {}),
    close: async () => {},
  };
}
