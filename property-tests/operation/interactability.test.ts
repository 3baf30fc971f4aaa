/** Which degrees interact: for each operation, the exact set of its paths by a rule on degrees, ports and parities. */
import { describe, expect, it } from 'vitest';
import { clebschGordan } from '../../src/coupling/clebsch-gordan.ts';
import { isZeroSum } from '../../src/exact/surd-sum.ts';
import { naturalParity } from '../../src/irreps/irrep.ts';
import { type Group, isTriangle, type Path, pathsBetween } from '../../src/irreps/path.ts';
import { SETTINGS, settingIrreps } from '../../src/irreps/setting.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import type { OperationId } from '../../src/operation/operation.ts';
import { countOfPaths, everyPath, printPath } from './catalogue-paths.ts';
import { multiplyMatrices, polarisation, traceAgainst } from './spin-matrices.ts';

const interacts = (id: OperationId, path: Path, group: Group, twiceJ?: number): boolean =>
  OPERATIONS[id].terms(path, twiceJ === undefined ? {} : { twiceJ }, group).length > 0;

const sum = ({ left, right, out }: Path): number => left.l + right.l + out.l;

/** Rules that depend on degrees alone. */
const rules: readonly { id: OperationId; rule: string; expected: (path: Path) => boolean }[] = [
  { id: 'cgtp', rule: 'all paths', expected: () => true },
  { id: 'gtp', rule: 'even sums', expected: (path) => sum(path) % 2 === 0 },
  {
    id: 'curl',
    rule: 'odd sums with ℓ1, ℓ2 ≥ 1',
    expected: (path) => sum(path) % 2 === 1 && path.left.l > 0 && path.right.l > 0,
  },
  { id: 'gtp+curl', rule: 'all paths', expected: () => true },
];

describe('interactability', () => {
  it.each(rules)('$id: $rule, in SO(3) and with every parity in O(3), degrees ≤ 8', ({ id, expected }) => {
    let visited = 0;
    for (const group of ['so3', 'o3'] as const) {
      for (const path of everyPath(8, group)) {
        visited++;
        if (interacts(id, path, group) !== expected(path)) throw new Error(`${id}: ${printPath(path)}`);
      }
    }
    expect(visited).toBe(5 * countOfPaths(8));
  });

  it('vstp: all paths but 0⊗0→0, degrees ≤ 8', () => {
    const missing = everyPath(8, 'so3').filter((path) => !interacts('vstp', path, 'so3'));
    expect(missing.map(printPath)).toEqual(['0⊗0→0']);
    expect(everyPath(8, 'so3')).toHaveLength(countOfPaths(8));
  });

  it('no operation has terms outside the triangle, degrees ≤ 5', () => {
    let outside = 0;
    for (let l1 = 0; l1 <= 5; l1++) {
      for (let l2 = 0; l2 <= 5; l2++) {
        for (let l3 = 0; l3 <= 5; l3++) {
          if (isTriangle(l1, l2, l3)) continue;
          const path: Path = { left: { l: l1, p: 1 }, right: { l: l2, p: 1 }, out: { l: l3, p: 1 } };
          for (const id of ['gtp', 'mtp', 'vstp', 'curl', 'gtp+curl'] as const) {
            outside++;
            expect(interacts(id, path, 'so3', 10)).toBe(false);
          }
        }
      }
    }
    expect(outside).toBe(5 * (6 ** 3 - countOfPaths(5)));
  });

  it('mtp: all paths of degrees ≤ 2j but those whose trace Tr T3† T1 T2 vanishes by accident; degrees ≤ 8, 2j ≤ 8', () => {
    const lost: string[] = [];
    let visited = 0;
    for (let twiceJ = 0; twiceJ <= 8; twiceJ++) {
      for (const path of everyPath(8, 'so3')) {
        const [l1, l2, l3] = [path.left.l, path.right.l, path.out.l];
        visited++;
        const fits = Math.max(l1, l2, l3) <= twiceJ;
        if (interacts('mtp', path, 'so3', twiceJ) !== (fits && !traceVanishes(l1, l2, l3, twiceJ))) {
          throw new Error(`mtp 2j=${twiceJ}: ${printPath(path)}`);
        }
        if (fits && !interacts('mtp', path, 'so3', twiceJ)) lost.push(`2j=${twiceJ}: ${printPath(path)}`);
      }
    }
    expect(visited).toBe(9 * countOfPaths(8));
    // {222;jjj} at j = 3/2, Racah's {355;333} of the f shell (the subgroup G2), {567;444}; in every order of the degrees.
    expect(lost).toEqual([
      '2j=3: 2⊗2→2',
      ...['3⊗5→5', '5⊗3→5', '5⊗5→3'].map((path) => `2j=6: ${path}`),
      ...['5⊗6→7', '5⊗7→6', '6⊗5→7', '6⊗7→5', '7⊗5→6', '7⊗6→5'].map((path) => `2j=8: ${path}`),
    ]);
  });
});

/** Whether Tr T3† T1 T2 is zero, at orders where the Clebsch–Gordan coefficient is not (so that the 6j decides). */
function traceVanishes(l1: number, l2: number, l3: number, twiceJ: number): boolean {
  for (let m1 = -l1; m1 <= l1; m1++) {
    for (let m2 = Math.max(-l2, -l3 - m1); m2 <= Math.min(l2, l3 - m1); m2++) {
      if (clebschGordan(l1, m1, l2, m2, l3, m1 + m2).sign === 0) continue;
      const product = multiplyMatrices(polarisation(l1, m1, twiceJ), polarisation(l2, m2, twiceJ));
      return isZeroSum(traceAgainst(polarisation(l3, m1 + m2, twiceJ), product).re);
    }
  }
  throw new RangeError(`no coupling of ${l1}, ${l2}, ${l3}`);
}

describe('natural parities (o3-natural)', () => {
  it('leave even sums only: gtp has every path, curl none; four settings, L ≤ 6', () => {
    let visited = 0;
    for (const setting of SETTINGS) {
      for (let lmax = 0; lmax <= 6; lmax++) {
        const { left, right, out } = settingIrreps(setting, lmax);
        for (const path of pathsBetween(left, right, out, 'o3')) {
          visited++;
          expect(sum(path) % 2).toBe(0);
          expect(interacts('gtp', path, 'o3')).toBe(true);
          expect(interacts('gtp+curl', path, 'o3')).toBe(true);
          expect(interacts('curl', path, 'o3')).toBe(false);
        }
      }
    }
    // siso [L even], simo L+1, mimo (L+1)(L+2)(2L+3)/6, truncated ⌊(L+2)(2L²+5L+4)/8⌋
    const total = [0, 1, 2, 3, 4, 5, 6].reduce(
      (count, L) =>
        count +
        Number(L % 2 === 0) +
        (L + 1) +
        ((L + 1) * (L + 2) * (2 * L + 3)) / 6 +
        Math.floor(((L + 2) * (2 * L ** 2 + 5 * L + 4)) / 8),
      0,
    );
    expect(visited).toBe(total);
  });

  it('make vstp blind to 0e on the way out: true × true is pseudo, and a field along r is none; degrees ≤ 6', () => {
    const natural = everyPath(6, 'o3').filter((path) =>
      [path.left, path.right, path.out].every(({ l, p }) => p === naturalParity(l)),
    );
    const missing = natural.filter((path) => !interacts('vstp', path, 'o3'));
    expect(natural.length).toBeGreaterThan(0);
    expect(missing.map(printPath)).toEqual([0, 1, 2, 3, 4, 5, 6].map((l) => `${l}⊗${l}→0`));
  });
});
