/** Where one representation of an integer hands over to the next: both sides of every boundary, against bigints and gcds alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlternatingTerms, alternatingSum, binomialList, LIMB, wholeOf } from '../../src/exact/binomial-sum.ts';
import {
  binomial,
  factorialQuotient,
  firstPrimes,
  primePowersToRational,
  quotientExponents,
} from '../../src/exact/factorial.ts';
import { bigintOf, bitLength, floorSqrt } from '../../src/exact/integer.ts';
import { primeRoot } from '../../src/exact/prime-root.ts';
import { rational } from '../../src/exact/rational.ts';
import { scaledRoot } from '../../src/exact/surd.ts';

describe('a number as a bigint', () => {
  it('is BigInt of it, around the powers of two up to 2^53', () => {
    let cases = 0;
    for (let k = 0; k <= 52; k++) {
      for (const n of [2 ** k - 1, 2 ** k, 2 ** k + 1]) {
        expect(bigintOf(n)).toBe(BigInt(n));
        cases += 1;
      }
    }
    expect(cases).toBe(3 * 53);
    expect(bigintOf(2 ** 53)).toBe(2n ** 53n);
  });
});

describe('a square root', () => {
  it('starts from a float and ends at the floor: around squares of 2 to 700 digits, on both sides of what a float holds', () => {
    let cases = 0;
    for (let k = 1; k <= 700; k++) {
      for (const root of [2n ** BigInt(k), 2n ** BigInt(k) - 1n, 3n ** BigInt(k % 450) * 5n + 1n]) {
        expect([floorSqrt(root * root - 1n), floorSqrt(root * root), floorSqrt((root + 1n) ** 2n - 1n)]).toEqual([
          root - 1n,
          root,
          root,
        ]);
        cases += 3;
      }
    }
    expect(cases).toBe(700 * 9);
  });
});

/** Three factors, and four with the same third and fourth. */
function sumOf(a: number, b: number, c: number, p: number, q: number, twice: boolean) {
  const [first, last] = [Math.max(0, p - b, q - c), Math.min(a, p, q)];
  const third = { list: binomialList(c), offset: q - c };
  const terms: AlternatingTerms = {
    first,
    last,
    a: { list: binomialList(a), offset: 0 },
    b: { list: binomialList(b), offset: p - b },
    c: third,
    ...(twice ? { d: third } : {}),
  };
  let [sum, sizes] = [0n, 0n];
  for (let k = first; k <= last; k++) {
    const one = binomial(c, q - k);
    const term = binomial(a, k) * binomial(b, p - k) * one * (twice ? one : 1n);
    sum += k % 2 === 0 ? term : -term;
    sizes += term;
  }
  return { terms, sum, sizes, count: last - first + 1 };
}

describe('an alternating sum', () => {
  it('is exact within three binary digits of where a float, and its residues modulo 2^32 and 2^64, cease to decide', () => {
    const seen = new Map<string, number>();
    const quintuples = fc
      .tuple(fc.nat(70), fc.nat(70), fc.nat(70), fc.nat(10_000), fc.nat(10_000), fc.boolean())
      .map(([a, b, c, first, second, twice]) => {
        const p = first % (a + b + 1);
        const [low, high] = [Math.max(0, p - b), Math.min(a + c, p + c)];
        return sumOf(a, b, c, p, low + (second % (high - low + 1)), twice);
      });
    for (const { terms, sum, sizes, count } of fc.sample(quintuples, { numRuns: 12_000, seed: 20_261_130 })) {
      // The sizes themselves, and N+8 of them over the bounds of the header.
      const error = BigInt(count + 8) * sizes;
      const marks = [
        ['float', sizes, 53],
        ['32', error, 83],
        ['64', error, 115],
      ] as const;
      for (const [name, size, digits] of marks) {
        const over = bitLength(size) - digits;
        if (over < -2 || over > 3) continue;
        const side = `${name} ${over > 0 ? 'beyond' : 'within'}`;
        seen.set(side, (seen.get(side) ?? 0) + 1);
        const found = alternatingSum(terms);
        expect(wholeOf(found)).toBe(sum);
        // A digit away from the bound rounding of the sizes does not matter, and the type tells which road was taken.
        if (name === '32' && over < 0) expect(typeof found).toBe('object');
        if (name === '32' && over > 1) expect(typeof found).toBe('bigint');
      }
    }
    expect(seen.size).toBe(6);
    expect(Math.min(...seen.values())).toBeGreaterThan(100);
  });

  it('of entries that are ∞ as floats is exact', () => {
    const { terms, sum } = sumOf(1100, 1100, 1100, 900, 1000, false);
    expect(terms.a.list.floats.includes(Number.POSITIVE_INFINITY)).toBe(true);
    expect(alternatingSum(terms)).toBe(sum);
  });

  it('rests on residues: those of C(n, k) modulo 2^64, n ≤ 130', () => {
    let entries = 0;
    for (let n = 0; n <= 130; n++) {
      const { words, exact } = binomialList(n);
      for (const [k, entry] of exact.entries()) {
        expect(words[k]).toBe(BigInt.asIntN(64, entry));
        entries += 1;
      }
    }
    expect(entries).toBe((131 * 132) / 2);
  });
});

