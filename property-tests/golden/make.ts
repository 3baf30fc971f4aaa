/**
 * Makes the golden values of 3j-6j-9j.json: symbols at pseudo-random arguments up to 50, by the textbook sums over quotients of
 * factorials, in plain bigint fractions. Nothing of src is used, and no step is shared with it: no binomials, no prime exponents,
 * and the 9j symbol in another arrangement of its entries.
 *
 * The arguments come from a fixed linear congruential generator, so the file is the same wherever and whenever it is made.
 */

export interface GoldenValue {
  readonly symbol: '3j' | '6j' | '9j';
  /** Arguments in the order of the functions, separated by blanks. */
  readonly args: string;
  /** The value is sign·√(num/den), in lowest terms. */
  readonly sign: number;
  readonly num: string;
  readonly den: string;
}

/** num/den with den > 0. */
type Fraction = readonly [num: bigint, den: bigint];
/** sign·√(num/den). */
type Root = readonly [sign: number, num: bigint, den: bigint];

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
const reduce = ([n, d]: Fraction): Fraction => {
  const common = gcd(n, d) * (d < 0n ? -1n : 1n);
  return [n / common, d / common];
};
const add = ([a, b]: Fraction, [c, d]: Fraction): Fraction => reduce([a * d + c * b, b * d]);
const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));
const factorials = (...ns: readonly number[]): bigint => ns.reduce((product, n) => product * factorial(n), 1n);

/** √n of a square n, digit by digit. */
function root(n: bigint): bigint {
  let [low, high] = [0n, n + 1n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle * middle <= n) low = middle;
    else high = middle;
  }
  if (low * low !== n) throw new RangeError(`${n} is not a square`);
  return low;
}

const toRoot = ([n, d]: Fraction, under: Fraction): Root => {
  const [num, den] = reduce([n * n * under[0], d * d * under[1]]);
  return [n === 0n ? 0 : n < 0n ? -1 : 1, num, den];
};
const sign = (n: number): bigint => (n % 2 === 0 ? 1n : -1n);

const isTriad = (a: number, b: number, c: number): boolean =>
  Number.isInteger(a + b + c) && a <= b + c && b <= c + a && c <= a + b;
/** Δ(abc)². */
const delta = (a: number, b: number, c: number): Fraction => [
  factorials(a + b - c, a - b + c, -a + b + c),
  factorial(a + b + c + 1),
];
const product = (...list: readonly Fraction[]): Fraction => list.reduce(([a, b], [c, d]) => [a * c, b * d], [1n, 1n]);

/** Racah (1942), eq. 16, in the form of Edmonds (1957), eq. 3.6.11. */
function threeJ([j1 = 0, j2 = 0, j3 = 0, m1 = 0, m2 = 0, m3 = 0]: readonly number[]): Root {
  let sum: Fraction = [0n, 1n];
  for (let k = 0; k <= j1 + j2 - j3; k++) {
    const below = [k, j1 + j2 - j3 - k, j1 - m1 - k, j2 + m2 - k, j3 - j2 + m1 + k, j3 - j1 - m2 + k];
    if (below.every((n) => n >= 0)) sum = add(sum, [sign(k), factorials(...below)]);
  }
  const projections = factorials(j1 + m1, j1 - m1, j2 + m2, j2 - m2, j3 + m3, j3 - m3);
  return toRoot([sum[0] * sign(j1 - j2 - m3), sum[1]], product(delta(j1, j2, j3), [projections, 1n]));
}

/** Edmonds (1957), eq. 6.3.7. */
function sixJ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]): Root {
  let sum: Fraction = [0n, 1n];
  const lower = [a + b + c, a + e + f, d + b + f, d + e + c];
  const upper = [a + b + d + e, b + c + e + f, c + a + f + d];
  for (let t = Math.max(...lower); t <= Math.min(...upper); t++) {
    const below = factorials(...lower.map((n) => t - n), ...upper.map((n) => n - t));
    sum = add(sum, [sign(t) * factorial(t + 1), below]);
  }
  return toRoot(sum, product(delta(a, b, c), delta(a, e, f), delta(d, b, f), delta(d, e, c)));
}

