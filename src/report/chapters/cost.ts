/** What it costs: exact counts, their growth, and the price at equal freedom. */
import { ALGORITHMS } from '../../algorithm/catalogue.ts';
import { fittedExponent } from '../../analysis/growth.ts';
import { costCertificate, generalCertificate, priceCertificate } from '../certificates.ts';
import { polynomialLatex, polynomialThrough } from '../closed-form.ts';
import type { Block, Figure, Table } from '../document.ts';
import { costScaling } from '../figures/cost-scaling.ts';
import { type FrontierEntry, frontier } from '../figures/frontier.ts';
import { priceOfFreedom } from '../figures/price-of-freedom.ts';
import { countText } from '../figures/text.ts';
import type { Study } from '../study.ts';
import { type Focus, focusOf, focusText } from './focus.ts';
import { boundsText, cheapest, idText, ratioText, singleChannel } from './format.ts';

/** Exponents are fitted from here up to the largest degree: below, constants hide the growth. */
const FIT_FROM = 4;

interface Counted {
  readonly algorithm: string;
  readonly operation: (typeof ALGORITHMS)[number]['operation'];
  readonly points: readonly {
    readonly l: number;
    readonly multiplyAdds: bigint;
    readonly lower: bigint;
    readonly upper: bigint;
    readonly certified: boolean;
  }[];
}

/** The counts of every algorithm by degree. */
function countsOf(study: Study, focus: Focus): Counted[] {
  return ALGORITHMS.filter(({ operation }) => study.config.operations.includes(operation)).map(({ id, operation }) => ({
    algorithm: id,
    operation,
    points: focus.degrees.flatMap((l) => {
      const analysis = focus.at(operation, l);
      const cost = analysis?.costs.find(({ algorithm }) => algorithm === id);
      if (analysis === undefined || cost === undefined || analysis.interactions === 0) return [];
      return [
        {
          l,
          multiplyAdds: BigInt(cost.multiplyAdds),
          lower: BigInt(cost.atSaturation.lower),
          upper: BigInt(cost.atSaturation.upper),
          certified: analysis.saturatingChannels.certified,
        },
      ];
    }),
  }));
}

/** ` with exponents fitted to L = 4…10`, or nothing where there is no such range. */
const fitText = (focus: Focus, words: string): string =>
  focus.top > FIT_FROM ? `${words} fitted to L = ${FIT_FROM}…${focus.top}` : '';

const fitted = (points: readonly { readonly l: number; readonly size: bigint }[]): number | undefined =>
  fittedExponent(points.filter(({ l }) => l >= FIT_FROM).map(({ l, size }) => ({ l, size: Number(size) })));

const exponentText = (exponent: number | undefined): string => (exponent === undefined ? '–' : exponent.toFixed(2));

function costFigure(counted: readonly Counted[], focus: Focus): Figure[] {
  const series = counted.flatMap(({ algorithm, operation, points }) => {
    const exponent = fitted(points.map(({ l, multiplyAdds }) => ({ l, size: multiplyAdds })));
    return exponent === undefined
      ? []
      : [
          {
            algorithm,
            operation,
            exponent,
            points: points.map(({ l, multiplyAdds }) => ({ l, multiplyAdds: Number(multiplyAdds) })),
          },
        ];
  });
  if (series.length === 0) return [];
  return [
    {
      kind: 'figure',
      id: 'cost',
      caption: `Multiply–adds of one channel against L (${focusText(focus)}); both axes logarithmic${fitText(focus, ', exponents')}.`,
      alt: `Cost against degree, fitted exponents: ${series.map(({ algorithm, exponent }) => `${algorithm} ${exponent.toFixed(2)}`).join(', ')}.`,
      svg: costScaling({ title: 'Cost of one channel', series }),
    },
  ];
}

