/** The costs of every algorithm are what counting its procedure gives, in every setting. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALGORITHM_IDS, type Algorithm, costBytes, type Workload } from '../../src/algorithm/algorithm.ts';
import { ALGORITHMS, algorithmsOf } from '../../src/algorithm/catalogue.ts';
import { gridForDegree } from '../../src/algorithm/grid.ts';
import { couplingNonZeros } from '../../src/coupling/nonzeros.ts';
import { realCouplingEntries } from '../../src/coupling/real-basis.ts';
import { type Irreps, singles } from '../../src/irreps/irreps.ts';
import { distinctIrreps, type Group, pathsBetween } from '../../src/irreps/path.ts';
import { groupOfParityMode, PARITY_MODES, SETTINGS, type Setting, settingIrreps } from '../../src/irreps/setting.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import { OPERATION_IDS, type Parameters } from '../../src/operation/operation.ts';
import { everyIrrep } from '../operation/catalogue-paths.ts';
import { countMultiplyAdds, nonZeroMatrixEntries, smallestGrid } from './counted.ts';

interface Question {
  readonly left: Irreps;
  readonly right: Irreps;
  readonly out: Irreps;
}

/** What an algorithm is asked for: the distinct irreps and the paths that its operation has between them. */
function workload(
  algorithm: Algorithm,
  { left, right, out }: Question,
  group: Group,
  requested: Parameters = {},
): Workload {
  const operation = OPERATIONS[algorithm.operation];
  const parameters = operation.resolve(requested, left, right, out, group);
  const paths = pathsBetween(left, right, out, group).filter(
    (path) => operation.terms(path, parameters, group).length > 0,
  );
  const [a, b, c] = [left, right, out].map((side) => distinctIrreps(side, group));
  return { left: a ?? [], right: b ?? [], out: c ?? [], paths, group, parameters };
}

const inSetting = (algorithm: Algorithm, setting: Setting, lmax: number, group: Group = 'so3'): Workload =>
  workload(algorithm, settingIrreps(setting, lmax), group);

describe('the catalogue', () => {
  it('lists every algorithm once, and at least one for every operation', () => {
    expect(ALGORITHMS.map(({ id }) => id)).toEqual([...ALGORITHM_IDS]);
    expect(new Set(ALGORITHM_IDS).size).toBe(ALGORITHM_IDS.length);
    for (const id of OPERATION_IDS) expect(algorithmsOf(id).length).toBeGreaterThan(0);
    expect(OPERATION_IDS.flatMap(algorithmsOf)).toHaveLength(ALGORITHMS.length);
  });
});

describe.each(ALGORITHMS)('$id', (algorithm) => {
  it('multiply–adds are those counted by its loops; four settings, both parity modes, L ≤ 4', () => {
    let compared = 0;
    for (const setting of SETTINGS) {
      for (const mode of PARITY_MODES) {
        for (let lmax = 0; lmax <= 4; lmax++) {
          const work = inSetting(algorithm, setting, lmax, groupOfParityMode(mode));
          const where = `${setting} ${mode} L=${lmax}`;
          expect([where, algorithm.cost(work).multiplyAdds]).toEqual([where, countMultiplyAdds(algorithm.id, work)]);
          compared++;
        }
      }
    }
    expect(compared).toBe(4 * 2 * 5);
  });

  it('multiply–adds are those counted by its loops, for random irreps of either parity', () => {
    const side = fc.subarray(everyIrrep(4), { minLength: 1 }).map(singles);
    fc.assert(
      fc.property(side, side, side, fc.constantFrom('so3', 'o3'), (left, right, out, group) => {
        const work = workload(algorithm, { left, right, out }, group);
        expect(algorithm.cost(work).multiplyAdds).toBe(countMultiplyAdds(algorithm.id, work));
      }),
      { numRuns: 40 },
    );
  });

  it('never gets cheaper with the degree: multiply–adds, tables and workspace; four settings, L ≤ 8', () => {
    let compared = 0;
    for (const setting of SETTINGS) {
      const costs = Array.from({ length: 9 }, (_, lmax) => algorithm.cost(inSetting(algorithm, setting, lmax)));
      // A single degree can lose its only path (gtp at odd sums), and matrices come in sizes; so siso compares every other L.
      const step = setting === 'siso' ? 2 : 1;
      for (const [lmax, cost] of costs.entries()) {
        const next = costs[lmax + step];
        if (next === undefined) continue;
        expect(next.multiplyAdds).toBeGreaterThanOrEqual(cost.multiplyAdds);
        expect(next.tableNumbers).toBeGreaterThanOrEqual(cost.tableNumbers);
        expect(next.workspaceNumbers).toBeGreaterThanOrEqual(cost.workspaceNumbers);
        expect(costBytes(next)).toBe(8n * (next.tableNumbers + next.workspaceNumbers));
        compared++;
      }
    }
    expect(compared).toBe(3 * 8 + 7);
  });
});

