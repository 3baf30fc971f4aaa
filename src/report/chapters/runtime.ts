/** What it takes in time, on the machine of the record: times against L, per dimension, at equal freedom, and against the counts. */
import { ALGORITHMS } from '../../algorithm/catalogue.ts';
import { fittedExponent } from '../../analysis/growth.ts';
import { type BenchSetting, DIRECTION_CHANNELS } from '../../bench/config.ts';
import type { BenchRecord } from '../../bench/record.ts';
import { type Block, type Figure, literal, type Table, type TableColumn } from '../document.ts';
import { countedTimes, type TimeSeries, timeScaling } from '../figures/time-scaling.ts';
import type { Study } from '../study.ts';
import { durationText, isFaster, relativeSpread, timeOf, timingFocus } from '../timing.ts';
import { claimsTable, type OperationTime, operationTimes, runtimeClaims } from './claims.ts';
import { type Focus, focusOf, focusText } from './focus.ts';
import { idText, ratioText } from './format.ts';

/** Exponents are fitted from here up to the largest degree, as those of the counts. */
const FIT_FROM = 4;

/** Everything of the catalogue, and the product with a direction. */
const timedAlgorithms = (study: Study): { id: string; operation: (typeof ALGORITHMS)[number]['operation'] }[] =>
  [...ALGORITHMS, { id: 'cgtp-so2', operation: 'cgtp' as const }].filter(({ operation }) =>
    study.config.operations.includes(operation),
  );

interface Curve {
  readonly algorithm: string;
  readonly operation: (typeof ALGORITHMS)[number]['operation'];
  readonly points: readonly { readonly l: number; readonly time: number; readonly multiplications: number }[];
  readonly exponent: number | undefined;
}

function curvesOf(study: Study, record: BenchRecord, focus: Focus): Curve[] {
  return timedAlgorithms(study).flatMap(({ id, operation }) => {
    const points = record.config.lmax.flatMap((l) => {
      const result = timeOf(record, { algorithm: id, setting: focus.setting, lmax: l });
      return result === undefined ? [] : [{ l, time: result.median, multiplications: result.multiplications }];
    });
    if (points.length === 0) return [];
    const fitted = points.filter(({ l }) => l >= FIT_FROM).map(({ l, time }) => ({ l, size: time }));
    return [{ algorithm: id, operation, points, exponent: fittedExponent(fitted) }];
  });
}

const right = (header: string): TableColumn => ({ header, align: 'right' });
const left = (header: string): TableColumn => ({ header, align: 'left' });
const shownDegrees = (degrees: readonly number[]): number[] => degrees.filter((l) => l <= 4 || l % 2 === 0);

function timeTable(curves: readonly Curve[], focus: Focus, degrees: readonly number[]): Table {
  return {
    kind: 'table',
    caption: `Median time of one product (${focusText(focus)}), and its exponent fitted to L ≥ ${FIT_FROM}.`,
    wide: true,
    columns: [left('algorithm'), ...degrees.map((l) => right(`L = ${l}`)), right('exponent')],
    rows: curves.map(({ algorithm, points, exponent }) => [
      `\`${algorithm}\``,
      ...degrees.map((l) => {
        const point = points.find((one) => one.l === l);
        return point === undefined ? '–' : durationText(point.time);
      }),
      exponent === undefined ? '–' : exponent.toFixed(2),
    ]),
  };
}

/** Time over count. */
const picoseconds = (point: Curve['points'][number] | undefined): string =>
  point === undefined ? '–' : ((1000 * point.time) / point.multiplications).toFixed(0);

/** Pairs of which the first is the cheaper one at small degrees, or is said to be. */
const RIVALS = [
  ['cgtp-sparse', 'gtp-grid'],
  ['cgtp-sparse', 'mtp-sparse'],
  ['cgtp-sparse', 'gtp+curl-grid'],
  ['cgtp-sparse', 'cgtp-so2'],
  ['gtp-fourier-direct', 'gtp-grid'],
  ['gtp-fourier-direct', 'gtp-fourier-fft'],
  ['mtp-sparse', 'gtp-grid'],
  ['mtp-dense', 'mtp-sparse'],
  ['cgtp-dense', 'cgtp-sparse'],
] as const;

