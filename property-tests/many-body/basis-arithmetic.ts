/** What basis elements are, as exact tensors and polynomials, by definition and not by the way they were made. */
import { generator } from '../../src/coupling/generators.ts';
import type { Axis } from '../../src/coupling/index.ts';
import { realCoupling } from '../../src/coupling/real-basis.ts';
import {
  addSurdSums,
  factorial,
  multiplySurdSums,
  multiplySurds,
  rational,
  SURD_ONE,
  type Surd,
  type SurdSum,
  scaleSurdSum,
  sumOfSurds,
  surdFromRational,
} from '../../src/exact/index.ts';
import { type Irreps, irrepsOffsets } from '../../src/irreps/index.ts';
import type { BasisElement } from '../../src/many-body/symmetric-basis.ts';
import { at } from '../exact/indexing.ts';

/** How many orderings the inputs have: ν! / Π (how often each occurs)!. */
export function orderingsOf(inputs: readonly number[]): bigint {
  const counts = [...new Set(inputs)].map((input) => inputs.filter((other) => other === input).length);
  return counts.reduce((number, count) => number / factorial(count), factorial(inputs.length));
}

const integer = (n: bigint): Surd => surdFromRational(rational(n));

/** Σ over all ν input indices and m of the product of two elements. */
export function elementProduct(a: BasisElement, b: BasisElement): SurdSum {
  const values = new Map(b.entries.map(({ m, inputs, value }) => [`${m} ${inputs.join()}`, value]));
  const products: Surd[] = [];
  for (const { m, inputs, value } of a.entries) {
    const other = values.get(`${m} ${inputs.join()}`);
    if (other !== undefined) products.push(multiplySurds(multiplySurds(value, other), integer(orderingsOf(inputs))));
  }
  return sumOfSurds(products);
}

/** Coefficients by monomial, the inputs ascending and joined; zero where there is none. */
export type Polynomial = Map<string, SurdSum>;

const plus = (polynomial: Polynomial, monomial: string, term: SurdSum): void => {
  polynomial.set(monomial, addSurdSums(polynomial.get(monomial) ?? [], term));
};

/** Monomials whose coefficient is not zero. */
export const support = (polynomial: Polynomial): string[] =>
  [...polynomial].flatMap(([monomial, sum]) => (sum.length > 0 ? [monomial] : []));

/** The generator on V: rows by column, [input][…]: column `from` has the entries (to, value). */
export function generatorColumns(irreps: Irreps, axis: Axis): (readonly (readonly [to: number, value: Surd])[])[] {
  const offsets = irrepsOffsets(irreps);
  return irreps.flatMap(({ mul, irrep }, entry) => {
    const matrix = generator(irrep.l, axis);
    const size = matrix.length;
    return Array.from({ length: mul }).flatMap((_, copy) =>
      matrix.map((_row, column) =>
        matrix.flatMap((row, to) => {
          const value = at(row, column);
          return value.sign === 0 ? [] : [[at(offsets, entry) + copy * size + to, value] as const];
        }),
      ),
    );
  });
}

/**
 * Σ_i ∂f_m/∂x_i (X x)_i − Σ_m' X_mm' f_m', for every m: zero for an equivariant map f(D x) = D f(x).
 * (X x)_i = Σ_k X_ik x_k, so a factor x_i of a monomial becomes Σ_k X_ik x_k.
 */
export function equivarianceDefect(element: BasisElement, irreps: Irreps, axis: Axis): Polynomial {
  // X is antisymmetric: row i of X is minus column i.
  const columns = generatorColumns(irreps, axis);
  const output = generator(element.out.l, axis);
  const defect: Polynomial = new Map();
  for (const { m, inputs, value } of element.entries) {
    const coefficient = multiplySurds(value, integer(orderingsOf(inputs)));
    for (const [place, input] of inputs.entries()) {
      for (const [to, x] of at(columns, input)) {
        const monomial = inputs.with(place, to).sort((a, b) => a - b);
        const term = sumOfSurds([multiplySurds(coefficient, x)]);
        plus(defect, `${m} ${monomial.join()}`, scaleSurdSum(term, rational(-1)));
      }
    }
    for (const [row, cells] of output.entries()) {
      const x = at(cells, m + element.out.l);
      if (x.sign === 0) continue;
      const term = sumOfSurds([multiplySurds(coefficient, x)]);
      const monomial = [...inputs].sort((a, b) => a - b);
      plus(defect, `${row - element.out.l} ${monomial.join()}`, scaleSurdSum(term, rational(-1)));
    }
  }
  return defect;
}

/** An entry of a tensor that need not be symmetric. */
interface CoupledEntry {
  readonly inputs: readonly number[];
  readonly m: number;
  readonly value: SurdSum;
}

/** The coupled tensor of a content and a path L_2 … L_ν, factor by factor, not symmetrised: every entry a sum over inner m. */
export function coupledTensor(content: BasisElement['content'], degrees: readonly number[]): CoupledEntry[] {
  const first = at(content, 0);
  let inner = first.irrep.l;
  let entries: CoupledEntry[] = Array.from({ length: 2 * inner + 1 }, (_, i) => ({
    inputs: [first.offset + i],
    m: i - inner,
    value: sumOfSurds([SURD_ONE]),
  }));
  for (const [k, l] of degrees.entries()) {
    const { irrep, offset } = at(content, k + 1);
    const sums = new Map<string, { inputs: readonly number[]; m: number; value: SurdSum }>();
    for (const { inputs, m, value } of entries) {
      for (let m2 = -irrep.l; m2 <= irrep.l; m2++) {
        for (let m3 = -l; m3 <= l; m3++) {
          const w = realCoupling(inner, irrep.l, l, m, m2, m3);
          if (w.sign === 0) continue;
          const next = [...inputs, offset + m2 + irrep.l];
          const name = `${m3} ${next.join()}`;
          const before = sums.get(name)?.value ?? [];
          const term = multiplySurdSums(value, sumOfSurds([w]));
          sums.set(name, { inputs: next, m: m3, value: addSurdSums(before, term) });
        }
      }
    }
    entries = [...sums.values()];
    inner = l;
  }
  return entries;
}

/** The product of an element with a tensor that need not be symmetric. */
export function productWithTensor(element: BasisElement, tensor: readonly CoupledEntry[]): SurdSum {
  const name = (m: number, inputs: readonly number[]): string => `${m} ${[...inputs].sort((a, b) => a - b).join()}`;
  const values = new Map(element.entries.map(({ m, inputs, value }) => [name(m, inputs), value]));
  let sum: SurdSum = [];
  for (const { m, inputs, value } of tensor) {
    const other = values.get(name(m, inputs));
    if (other !== undefined) sum = addSurdSums(sum, multiplySurdSums(value, sumOfSurds([other])));
  }
  return sum;
}

/** Every path L_2 … L_ν = l of a content that the triangle rule allows, in lexicographic order. */
export function* allPaths(content: BasisElement['content'], l: number): Generator<readonly number[]> {
  const extend = function* (k: number, inner: number, before: readonly number[]): Generator<readonly number[]> {
    if (k === content.length) {
      if (inner === l) yield before;
      return;
    }
    const next = at(content, k).irrep.l;
    for (let to = Math.abs(inner - next); to <= inner + next; to++) yield* extend(k + 1, to, [...before, to]);
  };
  yield* extend(1, at(content, 0).irrep.l, []);
}
