/** What a run of the Tetris suite leaves: its machine, its networks, and every training. Written and read back strictly. */
import * as v from 'valibot';
import { OPERATION_IDS } from '../operation/operation.ts';
import { machineSchema } from './machine-schema.ts';
import { recordFrom } from './read-record.ts';
import { printByLine } from './record.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const atLeastOne = v.pipe(v.number(), v.integer(), v.minValue(1));
/** a number of steps; null: never */
const whenever = v.nullable(count);

/** The network on one operation. */
const networkSchema = v.strictObject({
  operation: v.picklist(OPERATION_IDS),
  /** of the first product */
  algorithm: v.string(),
  /** irreps that leave the first product */
  irreps: v.string(),
  /** scalars that leave the second; empty if there are none */
  scalars: v.string(),
  parameters: count,
  /** milliseconds of both products in one step, there and back: median and quartiles */
  products: v.strictObject({ median: positive, q1: positive, q3: positive }),
});
export type TetrisNetwork = Readonly<v.InferOutput<typeof networkSchema>>;

/** One training; what its numbers mean is said in network/training.ts. */
const runSchema = v.strictObject({
  operation: v.picklist(OPERATION_IDS),
  seed: count,
  steps: count,
  told: v.strictObject({ all: whenever, others: whenever }),
  right: v.strictObject({ pair: count, others: count }),
  /** of the whole training, per step */
  milliseconds: positive,
});
export type TetrisRun = Readonly<v.InferOutput<typeof runSchema>>;

const recordSchema = v.strictObject({
  suite: v.literal('tetris'),
  /** the day of the run; absent unless it was asked for */
  date: v.optional(v.pipe(v.string(), v.isoDate())),
  machine: machineSchema,
  dtype: v.literal('float32'),
  size: v.strictObject({ lmax: count, radial: atLeastOne, channels: atLeastOne }),
  plan: v.strictObject({
    learningRate: positive,
    steps: atLeastOne,
    rotations: atLeastOne,
    confidence: v.pipe(v.number(), v.gtValue(0.5), v.ltValue(1)),
    testRotations: atLeastOne,
  }),
  networks: v.array(networkSchema),
  runs: v.array(runSchema),
});
export type TetrisRecord = Readonly<v.InferOutput<typeof recordSchema>>;

/** Reads a record. @param name of the file, for messages @throws RequestError with the place of the first fault */
export function readTetrisRecord(text: string, name: string): TetrisRecord {
  return recordFrom(recordSchema, text, name, 'bench --suite tetris');
}

/** The record as text, to be read by `readTetrisRecord`. */
export function printTetrisRecord({ suite, date, networks, runs, ...rest }: TetrisRecord): string {
  return printByLine({ suite, ...(date === undefined ? {} : { date }), ...rest }, { networks, runs });
}
