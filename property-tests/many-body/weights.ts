/**
 * Multiplicities the slow way, without characters: write down every basis vector of a part of V^⊗ν with its weight m and parity, and
 * take differences of how often each weight occurs. A basis of the part of symmetry λ are the semistandard tableaux of shape λ
 * (rows weakly ascending, columns strictly): tuples in general have one of every shape for each standard tableau.
 */
import type { Irrep, Irreps } from '../../src/irreps/index.ts';

/** A basis vector of V. */
export interface Weight {
  readonly m: number;
  readonly p: number;
}

/** All basis vectors of V, each copy by itself. */
export const weightsOf = (irreps: Irreps): Weight[] =>
  irreps.flatMap(({ mul, irrep }) =>
    Array.from({ length: mul }).flatMap(() =>
      Array.from({ length: 2 * irrep.l + 1 }, (_, i) => ({ m: i - irrep.l, p: irrep.p })),
    ),
  );

/** Every filling of `cells` cells with 0 … size−1 that `fits` allows, cell by cell. */
export function* fillings(
  cells: number,
  size: number,
  fits: (entry: number, before: readonly number[]) => boolean,
  before: readonly number[] = [],
): Generator<readonly number[]> {
  if (before.length === cells) {
    yield before;
    return;
  }
  for (let entry = 0; entry < size; entry++) {
    if (fits(entry, before)) yield* fillings(cells, size, fits, [...before, entry]);
  }
}

/** Every tuple of `order` entries. */
export const tuples = (order: number, size: number): Generator<readonly number[]> => fillings(order, size, () => true);

/** The semistandard tableaux of the shape, read row by row. */
export function tableaux(shape: readonly number[], size: number): Generator<readonly number[]> {
  const cells = shape.flatMap((length, row) => Array.from({ length }, (_, column) => ({ row, column })));
  const starts = shape.map((_, row) => shape.slice(0, row).reduce((sum, length) => sum + length, 0));
  return fillings(cells.length, size, (entry, before) => {
    const cell = cells[before.length];
    if (cell === undefined) return false;
    const left = cell.column === 0 ? undefined : before[before.length - 1];
    const above = cell.row === 0 ? undefined : before[(starts[cell.row - 1] ?? 0) + cell.column];
    return (left === undefined || left <= entry) && (above === undefined || above < entry);
  });
}

/** How often the irrep occurs, given basis vectors as tuples of indices into `weights`. */
export function multiplicityByWeights(
  weights: readonly Weight[],
  vectors: Iterable<readonly number[]>,
  { l, p }: Irrep,
): number {
  let multiplicity = 0;
  for (const vector of vectors) {
    let [m, parity] = [0, 1];
    for (const index of vector) {
      m += weights[index]?.m ?? Number.NaN;
      parity *= weights[index]?.p ?? Number.NaN;
    }
    if (parity !== p) continue;
    if (m === l) multiplicity += 1;
    if (m === l + 1) multiplicity -= 1;
  }
  return multiplicity;
}
