/**
 * What the network cannot do, whatever its weights, and what follows for the pieces.
 *
 *   rotations   leave the logits as they are: exactly, and in float32 within the bound of its own roundings
 *   inversion   exchanges the logits of the mirror pair and leaves the others; without pseudo-scalars (gtp, curl) it leaves all
 *   gtp, curl   give both of the mirror pair the same logit, bit for bit, on every cloud
 *   curl        makes nothing at all of the square and of the line
 */
import { describe, expect, it } from 'vitest';
import { type Quaternion, rotationMatrix } from '../../src/coupling/rotation.ts';
import { EXACT_ARITHMETIC } from '../../src/exact/arithmetic.ts';
import { rationalToFloat64 } from '../../src/exact/float.ts';
import { addRationals, multiplyRationals, RATIONAL_ZERO, type Rational, rational } from '../../src/exact/rational.ts';
import { kernelArithmetic, kernelInput, unitRoundoff } from '../../src/exact/rounding.ts';
import { surdFromRational } from '../../src/exact/surd.ts';
import { equalSurdSums, type SurdSum, sumOfSurds } from '../../src/exact/surd-sum.ts';
import { irrepDimension, naturalParity, printIrrep } from '../../src/irreps/irrep.ts';
import { type Architecture, architecture, type LayerName } from '../../src/network/architecture.ts';
import { initialWeights, network } from '../../src/network/network.ts';
import { type Point, SHAPES } from '../../src/network/shapes.ts';
import { OPERATION_IDS, type OperationId } from '../../src/operation/operation.ts';
import { randomRows } from '../program/rows.ts';
import { byAlgorithm, byDefinition, type Numbers, referenceMoments, referenceNetwork } from './reference.ts';

type RationalPoint = readonly Rational[];

const TURN: Quaternion = { w: 3n, x: -1n, y: 2n, z: 1n };
const exact = (value: Rational): SurdSum => sumOfSurds([surdFromRational(value)]);

/** Small integers, other ones for each layer and place. */
const LAYER_SHIFT: Readonly<Record<LayerName, number>> = {
  x: 1,
  y: 2,
  left: 3,
  right: 5,
  squared: 7,
  even: 11,
  odd: 13,
};
const EXACT_NUMBERS: Numbers<SurdSum> = {
  weight: (layer, index) => exact(rational(((index * 5 + LAYER_SHIFT[layer] * 7) % 9) - 4 || 5)),
  bias: (index) => exact(rational(index - 3)),
};

/** Four points that no rotation or reflection maps onto themselves, their centroid at the origin. */
const CLOUD: readonly RationalPoint[] = (
  [
    [1, 2, 3],
    [-2, 1, 0],
    [0, -4, 1],
    [1, 1, -4],
  ] as const
).map((point) => point.map((value) => rational(value, 2)));

function turned(points: readonly RationalPoint[]): RationalPoint[] {
  const rows = rotationMatrix(TURN);
  return points.map((point) =>
    rows.map((row) =>
      row.reduce(
        (sum, entry, k) => addRationals(sum, multiplyRationals(entry, point[k] ?? RATIONAL_ZERO)),
        RATIONAL_ZERO,
      ),
    ),
  );
}
const inverted = (points: readonly RationalPoint[]): RationalPoint[] =>
  points.map((point) => point.map(({ num, den }) => ({ num: -num, den })));

/** The exact values of the network of a definition on a cloud. */
function exactValues(id: OperationId, planned: Architecture, points: readonly RationalPoint[]) {
  const seen = referenceMoments(
    EXACT_ARITHMETIC,
    planned,
    points.map((point) => point.map(exact)),
  );
  return referenceNetwork(EXACT_ARITHMETIC, planned, byDefinition(id), seen, EXACT_NUMBERS);
}

/** What leaves the first product, and the scalars that leave the second: the theorems of product.ts, L ≥ 1. */
const THEOREMS: Readonly<Record<string, { kinds: string; scalars: string }>> = {
  cgtp: { kinds: 'natural unnatural', scalars: '0e 0o' },
  gtp: { kinds: 'natural', scalars: '0e' },
  mtp: { kinds: 'natural unnatural', scalars: '0e 0o' },
  vstp: { kinds: 'natural unnatural', scalars: '0o' },
  curl: { kinds: 'unnatural', scalars: '' },
  'gtp+curl': { kinds: 'natural unnatural', scalars: '0e 0o' },
};
const SMALL = { lmax: 2, radial: 2, channels: 1 };

