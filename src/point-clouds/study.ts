/**
 * The study: every pair of pairs.ts, every operation under every parity rule, all degrees up to a largest one, and both radial readings.
 * Deterministic; no weights, no samples.
 */
import { type Irrep, naturalIrrep, naturalParity, type Path, printIrrep } from '../irreps/index.ts';
import { OPERATION_IDS } from '../operation/index.ts';
import { seesHandedness } from './handedness.ts';
import { RADIAL_READINGS, type RadialReading } from './moments.ts';
import { CLOUD_PAIRS, type CloudPair } from './pairs.ts';
import { groupOf, momentIrrep, type Network, PARITY_RULES, reach } from './reach.ts';
import { type Separation, separate } from './separation.ts';

/** One pair before one kind of network. */
export interface PairResult {
  readonly pair: CloudPair;
  readonly network: Network;
  readonly radial: RadialReading;
  /** index L: networks with all degrees ≤ L */
  readonly byDegree: readonly Separation[];
}

/** Whether handedness.ts leaves a network any way to see handedness, with degrees ≤ lmax. */
export interface Sight {
  readonly network: Network;
  readonly sees: boolean;
}

/** A pair of mirror images before Gaunt products and one more path, the curl product's smallest that is enough. */
export interface OneCurl {
  readonly pair: CloudPair;
  readonly path: Path | undefined;
  readonly order: number | undefined;
  /** what each path gave that was tried, small degrees first: all but the last are not enough */
  readonly tried: readonly { readonly path: Path; readonly answer: Separation }[];
}

export interface PointCloudStudy {
  readonly lmax: number;
  readonly pairs: readonly CloudPair[];
  readonly results: readonly PairResult[];
  readonly sight: readonly Sight[];
  readonly oneCurl: readonly OneCurl[];
}

/** Networks in the order of operations, for each parity rule. */
export const NETWORKS: readonly Network[] = PARITY_RULES.flatMap((parity) =>
  OPERATION_IDS.map((operation) => ({ operation, parity })),
);

const degreesTo = (lmax: number): number[] => Array.from({ length: lmax + 1 }, (_, l) => l);

/** What separate() asks of a network with degrees ≤ L, and a name that networks asking the same share. */
interface Kind {
  readonly name: string;
  readonly paths: readonly Path[];
  readonly moments: readonly Irrep[];
}

function kindOf(network: Network, lmax: number): Kind {
  const paths = reach(network, lmax);
  const moments = degreesTo(lmax).map((l) => momentIrrep(network.parity, l));
  const irreps = [...moments, ...paths.flatMap(({ left, right, out }) => [left, right, out])];
  return { name: irreps.map(printIrrep).join(' '), paths, moments };
}

/** The results of one pair before every network; the same question is asked once. */
function resultsOf(pair: CloudPair, radial: RadialReading, kinds: ReadonlyMap<Network, readonly Kind[]>): PairResult[] {
  const known = new Map<string, Separation>();
  const ask = ({ name, paths, moments }: Kind): Separation => {
    const answer = known.get(name) ?? separate(pair.first, pair.second, paths, moments, radial);
    known.set(name, answer);
    return answer;
  };
  return [...kinds].map(([network, byDegree]) => ({ pair, network, radial, byDegree: byDegree.map(ask) }));
}

/** The curl product's paths from moments, one of each and its exchange, small degrees first. */
function curlPaths(lmax: number): Path[] {
  const size = ({ left, right, out }: Path): number => left.l + right.l + out.l;
  return reach({ operation: 'curl', parity: 'both' }, lmax)
    .filter(({ left, right }) => left.l <= right.l && [left, right].every(({ l, p }) => p === naturalParity(l)))
    .sort((a, b) => size(a) - size(b));
}

function oneCurl(pair: CloudPair, lmax: number): OneCurl {
  const gaunt = reach({ operation: 'gtp', parity: 'both' }, lmax);
  const moments = degreesTo(lmax).map(naturalIrrep);
  const tried: { path: Path; answer: Separation }[] = [];
  for (const path of curlPaths(lmax)) {
    const answer = separate(pair.first, pair.second, [...gaunt, path], moments, 'every');
    tried.push({ path, answer });
    if (answer.order !== undefined) return { pair, path, order: answer.order, tried };
  }
  return { pair, path: undefined, order: undefined, tried };
}

/** done of count pairs; the name of the next. */
export type CloudProgress = (done: number, of: number, name: string) => void;

/** Everything the chapter on point clouds shows. @param lmax the largest degree, an integer ≥ 0 */
export function pointCloudStudy(
  progress: CloudProgress = () => {},
  lmax = 4,
  pairs: readonly CloudPair[] = CLOUD_PAIRS,
): PointCloudStudy {
  const kinds = new Map(NETWORKS.map((network) => [network, degreesTo(lmax).map((l) => kindOf(network, l))]));
  const results = pairs.flatMap((pair, index) => {
    progress(index, pairs.length, pair.name);
    return RADIAL_READINGS.flatMap((radial) => resultsOf(pair, radial, kinds));
  });
  return {
    lmax,
    pairs,
    results,
    sight: NETWORKS.map((network) => ({
      network,
      sees: seesHandedness(reach(network, lmax), groupOf(network.parity), lmax),
    })),
    oneCurl: pairs.filter(({ mirrored }) => mirrored).map((pair) => oneCurl(pair, lmax)),
  };
}

/** Least body order, and the least L at which it is enough; undefined where no order is, at any L of the result. */
export function leastOrder({ byDegree }: PairResult): { order: number; lmax: number } | undefined {
  let best: { order: number; lmax: number } | undefined;
  for (const [lmax, { order }] of byDegree.entries()) {
    if (order !== undefined && (best === undefined || order < best.order)) best = { order, lmax };
  }
  return best;
}
