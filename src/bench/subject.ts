/**
 * What is timed in one cell: the program of an algorithm at a setting and its seeded inputs. Parities are ignored (SO(3)), so every path
 * that the triangle rule allows is there.
 */
import { type Algorithm, type Workload, workloadOf } from '../algorithm/algorithm.ts';
import { ALGORITHMS } from '../algorithm/catalogue.ts';
import { fullProductLength, fullProductPlan } from '../algorithm/cgtp.ts';
import { calculationOf } from '../algorithm/gradient.ts';
import { BLOCK_ROADS, blockLengths, productBlock } from '../algorithm/product-block.ts';
import { SETTINGS, settingIrreps } from '../irreps/setting.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import { batchRunner, type Rows, type RunOptions } from '../program/batch.ts';
import { directionProgram, so2Calculation, so2Lengths, turnedDegree } from '../program/directional.ts';
import type { FloatFormat } from '../program/lanes-kernel.ts';
import { type Pass, passProgram, planProgram } from '../program/passes.ts';
import type { Program } from '../program/program.ts';
import { type BenchSetting, DIRECTION_CHANNELS, type TimedId } from './config.ts';
import { seededDirections, seededRows } from './seeded-rows.ts';

/** A program with its inputs. */
export interface Subject {
  readonly program: Program;
  inputs(format: FloatFormat, batch: number, seed: number): Promise<{ inputs: Rows[]; options: RunOptions }>;
}

/** A cell that is not timed, and why. */
export interface Unsuited {
  readonly reason: string;
}

/** More multiplications than this in one product make tables of hundreds of megabytes. */
const MOST_FORWARD = 4_000_000;
/** A tape remembers every step as an object. */
const MOST_ON_A_TAPE = 400_000;
/** The highest degree of a product block, above those of any model. */
const HIGHEST_BLOCK = 4;

const plainInputs =
  (lengths: readonly number[]): Subject['inputs'] =>
  async (format, batch, seed) => ({
    inputs: lengths.map((length, k) => seededRows(format, batch * length, seed + k)),
    options: {},
  });

const subject = (program: Program): Subject => ({ program, inputs: plainInputs(program.inputs) });

function workload(algorithm: Algorithm, setting: (typeof SETTINGS)[number], lmax: number): Workload {
  const { left, right, out } = settingIrreps(setting, lmax);
  const operation = OPERATIONS[algorithm.operation];
  return workloadOf(left, right, out, 'so3', operation.resolve({}, left, right, out, 'so3'));
}

/** The limit that an algorithm of so many multiplications exceeds, if it does. */
function tooMany(multiplications: bigint, pass: Pass): Unsuited | undefined {
  const most = pass === 'forward' ? MOST_FORWARD : MOST_ON_A_TAPE;
  return multiplications <= most
    ? undefined
    : { reason: `${multiplications} multiplications; the limit of the ${pass} pass is ${most}` };
}

function directional(setting: (typeof SETTINGS)[number], lmax: number, pass: Pass): Subject {
  const { left, right, out } = settingIrreps(setting, lmax);
  const work = workloadOf(left, right, out, 'so3', {});
  const { inputs, outputs } = so2Lengths(work);
  const top = turnedDegree(work);
  return {
    program: passProgram(so2Calculation(work), inputs, outputs, pass),
    inputs: async (format, batch, seed) => {
      const channels = batch % DIRECTION_CHANNELS === 0 ? DIRECTION_CHANNELS : 1;
      const directions = seededDirections(batch / channels, seed + 1);
      const packed = format === 'float32' ? Float32Array.from(directions) : directions;
      const [matrices] = (await batchRunner(directionProgram(top), format)).run([packed], batch / channels);
      const x = seededRows(format, batch * (inputs[0] ?? 0), seed);
      const rest = pass === 'forward' ? [] : [seededRows(format, batch * (outputs[0] ?? 0), seed + 2)];
      return { inputs: [x, matrices ?? seededRows(format, 0, 0), ...rest], options: { repeat: [1, channels] } };
    },
  };
}

const inCatalogue = (id: TimedId): Algorithm | undefined => ALGORITHMS.find((algorithm) => algorithm.id === id);
const isPaperSetting = (setting: BenchSetting): setting is (typeof SETTINGS)[number] =>
  SETTINGS.some((name) => name === setting);

/** The subject of a cell; why it has none; or undefined where the question makes no sense. */
export function subjectOf(
  id: TimedId,
  setting: BenchSetting,
  lmax: number,
  pass: Pass,
): Subject | Unsuited | undefined {
  const road = BLOCK_ROADS.find((name) => name === id);
  if (setting === 'block-2' || setting === 'block-3') {
    if (road === undefined) return undefined;
    if (lmax > HIGHEST_BLOCK) return { reason: `the product block is timed up to lmax ${HIGHEST_BLOCK}` };
    const block = { lmax, out: Math.min(2, lmax), correlation: setting === 'block-2' ? 2 : 3 };
    const { input, output } = blockLengths(block);
    return subject(passProgram(productBlock(block, road), [input], [output], pass));
  }
  if (road !== undefined) return undefined;
  if (id === 'cgtp-so2') return isPaperSetting(setting) ? directional(setting, lmax, pass) : undefined;
  const algorithm = inCatalogue(id);
  if (algorithm === undefined) return undefined;
  const work = workload(algorithm, isPaperSetting(setting) ? setting : 'mimo', lmax);
  const excess = tooMany(algorithm.cost(work).multiplyAdds, pass);
  if (setting !== 'full') return excess ?? subject(planProgram(algorithm.plan(work), work, pass));
  if (id !== 'cgtp-sparse') return undefined;
  if (excess !== undefined) return excess;
  const { left, right } = settingIrreps('mimo', lmax);
  const lengths = [left, right].map((side) => side.reduce((sum, { irrep }) => sum + 2 * irrep.l + 1, 0));
  return subject(passProgram(calculationOf(fullProductPlan(work)), lengths, [fullProductLength(work)], pass));
}
