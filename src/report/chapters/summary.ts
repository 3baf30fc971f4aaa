/** The first screen: what was found, in sentences that the numbers decide, and the table behind them. */
import type { Analysis } from '../../analysis/analyze.ts';
import { priceCertificate } from '../certificates.ts';
import type { Block, Callout, Table } from '../document.ts';
import { countText } from '../figures/text.ts';
import type { Study } from '../study.ts';
import { type Focus, focusOf, focusText } from './focus.ts';
import { boundsText, cheapest, idText, listText, percent, ratioText, singleChannel } from './format.ts';

/** `1 degree`, `10 degrees`. */
const counted = (count: number, noun: string): string => `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;

const finding = (title: string, text: string): Callout => ({ kind: 'callout', role: 'finding', title, text });

/** Pairs of analyses of two operations at every degree, where the study has both. */
function paired(focus: Focus, first: 'gtp', second: 'mtp'): [Analysis, Analysis][] {
  return focus.degrees.flatMap((l) => {
    const [a, b] = [focus.at(first, l), focus.at(second, l)];
    return a === undefined || b === undefined ? [] : [[a, b] as [Analysis, Analysis]];
  });
}

function matrixAgainstGaunt(focus: Focus): Callout[] {
  const pairs = paired(focus, 'gtp', 'mtp');
  const last = pairs.at(-1);
  if (last === undefined) return [];
  const same = pairs.filter(([gtp, mtp]) => singleChannel(gtp).lower === singleChannel(mtp).lower).length;
  const more = pairs.filter(([gtp, mtp]) => mtp.interactions > gtp.interactions).length;
  const [gtp, mtp] = last;
  const lost = pairs.filter(([, one]) => one.missing.length > 0).map(([, one]) => `${one.lmax}`);
  return [
    finding(
      same === pairs.length && more > 0
        ? 'The matrix product is not the less expressive one.'
        : 'The matrix product against Gaunt.',
      `Of ${counted(pairs.length, 'degree')} examined (${focusText(focus)}), \`mtp\` and \`gtp\` have the same single-channel expressivity in ${same}, and \`mtp\` has more interactions in ${more}: ` +
        `at L = ${focus.top} it reaches ${countText(mtp.interactions)} of ${countText(mtp.paths)} paths against ${countText(gtp.interactions)}. ` +
        (lost.length === 0
          ? 'No interaction is lost to an accidental zero here.'
          : `Only at L = ${listText(lost)} does it miss any: [accidental zeros](#accidental-zeros) of the 6j symbol.`),
    ),
  ];
}

function everyPath(focus: Focus): Callout[] {
  const cost = focus.at('cgtp', focus.top);
  const sparse = cost === undefined ? undefined : cheapest(cost);
  const analysis = focus.at('gtp+curl', focus.top);
  const own = analysis === undefined ? undefined : cheapest(analysis);
  if (analysis === undefined || own === undefined || sparse === undefined) return [];
  const complete = focus.degrees.filter((l) => focus.at('gtp+curl', l)?.missing.length === 0).length;
  return [
    finding(
      complete === focus.degrees.length
        ? 'Gaunt with its curl companion reaches every path.'
        : 'Gaunt with its curl companion.',
      `\`gtp+curl\` has every interaction of CGTP at ${complete} of ${counted(focus.degrees.length, 'degree')}. At L = ${focus.top} one channel costs ${percent(own.multiplyAdds, sparse.multiplyAdds)} of the cheapest CGTP algorithm ` +
        `and reaches ${boundsText(singleChannel(analysis))} of ${countText(analysis.paths)} dimensions; all of them take ${boundsText(analysis.saturatingChannels)} ${analysis.saturatingChannels.upper === 1 ? 'channel' : 'channels'}, ${ratioText(own.lower / sparse.multiplyAdds)} times the cost of CGTP.`,
    ),
  ];
}

function boughtBack(study: Study, focus: Focus): Callout[] {
  const sparse = focus.at('cgtp', focus.top);
  const reference = sparse === undefined ? undefined : cheapest(sparse);
  if (reference === undefined) return [];
  const parts = study.config.operations
    .filter((operation) => operation !== 'cgtp')
    .flatMap((operation) => {
      const analysis = focus.at(operation, focus.top);
      const own = analysis === undefined ? undefined : cheapest(analysis);
      if (analysis === undefined || own === undefined || analysis.interactions === 0) return [];
      return [
        `${idText(operation)} ${ratioText(own.lower / reference.multiplyAdds)} (for ${percent(analysis.interactions, analysis.paths)} of the paths)`,
      ];
    });
  if (parts.length === 0) return [];
  return [
    finding(
      'Freedom has a price, and it can be compared.',
      `Cost of saturating channels at L = ${focus.top}, in units of sparse CGTP, which reaches everything: ${listText(parts)}.`,
    ),
  ];
}

