/** Values that others have published, each with its source. */
import { describe, expect, it } from 'vitest';
import { clebschGordan } from '../../src/coupling/clebsch-gordan.ts';
import { gaunt } from '../../src/coupling/gaunt.ts';
import { wigner3j } from '../../src/coupling/wigner-3j.ts';
import { wigner6j } from '../../src/coupling/wigner-6j.ts';
import { wigner9j } from '../../src/coupling/wigner-9j.ts';
import { rational } from '../../src/exact/rational.ts';
import { SURD_ZERO, type Surd, scaledRoot, surd, surdFromRational } from '../../src/exact/surd.ts';
import { halvesUpTo, isTriple, tuples } from './enumeration.ts';

/** As the tables print them: the square with the sign in front. */
const square = (num: number, den = 1): Surd => surd(num, BigInt(Math.abs(num)), BigInt(den));
const quotient = (num: number | bigint, den: number | bigint = 1): Surd => surdFromRational(rational(num, den));

describe('Clebsch–Gordan coefficients of the tables of the Particle Data Group (Phys. Rev. D 110 (2024) 030001, §45)', () => {
  it.each<readonly [readonly [number, number, number, number, number, number], Surd]>([
    [[0.5, 0.5, 0.5, 0.5, 1, 1], square(1)],
    [[0.5, 0.5, 0.5, -0.5, 1, 0], square(1, 2)],
    [[0.5, 0.5, 0.5, -0.5, 0, 0], square(1, 2)],
    [[0.5, -0.5, 0.5, 0.5, 0, 0], square(-1, 2)],
    [[1, 1, 0.5, -0.5, 1.5, 0.5], square(1, 3)],
    [[1, 1, 0.5, -0.5, 0.5, 0.5], square(2, 3)],
    [[1, 0, 0.5, 0.5, 1.5, 0.5], square(2, 3)],
    [[1, 0, 0.5, 0.5, 0.5, 0.5], square(-1, 3)],
    [[1, 1, 1, -1, 2, 0], square(1, 6)],
    [[1, 1, 1, -1, 1, 0], square(1, 2)],
    [[1, 1, 1, -1, 0, 0], square(1, 3)],
    [[1, 0, 1, 0, 2, 0], square(2, 3)],
    [[1, 0, 1, 0, 1, 0], SURD_ZERO],
    [[1, 0, 1, 0, 0, 0], square(-1, 3)],
    [[2, 2, 1, -1, 3, 1], square(1, 15)],
    [[2, 2, 1, -1, 2, 1], square(1, 3)],
    [[2, 2, 1, -1, 1, 1], square(3, 5)],
    [[2, 1, 1, 0, 3, 1], square(8, 15)],
    [[2, 1, 1, 0, 2, 1], square(1, 6)],
    [[2, 1, 1, 0, 1, 1], square(-3, 10)],
    [[2, 0, 1, 1, 3, 1], square(6, 15)],
    [[2, 0, 1, 1, 2, 1], square(-1, 2)],
    [[2, 0, 1, 1, 1, 1], square(1, 10)],
    [[1.5, 1.5, 1, -1, 2.5, 0.5], square(1, 10)],
    [[1.5, 1.5, 1, -1, 1.5, 0.5], square(2, 5)],
    [[1.5, 1.5, 1, -1, 0.5, 0.5], square(1, 2)],
    [[1.5, 1.5, 1.5, -1.5, 3, 0], square(1, 20)],
    [[1.5, 1.5, 1.5, -1.5, 2, 0], square(1, 4)],
    [[1.5, 1.5, 1.5, -1.5, 1, 0], square(9, 20)],
    [[1.5, 1.5, 1.5, -1.5, 0, 0], square(1, 4)],
    [[2, 2, 2, -2, 4, 0], square(1, 70)],
    [[2, 2, 2, -2, 3, 0], square(1, 10)],
    [[2, 2, 2, -2, 2, 0], square(2, 7)],
    [[2, 2, 2, -2, 1, 0], square(2, 5)],
    [[2, 2, 2, -2, 0, 0], square(1, 5)],
    [[2, 0, 2, 0, 4, 0], square(18, 35)],
    [[2, 0, 2, 0, 2, 0], square(-2, 7)],
    [[2, 0, 2, 0, 0, 0], square(1, 5)],
  ])('⟨j1 m1 j2 m2 | j3 m3⟩ for %j', (args, expected) => {
    expect(clebschGordan(...args)).toEqual(expected);
  });
});

