/** The page "Which tensor product should I use?": decisions by degree, channels, parity and hardware, each from counts or times. */
import type { Analysis } from '../../analysis/analyze.ts';
import type { OperationId } from '../../operation/operation.ts';
import { leastOrder } from '../../point-clouds/index.ts';
import { checkingCommands } from '../certificates.ts';
import { operationTimes, runtimeClaims } from '../chapters/claims.ts';
import { type Focus, focusOf } from '../chapters/focus.ts';
import { boundsText, cheapest, expressivityAt, idText, listText, percent, ratioText } from '../chapters/format.ts';
import { type Block, type Document, type Inline, literal, type Table, type TableColumn } from '../document.ts';
import { countText } from '../figures/text.ts';
import { durationText, isFaster, timingFocus } from '../timing.ts';
import { certificateOf, type Evidence } from './evidence.ts';
import { largerMatrices } from './larger-matrices.ts';

const right = (header: string): TableColumn => ({ header, align: 'right' });
const left = (header: string): TableColumn => ({ header, align: 'left' });

interface Candidate {
  readonly name: string;
  readonly cost: number;
  readonly text: string;
}

/** The best and the next best, with how much dearer that one is. */
function bestOf(candidates: readonly Candidate[]): string {
  const [best, next] = [...candidates].sort((a, b) => a.cost - b.cost);
  if (best === undefined) return '–';
  return next === undefined
    ? `${best.name} (${best.text})`
    : `${best.name} (${best.text}; ${next.name} ${ratioText(next.cost / best.cost)}×)`;
}

/** By measured time of one channel. */
function timed(evidence: Evidence, focus: Focus, lmax: number, accepts: (analysis: Analysis) => boolean): Candidate[] {
  return operationTimes(evidence.study, evidence.timing, focus, lmax).flatMap(({ operation, result }) => {
    const analysis = focus.at(operation, lmax);
    if (analysis === undefined || !accepts(analysis)) return [];
    return [{ name: `\`${result.algorithm}\``, cost: result.median, text: durationText(result.median) }];
  });
}

/** By counted multiply–adds of one channel, or of all that saturate it. */
function counted(
  evidence: Evidence,
  focus: Focus,
  lmax: number,
  channels: 'one' | 'saturating',
  accepts: (analysis: Analysis) => boolean,
): Candidate[] {
  return evidence.study.config.operations.flatMap((operation) => {
    const analysis = focus.at(operation, lmax);
    const best = analysis === undefined ? undefined : cheapest(analysis);
    if (analysis === undefined || best === undefined || !accepts(analysis)) return [];
    const cost = channels === 'one' ? best.multiplyAdds : best.lower;
    return [{ name: `\`${best.algorithm}\``, cost, text: countText(cost) }];
  });
}

const complete = (analysis: Analysis): boolean => analysis.missing.length === 0;

function decisionTable(evidence: Evidence): Table {
  const focus = focusOf(evidence.study, 'mimo', 'so3');
  const natural = focusOf(evidence.study, 'mimo', 'o3-natural');
  return {
    kind: 'table',
    id: 'decision',
    caption: `For degrees 0…L on both inputs (mimo): the best of those that have every path, and how much dearer the next is. Times are medians of one product (${timingFocus(evidence.timing).dtype}, one thread); counts are multiply–adds.`,
    columns: [
      right('L'),
      left('one channel, every path of SO(3): by time'),
      left('one channel, natural parities: by count'),
      left('all the freedom (cost × C\\*): by count'),
    ],
    rows: focus.degrees.map((l) => [
      `${l}`,
      bestOf(timed(evidence, focus, l, complete)),
      bestOf(counted(evidence, natural, l, 'one', complete)),
      bestOf(counted(evidence, focus, l, 'saturating', complete)),
    ]),
  };
}

