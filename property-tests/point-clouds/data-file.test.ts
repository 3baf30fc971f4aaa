/** The data file says what the study found, cloud by cloud and answer by answer. */
import { describe, expect, it } from 'vitest';
import { multiplyRationals, rational } from '../../src/exact/index.ts';
import { CLOUD_PAIRS, cloudsOf, integerCloud, pointCloudStudy, pointCloudsJson } from '../../src/point-clouds/index.ts';

const LMAX = 1;
const study = pointCloudStudy(() => {}, LMAX);
const text = pointCloudsJson(study);
const data = JSON.parse(text);

describe('clouds in integers', () => {
  it('are the clouds, on the least scale, their points in order', () => {
    const clouds = [...new Set(CLOUD_PAIRS.flatMap(({ first, second }) => [first, second]))];
    expect(cloudsOf(study)).toEqual(clouds.map(integerCloud));
    expect(clouds).toHaveLength(22);
    for (const cloud of clouds) {
      const { name, scale, points } = integerCloud(cloud);
      const back = points.map(([species, ...at]) => ({
        species,
        at: at.map((value) => multiplyRationals(rational(value), rational(1, scale))),
      }));
      expect(name).toBe(cloud.name);
      expect(back).toHaveLength(cloud.points.length);
      expect(new Set(back.map((point) => JSON.stringify(point, textOf)))).toEqual(
        new Set(cloud.points.map((point) => JSON.stringify(point, textOf))),
      );
      expect([1, 2, 4, 5]).toContain(scale);
    }
  });
});

/** Integers as JSON does not have them. */
const textOf = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);

describe('point-clouds.json', () => {
  it('has every cloud, pair and answer of the study', () => {
    expect(Object.keys(data)).toEqual(['schema', 'lmax', 'clouds', 'pairs', 'sight', 'oneCurl']);
    expect(data.clouds).toHaveLength(22);
    expect(data.clouds[0].points[0]).toEqual({ species: 0, at: ['-1/2', '-1/4', '-1/4'] });
    expect(data.pairs).toHaveLength(study.pairs.length);
    let answers = 0;
    for (const [index, pair] of study.pairs.entries()) {
      const said = data.pairs[index];
      expect([said.first, said.second, said.mirrored]).toEqual([pair.first.name, pair.second.name, pair.mirrored]);
      const found = study.results.filter((result) => result.pair === pair);
      expect(said.answers).toHaveLength(found.length);
      for (const [n, { radial, network, byDegree }] of found.entries()) {
        const { orders, dimensions, ...of } = said.answers[n];
        expect(of).toEqual({ radial, parity: network.parity, operation: network.operation });
        for (const [l, { order, dimension }] of byDegree.entries()) {
          expect([orders[l], dimensions[l]]).toEqual(order === undefined ? [null, dimension] : [order, null]);
          answers += 1;
        }
      }
    }
    expect(answers).toBe(35 * 2 * 18 * (LMAX + 1));
  });

  it('has who sees handedness, and the path that is enough or none', () => {
    expect(data.sight).toEqual(
      study.sight.map(({ network: { parity, operation }, sees }) => ({ parity, operation, sees })),
    );
    expect(data.oneCurl.map(({ path }: { path: string | null }) => path)).toEqual([null, '1o⊗1o→1e', null, null, null]);
  });
});
