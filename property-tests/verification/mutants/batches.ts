/** Faults around the kernel: rows that see one another, buffers, shapes, values that are no numbers, terms that are not bilinear. */

import type { Implementation } from '../../../src/verification/implementation.ts';
import type { DiagnosisCode, Facts } from '../../../src/verification/verdict.ts';
import { type Base, base, kernelOf, type Mutant, SO3, UP_TO_2 } from './planting.ts';

/** A fault around a correct kernel. */
function batchFault(
  of: Base,
  name: string,
  code: DiagnosisCode,
  where: Facts,
  wrap: (inner: Implementation) => Implementation['forward'],
): Mutant {
  return {
    name: `${of.name}: ${name}`,
    claim: of.claim,
    make: () => {
      const inner = kernelOf(of, of.table);
      return { forward: wrap(inner), close: inner.close };
    },
    code,
    where,
  };
}

/** What a fault around the batch may look at: the call, and the answer that was computed before. */
interface Call {
  readonly batch: number;
  readonly call: number;
  readonly before: Float64Array;
  readonly x1: Float64Array;
  readonly x2: Float64Array;
}

/** Changes the answer in place, or gives another. */
type Change = (z: Float64Array, call: Call) => Float64Array | undefined;

export function aroundTheBatch(): Mutant[] {
  const small = base('cgtp', { ...UP_TO_2, ...SO3 }, 'cgtp');
  const double = base('gtp', { ...UP_TO_2, ...SO3, dtype: 'float64' }, 'gtp');
  return [small, double].flatMap((of) => {
    const { d1, d3 } = of.table;
    const fault = (name: string, code: DiagnosisCode, where: Facts, change: Change): Mutant =>
      batchFault(of, name, code, where, (inner) => {
        let call = 0;
        let before = new Float64Array(0);
        return async (x1, x2, batch) => {
          const answer = await inner.forward(x1, x2, batch);
          const z = change(answer, { batch, call, before, x1, x2 }) ?? answer;
          call += 1;
          before = answer.slice();
          return z;
        };
      });
    return [
      fault('cross-talk with the row before', 'batch-coupled', {}, (z) => {
        const before = z.slice();
        for (let n = d3; n < z.length; n++) z[n] = Math.fround((z[n] ?? 0) + 1e-3 * (before[n - d3] ?? 0));
        return undefined;
      }),
      fault('mean of the batch subtracted', 'batch-coupled', {}, (z, { batch }) => {
        for (let k = 0; k < d3; k++) {
          let mean = 0;
          for (let r = 0; r < batch; r++) mean += (z[r * d3 + k] ?? 0) / batch;
          for (let r = 0; r < batch && batch > 1; r++) z[r * d3 + k] = Math.fround((z[r * d3 + k] ?? 0) - mean);
        }
        return undefined;
      }),
      fault('the last row of a batch not computed', 'batch-coupled', {}, (z, { batch }) => {
        if (batch > 1) z.fill(0, (batch - 1) * d3);
        return undefined;
      }),
      fault('rows beyond a multiple of 32 repeat the first', 'batch-coupled', {}, (z, { batch }) => {
        for (let r = batch - (batch % 32); r < batch && batch > 32; r++) z.copyWithin(r * d3, 0, d3);
        return undefined;
      }),
      fault('output transposed', 'layout', { side: 'out' }, (z, { batch }) =>
        z.map((_, n) => z[(n % batch) * d3 + Math.floor(n / batch)] ?? 0),
      ),
      fault('buffer not cleared', 'not-deterministic', {}, (z, { before }) =>
        z.map((value, n) => Math.fround(value + (before[n] ?? 0))),
      ),
      fault('the answer before', 'not-deterministic', {}, (z, { before }) => (before.length === z.length ? before : z)),
      fault('noise that changes from call to call', 'not-deterministic', {}, (z, { call }) =>
        z.map((value, n) => value * (1 + 1e-6 * Math.sin(n + 7 * call))),
      ),
      fault('one number too few per row', 'wrong-shape', { part: 'forward' }, (z, { batch }) =>
        z.subarray(0, batch * (d3 - 1)),
      ),
      fault('a row too many', 'wrong-shape', { part: 'forward' }, (z) =>
        Float64Array.from([...z, ...new Float64Array(d3)]),
      ),
      fault('a row for an empty batch', 'wrong-shape', { batch: 'empty' }, (z, { batch }) =>
        batch === 0 ? new Float64Array(d3) : z,
      ),
      fault('NaN at one index', 'nonfinite', { index: 3 }, (z, { batch }) => {
        for (let r = 0; r < batch; r++) z[r * d3 + 3] = Number.NaN;
        return undefined;
      }),
      fault('NaN for zero inputs', 'nonfinite', { batch: 'dense', row: 0 }, (z, { batch, x1 }) => {
        for (let r = 0; r < batch; r++) {
          const norm = x1.subarray(r * d1, (r + 1) * d1).reduce((sum, value) => sum + value * value, 0);
          if (norm === 0) z[r * d3] = 0 / norm;
        }
        return undefined;
      }),
      fault('a bias', 'not-bilinear', {}, (z) => z.map((value, n) => (n % d3 === 0 ? value + 2 ** -10 : value))),
      fault('a small bias', 'not-bilinear', {}, (z) => z.map((value, n) => (n % d3 === 2 ? value + 2 ** -40 : value))),
      fault('a quadratic term of one input', 'not-bilinear', {}, (z, { x1 }) =>
        z.map((value, n) => {
          const x = x1[Math.floor(n / d3) * d1 + 1] ?? 0;
          return n % d3 === 1 ? Math.fround(value + 1e-3 * x * x) : value;
        }),
      ),
      fault('a cubic term', 'not-bilinear', {}, (z, { x1, x2 }) =>
        z.map((value, n) => {
          const row = Math.floor(n / d3) * d1;
          return n % d3 === 1 ? Math.fround(value + 1e-2 * (x1[row] ?? 0) ** 2 * (x2[row] ?? 0)) : value;
        }),
      ),
      fault('a rectifier at the output', 'not-bilinear', {}, (z) => z.map((value) => Math.max(value, 0))),
      fault('outputs normalised', 'not-bilinear', {}, (z, { batch }) => {
        for (let r = 0; r < batch; r++) {
          const norm = Math.hypot(...z.subarray(r * d3, (r + 1) * d3));
          for (let k = 0; k < d3 && norm > 0; k++) z[r * d3 + k] = Math.fround((z[r * d3 + k] ?? 0) / norm);
        }
        return undefined;
      }),
      fault('outputs clipped to ±1/8', 'not-bilinear', {}, (z) =>
        z.map((value) => Math.max(-1 / 8, Math.min(1 / 8, value))),
      ),
    ];
  });
}
