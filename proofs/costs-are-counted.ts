/** Multiply–adds and bytes of every algorithm, as the default study counts them. */
import { ALGORITHMS } from '../src/algorithm/index.ts';
import type { Analysis } from '../src/analysis/index.ts';
import { PARITY_MODES, SETTINGS } from '../src/irreps/index.ts';
import { findAnalysis, type Study } from '../src/report/study.ts';
import { holds, steps, theorem } from './certificate.ts';

type Counts = readonly [multiplyAdds: number, bytes: number];

function countsOf(analysis: Analysis | undefined, algorithm: string): Counts {
  const cost = analysis?.costs.find((entry) => entry.algorithm === algorithm);
  const counts: Counts = [Number(cost?.multiplyAdds), Number(cost?.bytes)];
  holds(counts.every(Number.isSafeInteger), `${algorithm}: no count`);
  return counts;
}

function settingRows(study: Study): unknown[][] {
  return SETTINGS.flatMap((setting) =>
    PARITY_MODES.flatMap((parity) =>
      ALGORITHMS.map(({ id, operation }) => {
        const counts = steps(1, study.config.lmax).map((l) =>
          countsOf(findAnalysis(study, operation, setting, parity, l), id),
        );
        return [setting, parity, id, counts.map(([work]) => work), counts.map(([, bytes]) => bytes)];
      }),
    ),
  );
}

export const costsAreCounted = theorem({
  id: 'costs',
  statement: 'The multiply–adds and bytes of the report.',
  range: 'every algorithm, setting, parity and degree of the default report, and its models',
  ofStudy: true,
  prove(study) {
    const { config, models } = study();
    const rows = settingRows(study());
    const modelRows = models.map(({ analyses }) => {
      const { left = '', right = '', out = '' } = analyses[0] ?? {};
      const costs = ALGORITHMS.map(({ id, operation }) => [
        id,
        ...countsOf(
          analyses.find((analysis) => analysis.operation === operation),
          id,
        ),
      ]);
      return { left, right, out, costs };
    });
    return {
      claim: `Multiply–adds and bytes of one channel of each algorithm: rows give them for L = 1…${config.lmax} of a setting and parity, models for irreps with parities as written.`,
      cases: config.lmax * rows.length + ALGORITHMS.length * modelRows.length,
      lmax: config.lmax,
      rows,
      models: modelRows,
    };
  },
});
