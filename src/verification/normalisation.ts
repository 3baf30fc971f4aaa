/** The names of scales, and which operation has which. */
import type { OperationId } from '../operation/operation.ts';

/**
 * The scale of an operation's paths. `definition`: the table of the operation as it stands (for cgtp `w3j`, for gtp `integral`) ·
 * `any`: each path any non-zero factor · `auto`: a named one, or a named one times one positive factor.
 */
export const NORMALISATIONS = ['auto', 'any', 'definition', 'w3j', 'component', 'integral', 'norm'] as const;
export type Normalisation = (typeof NORMALISATIONS)[number];

/** What a claim may say of each operation. */
export const OPERATION_NORMALISATIONS: Readonly<Record<OperationId | 'any', readonly Normalisation[]>> = {
  any: ['auto', 'any'],
  cgtp: ['auto', 'any', 'definition', 'w3j', 'component'],
  gtp: ['auto', 'any', 'definition', 'integral', 'component', 'norm'],
  curl: ['auto', 'any', 'definition', 'integral', 'component', 'norm'],
  'gtp+curl': ['auto', 'any', 'definition', 'integral', 'component', 'norm'],
  mtp: ['auto', 'any', 'definition', 'norm'],
  vstp: ['auto', 'any', 'definition', 'norm'],
};
