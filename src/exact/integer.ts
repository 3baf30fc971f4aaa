/** Integers: the functions on bigint that everything exact rests on. */

/** One word of 64 digits, and its halves: the lower one first, where machines have it so. */
const word = new BigUint64Array(1);
const halves = new Uint32Array(word.buffer);
word[0] = 1n;
const [LOWER, UPPER] = halves[0] === 1 ? ([0, 1] as const) : ([1, 0] as const);

/** The integer 0 ≤ n ≤ 2^53 as a bigint: what BigInt(n) is, in half the time. */
export function bigintOf(n: number): bigint {
  const upper = Math.floor(n / 2 ** 32);
  halves[LOWER] = n - upper * 2 ** 32;
  halves[UPPER] = upper;
  return word[0] ?? 0n;
}

/** Greatest common divisor of |a| and |b|; gcd(0, 0) = 0. */
export function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Least common multiple of a, b > 0. */
export const leastCommonMultiple = (a: bigint, b: bigint): bigint => (a / gcd(a, b)) * b;

/** Number of binary digits of n ≥ 0; 0 has none. */
export function bitLength(n: bigint): number {
  if (n === 0n) return 0;
  const hex = n.toString(16);
  return 4 * (hex.length - 1) + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
}

const MOST_OF_FLOATS = 1n << 1000n;

/** Above any float that is the root of another within a rounding or two. */
const SLIGHTLY_MORE = 1 + 2 ** -50;

/**
 * ⌊√n⌋ for n ≥ 0, by Newton's iteration from above.
 * Starting at an integer ≥ √n the iterates decrease until the floor is reached, and the first non-decrease is the end
 * (H. Cohen, A Course in Computational Algebraic Number Theory, Algorithm 1.7.1). The start is the root of a float, which has half of the digits
 * that most roots need; of integers that no float holds, the root of what is left without an even number of digits.
 * @throws RangeError if n < 0
 */
export function floorSqrt(n: bigint): bigint {
  if (n < 0n) throw new RangeError(`floorSqrt expects n ≥ 0, got ${n}`);
  if (n < 2n) return n;
  const shift = n < MOST_OF_FLOATS ? 0n : BigInt((bitLength(n) - 1000) >> 1);
  // Of n/4^shift + 1 where digits were left out, so that its root times 2^shift is not below that of n.
  const float = shift === 0n ? Number(n) : Number((n >> (2n * shift)) + 1n);
  let x = BigInt(Math.ceil(Math.sqrt(float) * SLIGHTLY_MORE)) << shift;
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** √n if n is the square of an integer, else undefined. */
export function exactSqrt(n: bigint): bigint | undefined {
  // A square is 0, 1, 4, 9 mod 16 only: this answers most non-squares at once.
  if (n < 0n || ![0, 1, 4, 9].includes(Number(n & 15n))) return undefined;
  const root = floorSqrt(n);
  return root * root === n ? root : undefined;
}
