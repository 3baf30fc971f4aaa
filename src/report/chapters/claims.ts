/**
 * Published claims about run time, judged by a benchmark record. A verdict is a rule on the numbers: `confirmed` if the claim holds in every
 * cell that was timed, beyond the spread of both times; `refuted` if in none; else `qualified`, with the cells in which it holds.
 */
import { fittedExponent } from '../../analysis/growth.ts';
import type { BenchSetting } from '../../bench/config.ts';
import type { BenchRecord, BenchResult } from '../../bench/record.ts';
import type { Block, Inline } from '../document.ts';
import type { Study } from '../study.ts';
import { isFaster, timeOf, timingFocus } from '../timing.ts';
import type { Focus } from './focus.ts';
import { listText, percent, ratioText } from './format.ts';

export type Judgement = 'confirmed' | 'qualified' | 'refuted';

export interface Claim {
  readonly id: string;
  readonly claim: Inline;
  readonly verdict: Judgement;
  /** the number that decides, in a few words */
  readonly headline: Inline;
  readonly numbers: Inline;
}

const judge = (holds: number, of: number): Judgement =>
  holds === of ? 'confirmed' : holds === 0 ? 'refuted' : 'qualified';

const SETTINGS: readonly BenchSetting[] = ['siso', 'simo', 'mimo'];
const FOURIER = ['gtp-fourier-direct', 'gtp-fourier-fft'];

/** The fastest of some algorithms in one cell. */
function fastest(
  record: BenchRecord,
  algorithms: readonly string[],
  cell: { setting: BenchSetting; lmax: number; pass?: BenchResult['pass'] },
): BenchResult | undefined {
  return algorithms
    .flatMap((algorithm) => timeOf(record, { algorithm, ...cell }) ?? [])
    .sort((a, b) => a.median - b.median)[0];
}

/** `siso 9 of 10, mimo 10 of 10 degrees` */
const perSetting = (counts: readonly { setting: string; holds: number; of: number }[]): string =>
  `${listText(counts.map(({ setting, holds, of }) => `${setting} ${holds} of ${of}`))} degrees`;

function gridBeatsFourier(record: BenchRecord): Claim[] {
  const ratios: number[] = [];
  const work: number[] = [];
  const counts = SETTINGS.flatMap((setting) => {
    const cells = record.config.lmax.flatMap((lmax) => {
      const grid = timeOf(record, { algorithm: 'gtp-grid', setting, lmax });
      const fourier = fastest(record, FOURIER, { setting, lmax });
      if (grid === undefined || fourier === undefined) return [];
      ratios.push(fourier.median / grid.median);
      work.push(fourier.multiplications / grid.multiplications);
      return [isFaster(grid, fourier)];
    });
    return cells.length === 0 ? [] : [{ setting, holds: cells.filter(Boolean).length, of: cells.length }];
  });
  const of = counts.reduce((sum, count) => sum + count.of, 0);
  if (of === 0) return [];
  const holds = counts.reduce((sum, count) => sum + count.holds, 0);
  return [
    {
      id: 'grid-beats-fourier',
      claim: 'On a grid the Gaunt product is faster than by Fourier series, at every L',
      verdict: judge(holds, of),
      headline: `${ratioText(Math.min(...ratios))} to ${ratioText(Math.max(...ratios))} times as fast`,
      numbers: `\`gtp-grid\` is faster than both Fourier algorithms at ${perSetting(counts)}; the faster of them takes ${ratioText(Math.min(...ratios))} to ${ratioText(Math.max(...ratios))} times as long and makes ${ratioText(Math.min(...work))} to ${ratioText(Math.max(...work))} times as many multiplications; the rest of the time is in the short rows of its transforms`,
    },
  ];
}

