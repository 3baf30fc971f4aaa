/** The matrix product: its reduced coefficients are traces of products of explicit matrices, integer and half-integer spin alike. */
import { describe, expect, it } from 'vitest';
import { realCoupling } from '../../src/coupling/real-basis.ts';
import { rational } from '../../src/exact/rational.ts';
import { multiplySurds, printSurd, SURD_ONE, sqrtOfRational } from '../../src/exact/surd.ts';
import { equalSurdSums, isZeroSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { matrixFactor } from '../../src/operation/mtp.ts';
import { projections } from './sphere-integrals.ts';
import {
  cellKey,
  embedding,
  equalMatrices,
  multiplyMatrices,
  type Phased,
  polarisation,
  type SpinMatrix,
  scaleMatrix,
  spinMatrix,
  sumOfPhased,
  timeReversed,
  traceAgainst,
} from './spin-matrices.ts';

interface Embedded {
  readonly l: number;
  readonly m: number;
  readonly matrix: SpinMatrix;
}

/** All (2j+1)² matrices E_ℓm, ℓ ≤ 2j. */
const allEmbeddings = (twiceJ: number): Embedded[] =>
  Array.from({ length: twiceJ + 1 }, (_, l) => l).flatMap((l) =>
    projections(l).map((m) => ({ l, m, matrix: embedding(l, m, twiceJ) })),
  );

const identity = (twiceJ: number): Map<number, readonly Phased[]> =>
  new Map(Array.from({ length: twiceJ + 1 }, (_, a) => [cellKey(a, a), [{ turns: 0, value: SURD_ONE }]] as const));

describe('mtp', () => {
  it.each([0, 1, 2, 3, 4, 5])('2j = %i: Tr E3† E1 E2 = t·w3j, all degrees ≤ 2j, all orders', (twiceJ) => {
    const all = allEmbeddings(twiceJ);
    let compared = 0;
    for (const a of all) {
      for (const b of all) {
        const product = multiplyMatrices(a.matrix, b.matrix);
        for (const c of all) {
          const { re, im } = traceAgainst(c.matrix, product);
          const t = matrixFactor(a.l, b.l, c.l, twiceJ);
          const expected = multiplySurds(t, realCoupling(a.l, b.l, c.l, a.m, b.m, c.m));
          compared++;
          if (!isZeroSum(im) || !equalSurdSums(re, sumOfSurds([expected]))) {
            throw new Error(`2j=${twiceJ}, ${[a.l, a.m, b.l, b.m, c.l, c.m].join(' ')}: table ${printSurd(expected)}`);
          }
        }
      }
    }
    expect(compared).toBe((twiceJ + 1) ** 6);
  });

  it('the E are orthonormal and closed under time reversal, so they span a real algebra; 2j ≤ 6', () => {
    let matrices = 0;
    for (let twiceJ = 0; twiceJ <= 6; twiceJ++) {
      const all = allEmbeddings(twiceJ);
      for (const a of all) {
        matrices++;
        expect(equalMatrices(timeReversed(a.matrix, twiceJ), a.matrix)).toBe(true);
        for (const b of all) {
          const { re, im } = traceAgainst(
            a.matrix,
            new Map(b.matrix.entries.map((cell) => [cellKey(cell.row, cell.column), [cell.entry]])),
          );
          const expected = a === b ? sumOfSurds([SURD_ONE]) : [];
          if (!isZeroSum(im) || !equalSurdSums(re, expected)) throw new Error(`2j=${twiceJ}: not orthonormal`);
        }
      }
    }
    expect(matrices).toBe(1 + 4 + 9 + 16 + 25 + 36 + 49);
  });

  it('degree 1 is −i times the spin matrices, up to a positive factor; 1 ≤ 2j ≤ 9', () => {
    let compared = 0;
    for (let twiceJ = 1; twiceJ <= 9; twiceJ++) {
      const scale = sqrtOfRational(rational(12, twiceJ * (twiceJ + 1) * (twiceJ + 2)));
      for (const m of [-1, 0, 1]) {
        compared++;
        expect(equalMatrices(embedding(1, m, twiceJ), scaleMatrix(spinMatrix(m, twiceJ), 3, scale))).toBe(true);
      }
    }
    expect(compared).toBe(27);
  });

  it('degree 0 is the identity matrix over √(2j+1); 2j ≤ 9', () => {
    for (let twiceJ = 0; twiceJ <= 9; twiceJ++) {
      const { re, im } = traceAgainst(embedding(0, 0, twiceJ), identity(twiceJ));
      expect(isZeroSum(im)).toBe(true);
      expect(equalSurdSums(re, sumOfSurds([sqrtOfRational(rational(twiceJ + 1))]))).toBe(true);
    }
  });

  it('the polarisation operators have the commutator of a tensor: [J_z, T_ℓμ] = μ T_ℓμ; 2j ≤ 5', () => {
    let compared = 0;
    for (let twiceJ = 1; twiceJ <= 5; twiceJ++) {
      const jz = spinMatrix(0, twiceJ);
      for (let l = 0; l <= twiceJ; l++) {
        for (const mu of projections(l)) {
          const operator = polarisation(l, mu, twiceJ);
          const [before, after] = [multiplyMatrices(jz, operator), multiplyMatrices(operator, jz)];
          for (const { row, column, entry } of operator.entries) {
            const key = cellKey(row, column);
            const minus = (after.get(key) ?? []).map((term) => ({ ...term, turns: (term.turns + 2) % 4 }));
            const size = sqrtOfRational(rational(mu * mu));
            const times = { turns: (entry.turns + (mu < 0 ? 0 : 2)) % 4, value: multiplySurds(entry.value, size) };
            const { re, im } = sumOfPhased([...(before.get(key) ?? []), ...minus, times]);
            expect(isZeroSum(re) && isZeroSum(im)).toBe(true);
          }
          compared++;
        }
      }
    }
    expect(compared).toBe(4 + 9 + 16 + 25 + 36);
  });

  it('2j = 1 is the product of quaternions: i·j = k and cyclic, j·i = −k, i·i = −1', () => {
    // i, j, k = −iσ = √2 E for m = 1 (x), −1 (y), 0 (z); 1 = √2 E_00
    const root2 = sqrtOfRational(rational(2));
    const [i, j, k] = [1, -1, 0].map((m) => scaleMatrix(embedding(1, m, 1), 0, root2));
    const one = scaleMatrix(embedding(0, 0, 1), 0, root2);
    const units = [one, i ?? one, j ?? one, k ?? one];
    const table = [
      [1, 2, 3, 4],
      [2, -1, 4, -3],
      [3, -4, -1, 2],
      [4, 3, -2, -1],
    ];
    let compared = 0;
    for (const [a, row] of table.entries()) {
      for (const [b, signed] of row.entries()) {
        const product = multiplyMatrices(units[a] ?? one, units[b] ?? one);
        const expected = scaleMatrix(units[Math.abs(signed) - 1] ?? one, signed < 0 ? 2 : 0, SURD_ONE);
        const got = [...product].map(([key, [entry]]) => ({
          row: Math.floor(key / 1024),
          column: key % 1024,
          entry: entry ?? { turns: 0, value: SURD_ONE },
        }));
        expect(equalMatrices({ entries: got }, expected)).toBe(true);
        compared++;
      }
    }
    expect(compared).toBe(16);
  });
});
