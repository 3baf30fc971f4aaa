/** The figure and the tables of the chapter on handedness, and how its study is read. */
import { printRational, rationalToFloat64 } from '../../exact/index.ts';
import { printIrrep } from '../../irreps/index.ts';
import { OPERATION_IDS, type OperationId } from '../../operation/index.ts';
import {
  type CloudPair,
  leastOrder,
  type Network,
  type PairResult,
  type PointCloud,
  type PointCloudStudy,
  RADIAL_READINGS,
  type RadialReading,
  TETRIS_PAIRS,
} from '../../point-clouds/index.ts';
import type { Block, Figure, Inline, Table } from '../document.ts';
import type { DrawnCloud } from '../figures/cloud-drawing.ts';
import { type MatrixCell, type MatrixColumn, type MatrixRow, separationMatrix } from '../figures/separation-matrix.ts';
import { idText } from './format.ts';

/** The columns of the figure: networks that differ. */
const SHOWN: readonly Network[] = [
  ...(['cgtp', 'gtp+curl', 'mtp', 'vstp', 'gtp', 'curl'] as const).map(
    (operation): Network => ({ operation, parity: 'both' }),
  ),
  { operation: 'cgtp', parity: 'natural' },
];

const HEADINGS = { both: 'each degree with both parities', natural: 'natural', so3: 'SO(3)' } as const;

/** The result of a pair before a network, if the study has it; all radial functions unless said. */
export const resultOf = (
  study: PointCloudStudy,
  pair: CloudPair,
  network: Network,
  radial: RadialReading = 'every',
): PairResult | undefined =>
  study.results.find(
    (result) =>
      result.pair === pair &&
      result.radial === radial &&
      result.network.operation === network.operation &&
      result.network.parity === network.parity,
  );

/** The least order of a pair before a network; undefined where there is none. */
export function cellOf(study: PointCloudStudy, pair: CloudPair, network: Network, radial?: RadialReading): MatrixCell {
  const result = resultOf(study, pair, network, radial);
  return result === undefined ? undefined : leastOrder(result);
}

const isTetris = (pair: CloudPair): boolean => TETRIS_PAIRS.includes(pair);

/** Pairs with a row of their own; the other Tetris pairs share one. */
const named = (study: PointCloudStudy): CloudPair[] =>
  study.pairs.filter((pair) => pair.mirrored || !isTetris(pair)).sort((a, b) => +b.mirrored - +a.mirrored);

const others = (study: PointCloudStudy): CloudPair[] => study.pairs.filter((pair) => isTetris(pair) && !pair.mirrored);

const drawnCloud = ({ points }: PointCloud): DrawnCloud =>
  points.map(({ species, at: [x, y, z] }) => ({
    species,
    at: [rationalToFloat64(x), rationalToFloat64(y), rationalToFloat64(z)],
  }));

/** Both told apart: the higher order and degree; nothing if one is never. */
function worse(a: MatrixCell, b: MatrixCell): MatrixCell {
  if (a === undefined || b === undefined) return undefined;
  return { order: Math.max(a.order, b.order), lmax: Math.max(a.lmax, b.lmax) };
}

function rowsOf(study: PointCloudStudy): MatrixRow[] {
  const rest = others(study);
  const ownRows = named(study).map(
    (pair): MatrixRow => ({
      name: [isTetris(pair) ? 'Tetris' : pair.name, pair.mirrored ? 'mirror images' : 'different shapes'],
      drawn: { first: drawnCloud(pair.first), second: drawnCloud(pair.second), mirrored: pair.mirrored },
      cells: SHOWN.map((network) => cellOf(study, pair, network)),
    }),
  );
  if (rest.length === 0) return ownRows;
  const shared: MatrixRow = {
    name: [`${rest.length} other pairs`, 'of Tetris shapes'],
    cells: SHOWN.map((network) => rest.map((pair) => cellOf(study, pair, network)).reduce(worse)),
  };
  return [...ownRows, shared];
}

export function pointCloudFigure(study: PointCloudStudy, note: Inline): Figure {
  const columns = SHOWN.map(({ operation, parity }): MatrixColumn => ({ operation, heading: HEADINGS[parity] }));
  const title = 'Which pairs of point clouds a network can tell apart';
  const sentence = named(study).map((pair) => {
    const never = SHOWN.filter((network) => cellOf(study, pair, network) === undefined);
    return `${pair.name}: never by ${never.map(({ operation, parity }) => `${operation} (${parity})`).join(', ') || 'none'}`;
  });
  return {
    kind: 'figure',
    id: 'point-clouds',
    caption: `Pairs of point clouds and the least body order at which networks built on an operation tell them apart: any weights, widths and radial functions, all degrees ≤ ${study.lmax}. Crossed: no body order is enough. Last column: each degree with the parity $(-1)^\\ell$ alone, where \`gtp\` and \`gtp+curl\` have the paths of \`cgtp\`. Mirror images are drawn as a mirror shows them. Marks stand for species; lines are for the eye only.${note}`,
    alt: `${sentence.join('; ')}.`,
    svg: separationMatrix({ title, lmax: study.lmax, columns, rows: rowsOf(study) }),
  };
}

