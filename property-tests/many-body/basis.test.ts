/** The canonical basis: orthonormal, equivariant, complete, made by the stated rule, and the same numbers for ever. All exact. */
import { describe, expect, it } from 'vitest';
import { realCoupling } from '../../src/coupling/real-basis.ts';
import { RequestError } from '../../src/errors.ts';
import {
  equalSurdSums,
  equalSurds,
  isZeroSum,
  multiplySurds,
  SURD_ONE,
  SURD_ZERO,
  type Surd,
  sumOfSurds,
  surd,
  surdSumToFloat64,
} from '../../src/exact/index.ts';
import { parseIrrep, parseIrreps, printIrrep } from '../../src/irreps/index.ts';
import { basisDigest } from '../../src/many-body/basis-digest.ts';
import { checkBasis } from '../../src/many-body/basis-size.ts';
import { countMaps } from '../../src/many-body/count.ts';
import { manyBodyBases } from '../../src/many-body/many-body-bases.ts';
import { outputIrreps } from '../../src/many-body/request.ts';
import { type BasisElement, basisMaker } from '../../src/many-body/symmetric-basis.ts';
import { at } from '../exact/indexing.ts';
import {
  allPaths,
  coupledTensor,
  elementProduct,
  equivarianceDefect,
  productWithTensor,
  support,
} from './basis-arithmetic.ts';

const AXES = ['x', 'y', 'z'] as const;

/** Features, orders and outputs that the laws are held to: natural and other parities, copies, a list out of order, ν to 5. */
const CASES: readonly (readonly [irreps: string, correlation: number, out: string])[] = [
  ['0e+1o+2e+3o', 3, '0e+1o+2e'],
  ['2e+2x1e+0o', 3, '0e+0o+1e+2e'],
  ['0e+1o', 5, '0e+1o+2e+3o'],
  ['1o+2e', 4, '0e+1o+1e+2e+3o'],
  ['3o', 4, '0e+2e+3e+4e'],
];

const basisOf = (irreps: string, order: number, out: string): BasisElement[] => [
  ...basisMaker(parseIrreps(irreps)).elements(order, parseIrrep(out)),
];

/** The elements of every order and output of a case. */
function* basesOf([irreps, correlation, out]: (typeof CASES)[number]): Generator<BasisElement[]> {
  const maker = basisMaker(parseIrreps(irreps));
  for (let order = 1; order <= correlation; order++) {
    for (const irrep of outputIrreps(parseIrreps(out))) yield [...maker.elements(order, irrep)];
  }
}

const sameContent = (a: BasisElement, b: BasisElement): boolean => a.content.every((copy, k) => copy === b.content[k]);

describe.each(CASES)('the basis of %s to the power %i → %s', (...request) => {
  const [irreps, correlation, out] = request;
  const features = parseIrreps(irreps);

  it('has as many elements as characters say', () => {
    const counts = countMaps({ irreps: features, correlation, out: outputIrreps(parseIrreps(out)) });
    const made = [...basesOf(request)].map((elements) => BigInt(elements.length));
    expect(made).toEqual(counts.map(({ symmetric }) => symmetric));
    expect(made.reduce((sum, n) => sum + n, 0n)).toBeGreaterThan(10n);
  });

  it('is orthonormal', () => {
    let pairs = 0;
    let expectedPairs = 0;
    for (const elements of basesOf(request)) {
      expectedPairs += (elements.length * (elements.length + 1)) / 2;
      for (const [i, a] of elements.entries()) {
        for (const [k, b] of elements.slice(0, i + 1).entries()) {
          const expected = i === k ? sumOfSurds([SURD_ONE]) : [];
          if (!equalSurdSums(elementProduct(a, b), expected)) expect.fail(`${a.degrees} · ${b.degrees}`);
          pairs += 1;
        }
      }
    }
    expect(pairs).toBe(expectedPairs);
    expect(pairs).toBeGreaterThan(10);
  });

  it('is equivariant: every generator of the rotations commutes with every element, and parities multiply', () => {
    let monomials = 0;
    for (const elements of basesOf(request)) {
      for (const element of elements) {
        expect(element.content.reduce((parity, { irrep }) => parity * irrep.p, 1)).toBe(element.out.p);
        for (const axis of AXES) {
          const defect = equivarianceDefect(element, features, axis);
          expect(support(defect), `${printIrrep(element.out)} ${element.degrees} about ${axis}`).toEqual([]);
          monomials += defect.size;
        }
      }
    }
    expect(monomials).toBeGreaterThan(100);
  });
});

