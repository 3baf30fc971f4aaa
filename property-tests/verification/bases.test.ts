/** Coupling blocks are exact values rounded once; tensors in them are equivariant by both roads, and found again in any other basis. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realCoupling } from '../../src/coupling/real-basis.ts';
import { surdToFloat64 } from '../../src/exact/float.ts';
import { basesOfOneSide, changeOfBasis, inBases, SIDES, type Side } from '../../src/verification/change-of-basis.ts';
import { parseClaim } from '../../src/verification/claim.ts';
import { couplingBlocks } from '../../src/verification/coupling-block.ts';
import { couplings } from '../../src/verification/decomposition.ts';
import { fitTensor, largestSize, type Probed } from '../../src/verification/fit.ts';
import { generatorIdentity } from '../../src/verification/generator-identity.ts';
import type { Matrix } from '../../src/verification/leg-matrix.ts';
import { FORMATS } from '../../src/verification/number-format.ts';
import { claimedReading, placeSides } from '../../src/verification/readings.ts';
import { allowanceIn } from '../../src/verification/tolerance.ts';
import { sizesOf, tableOf } from './kernels.ts';

const claim = parseClaim({
  left: '0e+1o+2e+3o',
  right: '0e+1o+2e',
  out: '0e+1o+1e+2e+2o+3o+3e',
  operation: 'cgtp',
  dtype: 'float64',
});
const { values } = tableOf({ claim, operation: 'cgtp', normalisation: 'w3j', sharing: 'all' });
const sides = placeSides(claim, claimedReading(claim));
const sizes = sizesOf(claim);
const tables = couplings();

const probed = (tensor: Float64Array): Probed => ({
  sizes,
  tensor,
  second: tensor,
  allowance: allowanceIn(FORMATS.float64, 8),
  scale: largestSize(tensor),
});

/** A product of reflections: orthogonal, from any vectors that are not zero. */
function reflections(n: number, vectors: readonly (readonly number[])[]): Matrix {
  let matrix = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
  for (const vector of vectors) {
    const v = Array.from({ length: n }, (_, i) => vector[i] ?? 1);
    const norm = v.reduce((sum, value) => sum + value * value, 0);
    matrix = matrix.map((row) => {
      const along = row.reduce((sum, value, i) => sum + value * (v[i] ?? 0), 0);
      return row.map((value, i) => value - (2 * along * (v[i] ?? 0)) / norm);
    });
  }
  return matrix;
}

/** Signed permutations come from sorting keys; signs from the keys' parity. */
const signedPermutation = (n: number, keys: readonly number[]): Matrix => {
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  return order.map((to, i) =>
    Float64Array.from({ length: n }, (_, j) => (j === to ? ((keys[i] ?? 0) % 2 === 0 ? 1 : -1) : 0)),
  );
};

const everyBasis = (make: (n: number, slot: number, side: Side) => Matrix) =>
  Object.fromEntries(
    SIDES.map((side) => [
      side,
      new Map(sides[side].map(({ slot, irrep }) => [slot, make(2 * irrep.l + 1, slot, side)])),
    ]),
  );

const basesFrom = (make: (n: number, slot: number, side: Side) => Matrix) => {
  const { left = new Map(), right = new Map(), out = new Map() } = everyBasis(make);
  return { left, right, out };
};

describe('coupling blocks', () => {
  it('are w3j rounded once, or null; all ordered triples of degrees ≤ 4', () => {
    const blocks = couplingBlocks();
    let entries = 0;
    for (let l1 = 0; l1 <= 4; l1++) {
      for (let l2 = 0; l2 <= 4; l2++) {
        for (let l3 = 0; l3 <= 4; l3++) {
          const block = blocks(l1, l2, l3);
          const isTriangle = Math.abs(l1 - l2) <= l3 && l3 <= l1 + l2;
          expect(block === null).toBe(!isTriangle);
          block?.forEach((value, n) => {
            const [m3, row] = [(n % (2 * l3 + 1)) - l3, Math.floor(n / (2 * l3 + 1))];
            const [m2, m1] = [(row % (2 * l2 + 1)) - l2, Math.floor(row / (2 * l2 + 1)) - l1];
            if (value !== surdToFloat64(realCoupling(l1, l2, l3, m1, m2, m3)))
              expect.fail(`${[l1, l2, l3, m1, m2, m3]}`);
            entries += 1;
          });
        }
      }
    }
    // Σ Π(2ℓ+1) over the triangles.
    expect(entries).toBe(13_075);
  });
});

describe('a tensor of couplings', () => {
  it('fits, and the generators say so too; one entry off by 10⁻¹³ and neither does', () => {
    const good = fitTensor(probed(values), sides, tables);
    expect(good.strays).toBe(0);
    expect(generatorIdentity(good).overLimit).toBeLessThan(1);
    const bent = values.slice();
    const place = bent.findIndex((value, n) => n > 2000 && value !== 0);
    bent[place] = (bent[place] ?? 0) * (1 + 1e-13);
    const bad = fitTensor(probed(bent), sides, tables);
    expect(bad.strays).toBe(1);
    expect(generatorIdentity(bad).overLimit).toBeGreaterThan(1);
  });

  it('is found again in any orthogonal bases of all slots', { timeout: 120_000 }, () => {
    const vectors = fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 7, maxLength: 7 }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(vectors, { minLength: 14, maxLength: 14 }), (lists) => {
        const mixing = basesFrom((n, slot, side) => {
          const list = lists[(slot + 5 * SIDES.indexOf(side)) % lists.length] ?? [];
          return reflections(
            n,
            list.map((vector) => vector.map((value, i) => value || i + 1)),
          );
        });
        const turned = inBases(values, sizes, sides, mixing);
        const found = changeOfBasis({ tensor: turned, sizes, sides, blocks: tables.blocks });
        expect(found).toBeDefined();
        if (found === undefined) return;
        const back = inBases(turned, sizes, sides, found);
        const fit = fitTensor(probed(back), sides, tables);
        expect(fit.strays).toBe(0);
      }),
      { numRuns: 15, seed: 5 },
    );
  });

  it('is found again, to the sign, when one side stands in signed permutations', { timeout: 120_000 }, () => {
    const keys = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(fc.constantFrom(...SIDES), keys, (side, list) => {
        const mixing = basesFrom((n, _slot, on) =>
          signedPermutation(n, on === side ? list : Array.from({ length: n }, (_, i) => 2 * i)),
        );
        const turned = inBases(values, sizes, sides, mixing);
        const found = basesOfOneSide({ tensor: turned, sizes, sides, blocks: tables.blocks }, side);
        for (const { slot, irrep } of sides[side]) {
          const [matrix, made] = [found[side].get(slot) ?? [], mixing[side].get(slot) ?? []];
          // The inverse of an orthogonal matrix is its transpose; a sign per slot is free.
          const product = matrix[0]?.reduce((sum, value, j) => sum + value * (made[j]?.[0] ?? 0), 0) ?? 0;
          for (let i = 0; i <= 2 * irrep.l; i++) {
            for (let j = 0; j <= 2 * irrep.l; j++) {
              expect(Math.abs((matrix[i]?.[j] ?? 0) - Math.sign(product) * (made[j]?.[i] ?? 0))).toBeLessThan(2 ** -40);
            }
          }
        }
      }),
      { numRuns: 15, seed: 6 },
    );
  });
});
