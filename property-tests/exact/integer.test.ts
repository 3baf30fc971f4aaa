/** gcd, bit length and integer square roots, each against its definition. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitLength, exactSqrt, floorSqrt, gcd } from '../../src/exact/integer.ts';

const isFloorOfRoot = (root: bigint, n: bigint): boolean => root >= 0n && root * root <= n && (root + 1n) ** 2n > n;

describe('gcd', () => {
  it('is the largest common divisor for |a|, |b| ≤ 30', () => {
    let cases = 0;
    for (let a = -30; a <= 30; a++) {
      for (let b = -30; b <= 30; b++) {
        let largest = 0;
        for (let d = 1; d <= 30; d++) if (a % d === 0 && b % d === 0 && (a !== 0 || b !== 0)) largest = d;
        if (gcd(BigInt(a), BigInt(b)) !== BigInt(largest)) expect.fail(`gcd(${a}, ${b})`);
        cases += 1;
      }
    }
    expect(cases).toBe(61 ** 2);
  });

  it('is homogeneous: gcd(ka, kb) = |k|·gcd(a, b)', () => {
    const any = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
    fc.assert(fc.property(any, any, any, (a, b, k) => gcd(k * a, k * b) === (k < 0n ? -k : k) * gcd(a, b)));
  });
});

describe('bitLength', () => {
  it('counts binary digits around the powers of two up to 2^300', () => {
    let cases = 0;
    for (let k = 0; k <= 300; k++) {
      for (const n of [2n ** BigInt(k) - 1n, 2n ** BigInt(k), 2n ** BigInt(k) + 1n]) {
        expect(bitLength(n)).toBe(n === 0n ? 0 : n.toString(2).length);
        cases += 1;
      }
    }
    expect(cases).toBe(3 * 301);
  });
});

describe('integer square roots', () => {
  it('are exact for n ≤ 10000, with exactly 101 squares', () => {
    let squares = 0;
    for (let n = 0n; n <= 10_000n; n++) {
      const root = floorSqrt(n);
      if (!isFloorOfRoot(root, n)) expect.fail(`floorSqrt(${n}) = ${root}`);
      expect(exactSqrt(n)).toBe(root * root === n ? root : undefined);
      if (exactSqrt(n) !== undefined) squares += 1;
    }
    expect(squares).toBe(101);
  });

  it('are exact at and beside the squares of 10^k − 1, 10^k, 10^k + 1 for k ≤ 60', () => {
    let cases = 0;
    for (let k = 1n; k <= 60n; k++) {
      for (const root of [10n ** k - 1n, 10n ** k, 10n ** k + 1n]) {
        const square = root * root;
        expect(floorSqrt(square)).toBe(root);
        expect(floorSqrt(square - 1n)).toBe(root - 1n);
        expect(floorSqrt(square + 1n)).toBe(root);
        expect(floorSqrt(square + 2n * root)).toBe(root);
        expect(exactSqrt(square)).toBe(root);
        expect(exactSqrt(square - 1n)).toBeUndefined();
        expect(exactSqrt(square + 1n)).toBeUndefined();
        cases += 7;
      }
    }
    expect(cases).toBe(7 * 3 * 60);
  });

  it('are exact at random sizes up to 2000 bits', () => {
    const numbers = fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 64n }), fc.integer({ min: 0, max: 1936 }));
    fc.assert(
      fc.property(numbers, ([n, shift]) => {
        const large = n << BigInt(shift);
        return isFloorOfRoot(floorSqrt(large), large) && exactSqrt(large * large) === large;
      }),
    );
  });

  it('of negative numbers do not exist', () => {
    expect(() => floorSqrt(-1n)).toThrow(new RangeError('floorSqrt expects n ≥ 0, got -1'));
    expect(exactSqrt(-1n)).toBeUndefined();
    expect(exactSqrt(-16n)).toBeUndefined();
  });
});
