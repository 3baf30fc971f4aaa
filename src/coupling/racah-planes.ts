/**
 * Racah's integers S of whole families of 3j symbols, by one subtraction each. S is the coefficient of x^p y^q in
 *
 *   (1−xy)^a (1+x)^b (1+y)^c,   p = ℓ1−m1, q = ℓ2+m2,   a = ℓ1+ℓ2−ℓ3, b = ℓ1−ℓ2+ℓ3, c = −ℓ1+ℓ2+ℓ3     (wigner-3j.ts)
 *
 * With b and c, and so ℓ3, kept fixed, a family is multiplied by (1−xy) again and again. That leaves p−q = m3 + (b−c)/2 alone, so a
 * plane falls into diagonals, one for each m3, each multiplied by (1−t):  S_i ← S_i − S_{i−1}, where i = q counts along it.
 *
 * Every S on the way is itself one of a 3j symbol (of half-integers where a ≢ b mod 2), and |3j| ≤ 1/√(2j+1) for each of its j. By
 * 3j² = S² T/(C1 C2 C3) with T and C of the header of threej-table.ts,
 *
 *   S² ≤ C(2ℓ1,ℓ1) C(2ℓ2,ℓ2) C(2ℓ3,ℓ3) / (T (2ℓmax+1)),
 *
 * and the logarithm of the right side bounds that of S. So does a+b+c, for the coefficients of the polynomial are at most 2^(a+b+c) together.
 * Up to 2^53 a plane is of float64 integers; up to 2^96 of two limbs, S = high·2^44 + low with |low| ≤ 2^43, renormalised at each step; beyond
 * of bigints. A representation is left before it could fail.
 */
import { binomial, binomialRow } from '../exact/factorial.ts';

/** T = C(a+b,a) C(b+c,b) C(a+c,c) / ((J+1)!/(a! b! c!)), J = a+b+c, not in lowest terms: the radicand that all symbols of a triple share. */
export function sharedRadicand(a: number, b: number, c: number): { readonly num: bigint; readonly den: bigint } {
  const total = a + b + c;
  return {
    num: binomial(a + b, a) * binomial(b + c, b) * binomial(a + c, c),
    den: BigInt(total + 1) * binomial(total, a) * binomial(b + c, b),
  };
}

/** log2(n!) for n = 0, 1, …: sums of logarithms, each off by less than 2^−50, so the n-th by less than n·2^−45 for n < 1000. */
const logFactorials: number[] = [0];
function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k++) logFactorials.push((logFactorials[k - 1] ?? 0) + Math.log2(k));
  return logFactorials[n] ?? 0;
}

/** More than all errors of logarithms in the bound. */
const LOG_MARGIN = 2 ** -20;

/** log2 C(n, ⌊n/2⌋). */
const centralDigits = (n: number): number => logFactorial(n) - logFactorial(n >> 1) - logFactorial(n - (n >> 1));

/** An upper bound of log2 |S| for every S of (a, b, c), a+b+c < 1000. */
export function racahDigits(a: number, b: number, c: number): number {
  const [s1, s2, s3] = [a + b, a + c, b + c];
  const above = logFactorial(s1) + logFactorial(s2) + logFactorial(s3);
  const below = logFactorial(a) + logFactorial(b) + logFactorial(c) + logFactorial(a + b + c + 1);
  const central = centralDigits(s1) + centralDigits(s2) + centralDigits(s3);
  return (central - (above - below) - Math.log2(Math.max(s1, s2, s3) + 1)) / 2 + LOG_MARGIN;
}

/** The most digits of one and of two limbs. */
export const ONE_LIMB = 53;
export const TWO_LIMBS = 96;
/** 2^44, what a unit of `high` stands for. */
export const RADIX = 2 ** 44;
const RADIX_BITS = 44n;
const HALF_RADIX = 1n << 43n;
/** Adding and subtracting this rounds a number below 2^95 to a multiple of RADIX. */
const ROUND_TO_RADIX = 1.5 * 2 ** 52 * RADIX;

export type Limbs = 1 | 2 | 3;

/** One m3 ≥ 0 of a plane: S for i = q = 0 … length−1, p = i + m3 + (b−c)/2, at `start + i` of the plane's lists. */
export interface Diagonal {
  readonly m3: number;
  readonly start: number;
  readonly length: number;
}

