/** The symbols of schema.md by the sums of Racah, in integers and in rationals [num, den]. Angular momenta are doubled. */
import { range, sum } from './arithmetic.mjs';

/** (−1)^n. */
export const sign = (n) => (n % 2 ? -1n : 1n);
export const sizeOf = (n) => (n < 0n ? -n : n);
export const gcd = (a, b) => (b ? gcd(b, a % b) : sizeOf(a));
/** n/d in lowest terms. */
export const ratio = (n, d = 1n) => [n / gcd(n, d), d / gcd(n, d)];
export const times = (...all) =>
  ratio(
    all.reduce((n, q) => n * q[0], 1n),
    all.reduce((d, q) => d * q[1], 1n),
  );
export const plus = ([a, b], [c, d]) => ratio(a * d + c * b, b * d);
export const equal = ([a, b], [c, d]) => a * d === c * b;

const FACTORIALS = [1n];
/** n! */
export function fact(n) {
  for (let k = FACTORIALS.length; k <= n; k++) FACTORIALS.push(FACTORIALS[k - 1] * BigInt(k));
  return FACTORIALS[n];
}

const ROWS = [[1n]];
/** C(n, 0), …, C(n, n). */
export function binomials(n) {
  for (let k = ROWS.length; k <= n; k++) ROWS.push([1n, ...ROWS[k - 1].map((x, i, row) => x + (row[i + 1] ?? 0n))]);
  return ROWS[n];
}

/** Whether three angular momenta can be coupled. */
export const isTriad = (a, b, c) => (a + b + c) % 2 === 0 && Math.abs(a - b) <= c && c <= a + b;

/** The integer S of a 3j symbol with projections m, n, −m−n. */
export function racah(a, b, c, m, n) {
  const [x, y, z] = [binomials((a + b - c) / 2), binomials((a - b + c) / 2), binomials((b + c - a) / 2)];
  const [p, q] = [(a - m) / 2, (b + n) / 2];
  let total = 0n;
  for (let k = Math.max(0, p - y.length + 1, q - z.length + 1); k <= Math.min(x.length - 1, p, q); k++)
    total += sign(k) * x[k] * y[p - k] * z[q - k];
  return total;
}

/** a! b! c! of a 3j symbol. */
export const below = (a, b, c) => fact((a + b - c) / 2) * fact((a - b + c) / 2) * fact((b + c - a) / 2);
/** The square of a triangle factor. */
export const delta2 = (a, b, c) => ratio(below(a, b, c), fact((a + b + c) / 2 + 1));
/** ((t+n)/2)! ((t−n)/2)! */
export const turns = (t, n) => fact((t + n) / 2) * fact((t - n) / 2);

/** The integer R of a 6j symbol of four triads: each term is an integer, and follows from the one before. */
export function sixfold(a, b, c, d, e, f) {
  const low = [a + b + c, a + e + f, d + b + f, d + e + c].map((x) => x / 2);
  const high = [a + b + d + e, b + c + e + f, a + c + d + f].map((x) => x / 2);
  const [first, last] = [Math.max(...low), Math.min(...high)];
  const parts = [...low.map((x) => first - x), ...high.map((x) => x - first)];
  let term = sign(first) * parts.reduce((n, x) => n / fact(x), fact(first + 1));
  let total = term;
  for (let t = first; t < last; t++) {
    const up = (t + 2) * (high[0] - t) * (high[1] - t) * (high[2] - t);
    term = (-term * BigInt(up)) / BigInt((t + 1 - low[0]) * (t + 1 - low[1]) * (t + 1 - low[2]) * (t + 1 - low[3]));
    total += term;
  }
  return total;
}

/** A 9j symbol without the triangle factors of its rows and columns, as a rational. */
export function ninefold([a, b, c], [d, e, f], [g, h, i]) {
  const from = Math.max(Math.abs(a - i), Math.abs(d - h), Math.abs(b - f));
  return range(from, Math.min(a + i, d + h, b + f), 2).reduce(
    (total, x) => {
      const six = sixfold(a, b, c, f, i, x) * sixfold(d, e, f, b, x, h) * sixfold(g, h, i, x, a, d);
      const weight = [sign(x) * BigInt(x + 1) * six, 1n];
      return plus(total, times(weight, delta2(x, a, i), delta2(x, d, h), delta2(x, b, f)));
    },
    [0n, 1n],
  );
}

const COUNTED = new Map();
/** Non-zero entries of the real coupling tensor of three degrees, which are not doubled. */
export function nonZeros(...degrees) {
  const [a, b, c] = degrees.sort((x, y) => x - y);
  if (c > a + b) return 0;
  const key = `${a} ${b} ${c}`;
  if (COUNTED.has(key)) return COUNTED.get(key);
  const entry = (m, n) => (racah(2 * a, 2 * b, 2 * c, 2 * m, 2 * n) ? (m && n && m + n ? 2 : 1) : 0);
  const count = sum(range(-a, a), (m) => sum(range(Math.max(-b, -c - m), Math.min(b, c - m)), (n) => entry(m, n)));
  COUNTED.set(key, count);
  return count;
}
