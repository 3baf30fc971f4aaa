/** Σ_{m1} ⟨j1 m1 j2 m2|j3 m⟩⟨j1 m1 j2 m2|j3′ m⟩ = δ(j3, j3′) for m1+m2 = m: with as many j3 as m1, rows and columns are orthonormal. */
import { clebschGordan } from '../src/coupling/index.ts';
import { equalSurdSums, multiplySurds, SURD_ONE, SURD_ZERO, sumOfSurds } from '../src/exact/index.ts';
import { holds, steps } from './certificate.ts';
import { BELOW, stated, TURNS } from './formulas.ts';

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

const DEFINE = [
  BELOW,
  TURNS,
  'dot(a,b,c,d,m) = sum(-a, a, 2, n => turns(a,n)*turns(b,m-n)*S(a,b,c,n,m-n)*S(a,b,d,n,m-n))',
];
const STATEMENTS = [
  'all(0, 8, a => all(0, 8, b => all(-a-b, a+b, 2, m => sum(-a, a, 2, n => holds(abs(m-n) <= b)) == sum(abs(a-b), a+b, 2, c => holds(abs(m) <= c)))))',
  'all(0, 8, a => all(0, 8, b => all(abs(a-b), a+b, 2, c => all(abs(a-b), c, 2, d => all(-d, d, 2, m => (c+1)*turns(c,m)*dot(a,b,c,d,m) == holds(c == d)*below(a,b,c)*fact(div(a+b+c,2)+1))))))',
];

export const clebschGordanIsOrthogonal = stated({
  id: 'orthogonality',
  statement: 'The Clebsch–Gordan coefficients of j1 ⊗ j2 are an orthogonal matrix.',
  range: `2j1, 2j2 ≤ ${TWICE_J}`,
  prove() {
    let cases = 0;
    for (const j1 of steps(0, TWICE_J / 2, 0.5)) {
      for (const j2 of steps(0, TWICE_J / 2, 0.5)) {
        for (const m of steps(-j1 - j2, j1 + j2)) {
          orthogonal(j1, j2, m);
          cases++;
        }
        // Pairs j3′ ≤ j3 and the m of j3′.
        for (const j3 of steps(Math.abs(j1 - j2), j1 + j2)) cases += (j1 + j2 - j3 + 1) * (2 * j3 + 1);
      }
    }
    return { define: DEFINE, statements: STATEMENTS, cases };
  },
});
