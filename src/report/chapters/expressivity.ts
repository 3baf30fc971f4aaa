import { settingCertificate } from '../certificates.ts';
import { polynomialLatex, polynomialThrough } from '../closed-form.ts';
import type { Block, Figure, Table } from '../document.ts';
import { expressivityCurve } from '../figures/expressivity-curve.ts';
import { countText } from '../figures/text.ts';
import type { Study } from '../study.ts';
import { byDegree } from './by-degree.ts';
import { type Focus, focusOf, focusText, parityText } from './focus.ts';
import { boundsText, idText, singleChannel } from './format.ts';

function curves(study: Study, focus: Focus, lmax: number): Figure[] {
  const analyses = study.config.operations.flatMap((operation) => focus.at(operation, lmax) ?? []);
  const shown = analyses.filter(({ interactions }) => interactions > 0);
  const [first] = analyses;
  if (first === undefined || shown.length === 0) return [];
  const sentences = shown.map(
    ({ operation, saturatingChannels, ceiling }) =>
      `${operation} reaches ${ceiling} at ${boundsText(saturatingChannels)} ${saturatingChannels.upper === 1 ? 'channel' : 'channels'}`,
  );
  return [
    {
      kind: 'figure',
      id: `expressivity-l${lmax}`,
      caption: `Expressivity against channels (${focusText(focus)}, L = ${lmax}). Thin lines: what each operation can reach at most; the highest is all ${countText(first.paths)} paths.`,
      alt: `Expressivity against number of channels: ${sentences.join('; ')}.`,
      svg: expressivityCurve({
        title: `Expressivity at L = ${lmax}`,
        series: shown.map(({ operation, expressivity: points, ceiling }) => ({ operation, points, ceiling })),
        paths: first.paths,
      }),
    },
  ];
}

const tables = (study: Study, focus: Focus): Table[] => [
  byDegree(study, focus, 'Expressivity of one channel', (analysis) => boundsText(singleChannel(analysis))),
  byDegree(study, focus, 'Saturating channels C\\*; 0 where nothing interacts', ({ saturatingChannels }) =>
    boundsText(saturatingChannels),
  ),
];

/** Below this L a few degrees are too small for the general count. */
const FORM_FROM = 3;

/** Single-channel expressivity as a polynomial in L, where one meets every certified value. */
function closedForms(study: Study, focus: Focus): Block[] {
  const degrees = focus.degrees.filter((l) => l >= FORM_FROM);
  const rows = study.config.operations.flatMap((operation) => {
    const samples = degrees.flatMap((l) => {
      const analysis = focus.at(operation, l);
      const bounds = analysis === undefined ? undefined : singleChannel(analysis);
      return bounds?.certified === true ? [{ l, value: BigInt(bounds.lower) }] : [];
    });
    const form = samples.length === degrees.length ? polynomialThrough(samples) : undefined;
    return form === undefined ? [] : [[idText(operation), `$${polynomialLatex(form)}$`]];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: `Expressivity of one channel as a polynomial in L, which meets every value from L = ${FORM_FROM} to ${focus.top} (${focusText(focus)}).${settingCertificate(study, focus.setting, focus.parity)}`,
      columns: [
        { header: 'operation', align: 'left' },
        { header: 'C = 1', align: 'left' },
      ],
      rows,
    },
  ];
}

export function expressivityChapter(study: Study): Block[] {
  const focus = focusOf(study);
  const others = study.config.settings.flatMap((setting) =>
    study.config.parities.map((parity) => focusOf(study, setting, parity)),
  );
  return [
    { kind: 'heading', level: 2, text: 'Expressivity: how much of it can be steered', id: 'expressivity' },
    {
      kind: 'paragraph',
      text: 'One channel of a product with a weight per irrep has far fewer weights than there are paths; more channels add more. Each curve rises by the expressivity of one channel at a time until it bends to its ceiling, the number of interactions.',
    },
    ...[...new Set([Math.min(4, focus.top), focus.top])].flatMap((l) => curves(study, focus, l)),
    ...tables(study, focus),
    ...closedForms(study, focus),
    ...others
      .filter(({ setting, parity }) => setting !== focus.setting || parity !== focus.parity)
      .map(
        (other): Block => ({
          kind: 'details',
          summary: `${other.setting}, ${parityText(other.parity)}`,
          blocks: tables(study, other),
        }),
      ),
  ];
}
