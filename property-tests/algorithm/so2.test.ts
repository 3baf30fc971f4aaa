/**
 * `cgtp-so2`, whose right input is a direction: exactly the definition of cgtp on the harmonics of that direction, by exactly the
 * multiplications that its cost states.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Workload, workloadOf } from '../../src/algorithm/algorithm.ts';
import { ALGORITHMS } from '../../src/algorithm/catalogue.ts';
import { cgtpSo2, so2Plan } from '../../src/algorithm/cgtp-so2.ts';
import { poleRotation, quaternionTowards, turningIn } from '../../src/algorithm/pole-rotation.ts';
import { solidHarmonicAt } from '../../src/coupling/harmonics.ts';
import { multiplyQuaternions, type Quaternion, rotationMatrix } from '../../src/coupling/rotation.ts';
import { RequestError } from '../../src/errors.ts';
import {
  type Arithmetic,
  counting,
  EXACT_ARITHMETIC,
  FLOAT64_ARITHMETIC,
  type OperationCount,
} from '../../src/exact/arithmetic.ts';
import { addRationals, multiplyRationals, type Rational, rational } from '../../src/exact/rational.ts';
import { boundedArithmetic, exactly } from '../../src/exact/rounding.ts';
import { SURD_ONE, type Surd } from '../../src/exact/surd.ts';
import { equalSurdSums, type SurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { type Irreps, irrepsDimension, parseIrreps } from '../../src/irreps/irreps.ts';
import type { Group } from '../../src/irreps/path.ts';
import { groupOfParityMode, PARITY_MODES, SETTINGS, type Setting, settingIrreps } from '../../src/irreps/setting.ts';
import { cgtp } from '../../src/operation/cgtp.ts';
import { evaluateDefinition } from '../../src/operation/definition.ts';

const workOf = (left: Irreps, right: Irreps, out: Irreps, group: Group): Workload =>
  workloadOf(left, right, out, group, cgtp.resolve({}, left, right, out, group));

function inSetting(setting: Setting, lmax: number, group: Group): Workload {
  const { left, right, out } = settingIrreps(setting, lmax);
  return workOf(left, right, out, group);
}

const dimension = (side: Irreps): number => irrepsDimension(side.map(({ irrep }) => ({ mul: 1, irrep })));

const cases: readonly (readonly [name: string, work: Workload])[] = [
  ['mimo L = 1, SO(3)', inSetting('mimo', 1, 'so3')],
  ['mimo L = 2, SO(3)', inSetting('mimo', 2, 'so3')],
  ['mimo L = 1, O(3)', inSetting('mimo', 1, 'o3')],
  ['mimo L = 2, O(3)', inSetting('mimo', 2, 'o3')],
  ['both parities', workOf(...sides('0e+0o+1e+1o', '0e+1o+2e', '0e+0o+1e+1o+2e+2o'), 'o3')],
  ['degrees left out, irreps on no path', workOf(...sides('1o+3o+6e', '2e+1e', '0o+2o+3o'), 'o3')],
];

function sides(left: string, right: string, out: string): [Irreps, Irreps, Irreps] {
  return [parseIrreps(left), parseIrreps(right), parseIrreps(out)];
}

const component = fc.bigInt({ min: -3n, max: 3n });
const quaternions: fc.Arbitrary<Quaternion> = fc
  .record({ w: component, x: component, y: component, z: component })
  .filter(({ w, x, y, z }) => w !== 0n || x !== 0n || y !== 0n || z !== 0n);
/** Rotations about the polar axis. */
const axial: fc.Arbitrary<Quaternion> = quaternions
  .map((q) => ({ ...q, x: 0n, y: 0n }))
  .filter(({ w, z }) => w !== 0n || z !== 0n);

/** R ẑ. */
function directionOf(q: Quaternion): readonly [Rational, Rational, Rational] {
  const [x, y, z] = rotationMatrix(q).map((row) => row[2]);
  if (x === undefined || y === undefined || z === undefined) throw new RangeError('a rotation matrix is 3×3');
  return [x, y, z];
}

/** Y_ℓm(r̂) for every irrep of the right side, from the polynomials. */
function harmonicsOf(right: Irreps, q: Quaternion): Surd[] {
  const direction = directionOf(q);
  return right.flatMap(({ irrep: { l } }) =>
    Array.from({ length: 2 * l + 1 }, (_, i) => solidHarmonicAt(l, i - l, direction)),
  );
}

const unit = (length: number, index: number): SurdSum[] =>
  Array.from({ length }, (_, i) => (i === index ? sumOfSurds([SURD_ONE]) : []));

function defined<T>(over: Arithmetic<T>, work: Workload, x: readonly T[], q: Quaternion): readonly T[] {
  const y = harmonicsOf(work.right, q).map((value) => over.constant(value));
  return [...evaluateDefinition(over, cgtp, work, x, y).values()][0] ?? [];
}

const sameVectors = (a: readonly SurdSum[], b: readonly SurdSum[]): boolean =>
  a.length === b.length && a.every((value, i) => equalSurdSums(value, b[i] ?? []));