/** Where e3x's matrix size loses paths to accidental zeros, the next that does not, and what it takes. */
const matrixSizes = (evidence: Evidence): Inline[] =>
  largerMatrices(evidence.study).map(
    ({ lmax, usual, lost, twiceJ, multiplyAdds }) =>
      `At L = ${lmax} the usual matrices ($2j = ${usual}$) lose ${lost} paths to accidental zeros, and \`mtp\` is out of the table; with $2j = ${twiceJ}$ it has every path, for ${countText(multiplyAdds)} multiply–adds a channel (certificate \`${certificateOf(evidence, 'larger-matrices').id}\`).`,
  );

function channelTable({ study }: Evidence): Table {
  const focus = focusOf(study, 'mimo', 'so3');
  const degrees = focus.degrees.filter((l) => l <= 4 || l % 2 === 0);
  const shares = (analysis: Analysis): string[] =>
    [1, 4, 16].map((channels) =>
      percent(expressivityAt(analysis, channels)?.lower ?? analysis.ceiling, analysis.paths),
    );
  return {
    kind: 'table',
    id: 'channels',
    caption:
      'Part of all equivariant bilinear maps that C channels of one copy each reach (mimo, SO(3)), and the channels C\\* that reach all within reach.',
    columns: [
      right('L'),
      left('operation'),
      right('C = 1'),
      right('C = 4'),
      right('C = 16'),
      right('C\\*'),
      right('most'),
    ],
    rows: degrees.flatMap((l) =>
      study.config.operations.flatMap((operation) => {
        const analysis = focus.at(operation, l);
        if (analysis === undefined || operation === 'cgtp' || operation === 'curl') return [];
        return [
          [
            `${l}`,
            idText(operation),
            ...shares(analysis),
            `${analysis.saturatingChannels.lower}`,
            percent(analysis.ceiling, analysis.paths),
          ],
        ];
      }),
    ),
  };
}

/** Where one channel that has every path is faster than sparse CGTP: which, at what degrees, and for which part of the dimensions. */
function fasterThanCoupling({ study, timing }: Evidence): Inline {
  const focus = focusOf(study, 'mimo', 'so3');
  const cells = focus.degrees.flatMap((l) => {
    const all = operationTimes(study, timing, focus, l).filter(({ interactions, paths }) => interactions === paths);
    const own = all.find(({ operation }) => operation === 'cgtp');
    const [rival] = all
      .filter(({ operation }) => operation !== 'cgtp')
      .sort((a, b) => a.result.median - b.result.median);
    return own === undefined || rival === undefined || !isFaster(rival.result, own.result) ? [] : [{ l, rival }];
  });
  const [first, last] = [cells[0], cells.at(-1)];
  if (first === undefined || last === undefined) {
    return `Sparse CGTP: no other operation with every path is faster at any L ≤ ${focus.top}.`;
  }
  const names = [...new Set(cells.map(({ rival }) => `\`${rival.result.algorithm}\``))];
  const share = ({ l, rival }: typeof first): string => `${percent(rival.single, rival.paths)} at L = ${l}`;
  return `${first.l > 1 ? `Up to L = ${first.l - 1} still sparse CGTP. ` : ''}At L = ${listText(cells.map(({ l }) => `${l}`))} ${listText(names)} ${names.length === 1 ? 'is' : 'are'} faster and still ${names.length === 1 ? 'has' : 'have'} every path, for ${share(first)} and ${share(last)} of the dimensions (this machine; the table has the degrees).`;
}

/** Of Gaunt in the models: what saturates it, and how much of CGTP's maps that is. */
function modelText({ study }: Evidence): Inline {
  return study.models
    .flatMap(({ model, analyses }) => {
      const [gtp, cgtp] = (['gtp', 'cgtp'] as const).map((id) => analyses.find(({ operation }) => operation === id));
      if (gtp === undefined || cgtp === undefined) return [];
      return [
        `${literal(model.name)}: ${boundsText(gtp.saturatingChannels)} channels, for ${percent(gtp.ceiling, cgtp.ceiling)} of the maps that one channel of CGTP has`,
      ];
    })
    .join('; ');
}

