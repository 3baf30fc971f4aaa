/**
 * A document with one of everything, for the tests of the report: the interactions are the true ones, the curves and
 * costs are of the right shape and carry no claim.
 */

import type { AccidentalZero } from '../../src/analysis/accidental-zeros.ts';
import type { OperationId } from '../../src/operation/operation.ts';
import { dimensionFrontier, type FrontierPanel } from '../../src/report/figures/dimension-frontier.ts';
import {
  accidentalZerosChart,
  type CostSeries,
  costScaling,
  type Document,
  type DrawnCloud,
  type ExpressivitySeries,
  expressivityCurve,
  type FrontierEntry,
  frontier,
  type InteractionDiagram,
  type InteractionPath,
  interactionDiagram,
  interactionMultiples,
  literal,
  manyBodyReach,
  type PriceSeries,
  priceOfFreedom,
  type ReachSeries,
  type SeparationMatrix,
  separationMatrix,
} from '../../src/report/index.ts';

export const hostile = `<script>alert("1")</script> ]]> & 'q' | a\\b <b> $x$ \`c\``;

type Rule = (l1: number, l2: number, l3: number) => boolean;

const rules: Readonly<Record<OperationId, Rule>> = {
  cgtp: () => true,
  gtp: (l1, l2, l3) => (l1 + l2 + l3) % 2 === 0,
  mtp: (l1, l2, l3) => ![l1, l2, l3].sort().every((l, index) => l === [2, 3, 3][index]),
  vstp: (l1, l2) => l1 + l2 > 0,
  curl: (l1, l2, l3) => (l1 + l2 + l3) % 2 === 1 && l1 >= 1 && l2 >= 1,
  'gtp+curl': () => true,
};

export const operations: readonly OperationId[] = ['cgtp', 'gtp', 'mtp', 'vstp', 'curl', 'gtp+curl'];

/** Every path with degrees up to the three limits; `parity` keeps only those with an even sum. */
export function allPaths(
  left: number,
  right: number,
  out: number,
  rule: Rule,
  parity = false,
): readonly InteractionPath[] {
  const paths: InteractionPath[] = [];
  for (let l1 = 0; l1 <= left; l1++) {
    for (let l2 = 0; l2 <= right; l2++) {
      for (let l3 = Math.abs(l1 - l2); l3 <= Math.min(l1 + l2, out); l3++) {
        if (parity && (l1 + l2 + l3) % 2 === 1) continue;
        paths.push({ l1, l2, l3, state: rule(l1, l2, l3) ? 'reached' : 'missing' });
      }
    }
  }
  return paths;
}

const names: Readonly<Record<OperationId, string>> = {
  cgtp: 'CGTP',
  gtp: 'GTP',
  mtp: 'MTP, 2j = 8',
  vstp: 'VSTP',
  curl: 'curl',
  'gtp+curl': 'GTP+curl',
};

/** The mimo setting for one operation. */
export function sampleDiagram(operation: OperationId, lmax: number, out = 2 * lmax): InteractionDiagram {
  return {
    title: names[operation],
    operation,
    lmaxLeft: lmax,
    lmaxRight: lmax,
    lmaxOut: out,
    paths: allPaths(lmax, lmax, out, rules[operation]),
  };
}

function curve(operation: OperationId, ceiling: number, first: number, certainUpTo: number): ExpressivitySeries {
  const points = Array.from({ length: 12 }, (_, index) => {
    const channels = index + 1;
    const lower = Math.min(ceiling, Math.round(first * channels - 0.6 * channels * (channels - 1)));
    const certified = channels <= certainUpTo || lower === ceiling;
    return { channels, lower, upper: certified ? lower : Math.min(ceiling, lower + 9), certified };
  });
  return { operation, ceiling, points };
}

/** Six operations, two of which end within a few units of the top, one not saturated, one with intervals. */
export const sampleCurves: readonly ExpressivitySeries[] = [
  curve('cgtp', 231, 231, 12),
  curve('gtp', 140, 25, 12),
  curve('mtp', 225, 25, 4),
  curve('vstp', 230, 69, 12),
  curve('curl', 90, 22, 3),
  curve('gtp+curl', 231, 36, 12),
];

