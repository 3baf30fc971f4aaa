/**
 * Wigner 9j symbol, exactly, from three 6j symbols:
 *
 *   {a b c; d e f; g h i} = Σ_x (−1)^(2x) (2x+1) {a b c; f i x} {d e f; b x h} {g h i; x a d}
 *
 * In the product the triangle factors Δ(x a i), Δ(x d h), Δ(x b f) each occur twice, so they leave the square root; what stays
 * under it, Δ of the three rows and three columns, does not depend on x. With S and P of wigner-6j.ts a term is thus an integer (2x+1) S S' S''
 * times a quotient of factorials P P' P'' Δ² Δ² Δ². Prime by prime the least exponent of all terms is taken out of the sum, which leaves
 * one of integers.
 * Source: Varshalovich et al. (1988), eq. 10.2.4(20).
 */
import { wholeOf } from '../exact/binomial-sum.ts';
import { factorialQuotient, type PrimePowers } from '../exact/factorial.ts';
import { primeProduct, primeRoot } from '../exact/prime-root.ts';
import { SURD_ZERO, type Surd } from '../exact/surd.ts';
import { isTriad, minusOneTo, type Twice, twiceMagnitude } from './angular-momentum.ts';
import { racahParts, type Twice6 } from './wigner-6j.ts';

/** The nine doubled entries, rows first. */
export type Twice9 = readonly [Twice, Twice, Twice, Twice, Twice, Twice, Twice, Twice, Twice];

/** A quotient of factorials that grows. */
interface Quotient {
  readonly above: number[];
  readonly below: number[];
}

/** Multiplies by Δ(abc)², on doubled arguments. */
function multiplyTriangle({ above, below }: Quotient, a: Twice, b: Twice, c: Twice): void {
  above.push((a + b - c) / 2, (a - b + c) / 2, (b + c - a) / 2);
  below.push((a + b + c) / 2 + 1);
}

/** integer · Π p^e. */
interface Term {
  readonly integer: bigint;
  readonly powers: PrimePowers;
}

/** Σ terms, at least one and all with as many exponents, as an integer times Π p^e, e the least exponent that any term has. */
function sumOfTerms([first = { integer: 0n, powers: [] }, ...others]: readonly Term[]): Term {
  const least = [...first.powers];
  for (const { powers } of others) {
    for (let i = 0; i < least.length; i++) least[i] = Math.min(least[i] ?? 0, powers[i] ?? 0);
  }
  let integer = 0n;
  for (const term of [first, ...others]) {
    integer += term.integer * primeProduct(term.powers.map((exponent, i) => exponent - (least[i] ?? 0)));
  }
  return { integer, powers: least };
}

/** 9j symbol on doubled, already validated arguments. */
export function wigner9jOfTwice([a, b, c, d, e, f, g, h, i]: Twice9): Surd {
  const triads = [
    [a, b, c],
    [d, e, f],
    [g, h, i],
    [a, d, g],
    [b, e, h],
    [c, f, i],
  ] as const;
  if (!triads.every(([x, y, z]) => isTriad(x, y, z))) return SURD_ZERO;
  const low = Math.max(Math.abs(a - i), Math.abs(d - h), Math.abs(b - f));
  const high = Math.min(a + i, d + h, b + f);
  // The largest factorial of all; every exponent vector is as long as its.
  const sums = [
    a + b + c,
    d + e + f,
    g + h + i,
    a + d + g,
    b + e + h,
    c + f + i,
    a + i + high,
    d + h + high,
    b + f + high,
  ];
  const top = Math.max(...sums) / 2 + 1;
  const terms: Term[] = [];
  for (let x = low; x <= high; x += 2) {
    const quotient: Quotient = { above: [], below: [] };
    let integer = BigInt(minusOneTo(x) * (x + 1));
    const symbols: readonly Twice6[] = [
      [a, b, c, f, i, x],
      [d, e, f, b, x, h],
      [g, h, i, x, a, d],
    ];
    for (const symbol of symbols) {
      const { sum, above, below } = racahParts(symbol);
      integer *= wholeOf(sum);
      quotient.above.push(...above);
      quotient.below.push(...below);
    }
    multiplyTriangle(quotient, x, a, i);
    multiplyTriangle(quotient, x, d, h);
    multiplyTriangle(quotient, x, b, f);
    if (integer !== 0n) terms.push({ integer, powers: factorialQuotient(quotient.above, quotient.below, top) });
  }
  const { integer, powers } = sumOfTerms(terms);
  if (integer === 0n) return SURD_ZERO;
  const outside: Quotient = { above: [], below: [] };
  for (const [x, y, z] of triads) multiplyTriangle(outside, x, y, z);
  const radicand = factorialQuotient(outside.above, outside.below, top);
  // What stands before the root counts twice under it.
  return primeRoot(
    integer,
    radicand.map((exponent, k) => exponent + 2 * (powers[k] ?? 0)),
  );
}

/**
 * {j1 j2 j3; j4 j5 j6; j7 j8 j9}; arguments are integers or half-integers in 0…1000. Zero where a triangle rule fails.
 * @throws RequestError for arguments that no 9j symbol has
 */
export function wigner9j(
  ...[j1, j2, j3, j4, j5, j6, j7, j8, j9]: [number, number, number, number, number, number, number, number, number]
): Surd {
  return wigner9jOfTwice([
    twiceMagnitude(j1, 'j1'),
    twiceMagnitude(j2, 'j2'),
    twiceMagnitude(j3, 'j3'),
    twiceMagnitude(j4, 'j4'),
    twiceMagnitude(j5, 'j5'),
    twiceMagnitude(j6, 'j6'),
    twiceMagnitude(j7, 'j7'),
    twiceMagnitude(j8, 'j8'),
    twiceMagnitude(j9, 'j9'),
  ]);
}
