/**
 * Matrix product: embed both inputs in n×n matrices (n = 2j+1), multiply, project by traces.
 *
 * For integer j the matrices are real and E_m has the entries of w3j(ℓ, j, j). For half-integer j they are complex, in the basis
 * |j μ⟩: E_m lives on the two diagonals μ−μ' = ±m, each entry real or imaginary; some of them vanish. Degrees above 2j embed to nothing.
 *
 * Inversion does nothing to a matrix, and one product mixes even and odd ℓ1+ℓ2+ℓ3. In O(3) even and odd parities therefore have
 * matrices of their own, every left one multiplies every right one, and products of equal parity are added before projection.
 */
import { couplingNonZeros } from '../coupling/nonzeros.ts';
import { racahInteger } from '../coupling/wigner-3j.ts';
import type { Arithmetic } from '../exact/arithmetic.ts';
import { SURD_ZERO, type Surd } from '../exact/surd.ts';
import type { Parity } from '../irreps/irrep.ts';
import type { Irreps } from '../irreps/irreps.ts';
import { type Algorithm, type AlgorithmId, type Cost, layoutOf, type Plan, type Workload } from './algorithm.ts';
import { matrixEntries } from './spin-embedding.ts';

/** Non-zero entries of all E_m of degree l in n×n matrices. */
function sparseEntries(l: number, n: number): number {
  if (n % 2 === 1) return couplingNonZeros(l, (n - 1) / 2, (n - 1) / 2).real;
  const twiceJ = n - 1;
  let entries = 0;
  for (let m = 0; m <= l; m++) {
    for (let from = -twiceJ; from + 2 * m <= twiceJ; from += 2) {
      // m > 0 stands for cosine and sine, each on the diagonals ±m.
      if (racahInteger(twiceJ, 2 * l, twiceJ, from, 2 * m) !== 0n) entries += m === 0 ? 1 : 4;
    }
  }
  return entries;
}

/** The parities on a side: each has a matrix of its own (in SO(3) all irreps count as even). */
const paritiesOf = (side: Irreps): ReadonlySet<Parity> => new Set(side.map(({ irrep }) => irrep.p));
const matrices = (side: Irreps): number => paritiesOf(side).size;

const denseEntries = (l: number, n: number): number => (2 * l + 1) * n * n * (n % 2 === 1 ? 1 : 2);

/** One multiplication of an embedding or a projection: vector place, matrix place (row-major), part, table value. */
interface Conversion {
  readonly parity: Parity;
  readonly vector: number;
  readonly place: number;
  readonly part: 'real' | 'imaginary';
  readonly value: Surd;
}

/** The table of one side: its non-zero entries, or every entry of every matrix. */
function conversions(side: Irreps, twiceJ: number, whole: boolean): Conversion[] {
  const n = twiceJ + 1;
  return layoutOf(side).placed.flatMap(({ irrep: { l, p }, offset }) => {
    const entries = matrixEntries(l, twiceJ).map(({ order, row, column, part, value }) => ({
      parity: p,
      vector: offset + order,
      place: row * n + column,
      part,
      value,
    }));
    if (!whole || l > twiceJ) return entries;
    const known = new Map(entries.map((entry) => [`${entry.vector} ${entry.place} ${entry.part}`, entry]));
    const parts = n % 2 === 1 ? (['real'] as const) : (['real', 'imaginary'] as const);
    return Array.from({ length: 2 * l + 1 }, (_, order) => offset + order).flatMap((vector) =>
      Array.from({ length: n * n }, (_, place) => place).flatMap((place) =>
        parts.map(
          (part) => known.get(`${vector} ${place} ${part}`) ?? { parity: p, vector, place, part, value: SURD_ZERO },
        ),
      ),
    );
  });
}

/** A square matrix, row-major; the imaginary part only where matrices are complex. */
interface Matrix<T> {
  readonly real: T[];
  readonly imaginary: T[];
}

type MatrixByParity<T> = Map<Parity, Matrix<T>>;

function emptyMatrix<T>(over: Arithmetic<T>, n: number): Matrix<T> {
  const zeros = (): T[] => new Array<T>(n * n).fill(over.zero);
  return { real: zeros(), imaginary: zeros() };
}

function matrixOf<T>(over: Arithmetic<T>, matrices: MatrixByParity<T>, parity: Parity, n: number): Matrix<T> {
  const known = matrices.get(parity) ?? emptyMatrix(over, n);
  matrices.set(parity, known);
  return known;
}

function embed<T>(
  over: Arithmetic<T>,
  side: Irreps,
  table: readonly Conversion[],
  x: readonly T[],
  n: number,
): MatrixByParity<T> {
  const matrices: MatrixByParity<T> = new Map();
  for (const { irrep } of side) matrixOf(over, matrices, irrep.p, n);
  for (const { parity, vector, place, part, value } of table) {
    const target = matrixOf(over, matrices, parity, n)[part];
    target[place] = over.add(target[place] ?? over.zero, over.multiply(over.constant(value), x[vector] ?? over.zero));
  }
  return matrices;
}