function couplingWinsAtSmallDegrees(record: BenchRecord): Claim[] {
  const counts = SETTINGS.flatMap((setting) => {
    const degrees = record.config.lmax.flatMap((lmax) => {
      const sparse = timeOf(record, { algorithm: 'cgtp-sparse', setting, lmax });
      const grid = timeOf(record, { algorithm: 'gtp-grid', setting, lmax });
      return sparse === undefined || grid === undefined ? [] : [{ lmax, wins: isFaster(sparse, grid) }];
    });
    const [first] = degrees;
    if (first === undefined) return [];
    const lost = degrees.find(({ wins }) => !wins);
    const until = lost === undefined ? degrees.at(-1)?.lmax : lost.lmax - 1;
    return [{ setting, startsAhead: first.wins, until: until ?? first.lmax, always: lost === undefined }];
  });
  if (counts.length === 0) return [];
  const holds = counts.filter(({ startsAhead }) => startsAhead).length;
  const where = counts.map(({ setting, startsAhead, until, always }) =>
    startsAhead
      ? `${setting} ${always ? `at every L ≤ ${until}` : `up to L = ${until}`}`
      : `${setting} not even at L = 1`,
  );
  return [
    {
      id: 'cgtp-at-small-degrees',
      claim: 'CGTP wins at small L',
      verdict: judge(holds, counts.length),
      headline: listText(where),
      numbers: `\`cgtp-sparse\` is faster than \`gtp-grid\`, which reaches less: in ${listText(where)}`,
    },
  ];
}

/** The fastest algorithm of every operation at one degree, with what one channel and saturation take. */
export interface OperationTime {
  readonly operation: Study['config']['operations'][number];
  readonly result: BenchResult;
  readonly channels: { readonly lower: number; readonly upper: number };
  readonly single: number;
  readonly interactions: number;
  readonly paths: number;
}

export function operationTimes(study: Study, record: BenchRecord, focus: Focus, lmax: number): OperationTime[] {
  return study.config.operations.flatMap((operation) => {
    const analysis = focus.at(operation, lmax);
    if (analysis === undefined || analysis.interactions === 0) return [];
    const result = fastest(
      record,
      analysis.costs.map(({ algorithm }) => algorithm),
      { setting: focus.setting, lmax },
    );
    if (result === undefined) return [];
    return [
      {
        operation,
        result,
        channels: analysis.saturatingChannels,
        single: analysis.expressivity.find(({ channels }) => channels === 1)?.lower ?? 0,
        interactions: analysis.interactions,
        paths: analysis.paths,
      },
    ];
  });
}

function rankingsReverse(study: Study, record: BenchRecord, focus: Focus): Claim[] {
  const cells = record.config.lmax.flatMap((lmax) => {
    const times = operationTimes(study, record, focus, lmax);
    const cgtp = times.find(({ operation }) => operation === 'cgtp');
    const gtp = times.find(({ operation }) => operation === 'gtp');
    if (cgtp === undefined || gtp === undefined) return [];
    const single = gtp.result.median / cgtp.result.median;
    return [{ lmax, single, saturated: single * gtp.channels.lower, share: percent(gtp.interactions, gtp.paths) }];
  });
  const cheaper = cells.filter(({ single }) => single < 1);
  if (cheaper.length === 0) return [];
  const reversed = cheaper.filter(({ saturated }) => saturated > 1);
  const last = cheaper.at(-1);
  return [
    {
      id: 'rankings-reverse',
      claim: 'Rankings reverse at equal freedom: what is fast for one channel is not fast for all that it can express',
      verdict: judge(reversed.length, cheaper.length),
      headline: `at ${reversed.length} of ${cheaper.length} degrees`,
      numbers: `of ${cheaper.length} degrees at which one channel of \`gtp\` is faster than \`cgtp\`, saturated \`gtp\` is slower at ${reversed.length}; at L = ${last?.lmax} it takes ${ratioText(last?.single ?? 0)} of the time of \`cgtp\` with one channel and ${ratioText(last?.saturated ?? 0)} times with C\\*, for ${last?.share} of the paths`,
    },
  ];
}

/** Orders as they are published, in mimo. */
const ORDERS: readonly (readonly [algorithm: string, order: number])[] = [
  ['cgtp-dense', 6],
  ['cgtp-sparse', 5],
  ['gtp-fourier-direct', 4],
  ['gtp-grid', 3],
  ['cgtp-so2', 3],
];
/** An exponent this near to the order is that order; one this far from it is another. */
const [NEAR, FAR] = [0.25, 1];

