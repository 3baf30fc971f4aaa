/** Closed forms: the curl coefficient without a 3j symbol, symmetries of the tables, and how many paths each setting has. */
import { describe, expect, it } from 'vitest';
import { curlFactor, gauntFactor } from '../../src/coupling/gaunt.ts';
import { wigner3j } from '../../src/coupling/wigner-3j.ts';
import { factorial } from '../../src/exact/factorial.ts';
import { rational } from '../../src/exact/rational.ts';
import {
  equalSurds,
  multiplySurds,
  negateSurd,
  type Surd,
  sqrtOfRational,
  surd,
  surdFromRational,
} from '../../src/exact/surd.ts';
import { pathsBetween } from '../../src/irreps/path.ts';
import { type Setting, settingIrreps } from '../../src/irreps/setting.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import { matrixFactor } from '../../src/operation/mtp.ts';
import { vectorFactor } from '../../src/operation/vstp.ts';
import { countOfPaths, everyPath } from './catalogue-paths.ts';

/** √(ℓ1(ℓ1+1)ℓ2(ℓ2+1))·(ℓ1 ℓ2 ℓ3; 1 −1 0) = (−1)^((J+1)/2) · 2Δ · ((J+1)/2)! / Π((J−2ℓi−1)/2)!, Δ² = Π(J−2ℓi)!/(J+1)!, J odd. */
function curlClosedForm(l1: number, l2: number, l3: number) {
  const J = l1 + l2 + l3;
  const degrees = [l1, l2, l3];
  const triangle = surd(
    1,
    degrees.reduce((product, l) => product * factorial(J - 2 * l), 1n),
    factorial(J + 1),
  );
  const below = degrees.reduce((product, l) => product * factorial((J - 2 * l - 1) / 2), 1n);
  const sign = ((J + 1) / 2) % 2 === 0 ? 2n : -2n;
  return multiplySurds(triangle, surdFromRational(rational(sign * factorial((J + 1) / 2), below)));
}

describe('closed forms', () => {
  it('of the curl coefficient, with its sign; all odd sums of degrees 1…12', () => {
    let compared = 0;
    for (const { left, right, out } of everyPath(12, 'so3')) {
      const [l1, l2, l3] = [left.l, right.l, out.l];
      if ((l1 + l2 + l3) % 2 === 0) continue;
      compared++;
      const radical = sqrtOfRational(rational(l1 * (l1 + 1) * l2 * (l2 + 1)));
      expect(equalSurds(curlClosedForm(l1, l2, l3), multiplySurds(radical, wigner3j(l1, l2, l3, 1, -1, 0)))).toBe(true);
      const dimensions = surd(1, BigInt((2 * l1 + 1) * (2 * l2 + 1) * (2 * l3 + 1)), 4n, -1);
      const size = { ...multiplySurds(dimensions, curlClosedForm(l1, l2, l3)), sign: 1 as const };
      expect(equalSurds(size, curlFactor(l1, l2, l3))).toBe(true);
    }
    expect(compared).toBe(countOfPaths(12) - evenPaths(12));
  });
});

/** Paths of degrees ≤ L with an even sum: ⌊(L+2)(2L²+5L+4)/8⌋. */
const evenPaths = (L: number): number => Math.floor(((L + 2) * (2 * L ** 2 + 5 * L + 4)) / 8);

/** mathematics of the four settings: paths of CGTP and of GTP. */
const counts: Readonly<Record<Setting, { cgtp: (L: number) => number; gtp: (L: number) => number }>> = {
  siso: { cgtp: () => 1, gtp: (L) => Number(L % 2 === 0) },
  simo: { cgtp: (L) => 2 * L + 1, gtp: (L) => L + 1 },
  mimo: {
    cgtp: (L) => ((L + 1) * (2 * L ** 2 + 4 * L + 3)) / 3,
    gtp: (L) => ((L + 1) * (L + 2) * (2 * L + 3)) / 6,
  },
  'mimo-truncated': { cgtp: countOfPaths, gtp: evenPaths },
};

