/**
 * The whole network against its definition, for every operation: logits and gradients in float32 are those of the definition (on a tape)
 * within a bound that holds for sums in any order. The hand-written gradients of the layers and the gradient programs of the products are
 * one road, the tape over the definition the other.
 */
import { describe, expect, it } from 'vitest';
import { tapeOver } from '../../src/algorithm/gradient.ts';
import type { Arithmetic } from '../../src/exact/arithmetic.ts';
import { type Bounded, boundedArithmetic, exactly, kernelArithmetic, kernelInput } from '../../src/exact/rounding.ts';
import { type Architecture, architecture, type LayerName } from '../../src/network/architecture.ts';
import { initialWeights, network } from '../../src/network/network.ts';
import { OPERATION_IDS } from '../../src/operation/operation.ts';
import type { Rows } from '../../src/program/batch.ts';
import { randomRows, rowOf } from '../program/rows.ts';
import { byAlgorithm, byDefinition, type Numbers, type ProductRoad, referenceNetwork } from './reference.ts';

const SIZE = { lmax: 2, radial: 2, channels: 2 };
const CLOUDS = 2;
const CLASSES = 8;

/** Logits of all clouds, and the gradient of Σ cotangent·logits, by a tape over any arithmetic. */
function taped<T extends Bounded>(
  over: Arithmetic<T>,
  input: (value: number) => T,
  planned: Architecture,
  road: ProductRoad,
  { weights, seen, cotangent }: { weights: Rows; seen: Rows; cotangent: Rows },
): { logits: T[]; gradient: T[] } {
  const tape = tapeOver(over);
  const own = Array.from(weights, (value) => tape.input(input(value)));
  const biases = own.slice(-(CLASSES - 1));
  const { zero, constant, multiply } = tape.arithmetic;
  const numbers: Numbers<typeof zero> = {
    weight: (layer: LayerName, index, factor) =>
      multiply(constant(factor), own[planned.layers[layer].start + index] ?? zero),
    bias: (index) => biases[index] ?? zero,
  };
  const { channels, length } = planned.moments.features;
  const logits = Array.from({ length: CLOUDS }, (_, n) => {
    const moments = Array.from({ length: channels }, (_, k) =>
      rowOf(seen, n * channels + k, length).map((value) => tape.input(input(value))),
    );
    return referenceNetwork(tape.arithmetic, planned, road, moments, numbers).logits;
  }).flat();
  return { logits: logits.map(({ value }) => value), gradient: tape.pullBack(own, logits, [...cotangent].map(input)) };
}

describe.each(OPERATION_IDS)('%s', (id) => {
  it('logits and gradient are those of the definition, within the bound of any float32 computation', async () => {
    const planned = architecture(id, SIZE);
    const own = await network(id, SIZE, 'float32');
    const { channels, length } = planned.moments.features;
    const weights = initialWeights(own, 7);
    weights.set(randomRows('float32', CLASSES - 1, 5), weights.length - (CLASSES - 1));
    const seen = randomRows('float32', CLOUDS * channels * length, 3);
    const cotangent = randomRows('float32', CLOUDS * CLASSES, 4);
    const given = { weights, seen, cotangent };
    const { logits, pullBack } = own.evaluate(weights, seen, CLOUDS);
    const float32 = taped(kernelArithmetic('letter'), (value) => kernelInput(value), planned, byAlgorithm, given);
    const defined = taped(boundedArithmetic('float64'), exactly, planned, byDefinition(id), given);
    let [compared, decided] = [0, 0];
    const compare = (name: string, found: Rows, bounds: readonly Bounded[], wanted: readonly Bounded[]): void => {
      expect([name, found.length, bounds.length]).toEqual([name, wanted.length, wanted.length]);
      for (const [k, { value, error }] of wanted.entries()) {
        const allowed = error + (bounds[k]?.error ?? 0);
        const off = Math.abs((found[k] ?? Number.NaN) - value);
        if (!(off <= allowed)) expect.fail(`${name}[${k}] is ${found[k]}, expected ${value} within ${allowed}`);
        compared++;
        if (Math.abs(value) > allowed) decided++;
      }
    };
    compare('logits', logits, float32.logits, defined.logits);
    compare('gradient', pullBack(cotangent), float32.gradient, defined.gradient);
    expect(compared).toBe(CLOUDS * CLASSES + planned.parameters);
    // A bound that lets anything pass would say nothing: most numbers are larger than what is allowed.
    expect(2 * decided).toBeGreaterThan(compared);
  });
});
