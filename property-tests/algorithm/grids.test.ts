/**
 * The grid algorithms compute their operations: on all basis pairs and on random vectors, in float64 and in float32, no further from
 * the definition than the rounding bounds of both allow; with just the multiplications that the cost states.
 */
import { describe, expect, it } from 'vitest';
import { type Algorithm, layoutOf, type Workload, workloadOf } from '../../src/algorithm/algorithm.ts';
import { curlGrid, gtpCurlGrid } from '../../src/algorithm/curl-grid.ts';
import { gtpGrid } from '../../src/algorithm/gtp-grid.ts';
import { vstpGrid } from '../../src/algorithm/vstp-grid.ts';
import {
  type Arithmetic,
  counting,
  EXACT_ARITHMETIC,
  FLOAT32_ARITHMETIC,
  FLOAT64_ARITHMETIC,
} from '../../src/exact/arithmetic.ts';
import { type Bounded, boundedArithmetic, exactly, type FloatName } from '../../src/exact/rounding.ts';
import { type Irreps, parseIrreps } from '../../src/irreps/irreps.ts';
import type { Group } from '../../src/irreps/path.ts';
import { groupOfParityMode, PARITY_MODES, SETTINGS, settingIrreps } from '../../src/irreps/setting.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import { evaluateDefinition } from '../../src/operation/definition.ts';
import { bilinearForms, type Form, variables } from './bilinear-forms.ts';

interface Sides {
  readonly left: Irreps;
  readonly right: Irreps;
  readonly out: Irreps;
}

const GRIDS: readonly Algorithm[] = [gtpGrid, curlGrid, gtpCurlGrid, vstpGrid];
const FORMATS: readonly FloatName[] = ['float64', 'float32'];
const PLAIN: Readonly<Record<FloatName, Arithmetic<number>>> = {
  float64: FLOAT64_ARITHMETIC,
  float32: FLOAT32_ARITHMETIC,
};

const written = (left: string, right: string, out: string): Sides => ({
  left: parseIrreps(left),
  right: parseIrreps(right),
  out: parseIrreps(out),
});

/** Every kind of parity on every side; sides of one kind only, and one that leaves nothing. */
const MIXED: readonly Sides[] = [
  written('0e+0o+1e+1o', '0e+0o+1e+1o', '0e+0o+1e+1o+2e+2o'),
  written('1e+2o', '1o+2e', '0e+0o+1e+1o+2e+2o+3e+3o+4e+4o'),
  written('3o+1e', '2o+2e', '2e+1o'),
  written('0o', '0e+1o', '1e'),
  written('2e', '2e', '1e'),
];

const GAPS: Sides = written('0e+4e+10e', '3e+9e', '1e+6e+13e+19e');

const workFor = (algorithm: Algorithm, { left, right, out }: Sides, group: Group): Workload => {
  const parameters = OPERATIONS[algorithm.operation].resolve({}, left, right, out, group);
  return workloadOf(left, right, out, group, parameters);
};

const lengths = ({ left, right, out }: Workload): readonly [number, number, number] => [
  layoutOf(left).length,
  layoutOf(right).length,
  layoutOf(out).length,
];

/** What the definition gives for each output of the plan: ports that are not told apart there are added. */
function defined<T>(
  over: Arithmetic<T>,
  { operation }: Algorithm,
  work: Workload,
  outputs: readonly string[],
  x: readonly T[],
  y: readonly T[],
): T[][] {
  const byPort = evaluateDefinition(over, OPERATIONS[operation], work, x, y);
  const { length } = layoutOf(work.out);
  return outputs.map((output) => {
    const ports = outputs.length === 1 ? [...byPort.values()] : [byPort.get(output) ?? []];
    return Array.from({ length }, (_, k) => ports.reduce((sum, z) => over.add(sum, z[k] ?? over.zero), over.zero));
  });
}

/** The coefficients of x_i y_j in the definition, at [output][k]. */
const definedForms = (algorithm: Algorithm, work: Workload, outputs: readonly string[]): Form[][] => {
  const [n, m] = lengths(work);
  return defined(
    bilinearForms(boundedArithmetic('float64')),
    algorithm,
    work,
    outputs,
    variables('x', n),
    variables('y', m),
  );
};

const NOTHING = exactly(0);
const unit = (length: number, at: number): Bounded[] => Array.from({ length }, (_, k) => exactly(k === at ? 1 : 0));

interface Comparison {
  compared: number;
  nonZero: number;
  /** the largest bound, and the smallest coefficient that is certainly not zero */
  largestBound: number;
  smallest: number;
}

/** Compares every coefficient of the tensor; throws at the first that is further off than both bounds. */
function compareTensors(algorithm: Algorithm, work: Workload, format: FloatName): Comparison {
  const plan = algorithm.plan(work);
  const [n, m] = lengths(work);
  const expected = definedForms(algorithm, work, plan.outputs);
  const over = boundedArithmetic(format);
  const found: Comparison = { compared: 0, nonZero: 0, largestBound: 0, smallest: Number.POSITIVE_INFINITY };
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      const results = plan.evaluate(over, unit(n, i), unit(m, j));
      for (const [output, row] of results.entries()) {
        for (const [k, { value, error }] of row.entries()) {
          const exact = expected[output]?.[k]?.get(`x${i} y${j}`) ?? NOTHING;
          const bound = error + exact.error;
          if (!(Math.abs(value - exact.value) <= bound)) {
            throw new Error(`${algorithm.id} ${i},${j}→${k}: ${value} is not ${exact.value} within ${bound}`);
          }
          found.compared++;
          found.largestBound = Math.max(found.largestBound, bound);
          if (Math.abs(exact.value) <= exact.error) continue;
          found.nonZero++;
          found.smallest = Math.min(found.smallest, Math.abs(exact.value));
        }
      }
    }
  }
  return found;
}

