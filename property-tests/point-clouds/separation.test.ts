/** The search: right against one without linear algebra, blind to rotations, and what it says of the known pairs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naturalIrrep } from '../../src/irreps/index.ts';
import {
  CLOUD_PAIRS,
  cloudAround,
  DEGENERATE_PAIRS,
  inverted,
  momentIrrep,
  type PointCloud,
  RADIAL_READINGS,
  reach,
  rotated,
  separate,
} from '../../src/point-clouds/index.ts';
import { clouds, turns } from './clouds.ts';
import { turnsInto } from './congruence.ts';
import { leastOrderByTrees } from './every-tree.ts';
import { ask, degreesTo, nameOf, networks } from './networks.ts';

describe('against every tree of couplings', () => {
  it.each(networks.map((network) => [nameOf(network), network] as const))('%s: L = 2, orders 1 … 3', (_, network) => {
    const paths = reach(network, 2);
    const moments = degreesTo(2).map((l) => momentIrrep(network.parity, l));
    const found = { within: 0, beyond: 0 };
    for (const { first, second } of CLOUD_PAIRS) {
      for (const radial of RADIAL_READINGS) {
        const slow = leastOrderByTrees(first, second, paths, moments, radial, 3);
        const { order } = ask(network, 2, first, second, radial);
        expect(order !== undefined && order <= 3 ? order : undefined).toBe(slow.order);
        found[slow.order === undefined ? 'beyond' : 'within'] += 1;
      }
    }
    expect(found.within).toBeGreaterThanOrEqual(27);
    expect(found.beyond).toBeGreaterThanOrEqual(4);
  });
});

describe('orders that bring nothing', () => {
  it('do not end the search: vectors to a quadrupole at order 2, nothing at 3, its square at 4', () => {
    const [vector, quadrupole, scalar] = [1, 2, 0].map(naturalIrrep);
    if (vector === undefined || quadrupole === undefined || scalar === undefined) throw new RangeError('three irreps');
    const paths = [
      { left: vector, right: vector, out: quadrupole },
      { left: quadrupole, right: quadrupole, out: scalar },
    ];
    const [near, far] = [1, 2].map((x) => cloudAround('one point', [[x, 0, 0]]));
    if (near === undefined || far === undefined) throw new RangeError('two clouds');
    expect(separate(near, far, paths, [vector], 'one')).toEqual({ order: 4, by: scalar, dimension: 3 });
    expect(separate(near, near, paths, [vector], 'one')).toEqual({ order: undefined, by: undefined, dimension: 3 });
  });
});

describe('a cloud and itself', () => {
  it('turned: no network with ℓ ≤ 3 tells them apart at any order', () => {
    let features = 0;
    fc.assert(
      fc.property(clouds(4, 2), turns, fc.constantFrom(...networks), (cloud, turn, network) => {
        const { order, dimension } = ask(network, 3, cloud, rotated(cloud, turn));
        expect(order).toBeUndefined();
        features = Math.max(features, dimension);
      }),
      { seed: 7, numRuns: 60 },
    );
    expect(features).toBe(2 * 16);
  });
});

describe('of up to three points', () => {
  it('with ℓ ≤ 3 CGTP tells apart all that no rotation matches, Gaunt products all that no rotation or reflection matches', () => {
    const counts = { same: 0, mirrored: 0, different: 0 };
    const second = fc.oneof(
      clouds(3, 1).map((cloud) => () => cloud),
      turns.map((turn) => (cloud: PointCloud) => rotated(cloud, turn)),
      turns.map((turn) => (cloud: PointCloud) => rotated(inverted(cloud), turn)),
    );
    fc.assert(
      fc.property(clouds(3, 2), second, (first, made) => {
        const other = made(first);
        const [same, mirrored] = [turnsInto(first, other), turnsInto(inverted(first), other)];
        const told = (operation: 'cgtp' | 'gtp'): boolean =>
          ask({ operation, parity: 'both' }, 3, first, other).order !== undefined;
        expect(told('cgtp')).toBe(!same);
        expect(told('gtp')).toBe(!(same || mirrored));
        counts[same ? 'same' : mirrored ? 'mirrored' : 'different'] += 1;
      }),
      { seed: 8, numRuns: 300 },
    );
    expect(counts.same).toBeGreaterThan(50);
    expect(counts.mirrored).toBeGreaterThan(10);
    expect(counts.different).toBeGreaterThan(50);
  });
});

describe('the degenerate pairs', () => {
  const pairNamed = (name: string) => {
    const pair = DEGENERATE_PAIRS.find((each) => each.name === name);
    if (pair === undefined) throw new RangeError(`no pair ${name}`);
    return pair;
  };
  const orders = (name: string, operation: 'cgtp' | 'gtp'): (number | undefined)[] => {
    const { first, second } = pairNamed(name);
    return degreesTo(4).map((l) => ask({ operation, parity: 'both' }, l, first, second).order);
  };
  const never = undefined;

  it('arms need three neighbours and ℓ = 2, of either product', () => {
    expect(orders('arms', 'cgtp')).toEqual([never, never, 3, 3, 3]);
    expect(orders('arms', 'gtp')).toEqual([never, never, 3, 3, 3]);
  });

  it('the weathervane needs four of CGTP with ℓ ≤ 3, six with ℓ ≤ 2; no Gaunt product ever tells its handedness', () => {
    expect(orders('weathervane', 'cgtp')).toEqual([never, never, 6, 4, 4]);
    expect(orders('weathervane', 'gtp')).toEqual([never, never, never, never, never]);
  });

  it('five neighbours, no mirror images: with ℓ ≤ 2 CGTP needs order six and Gaunt products never see the difference', () => {
    expect(orders('five neighbours', 'cgtp')).toEqual([never, never, 6, 3, 3]);
    expect(orders('five neighbours', 'gtp')).toEqual([never, never, never, 3, 3]);
  });
});
