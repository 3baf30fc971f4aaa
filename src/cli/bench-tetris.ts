/** `gauntlet bench --suite tetris`: trains the same small network on every operation, and says how each fares. */
import { existsSync } from 'node:fs';
import { spreadOf } from '../bench/spread.ts';
import type { TetrisRecord, TetrisRun } from '../bench/tetris-record.ts';
import { OPERATION_IDS } from '../operation/operation.ts';
import { integerOption } from './analyze.ts';
import { print, printJson, progressBar, readInput, writeOutput } from './terminal.ts';

/** A training takes about a tenth of a second. */
const MAX_SEEDS = 1000;
const RECORD_LIMIT = 64 * 1024 * 1024;

const percent = (part: number): string => `${Number((100 * part).toFixed(1))} %`;

/** Median and largest number of steps; how many came there, if not all; `never`. */
function stepsText(runs: readonly TetrisRun[], of: keyof TetrisRun['told']): string {
  const came = runs.flatMap(({ told }) => told[of] ?? []);
  if (came.length === 0) return 'never';
  const text = `${spreadOf(came).median} to ${Math.max(...came)}`;
  return came.length === runs.length ? text : `${text} (${came.length} of ${runs.length})`;
}

/** Cells padded to the width of their columns, the first to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0))).join('  '),
  );
}

/** The record as text, a line for each operation. */
export function tetrisText({ machine, size, plan, networks, runs }: TetrisRecord): string {
  const head = ['operation', 'parameters', 'mirror pair', 'other six', 'steps', 'for the six', 'ms/step', 'products'];
  const rows = networks.map(({ operation, parameters, products }) => {
    const own = runs.filter((run) => run.operation === operation);
    const worst = (key: keyof TetrisRun['right'], shapes: number): string =>
      percent(Math.min(...own.map(({ right }) => right[key])) / (shapes * plan.testRotations));
    const milliseconds = spreadOf(own.map((run) => run.milliseconds)).median;
    const steps = [stepsText(own, 'all'), stepsText(own, 'others')];
    const times = [milliseconds, products.median].map((time) => time.toPrecision(2));
    return [operation, `${parameters}`, worst('pair', 2), worst('others', 6), ...steps, ...times];
  });
  const seeds = new Set(runs.map(({ seed }) => seed)).size;
  return [
    `${machine.processor}, ${machine.platform}, Node ${machine.node}; one thread; float32`,
    `Tetris, ℓ ≤ ${size.lmax}, ${size.radial} radial functions, ${size.channels} channels, at most ${plan.steps} steps; over ${seeds} seeds: worst accuracy on`,
    `${8 * plan.testRotations} clouds under random rotations, median and largest number of steps until all are told, median times`,
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
