/** The study as data, `point-clouds.json`: the clouds, every answer, who sees handedness, and the curl path that is enough. */
import { leastCommonMultiple, printRational, type Rational, rational } from '../exact/index.ts';
import { printIrrep } from '../irreps/index.ts';
import type { PointCloud } from './point-cloud.ts';
import type { PointCloudStudy } from './study.ts';

/** Species and coordinates, in units of 1/scale. */
export type IntegerPoint = readonly [species: number, x: number, y: number, z: number];

export interface IntegerCloud {
  readonly name: string;
  readonly scale: number;
  /** ascending */
  readonly points: readonly IntegerPoint[];
}

/** The cloud on the smallest scale on which its coordinates are integers, its points in order. */
export function integerCloud({ name, points }: PointCloud): IntegerCloud {
  const scale = points.flatMap(({ at }) => at.map(({ den }) => den)).reduce(leastCommonMultiple, 1n);
  const integer = ({ num, den }: Rational): number => Number(num * (scale / den));
  const scaled = points.map(({ species, at: [x, y, z] }): IntegerPoint => {
    return [species, integer(x), integer(y), integer(z)];
  });
  const compared = (p: IntegerPoint, q: IntegerPoint): number =>
    p.map((value, k) => value - (q[k] ?? 0)).find((difference) => difference !== 0) ?? 0;
  return { name, scale: Number(scale), points: scaled.sort(compared) };
}

/** The clouds of the pairs, each once, in the order in which they come. */
export const cloudsOf = ({ pairs }: PointCloudStudy): IntegerCloud[] =>
  [...new Set(pairs.flatMap(({ first, second }) => [first, second]))].map(integerCloud);

const lines = (items: readonly unknown[]): string => `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;

/** The text of the file, one fact a line. */
export function pointCloudsJson(study: PointCloudStudy): string {
  const clouds = cloudsOf(study).map(({ name, scale, points }) => ({
    name,
    points: points.map(([species, ...at]) => ({
      species,
      at: at.map((value) => printRational(rational(value, scale))),
    })),
  }));
  const pairs = study.pairs.map(({ first, second, mirrored }, index) => {
    const answers = study.results
      .filter(({ pair }) => pair === study.pairs[index])
      .map(({ radial, network: { parity, operation }, byDegree }) => ({
        radial,
        parity,
        operation,
        orders: byDegree.map(({ order }) => order ?? null),
        dimensions: byDegree.map(({ order, dimension }) => (order === undefined ? dimension : null)),
      }));
    const about = JSON.stringify({ first: first.name, second: second.name, mirrored }).slice(0, -1);
    return `${about},"answers":${lines(answers)}}`;
  });
  const sight = study.sight.map(({ network: { parity, operation }, sees }) => ({ parity, operation, sees }));
  const oneCurl = study.oneCurl.map(({ pair: { first, second }, path, order }) => ({
    first: first.name,
    second: second.name,
    path: path === undefined ? null : `${printIrrep(path.left)}⊗${printIrrep(path.right)}→${printIrrep(path.out)}`,
    order: order ?? null,
  }));
  const fields = [
    '"schema":1',
    `"lmax":${study.lmax}`,
    `"clouds":${lines(clouds)}`,
    `"pairs":[\n${pairs.join(',\n')}\n]`,
    `"sight":${lines(sight)}`,
    `"oneCurl":${lines(oneCurl)}`,
  ];
  return `{${fields.join(',\n')}}\n`;
}
