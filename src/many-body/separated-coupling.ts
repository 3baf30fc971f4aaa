/**
 * The real coupling tensor with its roots set apart, so that couplings of couplings are sums of integers:
 *
 *   w3j(ℓ1 m1 ℓ2 m2 ℓ3 m3) = s(ℓ1,ℓ2,ℓ3) · R · r(ℓ1,m1) r(ℓ2,m2) r(ℓ3,m3),   s > 0,  R an integer,
 *   r(ℓ,m) = 1/√g(ℓ,m),   g(ℓ,m) = C(2ℓ, ℓ+m) · 2^[m ≠ 0]
 *
 * It follows from the 3j symbol being an integer of Racah times √(T/(C1 C2 C3)) (coupling/threej-table.ts) and from each m ≠ 0 of the
 * real basis bringing 1/√2 (coupling/real-basis.ts). Along a chain of couplings each inner index meets itself, r² = 1/g.
 */
import { realCouplingEntries } from '../coupling/index.ts';
import {
  absoluteSurd,
  binomial,
  divideSurds,
  leastCommonMultiple,
  multiplySurds,
  type Surd,
  sqrtOfRational,
  surd,
  surdToRational,
} from '../exact/index.ts';
import { withoutContent } from './weighted-span.ts';

/** g of the header; integers 0 ≤ |m| ≤ l. */
export const squaredScale = (l: number, m: number): bigint => binomial(2 * l, l + m) * (m === 0 ? 1n : 2n);

/** An entry R of the header, R ≠ 0; m are projections. */
export interface IntegerEntry {
  readonly m1: number;
  readonly m2: number;
  readonly m3: number;
  readonly integer: bigint;
}

/** Surds times the positive number that makes them integers without common divisor; undefined if they do not differ by rationals. */
export function proportionalIntegers(values: readonly Surd[]): readonly bigint[] | undefined {
  const ratios = values.flatMap((value) => surdToRational(divideSurds(value, absoluteSurd(values[0] ?? value))) ?? []);
  if (ratios.length < values.length) return undefined;
  const common = ratios.reduce((product, { den }) => leastCommonMultiple(product, den), 1n);
  return withoutContent(ratios.map(({ num, den }) => num * (common / den)));
}

const known = new Map<string, readonly IntegerEntry[]>();

/**
 * The non-zero R of a triple of degrees, without a common divisor, ordered by m1, m2, m3; none where the triangle rule fails. Kept.
 * @throws RangeError if the tensor had another form than the header says: a fault of this library
 */
export function integerCoupling(l1: number, l2: number, l3: number): readonly IntegerEntry[] {
  const name = `${l1} ${l2} ${l3}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const entries = realCouplingEntries(l1, l2, l3);
  const scaled = entries.map(({ m1, m2, m3, value }) => {
    const squared = squaredScale(l1, m1) * squaredScale(l2, m2) * squaredScale(l3, m3);
    return multiplySurds(value, sqrtOfRational({ num: squared, den: 1n }));
  });
  const integers = proportionalIntegers(scaled);
  if (integers === undefined) throw new RangeError(`the entries of w3j(${name}) do not differ by rationals`);
  const result = entries.map(({ m1, m2, m3 }, i) => ({ m1, m2, m3, integer: integers[i] ?? 0n }));
  known.set(name, result);
  return result;
}

/** s of the header. @throws RangeError where the triangle rule fails */
export function couplingScale(l1: number, l2: number, l3: number): Surd {
  const [entry] = realCouplingEntries(l1, l2, l3);
  const [first] = integerCoupling(l1, l2, l3);
  if (entry === undefined || first === undefined) throw new RangeError(`no coupling of degrees ${l1}, ${l2}, ${l3}`);
  const { m1, m2, m3, integer } = first;
  const num = squaredScale(l1, m1) * squaredScale(l2, m2) * squaredScale(l3, m3);
  return absoluteSurd(multiplySurds(entry.value, surd(1, num, integer * integer)));
}
