/** What one channel of a product costs: counts against plans that run, against the product of two, and by hand. */
import { describe, expect, it } from 'vitest';
import { gtpGrid } from '../../src/algorithm/gtp-grid.ts';
import { algorithmsOf, workloadOf } from '../../src/algorithm/index.ts';
import { mtpSparse } from '../../src/algorithm/mtp-matrix.ts';
import { BLOCK_ROADS, blockLengths, productBlock } from '../../src/algorithm/product-block.ts';
import {
  counting,
  EXACT_ARITHMETIC,
  equalSurdSums,
  FLOAT64_ARITHMETIC,
  type SurdSum,
  sumOfSurds,
  surd,
} from '../../src/exact/index.ts';
import {
  type Irrep,
  irrepsDimension,
  naturalIrrep,
  parseIrrep,
  parseIrreps,
  printIrrep,
  printIrreps,
  singles,
} from '../../src/irreps/index.ts';
import { distinctOrderings } from '../../src/many-body/basis-tensor.ts';
import { chainIrreps, contractionCost, productCost } from '../../src/many-body/product-cost.ts';
import type { ProductModel } from '../../src/many-body/product-model.ts';
import { stepOf } from '../../src/many-body/product-step.ts';
import { basisMaker } from '../../src/many-body/symmetric-basis.ts';
import { at } from '../exact/indexing.ts';
import { model } from './product-models.ts';

const outputs = (text: string): Irrep[] => text.split('+').map(parseIrrep);
const upTo = (lmax: number): Irrep[] => Array.from({ length: lmax + 1 }, (_, l) => naturalIrrep(l));

describe('fused', () => {
  it('with one layer it is the grid road of the product block, the cheapest of its three at these sizes', () => {
    let cases = 0;
    for (const correlation of [2, 3, 4]) {
      for (const lmax of [1, 2, 3]) {
        for (const out of [0, 1, 2].filter((l) => l <= lmax)) {
          const block = { lmax, out, correlation };
          const input = new Array<number>(blockLengths(block).input).fill(1);
          const counts = BLOCK_ROADS.map((road) => {
            const count = { multiplies: 0, adds: 0 };
            productBlock(block, road)(counting(FLOAT64_ARITHMETIC, count), [input]);
            return BigInt(count.multiplies);
          });
          const { multiplyAdds } = productCost(
            singles(upTo(lmax)),
            correlation,
            upTo(out),
            model('gtp', 'fused', { layers: 'same' }),
          );
          expect(multiplyAdds).toBe(counts[BLOCK_ROADS.indexOf('grid')]);
          for (const count of counts) expect(multiplyAdds).toBeLessThanOrEqual(count);
          cases += 1;
        }
      }
    }
    expect(cases).toBe(24);
  });

  it('two factors of any parities cost what the product of two does', () => {
    let cases = 0;
    for (const irreps of ['0e+1o', '0e+1o+2e+3o', '0e+0o+1e+1o', '1o+3e', '2e']) {
      for (const out of ['0e', '0e+1o+2e', '0e+0o+1e+2o']) {
        const work = workloadOf(parseIrreps(irreps), parseIrreps(irreps), parseIrreps(out), 'o3', { twiceJ: 4 });
        const costOf = (operation: 'gtp' | 'mtp'): bigint =>
          productCost(parseIrreps(irreps), 2, outputs(out), model(operation, 'fused')).multiplyAdds;
        expect(costOf('gtp')).toBe(gtpGrid.cost(work).multiplyAdds);
        expect(costOf('mtp')).toBe(mtpSparse.cost(work).multiplyAdds);
        cases += 1;
      }
    }
    expect(cases).toBe(15);
  });

  it('each further matrix adds one embedding and one product for each pair of parities', () => {
    const natural = (order: number, layers: ProductModel['layers']): bigint =>
      productCost(parseIrreps('0e+2e'), order, outputs('0e'), model('mtp', 'fused', { layers })).multiplyAdds;
    const embedded = natural(3, 'own') - natural(2, 'own') - 125n;
    expect(natural(4, 'own') - natural(3, 'own')).toBe(embedded + 125n);
    expect(natural(3, 'same') - natural(2, 'same')).toBe(125n);
    expect(natural(2, 'own') - natural(2, 'same')).toBe(embedded);
    const both = (order: number): bigint =>
      productCost(parseIrreps('0e+1o'), order, outputs('0e'), model('mtp', 'fused', { layers: 'same' })).multiplyAdds;
    expect(both(3) - both(2)).toBe(4n * 125n);
  });
});

