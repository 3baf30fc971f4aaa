/**
 * What one channel of a product of ν equal factors costs, in multiply–adds counted as in algorithm/algorithm.ts: weights folded into
 * tables, one application, order ν alone.
 *
 *   cgtp           the symmetric contraction: every monomial of ν components that some map needs, its places ascending, from that
 *                  of its first ν−1, these likewise; and one entry for each monomial and output component that meet in some map
 *   gtp, fused     on a grid exact for degree νL + ℓ: every factor there, ν−1 products a point, one transform back
 *   mtp, fused     every factor embedded, ν−1 matrix products, one projection (algorithm/mtp-matrix.ts)
 *   chained        ν−1 products of two by the cheapest algorithm of the operation, each from and to the irreps that occur there
 *
 * Equal first layers embed or transform one factor instead of ν. Which monomials of cgtp meet which components does not depend on the
 * basis of the maps: those of the canonical one are counted.
 */
import {
  algorithmsOf,
  gridForDegree,
  gridSize,
  matrixChainCount,
  signals,
  total as sumOver,
  topDegree,
  transform,
  type Workload,
  workloadOf,
} from '../algorithm/index.ts';
import { distinctIrreps, type Irrep, type Irreps, printIrrep, singles } from '../irreps/index.ts';
import type { ProductModel } from './product-model.ts';
import { type Step, stepOf } from './product-step.ts';
import { basisMaker } from './symmetric-basis.ts';

/** Multiply–adds, and what was counted: an algorithm's name, or those of the steps. */
export interface ProductCost {
  readonly algorithm: string;
  readonly multiplyAdds: bigint;
}

/** The symmetric contraction of the header. Makes the basis: see its size before. @param made told of coefficients, all so far */
export function contractionCost(
  irreps: Irreps,
  order: number,
  outs: readonly Irrep[],
  made: (coefficients: number) => void = () => {},
): ProductCost {
  let total = 0;
  const maker = basisMaker(irreps, (coefficients) => {
    total += coefficients;
    made(total);
  });
  const monomials = new Set<string>();
  let entries = 0;
  for (const out of outs) {
    const meeting = new Set<string>();
    for (const element of maker.elements(order, out)) {
      for (const { m, inputs } of element.entries) {
        const sorted = inputs.toSorted((a, b) => a - b);
        for (let length = 2; length <= order; length++) monomials.add(sorted.slice(0, length).join());
        meeting.add(`${m} ${sorted.join()}`);
      }
    }
    entries += meeting.size;
  }
  return { algorithm: 'symmetric contraction', multiplyAdds: BigInt(monomials.size + entries) };
}

/** The fused product of functions on a grid. */
function gridCost(irreps: Irreps, order: number, outs: Irreps, embedded: number): ProductCost {
  const [factor, out] = [signals(irreps, 'o3'), signals(outs, 'o3')];
  const grid = gridForDegree(order * topDegree(factor) + topDegree(out));
  // With both kinds of functions every partial product has both; with one kind it has one.
  const products = (order - 1) * factor.length ** 2 * gridSize(grid);
  const there = embedded * sumOver(factor, (signal) => transform(signal, grid));
  const back = sumOver(out, (signal) => transform(signal, grid));
  return { algorithm: 'grid', multiplyAdds: BigInt(there + products + back) };
}

/** The irreps F_k has in a chain, k = 1 … ν−1: those that steps reach and that can still reach an output. */
export function chainIrreps(
  irreps: Irreps,
  order: number,
  outs: readonly Irrep[],
  step: Step,
  inner: number,
): Irreps[] {
  const factors = distinctIrreps(irreps, 'o3').map(({ irrep }) => irrep);
  const couples = (a: Irrep, b: Irrep): boolean => factors.some((factor) => step(a, factor, b) !== undefined);
  const forward: Irrep[][] = [factors];
  for (let k = 2; k < order; k++) {
    const made = new Map<string, Irrep>();
    for (const a of forward[k - 2] ?? []) {
      for (const b of factors) {
        for (let l = Math.abs(a.l - b.l); l <= Math.min(a.l + b.l, inner); l++) {
          const irrep: Irrep = { l, p: a.p === b.p ? 1 : -1 };
          if (step(a, b, irrep) !== undefined) made.set(printIrrep(irrep), irrep);
        }
      }
    }
    forward.push([...made.values()]);
  }
  let wanted: readonly Irrep[] = outs;
  const kept: Irreps[] = [];
  for (const level of forward.toReversed()) {
    const useful = level.filter((irrep) => wanted.some((next) => couples(irrep, next)));
    kept.unshift(singles(useful));
    wanted = useful;
  }
  return kept;
}

/** The products of two that a chain consists of. */
export function chainWorkloads(
  irreps: Irreps,
  order: number,
  outs: readonly Irrep[],
  { operation, parameters, inner }: ProductModel,
): Workload[] {
  const levels = [...chainIrreps(irreps, order, outs, stepOf(operation, parameters), inner), singles(outs)];
  return levels.slice(1).map((out, i) => workloadOf(levels[i] ?? [], irreps, out, 'o3', parameters));
}

function chainCost(irreps: Irreps, order: number, outs: readonly Irrep[], model: ProductModel): ProductCost {
  const steps = chainWorkloads(irreps, order, outs, model).map((work) => {
    const costs = algorithmsOf(model.operation).map(({ id, cost }) => ({ id, multiplyAdds: cost(work).multiplyAdds }));
    return costs.reduce((best, one) => (one.multiplyAdds < best.multiplyAdds ? one : best));
  });
  return {
    algorithm: [...new Set(steps.map(({ id }) => id))].join(', '),
    multiplyAdds: steps.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0n),
  };
}

/** One channel of a product with weights per irrep. */
export function productCost(irreps: Irreps, order: number, outs: readonly Irrep[], model: ProductModel): ProductCost {
  const { operation, form, layers, parameters } = model;
  if (form === 'chained') return chainCost(irreps, order, outs, model);
  const embedded = layers === 'own' ? order : 1;
  if (operation === 'gtp') return gridCost(irreps, order, singles(outs), embedded);
  const whole = matrixChainCount(new Array<Irreps>(order).fill(irreps), singles(outs), parameters.twiceJ ?? 0);
  const own = matrixChainCount([irreps], [], parameters.twiceJ ?? 0);
  return { algorithm: 'mtp-sparse', multiplyAdds: whole - own * BigInt(order - embedded) };
}
