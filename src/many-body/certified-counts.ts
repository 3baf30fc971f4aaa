/**
 * What has a certificate. Of counts (proofs/symmetric-maps-are-counted.ts): those of the symmetric maps to every output from up to ν factors
 * of 0e+1o+2e+… up to degree L, one copy of each. Of bases (proofs/symmetric-bases-are-orthonormal.ts): those of the same maps, to outputs of
 * low degree.
 */
import { equalIrreps, type Irrep, type Irreps, naturalIrrep, printIrreps, singles } from '../irreps/index.ts';

export const COUNT_CERTIFICATE = { id: 'many-body-counts', degree: 4, order: 4 } as const;
export const BASIS_CERTIFICATE = { id: 'symmetric-bases', degree: 3, order: 4 } as const;

/** 0e+1o+2e+… up to degree l. */
export const naturalFeatures = (l: number): Irreps =>
  singles(Array.from({ length: l + 1 }, (_, degree) => naturalIrrep(degree)));

/** The certificate of `symmetric` at this order, whatever the output; irreps may come in any order. */
export function countCertificate(irreps: Irreps, order: number): string | undefined {
  const { id, degree, order: largest } = COUNT_CERTIFICATE;
  const given = irreps.filter(({ mul }) => mul > 0);
  if (given.length === 0 || given.length > degree + 1 || order > largest) return undefined;
  const isCovered = naturalFeatures(given.length - 1).every(({ irrep }) =>
    given.some((entry) => entry.mul === 1 && equalIrreps(entry.irrep, irrep)),
  );
  return isCovered ? id : undefined;
}

/** The certificate of a basis: irreps come in order, as positions in the vector of V are part of it. */
export function basisCertificate(irreps: Irreps, order: number, out: Irrep): string | undefined {
  const { id, degree, order: largest } = BASIS_CERTIFICATE;
  const isCovered = Array.from({ length: degree + 1 }, (_, l) => printIrreps(naturalFeatures(l))).includes(
    printIrreps(irreps),
  );
  return isCovered && order <= largest && out.l <= degree ? id : undefined;
}
