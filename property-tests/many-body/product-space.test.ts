/** What products of several factors reach: by hand, by rule, and by a second road without coupling coefficients. */
import { describe, expect, it } from 'vitest';
import { seededPoints } from '../../src/analysis/secant.ts';
import { modularSpan } from '../../src/exact/index.ts';
import { type Irrep, naturalIrrep, parseIrrep, parseIrreps, printIrrep, singles } from '../../src/irreps/index.ts';
import { distinctOrderings } from '../../src/many-body/basis-tensor.ts';
import { countMaps } from '../../src/many-body/count.ts';
import type { ProductModel } from '../../src/many-body/product-model.ts';
import { type ProductBlock, type ProductSpace, productSpace } from '../../src/many-body/product-space.ts';
import { at } from '../exact/indexing.ts';
import { model } from './product-models.ts';
import {
  curlOf,
  type Homogeneous,
  harmonicOf,
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

const FUSED_GAUNT = model('gtp', 'fused');
const CHAINED_GAUNT = model('gtp', 'chained');
const WITH_CURL = model('gtp+curl', 'chained');
const matrices = (form: ProductModel['form'], twiceJ: number): ProductModel =>
  model('mtp', form, { parameters: { twiceJ } });

const outputs = (text: string): Irrep[] => text.split('+').map(parseIrrep);
const spaceOf = (irreps: string, order: number, out: string, product: ProductModel): ProductSpace =>
  productSpace(parseIrreps(irreps), order, outputs(out), product);
const total = ({ blocks }: ProductSpace, key: 'maps' | 'reached'): number =>
  blocks.reduce((sum, block) => sum + block[key], 0);
const named = ({ content, out }: ProductBlock): string => `${content.map(printIrrep).join(' ')} → ${printIrrep(out)}`;

const upTo = (lmax: number): Irrep[] => Array.from({ length: lmax + 1 }, (_, l) => naturalIrrep(l));
const other = ({ l, p }: Irrep): Irrep => ({ l, p: p === 1 ? -1 : 1 });

describe('by hand', () => {
  it('three equal vectors have no pseudoscalar, and one vector, (x·x)x, which every product reaches', () => {
    for (const product of [FUSED_GAUNT, CHAINED_GAUNT, WITH_CURL, matrices('fused', 2), matrices('chained', 2)]) {
      expect(spaceOf('1o', 3, '0o', product).blocks).toEqual([]);
      const [block, ...more] = spaceOf('1o', 3, '1o', product).blocks;
      expect(more).toEqual([]);
      expect([block?.maps, block?.reached]).toEqual([1, 1]);
    }
  });

  it('v and a quadrupole Q: v×Qv is what Gaunt products lack and the curl and matrices have', () => {
    const reached = (product: ProductModel): number[] =>
      spaceOf('1o+2e', 3, '1e', product).blocks.map((block) => block.reached);
    expect(spaceOf('1o+2e', 3, '1e', WITH_CURL).blocks.map(named)).toEqual(['1o 1o 2e → 1e']);
    expect([FUSED_GAUNT, CHAINED_GAUNT, WITH_CURL, matrices('fused', 2)].map(reached)).toEqual([[0], [0], [1], [1]]);
  });

  it('two vectors and a quadrupole into a quadrupole: (v·v)Q and the traceless v⊗Qv; one pass has one combination', () => {
    // Sym²1 = 0 + 2, times 2 → 2: from 0 and from 2.
    const reached = (product: ProductModel): number | undefined =>
      spaceOf('1o+2e', 3, '2e', product).blocks.find((block) => named(block) === '1o 1o 2e → 2e')?.reached;
    expect([FUSED_GAUNT, CHAINED_GAUNT, WITH_CURL].map(reached)).toEqual([1, 2, 2]);
  });

  it('scalars and vectors as quaternions: matrices of size 2 reach what they have degrees for', () => {
    const space = spaceOf('0e+1o', 3, '0e+1o', matrices('fused', 1));
    expect(space.blocks.map((block) => [named(block), block.reached])).toEqual([
      ['0e 0e 0e → 0e', 1],
      ['0e 1o 1o → 0e', 1],
      ['0e 0e 1o → 1o', 1],
      ['1o 1o 1o → 1o', 1],
    ]);
    // Degree 2 does not fit there.
    expect(total(spaceOf('0e+1o', 2, '2e', matrices('fused', 1)), 'reached')).toBe(0);
  });
});

describe('by rule, exhaustively', () => {
  it('has a block for every content that has maps, and all their maps are those of the characters', () => {
    let maps = 0;
    for (const lmax of [1, 2, 3]) {
      const irreps = singles(upTo(lmax));
      // Every one of these is in the tensor product of four, so nothing is refused.
      const out = [...upTo(3), ...upTo(3).map(other)].filter(({ l, p }) => p === naturalIrrep(l).p || l < 4 * lmax);
      for (const { order, out: irrep, symmetric } of countMaps({ irreps, correlation: 4, out })) {
        if (order === 1) continue;
        expect(total(productSpace(irreps, order, [irrep], FUSED_GAUNT), 'maps')).toBe(Number(symmetric));
        maps += Number(symmetric);
      }
    }
    expect(maps).toBe(411);
  });

  /** Whether degrees multiply along even sums alone: a chain of the triangle rule and parity. */
  function evenChain(degrees: readonly number[], l: number): boolean {
    let reached = new Set([degrees[0] ?? 0]);
    for (const degree of degrees.slice(1)) {
      reached = new Set(
        [...reached].flatMap((inner) =>
          Array.from({ length: Math.min(inner, degree) + 1 }, (_, k) => Math.abs(inner - degree) + 2 * k),
        ),
      );
    }
    return reached.has(l);
  }

  it('one pass through the sphere reaches one map of every content with an even chain, and none of the others', () => {
    let [reached, lost] = [0, 0];
    for (const lmax of [2, 3]) {
      for (const order of [2, 3, 4]) {
        for (const layers of ['own', 'same'] as const) {
          const product = model('gtp', 'fused', { layers });
          for (const block of productSpace(singles(upTo(lmax)), order, [...upTo(3), ...upTo(3).map(other)], product)
            .blocks) {
            const even = evenChain(
              block.content.map(({ l }) => l),
              block.out.l,
            );
            expect(block.reached, named(block)).toBe(even ? 1 : 0);
            if (even) reached += 1;
            else lost += 1;
          }
        }
      }
    }
    expect(reached).toBeGreaterThan(300);
    expect(lost).toBeGreaterThan(100);
  });

  it('Gaunt products of natural features never reach the other parity; with the curl they reach all maps of every parity', () => {
    let [never, all] = [0, 0];
    for (const lmax of [1, 2, 3]) {
      for (const order of [2, 3, 4]) {
        const irreps = singles(upTo(lmax));
        const unnatural = upTo(3).map(other);
        for (const product of [FUSED_GAUNT, CHAINED_GAUNT]) {
          const space = productSpace(irreps, order, unnatural, product);
          expect(total(space, 'reached')).toBe(0);
          never += total(space, 'maps');
        }
        const space = productSpace(irreps, order, [...upTo(3), ...unnatural], WITH_CURL);
        for (const block of space.blocks) expect(block.reached, named(block)).toBe(block.maps);
        all += total(space, 'maps');
      }
    }
    expect(never).toBeGreaterThan(200);
    expect(all).toBe(411);
  });

  it('features of both parities: what Gaunt products reach depends on how many are unnatural', () => {
    const space = spaceOf('0e+0o+1e+1o', 3, '0e+0o+1e+1o+2e+2o', CHAINED_GAUNT);
    const unnatural = ({ l, p }: Irrep): boolean => p !== naturalIrrep(l).p;
    let cases = 0;
    for (const block of space.blocks) {
      const even = block.content.filter(unnatural).length % 2 === (unnatural(block.out) ? 1 : 0);
      expect(block.reached > 0, named(block)).toBe(even);
      cases += 1;
    }
    expect(cases).toBe(30);
  });

  it('weights between the factors add maps, never lose any; one layer for all factors adds none', () => {
    let cases = 0;
    for (const [operation, twiceJ] of [
      ['gtp', undefined],
      ['mtp', 4],
    ] as const) {
      const parameters = twiceJ === undefined ? {} : { twiceJ };
      const reachedBy = (form: ProductModel['form'], layers: ProductModel['layers']): number[] =>
        spaceOf('0e+1o+2e+3o', 3, '0e+1o+2e+1e+2o', model(operation, form, { layers, parameters })).blocks.map(
          ({ reached }) => reached,
        );
      const [fused, chained] = [reachedBy('fused', 'own'), reachedBy('chained', 'own')];
      const [fusedSame, chainedSame] = [reachedBy('fused', 'same'), reachedBy('chained', 'same')];
      for (const [i, reached] of fused.entries()) {
        expect(at(chained, i)).toBeGreaterThanOrEqual(reached);
        expect(at(fusedSame, i)).toBeLessThanOrEqual(Math.min(1, reached));
        expect(at(chainedSame, i)).toBeLessThanOrEqual(at(chained, i));
        cases += 1;
      }
    }
    expect(cases).toBe(2 * 35);
  });
});

describe('by a second road: polynomials on the sphere and spin matrices', () => {
  /** A generic function of degree l as Σ c (a·r)^l. */
  const generic = (l: number, random: () => number): (readonly [number, Vector3])[] =>
    Array.from({ length: 2 * l + 1 }, () => [random(), nullVector(random())] as const);

  /** Rank of maps given by their values: for every map, one list of numbers for each of several points. */
  function rankOf(values: readonly (readonly number[])[]): number {
    const span = modularSpan(values[0]?.length ?? 0);
    for (const vector of values) span.add(Float64Array.from(vector));
    return span.rank;
  }

  /** All chains of functions in this order into degree l, with the curl or without; each as a polynomial. */
  function chains(factors: readonly Homogeneous[], l: number, curl: boolean, fused: boolean): Map<string, Homogeneous> {
    const [first, ...rest] = factors;
    let found = new Map<string, Homogeneous>(first === undefined ? [] : [['', first]]);
    for (const [k, factor] of rest.entries()) {
      const next = new Map<string, Homogeneous>();
      for (const [name, p] of found) {
        const products = [multiplyPolynomials(p, factor), ...(curl ? [curlOf(p, factor)] : [])];
        for (const product of products) {
          if (product === undefined) continue;
          if (fused && k < rest.length - 1) next.set(name, product);
          else {
            for (let degree = product.degree % 2; degree <= product.degree; degree += 2) {
              const part = k < rest.length - 1 || degree === l ? partOfDegree(product, degree) : undefined;
              if (part !== undefined) next.set(`${name} ${product.degree % 2} ${degree}`, part);
            }
          }
        }
      }
      found = next;
    }
    return found;
  }

  /** The rank of the products of a content over all its orderings. */
  function polynomialRank({ content, out, maps }: ProductBlock, curl: boolean, fused: boolean): number {
    const random = seededPoints(3);
    const vectors = new Map<string, number[]>();
    for (let point = 0; point < maps; point++) {
      const functions = new Map(content.map(({ l }) => [l, harmonicOf(l, generic(l, random))]));
      for (const ordering of distinctOrderings(content.map(({ l }) => l))) {
        const factors = ordering.flatMap((l) => functions.get(l) ?? []);
        for (const [name, value] of chains(factors, out.l, curl, fused)) {
          const key = `${ordering.join()} ${name}`;
          vectors.set(key, [...(vectors.get(key) ?? []), ...value.coefficients.flat()]);
        }
      }
    }
    return rankOf([...vectors.values()]);
  }

  it.each([
    ['gtp fused', FUSED_GAUNT, false, true],
    ['gtp chained', CHAINED_GAUNT, false, false],
    ['gtp+curl chained', WITH_CURL, true, false],
  ] as const)('%s has the rank of the products of polynomials, content by content', (_, product, curl, fused) => {
    let cases = 0;
    for (const [irreps, order, out] of [
      ['0e+1o+2e+3o', 2, '0e+1o+2e+2o'],
      ['1o+2e+3o', 3, '0e+1o+2e+1e+2o'],
      ['1o+2e', 4, '0e+1o+2e+1e+2o'],
    ] as const) {
      for (const block of spaceOf(irreps, order, out, product).blocks) {
        expect(polynomialRank(block, curl, fused), named(block)).toBe(block.reached);
        cases += 1;
      }
    }
    expect(cases).toBe(46);
  });

  /** The rank of the matrix products of a content over all its orderings. */
  function matrixRank({ content, out, maps }: ProductBlock, twiceJ: number): number {
    const random = seededPoints(5);
    const vectors = new Map<string, number[]>();
    for (let point = 0; point < maps; point++) {
      const embedded = new Map(content.map(({ l }) => [l, matrixOf(l, generic(l, random), twiceJ)]));
      const probes = Array.from({ length: 2 * out.l + 1 }, () =>
        matrixPower(spinMatrix(twiceJ, nullVector(random())), out.l),
      );
      for (const ordering of distinctOrderings(content.map(({ l }) => l))) {
        const product = ordering.flatMap((l) => [embedded.get(l) ?? []]).reduce(multiplyMatrices);
        const key = ordering.join();
        const seen = probes.map((probe) => traceOf(multiplyMatrices(probe, product)));
        vectors.set(key, [...(vectors.get(key) ?? []), ...seen]);
      }
    }
    return rankOf([...vectors.values()]);
  }

  it.each([2, 3, 4, 5, 6])('mtp fused with 2j = %i has the rank of the products of spin matrices', (twiceJ) => {
    let [cases, lost] = [0, 0];
    for (const [irreps, order, out] of [
      ['0e+1o+2e+3o', 2, '0e+1o+2e+2o'],
      ['1o+2e+3o', 3, '0e+1o+2e+3o+1e+2o'],
      ['1o+2e', 4, '0e+1o+2e+1e+2o'],
    ] as const) {
      for (const block of spaceOf(irreps, order, out, matrices('fused', twiceJ)).blocks) {
        expect(matrixRank(block, twiceJ), named(block)).toBe(block.reached);
        cases += 1;
        if (block.reached < block.maps) lost += 1;
      }
    }
    expect(cases).toBe(52);
    expect(lost).toBeGreaterThan(0);
  });
});