export function oneCurlTable(study: PointCloudStudy, note: Inline): Table {
  return {
    kind: 'table',
    id: 'one-curl',
    caption: `Mirror images before Gaunt products (both parities, ℓ ≤ ${study.lmax}) and one path of the curl product: the smallest that is enough, the body order it needs, and the order that all paths need.${note}`,
    columns: [
      { header: 'pair', align: 'left' },
      { header: 'path', align: 'left' },
      { header: 'order', align: 'right' },
      { header: 'with all paths', align: 'right' },
    ],
    rows: study.oneCurl.map(({ pair, path, order }) => [
      pair.name,
      path === undefined ? 'none' : `${printIrrep(path.left)}⊗${printIrrep(path.right)}→${printIrrep(path.out)}`,
      order === undefined ? 'never' : `${order}`,
      `${cellOf(study, pair, { operation: 'cgtp', parity: 'both' })?.order ?? 'never'}`,
    ]),
  };
}

/** The order at each L = 0, 1, …; – where no order is enough. */
export const ordersText = (result: PairResult | undefined): string[] =>
  (result?.byDegree ?? []).map(({ order }) => `${order ?? '–'}`);

/** One row for each set of operations with equal orders. */
export function byDegreeTable(study: PointCloudStudy, note: Inline): Table {
  const rows = named(study).flatMap((pair) => {
    const groups = new Map<string, { operations: OperationId[]; orders: string[] }>();
    for (const operation of OPERATION_IDS) {
      const orders = ordersText(resultOf(study, pair, { operation, parity: 'both' }));
      const group = groups.get(orders.join()) ?? { operations: [], orders };
      group.operations.push(operation);
      groups.set(orders.join(), group);
    }
    return [...groups.values()].map(({ operations, orders }) => [
      pair.name,
      operations.map(idText).join(' '),
      ...orders,
    ]);
  });
  return {
    kind: 'table',
    id: 'orders-by-degree',
    caption: `Least body order by the largest degree L that features may have, both parities kept; – where no order is enough.${note}`,
    columns: [
      { header: 'pair', align: 'left' },
      { header: 'operations', align: 'left' },
      ...Array.from({ length: study.lmax + 1 }, (_, l) => ({ header: `L = ${l}`, align: 'right' as const })),
    ],
    rows,
  };
}

const READINGS: Readonly<Record<RadialReading, string>> = { every: 'all radial functions', one: 'one, $R = 1$' };

export function tetrisTable(study: PointCloudStudy, note: Inline): Table {
  const pairs = study.pairs.filter(isTetris);
  const summary = (operation: OperationId, radial: RadialReading): string => {
    const orders = pairs.map((pair) => cellOf(study, pair, { operation, parity: 'both' }, radial)?.order);
    const distinct = [...new Set(orders)].sort((a = 0, b = 0) => a - b); // undefined comes last by itself
    return distinct
      .map(
        (order) =>
          `${orders.filter((each) => each === order).length} ${order === undefined ? 'never' : `at order ${order}`}`,
      )
      .join(', ');
  };
  return {
    kind: 'table',
    id: 'tetris',
    caption: `The ${pairs.length} pairs of the eight Tetris shapes, seen from their centroids: how many are told apart at which order (both parities, ℓ ≤ ${study.lmax}).${note}`,
    columns: [
      { header: 'operation', align: 'left' },
      ...RADIAL_READINGS.map((radial) => ({ header: READINGS[radial], align: 'left' as const })),
    ],
    rows: OPERATION_IDS.map((operation) => [
      idText(operation),
      ...RADIAL_READINGS.map((radial) => summary(operation, radial)),
    ]),
  };
}

/** `(1, 0, −3/2)`, with the species before it where there are several. */
function coordinates({ points }: PointCloud): string {
  const several = new Set(points.map(({ species }) => species)).size > 1;
  return points
    .map(
      ({ species, at }) => `${several ? `${species}:` : ''}(${at.map(printRational).join(', ').replaceAll('-', '−')})`,
    )
    .join(' ');
}

export function cloudsTable(study: PointCloudStudy, note: Inline): Block {
  const clouds = [...new Set(study.pairs.flatMap(({ first, second }) => [first, second]))];
  return {
    kind: 'details',
    summary: `The ${clouds.length} clouds`,
    blocks: [
      {
        kind: 'table',
        caption: `Coordinates relative to the centre, with the species before the colon where there are several.${note}`,
        wide: true,
        columns: [
          { header: 'cloud', align: 'left' },
          { header: 'points', align: 'left' },
        ],
        rows: clouds.map((cloud) => [cloud.name, coordinates(cloud)]),
      },
    ],
  };
}
