/** Dimensions at C channels: their bounds, their closed forms, and their ranks by a second road. */
import { describe, expect, it } from 'vitest';
import { seededPoints } from '../../src/analysis/secant.ts';
import { MODULUS, modularSpan, rankOverRationals } from '../../src/exact/index.ts';
import { naturalIrrep, parseIrrep, parseIrreps, singles } from '../../src/irreps/index.ts';
import { exponentRank, fewestChannels, productStages, productUpperBound } from '../../src/many-body/product-bounds.ts';
import { manyBodyExpressivity } from '../../src/many-body/product-expressivity.ts';
import type { ProductModel } from '../../src/many-body/product-model.ts';
import { productRanks } from '../../src/many-body/product-ranks.ts';
import { type ProductSpace, productSpace } from '../../src/many-body/product-space.ts';
import { at } from '../exact/indexing.ts';
import { model } from './product-models.ts';
import {
  addPolynomials,
  type Homogeneous,
  harmonicOf,
  type Matrix,
  matrixOf,
  matrixPower,
  multiplyMatrices,
  multiplyPolynomials,
  nullVector,
  partOfDegree,
  spinMatrix,
  traceOf,
  type Vector3,
} from './sphere-polynomials.ts';

const outputs = (text: string) => text.split('+').map(parseIrrep);
const spaceOf = (irreps: string, order: number, out: string, product: ProductModel): ProductSpace =>
  productSpace(parseIrreps(irreps), order, outputs(out), product);

describe('by hand', () => {
  it('one pass with one layer and one channel is a torus: one weight for each irrep and output, less one scale', () => {
    for (const lmax of [2, 3, 4, 5]) {
      const space = productSpace(
        singles(Array.from({ length: lmax + 1 }, (_, l) => naturalIrrep(l))),
        3,
        outputs('0e+1o+2e'),
        model('gtp', 'fused', { layers: 'same' }),
      );
      expect(productRanks(space).addChannel()).toBe(lmax + 1 + 3 - 1);
      expect(productUpperBound(productStages(space), 1)).toBe(lmax + 1 + 3 - 1);
    }
  });

  it('two factors with one layer into one output are symmetric matrices of rank C: 3, 5, 6 for three irreps', () => {
    const space = spaceOf('2e+4e+6e', 2, '4e', model('gtp', 'fused', { layers: 'same' }));
    expect(space.blocks).toHaveLength(6);
    const ranks = productRanks(space);
    expect([1, 2, 3].map(() => ranks.addChannel())).toEqual([3, 5, 6]);
  });

  it('and with own layers of rank 2C: 5, 6', () => {
    const ranks = productRanks(spaceOf('2e+4e+6e', 2, '4e', model('gtp', 'fused')));
    expect([1, 2].map(() => ranks.addChannel())).toEqual([5, 6]);
  });
});

const CASES: readonly (readonly [irreps: string, order: number, out: string, product: ProductModel])[] = [
  ['0e+1o+2e', 3, '0e+1o+2e', model('gtp', 'fused')],
  ['0e+1o+2e+3o', 3, '0e+1o+2e', model('gtp', 'chained')],
  ['0e+1o+2e', 4, '0e+1o+2e', model('gtp', 'chained', { inner: 2 })],
  ['0e+1o+2e', 4, '0e+1o', model('gtp', 'chained', { layers: 'same' })],
  ['0e+1o+2e', 3, '0e+1o+1e+2o', model('gtp+curl', 'chained')],
  ['0e+0o+1e+1o', 3, '0e+0o+1e', model('gtp+curl', 'chained')],
  ['0e+1o+2e', 3, '0e+1o+2e+1e', model('mtp', 'fused')],
  ['1o+2e+3o', 3, '1o+2e', model('mtp', 'chained')],
];

describe.each(CASES)('bounds of %s, %i factors → %s', (irreps, order, out, product) => {
  const space = spaceOf(irreps, order, out, product);
  const stages = productStages(space);
  const whole = space.blocks.reduce((sum, { reached }) => sum + reached, 0);

  it('the rank of the exponents is that of exact elimination', () => {
    const rows = space.blocks.flatMap(({ terms }) =>
      terms.map(({ weights }) => {
        const row = new Array<bigint>(space.weights).fill(0n);
        for (const weight of weights) row[weight] = (row[weight] ?? 0n) + 1n;
        return row;
      }),
    );
    expect(rows.length).toBeGreaterThan(10);
    expect(exponentRank(space.blocks, space.weights)).toBe(rankOverRationals(rows));
  });

  it('lie on the right sides of each other, grow with the channels and meet at the space that is ever reached', () => {
    const ranks = productRanks(space);
    const lowers: number[] = [];
    while (ranks.rank < whole) lowers.push(ranks.addChannel());
    expect(lowers.at(-1)).toBe(whole);
    for (const [i, lower] of lowers.entries()) {
      expect(productUpperBound(stages, i + 1)).toBeGreaterThanOrEqual(lower);
      expect(productUpperBound(stages, i + 1)).toBeLessThanOrEqual(whole);
      if (i > 0) expect(lower).toBeGreaterThan(at(lowers, i - 1));
    }
    expect(fewestChannels(stages)).toBeLessThanOrEqual(lowers.length);
    expect(productUpperBound(stages, fewestChannels(stages))).toBe(whole);
    if (fewestChannels(stages) > 1) expect(productUpperBound(stages, fewestChannels(stages) - 1)).toBeLessThan(whole);
  });
});

