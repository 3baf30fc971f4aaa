/** The two bounds of expressivity: never crossing, growing with the channels, meeting in every setting of the benchmark. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expressivity } from '../../src/analysis/expressivity.ts';
import { PARITY_MODES, SETTINGS } from '../../src/irreps/setting.ts';
import { OPERATION_IDS, type OperationId } from '../../src/operation/operation.ts';
import { coefficientCount } from './dense-jacobian.ts';
import {
  answer,
  describeQuestion,
  inSetting,
  mapOf,
  type Question,
  randomQuestion,
  SHARED_WEIGHTS,
} from './questions.ts';

/** What must hold of every answer; the first complaint, or nothing. */
function complaint({ ceiling, points, saturatingChannels }: Expressivity): string | undefined {
  for (const [i, { channels, lower, upper, certified }] of points.entries()) {
    const at = `C=${channels}: ${lower}…${upper} of ${ceiling}`;
    const before = points[i - 1];
    if (!(lower <= upper && upper <= ceiling)) return `bounds cross at ${at}`;
    if (certified !== (lower === upper)) return `wrongly certified at ${at}`;
    if (before !== undefined && (before.lower > lower || before.upper > upper)) return `falls at ${at}`;
    if (channels >= saturatingChannels.upper && lower !== ceiling) return `not saturated at ${at}`;
    if (channels < saturatingChannels.lower && upper === ceiling) return `could be saturated at ${at}`;
  }
  const { lower, upper, certified } = saturatingChannels;
  return lower > upper || certified !== (lower === upper) ? `saturating channels ${lower}…${upper}` : undefined;
}

/** As `complaint`, for channels 1, 2, 3, … and one copy each: each channel adds no more than the one before. */
function concavityComplaint({ points }: Expressivity): string | undefined {
  const gains = points.map(({ lower }, i) => lower - (points[i - 1]?.lower ?? 0));
  const fault = gains.findIndex((gain, i) => gain > (gains[i - 1] ?? gain));
  return fault < 0 ? undefined : `channel ${fault + 1} adds ${gains[fault]}, more than the one before`;
}

const complain = (question: Question, text: string | undefined): void => {
  if (text !== undefined) throw new Error(`${describeQuestion(question)}: ${text}`);
};

/** Points up to saturation of 7 degrees × 4 settings × 2 parity modes, for each operation. */
const pointsUpToSaturation: Readonly<Record<OperationId, number>> = {
  cgtp: 56,
  gtp: 118,
  mtp: 141,
  vstp: 86,
  curl: 76,
  'gtp+curl': 123,
};

describe('expressivity in the settings of the benchmark', () => {
  it.each(OPERATION_IDS)('%s: both bounds of every point up to saturation agree; both parity modes, L ≤ 6', (id) => {
    let [graphs, points] = [0, 0];
    for (const setting of SETTINGS) {
      for (const mode of PARITY_MODES) {
        for (let lmax = 0; lmax <= 6; lmax++) {
          const question = inSetting(id, setting, lmax, mode);
          const result = answer(question);
          complain(question, complaint(result));
          complain(question, concavityComplaint(result));
          expect(result.ceiling).toBe(coefficientCount(mapOf(question)));
          expect(result.points.map(({ channels }) => channels)).toEqual(result.points.map((_, k) => k + 1));
          expect(result.points.at(-1)?.lower).toBe(result.ceiling);
          for (const point of result.points)
            expect([setting, mode, lmax, point.certified]).toEqual([setting, mode, lmax, true]);
          expect(result.saturatingChannels.certified).toBe(true);
          graphs++;
          points += result.points.length;
        }
      }
    }
    expect(graphs).toBe(4 * 2 * 7);
    expect(points).toBe(pointsUpToSaturation[id]);
  });

  it('beyond saturation nothing changes; mimo, L ≤ 4', () => {
    let visited = 0;
    for (const id of OPERATION_IDS) {
      for (let lmax = 0; lmax <= 4; lmax++) {
        const question = inSetting(id, 'mimo', lmax);
        const { ceiling, points } = answer(question, [50, 4000]);
        for (const { lower, upper } of points) expect([lower, upper]).toEqual([ceiling, ceiling]);
        visited++;
      }
    }
    expect(visited).toBe(OPERATION_IDS.length * 5);
  });
});

describe('expressivity of random irreps', () => {
  it('one copy each: bounds never cross, grow to the ceiling, and gain less with each channel; degrees ≤ 4', () => {
    fc.assert(
      fc.property(randomQuestion(4, 1), (question) => {
        const result = answer(question);
        complain(question, complaint(result));
        complain(question, concavityComplaint(result));
      }),
      { numRuns: 150 },
    );
  });

  it('several copies: bounds never cross and grow to the ceiling; degrees ≤ 2, up to 4 copies', () => {
    fc.assert(
      fc.property(randomQuestion(2, 4), (question) => {
        complain(question, complaint(answer(question)));
        complain(question, complaint(answer(question, [1, 2, 3, 5, 7])));
      }),
      { numRuns: 40 },
    );
  });

  it('fewer outputs never make an operation more expressive', () => {
    fc.assert(
      fc.property(randomQuestion(3, 1, SHARED_WEIGHTS), fc.nat(), (question, which) => {
        const parameters = question.id === 'mtp' ? { twiceJ: 6 } : {};
        const out = question.out.filter((_, i) => question.out.length === 1 || i !== which % question.out.length);
        const channels = [1, 2, 3];
        const [all, fewer] = [question.out, out].map((side) =>
          answer({ ...question, parameters, out: side }, channels),
        );
        for (const [i, point] of (fewer?.points ?? []).entries()) {
          expect(point.lower).toBeLessThanOrEqual(all?.points[i]?.lower ?? 0);
        }
      }),
      { numRuns: 60 },
    );
  });
});