/** Exponents fitted to the upper half of the degrees, where constants hide the growth least. */
function asymptoticOrders(record: BenchRecord): Claim[] {
  const top = Math.max(...record.config.lmax);
  const from = Math.ceil(top / 2);
  const fits = ORDERS.flatMap(([algorithm, order]) => {
    const results = record.config.lmax
      .filter((lmax) => lmax >= from)
      .flatMap((lmax) => timeOf(record, { algorithm, setting: 'mimo', lmax }) ?? []);
    const exponentOf = (size: (one: BenchResult) => number): number | undefined =>
      fittedExponent(results.map((one) => ({ l: one.lmax, size: size(one) })));
    const [time, count] = [exponentOf(({ median }) => median), exponentOf(({ multiplications }) => multiplications)];
    return time === undefined || count === undefined ? [] : [{ algorithm, order, time, count }];
  });
  if (fits.length === 0) return [];
  const distance = fits.map(({ order, time }) => Math.abs(time - order));
  const verdict = distance.every((d) => d <= NEAR)
    ? 'confirmed'
    : distance.every((d) => d > FAR)
      ? 'refuted'
      : 'qualified';
  return [
    {
      id: 'asymptotic-orders',
      claim: `Asymptotic orders: ${listText(ORDERS.map(([algorithm, order]) => `\`${algorithm}\` $L^${order}$`))}`,
      verdict,
      headline: listText(fits.map(({ algorithm, time }) => `\`${algorithm}\` ${time.toFixed(2)}`)),
      numbers: `exponents of time fitted to L = ${from}…${top}, and those of the counts: ${listText(fits.map(({ algorithm, time, count }) => `\`${algorithm}\` ${time.toFixed(2)} (${count.toFixed(2)})`))}; *confirmed* within ${NEAR} of every order, *refuted* beyond ${FAR} of each. At these degrees the lower powers still weigh`,
    },
  ];
}

/** Forward and backward of a block by the grid, over the faster Fourier algorithm. */
function blockRatios(record: BenchRecord): { name: string; ratio: number; separated: boolean }[] {
  return (['block-2', 'block-3'] as const).flatMap((setting) =>
    record.config.lmax.flatMap((lmax) => {
      const cell = { setting, lmax, pass: 'gradient' as const };
      const grid = timeOf(record, { algorithm: 'grid', ...cell });
      const fourier = fastest(record, ['fourier-direct', 'fourier-fft'], cell);
      if (grid === undefined || fourier === undefined) return [];
      return [
        {
          name: `ν = ${setting === 'block-2' ? 2 : 3}, L = ${lmax}`,
          ratio: fourier.median / grid.median,
          separated: isFaster(grid, fourier),
        },
      ];
    }),
  );
}

function blockClaim(record: BenchRecord): Claim[] {
  const ratios = blockRatios(record);
  if (ratios.length === 0) return [];
  const holds = ratios.filter(({ separated }) => separated).length;
  return [
    {
      id: 'block-grid-beats-fourier',
      claim:
        'In a MACE-like product block the grid is faster than Fourier series, forward and backward (published for a whole model: 30 %)',
      verdict: judge(holds, ratios.length),
      headline: `${ratioText(Math.min(...ratios.map(({ ratio }) => ratio)))} to ${ratioText(Math.max(...ratios.map(({ ratio }) => ratio)))} times as fast`,
      numbers: `the faster Fourier algorithm over the grid, forward and backward together: ${listText(ratios.map(({ name, ratio }) => `${ratioText(ratio)} (${name})`))}. A block alone; in a whole model the rest of the work dilutes the ratio`,
    },
  ];
}

export function runtimeClaims(study: Study, record: BenchRecord, focus: Focus): Claim[] {
  return [
    ...gridBeatsFourier(record),
    ...couplingWinsAtSmallDegrees(record),
    ...asymptoticOrders(record),
    ...rankingsReverse(study, record, focus),
    ...blockClaim(record),
  ];
}

export function claimsTable(claims: readonly Claim[], record: BenchRecord): Block[] {
  if (claims.length === 0) return [];
  const { dtype, batch } = timingFocus(record);
  return [
    {
      kind: 'table',
      id: 'runtime-claims',
      caption: `Published claims about run time, judged on this machine (${dtype}, batch ${batch}, SO(3)). *Confirmed*: in every cell timed, beyond the spread; *refuted*: in none; *qualified*: in some.`,
      columns: [
        { header: 'claim', align: 'left' },
        { header: 'verdict', align: 'left' },
        { header: 'numbers', align: 'left' },
      ],
      rows: claims.map(({ claim, verdict, numbers }) => [claim, `**${verdict}**`, `${numbers}.`]),
    },
  ];
}
