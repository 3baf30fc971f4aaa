/** The moments of clouds are those of the exact harmonics, number by number. */
import { describe, expect, it } from 'vitest';
import { boundedArithmetic, exactly, kernelArithmetic, kernelInput } from '../../src/exact/rounding.ts';
import { moments } from '../../src/network/moments.ts';
import { centred, SHAPES } from '../../src/network/shapes.ts';
import { rowOf } from '../program/rows.ts';
import { referenceMoments } from './reference.ts';

describe('moments', () => {
  it('of every piece are the sums of the definition, within the bound of any float32 computation; ℓ ≤ 4, three radial functions', () => {
    const seen = moments(4, 3);
    const clouds = SHAPES.map(({ cubes }) => centred(cubes));
    const found = seen.of(clouds, 'float32');
    const length = 3 * 25;
    let compared = 0;
    for (const [n, cloud] of clouds.entries()) {
      const float64 = boundedArithmetic('float64');
      const defined = referenceMoments(
        float64,
        { moments: seen },
        cloud.map((point) => point.map(exactly)),
      ).flat();
      const over = kernelArithmetic('letter');
      const bounds = referenceMoments(
        over,
        { moments: seen },
        cloud.map((point) => point.map((x) => kernelInput(x))),
      ).flat();
      expect([defined.length, bounds.length]).toEqual([length, length]);
      for (const [k, value] of rowOf(found, n, length).entries()) {
        const [wanted, allowed] = [defined[k]?.value ?? Number.NaN, (bounds[k]?.error ?? 0) + (defined[k]?.error ?? 0)];
        if (!(Math.abs(value - wanted) <= allowed))
          expect.fail(`piece ${n}: moment ${k} is ${value}, expected ${wanted} within ${allowed}`);
        compared++;
      }
    }
    expect(compared).toBe(8 * length);
  });
});
