/**
 * How many independent equivariant maps there are from ν copies of the same features to an output irrep: all of them, those that do
 * not change when factors are exchanged (Sym^ν: what a product of a vector with itself can use), and those of every other symmetry.
 *
 *   tensor product = Σ_λ f_λ · (multiplicity in the part λ),   λ = (ν) symmetric, (1, …, 1) exterior, the others mixed
 */
import { RequestError } from '../errors.ts';
import { type Irrep, printIrrep, printIrreps } from '../irreps/index.ts';
import { characterOf, multiplicityIn } from './character.ts';
import { checkManyBody, type ManyBodyRequest } from './request.ts';
import { type Partition, partCharacter, partitionDimension, partitionsOf, tensorPowers } from './tensor-power.ts';

/** One symmetry type that is neither symmetric nor exterior. */
export interface MixedCount {
  readonly partition: Partition;
  /** f_λ: how many copies of the part V^⊗ν holds. */
  readonly copies: bigint;
  /** How often the output irrep occurs in one of them. */
  readonly multiplicity: bigint;
}

/** The maps from `order` factors to `out`. */
export interface MapCount {
  readonly order: number;
  readonly out: Irrep;
  readonly tensorProduct: bigint;
  readonly symmetric: bigint;
  /** Equal to `symmetric` at order 1, where nothing can be exchanged. */
  readonly exterior: bigint;
  readonly mixed: readonly MixedCount[];
}

/**
 * Counts for every order 1 … correlation and every output irrep, orders first.
 * @throws RequestError for a request out of range, or an output irrep that no product of these features contains
 */
export function countMaps(request: ManyBodyRequest): MapCount[] {
  const { irreps, correlation, out } = checkManyBody(request);
  const powers = tensorPowers(characterOf(irreps), correlation);
  const counts: MapCount[] = [];
  for (let order = 1; order <= correlation; order++) {
    const [tensor, symmetric, exterior] = [powers.tensor[order], powers.symmetric[order], powers.exterior[order]];
    if (tensor === undefined || symmetric === undefined || exterior === undefined) continue;
    const parts = partitionsOf(order)
      .slice(1, -1)
      .map((partition) => ({
        partition,
        copies: partitionDimension(partition),
        character: partCharacter(powers, partition),
      }));
    for (const irrep of out) {
      counts.push({
        order,
        out: irrep,
        tensorProduct: multiplicityIn(tensor, irrep),
        symmetric: multiplicityIn(symmetric, irrep),
        exterior: multiplicityIn(exterior, irrep),
        mixed: parts.map(({ partition, copies, character }) => ({
          partition,
          copies,
          multiplicity: multiplicityIn(character, irrep),
        })),
      });
    }
  }
  for (const irrep of out) {
    if (counts.some((count) => count.out === irrep && count.tensorProduct > 0n)) continue;
    throw new RequestError(
      `output ${printIrrep(irrep)}: no product of up to ${correlation} factors of ${printIrreps(irreps)} contains it`,
    );
  }
  return counts;
}

/** For each output irrep the symmetric maps of all orders together. */
export const symmetricTotals = (out: readonly Irrep[], counts: readonly MapCount[]): (readonly [Irrep, bigint])[] =>
  out.map((irrep) => [irrep, counts.reduce((sum, count) => sum + (count.out === irrep ? count.symmetric : 0n), 0n)]);
