/** The integers that the search is made of are the invariants they should be: two roads, rotations, inversion, radial functions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiplyRationals, type Rational, rational, rationalSpan, subtractRationals } from '../../src/exact/index.ts';
import { isTriangle } from '../../src/irreps/index.ts';
import { cloudAround, inverted, jointMoments, type PointCloud, rotated } from '../../src/point-clouds/index.ts';
import { jointProduct } from '../../src/point-clouds/products.ts';
import { clouds, turns } from './clouds.ts';
import { determinant, dot } from './congruence.ts';
import { degreesTo } from './networks.ts';
import { bispectrum, powerSpectrum } from './second-road.ts';

/** One cloud for each species, so that each gives one moment of a degree in the reading `one`. */
const ofSpecies = ({ points }: PointCloud, species: number): PointCloud => ({
  name: `${species}`,
  points: points.filter((point) => point.species === species),
});

/** Three points of species 0, 1, 2 at least, so that all three moments are there. */
const three = fc.tuple(clouds(3, 1), clouds(3, 1), clouds(3, 1)).map((lists) => ({
  name: 'three species',
  points: lists.flatMap(({ points }, species) => points.map(({ at }) => ({ species, at }))),
}));

/** Moments by species on the first and on the second cloud. */
const momentsOf = (first: PointCloud, second: PointCloud, l: number): (readonly bigint[])[] => {
  const moments = jointMoments(first, second, l, 'one');
  expect(moments).toHaveLength(3);
  return moments;
};

const triads = degreesTo(4).flatMap((l1) =>
  degreesTo(4).flatMap((l2) => degreesTo(4).flatMap((l3) => (isTriangle(l1, l2, l3) ? [[l1, l2, l3] as const] : []))),
);

function scalar(first: PointCloud, second: PointCloud, [l1, l2, l3]: readonly [number, number, number]): bigint[] {
  const [x = []] = momentsOf(first, second, l1);
  const [, y = []] = momentsOf(first, second, l2);
  const [, , z = []] = momentsOf(first, second, l3);
  return jointProduct(l3, l3, 0, jointProduct(l1, l2, l3, x, y), z);
}

/** a : b = c : d, where a and b come of one road, c and d of the other. */
const sameRatio = (a: bigint, b: bigint, c: Rational, d: Rational): void => {
  const difference = subtractRationals(multiplyRationals(rational(a), d), multiplyRationals(rational(b), c));
  expect(difference.num).toBe(0n);
};

describe('two roads to an invariant', () => {
  it('order 2: products of moments are the sums of Legendre polynomials, degrees 0 … 5', () => {
    let cases = 0;
    fc.assert(
      fc.property(three, three, (p, q) => {
        for (const l of degreesTo(5)) {
          const [x = [], y = []] = momentsOf(p, q, l);
          const [a = 0n, b = 0n] = jointProduct(l, l, 0, x, y);
          const [c, d] = [p, q].map((cloud) => powerSpectrum(l, ofSpecies(cloud, 0), ofSpecies(cloud, 1)));
          sameRatio(a, b, c ?? rational(0), d ?? rational(0));
          cases += Number(a !== 0n && b !== 0n);
        }
      }),
      { seed: 2, numRuns: 30 },
    );
    expect(cases).toBeGreaterThan(60);
  });

  it('order 3: coupled moments are integrals over the sphere, every path with ℓ ≤ 4, scalars and pseudoscalars', () => {
    expect(triads).toHaveLength(65);
    const used = { even: 0, odd: 0 };
    fc.assert(
      fc.property(three, three, fc.constantFrom(...triads), (p, q, triad) => {
        const [a = 0n, b = 0n] = scalar(p, q, triad);
        const [c, d] = [p, q].map((cloud) =>
          bispectrum(triad, [ofSpecies(cloud, 0), ofSpecies(cloud, 1), ofSpecies(cloud, 2)]),
        );
        sameRatio(a, b, c ?? rational(0), d ?? rational(0));
        const odd = triad.reduce((sum, l) => sum + l, 0) % 2 === 1;
        used[odd ? 'odd' : 'even'] += Number(a !== 0n && b !== 0n);
      }),
      { seed: 3, numRuns: 150 },
    );
    expect(used.even).toBeGreaterThan(40);
    expect(used.odd).toBeGreaterThan(20);
  });

  it('order 3, degree 1: the pseudoscalar is the determinant', () => {
    fc.assert(
      fc.property(clouds(3, 1), clouds(3, 1), (p, q) => {
        fc.pre(p.points.length === 3 && q.points.length === 3);
        const named = (cloud: PointCloud): PointCloud => ({
          name: '',
          points: cloud.points.map(({ at }, species) => ({ species, at })),
        });
        const volume = ({ points: [a, b, c] }: PointCloud): Rational =>
          a === undefined || b === undefined || c === undefined ? rational(0) : determinant(a.at, b.at, c.at);
        const [a = 0n, b = 0n] = scalar(named(p), named(q), [1, 1, 1]);
        sameRatio(a, b, volume(p), volume(q));
      }),
      { seed: 4 },
    );
  });
});

describe('symmetry', () => {
  it('no rotation changes an invariant of order 3, the inversion changes the sign of the odd sums alone', () => {
    const changed = { kept: 0, turned: 0 };
    fc.assert(
      fc.property(three, turns, fc.constantFrom(...triads), (cloud, turn, triad) => {
        const [a = 0n, b = 0n] = scalar(cloud, rotated(cloud, turn), triad);
        expect(b).toBe(a);
        const [c = 0n, d = 0n] = scalar(cloud, inverted(cloud), triad);
        const odd = triad.reduce((sum, l) => sum + l, 0) % 2 === 1;
        expect(d).toBe(odd ? -c : c);
        changed[odd ? 'turned' : 'kept'] += Number(c !== 0n);
      }),
      { seed: 5, numRuns: 150 },
    );
    expect(changed.kept).toBeGreaterThan(40);
    expect(changed.turned).toBeGreaterThan(20);
  });
});

describe('shells are all radial functions', () => {
  it('the powers 1, r², r⁴, … of as many orders as there are shells span the moments of shells', () => {
    const shells = new Set<number>();
    fc.assert(
      fc.property(clouds(5, 1), (cloud) => {
        const squares = cloud.points.map(({ at }) => dot(at, at));
        const count = new Set(squares.map(({ num }) => num)).size;
        shells.add(count);
        const empty = cloudAround('none', []);
        for (const l of degreesTo(3)) {
          const byShell = rationalSpan();
          for (const vector of jointMoments(cloud, empty, l, 'every')) byShell.add(vector);
          const byPower = rationalSpan();
          for (const power of degreesTo(count - 1)) {
            const sum = cloud.points
              .map((point, i) =>
                (jointMoments({ name: '', points: [point] }, empty, l, 'one')[0] ?? []).map(
                  (value) => value * (squares[i]?.num ?? 0n) ** BigInt(power),
                ),
              )
              .reduce((total, vector) => total.map((value, k) => value + (vector[k] ?? 0n)));
            byPower.add(sum);
            expect(byShell.remainder(sum).every((entry) => entry === 0n)).toBe(true);
          }
          expect(byPower.rank).toBe(byShell.rank);
        }
      }),
      { seed: 6, numRuns: 60 },
    );
    expect(Math.max(...shells)).toBeGreaterThanOrEqual(4);
  });
});