describe.each(OPERATION_IDS)('%s', (id) => {
  const planned = architecture(id, SMALL);
  const { logits } = exactValues(id, planned, CLOUD);
  const same = (a: SurdSum | undefined, b: SurdSum | undefined): boolean =>
    a !== undefined && b !== undefined && equalSurdSums(a, b);

  it('exactly: a rotation changes no logit', () => {
    const after = exactValues(id, planned, turned(CLOUD)).logits;
    expect(after).toHaveLength(8);
    expect(after.every((value, k) => same(value, logits[k]))).toBe(true);
  });

  it('exactly: inversion exchanges the mirror pair, whose logits are the same if and only if there is no pseudo-scalar', () => {
    const after = exactValues(id, planned, inverted(CLOUD)).logits;
    expect([1, 0, 2, 3, 4, 5, 6, 7].every((from, k) => same(after[k], logits[from]))).toBe(true);
    expect(same(logits[0], logits[1])).toBe(!planned.scalars.some(({ p }) => p === -1));
  });

  it('in float32: a rotated cloud has the same logits, within the bound of any float32 computation', async () => {
    const size = { lmax: 3, radial: 2, channels: 2 };
    const own = await network(id, size, 'float32');
    const weights = initialWeights(own, 3);
    const clouds = [CLOUD, turned(CLOUD)].map((cloud) => cloud.map((point) => point.map(rationalToFloat64)));
    const asPoints = clouds.map((cloud) => cloud.map(([x = 0, y = 0, z = 0]): Point => [x, y, z]));
    const found = own.evaluate(weights, own.architecture.moments.of(asPoints, 'float32'), 2).logits;
    const over = kernelArithmetic('letter');
    const numbers = {
      weight: (layer: LayerName, index: number, factor: number) =>
        over.multiply(kernelInput(factor), kernelInput(weights[own.architecture.layers[layer].start + index] ?? 0)),
      bias: (index: number) => kernelInput(weights[own.architecture.parameters - 7 + index] ?? 0),
    };
    const bounds = clouds.map((cloud) => {
      // A rotated coordinate is rounded once.
      const points = cloud.map((point) => point.map((x) => kernelInput(x, unitRoundoff('float64') * Math.abs(x))));
      const seen = referenceMoments(over, own.architecture, points);
      return referenceNetwork(over, own.architecture, byAlgorithm, seen, numbers).logits;
    });
    let compared = 0;
    for (let k = 0; k < 8; k++) {
      const [a, b] = [bounds[0]?.[k]?.error ?? Number.NaN, bounds[1]?.[k]?.error ?? Number.NaN];
      const off = Math.abs((found[k] ?? Number.NaN) - (found[8 + k] ?? Number.NaN));
      if (!(off <= a + b)) expect.fail(`logit ${k} moves by ${off} under a rotation, allowed ${a + b}`);
      compared++;
    }
    expect(compared).toBe(8);
  });
});

describe.each(Object.entries(THEOREMS))('%s', (name, theorem) => {
  it.each([1, 2, 3, 4])('leaves what its theorem says, L = %i', (lmax) => {
    const id = OPERATION_IDS.find((one) => one === name);
    if (id === undefined) throw new Error(`no operation ${name}`);
    const { reached, scalars, layers } = architecture(id, { ...SMALL, lmax });
    const kinds = new Set(reached.map(({ l, p }) => (p === naturalParity(l) ? 'natural' : 'unnatural')));
    expect([...kinds].sort().join(' ')).toBe(theorem.kinds);
    expect(scalars.map(printIrrep).join(' ')).toBe(theorem.scalars);
    expect(layers.odd.weights > 0).toBe(theorem.scalars.includes('0o'));
  });
});

describe.each(['gtp', 'curl'] as const)('%s', (id) => {
  it.each(['float32', 'float64'] as const)(
    'in %s: both of the mirror pair have one logit, bit for bit, whatever weights and cloud',
    async (format) => {
      const own = await network(id, { lmax: 3, radial: 2, channels: 4 }, format);
      const { features } = own.architecture.moments;
      const clouds = 20;
      let compared = 0;
      for (let seed = 1; seed <= 20; seed++) {
        const weights = initialWeights(own, seed);
        const { logits } = own.evaluate(weights, randomRows(format, clouds * 2 * features.length, seed), clouds);
        for (let n = 0; n < clouds; n++) {
          expect(Object.is(logits[8 * n], logits[8 * n + 1])).toBe(true);
          expect(Number.isFinite(logits[8 * n])).toBe(true);
          compared++;
        }
      }
      expect(compared).toBe(400);
    },
  );
});

describe('curl', () => {
  /** Whether the bracket of every two moments of a cloud is nothing: then that of all their combinations is. */
  function isNothing(points: readonly RationalPoint[], planned: Architecture): boolean {
    const { first, moments } = planned;
    const seen = referenceMoments(
      EXACT_ARITHMETIC,
      planned,
      points.map((point) => point.map(exact)),
    );
    // One radial function and one degree at a time, as the product wants them.
    const single = seen.flatMap((channel) =>
      first.left.map(({ l }) =>
        moments.features.copies.flatMap(({ irrep, offset }) => {
          const own = channel.slice(offset, offset + irrepDimension(irrep));
          if (!first.left.some((one) => one.l === irrep.l)) return [];
          return irrep.l === l ? own : own.map(() => EXACT_ARITHMETIC.zero);
        }),
      ),
    );
    expect(single).toHaveLength(moments.features.channels * first.left.length);
    const road = byDefinition('curl');
    return single.every((x) => single.every((y) => road(EXACT_ARITHMETIC, first, x, y).every((z) => z.length === 0)));
  }

  it('makes nothing of the square and of the line, whatever the weights, and something of every other piece', () => {
    const planned = architecture('curl', { lmax: 3, radial: 2, channels: 1 });
    const nothing = SHAPES.filter(({ cubes }) => {
      const count = cubes.length;
      const sums = ([0, 1, 2] as const).map((axis) => cubes.reduce((sum, cube) => sum + cube[axis], 0));
      const points = cubes.map((cube) => cube.map((value, axis) => rational(count * value - (sums[axis] ?? 0), count)));
      return isNothing(points, planned);
    });
    expect(nothing.map(({ name }) => name)).toEqual(['square', 'line']);
  });
});