/** All S with m3 ≥ 0 of one triple of integer degrees ℓ1 ≥ ℓ2; those of −m1, −m2, −m3 are (−1)^(ℓ1+ℓ2+ℓ3) times as large. */
export interface RacahPlane {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly degrees: readonly [l1: number, l2: number, l3: number];
  readonly limbs: Limbs;
  /** by m3 = 0 … ℓ3; like the lists, overwritten when the next plane is asked for */
  readonly diagonals: readonly Diagonal[];
  /** S for one limb, its upper part for two */
  readonly high: Float64Array;
  /** the lower part for two limbs */
  readonly low: Float64Array;
  /** S for three */
  readonly big: readonly bigint[];
}

/** S at one place of the lists, as one integer of any size. */
export function integerAt(
  { high, low, big, limbs }: Pick<RacahPlane, 'high' | 'low' | 'big' | 'limbs'>,
  at: number,
): bigint {
  if (limbs === 3) return big[at] ?? 0n;
  const upper = BigInt(high[at] ?? 0);
  return limbs === 1 ? upper : upper * BigInt(RADIX) + BigInt(low[at] ?? 0);
}

/** The lists of planes, used again for each: allocating them anew takes longer than computing with them. */
interface Lists {
  high: Float64Array;
  low: Float64Array;
  big: bigint[];
}

interface Growing {
  readonly m3: number;
  readonly start: number;
  length: number;
}

/** Writes S into one of the representations. */
function store({ high, low, big }: Lists, at: number, limbs: Limbs, value: bigint): void {
  if (limbs === 3) {
    big[at] = value;
    return;
  }
  const upper = limbs === 1 ? value : (value + HALF_RADIX) >> RADIX_BITS;
  high[at] = Number(upper);
  low[at] = limbs === 1 ? 0 : Number(value - (upper << RADIX_BITS));
}

const floatRows: (readonly number[])[] = [[1]];

/** The row C(n, ·) in float64, exact as long as its entries are below 2^53. Kept for reuse. */
function floatRow(n: number): readonly number[] {
  for (let k = floatRows.length; k <= n; k++) {
    const above = floatRows[k - 1] ?? [];
    floatRows.push(Array.from({ length: k + 1 }, (_, i) => (above[i - 1] ?? 0) + (above[i] ?? 0)));
  }
  return floatRows[n] ?? [];
}

/** The diagonals of (1+x)^b (1+y)^c, with room to grow by `steps`. */
function startDiagonals(lists: Lists, b: number, c: number, steps: number, limbs: Limbs): Growing[] {
  const lengthAt = (shift: number): number => Math.max(0, Math.min(b - shift, c) + 1);
  const diagonals: Growing[] = [];
  let start = 0;
  for (let m3 = 0; m3 <= (b + c) / 2; m3++) {
    const length = lengthAt(m3 + (b - c) / 2);
    diagonals.push({ m3, start, length });
    start += length + steps;
  }
  // Twice as long as needed, so that longer families seldom need longer lists.
  if (lists.high.length < start) [lists.high, lists.low] = [new Float64Array(2 * start), new Float64Array(2 * start)];
  const { high } = lists;
  high.fill(0, 0, start);
  if (limbs !== 1) lists.low.fill(0, 0, start);
  if (limbs === 3) lists.big = new Array<bigint>(start).fill(0n);
  // In one limb the entries are below 2^53, and so is each of their factors.
  const [floatB, floatC] = limbs === 1 ? [floatRow(b), floatRow(c)] : [[], []];
  const [rowB, rowC] = limbs === 1 ? [[], []] : [binomialRow(b), binomialRow(c)];
  for (const { m3, start: from, length } of diagonals) {
    const shift = m3 + (b - c) / 2;
    for (let i = 0; i < length; i++) {
      if (limbs === 1) high[from + i] = (floatB[i + shift] ?? 0) * (floatC[i] ?? 0);
      else store(lists, from + i, limbs, (rowB[i + shift] ?? 0n) * (rowC[i] ?? 0n));
    }
  }
  return diagonals;
}

function stepOne({ high }: Lists, start: number, length: number): void {
  for (let at = start + length; at > start; at--) high[at] = (high[at] ?? 0) - (high[at - 1] ?? 0);
}

