/** Rounded planes and the tensors made of them where the small degrees of table.test.ts do not reach: in two limbs, in three, in float32. */
import { describe, expect, it } from 'vitest';
import { gauntFactor } from '../../src/coupling/gaunt.ts';
import {
  integerAt,
  ONE_LIMB,
  planeMaker,
  racahDigits,
  racahFamily,
  TWO_LIMBS,
} from '../../src/coupling/racah-planes.ts';
import { realCoupling } from '../../src/coupling/real-basis.ts';
import { type Degrees, diagonalLength, planeDegrees, planeRounder } from '../../src/coupling/rounded-plane.ts';
import { spreadReal } from '../../src/coupling/tensor-entries.ts';
import { wigner3j } from '../../src/coupling/wigner-3j.ts';
import { surdToFloat32, surdToFloat64 } from '../../src/exact/float.ts';
import { multiplySurds, SURD_ONE, type Surd, surd } from '../../src/exact/surd.ts';

const LMAX = 52;
const rounders = { float64: planeRounder(LMAX, 'float64'), float32: planeRounder(LMAX, 'float32') };
const doors = { float64: surdToFloat64, float32: surdToFloat32 };

const digits = ([l1, l2, l3]: Degrees): number => racahDigits(l1 + l2 - l3, l1 - l2 + l3, l2 + l3 - l1);

/** Compares every `stride`-th symbol of a plane with its definition; returns how many were looked at. */
function compare(plane: Degrees, factor: Surd, dtype: 'float64' | 'float32', stride: number): number {
  const [l1, l2, l3] = plane;
  const [complex = new Float64Array(0)] = rounders[dtype](plane, [factor], 'complex');
  const [real = new Float64Array(0)] = rounders[dtype](plane, [factor], 'real');
  let [from, looked] = [0, 0];
  for (let m3 = 0; m3 <= l3; m3++) {
    const length = diagonalLength(plane, m3);
    for (let i = (stride - (from % stride)) % stride; i < length; i += stride) {
      const [m1, m2] = [l2 - i - m3, i - l2];
      const exact = multiplySurds(factor, wigner3j(l1, l2, l3, m1, m2, m3));
      const half = m1 === 0 || m2 === 0 || m3 === 0 ? SURD_ONE : surd(1, 1n, 2n);
      const expected = [exact, multiplySurds(exact, half)].map(doors[dtype]);
      if (complex[from + i] !== expected[0] || real[from + i] !== expected[1])
        expect.fail(`${plane}; ${m1} ${m2} ${m3}`);
      looked += 1;
    }
    from += length;
  }
  expect([complex.length, real.length, looked]).toEqual([from, from, Math.ceil(from / stride)]);
  return looked;
}

describe('single planes', () => {
  it('are the last of their families, whatever was made before them', () => {
    const make = planeMaker();
    for (const [a, b, c] of [
      [4, 6, 2],
      [30, 24, 24],
      [3, 5, 1],
    ] as const) {
      const plane = make(a, b, c);
      const last = [...racahFamily(b, c, a)].at(-1);
      if (last === undefined) throw new Error('an empty family');
      expect([plane.a, plane.degrees, plane.limbs]).toEqual([a, last.degrees, last.limbs]);
      expect(plane.diagonals).toEqual(last.diagonals);
      for (const { start, length } of plane.diagonals) {
        for (let at = start; at < start + length; at++) expect(integerAt(plane, at)).toBe(integerAt(last, at));
      }
    }
  });

  it('are of integer degrees', () => {
    expect(() => planeMaker()(1, 2, 0)).toThrow(RangeError);
  });
});

describe('rounded planes', () => {
  it('are the rounded definition on both sides of 2^53 and, through the exact door, beyond 2^96', () => {
    const planes: readonly Degrees[] = [
      [22, 22, 22],
      [26, 26, 26],
      [33, 29, 40],
      [52, 52, 52],
    ];
    const limbs = planes.map((plane) => (digits(plane) <= ONE_LIMB ? 1 : digits(plane) <= TWO_LIMBS ? 2 : 3));
    expect(limbs).toEqual([1, 2, 2, 3]);
    const looked = planes.map((plane) => compare(plane, SURD_ONE, 'float64', 5));
    expect(looked.reduce((sum, count) => sum + count)).toBeGreaterThan(1500);
  });

  it.each(['float64', 'float32'] as const)(
    'have one rounding when scaled by √(2ℓ+1) and by Gaunt’s √(q/π), in %s',
    (dtype) => {
      for (const plane of [planeDegrees([7, 5, 6]), planeDegrees([12, 4, 14])]) {
        for (const factor of [surd(1, 15n, 1n), gauntFactor(...plane)]) {
          expect(compare(plane, factor, dtype, 1)).toBeGreaterThan(50);
        }
      }
    },
  );

  it('have each of several factors', () => {
    const factors = [SURD_ONE, surd(1, 3n, 1n), surd(1, 5n, 1n)];
    const together = rounders.float64([3, 2, 4], factors, 'real');
    expect(together).toEqual(factors.flatMap((factor) => rounders.float64([3, 2, 4], [factor], 'real')));
    expect(together).toHaveLength(3);
  });
});

describe('tensors of the real basis', () => {
  it('are w3j in each order of degrees, entry by entry, zeros included', () => {
    let [entries, nonZero] = [0, 0];
    for (const degrees of [
      [5, 6, 7],
      [7, 5, 6],
      [6, 7, 5],
      [7, 6, 5],
      [5, 7, 6],
      [6, 5, 7],
      [6, 6, 6],
      [3, 9, 6],
    ] as const) {
      const [d1 = 0, d2 = 0, d3 = 0] = degrees.map((l) => 2 * l + 1);
      const strides = [d2 * d3, d3, 1];
      const data = new Float64Array(d1 * d2 * d3);
      const offsets = [d1, d2, d3].map((d, slot) => Array.from({ length: d }, (_, at) => at * (strides[slot] ?? 0)));
      const [values = new Float64Array(0)] = rounders.float64(planeDegrees(degrees), [SURD_ONE], 'real');
      spreadReal(values, { degrees, offsets, data });
      data.forEach((value, at) => {
        const [m1, m2, m3] = [Math.floor(at / (d2 * d3)), Math.floor(at / d3) % d2, at % d3];
        const [l1, l2, l3] = degrees;
        if (value !== surdToFloat64(realCoupling(l1, l2, l3, m1 - l1, m2 - l2, m3 - l3))) {
          expect.fail(`${degrees}; ${m1 - l1} ${m2 - l2} ${m3 - l3}`);
        }
        entries += 1;
        nonZero += Number(value !== 0);
      });
    }
    expect(entries).toBe(6 * 11 * 13 * 15 + 13 ** 3 + 7 * 19 * 13);
    expect(nonZero).toBeGreaterThan(1500);
  });
});
