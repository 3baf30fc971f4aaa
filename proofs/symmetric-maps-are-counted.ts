/**
 * How often each irrep occurs in Sym^ν V for V = 0e+1o+2e+… up to degree L: by monomials, one by one, in the certificate, by characters
 * and Newton's identities in src/many-body.
 *
 * V has the variables x = 0 … L(L+2), that of weight m in degree ℓ being x = ℓ² + ℓ + m. Monomials x₁ ≤ … ≤ x_ν are a basis of Sym^ν V; the
 * weight of one is Σ m, its parity (−1)^Σℓ. An irrep occurs as often as its weight ℓ does more often than ℓ+1, parity by parity.
 */
import { binomial } from '../src/exact/index.ts';
import { irrepsDimension } from '../src/irreps/index.ts';
import {
  COUNT_CERTIFICATE,
  characterOf,
  multiplicityIn,
  naturalFeatures,
  TRIVIAL_CHARACTER,
  tensorPowers,
} from '../src/many-body/index.ts';
import { holds, steps } from './certificate.ts';
import { stated } from './formulas.ts';

const { id, degree: LMAX, order: ORDERS } = COUNT_CERTIFICATE;

/** A place of the list for each (ℓ, parity), that of parity s = 0 (even), 1 (odd) being 2ℓ+s from the last; three digits are enough. */
const BASE = 1000n;

/** Multiplicities in Sym^n V of ℓ = 0 … nL, of each the even first. @throws Error if the dimensions do not add up, or digits are too few */
function multiplicities(l: number, n: number): bigint[] {
  const features = naturalFeatures(l);
  const power = tensorPowers(characterOf(features), n).symmetric[n] ?? TRIVIAL_CHARACTER;
  const found = steps(0, n * l).flatMap((out) => ([1, -1] as const).map((p) => multiplicityIn(power, { l: out, p })));
  const dimension = found.reduce((sum, multiplicity, k) => sum + BigInt(2 * Math.floor(k / 2) + 1) * multiplicity, 0n);
  const where = `${n} factors to degree ${l}`;
  holds(dimension === binomial(irrepsDimension(features) + n - 1, n), where);
  if (found.some((multiplicity) => multiplicity >= BASE)) throw new RangeError(`${where}: three digits are not enough`);
  return found;
}

const listed = (l: number, n: number): string =>
  `holds(l == ${l})*holds(n == ${n})*${multiplicities(l, n).reduceRight((code, multiplicity) => code * BASE + multiplicity, 0n)}`;

/** Of a variable x its ℓ and m; one(l,x,m,s), two, …: monomials of so many variables ≥ x that have weight m and parity s. */
const DEFINE = [
  'top(l) = l*(l+2)',
  'degree(x) = sum(1, x, k => holds(k*k <= x))',
  'order(x) = x-degree(x)*(degree(x)+1)',
  'odd(x) = degree(x)-2*div(degree(x),2)',
  'one(l,x,m,s) = sum(x, top(l), y => holds(order(y) == m)*holds(odd(y) == s))',
  'two(l,x,m,s) = sum(x, top(l), y => one(l,y,m-order(y),abs(s-odd(y))))',
  'three(l,x,m,s) = sum(x, top(l), y => two(l,y,m-order(y),abs(s-odd(y))))',
  'four(l,x,m,s) = sum(x, top(l), y => three(l,y,m-order(y),abs(s-odd(y))))',
  'weights(l,n,m,s) = holds(n == 1)*one(l,0,m,s)+holds(n == 2)*two(l,0,m,s)+holds(n == 3)*three(l,0,m,s)+holds(n == 4)*four(l,0,m,s)',
  'maps(l,n,j,s) = weights(l,n,j,s)-weights(l,n,j+1,s)',
];

/** @param lmax the largest L */
export const mapsTo = (lmax: number) =>
  stated({
    id,
    statement: 'The numbers of symmetric equivariant maps from several equal factors are these.',
    range: `0e+1o+2e+… to degree L ≤ ${lmax}, up to ${ORDERS} factors, every output`,
    prove() {
      const products = steps(0, lmax).flatMap((l) => steps(1, ORDERS).map((n) => ({ l, n })));
      const every = (statement: string): string => `all(0, ${lmax}, l => all(1, ${ORDERS}, n => ${statement}))`;
      return {
        define: [
          ...DEFINE,
          `list(l,n) = ${products.map(({ l, n }) => listed(l, n)).join('+')}`,
          `listed(l,n,k) = div(list(l,n),power(${BASE},k))-${BASE}*div(list(l,n),power(${BASE},k+1))`,
        ],
        statements: [
          every('all(0, n*l, j => all(0, 1, s => maps(l,n,j,s) == listed(l,n,2*j+s)))'),
          every('sum(0, n*l, j => (2*j+1)*(listed(l,n,2*j)+listed(l,n,2*j+1))) == C(top(l)+n,n)'),
        ],
        cases: products.reduce((sum, { l, n }) => sum + 2 * (n * l + 1) + 1, 0),
      };
    },
  });

export const symmetricMapsAreCounted = mapsTo(LMAX);