/** Numbers in [−1, 1) that float32 has too: a linear congruence of 31 bits, of which the upper 23 are taken. */
function randomVector(length: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return (state >> 8) / 2 ** 22 - 1;
  });
}

describe.each(GRIDS)('$id', (algorithm) => {
  it('takes the multiplications that its cost states; four settings, both parity modes, L ≤ 3, and mixed parities', () => {
    const works = SETTINGS.flatMap((setting) =>
      PARITY_MODES.flatMap((mode) =>
        [0, 1, 2, 3].map((lmax) => workFor(algorithm, settingIrreps(setting, lmax), groupOfParityMode(mode))),
      ),
    );
    for (const sides of MIXED) works.push(workFor(algorithm, sides, 'o3'), workFor(algorithm, sides, 'so3'));
    for (const work of works) {
      const count = { multiplies: 0, adds: 0 };
      const [n, m, length] = lengths(work);
      const { outputs, evaluate } = algorithm.plan(work);
      const results = evaluate(
        counting(FLOAT64_ARITHMETIC, count),
        unit(n, 0).map(({ value }) => value),
        randomVector(m, 1),
      );
      expect(BigInt(count.multiplies)).toBe(algorithm.cost(work).multiplyAdds);
      expect(results.map((z) => z.length)).toEqual(outputs.map(() => length));
    }
    expect(works).toHaveLength(4 * 2 * 4 + 2 * MIXED.length);
  });

  it.each(FORMATS)('is its definition on all basis pairs, mimo L ≤ 3, SO(3) and natural parities, in %s', (format) => {
    for (const mode of PARITY_MODES) {
      for (let lmax = 0; lmax <= 3; lmax++) {
        const work = workFor(algorithm, settingIrreps('mimo', lmax), groupOfParityMode(mode));
        const { compared, largestBound, smallest } = compareTensors(algorithm, work, format);
        const [n, m, length] = lengths(work);
        expect(compared).toBe(n * m * length * algorithm.plan(work).outputs.length);
        // The bounds tell each coefficient from zero and from its negative.
        expect(largestBound).toBeLessThan(smallest);
      }
    }
  });

  it('is its definition on all basis pairs, mimo L = 4, SO(3), in float64', () => {
    const work = workFor(algorithm, settingIrreps('mimo', 4), 'so3');
    const { nonZero, largestBound, smallest } = compareTensors(algorithm, work, 'float64');
    expect(nonZero).toBeGreaterThan(0);
    expect(largestBound).toBeLessThan(smallest);
  });

  it.each(FORMATS)('is its definition on all basis pairs of mixed parities, in %s', (format) => {
    let nonZero = 0;
    for (const sides of MIXED) {
      for (const group of ['so3', 'o3'] as const) {
        const found = compareTensors(algorithm, workFor(algorithm, sides, group), format);
        nonZero += found.nonZero;
        expect(found.largestBound).toBeLessThan(found.smallest);
      }
    }
    expect(nonZero).toBeGreaterThan(0);
  });

  it.each(FORMATS)(
    'is its definition on random vectors at L = 10: siso, simo, and degrees with gaps; in %s',
    (format) => {
      const over = boundedArithmetic(format);
      const questions = [settingIrreps('siso', 10), settingIrreps('simo', 10), GAPS];
      for (const [index, sides] of questions.entries()) {
        const work = workFor(algorithm, sides, 'so3');
        const [n, m] = lengths(work);
        const [x, y] = [randomVector(n, 3 + index), randomVector(m, 17 + index)];
        const { outputs, evaluate } = algorithm.plan(work);
        const expected = defined(
          boundedArithmetic('float64'),
          algorithm,
          work,
          outputs,
          x.map(exactly),
          y.map(exactly),
        );
        const results = evaluate(over, x.map(exactly), y.map(exactly));
        for (const [output, row] of results.entries()) {
          for (const [k, { value, error }] of row.entries()) {
            const exact = expected[output]?.[k] ?? NOTHING;
            expect(Math.abs(value - exact.value)).toBeLessThanOrEqual(error + exact.error);
          }
        }
        // The bounded arithmetic is the format's own, bit for bit.
        expect(results.map((row) => row.map(({ value }) => value))).toEqual(evaluate(PLAIN[format], x, y));
      }
    },
  );

  it('has float tables, and says so', () => {
    const work = workFor(algorithm, settingIrreps('mimo', 1), 'so3');
    const plan = algorithm.plan(work);
    expect(plan.exact).toBe(false);
    const [n, m] = lengths(work);
    const zeros = (length: number) => Array.from({ length }, () => EXACT_ARITHMETIC.zero);
    expect(() => plan.evaluate(EXACT_ARITHMETIC, zeros(n), zeros(m))).toThrow(RangeError);
  });
});