/** Adds a·b to `sum`; four products for a complex one. */
function accumulateProduct<T>(over: Arithmetic<T>, a: Matrix<T>, b: Matrix<T>, sum: Matrix<T>, n: number): void {
  const product = (p: T[], q: T[], i: number, k: number, j: number): T =>
    over.multiply(p[i * n + k] ?? over.zero, q[k * n + j] ?? over.zero);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let [real, imaginary] = [sum.real[i * n + j] ?? over.zero, sum.imaginary[i * n + j] ?? over.zero];
      for (let k = 0; k < n; k++) {
        real = over.add(real, product(a.real, b.real, i, k, j));
        if (n % 2 === 1) continue;
        real = over.subtract(real, product(a.imaginary, b.imaginary, i, k, j));
        imaginary = over.add(imaginary, product(a.real, b.imaginary, i, k, j));
        imaginary = over.add(imaginary, product(a.imaginary, b.real, i, k, j));
      }
      sum.real[i * n + j] = real;
      sum.imaginary[i * n + j] = imaginary;
    }
  }
}

function planOf({ left, right, out, parameters: { twiceJ = 0 } }: Workload, whole: boolean): Plan {
  const n = twiceJ + 1;
  const tables = [left, right, out].map((side) => conversions(side, twiceJ, whole));
  const length = layoutOf(out).length;
  return {
    exact: true,
    outputs: [''],
    evaluate: <T>(over: Arithmetic<T>, x: readonly T[], y: readonly T[]) => {
      const a = embed(over, left, tables[0] ?? [], x, n);
      const b = embed(over, right, tables[1] ?? [], y, n);
      const products: MatrixByParity<T> = new Map();
      for (const [p, first] of a) {
        for (const [q, second] of b) {
          accumulateProduct(over, first, second, matrixOf(over, products, p === q ? 1 : -1, n), n);
        }
      }
      // z_m = Tr E_m† P: the real algebra keeps it real, so only equal parts meet.
      const z = new Array<T>(length).fill(over.zero);
      for (const { parity, vector, place, part, value } of tables[2] ?? []) {
        const from = matrixOf(over, products, parity, n)[part][place] ?? over.zero;
        z[vector] = over.add(z[vector] ?? over.zero, over.multiply(over.constant(value), from));
      }
      return [z];
    },
  };
}

/**
 * Multiplications of a product of several factors A_1 A_2 … A_ν, each of one side's irreps, by non-zero matrix entries: every factor
 * embedded, ν−1 dense matrix products (one for each pair of parities that meets), one projection. For two factors: `mtp-sparse`.
 * @param factors at least one
 */
export function matrixChainCount(factors: readonly Irreps[], out: Irreps, twiceJ: number): bigint {
  const n = twiceJ + 1;
  const entries = [...factors, out]
    .flat()
    .reduce((sum, { irrep: { l } }) => sum + (l <= twiceJ ? sparseEntries(l, n) : 0), 0);
  let [carried, products] = [paritiesOf(factors[0] ?? []), 0];
  for (const factor of factors.slice(1)) {
    const parities = paritiesOf(factor);
    products += carried.size * parities.size;
    carried = new Set([...carried].flatMap((p) => [...parities].map((q): Parity => (p === q ? 1 : -1))));
  }
  return BigInt(entries + products * n ** 3 * (n % 2 === 1 ? 1 : 4));
}

function costOf(
  { left, right, out, parameters: { twiceJ = 0 } }: Workload,
  entries: (l: number, n: number) => number,
): Cost {
  const n = twiceJ + 1;
  const embedded = (side: Irreps): number =>
    side.reduce((sum, { irrep: { l } }) => sum + (l <= twiceJ ? entries(l, n) : 0), 0);
  const converted = embedded(left) + embedded(right) + embedded(out);
  const [a, b, c] = [matrices(left), matrices(right), matrices(out)];
  return {
    multiplyAdds: BigInt(converted + a * b * n ** 3 * (n % 2 === 1 ? 1 : 4)),
    tableNumbers: BigInt(converted),
    workspaceNumbers: BigInt((a + b + c) * n * n * (n % 2 === 1 ? 1 : 2)),
  };
}

function matrix(id: AlgorithmId, how: string, whole: boolean): Algorithm {
  return {
    id,
    operation: 'mtp',
    how,
    cost: (work) => costOf(work, whole ? denseEntries : sparseEntries),
    plan: (work) => planOf(work, whole),
  };
}

export const mtpDense = matrix(
  'mtp-dense',
  'embedding by whole matrices, one matrix product (one for each pair of parities in O(3)), projection by whole matrices',
  true,
);
export const mtpSparse = matrix(
  'mtp-sparse',
  'embedding and projection by the non-zero matrix entries, one dense matrix product (one for each pair of parities in O(3))',
  false,
);
