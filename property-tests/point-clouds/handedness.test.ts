/** Handedness: the theorem on signs, checked against the search on every pair of mirror images and on random clouds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naturalIrrep, naturalParity, type Path } from '../../src/irreps/index.ts';
import { OPERATION_IDS } from '../../src/operation/index.ts';
import {
  CLOUD_PAIRS,
  cloudAround,
  groupOf,
  inverted,
  PARITY_RULES,
  RADIAL_READINGS,
  reach,
  seesHandedness,
  separate,
} from '../../src/point-clouds/index.ts';
import { clouds, places } from './clouds.ts';
import { determinant, turnsInto } from './congruence.ts';
import { ask, degreesTo, networks } from './networks.ts';

const sees = (network: (typeof networks)[number], lmax: number): boolean =>
  seesHandedness(reach(network, lmax), groupOf(network.parity), lmax);

const mirrored = CLOUD_PAIRS.filter((pair) => pair.mirrored);

describe('the theorem on signs', () => {
  it('Gaunt products see no handedness, under any parity rule, ℓ ≤ 8', () => {
    for (const parity of PARITY_RULES) {
      for (const lmax of degreesTo(8)) expect(sees({ operation: 'gtp', parity }, lmax)).toBe(false);
    }
  });

  it('they keep every sign natural: no path of even degrees, ℓ ≤ 8, leaves σ = (−1)^ℓ', () => {
    const paths = reach({ operation: 'gtp', parity: 'so3' }, 8);
    expect(paths).toHaveLength(Math.floor(((8 + 2) * (2 * 8 ** 2 + 5 * 8 + 4)) / 8));
    for (const { left, right, out } of paths)
      expect(naturalParity(left.l) * naturalParity(right.l)).toBe(naturalParity(out.l));
  });

  it('with natural parities no operation does, ℓ ≤ 5; with both, or none, CGTP, matrix, vector and Gaunt with curl do from ℓ = 1 on', () => {
    const able = ['cgtp', 'mtp', 'vstp', 'gtp+curl'];
    for (const lmax of degreesTo(5)) {
      for (const operation of OPERATION_IDS) {
        expect(sees({ operation, parity: 'natural' }, lmax)).toBe(false);
        for (const parity of ['both', 'so3'] as const) {
          expect(sees({ operation, parity }, lmax), `${operation} ${parity} ${lmax}`).toBe(
            lmax >= 1 && able.includes(operation),
          );
        }
      }
    }
  });
});

it('in O(3) a path takes only features of its parities: a cross product and a scalar product of vectors make no pseudoscalar', () => {
  const vector = naturalIrrep(1);
  const paths: readonly Path[] = [
    { left: vector, right: vector, out: { l: 1, p: 1 } },
    { left: vector, right: vector, out: naturalIrrep(0) },
  ];
  expect(seesHandedness(paths, 'o3', 1)).toBe(false);
  expect(seesHandedness(paths, 'so3', 1)).toBe(true);
});

describe('the search agrees', () => {
  it('no network that cannot see handedness tells one of the pairs of mirror images apart: ℓ ≤ 4, every order', () => {
    let cases = 0;
    for (const network of networks) {
      for (const lmax of degreesTo(4)) {
        if (sees(network, lmax)) continue;
        for (const { first, second } of mirrored) {
          for (const radial of RADIAL_READINGS) {
            expect(ask(network, lmax, first, second, radial).order).toBeUndefined();
            cases += 1;
          }
        }
      }
    }
    // 10 networks at all five L, 8 at L = 0 alone; five pairs, two radial readings
    expect(cases).toBe((10 * 5 + 8) * 5 * 2);
  });

  it('random clouds: Gaunt products never tell mirror images apart, ℓ ≤ 3', () => {
    let largest = 0;
    fc.assert(
      fc.property(clouds(5, 2), fc.constantFrom(...PARITY_RULES), (cloud, parity) => {
        const { order, dimension } = ask({ operation: 'gtp', parity }, 3, cloud, inverted(cloud));
        expect(order).toBeUndefined();
        largest = Math.max(largest, dimension);
      }),
      { seed: 9, numRuns: 60 },
    );
    expect(largest).toBe(16);
  });
});

describe('one curl interaction is enough', () => {
  const gaunt = reach({ operation: 'gtp', parity: 'both' }, 1);
  const curl: Path = { left: naturalIrrep(1), right: naturalIrrep(1), out: { l: 1, p: 1 } };

  it('is one of the curl product', () => {
    expect(reach({ operation: 'curl', parity: 'both' }, 1)).toContainEqual(curl);
    expect(gaunt).not.toContainEqual(curl);
  });

  it('three points of three species, ℓ ≤ 1: with it mirror images are told apart at order 3 iff a·(b×c) ≠ 0, else never', () => {
    const counts = { flat: 0, solid: 0 };
    fc.assert(
      fc.property(places(1), places(1), places(1), (a, b, c) => {
        const cloud = cloudAround(
          'three',
          [a, b, c].map(([x, y, z], species) => [x, y, z, species]),
        );
        const [p, q, r] = cloud.points;
        if (p === undefined || q === undefined || r === undefined) throw new RangeError('three points');
        const flat = determinant(p.at, q.at, r.at).num === 0n;
        const moments = degreesTo(1).map(naturalIrrep);
        const order = (paths: readonly Path[]) => separate(cloud, inverted(cloud), paths, moments, 'every').order;
        expect(order(gaunt)).toBeUndefined();
        expect(order([...gaunt, curl])).toBe(flat ? undefined : 3);
        counts[flat ? 'flat' : 'solid'] += 1;
      }),
      { seed: 10, numRuns: 200 },
    );
    expect(counts.flat).toBeGreaterThan(5);
    expect(counts.solid).toBeGreaterThan(100);
  });

  it('of up to four points of one species: some path of the curl product with ℓ ≤ 4 is, for every one that has handedness', () => {
    const gauntTo4 = reach({ operation: 'gtp', parity: 'both' }, 4);
    const odd = reach({ operation: 'curl', parity: 'both' }, 4).filter(({ left, right }) =>
      [left, right].every(({ l, p }) => p === naturalParity(l)),
    );
    expect(odd).toHaveLength(65 - 42); // all paths with ℓ ≤ 4 but the even ones
    let handed = 0;
    fc.assert(
      fc.property(clouds(4, 1), (cloud) => {
        const image = inverted(cloud);
        fc.pre(!turnsInto(cloud, image));
        const moments = degreesTo(4).map(naturalIrrep);
        const enough = odd.some(
          (path) => separate(cloud, image, [...gauntTo4, path], moments, 'every').order !== undefined,
        );
        expect(enough).toBe(true);
        handed += 1;
      }),
      { seed: 12, numRuns: 60 },
    );
    expect(handed).toBe(60);
  });
});
