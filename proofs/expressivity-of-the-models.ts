/** Interactions and expressivity of the report's model layers, whose irreps have many copies (README.md, "Copies"). */
import type { Analysis } from '../src/analysis/index.ts';
import { MODULUS } from '../src/exact/index.ts';
import { parseIrreps } from '../src/irreps/index.ts';
import { holds, theorem } from './certificate.ts';
import { peelingOrder, RANK_SEED } from './peeling-order.ts';

function rowOf(analysis: Analysis, channels: readonly number[]) {
  const { operation, left, right, out, paths, interactions, ceiling, expressivity, saturatingChannels, parameters } =
    analysis;
  holds(
    expressivity.length === channels.length &&
      expressivity.every((point, i) => point.certified && point.channels === channels[i]),
    `${operation}, ${left}: not certified at these numbers of channels`,
  );
  const sides = { left: parseIrreps(left), right: parseIrreps(right), out: parseIrreps(out) };
  const isTrivial = operation === 'cgtp' || ceiling === 0;
  return {
    left,
    right,
    out,
    operation,
    paths,
    interactions,
    ceiling,
    values: expressivity.map(({ lower }) => lower),
    saturating: [saturatingChannels.lower, saturatingChannels.upper],
    peel: isTrivial ? '' : peelingOrder({ operation, ...sides, group: 'o3', parameters }),
  };
}

export const expressivityOfTheModels = theorem({
  id: 'expressivity-models',
  statement: 'Interactions and expressivity of the model layers, with all their copies.',
  range: 'every operation and model of the default report, C = 1 and 4',
  ofStudy: true,
  prove(study) {
    const analyses = study().models.flatMap((model) => model.analyses);
    const channels = (analyses[0]?.expressivity ?? []).map((point) => point.channels);
    const rows = analyses.map((analysis) => rowOf(analysis, channels));
    return {
      claim: `For irreps with copies, in O(3), the operation has so many interactions of so many paths and so many coefficients of maps on them (ceiling); values are its expressivity at C = ${channels.join(', ')}, saturating the bounds of the least C that reaches the ceiling (mtp with 2j = 2⌈ℓ/2⌉, ℓ the highest degree).`,
      cases: channels.length * rows.length,
      channels,
      prime: MODULUS,
      seed: RANK_SEED,
      rows,
    };
  },
});