// The documentation of Sage and SymPy (functions wigner_3j, wigner_6j, wigner_9j, gaunt; examples by J. Rasch).
describe('values from the documentation of Sage and SymPy', () => {
  it.each<readonly [readonly [number, number, number, number, number, number], Surd]>([
    [[2, 6, 4, 0, 0, 0], square(5, 143)],
    [[2, 6, 4, 0, 0, 1], SURD_ZERO],
    [[0.5, 0.5, 1, 0.5, -0.5, 0], square(1, 6)],
    [
      [40, 100, 60, -10, 60, -50],
      scaledRoot(rational(95608n, 18702538494885n), rational(21082735836735314343364163310n, 220491455010479533763n)),
    ],
  ])('3j %j', (args, expected) => {
    expect(wigner3j(...args)).toEqual(expected);
  });

  it.each<readonly [readonly [number, number, number, number, number, number], Surd]>([
    [[3, 3, 3, 3, 3, 3], quotient(-1, 14)],
    [[5, 5, 5, 5, 5, 5], quotient(1, 52)],
    [[6, 6, 6, 6, 6, 6], quotient(309, 10868)],
    [[8, 8, 8, 8, 8, 8], quotient(-12219, 965770)],
    [[30, 30, 30, 30, 30, 30], quotient(36082186869033479581n, 87954851694828981714124n)],
    [[0.5, 0.5, 1, 0.5, 0.5, 1], quotient(1, 6)],
  ])('6j %j', (args, expected) => {
    expect(wigner6j(...args)).toEqual(expected);
  });

  it('9j, and the Gaunt coefficient (1 0 1; 1 0 −1)', () => {
    expect(wigner9j(1, 1, 1, 1, 1, 1, 1, 1, 0)).toEqual(quotient(1, 18));
    expect(wigner9j(0.5, 0.5, 0, 0.5, 1.5, 1, 0, 1, 1)).toEqual(quotient(1, 6));
    expect(gaunt(1, 0, 1, 1, 0, -1)).toEqual(surd(-1, 1n, 4n, -1));
  });
});

describe('6j symbols with a small entry, Edmonds (1957) table 5', () => {
  const sign = (n: number): number => (n % 2 === 0 ? 1 : -1);

  it('{a b c; 0 c b}, {a b c; ½ c−½ b+½} and {a b c; ½ c−½ b−½}, for all a, b, c ≤ 6', () => {
    let cases = 0;
    for (const [a = 0, b = 0, c = 0] of tuples(halvesUpTo(6), 3)) {
      if (!isTriple(a, b, c)) continue;
      const s = a + b + c;
      expect(wigner6j(a, b, c, 0, c, b)).toEqual(surd(sign(s), 1n, BigInt((2 * b + 1) * (2 * c + 1))));
      cases += 1;
      if (c === 0) continue;
      const first = [(s - 2 * b) * (s - 2 * c + 1), (2 * b + 1) * (2 * b + 2) * 2 * c * (2 * c + 1)] as const;
      expect(wigner6j(a, b, c, 0.5, c - 0.5, b + 0.5)).toEqual(surd(sign(s), BigInt(first[0]), BigInt(first[1])));
      if (b === 0) continue;
      const second = [(s + 1) * (s - 2 * a), 2 * b * (2 * b + 1) * 2 * c * (2 * c + 1)] as const;
      expect(wigner6j(a, b, c, 0.5, c - 0.5, b - 0.5)).toEqual(surd(sign(s), BigInt(second[0]), BigInt(second[1])));
    }
    expect(cases).toBe(616);
  });
});
