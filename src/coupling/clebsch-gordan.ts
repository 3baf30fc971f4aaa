/**
 * Clebsch–Gordan coefficient, complex basis, Condon–Shortley phase:
 *
 *   ⟨j1 m1 j2 m2 | j3 m3⟩ = (−1)^(j1−j2+m3) √(2j3+1) (j1 j2 j3; m1 m2 −m3)
 *
 * Source: Varshalovich et al. (1988), eq. 8.1.2(12).
 */
import { rational } from '../exact/rational.ts';
import { multiplySurds, negateSurd, type Surd, sqrtOfRational } from '../exact/surd.ts';
import { minusOneTo, twiceMagnitude, twiceProjection } from './angular-momentum.ts';
import { wigner3jOfTwice } from './wigner-3j.ts';

/**
 * ⟨j1 m1 j2 m2 | j3 m3⟩. Arguments as for wigner3j, in the order j1 m1 j2 m2 j3 m3.
 * @throws RequestError for arguments that no coefficient has
 */
export function clebschGordan(j1: number, m1: number, j2: number, m2: number, j3: number, m3: number): Surd {
  const t1 = twiceMagnitude(j1, 'j1');
  const n1 = twiceProjection(m1, t1, 'm1', 'j1');
  const t2 = twiceMagnitude(j2, 'j2');
  const n2 = twiceProjection(m2, t2, 'm2', 'j2');
  const t3 = twiceMagnitude(j3, 'j3');
  const n3 = twiceProjection(m3, t3, 'm3', 'j3');
  const symbol = wigner3jOfTwice(t1, t2, t3, n1, n2, -n3 + 0);
  if (symbol.sign === 0) return symbol;
  const value = multiplySurds(sqrtOfRational(rational(t3 + 1)), symbol);
  return minusOneTo((t1 - t2 + n3) / 2) === 1 ? value : negateSurd(value);
}