describe('by a second road: whole channels of polynomials and of spin matrices, differentiated by every weight', () => {
  const DEGREES = [0, 1, 2];
  /** Groups of weights: the map of a channel is linear in each. */
  type Weights = readonly ReadonlyMap<number, number>[];
  type Channel = (weights: Weights) => number[];

  const weightOf = (group: ReadonlyMap<number, number> | undefined, degree: number): number => group?.get(degree) ?? 0;
  const scaled = (p: Homogeneous, factor: number): Homogeneous =>
    addPolynomials(p, p, (factor + MODULUS - 1) % MODULUS);

  /** A function on the sphere by its harmonic polynomials. */
  type OnSphere = ReadonlyMap<number, Homogeneous>;

  function productOf(f: OnSphere, g: OnSphere): OnSphere {
    const sums = new Map<number, Homogeneous>();
    for (const p of f.values()) {
      for (const q of g.values()) {
        const product = multiplyPolynomials(p, q);
        for (let l = product.degree % 2; l <= product.degree; l += 2) {
          const part = partOfDegree(product, l);
          const known = sums.get(l);
          if (part !== undefined) sums.set(l, known === undefined ? part : addPolynomials(known, part));
        }
      }
    }
    return sums;
  }

  const weighted = (f: OnSphere, group: ReadonlyMap<number, number> | undefined): OnSphere =>
    new Map([...f].map(([l, p]) => [l, scaled(p, weightOf(group, l))]));

  const generic = (l: number, random: () => number): (readonly [number, Vector3])[] =>
    Array.from({ length: 2 * l + 1 }, () => [random(), nullVector(random())] as const);

  /** Values at one point of x_1 … x_ν, then w_2 … w_{ν−1} if chained, then z, of functions on the sphere. */
  function gauntChannel(order: number, chained: boolean, random: () => number): Channel {
    const v: OnSphere = new Map(DEGREES.map((l) => [l, harmonicOf(l, generic(l, random))]));
    return (weights) => {
      let f = weighted(v, weights[0]);
      for (let k = 1; k < order; k++) {
        f = productOf(f, weighted(v, weights[k]));
        if (chained && k < order - 1) f = weighted(f, weights[order + k - 1]);
      }
      return DEGREES.flatMap((l) => {
        const part = f.get(l);
        return part === undefined ? [] : scaled(part, weightOf(weights.at(-1), l)).coefficients.flat();
      });
    };
  }

  /** The same of matrices, fused; outputs of natural parity, which is even in the odd matrices or odd. */
  function matrixChannel(order: number, twiceJ: number, random: () => number): Channel {
    const v = new Map(DEGREES.map((l) => [l, matrixOf(l, generic(l, random), twiceJ)]));
    const probes = new Map(
      DEGREES.map((l) => [
        l,
        Array.from({ length: 2 * l + 1 }, () => matrixPower(spinMatrix(twiceJ, nullVector(random())), l)),
      ]),
    );
    const factor = (group: ReadonlyMap<number, number> | undefined, odd: number): Matrix =>
      [...v].reduce<Matrix>(
        (sum, [l, matrix]) => {
          const weight = (weightOf(group, l) * (l % 2 === 1 ? odd : 1)) % MODULUS;
          return sum.map((row, i) => row.map((entry, k) => (entry + weight * (matrix[i]?.[k] ?? 0)) % MODULUS));
        },
        matrixOf(0, [], twiceJ),
      );
    return (weights) => {
      const whole = (odd: number): Matrix =>
        Array.from({ length: order }, (_, k) => factor(weights[k], odd)).reduce(multiplyMatrices);
      const [plain, inverted] = [whole(1), whole(MODULUS - 1)];
      return DEGREES.flatMap((l) => {
        const sign = l % 2 === 0 ? 1 : MODULUS - 1;
        const own = plain.map((row, i) => row.map((entry, k) => (entry + sign * (inverted[i]?.[k] ?? 0)) % MODULUS));
        const z = weightOf(weights.at(-1), l);
        return (probes.get(l) ?? []).map((probe) => (z * traceOf(multiplyMatrices(probe, own))) % MODULUS);
      });
    };
  }

  /** Ranks at 1 … channels channels: every weight's derivative is the channel with a unit in its group. */
  function ranksOf(points: readonly Channel[], groups: readonly (readonly number[])[], channels: number): number[] {
    const random = seededPoints(11);
    const span = modularSpan(
      points.reduce(
        (sum, channel) => sum + channel(groups.map((group) => new Map(group.map((l) => [l, 1])))).length,
        0,
      ),
    );
    return Array.from({ length: channels }, () => {
      const weights = groups.map((group) => new Map(group.map((l) => [l, random()])));
      for (const [g, group] of groups.entries()) {
        for (const l of group) {
          const unit = weights.map((own, i) => (i === g ? new Map([[l, 1]]) : own));
          span.add(Float64Array.from(points.flatMap((channel) => channel(unit))));
        }
      }
      return span.rank;
    });
  }

  const upTo = (l: number): number[] => Array.from({ length: l + 1 }, (_, i) => i);
  const firstLayers = (order: number): number[][] => Array.from({ length: order }, () => DEGREES);
  const expected = (order: number, product: ProductModel, channels: number): number[] => {
    const ranks = productRanks(spaceOf('0e+1o+2e', order, '0e+1o+2e', product));
    return Array.from({ length: channels }, () => ranks.addChannel());
  };

  it.each([
    [2, false],
    [3, false],
    [3, true],
  ])('functions, %i factors, chained: %s', (order, chained) => {
    const random = seededPoints(13);
    const points = Array.from({ length: 8 }, () => gauntChannel(order, chained, random));
    const groups = [...firstLayers(order), ...(chained ? [upTo(4)] : []), DEGREES];
    const found = ranksOf(points, groups, 3);
    expect(found).toEqual(expected(order, model('gtp', chained ? 'chained' : 'fused'), 3));
    expect(at(found, 0)).toBeGreaterThan(6);
  });

  it.each([
    [2, 2],
    [3, 2],
    [3, 3],
    [4, 2],
    [4, 4],
  ])('matrices, %i factors, 2j = %i', (order, twiceJ) => {
    const random = seededPoints(17);
    const points = Array.from({ length: 14 }, () => matrixChannel(order, twiceJ, random));
    const found = ranksOf(points, [...firstLayers(order), DEGREES], 3);
    expect(found).toEqual(expected(order, model('mtp', 'fused', { parameters: { twiceJ } }), 3));
    expect(at(found, 0)).toBeGreaterThan(6);
  });
});

