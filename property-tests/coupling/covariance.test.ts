/** Coupling tensors are the only invariant ones: annihilated by the generators, fixed by every rotation, alone in the kernel. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generator } from '../../src/coupling/generators.ts';
import { realCoupling, realCouplingEntries } from '../../src/coupling/real-basis.ts';
import { factorial } from '../../src/exact/factorial.ts';
import { kernelOverRationals } from '../../src/exact/linear-algebra.ts';
import {
  divideSurds,
  equalSurds,
  multiplySurds,
  SURD_ZERO,
  type Surd,
  surd,
  surdToRational,
} from '../../src/exact/surd.ts';
import { addSurdSums, equalSurdSums, multiplySurdSums, type SurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { at } from '../exact/indexing.ts';
import { degreesUpTo, isTriple, projections, sumsTo, tuples } from './enumeration.ts';
import { quaternions, rotationOf } from './rotations.ts';

const dimension = (l: number): number => 2 * l + 1;

/** √((ℓ+|m|)!(ℓ−|m|)!·(2 if m = 0)/2): Y_m divided by this transforms with rational coefficients. */
const scaleOf = (l: number, m: number): Surd =>
  surd(1, factorial(l + Math.abs(m)) * factorial(l - Math.abs(m)) * (m === 0 ? 2n : 1n), 2n);

/** The generator about an axis on the rescaled basis, times 2 to be integral. */
function rationalGenerator(l: number, axis: 'x' | 'z'): bigint[][] {
  return generator(l, axis).map((row, i) =>
    row.map((entry, k) => {
      const value = surdToRational(multiplySurds(entry, divideSurds(scaleOf(l, i - l), scaleOf(l, k - l))));
      if (value === undefined) throw new RangeError(`the generator of degree ${l} is irrational at ${i}, ${k}`);
      if (2n % value.den !== 0n) throw new RangeError(`the generator of degree ${l} has the denominator ${value.den}`);
      return (value.num * 2n) / value.den;
    }),
  );
}

/** Equations (X⊗1⊗1 + 1⊗X⊗1 + 1⊗1⊗X) t = 0 about x and z, which generate the rest; one row per equation. */
function invariance(l: readonly [number, number, number]): bigint[][] {
  const sizes = l.map(dimension);
  const total = sizes.reduce((product, size) => product * size, 1);
  const index = (place: readonly number[]): number => place.reduce((sum, i, slot) => sum * at(sizes, slot) + i, 0);
  const rows: bigint[][] = [];
  for (const axis of ['x', 'z'] as const) {
    const matrices = l.map((degree) => rationalGenerator(degree, axis));
    for (const place of places(sizes)) {
      const row = new Array<bigint>(total).fill(0n);
      matrices.forEach((matrix, slot) => {
        at(matrix, at(place, slot)).forEach((entry, k) => {
          const column = index(place.map((i, s) => (s === slot ? k : i)));
          row[column] = at(row, column) + entry;
        });
      });
      if (row.some((entry) => entry !== 0n)) rows.push(row);
    }
  }
  return rows;
}

function places(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (starts, size) => starts.flatMap((start) => Array.from({ length: size }, (_, i) => [...start, i])),
    [[]],
  );
}

const sorted = (max: number): [number, number, number][] =>
  [...tuples(degreesUpTo(max), 3)].flatMap(([a = 0, b = 0, c = 0]): [number, number, number][] =>
    a <= b && b <= c ? [[a, b, c]] : [],
  );

