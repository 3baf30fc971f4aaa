/**
 * Wigner 3j symbol, exactly, by Racah's single sum in integers:
 *
 *   (j1 j2 j3; m1 m2 m3) = (−1)^(j1−j2−m3) · √( Π_i (j_i+m_i)! (j_i−m_i)! / (a! b! c! (J+1)!) ) · S
 *   S = Σ_k (−1)^k C(a,k) C(b, j1−m1−k) C(c, j2+m2−k)
 *   a = j1+j2−j3,  b = j1−j2+j3,  c = −j1+j2+j3,  J = j1+j2+j3
 *
 * Source: Varshalovich, Moskalev, Khersonskii, Quantum Theory of Angular Momentum (1988), eq. 8.2.1(3), with factorials gathered
 * to binomials.
 */
import { alternatingSum, binomialColumn, binomialList, type TwoLimbs } from '../exact/binomial-sum.ts';
import { binomialRow, factorialQuotient, type PrimePowers } from '../exact/factorial.ts';
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

/** The same by binomial-sum.ts: in numbers where they decide. */
function racahSum(t1: Twice, t2: Twice, t3: Twice, n1: number, n2: number): TwoLimbs | bigint {
  const a = (t1 + t2 - t3) / 2;
  const b = (t1 - t2 + t3) / 2;
  const c = (t2 + t3 - t1) / 2;
  const p = (t1 - n1) / 2;
  const q = (t2 + n2) / 2;
  const first = Math.max(0, p - b, q - c);
  const last = Math.min(a, p, q);
  // C(b, p−k) = C(b, k−(p−b)); the fourth factor is C(n, 0) = 1.
  return alternatingSum({
    first,
    last,
    a: { list: binomialList(a), offset: 0 },
    b: { list: binomialList(b), offset: p - b },
    c: { list: binomialList(c), offset: q - c },
    d: { list: binomialColumn(0, last), offset: 0 },
  });
}

/** The radicand of the header. */
const radicand = (t1: Twice, t2: Twice, t3: Twice, n1: number, n2: number, n3: number): PrimePowers =>
  factorialQuotient(
    [(t1 + n1) / 2, (t1 - n1) / 2, (t2 + n2) / 2, (t2 - n2) / 2, (t3 + n3) / 2, (t3 - n3) / 2],
    [(t1 + t2 - t3) / 2, (t1 - t2 + t3) / 2, (t2 + t3 - t1) / 2, (t1 + t2 + t3) / 2 + 1],
    (t1 + t2 + t3) / 2 + 1,
  );

/** 3j symbol on doubled, already validated arguments. */
export function wigner3jOfTwice(t1: Twice, t2: Twice, t3: Twice, n1: number, n2: number, n3: number): Surd {
  if (n1 + n2 + n3 !== 0 || !isTriad(t1, t2, t3)) return SURD_ZERO;
  const phase = minusOneTo((t1 - t2 - n3) / 2);
  return primeRoot(racahSum(t1, t2, t3, n1, n2), radicand(t1, t2, t3, n1, n2, n3), phase);
}

/**
 * (j1 j2 j3; m1 m2 m3). Arguments are true values: integers or half-integers, 0 ≤ j ≤ 1000, |m| ≤ j, j − m integer.
 * Zero if the triangle rule or m1+m2+m3 = 0 fails. Some microseconds at j ≤ 60, growing with j beyond.
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
