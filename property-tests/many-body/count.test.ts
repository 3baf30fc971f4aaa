/** Counts of equivariant maps: known ones, the enumeration of weights for random features, and identities between the parts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { factorial } from '../../src/exact/index.ts';
import {
  type Irrep,
  type Irreps,
  irrepsDimension,
  parseIrreps,
  printIrrep,
  printIrreps,
} from '../../src/irreps/index.ts';
import { type Character, characterOf, multiplicityIn } from '../../src/many-body/character.ts';
import { countMaps, type MapCount, symmetricTotals } from '../../src/many-body/count.ts';
import { checkManyBody, outputIrreps } from '../../src/many-body/request.ts';
import {
  conjugatePartition,
  partCharacter,
  partitionDimension,
  partitionsOf,
  tensorPowers,
} from '../../src/many-body/tensor-power.ts';
import { at } from '../exact/indexing.ts';
import { multiplicityByWeights, tableaux, tuples, weightsOf } from './weights.ts';

const counted = (irreps: string, correlation: number, out: string): MapCount[] =>
  countMaps({ irreps: parseIrreps(irreps), correlation, out: outputIrreps(parseIrreps(out)) });

const SEED = 20260901;

describe('known counts', () => {
  it('of 0e+1o+2e+3o: 1, 4, 8 scalars, 1, 3, 12 vectors, 1, 5, 14 of degree 2', () => {
    const counts = counted('0e+1o+2e+3o', 3, '0e+1o+2e');
    const symmetric = (irrep: string): bigint[] =>
      counts.filter(({ out }) => printIrrep(out) === irrep).map((count) => count.symmetric);
    expect(symmetric('0e')).toEqual([1n, 4n, 8n]);
    expect(symmetric('1o')).toEqual([1n, 3n, 12n]);
    expect(symmetric('2e')).toEqual([1n, 5n, 14n]);
    const outputs = counts.slice(0, 3).map(({ out }) => out);
    expect(symmetricTotals(outputs, counts).map(([, total]) => total)).toEqual([13n, 16n, 20n]);
  });

  it('of one vector: Sym^ν holds each degree ν, ν−2, … once, and Λ³ is the pseudoscalar', () => {
    const irreps = parseIrreps('1o');
    const powers = tensorPowers(characterOf(irreps), 8);
    for (let order = 1; order <= 8; order++) {
      for (let l = 0; l <= 9; l++) {
        const expected = l <= order && (order - l) % 2 === 0 ? 1n : 0n;
        expect(multiplicityIn(at(powers.symmetric, order), { l, p: order % 2 === 0 ? 1 : -1 })).toBe(expected);
        expect(multiplicityIn(at(powers.symmetric, order), { l, p: order % 2 === 0 ? -1 : 1 })).toBe(0n);
      }
    }
    expect(
      counted('1o', 3, '0o').map(({ tensorProduct, symmetric, exterior }) => [tensorProduct, symmetric, exterior]),
    ).toEqual([
      [0n, 0n, 0n],
      [0n, 0n, 0n],
      [1n, 0n, 1n],
    ]);
  });

  it('of n scalars: C(n+ν−1, ν), C(n, ν) and n^ν', () => {
    const binomial = (n: bigint, k: bigint): bigint => {
      let product = 1n;
      for (let i = 0n; i < k; i++) product *= n - i;
      return product / factorial(Number(k));
    };
    for (const n of [1n, 2n, 7n, 10_000n]) {
      for (const { order, symmetric, exterior, tensorProduct } of counted(`${n}x0e`, 8, '0e')) {
        const nu = BigInt(order);
        expect([symmetric, exterior, tensorProduct]).toEqual([binomial(n + nu - 1n, nu), binomial(n, nu), n ** nu]);
      }
    }
  });
});

describe('counts of random features', () => {
  const irrep: fc.Arbitrary<Irrep> = fc.record({ l: fc.nat({ max: 4 }), p: fc.constantFrom(1 as const, -1 as const) });
  const features: fc.Arbitrary<Irreps> = fc
    .array(fc.record({ mul: fc.integer({ min: 1, max: 4 }), irrep }), { minLength: 1, maxLength: 4 })
    .filter((irreps) => irrepsDimension(irreps) <= 16);

  it('are those of the weights, written down one by one, for 200 lists, every symmetry to ν = 3', () => {
    const [lists = []] = fc.sample(
      fc.uniqueArray(features, { minLength: 200, maxLength: 200, selector: printIrreps, size: 'max' }),
      { seed: SEED, numRuns: 1 },
    );
    expect(lists).toHaveLength(200);
    let multiplicities = 0;
    for (const irreps of lists) {
      const weights = weightsOf(irreps);
      const powers = tensorPowers(characterOf(irreps), 3);
      const checkPart = (character: Character, vectors: readonly (readonly number[])[]): void => {
        for (let l = 0; l <= 12; l++) {
          for (const p of [1, -1] as const) {
            const expected = multiplicityByWeights(weights, vectors, { l, p });
            if (expected > 0) multiplicities += 1;
            if (multiplicityIn(character, { l, p }) === BigInt(expected)) continue;
            expect.fail(`${printIrreps(irreps)} → ${printIrrep({ l, p })}: ${expected} by weights`);
          }
        }
      };
      for (const order of [1, 2, 3]) {
        checkPart(at(powers.tensor, order), [...tuples(order, weights.length)]);
        for (const shape of partitionsOf(order)) {
          checkPart(partCharacter(powers, shape), [...tableaux(shape, weights.length)]);
        }
      }
    }
    expect(multiplicities).toBeGreaterThan(10_000);
  });

  it('are those of the weights for ν = 4 … 6 and small features', () => {
    let cases = 0;
    for (const text of ['0e+1o', '1e+0o', '2x0o+0e', '2e']) {
      const irreps = parseIrreps(text);
      const weights = weightsOf(irreps);
      const powers = tensorPowers(characterOf(irreps), 6);
      for (const order of [4, 5, 6]) {
        for (const shape of partitionsOf(order)) {
          const vectors = [...tableaux(shape, weights.length)];
          for (const l of [0, 1, 2, 3]) {
            for (const p of [1, -1] as const) {
              expect(multiplicityIn(partCharacter(powers, shape), { l, p })).toBe(
                BigInt(multiplicityByWeights(weights, vectors, { l, p })),
              );
              cases += 1;
            }
          }
        }
      }
    }
    expect(cases).toBe(4 * (5 + 7 + 11) * 8);
  });

  it('add up: the tensor product is the sum of its parts, ν ≤ 8', () => {
    let cases = 0;
    for (const [text, out] of [
      ['0e+1o+2e+3o+4e', '0e+0o+1o+1e+4e'],
      ['3x0e+2x1o+2e', '0e+1e+2e'],
    ] as const) {
      for (const { tensorProduct, symmetric, exterior, mixed, order } of counted(text, 8, out)) {
        const others = mixed.reduce((sum, { copies, multiplicity }) => sum + copies * multiplicity, 0n);
        expect(tensorProduct).toBe(order === 1 ? symmetric : symmetric + exterior + others);
        expect(mixed).toHaveLength(order === 1 ? 0 : partitionsOf(order).length - 2);
        cases += 1;
      }
    }
    expect(cases).toBe(8 * 8);
  });
});

describe('partitions', () => {
  it('are 1, 2, 3, 5, 7, 11, 15, 22, each the conjugate of its conjugate, and Σ f² = ν!', () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => {
      const all = partitionsOf(n);
      for (const partition of all) expect(conjugatePartition(conjugatePartition(partition))).toEqual(partition);
      expect(all.reduce((sum, partition) => sum + partitionDimension(partition) ** 2n, 0n)).toBe(factorial(n));
      return all.length;
    });
    expect(numbers).toEqual([1, 2, 3, 5, 7, 11, 15, 22]);
  });
});

describe('refuses', () => {
  it.each([
    ['0e', 0, '0e', /correlation: expected an integer between 1 and 8, got 0/],
    ['0e', 99, '0e', /between 1 and 8, got 99/],
    ['0e', 1.5, '0e', /between 1 and 8, got 1.5/],
    ['100000x0e', 3, '0e', /dimension 100000, the limit is 10000.*channel by channel/],
    ['0x1o', 2, '0e', /dimension of at least 1, got 0/],
    ['0e+20o', 7, '0e', /correlation 7 times the largest degree 20 is 140, the limit is 120/],
    ['0e+1o', 2, '3o', /output 3o: no product of up to 2 factors of 1x0e\+1x1o contains it/],
    ['0e+2e', 4, '1o', /output 1o: no product/],
    ['0e', 2, '2x0e', /expected each once, got 2x0e; .*write 0e/],
    ['0e', 2, '0e+0e', /expected each once, got 0e twice/],
  ])('%s to the power %d → %s', (irreps, correlation, out, says) => {
    const ask = (): unknown => counted(irreps, correlation, out);
    expect(ask).toThrow(RequestError);
    expect(ask).toThrow(says);
  });

  it('no output at all', () => {
    expect(() => checkManyBody({ irreps: parseIrreps('0e'), correlation: 1, out: [] })).toThrow(
      /at least one, got none/,
    );
  });

  it('but not a zero: 0o occurs in the products of three of 0e+1o, in none that is symmetric', () => {
    const three = at(counted('0e+1o', 3, '0o'), 2);
    expect([three.tensorProduct, three.symmetric, three.exterior]).toEqual([1n, 0n, 1n]);
  });
});
