/**
 * An element of a basis by the one component that has the highest weight: integers from which all of it follows (README.md, "Bases of the
 * symmetric maps").
 *
 * Features 0e+1o+2e+… have the real components x_m = √g y_m, g = squaredScale, in terms of weight vectors u
 *
 *   y_m = ((−1)^m u_m + u_{−m})/2,   y_{−m} = i (u_{−m} − (−1)^m u_m)/2   (m > 0),   y_0 = u_0
 *
 * and f_L + i f_{−L} of an element f into degree L is (−1)^L i^(L−Σℓ) F with a polynomial F in u of weight L and rational coefficients.
 */
import { factorial, multiplySurds, sqrtOfRational } from '../src/exact/index.ts';
import { repetitions } from '../src/many-body/content.ts';
import type { BasisElement } from '../src/many-body/index.ts';
import { proportionalIntegers, squaredScale } from '../src/many-body/separated-coupling.ts';
import { withoutContent } from '../src/many-body/weighted-span.ts';
import { holds } from './certificate.ts';

/** A variable by its number ℓ²+ℓ+m, which is also its position in the vector of the features. */
const degreeOf = (x: number): number => Math.floor(Math.sqrt(x));
const orderOf = (x: number): number => x - degreeOf(x) * (degreeOf(x) + 1);

type Term = readonly [variables: readonly number[], coefficient: bigint];
/** Coefficients by monomial, which is an ascending sequence of variables, joined. */
type Polynomial = ReadonlyMap<string, bigint>;

function collected(terms: readonly Term[]): Polynomial {
  const total = new Map<string, bigint>();
  for (const [variables, c] of terms) {
    const name = variables.toSorted((a, b) => a - b).join();
    total.set(name, (total.get(name) ?? 0n) + c);
  }
  return new Map([...total].filter(([, c]) => c !== 0n));
}

/** A real variable in the u: twice its coefficients, without the i of those of m < 0. */
function inWeights(x: number): readonly Term[] {
  const m = orderOf(x);
  if (m === 0) return [[[x], 2n]];
  const sign = m % 2 === 0 ? 1n : -1n;
  return m > 0
    ? [
        [[x], sign],
        [[x - 2 * m], 1n],
      ]
    : [
        [[x - 2 * m], -sign],
        [[x], 1n],
      ];
}

/** F of the header up to a positive factor. @throws Error if there is no such F */
function highestPart({ out, content, entries }: BasisElement, where: string): Polynomial {
  const parts = entries.filter(({ m }) => Math.abs(m) === out.l);
  const coefficients = proportionalIntegers(
    parts.map(({ inputs, value }) => {
      const num = inputs.reduce((product, x) => product * squaredScale(degreeOf(x), orderOf(x)), 1n);
      return multiplySurds(value, sqrtOfRational({ num, den: repetitions(inputs) ** 2n }));
    }),
  );
  holds(coefficients !== undefined, `${where}: the entries of one component differ by rationals`);
  const ofAll = content.reduce((turns, { irrep }) => turns - irrep.l, out.l);
  const terms = parts.flatMap(({ m, inputs }, i) => {
    const turns = inputs.filter((x) => orderOf(x) < 0).length + (m < 0 ? 1 : 0) - ofAll;
    holds(turns % 2 === 0, `${where}: coefficients are rational`);
    const sign = (turns / 2 + out.l) % 2 === 0 ? 1n : -1n;
    return inputs.reduce(
      (product: readonly Term[], x) =>
        product.flatMap(([before, c]) => inWeights(x).map(([u, d]): Term => [[...before, ...u], c * d])),
      [[[], sign * (coefficients?.[i] ?? 0n)]],
    );
  });
  return collected(terms);
}

/** J₊ F: u_m becomes (ℓ−m) u_{m+1}, in every factor of every monomial. */
const raised = (polynomial: Polynomial): Polynomial =>
  collected(
    [...polynomial].flatMap(([name, c]) => {
      const variables = name.split(',').map(Number);
      return variables.map((x, place): Term => [variables.with(place, x + 1), BigInt(degreeOf(x) - orderOf(x)) * c]);
    }),
  );

/** The ascending monomials of such factors, in lexicographic order. */
function monomialsOf(factors: readonly number[], least = 0): number[][] {
  const [l, ...others] = factors;
  if (l === undefined) return [[]];
  const own = Array.from({ length: 2 * l + 1 }, (_, i) => l * l + i).filter((x) => x >= least);
  return own.flatMap((x) => monomialsOf(others, x).map((rest) => [x, ...rest]));
}

/** An element by its component of highest weight. */
export interface HighestWeights {
  /** degrees, ascending */
  readonly factors: readonly number[];
  readonly out: number;
  /** the monomials of weight `out`, in order */
  readonly monomials: readonly (readonly number[])[];
  /** their coefficients in F, without common divisor */
  readonly integers: readonly bigint[];
}

/** @throws Error if F has other weights as well, or is not annihilated by J₊ */
export function highestWeights(element: BasisElement): HighestWeights {
  const out = element.out.l;
  const factors = element.content.map(({ irrep }) => irrep.l);
  const where = `${factors.join(' ')} → ${out}`;
  const part = highestPart(element, where);
  const monomials = monomialsOf(factors).filter((one) => one.reduce((sum, x) => sum + orderOf(x), 0) === out);
  const integers = withoutContent(monomials.map((monomial) => part.get(monomial.join()) ?? 0n));
  holds(integers.filter((c) => c !== 0n).length === part.size, `${where}: one weight`);
  holds(raised(part).size === 0, `${where}: the highest weight`);
  return { factors, out, monomials, integers };
}

/** Squared norms of the monomials as tensors, up to one factor: Π (exponents)! Π (ℓ+m)! (ℓ−m)!. */
export const squaredNorms = ({ monomials }: HighestWeights): bigint[] =>
  monomials.map((monomial) =>
    monomial.reduce((product, x) => {
      const [l, m] = [degreeOf(x), orderOf(x)];
      return product * factorial(l + m) * factorial(l - m);
    }, repetitions(monomial)),
  );
