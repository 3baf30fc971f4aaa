/** The same questions asked of layers of real models: irreps with many copies and explicit parities. */
import { modelCertificate } from '../certificates.ts';
import { type Block, literal } from '../document.ts';
import { countText } from '../figures/text.ts';
import type { ModelStudy, Study } from '../study.ts';
import { boundsText, cheapest, idText, pathText, percent } from './format.ts';

const slug = (index: number): string => `model-${index + 1}`;

function chapter({ model, analyses }: ModelStudy, index: number): Block[] {
  const [first] = analyses;
  if (first === undefined) return [];
  const channels =
    first.expressivity.length > 1 ? first.expressivity : (analyses[1]?.expressivity ?? first.expressivity);
  const counts = channels.map((point) => point.channels);
  const missing = analyses.filter((analysis) => analysis.missing.length > 0);
  return [
    { kind: 'heading', level: 3, text: literal(model.name), id: slug(index) },
    {
      kind: 'paragraph',
      text: `\`${first.left}\` ⊗ \`${first.right}\` → \`${first.out}\`: ${countText(first.paths)} paths between distinct irreps; with all copies, ${countText(first.ceiling)} coefficients of equivariant maps.`,
    },
    {
      kind: 'table',
      caption: `${literal(model.name)}: interactions, expressivity at a few channels with multiplicities kept, bounds of the saturating channels, and the cost of one channel by the cheapest algorithm.${modelCertificate(model)}`,
      wide: true,
      columns: [
        { header: 'operation', align: 'left' },
        { header: 'interactions', align: 'right' },
        { header: 'most reachable', align: 'right' },
        ...counts.map((count) => ({ header: `C = ${count}`, align: 'right' as const })),
        { header: 'C\\*', align: 'right' },
        { header: 'multiply–adds', align: 'right' },
      ],
      rows: analyses.map((analysis) => {
        const best = cheapest(analysis);
        return [
          idText(analysis.operation),
          `${analysis.interactions} of ${analysis.paths}`,
          `${countText(analysis.ceiling)} (${percent(analysis.ceiling, first.ceiling)})`,
          ...counts.map((count) => {
            const point = analysis.expressivity.find((one) => one.channels === count);
            return point === undefined ? '–' : boundsText(point);
          }),
          boundsText(analysis.saturatingChannels),
          best === undefined ? '–' : countText(best.multiplyAdds),
        ];
      }),
    },
    ...(missing.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: `${literal(model.name)}: paths that CGTP has and the operation has not.`,
            columns: [
              { header: 'operation', align: 'left' as const },
              { header: 'missing paths', align: 'left' as const },
            ],
            rows: missing.map(({ operation, missing: paths }) => [idText(operation), paths.map(pathText).join(' ')]),
          },
        ]),
  ];
}

export function modelsChapter(study: Study): Block[] {
  if (study.models.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Model layers', id: 'models' },
    {
      kind: 'paragraph',
      text: 'One layer of each model in a common configuration, parities as written. With multiplicities, linear layers choose combinations of the copies before and after the product; a channel carries one combination of each irrep. Where C\\* is an interval, the lower end follows from counting dimensions, the upper from solving for one side while the other two are fixed.',
    },
    ...study.models.flatMap(chapter),
  ];
}