/** The exponent of p in n!. */
function legendre(n: number, p: number): number {
  let exponent = 0;
  for (let power = p; power <= n; power *= p) exponent += Math.floor(n / power);
  return exponent;
}

describe('exponents of factorials', () => {
  it('do not run into each other where they are largest: ten times n! and 1/n!, and both with 0!, for n ≤ 300', () => {
    let exponents = 0;
    for (let n = 0; n <= 300; n++) {
      const ten = new Array<number>(10).fill(n);
      for (const [above, below, times] of [
        [ten, [], 10],
        [[], ten, -10],
        [[n], [0], 1],
        [[0], [n], -1],
        [ten, ten, 0],
      ] as const) {
        const { list, count } = quotientExponents(above, below, n);
        expect(factorialQuotient(above, below, n)).toEqual([...list.subarray(0, count)]);
        firstPrimes(count)
          .slice(0, count)
          .forEach((p, i) => {
            if (list[i] !== times * legendre(n, p) + 0) expect.fail(`${times} × ${n}!, ${p}: ${list[i]}`);
            exponents += 1;
          });
        expect(firstPrimes(count + 1)[count]).toBeGreaterThan(n);
      }
    }
    expect(exponents).toBeGreaterThan(50_000);
  });

  it('have a place for all primes below 8192, and refuse 8192!', () => {
    const { list, count } = quotientExponents([8191], [], 8191);
    expect(firstPrimes(count)[count - 1]).toBe(8191);
    expect(list[count - 1]).toBe(1);
    expect(() => quotientExponents([8192], [], 8192)).toThrow(
      new RangeError('there is room for exponents below 8192!, not for 8192!'),
    );
  });
});

describe('primeRoot', () => {
  it('hands over from bigints to two limbs and to numbers: q around 2^53 and 2^81 with all of its small primes', () => {
    const powers = [-9, 4, -3, 0, -2, 1, -1, -1, 2, -1];
    let cases = 0;
    for (const digits of [53n, 81n, 90n, 120n]) {
      for (let k = -60n; k <= 60n; k++) {
        for (const smooth of [1n, 2n ** 6n * 5n ** 2n, 11n * 17n * 19n * 29n]) {
          // The multiple of `smooth` next to 2^digits + k.
          const q = ((2n ** digits + k) / smooth) * smooth;
          const expected = scaledRoot(rational(q), primePowersToRational(powers));
          expect(primeRoot(q, powers)).toEqual(expected);
          const limbs = { sign: 1, high: Number(q >> 32n), low: Number(q % BigInt(LIMB)) } as const;
          if (digits <= 53n) expect(primeRoot(limbs, powers)).toEqual(expected);
          cases += 1;
        }
      }
    }
    expect(cases).toBe(4 * 121 * 3);
    expect(powers[0]).toBe(-9);
  });

  it('refuses more exponents than there is room for', () => {
    expect(() => primeRoot(1n, new Array<number>(1029).fill(0))).toThrow(
      new RangeError('1029 exponents of primes, and room for 1028'),
    );
  });
});
