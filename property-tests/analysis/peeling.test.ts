/** Peeling: each stage is a true inequality between secant ranks of a hypergraph and of what is left of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceilingOf, coefficientsOn, type Interaction, type InteractionGraph } from '../../src/analysis/interactions.ts';
import { peel, upperBound } from '../../src/analysis/peeling.ts';
import { secantRanks } from '../../src/analysis/secant.ts';
import { PARITY_MODES, SETTINGS } from '../../src/irreps/setting.ts';
import { graphOf, inSetting, randomQuestion, SHARED_WEIGHTS } from './questions.ts';

const onlyWith = (graph: InteractionGraph, interactions: readonly Interaction[]): InteractionGraph => ({
  ...graph,
  interactions,
});

/** The rank that C channels reach on a graph. */
function rankOf(graph: InteractionGraph, channels: number): number {
  if (graph.interactions.length === 0) return 0;
  const ranks = secantRanks(graph, 11);
  let rank = 0;
  for (let k = 0; k < channels; k++) rank = ranks.addChannel();
  return rank;
}

const touched = ({ terms }: Interaction, ports: ReadonlySet<number>): boolean =>
  terms.some(({ left, right, out }) => [left, right, out].some((port) => ports.has(port)));

/** What is left after each stage, by taking away the peeled ports one after the other. */
function remainders(graph: InteractionGraph, order: readonly (readonly number[])[]): InteractionGraph[] {
  const rests = [graph];
  let interactions = graph.interactions;
  for (const ports of order) {
    const gone = new Set(ports);
    interactions = interactions.filter((interaction) => !touched(interaction, gone));
    rests.push(onlyWith(graph, interactions));
  }
  return rests;
}

/** Checks all stages of a graph for 1…channels channels; returns how many there are. */
function checkStages(graph: InteractionGraph, channels: number): number {
  const peeling = peel(graph);
  const rests = remainders(graph, peeling.order);
  expect(peeling.stages).toHaveLength(rests.length);
  const whole = Array.from({ length: channels }, (_, k) => rankOf(graph, k + 1));
  for (const [i, { peeled, rankOne }] of peeling.stages.entries()) {
    const rest = rests[i] ?? graph;
    expect(peeled).toBe(ceilingOf(graph) - ceilingOf(rest));
    const single = rankOf(rest, 1);
    // A toric variety: the rank of its exponents is its dimension. With declared symmetries it is a bound.
    if (graph.operation.symmetries === undefined) expect(rankOne).toBe(single);
    else expect(rankOne).toBeGreaterThanOrEqual(single);
    for (const [k, rank] of whole.entries()) {
      expect(rank).toBeLessThanOrEqual(peeled + rankOf(rest, k + 1));
      expect(rank).toBeLessThanOrEqual(peeled + (k + 1) * rankOne);
    }
  }
  expect(peeling.stages.at(-1)).toEqual({ peeled: ceilingOf(graph), rankOne: 0 });
  for (const [k, rank] of whole.entries()) {
    const { value, stage } = upperBound(peeling, k + 1);
    const best = peeling.stages[stage];
    expect(value).toBe((best?.peeled ?? 0) + (k + 1) * (best?.rankOne ?? 0));
    expect(value).toBe(Math.min(...peeling.stages.map(({ peeled, rankOne }) => peeled + (k + 1) * rankOne)));
    expect(value).toBeGreaterThanOrEqual(rank);
  }
  return peeling.stages.length;
}

describe('peeling', () => {
  it.each(SHARED_WEIGHTS)('%s: every stage, for C ≤ 3; four settings, both parity modes, L ≤ 3', (id) => {
    let [graphs, stages] = [0, 0];
    for (const setting of SETTINGS) {
      for (const mode of PARITY_MODES) {
        for (let lmax = 0; lmax <= 3; lmax++) {
          stages += checkStages(graphOf(inSetting(id, setting, lmax, mode)), 3);
          graphs++;
        }
      }
    }
    expect(graphs).toBe(4 * 2 * 4);
    expect(stages).toBeGreaterThan(graphs);
  });

  it('of random irreps with up to 3 copies, degrees ≤ 2', () => {
    fc.assert(
      fc.property(randomQuestion(2, 3, SHARED_WEIGHTS), (question) => {
        checkStages(graphOf(question), 2);
      }),
      { numRuns: 30 },
    );
  });

  it('of random sets of interactions, connected or not', () => {
    const subset = fc.constantFrom(...SHARED_WEIGHTS).chain((id) => {
      const graph = graphOf(inSetting(id, 'mimo', 3));
      return fc
        .subarray([...graph.interactions], { minLength: 1 })
        .map((interactions) => onlyWith(graph, interactions));
    });
    fc.assert(
      fc.property(subset, (graph) => {
        checkStages(graph, 2);
      }),
      { numRuns: 40 },
    );
  });

  it('forgetting any set S of interactions: f_C(Ω) ≤ #S + f_C(Ω∖S)', () => {
    const question = randomQuestion(3, 2, SHARED_WEIGHTS);
    fc.assert(
      fc.property(
        question,
        fc.infiniteStream(fc.boolean()),
        fc.integer({ min: 1, max: 3 }),
        (asked, keep, channels) => {
          const graph = graphOf(asked);
          const kept = graph.interactions.filter(() => keep.next().value);
          const gone = graph.interactions.filter((interaction) => !kept.includes(interaction));
          const forgotten = gone.reduce((sum, interaction) => sum + coefficientsOn(graph, interaction), 0);
          const rest = rankOf(onlyWith(graph, kept), channels);
          expect(rankOf(graph, channels)).toBeLessThanOrEqual(forgotten + rest);
          expect(rankOf(graph, channels)).toBeGreaterThanOrEqual(rest);
        },
      ),
      { numRuns: 60 },
    );
  });
});