/** From which L on the second of two is faster at every L that was timed. */
function crossover(record: BenchRecord, first: string, second: string, setting: BenchSetting): string {
  const cells = record.config.lmax.flatMap((lmax) => {
    const [a, b] = [
      timeOf(record, { algorithm: first, setting, lmax }),
      timeOf(record, { algorithm: second, setting, lmax }),
    ];
    return a === undefined || b === undefined ? [] : [{ lmax, faster: isFaster(b, a) }];
  });
  if (cells.length === 0) return '–';
  const lastSlow = cells.findLast(({ faster }) => !faster);
  if (lastSlow === undefined) return 'always';
  const from = cells.find(({ lmax }) => lmax > lastSlow.lmax);
  return from === undefined ? `not up to ${cells.at(-1)?.lmax}` : `L ≥ ${from.lmax}`;
}

function crossoverTable(record: BenchRecord): Table[] {
  const settings = (['siso', 'simo', 'mimo'] as const).filter((setting) => record.config.settings.includes(setting));
  const rows = RIVALS.map(([first, second]) => [
    `\`${second}\` over \`${first}\``,
    ...settings.map((setting) => crossover(record, first, second, setting)),
  ]).filter((row) => row.slice(1).some((cell) => cell !== '–'));
  return rows.length === 0
    ? []
    : [
        {
          kind: 'table',
          id: 'cross-overs',
          caption:
            'Cross-overs: from which L on one channel of the first is faster than one of the second, beyond the spread.',
          columns: [left('faster'), ...settings.map((setting) => left(setting))],
          rows,
        },
      ];
}

function perMultiplication(curves: readonly Curve[], focus: Focus, degrees: readonly number[]): Table {
  return {
    kind: 'table',
    caption: `Picoseconds per counted multiplication (${focusText(focus)}): where a row is level, time follows the count. It is the count of what the program runs, steps that no output needs left out.`,
    wide: true,
    columns: [left('algorithm'), ...degrees.map((l) => right(`L = ${l}`))],
    rows: curves.map(({ algorithm, points }) => [
      `\`${algorithm}\``,
      ...degrees.map((l) => {
        const point = points.find((one) => one.l === l);
        return point === undefined ? '–' : picoseconds(point);
      }),
    ]),
  };
}

/** Curves of the fastest algorithm of each operation, at every degree of the record: the time, made into something else. */
function operationCurves(
  study: Study,
  record: BenchRecord,
  focus: Focus,
  size: (time: OperationTime, channels: number) => number,
): TimeSeries[] {
  return study.config.operations.flatMap((operation): TimeSeries[] => {
    const points = record.config.lmax.flatMap((l) => {
      const time = operationTimes(study, record, focus, l).find((one) => one.operation === operation);
      if (time === undefined) return [];
      const [low, high] = [size(time, time.channels.lower), size(time, time.channels.upper)];
      return [{ l, time: low, ...(low === high ? {} : { interval: [low, high] as const }) }];
    });
    if (points.length === 0) return [];
    const fitted = points.filter(({ l }) => l >= FIT_FROM).map(({ l, time }) => ({ l, size: time }));
    return [{ algorithm: operation, operation, points, exponent: fittedExponent(fitted) }];
  });
}

/** Time for each dimension of what one channel expresses, and for all of what can be expressed, drawn. */
function freedomFigures(study: Study, record: BenchRecord, focus: Focus): Figure[] {
  const draw = (id: string, title: string, yTitle: string, caption: string, series: readonly TimeSeries[]): Figure[] =>
    series.length === 0
      ? []
      : [
          {
            kind: 'figure',
            id,
            caption,
            alt: `${title}: ${series.map(({ algorithm, points }) => `${algorithm} ${durationText(points.at(-1)?.time ?? 0)} at L = ${points.at(-1)?.l}`).join(', ')}.`,
            svg: timeScaling({ title, yTitle, guides: [1, 2, 3, 4], series }),
          },
        ];
  return [
    ...draw(
      'time-per-dimension',
      'Time per unit of expressivity',
      'ns / dimension',
      `Time per unit of expressivity with one channel: the fastest algorithm of each operation, over the dimension it reaches (${focusText(focus)}).`,
      operationCurves(study, record, focus, perDimension),
    ),
    ...draw(
      'time-price',
      'Time at equal freedom',
      'ns × C*',
      `Time at equal freedom: the fastest algorithm of each operation, times C\\* (${focusText(focus)}).`,
      operationCurves(study, record, focus, ({ result }, channels) => result.median * channels),
    ),
  ];
}

