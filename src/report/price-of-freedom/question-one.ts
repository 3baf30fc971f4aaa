/** Open question 1: can more be expressed at the cost of L³? The frontier of expressivity against cost, and what gtp+curl buys. */

import { idText, listText, ratioText } from '../chapters/format.ts';
import type { Block, Figure, Table, TableColumn } from '../document.ts';
import { dimensionFrontier } from '../figures/dimension-frontier.ts';
import { countText } from '../figures/text.ts';
import { certificateLinks, type Evidence } from './evidence.ts';
import { partialCoupling, type ReachPoint, reachPoints, undominated } from './frontier.ts';

/** Degrees at which the frontier is asked for, and those that are drawn. */
export const ASKED: readonly number[] = [1, 2, 3, 4, 6, 8, 10];
const DRAWN = [2, 4, 6, 10];

const right = (header: string): TableColumn => ({ header, align: 'right' });
const left = (header: string): TableColumn => ({ header, align: 'left' });

/** `mtp` C = 1–4, `cgtp`: what stands on a frontier, operations in the order in which they first appear. */
function namesOn(points: readonly ReachPoint[]): string {
  const operations = [...new Set(points.map(({ operation }) => operation))];
  return listText(
    operations.map((operation) => {
      const channels = points.filter((point) => point.operation === operation).map((point) => point.channels);
      const [first, last] = [Math.min(...channels), Math.max(...channels)];
      if (operation === 'cgtp') return idText(operation);
      return `${idText(operation)} C = ${first === last ? first : `${first}–${last}`}`;
    }),
  );
}

function frontierTable(evidence: Evidence, degrees: readonly number[]): Table {
  const rows = degrees.map((l) => {
    const points = reachPoints(evidence, l);
    const timed = points.filter(({ nanoseconds }) => nanoseconds !== undefined);
    const single = points.filter(({ channels }) => channels === 1);
    const count = ({ multiplyAdds }: ReachPoint): number => multiplyAdds;
    const time = ({ nanoseconds }: ReachPoint): number => nanoseconds ?? Number.POSITIVE_INFINITY;
    return [
      `${l}`,
      namesOn(undominated(points, count, ({ dimension }) => dimension)),
      namesOn(undominated(timed, time, ({ dimension }) => dimension)),
      namesOn(undominated(single, count, ({ interactions }) => interactions)),
    ];
  });
  return {
    kind: 'table',
    id: 'frontier-members',
    caption: `Who is on the frontier (mimo, SO(3)): operations at 1 … C\\* channels, by the cheapest and by the fastest algorithm of each. Nothing else costs as little and has as much. Certificates: ${certificateLinks(evidence, ['expressivity-mimo-so3', 'costs'])}.`,
    columns: [
      right('L'),
      left('expressivity for multiply–adds'),
      left('expressivity for measured time'),
      left('interactions for multiply–adds, one channel'),
    ],
    rows,
  };
}

function frontierFigure(evidence: Evidence, degrees: readonly number[]): Figure {
  const panels = degrees.map((lmax) => {
    const points = reachPoints(evidence, lmax);
    const operations = [...new Set(points.map(({ operation }) => operation))];
    const partial = partialCoupling(lmax);
    return {
      lmax,
      paths: partial.length,
      partial,
      series: operations.map((operation) => ({ operation, dots: points.filter((one) => one.operation === operation) })),
    };
  });
  return {
    kind: 'figure',
    id: 'dimension-frontier',
    caption: `Expressivity against cost (mimo, SO(3)): every operation at 1, 2, … channels up to saturation, by its cheapest algorithm. Broken line: CGTP with only its k cheapest paths, k = 1, 2, …, each counted alone and with its weight; the mark of CGTP is further left, for all paths together share products, and weights are in tables. Both axes logarithmic; up and to the left is better.`,
    alt: `At L = ${degrees.at(-1)}: ${(panels.at(-1)?.series ?? []).map(({ operation, dots }) => `${operation} ${dots[0]?.dimension} for ${dots[0]?.multiplyAdds} multiply–adds`).join(', ')}.`,
    svg: dimensionFrontier({ title: 'Expressivity against cost', panels }),
  };
}

/** What one channel of each takes, and what CGTP takes for as many dimensions, or as many interactions. */
function partialTable(evidence: Evidence, lmax: number): Table {
  const partial = partialCoupling(lmax);
  const costOf = (count: number): number => partial[count - 1]?.multiplyAdds ?? 0;
  return {
    kind: 'table',
    id: 'partial-coupling',
    caption: `One channel of each operation at L = ${lmax} (mimo, SO(3)), and what CGTP takes with as many of its paths as the operation has dimensions, and interactions; cheapest paths first, each counted alone and with its weight; multiply–adds. Certificate: ${certificateLinks(evidence, ['partial-coupling'])}.`,
    wide: true,
    columns: [
      left('operation'),
      right('multiply–adds'),
      right('dimensions'),
      right('CGTP with as many paths'),
      right('interactions'),
      right('CGTP with as many paths'),
    ],
    rows: reachPoints(evidence, lmax)
      .filter(({ operation, channels }) => operation !== 'cgtp' && channels === 1)
      .map(({ operation, multiplyAdds, dimension, interactions }) => [
        idText(operation),
        countText(multiplyAdds),
        countText(dimension),
        countText(costOf(dimension)),
        countText(interactions),
        countText(costOf(interactions)),
      ]),
  };
}

