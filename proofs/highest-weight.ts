/**
 * An element of a basis by the one component that has the highest weight: integers from which all of it follows (README.md, section 10).
 *
 * Features 0e+1o+2e+… have the real components x = ℓ²+ℓ+m of weight basis vectors u,
 *
 *   x_m ∝ √g (y_m),   y_m = ((−1)^m u_m + u_{−m})/2,   y_{−m} = i (u_{−m} − (−1)^m u_m)/2,   y_0 = u_0,   g = squaredScale
 *
 * and f_L + i f_{−L} of an element f into degree L is (−1)^L i^(L−Σℓ) F with a polynomial F in u of weight L and rational coefficients.
 */
import {
  absoluteSurd,
  divideSurds,
  factorial,
  gcd,
  multiplySurds,
  sqrtOfRational,
  surdToRational,
} from '../src/exact/index.ts';
import { repetitions } from '../src/many-body/content.ts';
import type { BasisElement } from '../src/many-body/index.ts';
import { squaredScale, withoutDenominators } from '../src/many-body/separated-coupling.ts';
import { holds } from './certificate.ts';

/** A variable by its number ℓ²+ℓ+m. */
const degreeOf = (x: number): number => Math.floor(Math.sqrt(x));
const orderOf = (x: number): number => x - degreeOf(x) * (degreeOf(x) + 1);

/** Coefficients by monomial, which is an ascending sequence of variables, joined. */
type Polynomial = Map<string, bigint>;

/** A real variable in the u: [variable, twice its coefficient without i] */
function inWeights(x: number): readonly (readonly [number, bigint])[] {
  const m = orderOf(x);
  if (m === 0) return [[x, 2n]];
  const [above, below] = m > 0 ? [x, x - 2 * m] : [x - 2 * m, x];
  const sign = m % 2 === 0 ? 1n : -1n;
  return [
    [above, m > 0 ? sign : -sign],
    [below, 1n],
  ];
}

/** F of the header up to a positive factor, as integers without common divisor. @throws Error if there is no such F */
function highestPart({ out, content, entries }: BasisElement): Polynomial {
  const where = `${content.map(({ irrep }) => irrep.l).join(' ')} → ${out.l}`;
  const parts = entries.filter(({ m }) => Math.abs(m) === out.l);
  const scaled = parts.map(({ inputs, value }) => {
    const square = inputs.reduce((product, x) => product * squaredScale(degreeOf(x), orderOf(x)), 1n);
    return multiplySurds(value, sqrtOfRational({ num: square, den: repetitions(inputs) ** 2n }));
  });
  const ratios = scaled.map((value) => {
    const ratio = surdToRational(divideSurds(value, absoluteSurd(scaled[0] ?? value)));
    if (ratio === undefined) throw new Error(`${where}: the entries of one component do not differ by rationals`);
    return ratio;
  });
  const turnsOfAll = content.reduce((sum, { irrep }) => sum - irrep.l, out.l);
  const total: Polynomial = new Map();
  for (const [i, coefficient] of withoutDenominators(ratios).entries()) {
    const { m = 0, inputs = [] } = parts[i] ?? {};
    const turns = inputs.filter((x) => orderOf(x) < 0).length + (m < 0 ? 1 : 0) - turnsOfAll;
    holds(turns % 2 === 0, `${where}: a coefficient is not rational`);
    const sign = (turns / 2 + out.l) % 2 === 0 ? 1n : -1n;
    let terms: readonly (readonly [readonly number[], bigint])[] = [[[], sign * coefficient]];
    for (const x of inputs) {
      const own = inWeights(x);
      terms = terms.flatMap(([monomial, c]) => own.map(([u, d]) => [[...monomial, u], c * d] as const));
    }
    for (const [monomial, c] of terms) {
      const name = monomial.toSorted((a, b) => a - b).join();
      total.set(name, (total.get(name) ?? 0n) + c);
    }
  }
  const found = [...total].filter(([, c]) => c !== 0n);
  const common = found.reduce((divisor, [, c]) => gcd(divisor, c), 0n);
  return new Map(found.map(([name, c]) => [name, c / common]));
}

/** L₊ F: u_m becomes (ℓ−m) u_{m+1}, in every factor of every monomial. */
function raised(polynomial: Polynomial): Polynomial {
  const total: Polynomial = new Map();
  for (const [name, c] of polynomial) {
    const monomial = name.split(',').map(Number);
    for (const [place, x] of monomial.entries()) {
      const times = BigInt(degreeOf(x) - orderOf(x));
      if (times === 0n) continue;
      const to = monomial
        .with(place, x + 1)
        .sort((a, b) => a - b)
        .join();
      total.set(to, (total.get(to) ?? 0n) + times * c);
    }
  }
  return total;
}

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

/** @throws Error if F has other weights as well, or is not annihilated by L₊ */
export function highestWeights(element: BasisElement): HighestWeights {
  const out = element.out.l;
  const factors = element.content.map(({ irrep }) => irrep.l);
  const part = highestPart(element);
  const monomials = monomialsOf(factors).filter((one) => one.reduce((sum, x) => sum + orderOf(x), 0) === out);
  const integers = monomials.map((monomial) => part.get(monomial.join()) ?? 0n);
  const where = `${factors.join(' ')} → ${out}`;
  holds(integers.filter((c) => c !== 0n).length === part.size, `${where}: more than one weight`);
  holds(
    [...raised(part).values()].every((c) => c === 0n),
    `${where}: not of the highest weight`,
  );
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
