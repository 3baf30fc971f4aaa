/**
 * Wigner 3j symbol, exactly, by Racah's single sum in integers:
 *
 *   (j1 j2 j3; m1 m2 m3) = (−1)^(j1−j2−m3) · √( Π_i (j_i+m_i)! (j_i−m_i)! / (a! b! c! (J+1)!) ) · S
 *   S = Σ_k (−1)^k C(a,k) C(b, j1−m1−k) C(c, j2+m2−k)
 *   a = j1+j2−j3,  b = j1−j2+j3,  c = −j1+j2+j3,  J = j1+j2+j3
 *
 * Source: Varshalovich, Moskalev, Khersonskii, Quantum Theory of Angular Momentum (1988), eq. 8.2.1(3), with factorials gathered
 * to binomials. Gathering them so is one way of six. With p = j1−m1, q = j2+m2, x = (0, b−p, c−q) and y = (a, p, q), the symbol is
 *
 *   ± √( Π_ik R_ik! / (J+1)! ) · Σ_k (−1)^k Π_i 1/((x_i+k)! (y_i−k)!),   R_ik = x_i + y_k,   R = [a p q; · b ·; · · c]
 *
 * where R, the square of Regge, has the sums J along rows and columns. For any permutation π the terms are Π_i C(R_iπ(i), x_i+k) / R_iπ(i)!. A single
 * symbol is taken from the π with the least Σ R_iπ(i)²: any would be right, and this one has small binomials. The terms of random symbols of j ≤ 60
 * have 36 binary digits on average, where those of S have 58.
 */
import { alternatingSum, binomialList } from '../exact/binomial-sum.ts';
import { binomialRow, quotientExponents } from '../exact/factorial.ts';
import { primeRoot } from '../exact/prime-root.ts';
import { SURD_ZERO, type Surd } from '../exact/surd.ts';
import { isTriad, minusOneTo, type Twice, twiceMagnitude, twiceProjection } from './angular-momentum.ts';

/** Racah's integer S (header), for doubled arguments that satisfy the triangle rule and m1+m2+m3 = 0. */
export function racahInteger(t1: Twice, t2: Twice, t3: Twice, n1: number, n2: number): bigint {
  const a = (t1 + t2 - t3) / 2;
  const p = (t1 - n1) / 2;
  const q = (t2 + n2) / 2;
  const rowA = binomialRow(a);
  const rowB = binomialRow((t1 - t2 + t3) / 2);
  const rowC = binomialRow((t2 + t3 - t1) / 2);
  let sum = 0n;
  for (let k = Math.max(0, p - rowB.length + 1, q - rowC.length + 1); k <= Math.min(a, p, q); k++) {
    const term = (rowA[k] ?? 0n) * (rowB[p - k] ?? 0n) * (rowC[q - k] ?? 0n);
    sum += k % 2 === 0 ? term : -term;
  }
  return sum;
}

/** The six ways to pair rows of the square with columns, and what each leaves of it; R_ik at 3i + k. */
const PAIRED = Int32Array.of(0, 4, 8, 0, 5, 7, 1, 3, 8, 1, 5, 6, 2, 3, 7, 2, 4, 6);
const LEFT = Int32Array.from(
  [0, 3, 6, 9, 12, 15].flatMap((from) =>
    [...Array(9).keys()].filter((k) => !PAIRED.subarray(from, from + 3).includes(k)),
  ),
);

/** The square of Regge, and the factorials above and below the bar of the radicand; overwritten by the next symbol. */
const square = new Int32Array(9);
const above = new Int32Array(6);
const below = new Int32Array(4);

/** Which of the ways has the least sum of squares. */
function leastWay(): number {
  let way = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 6; k++) {
    const first = square[PAIRED[3 * k] ?? 0] ?? 0;
    const second = square[PAIRED[3 * k + 1] ?? 0] ?? 0;
    const third = square[PAIRED[3 * k + 2] ?? 0] ?? 0;
    const size = first * first + second * second + third * third;
    if (size < least) {
      way = k;
      least = size;
    }
  }
  return way;
}

/** 3j symbol on doubled, already validated arguments. */
export function wigner3jOfTwice(t1: Twice, t2: Twice, t3: Twice, n1: number, n2: number, n3: number): Surd {
  if (n1 + n2 + n3 !== 0 || !isTriad(t1, t2, t3)) return SURD_ZERO;
  const a = (t1 + t2 - t3) / 2;
  const b = (t1 - t2 + t3) / 2;
  const c = (t2 + t3 - t1) / 2;
  const p = (t1 - n1) / 2;
  const q = (t2 + n2) / 2;
  square[0] = a;
  square[1] = p;
  square[2] = q;
  square[3] = a + b - p;
  square[4] = b;
  square[5] = b - p + q;
  square[6] = a + c - q;
  square[7] = c - q + p;
  square[8] = c;
  const way = leastWay();
  for (let k = 0; k < 6; k++) above[k] = square[LEFT[6 * way + k] ?? 0] ?? 0;
  for (let k = 0; k < 3; k++) below[k] = square[PAIRED[3 * way + k] ?? 0] ?? 0;
  const top = a + b + c + 1;
  below[3] = top;
  const sum = alternatingSum({
    first: Math.max(0, p - b, q - c),
    last: Math.min(a, p, q),
    a: { list: binomialList(below[0] ?? 0), offset: 0 },
    b: { list: binomialList(below[1] ?? 0), offset: p - b },
    c: { list: binomialList(below[2] ?? 0), offset: q - c },
  });
  const { list, count } = quotientExponents(above, below, top);
  return primeRoot(sum, list, minusOneTo((t1 - t2 - n3) / 2), count);
}

/**
 * (j1 j2 j3; m1 m2 m3). Arguments are true values: integers or half-integers, 0 ≤ j ≤ 1000, |m| ≤ j, j − m integer.
 * Zero if the triangle rule or m1+m2+m3 = 0 fails. About a microsecond at j ≤ 60, growing with j beyond.
 * @throws RequestError for arguments that no 3j symbol has
 */
export function wigner3j(j1: number, j2: number, j3: number, m1: number, m2: number, m3: number): Surd {
  const t1 = twiceMagnitude(j1, 'j1');
  const t2 = twiceMagnitude(j2, 'j2');
  const t3 = twiceMagnitude(j3, 'j3');
  return wigner3jOfTwice(
    t1,
    t2,
    t3,
    twiceProjection(m1, t1, 'm1', 'j1'),
    twiceProjection(m2, t2, 'm2', 'j2'),
    twiceProjection(m3, t3, 'm3', 'j3'),
  );
}
