/** Multiply–adds and bytes of every algorithm, as the default study counts them and as formulas say. */
import { ALGORITHMS } from '../src/algorithm/index.ts';
import type { Analysis } from '../src/analysis/index.ts';
import { holds, theorem } from './certificate.ts';
import { COST_DEFINITIONS, COST_FORMULAS } from './cost-formulas.ts';
import { inOrder, layersOf } from './layers.ts';

function costOf(analyses: readonly Analysis[], algorithm: string): [string, number, number] {
  const cost = analyses.flatMap(({ costs }) => costs).find((entry) => entry.algorithm === algorithm);
  const [work, bytes] = [Number(cost?.multiplyAdds), Number(cost?.bytes)];
  holds(Number.isSafeInteger(work) && Number.isSafeInteger(bytes), `${algorithm}: no count`);
  return [algorithm, work, bytes];
}

export const costsAreCounted = theorem({
  id: 'costs',
  statement: 'The multiply–adds and bytes of the report.',
  range: 'every algorithm, setting, parity and degree of the default report, and its models',
  ofStudy: true,
  prove(study) {
    const { analyses, models } = study();
    const layers = layersOf([...analyses, ...models.flatMap((model) => model.analyses)]);
    const rows = inOrder(
      layers.map(({ layer, operations }) => ({ ...layer, costs: ALGORITHMS.map(({ id }) => costOf(operations, id)) })),
    );
    return {
      claim: 'costs: Algorithms take these multiply–adds and bytes, by these formulas.',
      cases: ALGORITHMS.length * rows.length,
      define: COST_DEFINITIONS,
      algorithms: COST_FORMULAS.map((formulas) => formulas.map((text) => text.replaceAll(/\bn\b/g, '0'))),
      rows,
    };
  },
});
