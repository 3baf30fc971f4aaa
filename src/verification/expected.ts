/**
 * The claimed coefficient of every path, in float64: the operation's exact one, in each normalisation that the claim allows.
 *
 * cgtp: w3j t = 1 · component t = √(2ℓ3+1). The others scale irreps, not paths: with n(ℓ) from integral to the named harmonics
 * (component √4π, norm √(4π/(2ℓ+1)); for operations without harmonics 1 and 1/√(2ℓ+1)), inputs and outputs are
 *
 *   expanded in these functions:   t·n(ℓ1)n(ℓ2)/n(ℓ3)          projected on them:   t·n(ℓ1)n(ℓ2)n(ℓ3)
 *
 * and both readings of a name are in use, so both are taken.
 */
import { rootDimension } from '../coupling/gaunt.ts';
import { normalisationFactor } from '../coupling/harmonics.ts';
import { surdSumToFloat64, surdToFloat64 } from '../exact/float.ts';
import { divideSurds, invertSurd, multiplySurds, SURD_ONE, type Surd } from '../exact/surd.ts';
import { sumOfSurds } from '../exact/surd-sum.ts';
import type { Group, Path } from '../irreps/path.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import type { OperationId, Parameters } from '../operation/operation.ts';
import type { Claim } from './claim.ts';
import type { Block } from './decomposition.ts';
import type { Normalisation } from './normalisation.ts';

/** A named scale of all paths. */
export interface Scale {
  readonly name: string;
  factor(l1: number, l2: number, l3: number): Surd;
}

const unscaled = (name: string): Scale => ({ name, factor: () => SURD_ONE });

function perIrrep(name: string, n: (l: number) => Surd): Scale[] {
  const inputs = (l1: number, l2: number): Surd => multiplySurds(n(l1), n(l2));
  return [
    { name, factor: (l1, l2, l3) => divideSurds(inputs(l1, l2), n(l3)) },
    { name: `${name} (projected)`, factor: (l1, l2, l3) => multiplySurds(inputs(l1, l2), n(l3)) },
  ];
}

const harmonicScales: readonly Scale[] = [
  unscaled('integral'),
  ...perIrrep('component', (l) => normalisationFactor(l, 'component')),
  ...perIrrep('norm', (l) => normalisationFactor(l, 'norm')),
];
const plainScales: readonly Scale[] = [
  unscaled('definition'),
  ...perIrrep('norm', (l) => invertSurd(rootDimension(l))),
];

/** Operations with scales of their own; the others have the plain ones. */
const OWN: Readonly<Partial<Record<OperationId, readonly Scale[]>>> = {
  cgtp: [unscaled('w3j'), { name: 'component', factor: (_l1, _l2, l3) => rootDimension(l3) }],
  gtp: harmonicScales,
  curl: harmonicScales,
  'gtp+curl': harmonicScales,
};

/** The scales that a claim allows, the first being the operation's definition where all are allowed. */
export function scalesOf(operation: OperationId, normalisation: Normalisation): readonly Scale[] {
  const named = OWN[operation] ?? plainScales;
  if (normalisation === 'auto') return named;
  if (normalisation === 'any' || normalisation === 'definition') return named.slice(0, 1);
  return named.filter(({ name }) => name === normalisation || name === `${normalisation} (projected)`);
}

/** Σ of the terms' coefficients times the scale, correctly rounded where the path has one term, within 3 roundings else. */
export function coefficientOf(
  operation: OperationId,
  parameters: Parameters,
  group: Group,
  scale: Scale,
  path: Path,
): number {
  const terms = OPERATIONS[operation].terms(path, parameters, group);
  const factor = scale.factor(path.left.l, path.right.l, path.out.l);
  const [first] = terms;
  if (first === undefined) return 0;
  if (terms.length === 1) return surdToFloat64(multiplySurds(first.reduced, factor));
  // All terms of a path carry the same power of π: taken out, a sum of roots of rationals is left.
  const pi = first.reduced.pi;
  const sum = sumOfSurds(terms.map(({ reduced }) => ({ ...reduced, pi: reduced.pi - pi })));
  return surdSumToFloat64(sum) * surdToFloat64(multiplySurds(factor, { sign: 1, num: 1n, den: 1n, pi }));
}

/** Claimed coefficients of blocks of slots, in one scale. */
export interface ExpectedTable {
  readonly scale: string;
  /** whether any value but zero will do where one is expected */
  readonly free: boolean;
  coefficient(block: Pick<Block, 'left' | 'right' | 'out'>): number;
}

/** The tables that a claim allows, for the operation named; none for `any` without pinned paths. */
export function expectedTables(claim: Claim, operation: OperationId | 'any'): ExpectedTable[] {
  const { normalisation, group, parameters, paths } = claim;
  const scales = operation === 'any' ? [unscaled('as pinned')] : scalesOf(operation, normalisation);
  const free = normalisation === 'any';
  const pinned =
    paths === undefined ? undefined : new Map(paths.map((path) => [slotsName(path.left, path.right, path.out), path]));
  if (operation === 'any' && pinned === undefined) return [];
  return scales.map((scale) => {
    const known = new Map<string, number>();
    const ofOperation = (path: Path): number => {
      if (operation === 'any' || (group === 'o3' && path.left.p * path.right.p !== path.out.p)) return 0;
      const { left, right, out } = path;
      const name = `${left.l},${left.p},${right.l},${right.p},${out.l},${out.p}`;
      const value = known.get(name) ?? coefficientOf(operation, parameters, group, scale, path);
      known.set(name, value);
      return value;
    };
    return {
      scale: scale.name,
      free,
      coefficient: ({ left, right, out }) => {
        const path = { left: left.irrep, right: right.irrep, out: out.irrep };
        if (pinned === undefined) return ofOperation(path);
        const pin = pinned.get(slotsName(left.slot, right.slot, out.slot));
        if (pin === undefined) return 0;
        if (pin.reduced === undefined) return ofOperation(path);
        return surdToFloat64(multiplySurds(pin.reduced, scale.factor(path.left.l, path.right.l, path.out.l)));
      },
    };
  });
}

const slotsName = (left: number, right: number, out: number): string => `${left} ${right} ${out}`;
