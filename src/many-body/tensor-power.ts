/**
 * The parts of V^⊗ν that permutations of the factors tell apart. With p_k = χ(g^k), the characters of the symmetric and the exterior
 * powers obey Newton's identities, and that of the part of symmetry λ (a partition of ν) is the determinant of Jacobi and Trudi:
 *
 *   ν·h_ν = Σ_{k=1…ν} p_k h_{ν−k},      ν·e_ν = Σ_{k=1…ν} (−1)^(k−1) p_k e_{ν−k}
 *   s_λ = det( h_{λ_i − i + j} ) = det( e_{λ'_i − i + j} ),   λ' the conjugate partition
 *   p_1^ν = Σ_λ f_λ s_λ,   f_λ = ν! / Π hooks   (how many copies of s_λ: the dimension of the irrep λ of the permutations)
 *
 * Source: I. G. Macdonald, Symmetric Functions and Hall Polynomials (2nd ed. 1995), (I.2.11), (I.2.11'), (I.3.4), (I.3.5), (I.7.6).
 */
import { factorial } from '../exact/index.ts';
import {
  adamsCharacter,
  addCharacters,
  type Character,
  divideCharacter,
  multiplyCharacters,
  TRIVIAL_CHARACTER,
  ZERO_CHARACTER,
} from './character.ts';

/** Parts in descending order, each ≥ 1. */
export type Partition = readonly number[];

/** The partitions of n ≥ 1 from (n) down to (1, …, 1), in lexicographically descending order. */
export function partitionsOf(n: number, largest = n): Partition[] {
  if (n === 0) return [[]];
  const all: Partition[] = [];
  for (let part = Math.min(n, largest); part >= 1; part--) {
    for (const rest of partitionsOf(n - part, part)) all.push([part, ...rest]);
  }
  return all;
}

/** Rows and columns exchanged. */
export const conjugatePartition = (partition: Partition): Partition =>
  Array.from({ length: partition[0] ?? 0 }, (_, column) => partition.filter((part) => part > column).length);

/** f_λ of the header, by the hook lengths. */
export function partitionDimension(partition: Partition): bigint {
  const conjugate = conjugatePartition(partition);
  let hooks = 1n;
  for (const [row, length] of partition.entries()) {
    for (let column = 0; column < length; column++) {
      hooks *= BigInt(length - column + (conjugate[column] ?? 0) - row - 1);
    }
  }
  return factorial(partition.reduce((sum, part) => sum + part, 0)) / hooks;
}

/** The characters of V^⊗ν and of its parts, for ν = 0 … correlation. */
export interface TensorPowers {
  /** V^⊗ν, index ν */
  readonly tensor: readonly Character[];
  /** Sym^ν V */
  readonly symmetric: readonly Character[];
  /** Λ^ν V */
  readonly exterior: readonly Character[];
}

/** @param correlation an integer ≥ 0 */
export function tensorPowers(character: Character, correlation: number): TensorPowers {
  const tensor = [TRIVIAL_CHARACTER];
  const symmetric = [TRIVIAL_CHARACTER];
  const exterior = [TRIVIAL_CHARACTER];
  const powerSums = Array.from({ length: correlation }, (_, k) => adamsCharacter(character, k + 1));
  const newton = (before: readonly Character[], order: number, sign: bigint): Character => {
    const sum = powerSums.slice(0, order).reduce((total, powerSum, i) => {
      const rest = before[order - i - 1] ?? ZERO_CHARACTER;
      return addCharacters(total, multiplyCharacters(powerSum, rest), sign ** BigInt(i));
    }, ZERO_CHARACTER);
    return divideCharacter(sum, BigInt(order));
  };
  for (let order = 1; order <= correlation; order++) {
    tensor.push(multiplyCharacters(tensor[order - 1] ?? ZERO_CHARACTER, character));
    symmetric.push(newton(symmetric, order, 1n));
    exterior.push(newton(exterior, order, -1n));
  }
  return { tensor, symmetric, exterior };
}

/** Determinant by the first row; undefined stands for 0. */
function determinant(matrix: readonly (readonly (Character | undefined)[])[]): Character {
  const [first, ...rest] = matrix;
  if (first === undefined) return TRIVIAL_CHARACTER;
  let sum = ZERO_CHARACTER;
  for (const [column, entry] of first.entries()) {
    if (entry === undefined) continue;
    const minor = determinant(rest.map((row) => row.filter((_, k) => k !== column)));
    sum = addCharacters(sum, multiplyCharacters(entry, minor), column % 2 === 0 ? 1n : -1n);
  }
  return sum;
}

/** s_λ: the character of the part of symmetry λ, each copy counted once; λ a partition of at most the powers' largest ν. */
export function partCharacter(powers: TensorPowers, partition: Partition): Character {
  const conjugate = conjugatePartition(partition);
  // Either determinant is right; the smaller one is cheaper.
  const [rows, list] =
    partition.length <= conjugate.length ? [partition, powers.symmetric] : [conjugate, powers.exterior];
  return determinant(rows.map((part, i) => rows.map((_, j) => list[part - i + j])));
}