const degrees = Array.from({ length: 10 }, (_, index) => index + 1);

function cost(algorithm: string, operation: OperationId, factor: number, exponent: number): CostSeries {
  const points = degrees.map((l) => ({ l, multiplyAdds: Math.round(factor * (l + 0.6) ** exponent) }));
  return { algorithm, operation, points, exponent };
}

export const sampleCosts: readonly CostSeries[] = [
  cost('cgtp-dense', 'cgtp', 9, 6),
  cost('cgtp-sparse', 'cgtp', 12, 5),
  cost('cgtp-so2', 'cgtp', 22, 4.1),
  cost('gtp-fourier-direct', 'gtp', 21, 4),
  cost('gtp-fourier-fft', 'gtp', 160, 2.6),
  cost('gtp-grid', 'gtp', 38, 3),
  cost('mtp-dense', 'mtp', 14, 4),
  cost('mtp-sparse', 'mtp', 13, 3.2),
  cost('vstp-grid', 'vstp', 130, 3),
  cost('curl-grid', 'curl', 61, 3),
  cost('gtp+curl-grid', 'gtp+curl', 82, 3),
];

export const samplePrices: readonly PriceSeries[] = sampleCosts
  .filter(({ algorithm }) =>
    ['cgtp-sparse', 'gtp-grid', 'mtp-sparse', 'gtp+curl-grid', 'vstp-grid'].includes(algorithm),
  )
  .map(({ algorithm, operation, points, exponent }) => {
    const single = operation === 'cgtp';
    return {
      algorithm,
      operation,
      exponent: single ? exponent : exponent + 1.9,
      points: points.map(({ l, multiplyAdds }) => {
        const least = single ? 1 : Math.ceil((l * l) / 4) + 1;
        const certified = single || l < 6;
        return { l, lower: multiplyAdds * least, upper: multiplyAdds * (certified ? least : least + 2), certified };
      }),
    };
  });

function entry(
  algorithm: string,
  operation: OperationId,
  at: number,
  fraction: number,
  channels: number,
  end: number,
): FrontierEntry {
  const single = { multiplyAdds: at, fraction };
  if (channels === 1) return { algorithm, operation, single };
  const saturated = { multiplyAdds: at * channels, fraction: end, channels, certified: operation !== 'mtp' };
  return { algorithm, operation, single, saturated };
}

export const sampleFrontier: readonly FrontierEntry[] = [
  entry('cgtp-dense', 'cgtp', 402_000, 1, 1, 1),
  entry('cgtp-sparse', 'cgtp', 41_000, 1, 1, 1),
  entry('cgtp-so2', 'cgtp', 52_000, 1, 1, 1),
  entry('gtp-grid', 'gtp', 6_100, 25 / 231, 9, 140 / 231),
  entry('gtp-fourier-fft', 'gtp', 9_800, 25 / 231, 9, 140 / 231),
  entry('mtp-sparse', 'mtp', 5_200, 25 / 231, 11, 225 / 231),
  entry('vstp-grid', 'vstp', 21_000, 69 / 231, 5, 230 / 231),
  entry('curl-grid', 'curl', 10_100, 22 / 231, 6, 90 / 231),
  entry('gtp+curl-grid', 'gtp+curl', 13_000, 36 / 231, 10, 1),
];

export const sampleZeros: readonly AccidentalZero[] = [
  [1, 1, 1, 0],
  [2, 2, 2, 3],
  [3, 3, 2, 6],
  [3, 3, 3, 4],
  [4, 4, 2, 9],
  [4, 4, 4, 7],
  [5, 5, 3, 12],
  [5, 5, 3, 15],
  [6, 5, 3, 8],
  [6, 6, 6, 14],
]
  .map(([l1 = 0, l2 = 0, l3 = 0, twiceJ = 0]) => ({ l1, l2, l3, twiceJ }))
  .filter(({ l1, l2, l3, twiceJ }) => twiceJ >= Math.max(l1, l2, l3));

