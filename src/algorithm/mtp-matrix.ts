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
import type { Irreps } from '../irreps/irreps.ts';
import type { Algorithm, AlgorithmId, Workload } from './algorithm.ts';

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

/** The number of matrices that carry a side: one for each parity on it (in SO(3) all irreps count as even). */
const matrices = (side: Irreps): number => new Set(side.map(({ irrep }) => irrep.p)).size;

const denseEntries = (l: number, n: number): number => (2 * l + 1) * n * n * (n % 2 === 1 ? 1 : 2);

function matrix(id: AlgorithmId, how: string, entries: (l: number, n: number) => number): Algorithm {
  return {
    id,
    operation: 'mtp',
    how,
    cost: ({ left, right, out, parameters: { twiceJ = 0 } }: Workload) => {
      const n = twiceJ + 1;
      const embedded = (side: Irreps): number =>
        side.reduce((sum, { irrep: { l } }) => sum + (l <= twiceJ ? entries(l, n) : 0), 0);
      const conversions = embedded(left) + embedded(right) + embedded(out);
      const [a, b, c] = [matrices(left), matrices(right), matrices(out)];
      const numbers = n % 2 === 1 ? 1 : 2;
      const product = n ** 3 * (n % 2 === 1 ? 1 : 4);
      return {
        multiplyAdds: BigInt(conversions + a * b * product),
        tableNumbers: BigInt(conversions),
        workspaceNumbers: BigInt((a + b + c) * n * n * numbers),
      };
    },
  };
}

export const mtpDense = matrix(
  'mtp-dense',
  'embedding by whole matrices, one matrix product (one for each pair of parities in O(3)), projection by whole matrices',
  denseEntries,
);
export const mtpSparse = matrix(
  'mtp-sparse',
  'embedding and projection by the non-zero matrix entries, one dense matrix product (one for each pair of parities in O(3))',
  sparseEntries,
);
