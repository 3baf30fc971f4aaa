/** Products of several equal factors: which symmetric maps the cheaper ones reach, which never, and what that costs. */
import type { ManyBodyExpressivity, ProductReach } from '../../many-body/product-expressivity.ts';
import { productCertificate } from '../certificates.ts';
import type { Block, Figure, Inline, Table, TableColumn } from '../document.ts';
import { manyBodyReach } from '../figures/many-body-reach.ts';
import { countText } from '../figures/text.ts';
import { operationLooks } from '../figures/theme.ts';
import type { ManyBodyDegree, ManyBodyStudy } from '../many-body-study.ts';
import { boundsText, listText, ratioText } from './format.ts';

/** `GTP fused`, `GTP fused, one layer`. */
const nameOf = ({ operation, form, layers }: ManyBodyExpressivity): string =>
  [operationLooks[operation].name, form].filter((word) => word !== undefined).join(' ') +
  (layers === 'same' ? ', one layer' : '');

const right = (header: Inline): TableColumn => ({ header, align: 'right' });
const left = (header: Inline): TableColumn => ({ header, align: 'left' });

const orderOf = ({ orders }: ManyBodyExpressivity, order: number): ProductReach | undefined =>
  orders.find((reach) => reach.order === order);

const ordersOf = ({ answers: [first] }: ManyBodyDegree): number[] => first?.orders.map(({ order }) => order) ?? [];

/** Multiply–adds of as many channels as saturate, from both bounds. */
function atSaturation({
  cost,
  saturatingChannels: { lower, upper },
}: ProductReach): readonly [number, number] | undefined {
  const one = Number(cost?.multiplyAdds);
  return cost === undefined ? undefined : [one * lower, one * upper];
}

const rangeText = (pair: readonly [number, number] | undefined, text: (value: number) => string): string =>
  pair === undefined ? '–' : [...new Set(pair)].map(text).join('–');

/** The multiply–adds at saturation over those of the symmetric contraction. */
function overContraction(reach: ProductReach, contraction: ProductReach | undefined): string {
  const [whole] = (contraction === undefined ? undefined : atSaturation(contraction)) ?? [];
  const own = atSaturation(reach);
  return own === undefined || whole === undefined ? '–' : rangeText([own[0] / whole, own[1] / whole], ratioText);
}

const contractionOf = ({ answers }: ManyBodyDegree, order: number): ProductReach | undefined => {
  const found = answers.find(({ operation }) => operation === 'cgtp');
  return found === undefined ? undefined : orderOf(found, order);
};

function mainTable(natural: ManyBodyDegree): Table {
  const rows = ordersOf(natural).flatMap((order) =>
    natural.answers.flatMap((answer) => {
      const reach = orderOf(answer, order);
      if (reach === undefined) return [];
      const single = reach.expressivity.find(({ channels }) => channels === 1);
      return [
        [
          `${order}`,
          nameOf(answer),
          `${countText(reach.reached)} of ${countText(reach.ceiling)}`,
          single === undefined ? '0' : boundsText(single),
          boundsText(reach.saturatingChannels),
          reach.cost === undefined ? '–' : countText(BigInt(reach.cost.multiplyAdds)),
          rangeText(atSaturation(reach), countText),
          overContraction(reach, contractionOf(natural, order)),
        ],
      ];
    }),
  );
  return {
    kind: 'table',
    id: 'many-body-reach',
    caption: `What products of ν equal features reach: ${featuresText(natural)}. “Ever reached” is by any number of channels, C\\* the least number that reaches it. Multiply–adds of one channel, of C\\* channels, and of these over those of the symmetric contraction, which reaches all.${productCertificate}`,
    rowHeaders: false,
    columns: [
      right('ν'),
      left('product'),
      right('ever reached'),
      right('C = 1'),
      right('C\\*'),
      right('multiply–adds'),
      right('times C\\*'),
      right('over CGTP'),
    ],
    rows,
  };
}

const featuresText = ({ answers: [first] }: ManyBodyDegree): string =>
  first === undefined ? '' : `${plain(first.irreps)} → ${plain(first.out)}`;

/** `0e+1o`, without the multiplicity one. */
const plain = (irreps: string): string => irreps.replaceAll(/\b1x/g, '');

