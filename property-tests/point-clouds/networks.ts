/** Questions to networks by name of operation and parity rule. */
import type { Path } from '../../src/irreps/index.ts';
import {
  momentIrrep,
  NETWORKS,
  type Network,
  type PointCloud,
  type RadialReading,
  reach,
  type Separation,
  separate,
} from '../../src/point-clouds/index.ts';

export const networks = NETWORKS;

export const nameOf = ({ operation, parity }: Network): string => `${operation}, ${parity}`;

export const degreesTo = (lmax: number): number[] => Array.from({ length: lmax + 1 }, (_, l) => l);

const known = new Map<string, Path[]>();

/** reach(), each asked once. */
function pathsOf(network: Network, lmax: number): Path[] {
  const name = `${nameOf(network)}, ${lmax}`;
  const paths = known.get(name) ?? reach(network, lmax);
  known.set(name, paths);
  return paths;
}

export function ask(
  network: Network,
  lmax: number,
  first: PointCloud,
  second: PointCloud,
  radial: RadialReading = 'every',
): Separation {
  const moments = degreesTo(lmax).map((l) => momentIrrep(network.parity, l));
  return separate(first, second, pathsOf(network, lmax), moments, radial);
}
