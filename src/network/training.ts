/**
 * Training one network from one seed: every step shows each shape under a few fresh random rotations, and Adam follows the gradient of the
 * mean cross-entropy. It ends when every cloud of a step has its class told: a probability above `confidence` for the right one; or
 * after `steps`. Then each shape is shown under fresh rotations, and the class of the largest logit counts (of equal ones the first).
 */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Rows } from '../program/batch.ts';
import { adam } from './adam.ts';
import { crossEntropyGradient, softmax } from './cross-entropy.ts';
import { CLASSES } from './head.ts';
import { initialWeights, type Network } from './network.ts';
import { randomRotation, rotated } from './rotations.ts';
import { centred, isChiral, type Point, SHAPES } from './shapes.ts';

export interface TrainingPlan {
  /** η of Adam */
  readonly learningRate: number;
  /** the most */
  readonly steps: number;
  /** of each shape, in a step */
  readonly rotations: number;
  /** in (1/2, 1) */
  readonly confidence: number;
  /** of each shape, in the test */
  readonly testRotations: number;
}

/** How many clouds of the test got their class. */
export interface Right {
  /** of the mirror pair, 2·testRotations */
  readonly pair: number;
  /** of the other six shapes, 6·testRotations */
  readonly others: number;
}

/** After how many steps every cloud shown first had its class told; null if that never came. */
export interface Told {
  readonly all: number | null;
  /** every cloud of the other six shapes */
  readonly others: number | null;
}

export interface Training {
  /** One step. @returns whether another is to follow */
  advance(): boolean;
  /** steps so far, and when classes were told */
  progress(): { readonly steps: number; readonly told: Told };
  /** The test on fresh rotations; the generator moves on. */
  test(): Right;
}

/** Clouds with their classes. */
interface Shown {
  readonly clouds: readonly (readonly Point[])[];
  readonly labels: readonly number[];
}

const PIECES = SHAPES.map(({ cubes }) => centred(cubes));

/** Each shape under so many rotations. */
function show(generator: RandomGenerator, rotations: number): Shown {
  const labels = Array.from({ length: rotations * CLASSES }, (_, k) => k % CLASSES);
  const clouds = labels.map((label) => {
    const rotation = randomRotation(generator);
    return (PIECES[label] ?? []).map((point) => rotated(rotation, point));
  });
  return { clouds, labels };
}

/** The first of the largest numbers of a row. */
function largest(rows: Rows, row: number, length: number): number {
  let best = 0;
  for (let k = 1; k < length; k++) {
    if ((rows[row * length + k] ?? 0) > (rows[row * length + best] ?? 0)) best = k;
  }
  return best;
}

/** The state before the first step. Weights and rotations both follow from the seed. */
export function startTraining(network: Network, plan: TrainingPlan, seed: number): Training {
  const { format, architecture } = network;
  const { moments, parameters } = architecture;
  const generator = xoroshiro128plus(-1 - seed); // another stream than that of the weights
  const weights = initialWeights(network, seed);
  const update = adam(parameters, plan.learningRate);
  let steps = 0;
  let told: Told = { all: null, others: null };

  const advance = (): boolean => {
    const { clouds, labels } = show(generator, plan.rotations);
    const seen = moments.of(clouds, format);
    const { logits, pullBack } = network.evaluate(weights, seen, clouds.length);
    const probabilities = softmax(logits, CLASSES);
    const isTold = (among: (label: number) => boolean): boolean =>
      labels.every((label, n) => !among(label) || (probabilities[n * CLASSES + label] ?? 0) > plan.confidence);
    const others = isTold((label) => !isChiral(label));
    if (told.others === null && others) told = { ...told, others: steps };
    if (others && isTold(isChiral)) {
      told = { ...told, all: steps };
      return false;
    }
    update(weights, pullBack(crossEntropyGradient(probabilities, labels, CLASSES)));
    steps += 1;
    return steps < plan.steps;
  };

  const test = (): Right => {
    const { clouds, labels } = show(generator, plan.testRotations);
    const { logits } = network.evaluate(weights, moments.of(clouds, format), clouds.length);
    const right = labels.filter((label, n) => largest(logits, n, CLASSES) === label);
    const pair = right.filter(isChiral).length;
    return { pair, others: right.length - pair };
  };
  return { advance, progress: () => ({ steps, told }), test };
}