/** Reached by output, natural and other parities beside each other. */
function outputTable({ natural, unnatural }: ManyBodyStudy, order: number): Table {
  const columns = [natural, unnatural].flatMap(({ answers: [first] }) =>
    (first === undefined ? [] : (orderOf(first, order)?.outputs ?? [])).map(({ out, maps }) =>
      right(`${out}: ${maps}`),
    ),
  );
  const rows = natural.answers.map((answer, i) => [
    nameOf(answer),
    ...[answer, unnatural.answers[i]].flatMap((one) =>
      one === undefined ? [] : (orderOf(one, order)?.outputs.map(({ reached }) => `${reached}`) ?? []),
    ),
  ]);
  return {
    kind: 'table',
    id: `many-body-outputs-${order}`,
    caption: `Maps ever reached into each output, ν = ${order}; above, how many there are. The outputs on the right have the parity that a function on the sphere has not.${productCertificate}`,
    columns: [left('product'), ...columns],
    rows,
  };
}

function reachFigure(natural: ManyBodyDegree, order: number): Figure[] {
  const series = natural.answers.flatMap((answer) => {
    const reach = orderOf(answer, order);
    if (reach?.cost === undefined || reach.expressivity.length === 0) return [];
    const multiplyAdds = Number(reach.cost.multiplyAdds);
    return [{ operation: answer.operation, name: nameOf(answer), multiplyAdds, points: reach.expressivity }];
  });
  const maps = contractionOf(natural, order)?.ceiling;
  if (series.length === 0 || maps === undefined) return [];
  const ends = series.map(
    ({ name, points }) => `${name} ${points.at(-1)?.lower} with ${points.at(-1)?.channels} channels`,
  );
  return [
    {
      kind: 'figure',
      id: `many-body-${order}`,
      caption: `What channels buy with ν = ${order} factors (${featuresText(natural)}): one mark for each channel, up to saturation; the costs logarithmic. The symmetric contraction is the one mark that has everything at once.`,
      alt: `Dimension of reachable maps against multiply–adds, ${maps} symmetric maps in all: ${ends.join(', ')}.`,
      svg: manyBodyReach({ title: `Products of ${order} factors`, maps, series }),
    },
  ];
}

/** Shares and prices at several degrees. */
function growthTables({ growth }: ManyBodyStudy): Table[] {
  const order = Math.max(...growth.flatMap(ordersOf));
  const columns = [left('product'), ...growth.map(({ lmax }) => right(`L = ${lmax}`))];
  const rowsOf = (cell: (reach: ProductReach, degree: ManyBodyDegree) => string): string[][] =>
    (growth[0]?.answers ?? []).map((answer, i) => [
      nameOf(answer),
      ...growth.map((degree) => {
        const one = degree.answers[i];
        const reach = one === undefined ? undefined : orderOf(one, order);
        return reach === undefined ? '–' : cell(reach, degree);
      }),
    ]);
  return [
    {
      kind: 'table',
      id: 'many-body-growth',
      caption: `Maps ever reached with ν = ${order} factors of degrees 0…L into 0…min(2, L), natural parities, of all that there are.${productCertificate}`,
      columns,
      rows: rowsOf(({ reached, ceiling }) => `${countText(reached)} of ${countText(ceiling)}`),
    },
    {
      kind: 'table',
      id: 'many-body-price',
      caption: `Multiply–adds of C\\* channels over those of the symmetric contraction, ν = ${order}. Above 1 the contraction is cheaper, and it reaches everything.${productCertificate}`,
      columns,
      rows: rowsOf((reach, degree) => overContraction(reach, contractionOf(degree, order))),
    },
  ];
}

