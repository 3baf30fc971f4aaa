/** Interactions and expressivity of the report's model layers, whose irreps have many copies (README.md, "Copies"). */
import type { Analysis } from '../src/analysis/index.ts';
import { parseIrreps } from '../src/irreps/index.ts';
import { holds, theorem } from './certificate.ts';
import { peelingOrder, RANK_PRIME, RANK_SEED } from './peeling-order.ts';

function rowOf(analysis: Analysis) {
  const { operation, left, right, out, paths, interactions, ceiling, expressivity, saturatingChannels, parameters } =
    analysis;
  holds(
    expressivity.every(({ certified }) => certified),
    `${operation}, ${left}: not certified`,
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
    points: expressivity.map(({ channels, lower }) => [channels, lower]),
    saturating: [saturatingChannels.lower, saturatingChannels.upper],
    peel: isTrivial ? '' : peelingOrder({ operation, ...sides, group: 'o3', parameters }),
  };
}

export const expressivityOfTheModels = theorem({
  id: 'expressivity-models',
  statement: 'Interactions and expressivity of the model layers, with all their copies.',
  range: 'every operation and model of the default report, C = 1 and 4',
  prove(study) {
    const rows = study().models.flatMap(({ analyses }) => analyses.map(rowOf));
    return {
      claim:
        'For irreps with copies, in O(3), the operation has so many interactions of so many paths and so many coefficients of maps on them (ceiling); points give its expressivity at C channels, saturating the bounds of the least C that reaches the ceiling (mtp with 2j = 2⌈ℓ/2⌉, ℓ the highest degree).',
      cases: rows.reduce((sum, { points }) => sum + points.length, 0),
      prime: RANK_PRIME,
      seed: RANK_SEED,
      rows,
    };
  },
});