describe('numbers of paths', () => {
  it.each(Object.keys(counts) as Setting[])('%s: closed forms of CGTP and GTP, L ≤ 12', (setting) => {
    let visited = 0;
    for (let lmax = 0; lmax <= 12; lmax++) {
      const { left, right, out } = settingIrreps(setting, lmax);
      const paths = pathsBetween(left, right, out, 'so3');
      const gtp = paths.filter((path) => OPERATIONS.gtp.terms(path, {}, 'so3').length > 0);
      const union = paths.filter((path) => OPERATIONS['gtp+curl'].terms(path, {}, 'so3').length > 0);
      expect(paths).toHaveLength(counts[setting].cgtp(lmax));
      expect(gtp).toHaveLength(counts[setting].gtp(lmax));
      expect(union).toHaveLength(paths.length);
      expect(pathsBetween(left, right, out, 'o3')).toHaveLength(gtp.length);
      visited++;
    }
    expect(visited).toBe(13);
  });
});

/** The orders of three things that even and odd permutations of them reach, without the identity. */
const cyclic = <T>([a, b, c]: readonly [T, T, T]): [T, T, T] => [b, c, a];
const exchanged = <T>([a, b, c]: readonly [T, T, T]): [T, T, T] => [b, a, c];

/** ±value. */
const signed = (value: Surd, n: number): Surd => (n % 2 === 0 ? value : negateSurd(value));

describe('the order of the three degrees', () => {
  it('does not matter to gtp and curl, whose integrals are symmetric and antisymmetric; degrees ≤ 8', () => {
    let visited = 0;
    for (const { left, right, out } of everyPath(8, 'so3')) {
      const degrees = [left.l, right.l, out.l] as const;
      for (const factor of [gauntFactor, curlFactor]) {
        // Triples with a degree 0 have curl 0 in every order: then the other two are equal, and the sum is even.
        const value = factor(...degrees);
        expect(equalSurds(factor(...cyclic(degrees)), value)).toBe(true);
        expect(equalSurds(factor(...exchanged(degrees)), value)).toBe(true);
        visited++;
      }
    }
    expect(visited).toBe(2 * countOfPaths(8));
  });

  it('in vstp: the triple product is cyclic, and exchange changes the sign of t·w3j; degrees ≤ 4, all ports', () => {
    let terms = 0;
    for (const path of everyPath(4, 'so3')) {
      const j = [path.left.l, path.right.l, path.out.l] as const;
      for (const term of OPERATIONS.vstp.terms(path, {}, 'so3')) {
        const l = [Number(term.left), Number(term.right), Number(term.out)] as const;
        const exchange = signed(term.reduced, j[0] + j[1] + j[2] + 1);
        expect(equalSurds(vectorFactor(...cyclic(j), ...cyclic(l)), term.reduced)).toBe(true);
        expect(equalSurds(vectorFactor(...exchanged(j), ...exchanged(l)), exchange)).toBe(true);
        terms++;
      }
    }
    expect(terms).toBeGreaterThan(countOfPaths(4));
  });

  it('in mtp: traces are cyclic and E† = (−1)^ℓ E; degrees ≤ 2j ≤ 6', () => {
    let compared = 0;
    for (let twiceJ = 0; twiceJ <= 6; twiceJ++) {
      for (const { left, right, out } of everyPath(twiceJ, 'so3')) {
        const degrees = [left.l, right.l, out.l] as const;
        const value = matrixFactor(...degrees, twiceJ);
        expect(equalSurds(matrixFactor(...exchanged(degrees), twiceJ), value)).toBe(true);
        expect(equalSurds(matrixFactor(...cyclic(degrees), twiceJ), signed(value, left.l + out.l))).toBe(true);
        compared++;
      }
    }
    expect(compared).toBe([0, 1, 2, 3, 4, 5, 6].reduce((sum, L) => sum + countOfPaths(L), 0));
  });
});