it('every basis is made by the rule: an element is orthogonal to the coupled tensors before its own, positive with its own', () => {
  // With completeness and orthonormality this is Gram–Schmidt in the order of the paths, and nothing else is.
  let [own, elements, before] = [0, 0, 0];
  for (const request of CASES.slice(0, 4)) {
    for (const basis of basesOf(request)) {
      elements += basis.length;
      for (const [i, element] of basis.entries()) {
        if (i > 0 && sameContent(at(basis, i - 1), element)) continue;
        const same = basis.filter((other) => sameContent(element, other));
        let next = 0;
        for (const path of allPaths(element.content, element.out.l)) {
          const tensor = coupledTensor(element.content, path);
          const candidate = same[next];
          if (candidate !== undefined && candidate.degrees.join() === path.join()) {
            expect(surdSumToFloat64(productWithTensor(candidate, tensor))).toBeGreaterThan(0);
            next += 1;
          }
          for (const later of same.slice(next)) {
            if (!isZeroSum(productWithTensor(later, tensor))) expect.fail(`${later.degrees} · ${path}`);
            before += 1;
          }
        }
        own += next;
      }
    }
  }
  expect(elements).toBeGreaterThan(140);
  expect(own).toBe(elements);
  expect(before).toBeGreaterThan(60);
});

describe('elements known in closed form', () => {
  const valueAt = (element: BasisElement, m: number, ...inputs: number[]): Surd =>
    element.entries.find((entry) => entry.m === m && entry.inputs.join() === inputs.join())?.value ?? SURD_ZERO;

  it('one factor: the identity over √(2ℓ+1)', () => {
    const [element, ...more] = basisOf('0e+1o+2e', 1, '2e');
    expect(more).toEqual([]);
    expect(element?.entries).toEqual(
      [-2, -1, 0, 1, 2].map((m) => ({ m, inputs: [4 + m + 2], value: surd(1, 1n, 5n) })),
    );
  });

  it('two factors of different copies: w3j/√2, in the total order of the copies', () => {
    let cases = 0;
    for (const element of basisOf('2e+1o+3o', 2, '1o')) {
      const [a, b] = [at(element.content, 0), at(element.content, 1)];
      expect(a.irrep.l).toBeLessThan(b.irrep.l);
      for (let m1 = -a.irrep.l; m1 <= a.irrep.l; m1++) {
        for (let m2 = -b.irrep.l; m2 <= b.irrep.l; m2++) {
          for (let m = -1; m <= 1; m++) {
            const found = valueAt(element, m, a.offset + m1 + a.irrep.l, b.offset + m2 + b.irrep.l);
            const w = realCoupling(a.irrep.l, b.irrep.l, 1, m1, m2, m);
            expect(equalSurds(found, multiplySurds(w, surd(1, 1n, 2n)))).toBe(true);
            cases += 1;
          }
        }
      }
    }
    expect(cases).toBe(3 * (3 * 5 + 5 * 7));
  });

  it('two factors of one copy: w3j itself where ℓ is even, nothing where it is odd', () => {
    let cases = 0;
    for (let l = 0; l <= 6; l++) {
      const elements = basisOf('3o', 2, `${l}e`);
      expect(elements).toHaveLength(l % 2 === 0 ? 1 : 0);
      for (const element of elements) {
        for (const { m, inputs, value } of element.entries) {
          expect(equalSurds(value, realCoupling(3, 3, l, at(inputs, 0) - 3, at(inputs, 1) - 3, m))).toBe(true);
          cases += 1;
        }
      }
    }
    expect(cases).toBeGreaterThan(50);
  });

  it('vectors: (x·x)² is 1/√5 on a fourth power and a third of it on two squares; (x·x)x_i likewise', () => {
    const [square, ...more] = basisOf('1o', 4, '0e');
    if (square === undefined) throw new Error('no invariant of degree 4');
    expect(more).toEqual([]);
    // (x·x)² has the entries 1 at iiii and 1/3 at iikk; the squares add up to 3·1 + 3·6/9 = 5.
    for (const i of [0, 1, 2]) {
      expect(valueAt(square, 0, i, i, i, i)).toEqual(surd(1, 1n, 5n));
      for (const k of [0, 1, 2].filter((other) => other > i)) {
        expect(valueAt(square, 0, i, i, k, k)).toEqual(surd(1, 1n, 45n));
      }
    }
    expect(square.entries).toHaveLength(6);
    const [cube] = basisOf('1o', 3, '1o');
    if (cube === undefined) throw new Error('no vector of degree 3');
    // (x·x) x_m: 1 at mmm, 1/3 at mkk in three orders; the squares add up to 3·(1 + 2·3/9) = 5.
    expect(valueAt(cube, 0, 1, 1, 1)).toEqual(surd(1, 1n, 5n));
    expect(valueAt(cube, 0, 0, 0, 1)).toEqual(surd(1, 1n, 45n));
    expect(cube.entries).toHaveLength(9);
  });
});