/** Edmonds (1957), eq. 6.4.3, after a cyclic (even) permutation of the columns. */
function nineJ([c = 0, a = 0, b = 0, f = 0, d = 0, e = 0, i = 0, g = 0, h = 0]: readonly number[]): Root {
  // {a b c; d e f; g h i} = Σ_x (−1)^2x (2x+1) {a d g; h i x}{b e h; d x f}{c f i; x a b}; terms differ by rational factors.
  let first: Root | undefined;
  let sum: Fraction = [0n, 1n];
  for (let x = Math.max(Math.abs(a - i), Math.abs(d - h), Math.abs(b - f)); x <= Math.min(a + i, d + h, b + f); x++) {
    const parts = [sixJ([a, d, g, h, i, x]), sixJ([b, e, h, d, x, f]), sixJ([c, f, i, x, a, b])];
    const [s, n, m] = parts.reduce(([p, q, r], [u, v, w]): Root => [p * u, q * v, r * w], [1, 1n, 1n]);
    if (s === 0) continue;
    first ??= [1, n, m];
    const [num, den] = reduce([n * first[2], m * first[1]]);
    sum = add(sum, [BigInt(s) * sign(2 * x) * BigInt(2 * x + 1) * root(num), root(den)]);
  }
  return first === undefined ? [0, 0n, 1n] : toRoot(sum, [first[1], first[2]]);
}

/** Pseudo-random integers; D. E. Knuth's MMIX multiplier. */
function generatorFrom(seed: bigint): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    return Number((state >> 33n) % BigInt(below));
  };
}

/** All golden values, `each` of every symbol. */
export function goldenValues(each = 20, seed = 19510601n): GoldenValue[] {
  const below = generatorFrom(seed);
  const spin = (): number => below(101) / 2;
  const coupledTo = (j1: number, j2: number): number => Math.abs(j1 - j2) + below(2 * Math.min(j1, j2) + 1);
  const projection = (j: number): number => below(2 * j + 1) - j;

  const arguments3j = (): number[] | undefined => {
    const [j1, j2] = [spin(), spin()];
    const [m1, m2] = [projection(j1), projection(j2)];
    const j3 = coupledTo(j1, j2);
    return j3 <= 50 && Math.abs(m1 + m2) <= j3 ? [j1, j2, j3, m1, m2, -m1 - m2 + 0] : undefined;
  };
  const arguments6j = (): number[] | undefined => {
    const [a, b, d] = [spin(), spin(), spin()];
    const c = coupledTo(a, b);
    const f = coupledTo(b, d);
    const e = coupledTo(a, f);
    return isTriad(d, e, c) && Math.max(c, e, f) <= 50 ? [a, b, c, d, e, f] : undefined;
  };
  const arguments9j = (): number[] | undefined => {
    const [a, b, d, e] = [spin(), spin(), spin(), spin()];
    const [c, f, g, h] = [coupledTo(a, b), coupledTo(d, e), coupledTo(a, d), coupledTo(b, e)];
    const i = coupledTo(c, f);
    return isTriad(g, h, i) && Math.max(c, f, g, h, i) <= 50 ? [a, b, c, d, e, f, g, h, i] : undefined;
  };

  const make = (
    symbol: GoldenValue['symbol'],
    draw: () => number[] | undefined,
    value: (args: readonly number[]) => Root,
  ): GoldenValue[] => {
    const made: GoldenValue[] = [];
    while (made.length < each) {
      const args = draw();
      if (args === undefined) continue;
      const [s, num, den] = value(args);
      made.push({ symbol, args: args.join(' '), sign: s, num: `${num}`, den: `${den}` });
    }
    return made;
  };
  return [...make('3j', arguments3j, threeJ), ...make('6j', arguments6j, sixJ), ...make('9j', arguments9j, nineJ)];
}
