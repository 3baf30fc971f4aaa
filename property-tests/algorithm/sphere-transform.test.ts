/** There and back: a function of degree L comes back as it was from the grid for degree 2L, and does not from the next smaller one. */

import { describe, expect, it } from 'vitest';
import { gridForDegree } from '../../src/algorithm/grid.ts';
import { carriedSignals } from '../../src/algorithm/signal.ts';
import { analysis, sphereGrid, synthesis } from '../../src/algorithm/sphere-transform.ts';
import { type Bounded, boundedArithmetic, exactly } from '../../src/exact/rounding.ts';
import { naturalIrrep } from '../../src/irreps/irrep.ts';
import { singles } from '../../src/irreps/irreps.ts';

const degreesTo = (lmax: number) => singles(Array.from({ length: lmax + 1 }, (_, l) => naturalIrrep(l)));

/** The matrix of there and back, row by row, on the grid for integrands of the given degree. */
function roundTrip(lmax: number, degree: number): Bounded[][] {
  const over = boundedArithmetic('float64');
  const sphere = sphereGrid(gridForDegree(degree), lmax);
  const [signal] = carriedSignals(degreesTo(lmax), 'so3');
  if (signal === undefined) throw new Error('a side carries no signal');
  const [there, back] = [synthesis(signal, sphere, { fields: ['value'], turn: false }), analysis(signal, sphere)];
  const dimension = (lmax + 1) ** 2;
  return Array.from({ length: dimension }, (_, i) => {
    const x = Array.from({ length: dimension }, (_unused, k) => exactly(k === i ? 1 : 0));
    const z = Array.from({ length: dimension }, () => over.zero);
    back.project(over, there.values(over, 'value', there.ringSums(over, 'value', x)), z);
    return z;
  });
}

/** Entries that cannot be those of the identity: further off than their bounds. */
const wrong = (matrix: readonly (readonly Bounded[])[]): number =>
  matrix.flatMap((row, i) => row.filter(({ value, error }, k) => !(Math.abs(value - (i === k ? 1 : 0)) <= error)))
    .length;

describe('there and back', () => {
  it('is the identity on the grid for degree 2L; L ≤ 8', () => {
    for (let lmax = 0; lmax <= 8; lmax++) {
      const matrix = roundTrip(lmax, 2 * lmax);
      expect(wrong(matrix)).toBe(0);
      expect(Math.max(...matrix.flat().map(({ error }) => error))).toBeLessThan(1 / 2);
    }
  });

  it('is not on the grid for degree 2L−1: it has a ring or a point too few; 1 ≤ L ≤ 8', () => {
    for (let lmax = 1; lmax <= 8; lmax++) expect(wrong(roundTrip(lmax, 2 * lmax - 1))).toBeGreaterThan(0);
  });

  it('refuses a field whose table was not made, rather than answer with zeros', () => {
    const [signal] = carriedSignals(degreesTo(1), 'so3');
    if (signal === undefined) throw new Error('a side carries no signal');
    const there = synthesis(signal, sphereGrid(gridForDegree(2), 1), { fields: ['value'], turn: false });
    const over = boundedArithmetic('float64');
    expect(() => there.ringSums(over, 'slope', [])).toThrow(RangeError);
    expect(() => there.turn(over, there.ringSums(over, 'value', []))).toThrow(RangeError);
  });
});
