/** The table that recurs: operations down, degrees across. */
import type { Analysis } from '../../analysis/analyze.ts';
import { settingCertificate } from '../certificates.ts';
import type { Table } from '../document.ts';
import type { Study } from '../study.ts';
import { type Focus, focusText } from './focus.ts';
import { idText } from './format.ts';

/** One cell for each operation of the study and each degree; – where the study has no such analysis. */
export function byDegree(study: Study, focus: Focus, caption: string, cell: (analysis: Analysis) => string): Table {
  return {
    kind: 'table',
    caption: `${caption} (${focusText(focus)}).${settingCertificate(study, focus.setting, focus.parity)}`,
    wide: true,
    columns: [
      { header: 'operation', align: 'left' },
      ...focus.degrees.map((l) => ({ header: `L = ${l}`, align: 'right' as const })),
    ],
    rows: study.config.operations.map((operation) => [
      idText(operation),
      ...focus.degrees.map((l) => {
        const analysis = focus.at(operation, l);
        return analysis === undefined ? '–' : cell(analysis);
      }),
    ]),
  };
}
