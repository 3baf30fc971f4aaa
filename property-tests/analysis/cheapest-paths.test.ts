/** CGTP with some of its paths: what is counted is no less than what the algorithm takes on exactly those paths, and the bound that is claimed holds. */
import { describe, expect, it } from 'vitest';
import { workloadOf } from '../../src/algorithm/algorithm.ts';
import { cgtpSparse } from '../../src/algorithm/cgtp.ts';
import { cheapestPaths } from '../../src/analysis/index.ts';
import { realCouplingEntries } from '../../src/coupling/index.ts';
import { type Path, parseIrreps, settingIrreps } from '../../src/irreps/index.ts';

const SETTINGS = ['siso', 'simo', 'mimo', 'mimo-truncated'] as const;

describe('cheapest paths', () => {
  it.each(SETTINGS)(
    '%s: every path once, by what sparse CGTP takes on it alone and with its weight, to L = 4',
    (setting) => {
      let prefixes = 0;
      for (let lmax = 0; lmax <= 4; lmax++) {
        for (const group of ['so3', 'o3'] as const) {
          const { left, right, out } = settingIrreps(setting, lmax);
          const work = workloadOf(left, right, out, group, {});
          const priced = cheapestPaths(left, right, out, group);
          expect(new Set(priced.map(({ path }) => path))).toEqual(new Set(work.paths));
          expect(priced).toHaveLength(work.paths.length);
          const prices = priced.map(({ multiplyAdds }) => multiplyAdds);
          expect(prices).toEqual(prices.toSorted((a, b) => a - b));
          let total = 0;
          for (const [index, { path, multiplyAdds }] of priced.entries()) {
            const weighted = (paths: readonly Path[]): number =>
              Number(cgtpSparse.cost({ ...work, paths }).multiplyAdds) +
              paths.reduce((sum, { out: irrep }) => sum + 2 * irrep.l + 1, 0);
            total += multiplyAdds;
            expect(multiplyAdds).toBe(weighted([path]));
            expect(total).toBeGreaterThanOrEqual(weighted(priced.slice(0, index + 1).map((one) => one.path)));
            prefixes++;
          }
        }
      }
      expect(prefixes).toBeGreaterThan(4);
    },
  );

  it('counts irreps of both parities apart', () => {
    const irreps = parseIrreps('0e+1e+1o');
    const work = workloadOf(irreps, irreps, irreps, 'o3', {});
    expect(cheapestPaths(irreps, irreps, irreps, 'o3')).toHaveLength(work.paths.length);
  });

  it('a real coupling has at most two entries for each pair of orders, and a path takes at most 3(2ℓ1+1)(2ℓ2+1) + 2ℓ3+1, to ℓ = 6', () => {
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
          const [priced] = cheapestPaths(single(a), single(b), single(c), 'so3');
          expect(priced?.multiplyAdds).toBeLessThanOrEqual(3 * (2 * a + 1) * (2 * b + 1) + 2 * c + 1);
        }
      }
    }
    expect(pairs).toBeGreaterThan(10_000);
  });

  it('there are at least (d+1)²(L+1−d) paths with ℓ1 ≤ d, to L = 8', () => {
    for (let lmax = 0; lmax <= 8; lmax++) {
      const { left, right, out } = settingIrreps('mimo', lmax);
      const paths = cheapestPaths(left, right, out, 'so3').map(({ path }) => path);
      for (let d = 0; d <= lmax; d++) {
        expect(paths.filter((path) => path.left.l <= d).length).toBeGreaterThanOrEqual((d + 1) ** 2 * (lmax + 1 - d));
      }
    }
  });
});
