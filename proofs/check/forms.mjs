/**
 * Features of degree ℓ as binary forms of degree 2ℓ, f = Σ c_m s^(ℓ+m) t^(ℓ−m), in integers: s^(ℓ+m) t^(ℓ−m) has weight m, and rotations act by
 * SU(2) on s and t. A form is real if c_−m = (−1)^m times the conjugate of c_m; it stands here as the list c_0, Re c_1, Im c_1, Re c_2, …
 */
import { binomials, choices, once, range } from '../check.mjs';

/** Of a point the real form ((x+iy) t² + 2z st − (x−iy) s²)^ℓ: its harmonics of degree ℓ. */
export const momentOf = once((x, y, z, l) => {
  const factor = [
    [x, y],
    [2 * z, 0],
    [-x, y],
  ].map((gaussian) => gaussian.map(BigInt));
  let form = [[1n, 0n]]; // by powers of s
  for (let degree = 2; degree <= 2 * l; degree += 2) {
    const next = range(0, degree).map(() => [0n, 0n]);
    for (const [[i, [a, b]], [j, [c, d]]] of choices([...form.entries()], [...factor.entries()])) {
      next[i + j][0] += a * c - b * d;
      next[i + j][1] += a * d + b * c;
    }
    form = next;
  }
  return form.slice(l).flatMap(([re, im], m) => (m === 0 ? [re] : [re, im]));
});

/** n (n−1) … (n−k+1). */
const falling = (n, k) => range(0, k - 1).reduce((x, i) => x * BigInt(n - i), 1n);
/** That of the monomials of weights m and n in forms of degrees 2a and 2b: Σ_j (−1)^j C(k,j) ∂s^(k−j) ∂t^j of one times ∂s^j ∂t^(k−j) of the other. */
const ofMonomials = (k, a, b, m, n) =>
  range(0, k).reduce((total, j) => {
    const [one, other] = [falling(a + m, k - j) * falling(a - m, j), falling(b + n, j) * falling(b - n, k - j)];
    return total + (j % 2 ? -1n : 1n) * binomials(k)[j] * one * other;
  }, 0n);
/** The coefficients that a place of the list stands for, [m, power of i]: that of c_m and of c_−m. */
const places = (l) => [
  [[0, 0]],
  ...choices(range(1, l), [0, 1]).map(([m, h]) => [
    [m, h],
    [-m, 2 * m - h],
  ]),
];
/**
 * The transvectant of order k = a+b−c of real forms of degrees 2a and 2b, times i for odd k, which makes it real: the coupling of degrees a and b
 * to c, which is unique up to a factor. [place, place, place of the result, integer].
 */
const transvectant = once((a, b, c) => {
  const [k, entries] = [a + b - c, new Map()];
  for (const [[i, terms], [j, others]] of choices([...places(a).entries()], [...places(b).entries()]))
    for (const [[m, g], [n, h]] of choices(terms, others)) {
      const [weight, power] = [m + n, (g + h + k) % 4];
      if (weight < 0 || weight > c || (weight === 0 && power % 2)) continue; // an imaginary part of c_0 cancels
      const key = `${[i, j, weight && 2 * weight - 1 + (power % 2)]}`;
      entries.set(key, (entries.get(key) ?? 0n) + (power < 2 ? 1n : -1n) * ofMonomials(k, a, b, m, n));
    }
  return [...entries].filter(([, value]) => value).map(([key, value]) => [...key.split(',').map(Number), value]);
});
/** The same of pairs of forms, which stand in one list. */
export function couple(a, b, c, x, y) {
  const joint = new Array(4 * c + 2).fill(0n);
  for (const [i, j, k, value] of transvectant(a, b, c)) {
    joint[k] += value * x[i] * y[j];
    joint[2 * c + 1 + k] += value * x[2 * a + 1 + i] * y[2 * b + 1 + j];
  }
  return joint;
}

const gcd = (a, b) => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
/** A span of vectors: rows that have `one` at their own pivot and 0 at those of the others. */
export const emptySpan = () => ({ one: 1n, pivots: [], rows: [] });
/** Adds a vector. @returns what is left of it by the rows before, without common factors; undefined if nothing is */
export function add(span, vector) {
  const { one, pivots, rows } = span;
  const rest = vector.map((x, k) => rows.reduce((left, row, i) => left - vector[pivots[i]] * row[k], one * x));
  const pivot = rest.findIndex((x) => x !== 0n);
  if (pivot < 0) return undefined;
  const content = rest.reduce(gcd, 0n);
  const fresh = rest.map((x) => x / content);
  const others = rows.map((row) => row.map((x, k) => fresh[pivot] * x - row[pivot] * fresh[k]));
  const all = [...others, fresh.map((x) => one * x)];
  const common = all.flat().reduce(gcd, 0n);
  span.rows = all.map((row) => row.map((x) => x / common));
  span.pivots = [...pivots, pivot];
  span.one = (one * fresh[pivot]) / common;
  return fresh;
}
