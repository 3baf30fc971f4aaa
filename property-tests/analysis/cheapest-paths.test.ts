/** CGTP with some of its paths: what it takes is what the algorithm takes on exactly those paths, and the bound that is claimed holds. */
import { describe, expect, it } from 'vitest';
import { workloadOf } from '../../src/algorithm/algorithm.ts';
import { cgtpSparse } from '../../src/algorithm/cgtp.ts';
import { cheapestPaths } from '../../src/analysis/index.ts';
import { realCouplingEntries } from '../../src/coupling/index.ts';
import { parseIrreps, settingIrreps } from '../../src/irreps/index.ts';

const SETTINGS = ['siso', 'simo', 'mimo', 'mimo-truncated'] as const;

describe('cheapest paths', () => {
  it.each(SETTINGS)('%s: every prefix takes what sparse CGTP takes on its paths, to L = 4', (setting) => {
    let prefixes = 0;
    for (let lmax = 0; lmax <= 4; lmax++) {
      for (const group of ['so3', 'o3'] as const) {
        const { left, right, out } = settingIrreps(setting, lmax);
        const work = workloadOf(left, right, out, group, {});
        const { paths, multiplyAdds, weightings } = cheapestPaths(left, right, out, group);
        expect(new Set(paths)).toEqual(new Set(work.paths));
        expect([multiplyAdds.length, weightings.length]).toEqual([paths.length, paths.length]);
        for (const [index, count] of multiplyAdds.entries()) {
          const taken = paths.slice(0, index + 1);
          expect(BigInt(count)).toBe(cgtpSparse.cost({ ...work, paths: taken }).multiplyAdds);
          expect(weightings[index]).toBe(taken.reduce((sum, path) => sum + 2 * path.out.l + 1, 0));
          prefixes++;
        }
      }
    }
    expect(prefixes).toBeGreaterThan(4);
  });

  it('takes the path that adds least, each time', () => {
    const { left, right, out } = settingIrreps('mimo', 3);
    const work = workloadOf(left, right, out, 'so3', {});
    const { paths, multiplyAdds } = cheapestPaths(left, right, out, 'so3');
    for (const [index, count] of multiplyAdds.entries()) {
      const taken = paths.slice(0, index);
      for (const other of paths.slice(index)) {
        expect(Number(cgtpSparse.cost({ ...work, paths: [...taken, other] }).multiplyAdds)).toBeGreaterThanOrEqual(
          count,
        );
      }
    }
  });

  it('counts irreps of both parities apart', () => {
    const irreps = parseIrreps('0e+1e+1o');
    const { paths, multiplyAdds } = cheapestPaths(irreps, irreps, irreps, 'o3');
    const work = workloadOf(irreps, irreps, irreps, 'o3', {});
    expect(paths.length).toBe(work.paths.length);
    expect(BigInt(multiplyAdds.at(-1) ?? 0)).toBe(cgtpSparse.cost(work).multiplyAdds);
  });

  it('a real coupling has at most two entries for each pair of orders, and a path takes at most 3(2ℓ1+1)(2ℓ2+1), to ℓ = 6', () => {
    let pairs = 0;
    for (let a = 0; a <= 6; a++) {
      for (let b = 0; b <= 6; b++) {
        for (let c = Math.abs(a - b); c <= a + b; c++) {
          const entries = new Map<string, number>();
          for (const { m1, m2 } of realCouplingEntries(a, b, c))
            entries.set(`${m1} ${m2}`, (entries.get(`${m1} ${m2}`) ?? 0) + 1);
          expect(Math.max(...entries.values())).toBeLessThanOrEqual(2);
          pairs += entries.size;
          const single = (l: number) => parseIrreps(`${l}e`);
          const { multiplyAdds } = cheapestPaths(single(a), single(b), single(c), 'so3');
          expect(multiplyAdds[0]).toBeLessThanOrEqual(3 * (2 * a + 1) * (2 * b + 1));
        }
      }
    }
    expect(pairs).toBeGreaterThan(10_000);
  });

  it('there are at least (d+1)²(L+1−d) paths with ℓ1 ≤ d, to L = 8', () => {
    for (let lmax = 0; lmax <= 8; lmax++) {
      const { left, right, out } = settingIrreps('mimo', lmax);
      const { paths } = cheapestPaths(left, right, out, 'so3');
      for (let d = 0; d <= lmax; d++) {
        expect(paths.filter((path) => path.left.l <= d).length).toBeGreaterThanOrEqual((d + 1) ** 2 * (lmax + 1 - d));
      }
    }
  });
});
