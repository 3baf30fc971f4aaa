/** A small network trained on each operation to tell the Tetris pieces apart: whether what an operation lacks is missed in use. */
import { spreadOf } from '../../bench/spread.ts';
import type { TetrisRecord } from '../../bench/tetris-record.ts';
import { type Block, literal, type Table } from '../document.ts';
import { countText } from '../figures/text.ts';
import { type TrainedRow, trainingResults } from '../figures/training-results.ts';
import {
  hasPseudoScalar,
  PARTS,
  rightOf,
  seedsOf,
  sharesText,
  shareText,
  stepMilliseconds,
  stepsOf,
  stepsText,
  type Trained,
  testClouds,
  trainedOf,
} from '../training.ts';
import { idText, listText } from './format.ts';

const rowOf = (record: TetrisRecord, trained: Trained): TrainedRow => ({
  operation: trained.network.operation,
  pair: rightOf(record, trained, 'pair'),
  others: rightOf(record, trained, 'others'),
  all: stepsOf(trained, 'all'),
  some: stepsOf(trained, 'others'),
});

const milliseconds = (value: number): string => `${Number(value.toPrecision(2))} ms`;

function resultsTable(trained: readonly Trained[], record: TetrisRecord): Table {
  return {
    kind: 'table',
    id: 'trained-results',
    caption:
      'The trainings. Scalars: what the second product leaves. All, pair, six: share of their test clouds that was right, median / worst seed where they differ. Steps until all eight, or the six, are told: median and range over the seeds.',
    wide: true,
    columns: [
      { header: 'operation', align: 'left' },
      { header: 'scalars', align: 'left' },
      { header: 'parameters', align: 'right' },
      { header: 'all right', align: 'right' },
      { header: 'pair', align: 'right' },
      { header: 'six', align: 'right' },
      { header: 'steps, all', align: 'right' },
      { header: 'steps, six', align: 'right' },
    ],
    rows: trained.map((one) => [
      idText(one.network.operation),
      one.network.scalars === '' ? 'none' : `\`${one.network.scalars}\``,
      countText(one.network.parameters),
      ...PARTS.map((part) => sharesText(rightOf(record, one, part))),
      stepsText(one, 'all'),
      stepsText(one, 'others'),
    ]),
  };
}

function timesTable(trained: readonly Trained[]): Table {
  return {
    kind: 'table',
    id: 'trained-times',
    caption:
      'Median times: of a step of training, most of it spent in the linear layers, and of both products in it, forward and backward.',
    columns: [
      { header: 'operation', align: 'left' },
      { header: 'algorithm', align: 'left' },
      { header: 'a step', align: 'right' },
      { header: 'both products', align: 'right' },
    ],
    rows: trained.map((one) => [
      idText(one.network.operation),
      `\`${one.network.algorithm}\``,
      milliseconds(stepMilliseconds(one)),
      milliseconds(one.network.products.median),
    ]),
  };
}

/** Which operations have a pseudo-scalar, and what became of the mirror pair with and without one. */
function finding(trained: readonly Trained[], record: TetrisRecord): Block[] {
  const [odd, blind] = [trained.filter(hasPseudoScalar), trained.filter((one) => !hasPseudoScalar(one))];
  const names = (some: readonly Trained[]): string => listText(some.map(({ network }) => idText(network.operation)));
  const range = (some: readonly Trained[]): string => {
    const right = some.flatMap((one) => rightOf(record, one, 'pair'));
    return [...new Set([Math.min(...right), Math.max(...right)].map(shareText))].join(' to ');
  };
  const sentences = [
    ...(blind.length === 0
      ? []
      : [
          `With ${names(blind)} this network never makes a pseudo-scalar (0o), so both of the mirror pair get the same logit whatever the weights: a theorem, and the trainings show it: ${range(blind)} of its test clouds are right, as by guessing.`,
        ]),
    ...(odd.length === 0 ? [] : [`With ${names(odd)} there is one, and ${range(odd)} are right, over all seeds.`]),
  ];
  return [
    {
      kind: 'callout',
      role: 'finding',
      title: 'A missing interaction matters where nothing else makes its output',
      text: sentences.join(' '),
    },
  ];
}

