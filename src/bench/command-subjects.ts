/**
 * The commands whose growth with the degree L is measured, and what of their work can be counted exactly:
 * the count at L stands beside the time at L, so that an exponent of the one explains that of the other.
 */

import { workloadOf } from '../algorithm/algorithm.ts';
import { cgtpSparse } from '../algorithm/cgtp.ts';
import { interactionGraph } from '../analysis/interactions.ts';
import { tableSize } from '../coupling/table.ts';
import { settingIrreps } from '../irreps/setting.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import { OPERATION_IDS, type OperationId } from '../operation/operation.ts';

export const COMMAND_IDS = ['export', 'analyze-cgtp', 'analyze-gtp', 'analyze-mtp', 'report'] as const;
export type CommandId = (typeof COMMAND_IDS)[number];

export interface CommandSubject {
  readonly id: CommandId;
  /** as it is typed; L stands for the degree, OUT for a folder or file, CONFIG for a configuration of `report` */
  readonly words: readonly string[];
  /** the least degree it takes: there it does little else than start */
  readonly least: number;
  /** where it is measured besides, rising */
  readonly degrees: readonly number[];
  /** what is counted */
  readonly counted: string;
  count(lmax: number): number;
}

const SETTING = 'mimo';

/** Paths of an operation in the setting, which are the coefficients of its maps. */
function coefficients(id: OperationId, lmax: number): number {
  const { left, right, out } = settingIrreps(SETTING, lmax);
  const operation = OPERATIONS[id];
  const parameters = operation.resolve({}, left, right, out, 'so3');
  return interactionGraph(operation, left, right, out, 'so3', parameters).interactions.length;
}

/** Products of two inputs and a coefficient in all coupling tensors of the setting, as `cgtp-sparse` multiplies them. */
function sparseProducts(lmax: number): number {
  const { left, right, out } = settingIrreps(SETTING, lmax);
  return Number(cgtpSparse.cost(workloadOf(left, right, out, 'so3', {})).multiplyAdds);
}

const analyze = (id: 'cgtp' | 'gtp' | 'mtp'): Pick<CommandSubject, 'id' | 'words' | 'least'> => ({
  id: `analyze-${id}`,
  words: ['analyze', '--op', id, '--setting', SETTING, '--lmax', 'L', '--json'],
  least: 0,
});

export const COMMAND_SUBJECTS: readonly CommandSubject[] = [
  {
    id: 'export',
    words: ['export', '--kind', 'real-cg', '--lmax', 'L', '--format', 'safetensors', '--output', 'OUT'],
    least: 0,
    degrees: [10, 12, 14, 16],
    counted: 'numbers in the tensors',
    count: (lmax) => tableSize('real-cg', lmax).numbers,
  },
  { ...analyze('cgtp'), degrees: [10, 14, 18, 22], counted: 'multiply–adds of `cgtp-sparse`', count: sparseProducts },
  {
    ...analyze('gtp'),
    degrees: [10, 12, 14, 16],
    counted: 'coefficients',
    count: (lmax) => coefficients('gtp', lmax),
  },
  {
    ...analyze('mtp'),
    degrees: [8, 10, 12, 14],
    counted: 'coefficients',
    count: (lmax) => coefficients('mtp', lmax),
  },
  {
    id: 'report',
    words: ['report', '--config', 'CONFIG', '--jobs', '1', '--out', 'OUT'],
    least: 1,
    degrees: [4, 6, 8],
    counted: 'coefficients, all operations and degrees',
    count: (lmax) =>
      OPERATION_IDS.flatMap((id) => Array.from({ length: lmax }, (_, k) => coefficients(id, k + 1))).reduce(
        (sum, one) => sum + one,
        0,
      ),
  },
];

/** What `report` is asked at L: one setting, and no models. */
export const reportConfig = (lmax: number): object => ({ settings: [SETTING], parities: ['so3'], lmax, models: [] });
