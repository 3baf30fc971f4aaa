/**
 * What an operation costs, and what its freedom costs: exact counts of each of its algorithms, times the channels C* that saturate it.
 * Paths outside its interactions cannot be bought at any price.
 */
import { type AlgorithmId, costBytes, workloadOf } from '../algorithm/algorithm.ts';
import { algorithmsOf } from '../algorithm/catalogue.ts';
import type { Irreps } from '../irreps/irreps.ts';
import type { Parameters } from '../operation/operation.ts';
import type { Bounds } from './expressivity.ts';
import type { InteractionGraph } from './interactions.ts';

/** Exact counts for one application to one copy of each irrep. */
export interface AlgorithmCost {
  readonly algorithm: AlgorithmId;
  readonly multiplyAdds: bigint;
  /** tables and workspace, in float64 */
  readonly bytes: bigint;
  /** multiplyAdds × C*: from the lower and from the upper bound of C* */
  readonly atSaturation: { readonly lower: bigint; readonly upper: bigint };
}

/** Costs of all algorithms of the graph's operation on these irreps. */
export function algorithmCosts(
  graph: InteractionGraph,
  sides: { readonly left: Irreps; readonly right: Irreps; readonly out: Irreps },
  parameters: Parameters,
  saturating: Bounds,
): AlgorithmCost[] {
  const work = workloadOf(sides.left, sides.right, sides.out, graph.group, parameters);
  return algorithmsOf(graph.operation.id).map((algorithm) => {
    const cost = algorithm.cost(work);
    return {
      algorithm: algorithm.id,
      multiplyAdds: cost.multiplyAdds,
      bytes: costBytes(cost),
      atSaturation: {
        lower: cost.multiplyAdds * BigInt(saturating.lower),
        upper: cost.multiplyAdds * BigInt(saturating.upper),
      },
    };
  });
}
