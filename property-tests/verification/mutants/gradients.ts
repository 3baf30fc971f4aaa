/** Right outputs with wrong gradients. */

import type { DiagnosisCode, Facts } from '../../../src/verification/verdict.ts';
import { type Base, base, kernelOf, type Mutant, SO3, UP_TO_2 } from './planting.ts';

/** A fault in the gradient of a correct kernel. */
function gradientFault(
  of: Base,
  name: string,
  code: DiagnosisCode,
  where: Facts,
  spoil: (gradients: { x1: Float64Array; x2: Float64Array }, call: number, x1: Float64Array, x2: Float64Array) => void,
): Mutant {
  return {
    name: `${of.name}: ${name}`,
    claim: of.claim,
    make: () => {
      const inner = kernelOf(of, of.table);
      let call = 0;
      return {
        ...inner,
        vjp: async (x1, x2, cotangent, batch) => {
          const found = await inner.vjp?.(x1, x2, cotangent, batch);
          const gradients = found ?? { x1: new Float64Array(0), x2: new Float64Array(0) };
          spoil(gradients, call, x1, x2);
          call += 1;
          return gradients;
        },
      };
    },
    code,
    where,
  };
}

export function gradientFaults(): Mutant[] {
  const small = base('cgtp', { ...UP_TO_2, ...SO3 }, 'cgtp');
  const double = base('mtp', { ...UP_TO_2, ...SO3, dtype: 'float64' }, 'mtp');
  return [small, double].flatMap((of) => {
    const { d1 } = of.table;
    return [
      gradientFault(of, 'gradient of x2 zero', 'gradient', { of: 'x2' }, ({ x2 }) => {
        x2.fill(0);
      }),
      gradientFault(of, 'gradient of x1 twice too large', 'gradient', { of: 'x1' }, ({ x1 }) => {
        x1.forEach((value, n) => {
          x1[n] = 2 * value;
        });
      }),
      gradientFault(of, 'gradient of x2 negated', 'gradient', { of: 'x2' }, ({ x2 }) => {
        x2.forEach((value, n) => {
          x2[n] = -value;
        });
      }),
      gradientFault(of, 'gradients exchanged', 'gradient', {}, ({ x1, x2 }) => {
        const kept = x1.slice();
        x1.set(x2);
        x2.set(kept);
      }),
      gradientFault(of, 'one component of x1 left out', 'gradient', { of: 'x1', i: 4 }, ({ x1 }) => {
        for (let n = 4; n < x1.length; n += d1) x1[n] = 0;
      }),
      gradientFault(of, 'one component of x1 off by 10⁻⁴', 'gradient', { of: 'x1', i: 2 }, ({ x1 }) => {
        for (let n = 2; n < x1.length; n += d1) x1[n] = Math.fround((x1[n] ?? 0) * (1 + 1e-4));
      }),
      gradientFault(of, 'the gradient of x1 sees x1', 'gradient', { of: 'x1', order: 2 }, ({ x1 }, call, x) => {
        if (call === 0) return;
        x1.forEach((value, n) => {
          x1[n] = Math.fround(value * (1 + 1e-2 * (x[n] ?? 0)));
        });
      }),
      gradientFault(of, 'gradient buffer not cleared', 'not-deterministic', { pass: 'vjp' }, ({ x1 }, call) => {
        if (call !== 2) return;
        x1.forEach((value, n) => {
          x1[n] = 2 * value;
        });
      }),
      gradientFault(of, 'NaN in the gradient', 'nonfinite', { pass: 'vjp', part: 'x2' }, ({ x2 }) => {
        x2[0] = Number.NaN;
      }),
    ];
  });
}
