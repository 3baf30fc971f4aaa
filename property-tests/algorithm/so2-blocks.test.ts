/**
 * The blocks of `cgtp-so2`: what couples about the polar axis, how many entries that leaves, and how they grow with L.
 */
import { describe, expect, it } from 'vitest';
import { type Workload, workloadOf } from '../../src/algorithm/algorithm.ts';
import { cgtpSparse } from '../../src/algorithm/cgtp.ts';
import { cgtpSo2, so2Terms } from '../../src/algorithm/cgtp-so2.ts';
import { harmonicNorm, solidHarmonicAt } from '../../src/coupling/harmonics.ts';
import { realCoupling } from '../../src/coupling/real-basis.ts';
import { rational } from '../../src/exact/rational.ts';
import { equalSurds, negateSurd, type Surd } from '../../src/exact/surd.ts';
import { type Group, isTriangle } from '../../src/irreps/path.ts';
import { type Setting, settingIrreps } from '../../src/irreps/setting.ts';
import { evaluateAt, polynomialThrough } from '../../src/report/closed-form.ts';

function inSetting(setting: Setting, lmax: number, group: Group): Workload {
  const { left, right, out } = settingIrreps(setting, lmax);
  return workloadOf(left, right, out, group, {});
}

describe('the SO(2) structure', () => {
  it('the harmonics of the polar axis: Y_ℓm(ẑ) = √((2ℓ+1)/4π) if m = 0, else 0; ℓ ≤ 12', () => {
    const pole = [rational(0), rational(0), rational(1)] as const;
    for (let l = 0; l <= 12; l++) {
      for (let m = -l; m <= l; m++) {
        const value = solidHarmonicAt(l, m, pole);
        if (m === 0) expect(equalSurds(value, harmonicNorm(l, 0))).toBe(true);
        else expect(value.sign).toBe(0);
      }
    }
  });

  it('couplings with m2 = 0 vanish unless |m1| = |m3|; even sums keep m, odd ones swap ±m with a sign; all ℓ ≤ 6', () => {
    let [triangles, zeros] = [0, 0];
    for (const [l1, l2, l3] of triples(6)) {
      triangles++;
      const even = (l1 + l2 + l3) % 2 === 0;
      const entry = (m1: number, m3: number): Surd => realCoupling(l1, l2, l3, m1, 0, m3);
      for (let m1 = -l1; m1 <= l1; m1++) {
        for (let m3 = -l3; m3 <= l3; m3++) {
          const value = entry(m1, m3);
          if (Math.abs(m1) !== Math.abs(m3)) expect(value.sign).toBe(0);
          else if (m3 !== (even ? m1 : 0 - m1)) expect(value.sign).toBe(0);
          else {
            if (!even && m1 === 0) expect(value.sign).toBe(0);
            else if (value.sign === 0) zeros++;
            const mirrored = entry(0 - m1, 0 - m3);
            expect(equalSurds(mirrored, even ? value : negateSurd(value))).toBe(true);
          }
        }
      }
    }
    expect(triangles).toBe(triples(6).length);
    // Accidental zeros of single paths, as (3 2 3; 2 0 −2): 3m² = ℓ(ℓ+1).
    expect(realCoupling(3, 2, 3, 2, 0, 2).sign).toBe(0);
    expect(zeros).toBeGreaterThan(0);
  });

  it('with all ℓ2 from |ℓ1−ℓ3| on, no a_m and no b_m>0 is empty: the first two paths have no zeros; ℓ ≤ 12', () => {
    for (let l1 = 0; l1 <= 12; l1++) {
      for (let l3 = 0; l3 <= 12; l3++) {
        const first = Math.abs(l1 - l3);
        for (const { m, keep, swap } of so2Terms(l1, [first, first + 1].slice(0, Math.min(l1, l3) + 1), l3)) {
          expect([keep.length, swap.length]).toEqual([1, m === 0 ? 0 : 1]);
        }
      }
    }
  });
});

function triples(lmax: number): [number, number, number][] {
  const degrees = Array.from({ length: lmax + 1 }, (_, l) => l);
  return degrees.flatMap((a) =>
    degrees.flatMap((b) => degrees.filter((c) => isTriangle(a, b, c)).map((c): [number, number, number] => [a, b, c])),
  );
}

