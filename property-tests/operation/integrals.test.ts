/** Reduced coefficients of Gaunt, curl and vector products are the exact integrals that define these operations. */
import { describe, expect, it } from 'vitest';
import { type SolidHarmonic, solidHarmonic } from '../../src/coupling/harmonics.ts';
import { multiplyPolynomials, type Polynomial } from '../../src/coupling/polynomial.ts';
import { realCoupling } from '../../src/coupling/real-basis.ts';
import { addRationals, RATIONAL_ZERO } from '../../src/exact/rational.ts';
import { equalSurds, multiplySurds, printSurd, SURD_ZERO } from '../../src/exact/surd.ts';
import { naturalIrrep } from '../../src/irreps/irrep.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { vectorFactor } from '../../src/operation/vstp.ts';
import {
  crossProduct,
  integerForm,
  integralOf,
  meanOfProduct,
  poissonBracket,
  projections,
  vectorHarmonic,
} from './sphere-integrals.ts';

interface Labelled {
  readonly l: number;
  readonly m: number;
  readonly harmonic: SolidHarmonic;
}

const harmonicsUpTo = (lmax: number): Labelled[] =>
  Array.from({ length: lmax + 1 }, (_, l) => l).flatMap((l) =>
    projections(l).map((m) => ({ l, m, harmonic: solidHarmonic(l, m) })),
  );

/** The reduced coefficient of an operation with one term per path; zero where there is none, outside the triangle too. */
function singleReduced(operation: Operation, l1: number, l2: number, l3: number) {
  const path = { left: naturalIrrep(l1), right: naturalIrrep(l2), out: naturalIrrep(l3) };
  const terms = operation.terms(path, {}, 'so3');
  if (terms.length > 1) throw new Error(`${operation.id} has several terms on one path`);
  return terms[0]?.reduced ?? SURD_ZERO;
}

/** Compares ∫ product(Y1, Y2)·Y3 with t·w3j for all degrees ≤ lmax and all orders; returns the number of integrals. */
function compareIntegrals(
  operation: Operation,
  product: (f: Polynomial, g: Polynomial) => Polynomial,
  lmax: number,
): number {
  const all = harmonicsUpTo(lmax);
  const shapes = all.map(({ harmonic }) => integerForm(harmonic.shape));
  let compared = 0;
  for (const a of all) {
    for (const b of all) {
      const ab = integerForm(product(a.harmonic.shape, b.harmonic.shape));
      for (const [i, c] of all.entries()) {
        const mean = meanOfProduct(ab, shapes[i] ?? integerForm([]));
        const integral = integralOf(mean, a.harmonic.norm, b.harmonic.norm, c.harmonic.norm);
        const t = singleReduced(operation, a.l, b.l, c.l);
        const expected = multiplySurds(t, realCoupling(a.l, b.l, c.l, a.m, b.m, c.m));
        compared++;
        if (!equalSurds(integral, expected)) {
          const where = [a.l, a.m, b.l, b.m, c.l, c.m].join(' ');
          throw new Error(`${operation.id} at ${where}: integral ${printSurd(integral)}, table ${printSurd(expected)}`);
        }
      }
    }
  }
  return compared;
}

/** V_jℓm for j ≤ jmax and ℓ = j−1, j, j+1: 1 + 3·3 + 3·5 + … of them. */
const fieldsUpTo = (jmax: number) =>
  Array.from({ length: jmax + 1 }, (_, j) => j).flatMap((j) =>
    (j === 0 ? [1] : [j - 1, j, j + 1]).flatMap((l) =>
      projections(j).map((m) => ({ j, l, m, field: vectorHarmonic(j, l, m) })),
    ),
  );

describe('two roads to each reduced coefficient', () => {
  it('gtp: ∫ Y1 Y2 Y3 = t·w3j for all degrees ≤ 5', () => {
    expect(compareIntegrals(OPERATIONS.gtp, multiplyPolynomials, 5)).toBe(36 ** 3);
  });

  it('curl: ∫ r·(∇Y1×∇Y2) Y3 = t·w3j for all degrees ≤ 5', () => {
    expect(compareIntegrals(OPERATIONS.curl, poissonBracket, 5)).toBe(36 ** 3);
  });

  it('vstp: ∫ (V1×V2)·V3 = t·w3j for all degrees ≤ 3 and all ports', () => {
    const fields = fieldsUpTo(3);
    const forms = fields.map(({ field }) => field.components.map(integerForm));
    let compared = 0;
    for (const a of fields) {
      for (const b of fields) {
        const cross = crossProduct(a.field.components, b.field.components).map(integerForm);
        for (const [i, c] of fields.entries()) {
          const mean = cross.reduce(
            (sum, component, axis) => addRationals(sum, meanOfProduct(component, forms[i]?.[axis] ?? integerForm([]))),
            RATIONAL_ZERO,
          );
          const integral = integralOf(mean, a.field.root, b.field.root, c.field.root);
          const t = vectorFactor(a.j, b.j, c.j, a.l, b.l, c.l);
          const expected = multiplySurds(t, realCoupling(a.j, b.j, c.j, a.m, b.m, c.m));
          compared++;
          if (!equalSurds(integral, expected)) {
            const where = [a.j, a.l, a.m, b.j, b.l, b.m, c.j, c.l, c.m].join(' ');
            throw new Error(`vstp at ${where}: integral ${printSurd(integral)}, table ${printSurd(expected)}`);
          }
        }
      }
    }
    expect(compared).toBe(46 ** 3);
  });

  it('vstp: vector harmonics are orthonormal, degrees ≤ 3', () => {
    const fields = fieldsUpTo(3).map(({ field }) => field);
    let compared = 0;
    for (const [i, a] of fields.entries()) {
      for (const [k, b] of fields.entries()) {
        const mean = a.components.reduce((sum, component, axis) => {
          const other = b.components[axis] ?? [];
          return addRationals(sum, meanOfProduct(integerForm(component), integerForm(other)));
        }, RATIONAL_ZERO);
        const integral = integralOf(mean, a.root, b.root);
        compared++;
        if (printSurd(integral) !== (i === k ? '1' : '0')) throw new Error(`⟨V${i}, V${k}⟩ = ${printSurd(integral)}`);
      }
    }
    expect(compared).toBe(46 ** 2);
  });
});
