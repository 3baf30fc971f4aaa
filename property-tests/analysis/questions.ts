/** The questions put to expressivity: every operation in every setting, and random choices of irreps. */
import fc from 'fast-check';
import { type Expressivity, expressivity } from '../../src/analysis/expressivity.ts';
import { type InteractionGraph, interactionGraph } from '../../src/analysis/interactions.ts';
import type { Irreps } from '../../src/irreps/irreps.ts';
import type { Group } from '../../src/irreps/path.ts';
import { groupOfParityMode, type ParityMode, type Setting, settingIrreps } from '../../src/irreps/setting.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
import { OPERATION_IDS, type OperationId, type Parameters } from '../../src/operation/operation.ts';
import { everyIrrep } from '../operation/catalogue-paths.ts';
import { type WeightMap, weightMap } from './dense-jacobian.ts';

export interface Question {
  readonly id: OperationId;
  readonly left: Irreps;
  readonly right: Irreps;
  readonly out: Irreps;
  readonly group: Group;
  readonly parameters?: Parameters;
}

const resolved = ({ id, left, right, out, group, parameters = {} }: Question): Parameters =>
  OPERATIONS[id].resolve(parameters, left, right, out, group);

export const graphOf = (question: Question): InteractionGraph => {
  const { id, left, right, out, group } = question;
  return interactionGraph(OPERATIONS[id], left, right, out, group, resolved(question));
};

/** The same question for the independent road. */
export const mapOf = (question: Question): WeightMap => {
  const { id, left, right, out, group } = question;
  return weightMap(OPERATIONS[id], left, right, out, group, resolved(question));
};

export const answer = (question: Question, channels?: readonly number[]): Expressivity =>
  expressivity(graphOf(question), channels);

export const inSetting = (id: OperationId, setting: Setting, lmax: number, mode: ParityMode = 'so3'): Question => ({
  id,
  ...settingIrreps(setting, lmax),
  group: groupOfParityMode(mode),
});

export const describeQuestion = ({ id, group, left, right, out }: Question): string => {
  const side = (irreps: Irreps): string => irreps.map(({ mul, irrep }) => `${mul}x${irrep.l},${irrep.p}`).join('+');
  return `${id} in ${group}: ${side(left)} ⊗ ${side(right)} → ${side(out)}`;
};

/** Operations whose weights belong to irreps, so that channels matter. */
export const SHARED_WEIGHTS = OPERATION_IDS.filter((id) => OPERATIONS[id].weights === 'per-irrep');

/** A random side: distinct irreps of degree ≤ lmax, each with up to `copies` copies. */
const side = (lmax: number, copies: number): fc.Arbitrary<Irreps> =>
  fc
    .subarray(everyIrrep(lmax), { minLength: 1 })
    .chain((irreps) =>
      fc.tuple(...irreps.map((irrep) => fc.integer({ min: 1, max: copies }).map((mul) => ({ mul, irrep })))),
    );

/** A random question; in SO(3) the two parities of a degree are copies of one irrep, so only one parity is offered there. */
export const randomQuestion = (
  lmax: number,
  copies: number,
  ids: readonly OperationId[] = OPERATION_IDS,
): fc.Arbitrary<Question> =>
  fc.constantFrom('so3' as const, 'o3' as const).chain((group) => {
    const one = side(lmax, copies).map((irreps) =>
      group === 'o3'
        ? irreps
        : irreps.filter((entry, i) => irreps.findIndex(({ irrep }) => irrep.l === entry.irrep.l) === i),
    );
    return fc.record({ id: fc.constantFrom(...ids), left: one, right: one, out: one, group: fc.constant(group) });
  });
