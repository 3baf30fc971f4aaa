/**
 * The commands whose growth with the degree L is measured, and what of their work can be counted exactly:
 * the count at L stands beside the time at L, so that an exponent of the one explains that of the other.
 */

import { workloadOf } from '../algorithm/algorithm.ts';
import { cgtpSparse } from '../algorithm/cgtp.ts';
import { interactionGraph } from '../analysis/interactions.ts';
import { tableSize } from '../coupling/table.ts';
import { irrepsDimension } from '../irreps/irreps.ts';
import { settingIrreps } from '../irreps/setting.ts';
import { basisCoefficients } from '../many-body/basis-size.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import { OPERATION_IDS, type OperationId } from '../operation/operation.ts';
import { degreesUpTo, pairOfVectors } from './command-inputs.ts';

export const COMMAND_IDS = [
  'export',
  'analyze-cgtp',
  'analyze-gtp',
  'analyze-mtp',
  'report',
  'verify',
  'many-body',
  'apply',
] as const;
export type CommandId = (typeof COMMAND_IDS)[number];

export interface CommandSubject {
  readonly id: CommandId;
  /** as it is typed; L stands for the degree, IRREPS for 0e+1o+… up to it, OUT for a folder or file, CONFIG and MANIFEST for what command-inputs.ts writes */
  readonly words: readonly string[];
  /** what it reads */
  readonly stdin?: (lmax: number) => string;
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

/** The outputs of `many-body`. */
const SCALAR_AND_VECTOR = settingIrreps('mimo', 1).left.map(({ irrep }) => irrep);

/** Multiply–adds of one product up to L, as `apply` runs it. */
function appliedProducts(lmax: number): number {
  const irreps = degreesUpTo(lmax);
  return Number(cgtpSparse.cost(workloadOf(irreps, irreps, irreps, 'o3', {})).multiplyAdds);
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
  {
    id: 'verify',
    words: ['verify', 'MANIFEST'],
    least: 0,
    degrees: [4, 6, 8, 10],
    counted: 'numbers in the tensor that is judged',
    count: (lmax) => irrepsDimension(degreesUpTo(lmax)) ** 3,
  },
  {
    id: 'many-body',
    words: ['many-body', '--irreps', 'IRREPS', '--correlation', '3', '--out', '0e+1o'],
    least: 1,
    degrees: [4, 6, 8, 10],
    counted: 'coefficients that are kept',
    count: (lmax) => basisCoefficients(degreesUpTo(lmax), 3, SCALAR_AND_VECTOR, Number.POSITIVE_INFINITY),
  },
  {
    id: 'apply',
    words: [
      'apply',
      '--algorithm',
      'cgtp-sparse',
      '--left',
      'IRREPS',
      '--right',
      'IRREPS',
      '--out',
      'IRREPS',
      '--stdin',
    ],
    stdin: pairOfVectors,
    least: 0,
    degrees: [6, 8, 10, 12],
    counted: 'multiply–adds of `cgtp-sparse`',
    count: appliedProducts,
  },
];

/** Commands that have no degree to grow with, and what they take as they are. */
export const FIXED_COMMANDS = [{ id: 'prove', words: ['prove', '--jobs', '1'] }] as const;
export type FixedId = (typeof FIXED_COMMANDS)[number]['id'];