/** Dimensions and interactions of one channel for its cost. */
function yieldTable(evidence: Evidence, degrees: readonly number[]): Table {
  const operations = ['cgtp', 'gtp', 'gtp+curl'] as const;
  const rows = degrees.flatMap((l) => {
    const points = reachPoints(evidence, l).filter(({ channels }) => channels === 1);
    return operations.flatMap((operation) => {
      const point = points.find((one) => one.operation === operation);
      if (point === undefined) return [];
      const { multiplyAdds, nanoseconds, dimension, interactions } = point;
      const perMicrosecond = (count: number): string =>
        nanoseconds === undefined ? '–' : ratioText((1000 * count) / nanoseconds);
      return [
        [
          `${l}`,
          idText(operation),
          ratioText((1000 * dimension) / multiplyAdds),
          perMicrosecond(dimension),
          ratioText((1000 * interactions) / multiplyAdds),
          perMicrosecond(interactions),
        ],
      ];
    });
  });
  return {
    kind: 'table',
    id: 'yield',
    caption:
      'What one channel buys (mimo, SO(3)): dimensions and interactions for a thousand counted multiply–adds, and for a measured microsecond.',
    columns: [
      right('L'),
      left('operation'),
      right('dimensions / 1000 multiply–adds'),
      right('dimensions / µs'),
      right('interactions / 1000 multiply–adds'),
      right('interactions / µs'),
    ],
    rows,
  };
}

/** At how many points of other operations the partial CGTP of the same dimension takes less. */
export function belowPartial(evidence: Evidence, degrees: readonly number[]): { beaten: number; of: number } {
  const cells = degrees.flatMap((l) => {
    const partial = partialCoupling(l);
    return reachPoints(evidence, l)
      .filter(({ operation, dimension }) => operation !== 'cgtp' && dimension > 0)
      .map(({ dimension, multiplyAdds }) => {
        const taken = partial[dimension - 1]?.multiplyAdds ?? Number.POSITIVE_INFINITY;
        return taken < multiplyAdds;
      });
  });
  return { beaten: cells.filter(Boolean).length, of: cells.length };
}

export function degreesAsked({ study }: Evidence): number[] {
  return ASKED.filter((l) => l <= study.config.lmax);
}

/** What one channel of Gaunt with curl takes, in units of one of Gaunt. */
function priceOfCurl(evidence: Evidence, lmax: number): string {
  const of = (operation: ReachPoint['operation']): number =>
    reachPoints(evidence, lmax).find((one) => one.operation === operation)?.multiplyAdds ?? Number.NaN;
  return ratioText(of('gtp+curl') / of('gtp'));
}

export function questionOne(evidence: Evidence): Block[] {
  const degrees = degreesAsked(evidence);
  const top = degrees.at(-1) ?? 1;
  const { beaten, of } = belowPartial(evidence, degrees);
  const drawn = DRAWN.filter((l) => l <= top);
  return [
    { kind: 'heading', level: 2, text: 'Open question 1: more expressivity at the cost of L³?', id: 'question-one' },
    {
      kind: 'paragraph',
      text: `The published summary asks whether an operation of order $L^3$ can express more. For interactions the answer is yes: Gaunt and curl together have every path ([above](#claims)), for ${priceOfCurl(evidence, top)} times the multiply–adds of Gaunt at L = ${top}. For expressivity, cost has to be set against channels: C channels of a cheap operation, or one of a dear one.`,
    },
    frontierFigure(evidence, drawn),
    {
      kind: 'callout',
      role: 'finding',
      title: `CGTP with some of its paths left out is cheaper in ${beaten} of ${of} cases.`,
      text: `An operation at C channels reaches some dimension for some cost. CGTP with only as many paths, cheapest first, has that dimension too: each has a weight of its own. It takes fewer multiply–adds, those by its weights included, in ${beaten} of ${of} cases (every operation and number of channels, L = ${listText(degrees.map(String))}; ${certificateLinks(evidence, ['partial-coupling'])}). And not by a constant: the paths with $\\ell_1 \\le d$ are at least $(d+1)^2(L+1-d)$ many and take $O(d^3L^2)$, so that $O(L^3)$ buys some $L^{5/3}$ dimensions, against $4L+1$ of one Gaunt channel. ${beaten === of ? 'By expressivity for cost alone nothing beat leaving paths out. ' : ''}What the cheap operations offer is another thing: in one channel all their degrees meet at once.`,
    },
    partialTable(evidence, top),
    frontierTable(evidence, degrees),
    yieldTable(
      evidence,
      degrees.filter((l) => l <= 2 || l % 2 === 0),
    ),
  ];
}
