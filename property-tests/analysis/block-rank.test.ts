/** Ranks by blocks, and expressivity of large questions by them: the same as one elimination that grows, wherever both can be had. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockRank, type SparseVector } from '../../src/analysis/block-rank.ts';
import { axisPoints, generalPoints, secantRank, secantRanks } from '../../src/analysis/secant.ts';
import { MODULUS, modularSpan } from '../../src/exact/modular.ts';
import { parseIrreps } from '../../src/irreps/irreps.ts';
import { SETTINGS } from '../../src/irreps/setting.ts';
import { SLOTS } from '../../src/operation/operation.ts';
import { answer, graphOf, inSetting, type Question, SHARED_WEIGHTS } from './questions.ts';

const SEED = 20261125;

/** The rank by one elimination of dense vectors. */
function plainRank(vectors: readonly SparseVector[], length: number): number {
  const span = modularSpan(length);
  for (const { at, values } of vectors) {
    const dense = new Float64Array(length);
    for (const [i, coordinate] of at.entries())
      dense[coordinate] = ((dense[coordinate] ?? 0) + (values[i] ?? 0)) % MODULUS;
    span.add(dense);
  }
  return span.rank;
}

describe('the rank of sparse vectors', () => {
  it('is that of one elimination: any slots, supports and values, coordinates twice, values that cancel', () => {
    const length = 24;
    const entry = fc.tuple(fc.nat(length - 1), fc.oneof(fc.nat(2), fc.integer({ min: 0, max: MODULUS - 1 })));
    const vector = fc
      .record({ slot: fc.constantFrom(...SLOTS), entries: fc.array(entry, { minLength: 1, maxLength: 4 }) })
      .map(
        ({ slot, entries }): SparseVector => ({
          slot,
          at: entries.map(([at]) => at),
          values: entries.map(([, value]) => value),
        }),
      );
    let deficient = 0;
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 40 }), (vectors) => {
        const rank = blockRank(vectors, length);
        if (rank < Math.min(vectors.length, length)) deficient++;
        expect(rank).toBe(plainRank(vectors, length));
      }),
      { seed: SEED, numRuns: 1000 },
    );
    expect(deficient).toBeGreaterThan(100);
  });

  it('is that of secantRanks at the same points: every operation and setting, L ≤ 4, C ≤ 5', () => {
    let cases = 0;
    for (const id of SHARED_WEIGHTS) {
      for (const setting of SETTINGS) {
        for (const lmax of [1, 2, 3, 4]) {
          const graph = graphOf(inSetting(id, setting, lmax));
          const ranks = secantRanks(graph);
          for (let channels = 1; channels <= 5; channels++) {
            expect(secantRank(graph, generalPoints(graph, channels))).toBe(ranks.addChannel());
            cases++;
          }
        }
      }
    }
    expect(cases).toBe(SHARED_WEIGHTS.length * SETTINGS.length * 4 * 5);
  });

  it('along axes is that in general position as long as copies suffice, and never more', () => {
    let [cases, equal] = [0, 0];
    for (const id of SHARED_WEIGHTS) {
      for (const copies of [2, 3, 6]) {
        const side = parseIrreps(`${copies}x0e+${copies}x1o`);
        const graph = graphOf({ id, left: side, right: parseIrreps('0e+1o'), out: side, group: 'so3' });
        const ports = Math.max(...graph.nodes.map((_, n) => graph.ports.filter(({ node }) => node === n).length));
        for (const channels of [1, 2, 3, 4]) {
          const [along, general] = [axisPoints, generalPoints].map((points) =>
            secantRank(graph, points(graph, channels)),
          );
          if (along === undefined || general === undefined) throw new Error('two ranks are needed');
          if (copies >= ports * channels) expect(along).toBe(general);
          else expect(along).toBeLessThanOrEqual(general);
          if (along === general) equal++;
          cases++;
        }
      }
    }
    expect(cases).toBe(SHARED_WEIGHTS.length * 12);
    expect(equal).toBeGreaterThan(cases / 2);
  });
});

describe('large questions', () => {
  it('chosen channel counts have the bounds that they have among all', () => {
    const question = inSetting('gtp', 'mimo', 13); // 14·15·29/6 = 1015 coefficients: more than `few`
    const all = answer(question);
    const wanted = [1, 3, 8, all.points.length - 1, all.points.length, all.points.length + 5];
    const some = answer(question, wanted);
    expect({ ...some, points: [] }).toEqual({ ...all, points: [] });
    for (const [i, count] of wanted.entries()) {
      const { lower, upper } = all.points[Math.min(count, all.points.length) - 1] ?? expect.fail();
      expect(some.points[i]).toMatchObject({ channels: count, lower, upper, certified: lower === upper });
    }
  });

  it('a layer of MACE with all its 128 copies: certified up to 256 channels, each worth 7·127 + 9', () => {
    const mace: Question = {
      id: 'gtp',
      left: parseIrreps('128x0e+128x1o+128x2e'),
      right: parseIrreps('0e+1o+2e+3o'),
      out: parseIrreps('128x0e+128x1o+128x2e+128x3o'),
      group: 'o3',
    };
    const channels = [1, 16, 128, 256];
    const expected = channels.map((count) => ({
      channels: count,
      lower: 898 * count,
      upper: 898 * count,
      certified: true,
    }));
    expect(answer(mace, channels).points).toMatchObject(expected);
  });
});
