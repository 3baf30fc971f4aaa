/** Paths: the selection rules against the decomposition of tensor products by weights, and the list against a plain search. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareIrreps, type Irrep } from '../../src/irreps/irrep.ts';
import { type Irreps, parseIrreps } from '../../src/irreps/irreps.ts';
import { distinctIrreps, equalPaths, isTriangle, type Path, pathsBetween } from '../../src/irreps/path.ts';

/** How often degree j3 occurs in j1 ⊗ j2: the number of weights m1+m2 = j3 less that of m1+m2 = j3+1. */
function multiplicity(j1: number, j2: number, j3: number): number {
  let count = 0;
  for (let m1 = -j1; m1 <= j1; m1++) {
    for (let m2 = -j2; m2 <= j2; m2++) count += Number(m1 + m2 === j3) - Number(m1 + m2 === j3 + 1);
  }
  return count;
}

const short: fc.Arbitrary<Irreps> = fc.array(
  fc.record({
    mul: fc.integer({ min: 0, max: 2 }),
    irrep: fc.record({ l: fc.integer({ min: 0, max: 4 }), p: fc.constantFrom(1 as const, -1 as const) }),
  }),
  { maxLength: 6 },
);
const keyOf = ({ left, right, out }: Path): string =>
  [left, right, out].map(({ l, p }) => `${l}${p === 1 ? 'e' : 'o'}`).join(' ');

describe('the triangle rule', () => {
  it('says which degrees occur in a tensor product, each once: all degrees ≤ 6, halves included', () => {
    let cases = 0;
    for (let t1 = 0; t1 <= 12; t1++) {
      for (let t2 = 0; t2 <= 12; t2++) {
        for (let t3 = (t1 + t2) % 2; t3 <= 24; t3 += 2) {
          expect(Number(isTriangle(t1 / 2, t2 / 2, t3 / 2))).toBe(multiplicity(t1 / 2, t2 / 2, t3 / 2));
          cases += 1;
        }
      }
    }
    expect(cases).toBe(85 * 13 + 84 * 12); // (t1, t2) of even sum meet 13 values of t3, of odd sum 12
  });

  it('is symmetric in its three degrees', () => {
    const degree = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(degree, degree, degree, (a, b, c) => {
        const rule = isTriangle(a, b, c);
        return rule === isTriangle(b, a, c) && rule === isTriangle(c, b, a) && rule === isTriangle(b, c, a);
      }),
    );
  });
});

describe('paths', () => {
  it.each(['so3', 'o3'] as const)('in %s are those that a plain search finds, each once', (group) => {
    fc.assert(
      fc.property(short, short, short, (left, right, out) => {
        const seen = new Set<string>();
        const parity = (irrep: Irrep): Irrep => (group === 'so3' ? { l: irrep.l, p: 1 } : irrep);
        for (const a of left) {
          for (const b of right) {
            for (const c of out) {
              const path = { left: parity(a.irrep), right: parity(b.irrep), out: parity(c.irrep) };
              const present = a.mul > 0 && b.mul > 0 && c.mul > 0;
              const couples = multiplicity(path.left.l, path.right.l, path.out.l) === 1;
              if (present && couples && path.left.p * path.right.p === path.out.p) seen.add(keyOf(path));
            }
          }
        }
        const paths = pathsBetween(left, right, out, group);
        expect(paths.map(keyOf).sort()).toEqual([...seen].sort());
      }),
    );
  });

  it('come in the order left, right, out', () => {
    fc.assert(
      fc.property(short, short, short, (left, right, out) => {
        const paths = pathsBetween(left, right, out, 'o3');
        const order = (a: Path, b: Path): number =>
          compareIrreps(a.left, b.left) || compareIrreps(a.right, b.right) || compareIrreps(a.out, b.out);
        expect([...paths].sort(order)).toEqual(paths);
      }),
    );
  });

  it('ignore parity in SO(3) and obey it in O(3)', () => {
    const [left, out] = [parseIrreps('1o+1e'), parseIrreps('1o+1e')];
    expect(pathsBetween(left, left, out, 'so3').map(keyOf)).toEqual(['1e 1e 1e']);
    expect(pathsBetween(left, left, out, 'o3').map(keyOf)).toEqual(['1o 1o 1e', '1o 1e 1o', '1e 1o 1o', '1e 1e 1e']);
    const odd = parseIrreps('1o');
    expect(pathsBetween(odd, odd, odd, 'o3')).toEqual([]);
    expect(distinctIrreps(parseIrreps('2x1o+3x1e+0x2e'), 'so3')).toEqual([{ mul: 5, irrep: { l: 1, p: 1 } }]);
  });

  it('are equal iff all three irreps are', () => {
    const all = pathsBetween(parseIrreps('0e+1o'), parseIrreps('0o+1e'), parseIrreps('0e+0o+1e+1o+2o'), 'o3');
    expect(all.length).toBe(6);
    all.forEach((a, i) => {
      all.forEach((b, k) => {
        expect(equalPaths(a, b)).toBe(i === k);
      });
    });
  });
});
