/**
 * The matrices behind mtp, written out. (T_ℓμ)_{ab} = √((2ℓ+1)/(2j+1)) ⟨j b ℓ μ | j a⟩, E_ℓm = (−i)^(ℓ mod 2) Σ_μ U_mμ T_ℓμ, and the spin
 * matrices J_x, J_y, J_z themselves. Every entry is a power of i times a surd, and so is every product of entries.
 */
import { clebschGordan } from '../../src/coupling/clebsch-gordan.ts';
import { basisChangeRow } from '../../src/coupling/real-basis.ts';
import { rational } from '../../src/exact/rational.ts';
import { equalSurds, multiplySurds, negateSurd, type Surd, sqrtOfRational } from '../../src/exact/surd.ts';
import { type SurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';

/** i^turns · value, value ≠ 0. */
export interface Phased {
  readonly turns: number;
  readonly value: Surd;
}

/** A (2j+1)×(2j+1) matrix by its non-zero entries; row and column are counted from the projection −j. */
export interface SpinMatrix {
  readonly entries: readonly MatrixCell[];
}

export interface MatrixCell {
  readonly row: number;
  readonly column: number;
  readonly entry: Phased;
}

export const timesPhase = (a: Phased, turns: number, factor: Surd): Phased => ({
  turns: (a.turns + turns) % 4,
  value: multiplySurds(a.value, factor),
});

const multiplyPhased = (a: Phased, b: Phased): Phased => timesPhase(a, b.turns, b.value);
const conjugate = ({ turns, value }: Phased): Phased => ({ turns: (4 - turns) % 4, value });

export const scaleMatrix = ({ entries }: SpinMatrix, turns: number, factor: Surd): SpinMatrix => ({
  entries: entries.map((cell) => ({ ...cell, entry: timesPhase(cell.entry, turns, factor) })),
});

/** T_ℓμ for ℓ ≤ 2j. */
export function polarisation(l: number, mu: number, twiceJ: number): SpinMatrix {
  const j = twiceJ / 2;
  const scale = sqrtOfRational(rational(2 * l + 1, twiceJ + 1));
  const entries: MatrixCell[] = [];
  for (let column = Math.max(0, -mu); column <= Math.min(twiceJ, twiceJ - mu); column++) {
    const row = column + mu;
    const value = multiplySurds(scale, clebschGordan(j, column - j, l, mu, j, row - j));
    if (value.sign !== 0) entries.push({ row, column, entry: { turns: 0, value } });
  }
  return { entries };
}

/** E_ℓm for ℓ ≤ 2j, m in the real basis. */
export function embedding(l: number, m: number, twiceJ: number): SpinMatrix {
  const half = sqrtOfRational(rational(1, m === 0 ? 1 : 2));
  const parts = basisChangeRow(m).map(({ mu, turns }) =>
    scaleMatrix(polarisation(l, mu, twiceJ), turns + 3 * (l % 2), half),
  );
  return { entries: parts.flatMap(({ entries }) => entries) };
}

/** J_y, J_z or J_x for m = −1, 0, 1, from the ladder operators. */
export function spinMatrix(m: number, twiceJ: number): SpinMatrix {
  const j = twiceJ / 2;
  const entries: MatrixCell[] = [];
  for (let column = 0; column <= twiceJ; column++) {
    const b = column - j;
    if (m === 0 && b !== 0) {
      const size = sqrtOfRational(rational(BigInt(2 * b) ** 2n, 4));
      entries.push({ row: column, column, entry: { turns: b < 0 ? 2 : 0, value: size } });
    }
    for (const step of m === 0 ? [] : [1, -1]) {
      const row = column + step;
      if (row < 0 || row > twiceJ) continue;
      // J_x = (J+ + J−)/2, J_y = (J+ − J−)/2i; J± |b⟩ = √(j(j+1) − b(b±1)) |b±1⟩
      const size = sqrtOfRational(rational(j * (j + 1) * 4 - 4 * b * (b + step), 16));
      entries.push({ row, column, entry: { turns: m === 1 ? 0 : step === 1 ? 3 : 1, value: size } });
    }
  }
  return { entries };
}

/** The product, entry by entry as lists of summands. */
export type Summands = ReadonlyMap<number, readonly Phased[]>;

/** One key for a row and a column, for 2j < 1024. */
export const cellKey = (row: number, column: number): number => 1024 * row + column;

export function multiplyMatrices(a: SpinMatrix, b: SpinMatrix): Summands {
  const product = new Map<number, Phased[]>();
  for (const left of a.entries) {
    for (const right of b.entries) {
      if (left.column !== right.row) continue;
      const key = cellKey(left.row, right.column);
      const known = product.get(key);
      const term = multiplyPhased(left.entry, right.entry);
      if (known === undefined) product.set(key, [term]);
      else known.push(term);
    }
  }
  return product;
}

/** Real and imaginary part of a sum of phased surds. */
export function sumOfPhased(terms: readonly Phased[]): { re: SurdSum; im: SurdSum } {
  const part = (turns: number): Surd[] =>
    terms.flatMap((term) =>
      term.turns === turns ? [term.value] : term.turns === turns + 2 ? [negateSurd(term.value)] : [],
    );
  return { re: sumOfSurds(part(0)), im: sumOfSurds(part(1)) };
}

/** Tr E† P for a product P. */
export function traceAgainst({ entries }: SpinMatrix, product: Summands): { re: SurdSum; im: SurdSum } {
  return sumOfPhased(
    entries.flatMap(({ row, column, entry }) =>
      (product.get(cellKey(row, column)) ?? []).map((term) => multiplyPhased(conjugate(entry), term)),
    ),
  );
}

/** The same matrix: the same entries, phases reduced to i^0 and i^1. */
export function equalMatrices(a: SpinMatrix, b: SpinMatrix): boolean {
  const normal = ({ entries }: SpinMatrix): Map<number, Phased> =>
    new Map(
      entries.map(({ row, column, entry: { turns, value } }) => [
        cellKey(row, column),
        turns < 2 ? { turns, value } : { turns: turns - 2, value: negateSurd(value) },
      ]),
    );
  const [p, q] = [normal(a), normal(b)];
  return (
    p.size === q.size &&
    [...p].every(([key, { turns, value }]) => {
      const other = q.get(key);
      return other !== undefined && other.turns === turns && equalSurds(other.value, value);
    })
  );
}

/** Θ E Θ⁻¹ with Θ = (antiunitary) time reversal: entry (−1)^(a−b) · conj(E_{−a,−b}). */
export const timeReversed = ({ entries }: SpinMatrix, twiceJ: number): SpinMatrix => ({
  entries: entries.map(({ row, column, entry }) => ({
    row: twiceJ - row,
    column: twiceJ - column,
    entry: timesPhase(conjugate(entry), (row - column) % 2 === 0 ? 0 : 2, { sign: 1, num: 1n, den: 1n, pi: 0 }),
  })),
});