describe('cgtp-so2 is cgtp with the harmonics of a direction', () => {
  it.each(cases)('exactly, on every basis vector, for random rational directions: %s', (_, work) => {
    const d1 = dimension(work.left);
    const evaluate = so2Plan(work).prepare(EXACT_ARITHMETIC);
    fc.assert(
      fc.property(quaternions, (q) => {
        const rotation = turningIn(EXACT_ARITHMETIC, poleRotation(q));
        for (let i = 0; i < d1; i++) {
          const [x, result] = [unit(d1, i), evaluate(unit(d1, i), rotation)];
          expect(result).toHaveLength(dimension(work.out));
          expect(sameVectors(result, defined(EXACT_ARITHMETIC, work, x, q))).toBe(true);
        }
      }),
      { numRuns: 6, examples: [[{ w: 1n, x: 0n, y: 0n, z: 0n }], [{ w: 0n, x: 1n, y: 0n, z: 0n }]] },
    );
  });

  it('whichever rotation takes the pole to the direction: one about the pole may come first', () => {
    const work = inSetting('mimo', 2, 'so3');
    const d1 = dimension(work.left);
    const evaluate = so2Plan(work).prepare(EXACT_ARITHMETIC);
    fc.assert(
      fc.property(quaternions, axial, fc.nat(d1 - 1), (q, about, i) => {
        const other = multiplyQuaternions(q, about);
        expect(directionOf(other)).toEqual(directionOf(q));
        const turned = (by: Quaternion) => evaluate(unit(d1, i), turningIn(EXACT_ARITHMETIC, poleRotation(by)));
        expect(sameVectors(turned(other), turned(q))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it.each(['float64', 'float32'] as const)('in %s within the derived bounds; mimo L = 4, both groups', (format) => {
    const over = boundedArithmetic(format);
    let compared = 0;
    for (const group of ['so3', 'o3'] as const) {
      const work = inSetting('mimo', 4, group);
      for (const q of [
        { w: 3n, x: -1n, y: 2n, z: 5n },
        { w: 1n, x: 4n, y: 0n, z: -2n },
      ]) {
        const x = Array.from({ length: dimension(work.left) }, (_, i) => exactly((((i * 37 + 5) % 17) - 8) / 8));
        const expected = defined(over, work, x, q);
        for (const [k, { value, error }] of so2Plan(work).evaluate(over, x, poleRotation(q)).entries()) {
          const reference = expected[k] ?? exactly(Number.NaN);
          expect(Math.abs(value - reference.value)).toBeLessThanOrEqual(error + reference.error);
          compared++;
        }
      }
    }
    expect(compared).toBe(2 * 2 * 81);
  });

  it('stands apart from the algorithms that take any y', () => {
    expect(ALGORITHMS.map(({ id }) => `${id}`)).not.toContain(cgtpSo2.id);
  });
});

describe('quaternionTowards', () => {
  const float = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0, 1, -1, 1e-9, -1e-200, 5e-324));

  /** A float as the rational that it is. */
  function exactRational(value: number): Rational {
    let [num, den] = [value, 1n];
    while (!Number.isInteger(num)) [num, den] = [num * 2, den * 2n];
    return rational(BigInt(num), den);
  }

  it('takes the pole to the direction of any vector, up to an angle below 2^−46', () => {
    const dot = (a: readonly Rational[], b: readonly Rational[]): Rational =>
      a.reduce((sum, value, i) => addRationals(sum, multiplyRationals(value, b[i] ?? rational(0))), rational(0));
    fc.assert(
      fc.property(float, float, float, (x, y, z) => {
        fc.pre(x !== 0 || y !== 0 || z !== 0);
        const v = [x, y, z].map(exactRational);
        const along = dot(directionOf(quaternionTowards([x, y, z])), v);
        expect(along.num > 0n).toBe(true);
        // sin² = 1 − (r̂·v)²/|v|² < (2^−47)²
        const [size, cosine] = [dot(v, v), multiplyRationals(along, along)];
        const sine = addRationals(size, rational(-cosine.num, cosine.den));
        expect(sine.num * 2n ** 94n * size.den < size.num * sine.den).toBe(true);
      }),
      {
        numRuns: 400,
        examples: [
          [0, 0, -1],
          [0, 0, 1],
          [1e-8, 0, -1],
          [1e-200, 0, -1],
          [5e-324, 5e-324, -5e-324],
        ],
      },
    );
  });

  it('refuses what has no direction', () => {
    for (const bad of [0, Number.NaN, Number.POSITIVE_INFINITY, -Number.POSITIVE_INFINITY]) {
      expect(() => quaternionTowards([0, bad, 0])).toThrow(RequestError);
    }
    expect(() => quaternionTowards([Number.NaN, 1, 0])).toThrow(
      'a direction needs finite components, not all zero, got (NaN, 1, 0)',
    );
  });
});

describe('the cost of cgtp-so2', () => {
  it('is what counting gives: all settings, both parity modes, L ≤ 3, and mixed parities', () => {
    const works = SETTINGS.flatMap((setting) =>
      PARITY_MODES.flatMap((mode) => [0, 1, 2, 3].map((l) => inSetting(setting, l, groupOfParityMode(mode)))),
    );
    const rotation = poleRotation({ w: 1n, x: 2n, y: -1n, z: 3n });
    for (const work of [...works, ...cases.map(([, one]) => one)]) {
      const count: OperationCount = { multiplies: 0, adds: 0 };
      const evaluate = so2Plan(work).prepare(counting(FLOAT64_ARITHMETIC, count));
      expect(count.multiplies).toBe(0); // tables are sums
      evaluate(new Array<number>(dimension(work.left)).fill(1), turningIn(FLOAT64_ARITHMETIC, rotation));
      const { multiplyAdds, rotation: turning, contraction } = cgtpSo2.cost(work);
      expect(multiplyAdds).toBe(BigInt(count.multiplies));
      expect(turning + contraction).toBe(multiplyAdds);
    }
    expect(works).toHaveLength(4 * 2 * 4);
  });
});