describe('the whole answer', () => {
  it('features of MACE: 34 and 100 symmetric maps of three and four factors, and what each product reaches of them', () => {
    const request = { irreps: parseIrreps('0e+1o+2e+3o'), correlation: 4, out: outputs('0e+1o+2e') };
    const reached = (product: Partial<Parameters<typeof manyBodyExpressivity>[0]>): number[] =>
      manyBodyExpressivity({ ...request, operation: 'gtp', channels: [1], ...product }).orders.map(
        (order) => order.reached,
      );
    expect(reached({ operation: 'cgtp' })).toEqual([12, 34, 100]);
    expect(reached({})).toEqual([12, 26, 50]);
    expect(reached({ form: 'chained', inner: 3 })).toEqual([12, 34, 100]);
    expect(reached({ operation: 'gtp+curl', inner: 3 })).toEqual([12, 34, 100]);
    expect(reached({ operation: 'mtp' })).toEqual([12, 33, 88]);
  });

  it('zero is an answer: three equal vectors have no pseudoscalar', () => {
    const { orders } = manyBodyExpressivity({
      operation: 'gtp',
      irreps: parseIrreps('1o'),
      correlation: 3,
      out: outputs('0o'),
    });
    expect(
      orders.map(({ order, ceiling, reached, expressivity, saturatingChannels }) => [
        order,
        ceiling,
        reached,
        expressivity,
        saturatingChannels,
      ]),
    ).toEqual([2, 3].map((order) => [order, 0, 0, [], { lower: 0, upper: 0, certified: true }]));
  });

  it('beyond saturation nothing is added, and the same channels give the same bounds alone or among others', () => {
    const request = {
      operation: 'mtp',
      irreps: parseIrreps('0e+1o+2e'),
      correlation: 3,
      out: outputs('0e+1o+2e'),
    } as const;
    const [, all] = manyBodyExpressivity(request).orders;
    const [, some] = manyBodyExpressivity({ ...request, channels: [2, 4096] }).orders;
    expect(some?.expressivity).toEqual([
      all?.expressivity[1],
      { channels: 4096, lower: all?.reached, upper: all?.reached, certified: true },
    ]);
    expect(some?.saturatingChannels).toEqual(all?.saturatingChannels);
  });
});
