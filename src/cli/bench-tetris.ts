/** `gauntlet bench --suite tetris`: trains the same small network on every operation, and says how each fares. */
import { existsSync } from 'node:fs';
import type { TetrisRecord } from '../bench/tetris-record.ts';
import { OPERATION_IDS } from '../operation/operation.ts';
import {
  rightOf,
  seedsOf,
  sharesText,
  stepMilliseconds,
  stepsText,
  testClouds,
  trainedOf,
} from '../report/training.ts';
import { integerOption } from './analyze.ts';
import { print, printJson, progressBar, readInput, writeOutput } from './terminal.ts';

/** A training takes about a tenth of a second. */
const MAX_SEEDS = 1000;
const RECORD_LIMIT = 64 * 1024 * 1024;

/** Cells padded to the width of their columns, the first to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0))).join('  '),
  );
}

/** The record as text, a line for each operation. */
export function tetrisText(record: TetrisRecord): string {
  const { machine, size, plan } = record;
  const head = ['operation', 'parameters', 'mirror pair', 'other six', 'steps', 'for the six', 'ms/step', 'products'];
  const rows = trainedOf(record).map((one) => [
    one.network.operation,
    `${one.network.parameters}`,
    ...(['pair', 'others'] as const).map((part) => sharesText(rightOf(record, one, part))),
    ...(['all', 'others'] as const).map((part) => stepsText(one, part)),
    ...[stepMilliseconds(one), one.network.products.median].map((time) => time.toPrecision(2)),
  ]);
  return [
    `${machine.processor}, ${machine.platform}, Node ${machine.node}; one thread; float32`,
    `Tetris, ℓ ≤ ${size.lmax}, ${size.radial} radial functions, ${size.channels} channels; seeds 1 to ${seedsOf(record)}, at most ${plan.steps} steps`,
    `right of ${testClouds(record)} clouds, median / worst seed; steps until all are told, median and range; median milliseconds`,
    '',
    ...aligned([head, ...rows]),
  ].join('\n');
}

export interface TetrisOptions {
  readonly seeds?: string;
  readonly output?: string;
  readonly json?: true;
}

export async function tetrisBench({ seeds, output, json }: TetrisOptions): Promise<void> {
  const [{ runTetris, TETRIS_PLAN, TETRIS_SEEDS, TETRIS_SIZE }, { printTetrisRecord, readTetrisRecord }] =
    await Promise.all([import('../bench/tetris.ts'), import('../bench/tetris-record.ts')]);
  const count = integerOption('--seeds', seeds ?? String(TETRIS_SEEDS), 1, MAX_SEEDS);
  // A file that is something else is not written over.
  if (output !== undefined && existsSync(output)) readTetrisRecord(readInput(output, RECORD_LIMIT), output);
  const date = new Date().toISOString().slice(0, 10);
  const dated = (record: TetrisRecord): TetrisRecord => (output === undefined ? record : { ...record, date });
  const keep = (record: TetrisRecord): void => {
    if (output !== undefined) writeOutput(output, printTetrisRecord(dated(record)));
  };
  const bar = progressBar('bench --suite tetris');
  try {
    const question = { size: TETRIS_SIZE, plan: TETRIS_PLAN, operations: OPERATION_IDS, seeds: count };
    const record = await runTetris(question, bar.update, keep);
    bar.end();
    if (json) printJson(dated(record));
    else print(tetrisText(record));
  } finally {
    bar.end();
  }
}