/** Two operations, three pairs: one of mirror images, one of different shapes, one without drawings. */
export const sampleMatrix: SeparationMatrix = {
  title: 'Which pairs of point clouds can be told apart',
  lmax: 4,
  columns: [
    { operation: 'cgtp', heading: 'both parities' },
    { operation: 'gtp', heading: 'both parities' },
    { operation: 'cgtp', heading: 'natural' },
  ],
  rows: [
    {
      name: ['screw', 'mirror images'],
      drawn: {
        first: sampleCloud([
          [1, 0, -2],
          [0, 1, -1],
          [-1, 0, 0],
          [0, -1, 1],
        ]),
        second: [],
        mirrored: true,
      },
      cells: [{ order: 3, lmax: 2 }, undefined, undefined],
    },
    {
      name: ['stars', 'different shapes'],
      drawn: {
        first: sampleCloud([
          [0, 0, 0],
          [5, 0, 0],
          [3, 0, 4],
          [0, 5, 0],
        ]),
        second: sampleCloud([
          [0, 0, 0],
          [5, 0, 0],
          [4, 0, 3],
          [0, 5, 0],
        ]),
        mirrored: false,
      },
      cells: [
        { order: 2, lmax: 1 },
        { order: 2, lmax: 1 },
        { order: 12, lmax: 10 },
      ],
    },
    {
      name: ['one point'],
      cells: [
        { order: 1, lmax: 0 },
        { order: 1, lmax: 0 },
        { order: 1, lmax: 0 },
      ],
    },
  ],
};

/** Points of species 0, 1, 2, … in turn. */
function sampleCloud(places: readonly (readonly [number, number, number])[]): DrawnCloud {
  return places.map((at, species) => ({ at, species }));
}

/** Six products, three of one operation, one with a single mark, one known within bounds, two that end at one height. */
export const sampleReach: readonly ReachSeries[] = [
  reach('CGTP', 'cgtp', 7858, [100]),
  reach('GTP fused', 'gtp', 4904, [15, 30, 45, 50]),
  reach('GTP fused, one layer', 'gtp', 2000, [6, 12, 18, 24, 30, 36, 42, 48, 50]),
  reach('GTP chained', 'gtp', 3785, [21, 42, 63, 84, 100]),
  reach('GTP+curl chained', 'gtp+curl', 14_305, [32, 64, 96, 100], 2),
  reach('MTP fused', 'mtp', 1842, [15, 30, 45, 60, 75, 88]),
];

function reach(
  name: string,
  operation: OperationId,
  multiplyAdds: number,
  lowers: readonly number[],
  uncertain = 0,
): ReachSeries {
  const points = lowers.map((lower, i) => {
    const upper = lower + (i === 0 ? uncertain : 0);
    return { channels: i + 1, lower, upper, certified: lower === upper };
  });
  return { name, operation, multiplyAdds, points };
}

/** Every figure by name. */
/** Three panels, the last alone in its row. */
export const samplePanels: readonly FrontierPanel[] = [2, 4, 6].map((lmax) => ({
  lmax,
  paths: 10 * lmax,
  partial: Array.from({ length: 10 * lmax }, (_, k) => ({ dimension: k + 1, multiplyAdds: 3 * (k + 1) ** 2 })),
  series: operations.map((operation, index) => ({
    operation,
    dots: Array.from({ length: operation === 'cgtp' ? 1 : lmax }, (_, c) => ({
      dimension: operation === 'cgtp' ? 10 * lmax : (c + 1) * (4 + index),
      multiplyAdds: operation === 'cgtp' ? 300 * lmax ** 2 : 500 * (c + 1) * (index + 1),
    })),
  })),
}));

