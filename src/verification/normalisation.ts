/** The names of scales, and which operation has which. */
import type { OperationId } from '../operation/operation.ts';

/**
 * The scale of an operation's paths. `definition`: the table of the operation as it stands (for cgtp `w3j`, for gtp `integral`) ·
 * `any`: each path any non-zero factor · `auto`: a named one, or a named one times one positive factor.
 */
export const NORMALISATIONS = ['auto', 'any', 'definition', 'w3j', 'component', 'integral', 'norm'] as const;
export type Normalisation = (typeof NORMALISATIONS)[number];

/** Operations of plain degrees: their definition, or that of irreps of norm one. */
const PLAIN: readonly Normalisation[] = ['auto', 'any', 'definition', 'norm'];
/** Operations on functions on the sphere: scales of the harmonics. */
const HARMONIC: readonly Normalisation[] = ['auto', 'any', 'definition', 'integral', 'component', 'norm'];

/** Operations with scales of their own. */
const OWN: Readonly<Partial<Record<OperationId | 'any', readonly Normalisation[]>>> = {
  any: ['auto', 'any'],
  cgtp: ['auto', 'any', 'definition', 'w3j', 'component'],
  gtp: HARMONIC,
  curl: HARMONIC,
  'gtp+curl': HARMONIC,
};

/** What a claim may say of an operation. */
export const normalisationsOf = (operation: OperationId | 'any'): readonly Normalisation[] => OWN[operation] ?? PLAIN;