/** What the tables say about the largest order, in words. */
function findings({ natural, unnatural }: ManyBodyStudy, order: number): string {
  const reached = (degree: ManyBodyDegree, operation: string, form?: string): ProductReach | undefined => {
    const found = degree.answers.find((answer) => answer.operation === operation && answer.form === form);
    return found === undefined ? undefined : orderOf(found, order);
  };
  const share = (reach: ProductReach | undefined): string =>
    reach === undefined ? '–' : `${countText(reach.reached)} of ${countText(reach.ceiling)}`;
  const cheaper = natural.answers.filter((answer) => {
    const [own, whole] = [orderOf(answer, order), contractionOf(natural, order)];
    const [least] = (own === undefined ? undefined : atSaturation(own)) ?? [];
    const [most] = (whole === undefined ? undefined : atSaturation(whole)) ?? [];
    return answer.operation !== 'cgtp' && least !== undefined && most !== undefined && least < most;
  });
  const price =
    cheaper.length === 0
      ? 'With the channels that saturate it, none of them needs fewer multiply–adds than the symmetric contraction, which reaches everything.'
      : `With the channels that saturate it, fewer multiply–adds than the symmetric contraction needs only ${listText(cheaper.map(nameOf))}.`;
  return (
    `At ν = ${order}, one pass through the sphere reaches ${share(reached(natural, 'gtp', 'fused'))} maps however many channels there are; with weights between the factors Gaunt products reach ${share(reached(natural, 'gtp', 'chained'))}, matrices in one go ${share(reached(natural, 'mtp', 'fused'))}. ` +
    `Into outputs of the other parity Gaunt products reach ${share(reached(unnatural, 'gtp', 'chained'))}, with the curl ${share(reached(unnatural, 'gtp+curl', 'chained'))}. ${price}`
  );
}

/** @param timed whether the times of the product block stand in the report */
export function manyBodyChapter(study: ManyBodyStudy, timed: boolean): Block[] {
  const orders = ordersOf(study.natural);
  const last = orders.at(-1) ?? 0;
  const { prime, seed } = study.evidence;
  return [
    { kind: 'heading', level: 2, text: 'Several factors: what cheaper products reach', id: 'many-body' },
    {
      kind: 'paragraph',
      text:
        'A MACE-like layer multiplies ν copies of the same features. Of the equivariant maps of ν factors, those that do not change when factors are exchanged are all it can use; characters count them. The symmetric contraction (CGTP) has a weight for each and reaches all of them. Cheaper products have a weight for each irrep: before each factor and after the product, and, if *chained*, for every irrep in between; *fused* ones multiply all factors at once. ' +
        `Chained ones keep degrees up to those of the features here; matrices are as large as for the product of two, with the least even 2j that holds all degrees of features and outputs. ${timed ? 'The block whose [times](#product-block) stand above is fused, with one layer for all its factors. ' : ''}Their expressivity is defined as for products of two: the dimension of what C channels with linear layers around them reach.`,
    },
    {
      kind: 'list',
      items: [
        'Functions on the sphere commute. Fused, all orderings and all intermediate degrees of a choice of factors come in one fixed combination: one map for each choice and output, where there may be many. It is not zero exactly if some chain of even sums leads there.',
        'A product of functions of natural parity is one again: with features of natural parity no pseudoscalar, pseudovector or pseudotensor is ever reached by Gaunt products, fused or chained, at any number of channels. The curl changes parity, and with it every path has a non-zero coefficient: chained, with every degree kept, Gaunt and curl reach all maps.',
        'Matrices do not commute, so different orderings of the factors give different maps, and no parity is forbidden. With one layer for all factors the orderings come in one fixed combination again, and an odd first sum cancels.',
      ],
    },
    {
      kind: 'callout',
      role: 'finding',
      title: 'One pass through the sphere is not the symmetric contraction',
      text: findings(study, last),
    },
    mainTable(study.natural),
    ...orders.slice(1).flatMap((order) => reachFigure(study.natural, order)),
    ...orders.slice(1).map((order) => outputTable(study, order)),
    ...growthTables(study),
    {
      kind: 'paragraph',
      text: `What is ever reached is exact: the rank modulo ${prime} where it meets the number of maps, or of orderings and paths, else a rank over the rationals. Dimensions at C channels lie between a rank modulo that prime (points from seed ${seed}) and a bound by the exponents of the weights; one number where they meet. Costs count one channel of order ν alone, as in the chapter on cost; the contraction's are one product for every monomial and one entry for every monomial and output component that meet. \`gauntlet many-body --op\` answers for other features. All of this is in many-body.json and follows from the [certificate](#certification) \`products\`.`,
    },
  ];
}