export const sampleFigures: Readonly<Record<string, string>> = {
  'interactions-multiples': interactionMultiples(operations.map((operation) => sampleDiagram(operation, 4))),
  'interactions-gtp-3': interactionDiagram(sampleDiagram('gtp', 3)),
  'interactions-mtp-10': interactionDiagram(sampleDiagram('mtp', 10)),
  'interactions-truncated-o3': interactionDiagram({
    ...sampleDiagram('gtp', 5, 3),
    title: 'GTP, outputs up to ℓ3 = 3, natural parity',
    paths: allPaths(5, 5, 3, rules.gtp, true),
  }),
  'expressivity-curve': expressivityCurve({ title: 'Expressivity in mimo, L = 6', series: sampleCurves, paths: 231 }),
  'expressivity-log': expressivityCurve({
    title: 'Expressivity in mimo, L = 6, channels doubling',
    channelScale: 'log2',
    series: sampleCurves,
    paths: 231,
  }),
  'cost-scaling': costScaling({ title: 'Cost of one product in mimo', series: sampleCosts }),
  'price-of-freedom': priceOfFreedom({ title: 'Price at equal freedom in mimo', series: samplePrices }),
  'many-body-reach': manyBodyReach({ title: 'Products of 4 factors', maps: 100, series: sampleReach }),
  frontier: frontier({ title: 'Cost and freedom in mimo, L = 6', entries: sampleFrontier }),
  'dimension-frontier': dimensionFrontier({ title: 'Expressivity against cost', panels: samplePanels }),
  'accidental-zeros': accidentalZerosChart({
    title: 'Accidental zeros of the 6j symbol',
    triples: sampleZeros,
    maxTwiceJ: 16,
  }),
  'separation-matrix': separationMatrix(sampleMatrix),
};

function figure(id: string, caption: string) {
  return { kind: 'figure', id, caption, alt: `Drawing of ${id}`, svg: sampleFigures[id] ?? '' } as const;
}

