/** Expressivity of one copy of each irrep: closed forms, an independent Jacobian, symmetries, limits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_COEFFICIENTS } from '../../src/analysis/expressivity.ts';
import { RequestError } from '../../src/errors.ts';
import { rankOverRationals } from '../../src/exact/linear-algebra.ts';
import { naturalIrrep } from '../../src/irreps/irrep.ts';
import { type Irreps, singles } from '../../src/irreps/irreps.ts';
import { PARITY_MODES, type ParityMode, SETTINGS, type Setting } from '../../src/irreps/setting.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import type { OperationId } from '../../src/operation/operation.ts';
import { coefficientCount, denseRank, exponentMatrix } from './dense-jacobian.ts';
import { answer, graphOf, inSetting, mapOf, type Question, randomQuestion, SHARED_WEIGHTS } from './questions.ts';

const monomial = SHARED_WEIGHTS.filter((id) => OPERATIONS[id].portScale === undefined);

describe('one channel', () => {
  it.each(monomial)('%s: the rank over ℚ of its exponent matrix; four settings, both parity modes, L ≤ 6', (id) => {
    let compared = 0;
    for (const setting of SETTINGS) {
      for (const mode of PARITY_MODES) {
        for (let lmax = 0; lmax <= 6; lmax++) {
          const question = inSetting(id, setting, lmax, mode);
          const rank = rankOverRationals(exponentMatrix(mapOf(question)));
          expect(answer(question, [1]).points).toMatchObject([
            { channels: 1, lower: rank, upper: rank, certified: true },
          ]);
          compared++;
        }
      }
    }
    expect(compared).toBe(4 * 2 * 7);
  });

  /** Closed forms in L, from the smallest L at which they hold. */
  const forms: readonly {
    id: OperationId;
    setting: Setting;
    mode: ParityMode;
    from: number;
    text: string;
    value: (L: number) => number;
  }[] = [
    { id: 'gtp', setting: 'mimo', mode: 'so3', from: 0, text: '4L+1', value: (L) => 4 * L + 1 },
    { id: 'gtp', setting: 'mimo-truncated', mode: 'so3', from: 0, text: '3L+1', value: (L) => 3 * L + 1 },
    { id: 'mtp', setting: 'mimo', mode: 'so3', from: 0, text: '4L+1', value: (L) => 4 * L + 1 },
    { id: 'mtp', setting: 'mimo-truncated', mode: 'so3', from: 0, text: '3L+1', value: (L) => 3 * L + 1 },
    { id: 'curl', setting: 'mimo', mode: 'so3', from: 1, text: '4L−3', value: (L) => 4 * L - 3 },
    { id: 'curl', setting: 'mimo-truncated', mode: 'so3', from: 1, text: '3L−2', value: (L) => 3 * L - 2 },
    { id: 'gtp+curl', setting: 'mimo', mode: 'so3', from: 1, text: '6L', value: (L) => 6 * L },
    { id: 'gtp+curl', setting: 'mimo-truncated', mode: 'so3', from: 1, text: '4L+1', value: (L) => 4 * L + 1 },
    { id: 'vstp', setting: 'mimo', mode: 'so3', from: 3, text: '12L−3', value: (L) => 12 * L - 3 },
    { id: 'vstp', setting: 'mimo-truncated', mode: 'so3', from: 3, text: '9L−1', value: (L) => 9 * L - 1 },
    { id: 'vstp', setting: 'mimo', mode: 'o3-natural', from: 3, text: '6L−1', value: (L) => 6 * L - 1 },
    { id: 'vstp', setting: 'mimo-truncated', mode: 'o3-natural', from: 3, text: '5L−1', value: (L) => 5 * L - 1 },
  ];
  it.each(forms)('$id in $setting ($mode): $text for $from ≤ L ≤ 7', ({ id, setting, mode, from, value }) => {
    let compared = 0;
    for (let lmax = from; lmax <= 7; lmax++) {
      const expected = value(lmax);
      expect(answer(inSetting(id, setting, lmax, mode), [1]).points).toMatchObject([
        { channels: 1, lower: expected, upper: expected, certified: true },
      ]);
      compared++;
    }
    expect(compared).toBe(8 - from);
  });

  it('cgtp has all its paths at once; four settings, both parity modes, L ≤ 6', () => {
    let compared = 0;
    for (const setting of SETTINGS) {
      for (const mode of PARITY_MODES) {
        for (let lmax = 0; lmax <= 6; lmax++) {
          const question = inSetting('cgtp', setting, lmax, mode);
          const paths = coefficientCount(mapOf(question));
          const { ceiling, points, saturatingChannels } = answer(question);
          expect([ceiling, points[0]?.lower, points[0]?.upper]).toEqual([paths, paths, paths]);
          expect(saturatingChannels.upper).toBe(paths === 0 ? 0 : 1);
          compared++;
        }
      }
    }
    expect(compared).toBe(4 * 2 * 7);
  });

  it('mtp in mimo at L = 6 with 13×13 matrices: 231 paths, 225 of them, f_1 = 25, saturated by 11 channels', () => {
    const graph = graphOf(inSetting('mtp', 'mimo', 6));
    expect(graph.interactions.length + graph.missing.length).toBe(231);
    expect(graph.interactions).toHaveLength(225);
    const { ceiling, points, saturatingChannels } = answer(inSetting('mtp', 'mimo', 6));
    expect([ceiling, points[0]?.lower, points.length]).toEqual([225, 25, 11]);
    expect(saturatingChannels).toEqual({ lower: 11, upper: 11, certified: true });
  });
});