/** What the products of an operation without scalars leave of the other six. */
function withoutScalars(trained: readonly Trained[], record: TetrisRecord): Block[] {
  return trained.flatMap((one): Block[] => {
    const { network } = one;
    const best = Math.max(...rightOf(record, one, 'others'));
    if (network.scalars !== '' || best === 1) return [];
    return [
      {
        kind: 'paragraph',
        text: `${idText(network.operation)} leaves no scalar at all; what its network knows are the mean squares of \`${network.irreps}\`. Their parity is the one that could tell the pair, but no product makes a scalar of them, and a square keeps no sign. The bracket vanishes on the square and on the line, so these two cannot be told from one another: at best ${shareText(best)} of the six are right.`,
      },
    ];
  });
}

/** The chapter; nothing where nothing was trained. */
export function trainedChapter(record: TetrisRecord): Block[] {
  const trained = trainedOf(record);
  if (trained.length === 0) return [];
  const { size, plan, machine, date, dtype } = record;
  const seeds = seedsOf(record);
  const rows = trained.map((one) => rowOf(record, one));
  const words = rows.map(
    ({ operation, pair, all }) =>
      `${operation} ${shareText(spreadOf(pair).median)} of the mirror pair${all.length === 0 ? ', never all' : `, all after ${spreadOf(all).median} steps`}`,
  );
  return [
    { kind: 'heading', level: 2, text: 'A trained demonstration: Tetris', id: 'trained' },
    {
      kind: 'paragraph',
      text: `The eight Tetris pieces are four unit cubes each; two are mirror images of one another, each of the other six is its own mirror image. Each piece is centred, scaled to one mean squared radius and shown under random rotations. A small network sees its moments $A_{k\\ell m}$, harmonics up to $\\ell = ${size.lmax}$ with natural parity $(-1)^\\ell$ times ${size.radial} radial functions, multiplies them by the operation in ${size.channels} channels, multiplies the result by $A$ once more and keeps the scalars; mean squares of what left the first product are further invariants. All layers between are linear and equivariant in $O(3)$. One pseudo-scalar output $o$ parts the pair: its two logits are $e_0 \\pm o$.`,
    },
    {
      kind: 'paragraph',
      text: `Architecture, channels and learning rate (Adam, ${plan.learningRate}) are the same for every operation; the number of parameters follows from what the operation leaves. Every step shows each piece under ${plan.rotations === 1 ? 'one fresh rotation' : `${plan.rotations} fresh rotations`}; a piece is told when its class has a probability above ${shareText(plan.confidence)}; training ends when all are told, or after ${countText(plan.steps)} steps. The test shows each piece under ${plan.testRotations} rotations. ${seeds === 1 ? 'One seed' : `${seeds} seeds`}, ${dtype}, the products by this package's algorithms, forward and backward. Measured on ${literal(machine.processor)}, ${literal(machine.platform)}, Node ${literal(machine.node)}${date === undefined ? '' : `, ${date}`}; all but the times is the same on every machine. \`gauntlet bench --suite tetris\` repeats it.`,
    },
    ...finding(trained, record),
    {
      kind: 'figure',
      id: 'trained-tetris',
      caption: `${countText(testClouds(record))} test clouds and ${seeds} seeds for each operation. Bars: median share of the test that was right, whiskers from the worst to the best seed where they differ. Marks: steps until all eight pieces were told, one a seed (hollow: until the six were, where the pair never is); line: their median.`,
      alt: `Trainings on the Tetris pieces: ${words.join('; ')}.`,
      svg: trainingResults({ title: 'Tetris under random rotations', limit: plan.steps, rows }),
    },
    resultsTable(trained, record),
    ...withoutScalars(trained, record),
    timesTable(trained),
    {
      kind: 'paragraph',
      text: 'What this does not show:',
    },
    {
      kind: 'list',
      items: [
        'It is a toy: eight shapes without noise, and rotations change nothing but roundings, because the network is invariant by construction. Whether an operation can tell the pair is decided by its interactions before any training.',
        'That the other missing interactions do no harm here says nothing of tasks that need them.',
        'Steps compare a network with itself on another operation at one learning rate. Parameters differ, as a weight for each path makes many; nothing was tuned for any operation.',
        'Times are those of a small batch in which linear layers in plain JavaScript take most of a step; what the products cost by themselves is measured elsewhere.',
      ],
    },
  ];
}