describe('mtp', () => {
  // At 2j = 21 and 25 entries off the antidiagonal vanish by accident: E_30 at m = 17/2, E_20 at m = 15/2.
  it('at any matrix size, half-integer j too: multiply–adds are those counted; mimo, L ≤ 3, 2j ≤ 7 and 21, 25', () => {
    let compared = 0;
    for (const algorithm of algorithmsOf('mtp')) {
      for (let lmax = 0; lmax <= 3; lmax++) {
        for (const twiceJ of [0, 1, 2, 3, 4, 5, 6, 7, 21, 25]) {
          const work = workload(algorithm, settingIrreps('mimo', lmax), 'so3', { twiceJ });
          const where = `${algorithm.id} L=${lmax} 2j=${twiceJ}`;
          expect([where, algorithm.cost(work).multiplyAdds]).toEqual([where, countMultiplyAdds(algorithm.id, work)]);
          compared++;
        }
      }
    }
    expect(compared).toBe(2 * 4 * 10);
  });

  it('for integer j the matrices have the non-zero entries of w3j(ℓ, j, j); ℓ ≤ 2j ≤ 10', () => {
    let compared = 0;
    for (let j = 0; j <= 5; j++) {
      for (let l = 0; l <= 2 * j; l++) {
        expect(couplingNonZeros(l, j, j).real).toBe(nonZeroMatrixEntries(l, 2 * j));
        compared++;
      }
    }
    expect(compared).toBe(36);
  });
});

describe('cgtp', () => {
  it('dense coupling entries in mimo: [(L+1)(2L+1)(2L+3)/3]²; L ≤ 10', () => {
    const [dense] = algorithmsOf('cgtp');
    let compared = 0;
    for (let L = 0; L <= 10; L++) {
      if (dense === undefined) break;
      const { tableNumbers, multiplyAdds } = dense.cost(inSetting(dense, 'mimo', L));
      const entries = ((L + 1) * (2 * L + 1) * (2 * L + 3)) / 3;
      expect(tableNumbers).toBe(BigInt(entries) ** 2n);
      expect(multiplyAdds).toBe(tableNumbers + BigInt(L + 1) ** 4n);
      compared++;
    }
    expect(compared).toBe(11);
  });

  it('sparse tables hold as many numbers as real coupling tensors have non-zero entries; mimo-truncated, L ≤ 5', () => {
    const sparse = algorithmsOf('cgtp').find(({ id }) => id === 'cgtp-sparse');
    let compared = 0;
    for (let L = 0; L <= 5; L++) {
      if (sparse === undefined) break;
      const work = inSetting(sparse, 'mimo-truncated', L);
      const entries = work.paths.reduce(
        (sum, { left, right, out }) => sum + realCouplingEntries(left.l, right.l, out.l).length,
        0,
      );
      expect(sparse.cost(work).tableNumbers).toBe(BigInt(entries));
      compared++;
    }
    expect(compared).toBe(6);
  });
});

describe('the grid', () => {
  it('is the smallest with 2·rings − 1 ≥ D and points > D; D ≤ 200', () => {
    let compared = 0;
    for (let degree = 0; degree <= 200; degree++) {
      expect(gridForDegree(degree)).toEqual(smallestGrid(degree));
      compared++;
    }
    expect(compared).toBe(201);
  });

  it('has as few points as it can: N points alias the frequency N to 0, so N must exceed every frequency of the integrand', () => {
    // Σ_k exp(2πi m k/N) = N if N | m, else 0: exact for |m| ≤ D iff no multiple of N but 0 lies in −D…D.
    let compared = 0;
    for (let degree = 0; degree <= 60; degree++) {
      const aliased = (points: number): boolean =>
        Array.from({ length: degree }, (_, m) => m + 1).some((m) => m % points === 0);
      const { points } = gridForDegree(degree);
      expect(aliased(points)).toBe(false);
      if (points > 1) expect(aliased(points - 1)).toBe(true);
      compared++;
    }
    expect(compared).toBe(61);
  });
});
