/**
 * Conventions as data: in which order, with which axes and in which scale a library writes what we compute.
 *
 * Ours, `standard`: real harmonics, m = −ℓ…ℓ, sine for m < 0, no Condon–Shortley sign, polar axis z (real-basis.ts). No other
 * convention here changes a sign: each only reorders the m of a degree, renames the axes, or scales.
 *
 * Sources, read for their defaults: e3nn 0.6 `o3.wigner_3j`, `o3.spherical_harmonics`; e3nn-jax 0.21 `clebsch_gordan`, `config`;
 * cuEquivariance `Irrep.clebsch_gordan`, `descriptors.spherical_harmonics`; OpenEquivariance, whose harmonics are e3nn's;
 * e3x 1.0 `so3.clebsch_gordan`, `_cartesian_permutation_for_degree`, `Config.normalization`; sphericart, which has no coupling
 * tensor of its own.
 */
import { RequestError } from '../errors.ts';
import { SURD_ONE, type Surd } from '../exact/surd.ts';
import { checkDegree } from './angular-momentum.ts';
import { rootDimension } from './gaunt.ts';
import type { Axis } from './generators.ts';
import type { HarmonicNormalisation } from './harmonics.ts';

/** `ascending`: m = −ℓ, …, ℓ · `descending-size`: m = ℓ, −ℓ, ℓ−1, −(ℓ−1), …, 0. */
export type BasisOrder = 'ascending' | 'descending-size';

/** `w3j`: Σ C² = 1 on every path · `component`: Σ C² = 2ℓ3+1. */
export type CouplingNormalisation = 'w3j' | 'component';

/**
 * How a feature vector is laid out: `lm` index ℓ²+ℓ+m · `mul-ir` per irrep, copies outside, m inside · `ir-mul` the other way
 * round · `parity-lm-mul` the array [parity, (L+1)², copies].
 */
export type Layout = 'lm' | 'mul-ir' | 'ir-mul' | 'parity-lm-mul';

export interface Convention {
  readonly name: string;
  readonly order: BasisOrder;
  /** What we call their axes x, y, z. `y z x`: their x is our y, their y (the polar axis) is our z, their z is our x. */
  readonly axes: readonly [x: Axis, y: Axis, z: Axis];
  /** The scale of the table that the library publishes. */
  readonly coupling: CouplingNormalisation;
  /** The scale of its harmonics, where the caller names none. */
  readonly harmonics: HarmonicNormalisation;
  readonly layout: Layout;
}

const standard: Convention = {
  name: 'standard',
  order: 'ascending',
  axes: ['x', 'y', 'z'],
  coupling: 'w3j',
  harmonics: 'integral',
  layout: 'lm',
};
const e3nn: Convention = { ...standard, name: 'e3nn', axes: ['y', 'z', 'x'], layout: 'mul-ir' };

/** All presets; the first is ours. */
export const CONVENTIONS: readonly Convention[] = [
  standard,
  e3nn,
  { ...e3nn, name: 'e3nn-jax', harmonics: 'component' },
  { ...e3nn, name: 'cuequivariance', coupling: 'component', harmonics: 'component', layout: 'ir-mul' },
  { ...e3nn, name: 'openequivariance' },
  {
    ...standard,
    name: 'e3x',
    order: 'descending-size',
    coupling: 'component',
    harmonics: 'racah',
    layout: 'parity-lm-mul',
  },
  { ...standard, name: 'sphericart' },
];

export const CONVENTION_NAMES: readonly string[] = CONVENTIONS.map(({ name }) => name);

export const STANDARD: Convention = standard;

/** The preset of that name. @throws RequestError that lists the names */
export function conventionNamed(name: string): Convention {
  const found = CONVENTIONS.find((convention) => convention.name === name);
  if (found !== undefined) return found;
  throw new RequestError(`expected a convention (${CONVENTION_NAMES.join(', ')}), got ${JSON.stringify(name)}`);
}

/**
 * The m of our basis in their order: entry i is the m of their index i.
 * @throws RequestError unless l is an integer in 0…1000
 */
export function basisOrder({ order }: Pick<Convention, 'order'>, l: number): number[] {
  checkDegree(l, 'l');
  if (order === 'ascending') return Array.from({ length: 2 * l + 1 }, (_, i) => i - l);
  const sizes = Array.from({ length: l }, (_, i) => l - i);
  return [...sizes.flatMap((size) => [size, -size]), 0];
}

/** The permutation behind `basisOrder`: entry m + l is their index of our m. @throws RequestError as basisOrder */
export function basisIndices(convention: Pick<Convention, 'order'>, l: number): number[] {
  const indices: number[] = new Array(2 * l + 1).fill(0);
  basisOrder(convention, l).forEach((m, i) => {
    indices[m + l] = i;
  });
  return indices;
}

/** Their coupling tensor into degree l3 over our w3j: 1 or √(2ℓ3+1). */
export const couplingFactor = ({ coupling }: Pick<Convention, 'coupling'>, l3: number): Surd =>
  coupling === 'component' ? rootDimension(l3) : SURD_ONE;
