/** The product with a direction for many channels: its matrices are those of the rotation, and the whole is the plan. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workloadOf } from '../../src/algorithm/algorithm.ts';
import { so2Plan } from '../../src/algorithm/cgtp-so2.ts';
import { polarDirection, turningTowards } from '../../src/algorithm/pole-rotation.ts';
import { wignerD } from '../../src/coupling/rotation.ts';
import { EXACT_ARITHMETIC, FLOAT64_ARITHMETIC } from '../../src/exact/arithmetic.ts';
import { rational } from '../../src/exact/rational.ts';
import { surdFromRational } from '../../src/exact/surd.ts';
import { equalSurdSums, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { settingIrreps } from '../../src/irreps/setting.ts';
import { programOf } from '../../src/program/arrange.ts';
import { batchRunner } from '../../src/program/batch.ts';
import {
  directionProgram,
  matrixNumbers,
  so2Calculation,
  so2Lengths,
  turnedDegree,
} from '../../src/program/directional.ts';
import { trace } from '../../src/program/trace.ts';
import { randomRows, rowOf, sameNumbers } from './rows.ts';

/** Half-angle tangents n/d: the cosine (d²−n²)/(d²+n²) and the sine 2nd/(d²+n²) are rational. */
const halfAngle = fc.record({ n: fc.bigInt({ min: -5n, max: 5n }), d: fc.bigInt({ min: 1n, max: 5n }) });
const exact = (num: bigint, den: bigint) => sumOfSurds([surdFromRational(rational(num, den))]);
const cosine = ({ n, d }: { n: bigint; d: bigint }) => exact(d * d - n * n, d * d + n * n);
const sine = ({ n, d }: { n: bigint; d: bigint }) => exact(2n * n * d, d * d + n * n);

describe('turningTowards', () => {
  it('is the Wigner matrix of R_z(φ) R_y(θ), exactly; ℓ ≤ 4, random rational angles', () => {
    fc.assert(
      fc.property(halfAngle, halfAngle, (theta, phi) => {
        const turning = turningTowards(EXACT_ARITHMETIC, {
          cosTheta: cosine(theta),
          sinTheta: sine(theta),
          cosPhi: cosine(phi),
          sinPhi: sine(phi),
        });
        // (d + n k)(d′ + n′ j): a turn about z after one about y.
        const [c, s, c2, s2] = [phi.d, phi.n, theta.d, theta.n];
        const q = { w: c * c2, x: -s * s2, y: c * s2, z: s * c2 };
        for (let l = 0; l <= 4; l++) {
          const [found, wanted] = [turning.matrix(l).flat(), wignerD(l, q).flat()];
          expect(found.length).toBe(wanted.length);
          expect(
            found.every((entry, i) => equalSurdSums(entry, sumOfSurds([wanted[i] ?? surdFromRational(rational(0))]))),
          ).toBe(true);
        }
      }),
      { numRuns: 25, seed: 20_261_124 },
    );
  });

  it('the poles have directions too', () => {
    expect(polarDirection([0, 0, 2])).toEqual({ cosTheta: 1, sinTheta: 0, cosPhi: 1, sinPhi: 0 });
    expect(polarDirection([0, 0, -2])).toEqual({ cosTheta: -1, sinTheta: 0, cosPhi: 1, sinPhi: 0 });
    expect(polarDirection([0, -3, 0])).toEqual({ cosTheta: 0, sinTheta: 1, cosPhi: 0, sinPhi: -1 });
  });
});

describe('cgtp-so2 in two programs', () => {
  it('is its plan, 7 channels to a direction; mimo L = 3', async () => {
    const { left, right, out } = settingIrreps('mimo', 3);
    const work = workloadOf(left, right, out, 'so3', {});
    const top = turnedDegree(work);
    expect(top).toBe(6);
    const [directions, channels] = [5, 7];
    const angles = Array.from({ length: directions }, (_, k) => polarDirection([k - 2, 3 - k, 2 * k - 3]));
    const packed = Float64Array.from(angles.flatMap((a) => [a.cosTheta, a.sinTheta, a.cosPhi, a.sinPhi]));
    const [matrices = new Float64Array()] = (await batchRunner(directionProgram(top), 'float64')).run(
      [packed],
      directions,
    );
    expect(matrices.length).toBe(directions * matrixNumbers(top));

    const { inputs } = so2Lengths(work);
    const runner = await batchRunner(programOf(trace(inputs, so2Calculation(work))), 'float64');
    const rows = directions * channels;
    const x = randomRows('float64', rows * (inputs[0] ?? 0), 1);
    const [z] = runner.run([x, matrices], rows, { repeat: [1, channels] });
    const evaluate = so2Plan(work).prepare(FLOAT64_ARITHMETIC);
    let compared = 0;
    for (let row = 0; row < rows; row++) {
      const direction = angles[Math.floor(row / channels)];
      if (direction === undefined) continue;
      const wanted = evaluate(rowOf(x, row, inputs[0] ?? 0), turningTowards(FLOAT64_ARITHMETIC, direction));
      expect(sameNumbers(rowOf(z, row, wanted.length), [...wanted])).toBe(true);
      compared++;
    }
    expect(compared).toBe(rows);
  });
});
