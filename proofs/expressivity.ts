/**
 * The expressivity of every operation, in the settings and of the model layers of the default report. Evidence: an order of peeling for the upper
 * bounds, a seed and the channel counts at which ranks are taken for the lower ones (README.md, "Expressivity").
 */
import type { Analysis } from '../src/analysis/index.ts';
import { PARITY_MODES, type ParityMode, parseIrreps, SETTINGS, type Setting } from '../src/irreps/index.ts';
import { holds, type Theorem, theorem } from './certificate.ts';
import { inOrder, layersOf } from './layers.ts';
import { peelingOrder, RANK_SEED, rankedChannels } from './peeling-order.ts';

/** @param channels those of the values; none: 1, 2, … up to the first that reaches the ceiling */
function operationOf(analysis: Analysis, channels: readonly number[]) {
  const { operation, paths, interactions, ceiling, expressivity, saturatingChannels, parameters, parity } = analysis;
  holds(
    expressivity.every(({ certified }) => certified),
    `${analysis.left}, ${operation}: not certified`,
  );
  const values = channels.length === 0 && ceiling === 0 ? [] : expressivity.map(({ lower }) => lower);
  const isTrivial = operation === 'cgtp' || ceiling === 0;
  const sides = {
    left: parseIrreps(analysis.left),
    right: parseIrreps(analysis.right),
    out: parseIrreps(analysis.out),
  };
  const group = parity === 'so3' ? 'so3' : 'o3';
  return {
    operation,
    counts: [paths, interactions, ceiling],
    values,
    saturating: [saturatingChannels.lower, saturatingChannels.upper],
    ranks: isTrivial || channels.length > 0 ? [] : rankedChannels(values),
    peel: isTrivial ? '' : peelingOrder({ operation, ...sides, group, parameters }),
  };
}

function proved(id: string, analyses: readonly Analysis[], channels: readonly number[]) {
  const rows = inOrder(
    layersOf(analyses).map(({ layer, operations }) => ({
      ...layer,
      channels,
      operations: operations.map((analysis) => operationOf(analysis, channels)),
    })),
  );
  const counts = rows.flatMap(({ operations }) => operations.map(({ values }) => Math.max(1, values.length)));
  return {
    claim: `${id}: Operations have these counts, expressivities, saturating channels.`,
    cases: counts.reduce((sum, count) => sum + count, 0),
    seed: RANK_SEED,
    rows,
  };
}

function expressivityOfTheSetting(setting: Setting, parity: ParityMode): Theorem {
  const id = `expressivity-${setting}-${parity}`;
  return theorem({
    id,
    kind: 'expressivity',
    statement: `Interactions, and expressivity at any number of channels, in ${setting}, ${parity}.`,
    range: 'every operation and degree of the default report',
    ofStudy: true,
    prove(study) {
      const own = study().analyses.filter((analysis) => analysis.setting === setting && analysis.parity === parity);
      return proved(id, own, []);
    },
  });
}

export const expressivityOfTheSettings: readonly Theorem[] = SETTINGS.flatMap((setting) =>
  PARITY_MODES.map((parity) => expressivityOfTheSetting(setting, parity)),
);

export const expressivityOfTheModels = theorem({
  id: 'expressivity-models',
  kind: 'expressivity',
  statement: 'Interactions and expressivity of the model layers, with all their copies.',
  range: 'every operation and model of the default report, C = 1 and 4',
  ofStudy: true,
  prove(study) {
    const analyses = study().models.flatMap((model) => model.analyses);
    const channels = (analyses[0]?.expressivity ?? []).map((point) => point.channels);
    return proved('expressivity-models', analyses, channels);
  },
});