/** Nanoseconds for each dimension that one channel reaches; with a weight per path, that is every path. */
const perDimension = ({ operation, result, interactions, single }: OperationTime): number =>
  result.median / (operation === 'cgtp' ? interactions : single);

/** Time for each dimension of what one channel expresses, and for all of what can be expressed. */
function freedomTables(study: Study, record: BenchRecord, focus: Focus, degrees: readonly number[]): Table[] {
  const at = new Map(degrees.map((l) => [l, operationTimes(study, record, focus, l)]));
  const cellsOf = (cell: (one: ReturnType<typeof operationTimes>[number], l: number) => string): string[][] =>
    study.config.operations.flatMap((operation) => {
      const cells = degrees.map((l) => {
        const one = at.get(l)?.find((time) => time.operation === operation);
        return one === undefined ? '–' : cell(one, l);
      });
      return cells.every((text) => text === '–') ? [] : [[idText(operation), ...cells]];
    });
  const columns = [left('operation'), ...degrees.map((l) => right(`L = ${l}`))];
  const cgtpTime = (l: number): number =>
    at.get(l)?.find(({ operation }) => operation === 'cgtp')?.result.median ?? Number.NaN;
  return [
    {
      kind: 'table',
      caption: `Time per unit of expressivity with one channel: the fastest algorithm of each operation, over the dimension it reaches (${focusText(focus)}).`,
      wide: true,
      columns,
      rows: cellsOf((time) => durationText(perDimension(time))),
    },
    {
      kind: 'table',
      id: 'time-at-equal-freedom',
      caption: `Time at equal freedom: median time × C\\*, over the time of the fastest CGTP algorithm at the same L (${focusText(focus)}). Below 1, saturating is faster than CGTP, for the paths that the operation has; an interval where C\\* is one.`,
      wide: true,
      columns,
      rows: cellsOf(({ result, channels }, l) => {
        const ratios = [...new Set([channels.lower, channels.upper])].map((c) => (result.median * c) / cgtpTime(l));
        return ratios.map(ratioText).join('–');
      }),
    },
  ];
}

function gradientTable(study: Study, record: BenchRecord, focus: Focus, degrees: readonly number[]): Table[] {
  const rows = timedAlgorithms(study).flatMap(({ id }) => {
    const cells = degrees.map((lmax) => {
      const question = { algorithm: id, setting: focus.setting, lmax };
      const [once, both] = [timeOf(record, question), timeOf(record, { ...question, pass: 'gradient' })];
      return once === undefined || both === undefined ? '–' : ratioText(both.median / once.median);
    });
    return cells.every((text) => text === '–') ? [] : [[`\`${id}\``, ...cells]];
  });
  return rows.length === 0
    ? []
    : [
        {
          kind: 'table',
          caption: `Both gradients, with what they need of the forward pass, over the forward pass alone (${focusText(focus)}).`,
          wide: true,
          columns: [left('algorithm'), ...degrees.map((l) => right(`L = ${l}`))],
          rows,
        },
      ];
}

function blockTable(record: BenchRecord): Table[] {
  const rows = (['block-2', 'block-3'] as const).flatMap((setting) =>
    record.config.lmax.flatMap((lmax) => {
      const times = (['grid', 'fourier-direct', 'fourier-fft'] as const).flatMap((algorithm) =>
        (['forward', 'gradient'] as const).map((pass) => timeOf(record, { algorithm, setting, lmax, pass })?.median),
      );
      if (times.every((time) => time === undefined)) return [];
      return [
        [
          setting === 'block-2' ? '2' : '3',
          `${lmax}`,
          ...times.map((time) => (time === undefined ? '–' : durationText(time))),
        ],
      ];
    }),
  );
  return rows.length === 0
    ? []
    : [
        {
          kind: 'table',
          id: 'product-block',
          caption:
            'The product block of a MACE-like layer with Gaunt products: f + … + f^ν of one function per channel with degrees 0…L, projected on 0…min(2, L). Time of one channel of one node; forward, and forward with backward.',
          wide: true,
          columns: [
            right('ν'),
            right('L'),
            right('grid'),
            right('with backward'),
            right('Fourier, direct'),
            right('with backward'),
            right('Fourier, FFT'),
            right('with backward'),
          ],
          rows,
        },
      ];
}

