/**
 * Which counts have a certificate (proofs/symmetric-maps-are-counted.ts): those of the symmetric maps to every output from up to ν factors of
 * 0e+1o+2e+… up to degree L, one copy of each.
 */
import { equalIrreps, type Irreps, naturalIrrep, singles } from '../irreps/index.ts';

export const COUNT_CERTIFICATE = { id: 'many-body-counts', degree: 4, order: 4 } as const;

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