describe('the order of the list', () => {
  it('names positions only: 3o+1o+0e gives the elements of 0e+1o+3o, moved', () => {
    const place = [10, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6]; // where a component of 0e+1o+3o stands in 3o+1o+0e
    const moved = basisOf('3o+1o+0e', 3, '1o');
    const plain = basisOf('0e+1o+3o', 3, '1o');
    expect(moved.map(({ entries, degrees }) => ({ entries, degrees }))).toEqual(
      plain.map(({ entries, degrees }) => ({
        entries: entries.map((entry) => ({ ...entry, inputs: entry.inputs.map((input) => at(place, input)) })),
        degrees,
      })),
    );
    expect(plain.length).toBeGreaterThan(5);
  });
});

describe('the numbers', () => {
  it.each([
    ['0e+1o+2e+3o', 3, '0e', '2ae59b7bc52554be04b14c69754661a9585812cbaa233cdbb3d0e1945df0b237'],
    ['0e+1o+2e+3o', 3, '1o', 'd38178e52af95353ab2d59fd1b5b0b3a183c583b7ee1a7e9c01a801cdfdd1655'],
    ['0e+1o+2e+3o', 3, '2e', '66a1a7d94a99fa8c308e29069d0eb7655afdccadd2afa56b6af29740a464c770'],
  ])('of %s, ν = %i → %s are these for ever', (irreps, order, out, sha256) => {
    const digest = basisDigest(parseIrreps(irreps), order, parseIrrep(out));
    for (const element of basisOf(irreps, order, out)) digest.add(element);
    expect(digest.sha256()).toBe(sha256);
  });

  it('lmax 3 with four factors is made, with 23, 31 and 46 elements', () => {
    const maker = basisMaker(parseIrreps('0e+1o+2e+3o'));
    const made = ['0e', '1o', '2e'].map((out) => [...maker.elements(4, parseIrrep(out))].length);
    expect(made).toEqual([23, 31, 46]);
  });
});

describe('the plan', () => {
  it.each(CASES)('of %s to the power %i → %s says how many coefficients will be made', (irreps, correlation, out) => {
    const request = { irreps: parseIrreps(irreps), correlation, out: outputIrreps(parseIrreps(out)) };
    const plan = checkBasis(request);
    const made: number[] = [];
    const bases = manyBodyBases(request, plan, (total) => made.push(total));
    expect(made.at(-1)).toBe(plan.coefficients);
    expect(made).toEqual(made.toSorted((a, b) => a - b));
    expect(bases.map(({ count, elements }) => [count, BigInt(elements.length)])).toEqual(
      plan.counts.map((count) => [count, count.symmetric]),
    );
  });
});

describe('refuses before any work', () => {
  it.each([
    ['0e+1o+2e', 7, '0e', /to the power 7 → 0e: the limit is a correlation of 6/],
    ['9000x0e', 3, '0e', /121540503000 choices of copies, the limit is 200000/],
    ['0e+1o+2e+3o+4e+5o', 6, '0e', /more than 15000000 coefficients/],
    ['20o', 6, '0e', /more than 15000000 coefficients/],
    ['0e', 99, '0e', /correlation: expected an integer between 1 and 8, got 99/],
    ['0e+2e', 2, '1e+5e', /output 5e: no product/],
  ])('%s to the power %i → %s', (irreps, correlation, out, says) => {
    const ask = (): unknown =>
      checkBasis({ irreps: parseIrreps(irreps), correlation, out: outputIrreps(parseIrreps(out)) });
    expect(ask).toThrow(RequestError);
    expect(ask).toThrow(says);
  });
});
