/** A record of trainings, asked one question at a time. */
import { spreadOf } from '../bench/spread.ts';
import type { TetrisNetwork, TetrisRecord, TetrisRun } from '../bench/tetris-record.ts';
import { MIRROR_PAIR, SHAPES } from '../network/shapes.ts';

/** A network with its trainings, at least one. */
export interface Trained {
  readonly network: TetrisNetwork;
  readonly runs: readonly TetrisRun[];
}

/** The networks of a record that were trained. */
export const trainedOf = ({ networks, runs }: TetrisRecord): Trained[] =>
  networks
    .map((network) => ({ network, runs: runs.filter(({ operation }) => operation === network.operation) }))
    .filter((one) => one.runs.length > 0);

/** How many seeds there are. */
export const seedsOf = ({ runs }: TetrisRecord): number => new Set(runs.map(({ seed }) => seed)).size;

/** Shapes of the test: all, the mirror pair, the other six. */
export const PARTS = ['all', 'pair', 'others'] as const;
export type Part = (typeof PARTS)[number];

const SHAPES_OF: Readonly<Record<Part, number>> = {
  all: SHAPES.length,
  pair: MIRROR_PAIR.length,
  others: SHAPES.length - MIRROR_PAIR.length,
};

/** What share of the test clouds of a part was right, seed by seed, in [0, 1]. */
export const rightOf = ({ plan }: TetrisRecord, { runs }: Trained, part: Part): number[] =>
  runs.map(({ right }) => {
    const count = part === 'all' ? right.pair + right.others : right[part];
    return count / (SHAPES_OF[part] * plan.testRotations);
  });

/** How many clouds the test shows. */
export const testClouds = ({ plan }: TetrisRecord): number => SHAPES.length * plan.testRotations;

/** The steps after which a part was told, of the seeds that came there. */
export const stepsOf = ({ runs }: Trained, part: keyof TetrisRun['told']): number[] =>
  runs.flatMap(({ told }) => told[part] ?? []);

/** `53 (37–110)`: median and range; with how many came there, if not all did; `never`. */
export function stepsText(trained: Trained, part: keyof TetrisRun['told']): string {
  const steps = stepsOf(trained, part);
  if (steps.length === 0) return 'never';
  const text = `${spreadOf(steps).median} (${Math.min(...steps)}–${Math.max(...steps)})`;
  return steps.length === trained.runs.length ? text : `${text}, ${steps.length} of ${trained.runs.length}`;
}

/** `83.3 %`. */
export const shareText = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

/** `100 % / 87.5 %`: median and worst seed; one number where they are the same. */
export const sharesText = (shares: readonly number[]): string =>
  [...new Set([spreadOf(shares).median, Math.min(...shares)].map(shareText))].join(' / ');

/** The median time of a step over the seeds, in milliseconds. */
export const stepMilliseconds = ({ runs }: Trained): number => spreadOf(runs.map((run) => run.milliseconds)).median;

/** Whether the products of a network make a pseudo-scalar. */
export const hasPseudoScalar = ({ network }: Trained): boolean => network.scalars.split('+').includes('0o');
