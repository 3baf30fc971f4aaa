/**
 * The theorems' own invariants, as integrals of polynomials over the sphere: no moments, no couplings, no search. With the power sums
 * p_{c,n}(s) = Σ_{i in c} (s·r_i)^n of the points of one species on one shell, n = 1 … 4,
 *
 *   ∫ Φ(p) ds              is formed by Gaunt products alone,
 *   ∫ Φ(p) {p_a, p_b} ds    with one product of curl, {f,g} = s·(∇f × ∇g); it changes sign with handedness.
 */
import { describe, expect, it } from 'vitest';
import {
  addPolynomials,
  multiplyPolynomials,
  type Polynomial,
  polynomial,
  sphereMean,
} from '../../src/coupling/index.ts';
import {
  binomial,
  equalRationals,
  negateRational,
  printRational,
  type Rational,
  rational,
} from '../../src/exact/index.ts';
import { CLOUD_PAIRS, type PointCloud } from '../../src/point-clouds/index.ts';
import { poissonBracket } from '../operation/sphere-integrals.ts';
import { dot } from './congruence.ts';

const ONE: Polynomial = [{ a: 0, b: 0, c: 0, coefficient: rational(1) }];

/** p_{c,n} for each class c and n = 1 … 4. Both clouds of a pair have the classes of either. */
function powerSums(cloud: PointCloud, classes: readonly string[]): Polynomial[] {
  return classes.flatMap((name) =>
    [1, 2, 3, 4].map((n) =>
      cloud.points
        .filter((point) => classOf(point) === name)
        .map(({ at: [x, y, z] }) => {
          const linear = polynomial([
            { a: 1, b: 0, c: 0, coefficient: x },
            { a: 0, b: 1, c: 0, coefficient: y },
            { a: 0, b: 0, c: 1, coefficient: z },
          ]);
          return Array.from({ length: n }, () => linear).reduce(multiplyPolynomials, ONE);
        })
        .reduce(addPolynomials, []),
    ),
  );
}

const classOf = ({ species, at }: PointCloud['points'][number]): string => `${species} ${printRational(dot(at, at))}`;

const classesOf = (...clouds: readonly PointCloud[]): string[] => [
  ...new Set(clouds.flatMap(({ points }) => points.map(classOf))),
];

/** Φ: all products of up to three power sums, fewer factors first. */
function* monomials(sums: readonly Polynomial[]): Generator<Polynomial> {
  for (const factors of [0, 1, 2, 3]) yield* products(sums, factors, ONE);
}
function* products(sums: readonly Polynomial[], factors: number, before: Polynomial): Generator<Polynomial> {
  if (factors === 0) yield before;
  else for (const [i, p] of sums.entries()) yield* products(sums.slice(i), factors - 1, multiplyPolynomials(before, p));
}

/** Integrals without and with a bracket, small ones first, in the same order for every cloud. */
function* gauntIntegrals(sums: readonly Polynomial[]): Generator<Rational> {
  for (const phi of monomials(sums)) yield sphereMean(phi);
}
function* curlIntegrals(sums: readonly Polynomial[]): Generator<Rational> {
  const brackets = sums.flatMap((p, i) => sums.slice(i + 1).map((q) => poissonBracket(p, q)));
  for (const phi of monomials(sums))
    for (const bracket of brackets) yield sphereMean(multiplyPolynomials(phi, bracket));
}

const zip = <T>(a: Generator<T>, b: Generator<T>): Iterable<readonly [T, T]> => ({
  *[Symbol.iterator]() {
    for (let [x, y] = [a.next(), b.next()]; !x.done && !y.done; [x, y] = [a.next(), b.next()])
      yield [x.value, y.value] as const;
  },
});

describe('pairs of mirror images', () => {
  it.each(CLOUD_PAIRS.filter(({ mirrored }) => mirrored))(
    '$name: no integral without a bracket differs, one with it does',
    (pair) => {
      const classes = classesOf(pair.first, pair.second);
      const [first, second] = [powerSums(pair.first, classes), powerSums(pair.second, classes)];
      let cases = 0;
      for (const [x, y] of zip(gauntIntegrals(first), gauntIntegrals(second))) {
        expect(y).toEqual(x);
        cases += 1;
      }
      expect(cases).toBe(Number(binomial(first.length + 3, 3)));
      let found = 0;
      for (const [x, y] of zip(curlIntegrals(first), curlIntegrals(second))) {
        expect(y).toEqual(negateRational(x));
        if (x.num !== 0n) found += 1;
        if (found > 0) break;
      }
      expect(found).toBe(1);
    },
  );
});

describe('pairs of different shapes', () => {
  it.each(CLOUD_PAIRS.filter(({ mirrored }) => !mirrored))('$name: an integral without a bracket differs', (pair) => {
    const classes = classesOf(pair.first, pair.second);
    const [first, second] = [powerSums(pair.first, classes), powerSums(pair.second, classes)];
    let differs = false;
    for (const [x, y] of zip(gauntIntegrals(first), gauntIntegrals(second))) {
      differs = !equalRationals(x, y);
      if (differs) break;
    }
    expect(differs).toBe(true);
  });
});
