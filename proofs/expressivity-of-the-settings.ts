/**
 * The expressivity of every operation at every number of channels, in one setting and parity mode. Evidence: an order of peeling for the
 * upper bounds, a seed and the channel counts at which ranks are taken for the lower ones (README.md, "Expressivity").
 */
import type { Analysis } from '../src/analysis/index.ts';
import { MODULUS } from '../src/exact/index.ts';
import {
  groupOfParityMode,
  PARITY_MODES,
  type ParityMode,
  SETTINGS,
  type Setting,
  settingIrreps,
} from '../src/irreps/index.ts';
import { findAnalysis, type Study } from '../src/report/study.ts';
import { holds, steps, type Theorem, theorem } from './certificate.ts';
import { peelingOrder, RANK_SEED, rankedChannels } from './peeling-order.ts';

/** Whether there is anything to bound. */
const isTrivial = ({ operation, ceiling }: Analysis): boolean => operation === 'cgtp' || ceiling === 0;

function rowOf(analysis: Analysis, setting: Setting, parity: ParityMode, lmax: number) {
  const { operation, paths, interactions, expressivity, parameters } = analysis;
  holds(
    expressivity.every(({ certified }) => certified),
    `${setting} ${parity} L = ${lmax} ${operation}: not certified`,
  );
  const reach = interactions === 0 ? [] : expressivity.map(({ lower }) => lower);
  if (isTrivial(analysis)) return { lmax, operation, paths, interactions, reach, ranks: [], peel: '' };
  const question = { operation, ...settingIrreps(setting, lmax), group: groupOfParityMode(parity), parameters };
  return { lmax, operation, paths, interactions, reach, ranks: rankedChannels(reach), peel: peelingOrder(question) };
}

function rowsOf(study: Study, setting: Setting, parity: ParityMode) {
  return steps(1, study.config.lmax).flatMap((lmax) =>
    study.config.operations.map((operation) => {
      const analysis = findAnalysis(study, operation, setting, parity, lmax);
      if (analysis === undefined) throw new Error(`the study lacks ${operation} in ${setting}`);
      return rowOf(analysis, setting, parity, lmax);
    }),
  );
}

const expressivityOfTheSetting = (setting: Setting, parity: ParityMode): Theorem =>
  theorem({
    id: `expressivity-${setting}-${parity}`,
    kind: 'expressivity-settings',
    statement: `Interactions, and expressivity at any number of channels, in ${setting}, ${parity}.`,
    range: 'every operation and degree of the default report',
    ofStudy: true,
    prove(study) {
      const rows = rowsOf(study(), setting, parity);
      const { lmax } = study().config;
      return {
        claim: `In ${setting}, ${parity}, of degree lmax = 1…${lmax}, the operation has so many interactions of so many paths, and reach lists its expressivity at 1, 2, … channels up to the first that reaches all interactions (mtp with 2j = 2⌈ℓ/2⌉, ℓ the highest degree).`,
        cases: rows.reduce((sum, { reach }) => sum + Math.max(1, reach.length), 0),
        setting,
        parity,
        lmax,
        prime: MODULUS,
        seed: RANK_SEED,
        rows,
      };
    },
  });

export const expressivityOfTheSettings: readonly Theorem[] = SETTINGS.flatMap((setting) =>
  PARITY_MODES.map((parity) => expressivityOfTheSetting(setting, parity)),
);
