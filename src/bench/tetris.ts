/**
 * Trains the network of src/network on every operation from every seed, the operations in turn within each seed, so that what the machine
 * does meanwhile falls on all alike. Everything but the times follows from seed and plan, bit for bit, on any machine.
 */
import { type Irrep, printIrrep } from '../irreps/irrep.ts';
import type { NetworkSize } from '../network/architecture.ts';
import { type Network, network } from '../network/network.ts';
import { SHAPES } from '../network/shapes.ts';
import { startTraining, type TrainingPlan } from '../network/training.ts';
import type { OperationId } from '../operation/operation.ts';
import { describeMachine } from './machine.ts';
import { measureTogether, type Task } from './measure.ts';
import { seededRows } from './seeded-rows.ts';
import { spreadOf } from './spread.ts';
import type { TetrisNetwork, TetrisRecord, TetrisRun } from './tetris-record.ts';

/** The study of the report. */
export const TETRIS_SIZE: NetworkSize = { lmax: 3, radial: 2, channels: 8 };
export const TETRIS_PLAN: TrainingPlan = {
  learningRate: 0.02,
  steps: 1000,
  rotations: 1,
  confidence: 0.9,
  testRotations: 50,
};
export const TETRIS_SEEDS = 20;

/** How the products of one step are timed beside one another. */
const REPEATS = { rounds: 9, sampleMilliseconds: 4 };
const SEED_OF_INPUTS = 1;

/** `0e+1o`. */
const irrepsText = (irreps: readonly Irrep[]): string => irreps.map(printIrrep).join('+');

const rounded = (value: number): number => Number(value.toPrecision(4));

/** Both products of a step, there and back, on random rows. */
function productsTask({ architecture: { size }, first, second }: Network, name: string, plan: TrainingPlan): Task {
  const rows = SHAPES.length * plan.rotations * size.channels;
  const runs = [first, second].map((product) => {
    const [x, y, z] = product.lengths.map((length, k) => seededRows('float32', rows * length, SEED_OF_INPUTS + k));
    return () => {
      if (x === undefined || y === undefined || z === undefined) return;
      product.forward(x, y, rows);
      product.backward(x, y, z, rows);
    };
  });
  return {
    name,
    run: () => {
      for (const run of runs) run();
    },
  };
}

function train(trained: Network, plan: TrainingPlan, operation: OperationId, seed: number): TetrisRun {
  const training = startTraining(trained, plan, seed);
  const start = performance.now();
  let steps = 1;
  while (training.advance()) steps += 1;
  const milliseconds = rounded((performance.now() - start) / steps);
  return { operation, seed, ...training.progress(), right: training.test(), milliseconds };
}

export interface TetrisQuestion {
  readonly size: NetworkSize;
  readonly plan: TrainingPlan;
  readonly operations: readonly OperationId[];
  /** seeds 1 … seeds */
  readonly seeds: number;
}

/**
 * Answers a question.
 * @param progress called before each training
 * @param keep is given the record before the first training and after each seed
 */
export async function runTetris(
  { size, plan, operations, seeds }: TetrisQuestion,
  progress: (done: number, of: number, note: string) => void,
  keep: (record: TetrisRecord) => void,
): Promise<TetrisRecord> {
  const networks: { operation: OperationId; trained: Network }[] = [];
  for (const operation of operations) networks.push({ operation, trained: await network(operation, size, 'float32') });
  const samples = measureTogether(
    networks.map(({ operation, trained }) => productsTask(trained, operation, plan)),
    REPEATS,
  );
  const described = networks.map(({ operation, trained: { architecture, first } }, k): TetrisNetwork => {
    const { median, q1, q3 } = spreadOf(samples[k] ?? []);
    return {
      operation,
      algorithm: first.algorithm ?? 'none',
      irreps: irrepsText(architecture.reached),
      scalars: irrepsText(architecture.scalars),
      parameters: architecture.parameters,
      products: { median: rounded(median), q1: rounded(q1), q3: rounded(q3) },
    };
  });
  let record: TetrisRecord = {
    suite: 'tetris',
    machine: describeMachine(),
    dtype: 'float32',
    size,
    plan,
    networks: described,
    runs: [],
  };
  keep(record);
  const all = seeds * networks.length;
  for (let seed = 1; seed <= seeds; seed++) {
    const runs: TetrisRun[] = [];
    for (const { operation, trained } of networks) {
      progress(record.runs.length + runs.length, all, `${operation}, seed ${seed}`);
      runs.push(train(trained, plan, operation, seed));
    }
    record = { ...record, runs: [...record.runs, ...runs] };
    keep(record);
  }
  progress(all, all, '');
  return record;
}
