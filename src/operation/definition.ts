/**
 * The definition of an operation, evaluated as it stands: z = Σ_paths Σ_terms t · w3j · x · y, all weights one. The reference that every
 * algorithm is held against; no algorithm reads it.
 */
import { realCouplingEntries } from '../coupling/real-basis.ts';
import type { Arithmetic } from '../exact/arithmetic.ts';
import { multiplySurds } from '../exact/surd.ts';
import { equalIrreps, type Irrep, irrepDimension } from '../irreps/irrep.ts';
import type { Irreps } from '../irreps/irreps.ts';
import type { Group, Path } from '../irreps/path.ts';
import type { Operation, Parameters } from './operation.ts';

/** The sides of a product, distinct irreps of which one copy each counts, and its paths. */
export interface Product {
  readonly left: Irreps;
  readonly right: Irreps;
  readonly out: Irreps;
  readonly paths: readonly Path[];
  readonly group: Group;
  readonly parameters: Parameters;
}

/** Offset of one copy of an irrep in the vector of its side. */
function offsetOf(side: Irreps, irrep: Irrep): number {
  let offset = 0;
  for (const entry of side) {
    if (equalIrreps(entry.irrep, irrep)) return offset;
    offset += irrepDimension(entry.irrep);
  }
  throw new RangeError(`irrep of degree ${irrep.l} is not on this side`);
}

/**
 * The products by output port.
 * @param x left vector of length Σ(2ℓ+1), orders m = −ℓ…ℓ; y likewise
 * @returns for each output port that occurs, the output vector
 */
export function evaluateDefinition<T>(
  over: Arithmetic<T>,
  operation: Operation,
  product: Product,
  x: readonly T[],
  y: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const length = product.out.reduce((sum, { irrep }) => sum + irrepDimension(irrep), 0);
  const results = new Map<string, T[]>();
  for (const path of product.paths) {
    const { left, right, out } = path;
    const terms = operation.terms(path, product.parameters, product.group);
    if (terms.length === 0) continue;
    const starts = [
      offsetOf(product.left, left) + left.l,
      offsetOf(product.right, right) + right.l,
      offsetOf(product.out, out) + out.l,
    ] as const;
    for (const { m1, m2, m3, value } of realCouplingEntries(left.l, right.l, out.l)) {
      const xy = over.multiply(x[starts[0] + m1] ?? over.zero, y[starts[1] + m2] ?? over.zero);
      for (const { out: port, reduced } of terms) {
        const result = results.get(port) ?? new Array<T>(length).fill(over.zero);
        results.set(port, result);
        const to = starts[2] + m3;
        const term = over.multiply(over.constant(multiplySurds(reduced, value)), xy);
        result[to] = over.add(result[to] ?? over.zero, term);
      }
    }
  }
  return results;
}
