/**
 * A small drawing of a point cloud, seen from a little above. Equal marks are equal species; nearer points are larger.
 *
 * Lines help the eye and mean nothing: from the centre where all points but one in it are equally far away, else the shortest tree that
 * joins the points.
 */

import { marker } from './markers.ts';
import { group, line, type Markup } from './svg.ts';
import type { MarkerShape } from './theme.ts';

export interface DrawnPoint {
  readonly at: readonly [number, number, number];
  /** 0, 1, 2, …; there are six marks, used in a circle. */
  readonly species: number;
}

export type DrawnCloud = readonly DrawnPoint[];

/** On the page: x to the right, y downwards, depth towards the reader. */
interface Seen {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

const marks: readonly MarkerShape[] = ['circle', 'square', 'triangle', 'diamond', 'cross', 'triangleDown'];

/** Where the eye stands, in radians. */
const azimuth = 0.42;
const elevation = 0.42;

function seen([x, y, z]: DrawnPoint['at']): Seen {
  const [sideways, towards] = [
    x * Math.cos(azimuth) + y * Math.sin(azimuth),
    x * Math.sin(azimuth) - y * Math.cos(azimuth),
  ];
  return {
    x: sideways,
    y: -(z * Math.cos(elevation) - towards * Math.sin(elevation)),
    depth: towards * Math.cos(elevation) + z * Math.sin(elevation),
  };
}

const squaredDistance = (a: DrawnPoint['at'], b: DrawnPoint['at']): number =>
  (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;

const centre: DrawnPoint['at'] = [0, 0, 0];

type Segment = readonly [DrawnPoint['at'], DrawnPoint['at']];
const squaredLength = ([from, to]: Segment): number => squaredDistance(from, to);

/** The lines of the header. */
function skeleton(cloud: DrawnCloud): Segment[] {
  const outer = cloud.filter(({ at }) => squaredDistance(at, centre) > 0);
  const radii = new Set(outer.map(({ at }) => squaredDistance(at, centre)));
  if (radii.size === 1) return outer.map(({ at }): Segment => [centre, at]);
  const [first, ...rest] = cloud.map(({ at }) => at);
  if (first === undefined) return [];
  const [joined, waiting, segments] = [[first], rest, [] as Segment[]];
  while (waiting.length > 0) {
    const shortest = joined
      .flatMap((from) => waiting.map((to): Segment => [from, to]))
      .reduce((best, each) => (squaredLength(each) < squaredLength(best) ? each : best));
    segments.push(shortest);
    joined.push(shortest[1]);
    waiting.splice(waiting.indexOf(shortest[1]), 1);
  }
  return segments;
}

/** Lowest and highest of some numbers. */
const range = (values: readonly number[]): readonly [number, number] => [Math.min(...values), Math.max(...values)];

/**
 * The cloud in a square of this side around (x, y).
 * @param flipped left and right exchanged, as a mirror beside it shows it
 */
export function cloudDrawing(cloud: DrawnCloud, x: number, y: number, side: number, flipped = false): Markup {
  const points = cloud.map(({ at, species }) => ({ ...seen(at), species }));
  const [left, right] = range(points.map((point) => point.x));
  const [top, bottom] = range(points.map((point) => point.y));
  const [far, near] = range(points.map((point) => point.depth));
  const scale = (side - 10) / Math.max(right - left, bottom - top, Number.EPSILON);
  const place = (point: Seen): readonly [number, number] => [
    x + (flipped ? -1 : 1) * scale * (point.x - (left + right) / 2),
    y + scale * (point.y - (top + bottom) / 2),
  ];
  const area = ({ depth }: Seen): number => 26 + (28 * (depth - far)) / Math.max(near - far, Number.EPSILON);
  return group({}, [
    ...skeleton(cloud).map(([from, to]) => line(...place(seen(from)), ...place(seen(to)), 'axis')),
    ...points
      .sort((a, b) => a.depth - b.depth)
      .map((point) => marker(marks[point.species % marks.length] ?? 'circle', ...place(point), false, area(point))),
  ]);
}
