/**
 * Foreign maps in our basis B, which is orthonormal: S = Σ B M + R,
 *
 *   M[i, j] = ⟨B_i, S_j⟩ = ⟨B_i, U_j⟩,     R ⊥ all B
 *
 * with sums over the output and all orderings of the inputs. B spans all symmetric equivariant maps, so S_j is one iff R_j = 0. No
 * equations are solved: M is as exact as the entries of U are.
 */
import { surdToFloat64 } from '../../exact/float.ts';
import { describeElement } from '../../many-body/basis-manifest.ts';
import type { MapBasis } from '../../many-body/many-body-bases.ts';
import type { BasisElement } from '../../many-body/symmetric-basis.ts';
import type { Multisets, PackedMaps } from './packed-maps.ts';

/** The canonical basis of one order and output, with its numbers rounded to float64. */
export interface OwnMaps {
  readonly multisets: Multisets;
  readonly names: readonly string[];
  readonly entries: readonly (readonly { readonly row: number; readonly multiset: number; readonly value: number }[])[];
}

/** Content and path: `1o@1 1o@1 > 0e`. */
export function elementName(element: BasisElement): string {
  const { content, path } = describeElement(element);
  return path === '' ? content : `${content} > ${path}`;
}

export function ownMaps({ elements }: MapBasis, multisets: Multisets): OwnMaps {
  return {
    multisets,
    names: elements.map(elementName),
    entries: elements.map(({ out, entries }) =>
      entries.map(({ m, inputs, value }) => ({
        row: m + out.l,
        multiset: multisets.indexOf(inputs),
        value: surdToFloat64(value),
      })),
    ),
  };
}

export interface Projection {
  readonly packed: PackedMaps;
  /** M: [ours, theirs] */
  readonly matrix: Float64Array;
  /** R: as packed.values */
  readonly rest: Float64Array;
  /** for each foreign element the norm of R */
  readonly outside: Float64Array;
}

export function project(packed: PackedMaps, { entries, multisets }: OwnMaps): Projection {
  const { elements, values } = packed;
  const matrix = new Float64Array(entries.length * elements);
  const rest = values.slice();
  for (const [i, own] of entries.entries()) {
    const row = matrix.subarray(i * elements, (i + 1) * elements);
    const placeOf = (entry: (typeof own)[number]): number =>
      (entry.row * multisets.list.length + entry.multiset) * elements;
    for (const entry of own) {
      const weight = (multisets.orderings[entry.multiset] ?? 0) * entry.value;
      const start = placeOf(entry);
      for (let j = 0; j < elements; j++) row[j] = (row[j] ?? 0) + weight * (values[start + j] ?? 0);
    }
    for (const entry of own) {
      const start = placeOf(entry);
      for (let j = 0; j < elements; j++) rest[start + j] = (rest[start + j] ?? 0) - entry.value * (row[j] ?? 0);
    }
  }
  return { packed, matrix, rest, outside: normsOf(rest, packed, () => true) };
}

/** For each element the norm of those numbers, laid out as packed.values, that stand at chosen multisets. */
export function normsOf(
  numbers: Float64Array,
  { multisets, elements }: PackedMaps,
  chosen: (multiset: number) => boolean,
): Float64Array {
  const squares = new Float64Array(elements);
  const perRow = multisets.list.length;
  for (let place = 0; place * elements < numbers.length; place++) {
    const multiset = place % perRow;
    if (!chosen(multiset)) continue;
    const orderings = multisets.orderings[multiset] ?? 0;
    for (let e = 0; e < elements; e++) {
      const value = numbers[place * elements + e] ?? 0;
      squares[e] = (squares[e] ?? 0) + orderings * value * value;
    }
  }
  return squares.map(Math.sqrt);
}