/** Median milliseconds of e3nn 0.6's FullTensorProduct under torch on a CPU, one thread, float32, batch 10,000; measured elsewhere. */
const E3NN_FULL: readonly (readonly [lmax: number, milliseconds: number])[] = [
  [1, 0.92],
  [2, 5.4],
  [3, 13.3],
  [4, 34],
  [5, 116],
  [6, 254],
];

function fullTable(record: BenchRecord): Table[] {
  const rows = E3NN_FULL.flatMap(([lmax, milliseconds]) => {
    const own = timeOf(record, { algorithm: 'cgtp-sparse', setting: 'full', lmax, dtype: 'float32' });
    if (own === undefined) return [];
    const scaled = (own.median * 10_000) / 1e6;
    return [[`${lmax}`, scaled.toPrecision(3), `${milliseconds}`, ratioText(milliseconds / scaled)]];
  });
  return rows.length === 0
    ? []
    : [
        {
          kind: 'table',
          caption:
            'A yardstick: 10,000 products of degrees 0…L with an output copy for each path, in float32, one thread, in milliseconds; beside it e3nn 0.6 (FullTensorProduct under torch, one thread of a 2-core machine, measured there). Two machines: read factors, not decimals.',
          columns: [right('L'), right('`cgtp-sparse` here'), right('e3nn 0.6 there'), right('factor')],
          rows,
        },
      ];
}

export function runtimeChapter(study: Study, record: BenchRecord): Block[] {
  const focus = focusOf(study);
  const { dtype, batch } = timingFocus(record);
  const curves = curvesOf(study, record, focus);
  if (curves.length === 0) return [];
  const degrees = shownDegrees(record.config.lmax);
  const { machine, date, config } = record;
  const spread = relativeSpread(record);
  const share = (part: number): string => `${(100 * part).toFixed(1)} %`;
  return [
    { kind: 'heading', level: 2, text: 'Time: what it takes on one machine', id: 'runtime' },
    {
      kind: 'paragraph',
      text:
        `Counts are exact; times are of this package's own algorithms on one machine (${literal(machine.processor)}, ${literal(machine.platform)}, Node ${literal(machine.node)}${date === undefined ? '' : `, ${date}`}), one thread, and compare with one another only. ` +
        `All algorithms run on the same engine: the plan that is proved right is written down once as a straight line of multiplications and additions and run on sixteen products at a time, bit for bit what the plan computes. ` +
        `Unless said otherwise: ${dtype}, ${batch} products at a time, medians of ${config.rounds} rounds in which all algorithms take turns; between the quartiles lie ${share(spread.median)} of the median as a rule, ${share(spread.largest)} at most. \`gauntlet bench\` repeats it on yours.`,
    },
    ...claimsTable(runtimeClaims(study, record, focus), record),
    {
      kind: 'figure',
      id: 'time',
      caption: `Median time of one product against L (${focusText(focus)}, ${dtype}, ${batch} at a time); both axes logarithmic, exponents fitted to L ≥ ${FIT_FROM}. \`cgtp-so2\` multiplies by the harmonics of a direction only; ${DIRECTION_CHANNELS} channels share one.`,
      alt: `Time against degree: ${curves.map(({ algorithm, points }) => `${algorithm} ${durationText(points.at(-1)?.time ?? 0)} at L = ${points.at(-1)?.l}`).join(', ')}.`,
      svg: timeScaling({
        title: 'Time of one product',
        yTitle: 'nanoseconds',
        guides: [3, 4, 5, 6],
        series: curves,
      }),
    },
    timeTable(curves, focus, degrees),
    ...crossoverTable(record),
    ...freedomFigures(study, record, focus),
    ...freedomTables(study, record, focus, degrees),
    {
      kind: 'figure',
      id: 'time-against-count',
      caption: `Measured time against counted multiplications, one mark for each L (${focusText(focus)}); both axes logarithmic.`,
      alt: `Time against count: ${curves.map(({ algorithm, points }) => `${algorithm} ${picoseconds(points.at(-1))} picoseconds a multiplication at L = ${points.at(-1)?.l}`).join(', ')}.`,
      svg: countedTimes({ title: 'Time against count', series: curves }),
    },
    perMultiplication(curves, focus, degrees),
    ...gradientTable(study, record, focus, degrees),
    ...blockTable(record),
    ...fullTable(record),
  ];
}