export const sampleDocument: Document = {
  title: 'What an equivariant tensor product can reach, and what it costs',
  subtitle: 'Six operations in $E(3)$-equivariant networks, measured *exactly*: interactions, expressivity, price.',
  language: 'en',
  blocks: [
    { kind: 'heading', level: 2, text: 'Summary', id: 'summary' },
    {
      kind: 'paragraph',
      text: 'An equivariant bilinear map is one number per path times a Clebsch–Gordan tensor. An operation is therefore *exactly* its table of numbers $t(\\ell_1,\\ell_2,\\ell_3)$, and every question about it, which degrees interact, how much freedom $C$ channels give, what one product costs, has an exact answer. See [the interactions](#interactions-multiples) and [the costs](#costs).',
    },
    {
      kind: 'callout',
      role: 'finding',
      title: 'MTP is not less expressive than GTP',
      text: 'With a matrix that is large enough (`2j ≥ 2L`) it reaches 225 of 231 paths; GTP reaches 140, at every number of channels.',
    },
    {
      kind: 'callout',
      role: 'caution',
      title: 'Intervals are not values',
      text: 'A hollow mark stands for a number known only between two bounds.',
    },
    { kind: 'heading', level: 2, text: 'Definitions', id: 'definitions' },
    {
      kind: 'callout',
      role: 'definition',
      title: 'Expressivity',
      text: 'The dimension of the set of bilinear maps that equivariant linear layers around $T$ can reach with $C$ channels.',
    },
    { kind: 'paragraph', text: 'The coefficient of the Gaunt product is' },
    {
      kind: 'math',
      latex:
        't(\\ell_1,\\ell_2,\\ell_3)=\\sqrt{\\frac{(2\\ell_1+1)(2\\ell_2+1)(2\\ell_3+1)}{4\\pi}}\\begin{pmatrix}\\ell_1&\\ell_2&\\ell_3\\\\0&0&0\\end{pmatrix}',
    },
    {
      kind: 'list',
      items: [
        '**Interactability** $\\Omega$: the paths with $t\\neq 0$.',
        '**Expressivity**: see above; for $C=1$ it is `n1+n2+n3−2` on a connected table.',
        '**Saturating channels** $C^*$: the least $C$ whose expressivity is $|\\Omega|$.',
      ],
    },
    { kind: 'heading', level: 2, text: 'Interactions', id: 'interactions' },
    figure('interactions-multiples', 'The interactions of six operations in the mimo setting, $L=4$.'),
    { kind: 'heading', level: 3, text: 'A small one, with its degrees', id: 'small-one' },
    figure('interactions-gtp-3', 'With few degrees each square shows its $\\ell_3$.'),
    { kind: 'heading', level: 3, text: 'A large one: $L=10$', id: 'large-one' },
    figure('interactions-mtp-10', 'MTP at $L=10$: crossed squares are accidental zeros of the $6j$ symbol.'),
    figure(
      'interactions-truncated-o3',
      'Natural parity forbids odd sums, and the outputs end at 3: some cells have nothing to ask for.',
    ),
    { kind: 'heading', level: 2, text: 'Expressivity', id: 'expressivity' },
    figure(
      'expressivity-curve',
      'Expressivity against channels. Bars are intervals where the two bounds have not met.',
    ),
    figure('expressivity-log', 'The same, channels doubling from mark to mark.'),
    { kind: 'heading', level: 2, text: 'Costs', id: 'costs' },
    figure('cost-scaling', 'Multiply–adds of one product against degree.'),
    figure('price-of-freedom', 'What it costs to buy the freedom back.'),
    figure('frontier', 'Cost against freedom: from one channel to saturation.'),
    figure('many-body-reach', 'What channels buy in products of four factors.'),
    {
      kind: 'table',
      id: 'cost-table',
      caption: 'Costs at three degrees; exponents are fitted over $L=5\\ldots10$.',
      columns: [
        { header: 'algorithm', align: 'left' },
        { header: 'operation', align: 'left' },
        { header: '$L=2$', align: 'right' },
        { header: '$L=4$', align: 'right' },
        { header: '$L=6$', align: 'right' },
        { header: 'exponent', align: 'right' },
      ],
      rows: sampleCosts.map(({ algorithm, operation, points, exponent }) => [
        `\`${algorithm}\``,
        operation,
        ...[2, 4, 6].map((l) => String(points[l - 1]?.multiplyAdds)),
        exponent.toFixed(1),
      ]),
    },
    {
      kind: 'table',
      wide: true,
      caption: 'A table too wide for a phone.',
      columns: Array.from({ length: 13 }, (_, index) =>
        index === 0 ? { header: 'operation', align: 'left' } : { header: `$C=${index}$`, align: 'right' },
      ),
      rows: sampleCurves.map(({ operation, points }) => [
        operation,
        ...points.map(({ lower, upper, certified }) => (certified ? String(lower) : `${lower}–${upper}`)),
      ]),
    },
    { kind: 'heading', level: 2, text: 'Accidental zeros', id: 'accidental-zeros-section' },
    figure('dimension-frontier', 'Expressivity against cost.'),
    figure('accidental-zeros', 'Where $\\{\\ell_1\\ \\ell_2\\ \\ell_3;\\ j\\ j\\ j\\}$ vanishes.'),
    figure('separation-matrix', 'Which pairs of point clouds can be told apart.'),
    {
      kind: 'details',
      summary: 'All 45 missing paths of GTP at $L=4$',
      blocks: [
        {
          kind: 'paragraph',
          text: allPaths(4, 4, 8, rules.gtp)
            .filter((path) => path.state === 'missing')
            .map(({ l1, l2, l3 }) => `(${l1}, ${l2}) → ${l3}`)
            .join(' · '),
        },
      ],
    },
    { kind: 'heading', level: 2, text: `Hostile text: ${literal(hostile)}`, id: 'hostile' },
    {
      kind: 'table',
      caption: `Cells from data: ${literal(hostile)}`,
      columns: [
        { header: 'what', align: 'left' },
        { header: 'cell', align: 'center' },
      ],
      rows: [
        ['as literal text', literal(hostile)],
        ['as Markdown', hostile],
      ],
    },
  ],
};