function stepTwo({ high, low }: Lists, start: number, length: number): void {
  for (let at = start + length; at > start; at--) {
    const difference = (low[at] ?? 0) - (low[at - 1] ?? 0); // below 2^44 in size
    const carried = difference + ROUND_TO_RADIX - ROUND_TO_RADIX;
    low[at] = difference - carried;
    high[at] = (high[at] ?? 0) - (high[at - 1] ?? 0) + carried / RADIX;
  }
}

function stepThree({ big }: Lists, start: number, length: number): void {
  for (let at = start + length; at > start; at--) big[at] = (big[at] ?? 0n) - (big[at - 1] ?? 0n);
}

/** Takes all diagonals from one representation to a wider one. */
function represent(lists: Lists, diagonals: readonly Growing[], from: Limbs, to: Limbs): void {
  if (to === 3) lists.big = new Array<bigint>(lists.high.length).fill(0n);
  if (from === 1) lists.low.fill(0);
  for (const { start, length } of diagonals) {
    for (let at = start; at < start + length; at++) store(lists, at, to, integerAt({ ...lists, limbs: from }, at));
  }
}

/** The limbs that hold every S of (a, b, c); where a+b+c tells, no logarithm is taken. */
function limbsFor(a: number, b: number, c: number): Limbs {
  if (a + b + c <= ONE_LIMB) return 1;
  const digits = racahDigits(a, b, c);
  return digits <= ONE_LIMB ? 1 : digits <= TWO_LIMBS ? 2 : 3;
}
const STEPS = { 1: stepOne, 2: stepTwo, 3: stepThree } as const;

const newLists = (): Lists => ({ high: new Float64Array(0), low: new Float64Array(0), big: [] });

/**
 * The planes of one family: b ≥ c of equal parity, a = 0 … steps of that parity.
 * @param representation how many limbs for a, b, c; other than the default in tests only
 */
export function* racahFamily(
  b: number,
  c: number,
  steps: number,
  representation: (a: number, b: number, c: number) => Limbs = limbsFor,
  lists: Lists = newLists(),
): Generator<RacahPlane> {
  let limbs = representation(0, b, c);
  const diagonals = startDiagonals(lists, b, c, steps, limbs);
  for (let a = 0; a <= steps; a++) {
    const wanted = representation(a, b, c);
    if (wanted > limbs) {
      represent(lists, diagonals, limbs, wanted);
      limbs = wanted;
    }
    const step = STEPS[limbs];
    for (let m3 = 0; a > 0 && m3 < diagonals.length; m3++) {
      const diagonal = diagonals[m3];
      if (diagonal === undefined) break;
      step(lists, diagonal.start, diagonal.length);
      diagonal.length++;
    }
    if ((a + b) % 2 === 0) {
      const { high, low, big } = lists;
      yield { a, b, c, degrees: [(a + b) / 2, (a + c) / 2, (b + c) / 2], limbs, diagonals, high, low, big };
    }
  }
}

/**
 * A maker of single planes, b ≥ c and a of equal parity, for tables in another order than that of the families; each is overwritten by the
 * next. Takes a steps, so a triple is best given with its largest degree as ℓ3.
 */
export function planeMaker(): (a: number, b: number, c: number) => RacahPlane {
  const lists = newLists();
  return (a, b, c) => {
    let last: RacahPlane | undefined;
    for (const plane of racahFamily(b, c, a, limbsFor, lists)) last = plane;
    if (last?.a !== a) throw new RangeError(`a = ${a}, b = ${b} and c = ${c} are of no triple of integer degrees`);
    return last;
  };
}

/**
 * The planes of every triple of integer degrees ℓ1 ≥ ℓ2, all ≤ lmax, that obeys the triangle rule.
 * @param largestLast only those with ℓ3 ≥ ℓ1 besides: a third of all, by the fewest steps, and every triple in one order
 */
export function* racahPlanes(lmax: number, largestLast = false): Generator<RacahPlane> {
  const lists = newLists();
  for (let b = 0; b <= 2 * lmax; b++) {
    for (let c = b % 2; c <= Math.min(b, 2 * lmax - b); c += 2) {
      // ℓ3 ≥ ℓ1 is c ≥ a.
      yield* racahFamily(b, c, largestLast ? c : 2 * lmax - b, limbsFor, lists);
    }
  }
}
