/** Several copies of an irrep: the reduction to as many copies as channels can fill gives what the full linear algebra gives. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expressivity } from '../../src/analysis/expressivity.ts';
import { ceilingOf, type InteractionGraph } from '../../src/analysis/interactions.ts';
import { secantRanks } from '../../src/analysis/secant.ts';
import { rankOverRationals } from '../../src/exact/linear-algebra.ts';
import type { Irreps } from '../../src/irreps/irreps.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import { coefficientCount, denseRank, exponentMatrix } from './dense-jacobian.ts';
import {
  answer,
  describeQuestion,
  graphOf,
  inSetting,
  mapOf,
  type Question,
  randomQuestion,
  SHARED_WEIGHTS,
} from './questions.ts';

const withCopies = (irreps: Irreps, mul: number): Irreps => irreps.map(({ irrep }) => ({ mul, irrep }));

/** mimo at L = 1 with (a, b, c) copies of everything on the three sides. */
const uniform = (id: Question['id'], [a, b, c]: readonly [number, number, number]): Question => {
  const question = inSetting(id, 'mimo', 1);
  return {
    ...question,
    left: withCopies(question.left, a),
    right: withCopies(question.right, b),
    out: withCopies(question.out, c),
  };
};

const triplesUpTo = (n: number): [number, number, number][] => {
  const range = Array.from({ length: n }, (_, i) => i + 1);
  return range.flatMap((a) => range.flatMap((b) => range.map((c): [number, number, number] => [a, b, c])));
};

/** Ranks of 1, 2, … channels on the whole graph, all copies present, until the ceiling is reached. */
function ranksOfWholeGraph(graph: InteractionGraph, upTo = Number.POSITIVE_INFINITY): number[] {
  const ranks = secantRanks(graph, 7);
  const found: number[] = [];
  while (found.length < upTo && (found.at(-1) ?? 0) < ceilingOf(graph)) found.push(ranks.addChannel());
  return found;
}

describe('one channel', () => {
  it('Σ(μ−1) over ports + rank of one copy each = rank over ℚ of the whole Jacobian; μ ≤ 3 on each side, L = 1', () => {
    let compared = 0;
    for (const id of SHARED_WEIGHTS) {
      if (OPERATIONS[id].portScale !== undefined) continue;
      for (const copies of triplesUpTo(3)) {
        const question = uniform(id, copies);
        const map = mapOf(question);
        const extra = [...map.ports.values()].reduce((sum, mul) => sum + mul - 1, 0);
        const formula = extra + rankOverRationals(exponentMatrix(map));
        const [point] = answer(question, [1]).points;
        expect([id, copies, point?.lower, point?.upper]).toEqual([id, copies, formula, formula]);
        expect(denseRank(map, 1)).toBe(formula);
        compared++;
      }
    }
    expect(compared).toBe(4 * 27);
  });

  it('the same for vstp, whose irreps have several ports; μ ≤ 2 on each side, L = 1', () => {
    let compared = 0;
    for (const copies of triplesUpTo(2)) {
      const question = uniform('vstp', copies);
      expect([copies, answer(question, [1]).points[0]?.lower]).toEqual([copies, denseRank(mapOf(question), 1)]);
      compared++;
    }
    expect(compared).toBe(8);
  });

  it('and for random irreps with up to 3 copies, degrees ≤ 1', () => {
    fc.assert(
      fc.property(randomQuestion(1, 3, SHARED_WEIGHTS), (question) => {
        const [point] = answer(question, [1]).points;
        const rank = denseRank(mapOf(question), 1);
        expect(point?.lower).toBe(rank);
        expect(point?.upper).toBeGreaterThanOrEqual(rank);
      }),
      { numRuns: 60 },
    );
  });
});

