/**
 * Matrix product: embed both inputs in n×n matrices (n = 2j+1), multiply, project by traces.
 *
 * For integer j the matrices are real and E_m has the entries of w3j(ℓ, j, j). For half-integer j they are complex, in the basis
 * |j μ⟩: E_m fills the two diagonals μ−μ' = ±m, each entry real or imaginary. Degrees above 2j embed to nothing.
 */
import { couplingNonZeros } from '../coupling/nonzeros.ts';
import { type Irreps } from '../irreps/irreps.ts';
import { type Algorithm, type AlgorithmId, signals, type Workload } from './algorithm.ts';

/** Non-zero entries of all E_m of degree l in n×n matrices. */
function sparseEntries(l: number, n: number): number {
  if (n % 2 === 1) return couplingNonZeros(l, (n - 1) / 2, (n - 1) / 2).real;
  let entries = n;
  for (let m = 1; m <= l; m++) entries += 4 * (n - m); // cosine and sine, two diagonals each
  return entries;
}

const denseEntries = (l: number, n: number): number => (2 * l + 1) * n * n * (n % 2 === 1 ? 1 : 2);

function matrix(id: AlgorithmId, how: string, entries: (l: number, n: number) => number): Algorithm {
  return {
    id,
    operation: 'mtp',
    how,
    cost: ({ left, right, out, group, parameters: { twiceJ = 0 } }: Workload) => {
      const n = twiceJ + 1;
      const embedded = (side: Irreps): number =>
        side.reduce((sum, { irrep: { l } }) => sum + (l <= twiceJ ? entries(l, n) : 0), 0);
      const conversions = embedded(left) + embedded(right) + embedded(out);
      const [a, b, c] = [signals(left, group).length, signals(right, group).length, signals(out, group).length];
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

export const mtpDense = matrix('mtp-dense', 'embedding by whole matrices, one matrix product, projection by whole matrices', denseEntries);
export const mtpSparse = matrix(
  'mtp-sparse',
  'embedding and projection by the non-zero matrix entries, one dense matrix product',
  sparseEntries,
);
