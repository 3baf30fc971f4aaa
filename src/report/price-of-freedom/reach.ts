/** What each operation reaches in the settings of the paper, on one screen. */
import { parityText } from '../chapters/focus.ts';
import { boundsText, idText, singleChannel } from '../chapters/format.ts';
import type { Block, Table } from '../document.ts';
import { countText } from '../figures/text.ts';
import { findAnalysis } from '../study.ts';
import { certificateLinks, type Evidence } from './evidence.ts';

function reachTable(evidence: Evidence, lmax: number): Table {
  const { study } = evidence;
  const columns = study.config.parities.flatMap((parity) =>
    study.config.settings.map((setting) => ({ setting, parity })),
  );
  return {
    kind: 'table',
    id: `reach-l${lmax}`,
    caption: `L = ${lmax}: interactions · expressivity of one channel · saturating channels C\\*. First row of each column: the paths there are. Certificates: ${certificateLinks(
      evidence,
      columns.map(({ setting, parity }) => `expressivity-${setting}-${parity}`),
    )}.`,
    wide: true,
    columns: [
      { header: 'operation', align: 'left' },
      ...columns.map(({ setting, parity }) => ({
        header: `${setting}, ${parity === 'so3' ? parityText(parity) : 'O(3)'}`,
        align: 'right' as const,
      })),
    ],
    rows: [
      [
        '*paths*',
        ...columns.map(({ setting, parity }) =>
          countText(findAnalysis(study, 'cgtp', setting, parity, lmax)?.paths ?? 0),
        ),
      ],
      ...study.config.operations.map((operation) => [
        idText(operation),
        ...columns.map(({ setting, parity }) => {
          const analysis = findAnalysis(study, operation, setting, parity, lmax);
          if (analysis === undefined || analysis.interactions === 0) return '0';
          return `${countText(analysis.interactions)} · ${boundsText(singleChannel(analysis))} · ${boundsText(analysis.saturatingChannels)}`;
        }),
      ]),
    ],
  };
}

export function reachChapter(evidence: Evidence): Block[] {
  const { lmax: top } = evidence.study.config;
  const middle = Math.min(4, top);
  return [
    { kind: 'heading', level: 2, text: 'What each operation reaches', id: 'reach' },
    {
      kind: 'paragraph',
      text: 'A *path* ℓ1⊗ℓ2→ℓ3 is a way in which degrees can meet; an operation *interacts* on the paths whose coefficient is not zero. *Expressivity* is the dimension of the set of equivariant bilinear maps that linear layers around C channels reach; *saturating channels* C\\* reach all that is within reach. In *O(3)* here every degree has its natural parity. Every number is exact and certified; all L, and all channels, are in the default report (`reports/report.html`).',
    },
    reachTable(evidence, middle),
    ...(top > middle
      ? [{ kind: 'details' as const, summary: `The same at L = ${top}`, blocks: [reachTable(evidence, top)] }]
      : []),
  ];
}