describe('several channels', () => {
  it.each(SHARED_WEIGHTS)('%s: the rank over ℚ of a dense Jacobian; four settings, both parity modes, L ≤ 2', (id) => {
    let compared = 0;
    for (const setting of SETTINGS) {
      for (const mode of PARITY_MODES) {
        for (let lmax = 0; lmax <= 2; lmax++) {
          const question = inSetting(id, setting, lmax, mode);
          const map = mapOf(question);
          for (const { channels, lower } of answer(question, [1, 2, 3]).points) {
            expect([setting, mode, lmax, channels, lower]).toEqual([
              setting,
              mode,
              lmax,
              channels,
              denseRank(map, channels),
            ]);
            compared++;
          }
        }
      }
    }
    expect(compared).toBe(4 * 2 * 3 * 3);
  });

  it('for random irreps too, degrees ≤ 2', () => {
    fc.assert(
      fc.property(randomQuestion(2, 1, SHARED_WEIGHTS), fc.integer({ min: 1, max: 3 }), (question, channels) => {
        const [point] = answer(question, [channels]).points;
        expect(point?.lower).toBe(denseRank(mapOf(question), channels));
      }),
      { numRuns: 60 },
    );
  });
});

/** The bounds alone: what an upper bound is made of may differ where peeling has a choice. */
const boundsOf = (question: Question, channels: readonly number[]) => {
  const { ceiling, points, saturatingChannels } = answer(question, channels);
  return { ceiling, saturatingChannels, points: points.map(({ upperFrom: _, ...point }) => point) };
};

describe('what changes nothing', () => {
  it('exchanging left and right in gtp, whose product commutes', () => {
    fc.assert(
      fc.property(randomQuestion(4, 1, ['gtp']), (question) => {
        const exchanged = { ...question, left: question.right, right: question.left };
        const channels = [1, 2, 3, 4];
        expect(boundsOf(exchanged, channels)).toEqual(boundsOf(question, channels));
      }),
      { numRuns: 60 },
    );
  });

  it('the order of irreps, and whether copies are written together or one by one', () => {
    const scattered = (irreps: Irreps): Irreps =>
      irreps.flatMap(({ mul, irrep }) => Array.from({ length: mul }, () => ({ mul: 1, irrep }))).reverse();
    fc.assert(
      fc.property(randomQuestion(2, 3, SHARED_WEIGHTS), (question) => {
        const { left, right, out } = question;
        const other = { ...question, left: scattered(left), right: scattered(right), out: scattered(out) };
        expect(boundsOf(other, [1, 2])).toEqual(boundsOf(question, [1, 2]));
      }),
      { numRuns: 40 },
    );
  });

  it('irreps that meet nothing: an output beyond the triangle', () => {
    for (const id of SHARED_WEIGHTS) {
      const question = inSetting(id, 'mimo', 2);
      const parameters = id === 'mtp' ? { twiceJ: 4 } : {};
      const more = { ...question, parameters, out: [...question.out, ...singles([naturalIrrep(9)])] };
      expect(answer(more)).toEqual(answer({ ...question, parameters }));
    }
  });
});

describe('limits', () => {
  it('a request with too many coefficients is refused with the number and the limit', () => {
    const copies = (l: number): Irreps => [{ mul: 128, irrep: naturalIrrep(l) }];
    const tooLarge = { id: 'gtp', left: copies(0), right: copies(0), out: copies(0), group: 'so3' } as const;
    expect(128 ** 3).toBeGreaterThan(MAX_COEFFICIENTS);
    expect(() => answer(tooLarge, [128])).toThrow(RequestError);
    expect(() => answer(tooLarge, [128])).toThrow(`${128 ** 3}`);
    expect(answer(tooLarge, [1]).points[0]?.lower).toBe(128 + 128 + 128 - 2);
    const single = inSetting('gtp', 'mimo', 30); // 31·32·63/6 = 10416 coefficients, 31 + 31 + 61 tangent vectors a channel
    expect(() => answer(single, [60])).toThrow(`${10416 * 60 * 123} numbers in its equations`);
    expect(() => answer(single, [60])).toThrow(RequestError);
  });

  it('where nothing interacts, ceiling, expressivity and saturating channels are 0', () => {
    let empty = 0;
    for (const id of [...SHARED_WEIGHTS, 'cgtp'] as const) {
      for (const lmax of [1, 3, 5]) {
        const { ceiling, points, saturatingChannels } = answer(inSetting(id, 'siso', lmax, 'o3-natural'), [1, 7]);
        expect(ceiling).toBe(0);
        expect(points).toEqual([1, 7].map((channels) => ({ channels, lower: 0, upper: 0, certified: true })));
        expect(saturatingChannels).toEqual({ lower: 0, upper: 0, certified: true });
        empty++;
      }
    }
    expect(empty).toBe(18);
  });
});
