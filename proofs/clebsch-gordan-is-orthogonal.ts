/** Σ_{m1} ⟨j1 m1 j2 m2|j3 m⟩⟨j1 m1 j2 m2|j3′ m⟩ = δ(j3, j3′) for m1+m2 = m: with as many j3 as m1, rows and columns are orthonormal. */
import { clebschGordan } from '../src/coupling/index.ts';
import { equalSurdSums, multiplySurds, SURD_ONE, SURD_ZERO, sumOfSurds } from '../src/exact/index.ts';
import { holds, steps, theorem } from './certificate.ts';

const TWICE_J = 8;

function orthogonal(j1: number, j2: number, m: number): void {
  const states = steps(-j1, j1).filter((m1) => Math.abs(m - m1) <= j2);
  const thirds = steps(Math.abs(j1 - j2), j1 + j2).filter((j3) => j3 >= Math.abs(m));
  const where = `j1 = ${j1}, j2 = ${j2}, m = ${m}`;
  holds(states.length === thirds.length, where);
  for (const j3 of thirds) {
    const row = states.map((m1) => clebschGordan(j1, m1, j2, m - m1, j3, m));
    for (const other of thirds) {
      const products = states.map((m1, i) =>
        multiplySurds(row[i] ?? SURD_ZERO, clebschGordan(j1, m1, j2, m - m1, other, m)),
      );
      holds(equalSurdSums(sumOfSurds(products), sumOfSurds(j3 === other ? [SURD_ONE] : [])), where);
    }
  }
}

export const clebschGordanIsOrthogonal = theorem({
  id: 'orthogonality',
  statement: 'The Clebsch–Gordan coefficients of j1 ⊗ j2 are an orthogonal matrix.',
  range: `2j1, 2j2 ≤ ${TWICE_J}`,
  prove() {
    let cases = 0;
    for (const j1 of steps(0, TWICE_J / 2, 0.5)) {
      for (const j2 of steps(0, TWICE_J / 2, 0.5)) {
        for (const m of steps(-j1 - j2, j1 + j2)) orthogonal(j1, j2, m);
        cases++;
      }
    }
    return {
      claim: `For all angular momenta with 2j1, 2j2 ≤ ${TWICE_J} the Clebsch–Gordan coefficients of j1 ⊗ j2 are an orthogonal matrix.`,
      cases,
      twiceJ: TWICE_J,
    };
  },
});