describe('invariant tensors', () => {
  it('form a line spanned by the coupling tensor on every path, and there are none elsewhere, for all ℓ1 ≤ ℓ2 ≤ ℓ3 ≤ 3', () => {
    let lines = 0;
    for (const l of sorted(3)) {
      const sizes = l.map(dimension);
      const total = sizes.reduce((product, size) => product * size, 1);
      const kernel = kernelOverRationals(invariance(l), total);
      expect(kernel).toHaveLength(Number(isTriple(...l)));
      const [line] = kernel;
      if (line === undefined) continue;
      lines += 1;
      // t_m = w3j_m·Πscale_m is proportional to the rational line: one common factor, the same for all entries.
      let factor: Surd | undefined;
      places(sizes).forEach((place, i) => {
        const [m1 = 0, m2 = 0, m3 = 0] = place.map((k, slot) => k - at(l, slot));
        const scales = [scaleOf(l[0], m1), scaleOf(l[1], m2), scaleOf(l[2], m3)];
        const value = scales.reduce(multiplySurds, realCoupling(...l, m1, m2, m3));
        const entry = at(line, i);
        if (entry === 0n) {
          expect(value).toEqual(SURD_ZERO);
          return;
        }
        const ratio = divideSurds(value, surd(entry < 0n ? -1 : 1, entry * entry, 1n));
        factor ??= ratio;
        if (!equalSurds(ratio, factor)) expect.fail(`${l}; ${m1} ${m2} ${m3}`);
      });
      expect(factor?.sign).not.toBe(0);
    }
    expect(lines).toBe(13);
  });

  it('are annihilated by all three generators: Σ over slots of X w = 0, exactly, for all triples ≤ 3', () => {
    let equations = 0;
    for (const [l1 = 0, l2 = 0, l3 = 0] of tuples(degreesUpTo(3), 3)) {
      if (!isTriple(l1, l2, l3)) continue;
      for (const axis of ['x', 'y', 'z'] as const) {
        const [a, b, c] = [generator(l1, axis), generator(l2, axis), generator(l3, axis)];
        for (const m1 of projections(l1)) {
          for (const m2 of projections(l2)) {
            for (const m3 of projections(l3)) {
              const terms = [
                ...projections(l1).map((n) =>
                  multiplySurds(at(at(a, m1 + l1), n + l1), realCoupling(l1, l2, l3, n, m2, m3)),
                ),
                ...projections(l2).map((n) =>
                  multiplySurds(at(at(b, m2 + l2), n + l2), realCoupling(l1, l2, l3, m1, n, m3)),
                ),
                ...projections(l3).map((n) =>
                  multiplySurds(at(at(c, m3 + l3), n + l3), realCoupling(l1, l2, l3, m1, m2, n)),
                ),
              ];
              if (!sumsTo(terms, SURD_ZERO)) expect.fail(`${l1} ${l2} ${l3} about ${axis}; ${m1} ${m2} ${m3}`);
              equations += 1;
            }
          }
        }
      }
    }
    expect(equations).toBe(3 * 3436);
  });
});

describe('every coupling tensor', () => {
  it('is fixed by every rotation: D⊗D⊗D w = w, for all triples ≤ 2 and some of degree 3', () => {
    const triples = [...tuples(degreesUpTo(2), 3)].filter(([a = 0, b = 0, c = 0]) => isTriple(a, b, c));
    expect(triples).toHaveLength(15);
    const chosen = fc.constantFrom(...triples, [1, 2, 3], [3, 3, 1]);
    const seen = new Set<string>();
    fc.assert(
      fc.property(chosen, quaternions, ([l1 = 0, l2 = 0, l3 = 0], q) => {
        seen.add([l1, l2, l3].join());
        const [a, b, c] = [rotationOf(l1, q), rotationOf(l2, q), rotationOf(l3, q)];
        // t(i, j, m3) = Σ D1 D2 w must be Σ D3ᵀ w: an intertwiner, with one inverse moved across.
        for (const i of projections(l1)) {
          for (const j of projections(l2)) {
            for (const k of projections(l3)) {
              let turned: SurdSum = [];
              let expected: SurdSum = [];
              for (const { m1, m2, m3, value } of realCouplingEntries(l1, l2, l3)) {
                const w = sumOfSurds([value]);
                if (m3 === k) {
                  const both = multiplySurdSums(at(at(a, i + l1), m1 + l1), at(at(b, j + l2), m2 + l2));
                  turned = addSurdSums(turned, multiplySurdSums(both, w));
                }
                if (m1 === i && m2 === j) {
                  expected = addSurdSums(expected, multiplySurdSums(w, at(at(c, m3 + l3), k + l3)));
                }
              }
              if (!equalSurdSums(turned, expected)) expect.fail(`${l1} ${l2} ${l3}; ${i} ${j} ${k}`);
            }
          }
        }
      }),
      { numRuns: 60, examples: triples.map((triple) => [triple, { w: 1n, x: 2n, y: -3n, z: 1n }]) },
    );
    expect(seen.size).toBeGreaterThanOrEqual(triples.length);
  });
});