function costTable(study: Study, counted: readonly Counted[], focus: Focus): Table {
  const degrees = focus.degrees.filter((l) => l <= 4 || l % 2 === 0);
  return {
    kind: 'table',
    caption: `Multiply–adds of one channel (${focusText(focus)}), exactly${fitText(focus, ', with the exponent')}.${costCertificate(study)}`,
    wide: true,
    columns: [
      { header: 'algorithm', align: 'left' },
      ...degrees.map((l) => ({ header: `L = ${l}`, align: 'right' as const })),
      { header: 'exponent', align: 'right' },
    ],
    rows: counted.map(({ algorithm, points }) => [
      `\`${algorithm}\``,
      ...degrees.map((l) => {
        const point = points.find((one) => one.l === l);
        return point === undefined ? '–' : countText(point.multiplyAdds);
      }),
      exponentText(fitted(points.map(({ l, multiplyAdds }) => ({ l, size: multiplyAdds })))),
    ]),
  };
}

function costForms(counted: readonly Counted[], focus: Focus): Block[] {
  const rows = counted.flatMap(({ algorithm, points }) => {
    const form = polynomialThrough(points.map(({ l, multiplyAdds }) => ({ l, value: multiplyAdds })));
    return form === undefined || form.length === 0
      ? []
      : [[`\`${algorithm}\``, `$${polynomialLatex(form)}$`, `${form.length - 1}`]];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: `Counts that are one polynomial in L at every L = 1…${focus.top} (${focusText(focus)}). The others are not: sparse tables lose entries to accidental zeros, and a radix-2 transform grows in steps.${focus.setting === 'mimo' && focus.parity === 'so3' ? generalCertificate('cost-polynomials') : ''}`,
      columns: [
        { header: 'algorithm', align: 'left' },
        { header: 'multiply–adds', align: 'left' },
        { header: 'degree', align: 'right' },
      ],
      rows,
    },
  ];
}

function procedures(study: Study): Block {
  return {
    kind: 'details',
    summary: 'What exactly is counted for each algorithm',
    blocks: [
      {
        kind: 'table',
        caption: 'The procedures.',
        columns: [
          { header: 'algorithm', align: 'left' },
          { header: 'procedure', align: 'left' },
        ],
        rows: ALGORITHMS.filter(({ operation }) => study.config.operations.includes(operation)).map(({ id, how }) => [
          `\`${id}\``,
          how,
        ]),
      },
    ],
  };
}

/** The cheapest algorithm of each operation at the largest degree. */
function bestOf(study: Study, counted: readonly Counted[], focus: Focus): Counted[] {
  return study.config.operations.flatMap((operation) => {
    const analysis = focus.at(operation, focus.top);
    const best = analysis === undefined ? undefined : cheapest(analysis);
    return counted.filter(({ algorithm, points }) => algorithm === best?.algorithm && points.length > 0);
  });
}

function priceFigure(best: readonly Counted[], focus: Focus): Figure[] {
  const series = best.map(({ algorithm, operation, points }) => {
    const exponent = fitted(points.map(({ l, lower }) => ({ l, size: lower })));
    return {
      algorithm,
      operation,
      ...(exponent === undefined ? {} : { exponent }),
      points: points.map(({ l, lower, upper, certified }) => ({
        l,
        lower: Number(lower),
        upper: Number(upper),
        certified,
      })),
    };
  });
  if (series.length === 0) return [];
  return [
    {
      kind: 'figure',
      id: 'price',
      caption: `Price of freedom: cost of one channel times C\\*, the channels that reach everything the operation can (${focusText(focus)}).`,
      alt: `Cost at saturation against degree: ${series.map(({ algorithm, exponent }) => `${algorithm} exponent ${exponentText(exponent)}`).join(', ')}.`,
      svg: priceOfFreedom({ title: 'Cost at saturation', series }),
    },
  ];
}