describe('several channels', () => {
  it.each(SHARED_WEIGHTS)('%s: the rank of the whole graph; μ ≤ 3 on each side, C ≤ 4, mimo at L = 1', (id) => {
    let compared = 0;
    for (const copies of triplesUpTo(3)) {
      const question = uniform(id, copies);
      const graph = graphOf(question);
      const ranks = ranksOfWholeGraph(graph, 4);
      for (const { channels, lower, upper } of answer(question, [1, 2, 3, 4]).points) {
        const rank = ranks[channels - 1] ?? ceilingOf(graph);
        expect([copies, channels, lower]).toEqual([copies, channels, rank]);
        expect(upper).toBeGreaterThanOrEqual(rank);
        compared++;
      }
    }
    expect(compared).toBe(27 * 4);
  });

  it('for random irreps too, degrees ≤ 2, up to 3 copies, C ≤ 3', () => {
    fc.assert(
      fc.property(randomQuestion(2, 3, SHARED_WEIGHTS), (question) => {
        const graph = graphOf(question);
        const ranks = ranksOfWholeGraph(graph, 3);
        for (const { channels, lower, upper } of expressivity(graph, [1, 2, 3]).points) {
          const rank = ranks[channels - 1] ?? ceilingOf(graph);
          if (lower !== rank || upper < rank) {
            throw new Error(`${describeQuestion(question)}, C=${channels}: ${lower}…${upper}, whole graph ${rank}`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('many copies of few irreps, where most copies are reduced away', () => {
    const copies = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 1, max: 9 })));
    fc.assert(
      fc.property(
        copies,
        fc.constantFrom(...SHARED_WEIGHTS),
        fc.integer({ min: 1, max: 4 }),
        ([a = 1, b = 1, c = 1], id, channels) => {
          const question = { ...uniform(id, [a, b, c]), group: 'so3' } as const;
          const few = { ...question, left: question.left.slice(1), out: question.out.slice(0, 2) };
          const graph = graphOf(few);
          const ranks = ranksOfWholeGraph(graph, channels);
          const [point] = expressivity(graph, [channels]).points;
          expect(point?.lower).toBe(ranks[channels - 1] ?? ceilingOf(graph));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('saturating channels', () => {
  it.each(SHARED_WEIGHTS)('%s: the bounds enclose the number found by adding channels; μ ≤ 3, mimo at L = 1', (id) => {
    let compared = 0;
    for (const copies of triplesUpTo(3)) {
      const graph = graphOf(uniform(id, copies));
      const found = ranksOfWholeGraph(graph).length;
      const { lower, upper } = expressivity(graph, [1]).saturatingChannels;
      if (!(lower <= found && found <= upper)) throw new Error(`${id} ${copies}: ${lower} ≤ ${found} ≤ ${upper} fails`);
      compared++;
    }
    expect(compared).toBe(27);
  });

  it('for random irreps too, degrees ≤ 2, up to 2 copies', () => {
    fc.assert(
      fc.property(randomQuestion(2, 2, SHARED_WEIGHTS), (question) => {
        const graph = graphOf(question);
        const found = ranksOfWholeGraph(graph).length;
        const { lower, upper } = expressivity(graph, [1]).saturatingChannels;
        expect(lower).toBeLessThanOrEqual(found);
        expect(upper).toBeGreaterThanOrEqual(found);
      }),
      { numRuns: 40 },
    );
  });
});

describe('cgtp', () => {
  it('has a weight for each path and each triple of copies: Σ μ1μ2μ3 at one channel', () => {
    let compared = 0;
    for (const copies of triplesUpTo(3)) {
      const question = uniform('cgtp', copies);
      const expected = 6 * copies[0] * copies[1] * copies[2];
      expect(coefficientCount(mapOf(question))).toBe(expected);
      const { ceiling, points, saturatingChannels } = answer(question, [1, 5]);
      expect([ceiling, saturatingChannels.upper]).toEqual([expected, 1]);
      for (const { lower, upper } of points) expect([lower, upper]).toEqual([expected, expected]);
      compared++;
    }
    expect(compared).toBe(27);
  });
});