function naturalParity(study: Study, focus: Focus): Callout[] {
  if (!study.config.parities.includes('o3-natural') || focus.parity === 'o3-natural') return [];
  const natural = focusOf(study, focus.setting, 'o3-natural');
  const rows = study.config.operations.flatMap((operation) => {
    const analysis = natural.at(operation, focus.top);
    return analysis === undefined ? [] : [{ operation, analysis }];
  });
  const full = rows
    .filter(({ analysis }) => analysis.interactions === analysis.paths)
    .map(({ operation }) => idText(operation));
  const none = rows.filter(({ analysis }) => analysis.interactions === 0).map(({ operation }) => idText(operation));
  const paths = rows[0]?.analysis.paths ?? 0;
  if (paths === 0 || full.length === 0) return [];
  return [
    finding(
      'With natural parities the picture changes.',
      `When every degree has the parity of its harmonic, ${countText(paths)} paths are left at L = ${focus.top}: ${listText(full)} reach${full.length === 1 ? 'es' : ''} all of them` +
        `${none.length === 0 ? '.' : `, ${listText(none)} none.`}`,
    ),
  ];
}

/** Any analysis at this degree: all have the same paths. */
const anyOf = (study: Study, focus: Focus, lmax: number): Analysis | undefined =>
  study.config.operations.map((operation) => focus.at(operation, lmax)).find((analysis) => analysis !== undefined);

function summaryTable(study: Study, focus: Focus, lmax: number): Table {
  const reference = focus.at('cgtp', lmax);
  const unit = reference === undefined ? undefined : cheapest(reference)?.multiplyAdds;
  const rows = study.config.operations.flatMap((operation) => {
    const analysis = focus.at(operation, lmax);
    const best = analysis === undefined ? undefined : cheapest(analysis);
    if (analysis === undefined || best === undefined) return [];
    const relative = unit === undefined || analysis.interactions === 0 ? '–' : ratioText(best.lower / unit);
    return [
      [
        idText(operation),
        `${countText(analysis.interactions)} (${percent(analysis.interactions, analysis.paths)})`,
        boundsText(singleChannel(analysis)),
        boundsText(analysis.saturatingChannels),
        `\`${best.algorithm}\``,
        countText(best.multiplyAdds),
        relative,
      ],
    ];
  });
  return {
    kind: 'table',
    id: `summary-l${lmax}`,
    caption: `${focusText(focus)}, L = ${lmax}: interactions (of ${countText(anyOf(study, focus, lmax)?.paths ?? 0)} paths), expressivity of one channel, saturating channels C\\*, and the exact cost of one channel. The price of freedom is cost × C\\*, here over the cost of the cheapest CGTP algorithm.${priceCertificate(study, focus.setting, focus.parity)}`,
    wide: true,
    columns: [
      { header: 'operation', align: 'left' },
      { header: 'interactions', align: 'right' },
      { header: 'C = 1', align: 'right' },
      { header: 'C\\*', align: 'right' },
      { header: 'cheapest algorithm', align: 'left' },
      { header: 'multiply–adds', align: 'right' },
      { header: 'price', align: 'right' },
    ],
    rows,
  };
}

export function summary(study: Study): Block[] {
  const focus = focusOf(study);
  const points = [...study.analyses, ...study.models.flatMap(({ analyses }) => analyses)].flatMap(
    ({ expressivity }) => expressivity,
  );
  const uncertified = points.filter(({ certified }) => !certified).length;
  return [
    { kind: 'heading', level: 2, text: 'What was found', id: 'found' },
    ...matrixAgainstGaunt(focus),
    ...everyPath(focus),
    ...boughtBack(study, focus),
    ...naturalParity(study, focus),
    summaryTable(study, focus, focus.top),
    {
      kind: 'paragraph',
      text: `Every count here is exact. Of ${countText(points.length)} expressivities in this report, ${uncertified === 0 ? 'each is certified: its lower and upper bound are equal' : `all but ${uncertified} are certified (lower and upper bound equal); the others are given as intervals`}; [how](#certification) is told at the end, the words are [defined](#definitions) next.`,
    },
  ];
}
