/**
 * From which body order on, and with which degrees, networks of each operation tell each pair of point clouds of the study apart, or never;
 * the smallest curl path that is enough for mirror images; and who sees handedness. Without evidence: checkers search anew.
 */
import { OPERATION_IDS } from '../src/operation/index.ts';
import {
  CLOUD_PAIRS,
  type CloudPair,
  cloudsOf,
  type Network,
  PARITY_RULES,
  type PointCloudStudy,
  pointCloudStudy,
  RADIAL_READINGS,
  type RadialReading,
  type Separation,
} from '../src/point-clouds/index.ts';
import { holds, type Theorem, theorem } from './certificate.ts';

/** The least order, or minus the dimension of all that networks form. */
function answerOf({ order, dimension }: Separation): number {
  holds(order !== undefined || dimension > 0, 'no feature at all');
  return order ?? -dimension;
}

/** An object with a field for each parity rule: what f finds for each operation. */
const ofNetworks = <T>(f: (network: Network) => T): Record<string, T[]> =>
  Object.fromEntries(
    PARITY_RULES.map((parity) => [parity, OPERATION_IDS.map((operation) => f({ operation, parity }))]),
  );

function answersOf({ results }: PointCloudStudy, pair: CloudPair, radial: RadialReading): Record<string, number[][]> {
  const own = results.filter((result) => result.pair === pair && result.radial === radial);
  return ofNetworks(({ operation, parity }) => {
    const found = own.find(({ network }) => network.operation === operation && network.parity === parity);
    holds(found !== undefined, `${pair.name}, ${operation}, ${parity}: no result`);
    return (found?.byDegree ?? []).map(answerOf);
  });
}

/** @param pairs which clouds @param lmax the largest degree */
export const cloudsToldApart = (pairs: readonly CloudPair[], lmax: number): Theorem =>
  theorem({
    id: 'point-clouds',
    kind: 'clouds',
    statement:
      'Networks tell these pairs of point clouds apart from these body orders on, or never; these networks see handedness.',
    range: `${pairs.length} pairs, every operation and parity rule, degrees to L ≤ ${lmax}, all weights and widths`,
    prove() {
      const study = pointCloudStudy(() => {}, lmax, pairs);
      const namesOf = ({ first, second }: CloudPair): string[] => [first.name, second.name];
      const sees = ({ operation, parity }: Network): boolean =>
        study.sight.some(({ network, sees }) => network.operation === operation && network.parity === parity && sees);
      const oneCurl = study.oneCurl.map(({ pair, tried }) => ({
        clouds: namesOf(pair),
        tried: tried.map(({ path: { left, right, out }, answer }) => [left.l, right.l, out.l, answerOf(answer)]),
      }));
      const networks = PARITY_RULES.length * OPERATION_IDS.length;
      return {
        claim:
          'point-clouds: These networks tell these point clouds apart from these body orders on, or never; these see handedness.',
        cases:
          pairs.length * (1 + RADIAL_READINGS.length * networks * (lmax + 1)) +
          networks +
          oneCurl.reduce((count, { tried }) => count + tried.length, 0),
        lmax,
        clouds: cloudsOf(study),
        pairs: pairs.map((pair) => ({
          clouds: namesOf(pair),
          mirrored: Number(pair.mirrored),
          ...Object.fromEntries(RADIAL_READINGS.map((radial) => [radial, answersOf(study, pair, radial)])),
        })),
        sight: ofNetworks((network) => Number(sees(network))),
        oneCurl,
      };
    },
  });

export const networksTellPointCloudsApart = cloudsToldApart(CLOUD_PAIRS, 4);