describe('chained', () => {
  it('is a sum over products of two, from and to the irreps that occur between the factors', () => {
    const irreps = parseIrreps('0e+1o+2e');
    const between = (inner: number, out: string): string[] =>
      chainIrreps(irreps, 4, outputs(out), stepOf('gtp', {}), inner).map(printIrreps);
    expect(between(Number.POSITIVE_INFINITY, '0e')).toEqual([
      '1x0e+1x1o+1x2e',
      '1x0e+1x1o+1x2e+1x3o+1x4e',
      '1x0e+1x1o+1x2e',
    ]);
    expect(between(2, '0e+1o')[1]).toBe('1x0e+1x1o+1x2e');
    for (const operation of ['gtp', 'gtp+curl', 'mtp'] as const) {
      const product = model(operation, 'chained', { inner: 2 });
      const levels = [
        ...chainIrreps(irreps, 3, outputs('1o'), stepOf(operation, product.parameters), 2),
        parseIrreps('1o'),
      ];
      expect(levels).toHaveLength(3);
      const sum = levels.slice(1).reduce((total, out, i) => {
        const work = workloadOf(levels[i] ?? [], irreps, out, 'o3', product.parameters);
        const costs = algorithmsOf(operation).map((algorithm) => algorithm.cost(work).multiplyAdds);
        return total + costs.reduce((a, b) => (b < a ? b : a));
      }, 0n);
      expect(productCost(irreps, 3, outputs('1o'), product).multiplyAdds).toBe(sum);
    }
  });
});

describe('the symmetric contraction', () => {
  it('by hand: x·x, and (x·x)x', () => {
    // x², y², z²: three products and three entries.
    expect(contractionCost(parseIrreps('1o'), 2, outputs('0e')).multiplyAdds).toBe(6n);
    // Six products of two and nine of three, all but xyz; each of these meets one component.
    expect(contractionCost(parseIrreps('1o'), 3, outputs('1o')).multiplyAdds).toBe(6n + 9n + 9n);
  });

  it('runs: with that many multiplications all elements, each with its weight, give what they say one by one', () => {
    let cases = 0;
    for (const [irreps, order, out] of [
      ['0e+1o', 3, '0e+1o+2e'],
      ['1o+2e', 3, '1o+1e'],
      ['0e+1o+2e', 2, '0e+1o+2e+2o'],
    ] as const) {
      const features = parseIrreps(irreps);
      const elements = outputs(out).flatMap((irrep) => [...basisMaker(features).elements(order, irrep)]);
      const number = (n: number): SurdSum => sumOfSurds([surd(n < 0 ? -1 : 1, BigInt(n * n), 1n)]);
      const x = Array.from({ length: irrepsDimension(features) }, (_, i) => number(((5 * i) % 7) - 3));
      const weights = elements.map((_, i) => number(i + 1));
      const over = EXACT_ARITHMETIC;
      const orderings = (inputs: readonly number[]): SurdSum => number([...distinctOrderings(inputs)].length);
      const ascending = (inputs: readonly number[]): number[] => inputs.toSorted((a, b) => a - b);

      // Weights and orderings are folded into the table: one number for each output component and monomial.
      const table = new Map<string, { component: string; inputs: number[]; factor: SurdSum }>();
      const direct = new Map<string, SurdSum>();
      for (const [i, { out: irrep, entries }] of elements.entries()) {
        for (const { m, inputs, value } of entries) {
          const component = `${printIrrep(irrep)} ${m}`;
          const places = ascending(inputs);
          const factor = over.multiply(over.multiply(at(weights, i), orderings(inputs)), sumOfSurds([value]));
          const name = `${component} ${places}`;
          const known = table.get(name)?.factor ?? [];
          table.set(name, { component, inputs: places, factor: over.add(known, factor) });
          const term = inputs.reduce((product, place) => over.multiply(product, at(x, place)), factor);
          direct.set(component, over.add(direct.get(component) ?? [], term));
        }
      }
      const count = { multiplies: 0, adds: 0 };
      const counted = counting(over, count);
      const products = new Map<string, SurdSum>();
      const productOf = (places: readonly number[]): SurdSum => {
        const name = places.join();
        const known = places.length === 1 ? at(x, at(places, 0)) : products.get(name);
        if (known !== undefined) return known;
        const value = counted.multiply(productOf(places.slice(0, -1)), at(x, at(places, places.length - 1)));
        products.set(name, value);
        return value;
      };
      const results = new Map<string, SurdSum>();
      for (const { component, inputs, factor } of table.values()) {
        const term = counted.multiply(factor, productOf(inputs));
        results.set(component, counted.add(results.get(component) ?? [], term));
      }
      for (const [component, value] of direct) {
        expect(equalSurdSums(results.get(component) ?? [], value), component).toBe(true);
        cases += 1;
      }
      expect(contractionCost(features, order, outputs(out)).multiplyAdds).toBe(BigInt(count.multiplies));
    }
    expect(cases).toBe(9 + 6 + 14);
  });
});
