/** Expressivity against cost: every operation at every number of channels up to saturation, and CGTP with fewer paths. */
import { cheapestPaths } from '../../analysis/cheapest-paths.ts';
import { settingIrreps } from '../../irreps/setting.ts';
import type { OperationId } from '../../operation/operation.ts';
import { operationTimes } from '../chapters/claims.ts';
import { focusOf } from '../chapters/focus.ts';
import { cheapest } from '../chapters/format.ts';
import type { Evidence } from './evidence.ts';

/** C channels of an operation by its cheapest algorithm, in mimo and SO(3). */
export interface ReachPoint {
  readonly operation: OperationId;
  readonly channels: number;
  readonly multiplyAdds: number;
  /** C times the median of the operation's fastest algorithm; absent where it was not timed */
  readonly nanoseconds?: number;
  /** proven dimension of reachable maps */
  readonly dimension: number;
  /** paths on which the operation acts, at any number of channels */
  readonly interactions: number;
}

/** Every operation at 1 … C* channels. */
export function reachPoints({ study, timing }: Evidence, lmax: number): ReachPoint[] {
  const focus = focusOf(study);
  const times = operationTimes(study, timing, focus, lmax);
  return study.config.operations.flatMap((operation) => {
    const analysis = focus.at(operation, lmax);
    const best = analysis === undefined ? undefined : cheapest(analysis);
    if (analysis === undefined || best === undefined) return [];
    const nanoseconds = times.find((one) => one.operation === operation)?.result.median;
    return analysis.expressivity.map(({ channels, lower }) => ({
      operation,
      channels,
      multiplyAdds: channels * best.multiplyAdds,
      ...(nanoseconds === undefined ? {} : { nanoseconds: channels * nanoseconds }),
      dimension: lower,
      interactions: analysis.interactions,
    }));
  });
}

/** What is not dominated: nothing else costs as little and has as much, and betters one of the two. By ascending cost. */
export function undominated<Point>(
  points: readonly Point[],
  cost: (point: Point) => number,
  value: (point: Point) => number,
): Point[] {
  const dominates = (a: Point, b: Point): boolean =>
    cost(a) <= cost(b) && value(a) >= value(b) && (cost(a) < cost(b) || value(a) > value(b));
  return points.filter((point) => !points.some((other) => dominates(other, point))).sort((a, b) => cost(a) - cost(b));
}

/** CGTP with its k cheapest paths: dimension k for at most these multiply–adds (mimo, SO(3)). */
export interface PartialCoupling {
  readonly dimension: number;
  /** of all k paths, each counted alone */
  readonly multiplyAdds: number;
  /** of the k-th alone */
  readonly last: number;
}

/** k = 1, 2, … up to all paths. */
export function partialCoupling(lmax: number): PartialCoupling[] {
  const { left, right, out } = settingIrreps('mimo', lmax);
  let total = 0;
  return cheapestPaths(left, right, out, 'so3').map(({ multiplyAdds: last }, index) => {
    total += last;
    return { dimension: index + 1, multiplyAdds: total, last };
  });
}