/** Operations that tell apart every pair of the point clouds, mirror images too. */
function seeingAll({ clouds, study }: Evidence): Inline[] {
  const sees = (operation: OperationId): boolean =>
    clouds.results
      .filter(
        ({ network, radial }) => network.operation === operation && network.parity === 'both' && radial === 'every',
      )
      .every((one) => leastOrder(one) !== undefined);
  return study.config.operations.filter(sees).map(idText);
}

export function whichProduct(evidence: Evidence): Document {
  const { timing } = evidence;
  const { machine, date } = timing;
  const focus = focusOf(evidence.study, 'mimo', 'so3');
  const saturated = focus.degrees.filter((l) =>
    counted(evidence, focus, l, 'saturating', complete)
      .sort((a, b) => a.cost - b.cost)[0]
      ?.name.startsWith('`cgtp'),
  );
  const gridAlwaysWins = runtimeClaims(evidence.study, timing, focus).some(
    ({ id, verdict }) => id === 'grid-beats-fourier' && verdict === 'confirmed',
  );
  const commands = checkingCommands('report', 'price-of-freedom/point-clouds');
  const blocks: Block[] = [
    { kind: 'heading', level: 2, text: 'In short', id: 'in-short' },
    {
      kind: 'list',
      ordered: true,
      items: [
        `**Do you need every equivariant map, each with a weight of its own?** Sparse CGTP. Bought back with channels, no other operation with every path was cheaper at ${saturated.length} of ${focus.degrees.length} degrees; where it costs too much, leave out its dear paths before you change the operation.`,
        `**Is one channel's mixing enough, because there are many channels?** ${fasterThanCoupling(evidence)}`,
        `**Do your features have natural parities only, and may the model be blind to mirror images?** Then Gaunt has every path that CGTP has, and runs on a grid${gridAlwaysWins ? ', which was faster than Fourier series at every L' : ''}. But no number of layers or channels makes it see handedness.`,
        `**Must it see handedness?** With both parities ${listText(seeingAll(evidence))} told every pair of point clouds apart, mirror images too; Gaunt alone cannot, whatever is trained.`,
        '**Is one of the inputs a direction** (harmonics of an edge)? Rotate it to the pole and contract there: `cgtp-so2` has every path of CGTP at the order of $L^3$.',
      ],
    },
    decisionTable(evidence),
    ...matrixSizes(evidence).map((text): Block => ({ kind: 'paragraph', text })),
    { kind: 'heading', level: 2, text: 'How many channels buy the freedom back', id: 'how-many-channels' },
    channelTable(evidence),
    {
      kind: 'paragraph',
      text: `Models with copies of every irrep need more channels until Gaunt reaches all that it can. ${modelText(evidence)}.`,
    },
    { kind: 'heading', level: 2, text: 'By hardware', id: 'hardware' },
    {
      kind: 'list',
      items: [
        `**One processor core**: the first column of the table, measured (${machine.processor}, ${machine.platform}, Node ${machine.node}${date === undefined ? '' : `, ${date}`}). All algorithms run on the same engine, so they compare; \`gauntlet bench\` repeats it on yours.`,
        '**A graphics processor**: not measured; no number here speaks of one. Counts hold everywhere; what they come to in time there is not known here. `gauntlet kernels` runs every algorithm as a WGSL kernel and proves it right, `gauntlet bench --gpu` times them on your adapter.',
        '**Another library**: a kernel of yours is judged by `gauntlet verify`, a benchmark of yours by `gauntlet audit`.',
      ],
    },
    { kind: 'heading', level: 2, text: 'What the numbers rest on', id: 'certificates' },
    {
      kind: 'paragraph',
      text: `Paths, dimensions, channels and costs are those of the default report, and what is said of point clouds is in point-clouds.json. They follow from certificates, which two programs check that share nothing with this one: \`${commands.node}\` with Node alone, \`${commands.python}\` with Python alone. Percentages and ratios are made of them. Times are measured.`,
    },
  ];
  return {
    title: 'Which tensor product should I use?',
    subtitle:
      'A page for people who choose: by degree, channels, parity and hardware, each line from exact counts or a measured time. The reasons are in *The Price of Freedom, re-examined* beside it.',
    language: 'en',
    blocks,
  };
}