/** Entries of the blocks, by hand: 2μ+1 that keep m if ℓ2 = d may be had, 2μ that swap it if ℓ2 = d+1; μ = min, d = |ℓ1−ℓ3|. */
function blockEntries(lmax: number, outMax: number, odd: boolean): number {
  let entries = 0;
  for (let l1 = 0; l1 <= lmax; l1++) {
    for (let l3 = 0; l3 <= outMax; l3++) {
      const [smaller, apart] = [Math.min(l1, l3), Math.abs(l1 - l3)];
      if (apart <= lmax) entries += 2 * smaller + 1;
      if (odd && apart + 1 <= lmax) entries += 2 * smaller;
    }
  }
  return entries;
}

describe('the growth of cgtp-so2', () => {
  it('turning is Σ(2ℓ+1)² of each side: mimo (L+1)(2L+1)(2L+3)/3 and (2L+1)(4L+1)(4L+3)/3', () => {
    for (let L = 0; L <= 5; L++) {
      const squares = (top: number): number => ((top + 1) * (2 * top + 1) * (2 * top + 3)) / 3;
      expect(cgtpSo2.cost(inSetting('mimo', L, 'so3')).rotation).toBe(BigInt(squares(L) + squares(2 * L)));
    }
  });

  it('the blocks have the entries of the closed form, and these are cubic in L: in mimo (L+1)(16L²+11L+6)/6, natural parities (L+1)(8L²+13L+6)/6', () => {
    const rows = [
      ['mimo', 'so3', 2, [6, 11, 16], 6],
      ['mimo', 'o3', 2, [6, 13, 8], 6],
      ['mimo-truncated', 'so3', 1, [3, 5, 4], 3],
      ['mimo-truncated', 'o3', 1, [3, 4, 2], 3],
    ] as const;
    for (const [setting, group, factor, [c0, c1, c2], den] of rows) {
      const samples = Array.from({ length: 8 }, (_, l) => {
        const value = cgtpSo2.cost(inSetting(setting, l, group)).contraction;
        expect([setting, group, l, value]).toEqual([
          setting,
          group,
          l,
          BigInt(blockEntries(l, factor * l, group === 'so3')),
        ]);
        return { l, value };
      });
      const cubic = polynomialThrough(samples);
      // (L+1)(c0 + c1 L + c2 L²)/den
      expect(cubic).toEqual([c0, c0 + c1, c1 + c2, c2].map((c) => rational(c, den)));
      // The count by hand needs no couplings: it follows the same cubic far beyond.
      for (let l = 8; l <= 40; l++) {
        expect(evaluateAt(cubic ?? [], l)).toEqual(rational(blockEntries(l, factor * l, group === 'so3')));
      }
    }
  });

  it('path by path the entries would grow as L⁴: folding the degrees ℓ2 is what makes them cubic; mimo', () => {
    // Accidental zeros counted in, so that the count is a polynomial on even and one on odd L.
    const entries = (l: number): number =>
      inSetting('mimo', l, 'so3').paths.reduce((sum, { left, right, out }) => {
        const even = (left.l + right.l + out.l) % 2 === 0;
        return sum + 2 * Math.min(left.l, out.l) + (even ? 1 : 0);
      }, 0);
    for (const start of [0, 1]) {
      const samples = Array.from({ length: 8 }, (_, k) => ({
        l: start + 2 * k,
        value: BigInt(entries(start + 2 * k)),
      }));
      expect(polynomialThrough(samples)).toHaveLength(5);
    }
  });

  it('the whole product, turning included, takes fewer multiplications than the sparse one of any y from L = 2 on; mimo', () => {
    const counts = Array.from({ length: 7 }, (_, L) => {
      const work = inSetting('mimo', L, 'so3');
      return [cgtpSo2.cost(work).multiplyAdds, cgtpSparse.cost(work).multiplyAdds];
    });
    expect(counts.slice(0, 4)).toEqual([
      [3n, 2n],
      [56n, 43n],
      [246n, 325n],
      [661n, 1388n],
    ]);
    for (const [so2, sparse] of counts.slice(2)) expect(so2).toBeLessThan(sparse ?? 0n);
  });
});