function frontierFigure(study: Study, focus: Focus, lmax: number): Figure[] {
  const entries = study.config.operations.flatMap((operation): FrontierEntry[] => {
    const analysis = focus.at(operation, lmax);
    const best = analysis === undefined ? undefined : cheapest(analysis);
    if (analysis === undefined || best === undefined || analysis.interactions === 0) return [];
    const { saturatingChannels: channels, paths } = analysis;
    const single = { multiplyAdds: best.multiplyAdds, fraction: singleChannel(analysis).lower / paths };
    return [
      {
        operation,
        algorithm: best.algorithm,
        single,
        ...(channels.lower <= 1
          ? {}
          : {
              saturated: {
                multiplyAdds: best.lower,
                fraction: analysis.ceiling / paths,
                channels: channels.lower,
                certified: channels.certified,
              },
            }),
      },
    ];
  });
  if (entries.length === 0) return [];
  return [
    {
      kind: 'figure',
      id: `frontier-l${lmax}`,
      caption: `What is reached for what cost (${focusText(focus)}, L = ${lmax}): one channel, and the arrow to saturation.`,
      alt: `Fraction of all paths against cost at L = ${lmax}: ${entries.map(({ operation, single }) => `${operation} ${(100 * single.fraction).toFixed(0)} % with one channel`).join(', ')}.`,
      svg: frontier({ title: `Reach against cost at L = ${lmax}`, entries }),
    },
  ];
}

function priceTable(study: Study, best: readonly Counted[], focus: Focus): Table {
  const degrees = focus.degrees.filter((l) => l <= 2 || l % 2 === 0);
  const reference = best.find(({ operation }) => operation === 'cgtp');
  return {
    kind: 'table',
    caption: `Cost × C\\* over the cost of ${reference === undefined ? 'CGTP' : `\`${reference.algorithm}\``} at the same L (${focusText(focus)}), and the fitted exponent of cost × C\\*. Below 1, saturating is cheaper than CGTP, for the paths the operation has (second column: how many of them at L = ${focus.top}).${priceCertificate(study, focus.setting, focus.parity)}`,
    wide: true,
    columns: [
      { header: 'algorithm', align: 'left' },
      { header: 'paths', align: 'right' },
      ...degrees.map((l) => ({ header: `L = ${l}`, align: 'right' as const })),
      { header: 'exponent', align: 'right' },
    ],
    rows: best.map(({ algorithm, operation, points }) => [
      `\`${algorithm}\``,
      boundsText({
        lower: focus.at(operation, focus.top)?.interactions ?? 0,
        upper: focus.at(operation, focus.top)?.interactions ?? 0,
      }),
      ...degrees.map((l) => {
        const own = points.find((point) => point.l === l);
        const unit = reference?.points.find((point) => point.l === l);
        return own === undefined || unit === undefined ? '–' : ratioText(Number(own.lower) / Number(unit.multiplyAdds));
      }),
      exponentText(fitted(points.map(({ l, lower }) => ({ l, size: lower })))),
    ]),
  };
}

export function costChapter(study: Study): Block[] {
  const focus = focusOf(study);
  const counted = countsOf(study, focus);
  const best = bestOf(study, counted, focus);
  const operations = study.config.operations.map(idText).join(', ');
  return [
    { kind: 'heading', level: 2, text: 'Cost: what one channel takes', id: 'cost-chapter' },
    ...costFigure(counted, focus),
    costTable(study, counted, focus),
    ...costForms(counted, focus),
    procedures(study),
    { kind: 'heading', level: 2, text: 'The price of freedom', id: 'price-chapter' },
    {
      kind: 'paragraph',
      text: `A cheaper operation that reaches less is not yet cheaper. For ${operations}: the cost of as many channels as it takes to reach everything within reach. Paths outside an operation's interactions are not in this price; they cannot be bought.`,
    },
    ...priceFigure(best, focus),
    ...(best.length === 0 ? [] : [priceTable(study, best, focus)]),
    ...[...new Set([Math.min(4, focus.top), focus.top])].flatMap((l) => frontierFigure(study, focus, l)),
  ];
}
