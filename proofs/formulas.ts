/** Theorems whose certificates state them in formulas (schema.md, "Formulas"), and functions that several of these define. */
import { type Rational, rational } from '../src/exact/index.ts';
import type { Study } from '../src/report/index.ts';
import { type Theorem, theorem } from './certificate.ts';

/** 1 for even x, else 0. */
export const EVEN = 'even(x) = holds(2*div(x,2) == x)';
export const MIN = 'min(x,y) = x-(x-y)*holds(y < x)';
/** a! b! c! of a 3j symbol, of doubled arguments. */
export const BELOW = 'below(a,b,c) = fact(div(a+b-c,2))*fact(div(a-b+c,2))*fact(div(b+c-a,2))';
/** (j+m)! (j−m)!, of doubled arguments. */
export const TURNS = 'turns(t,n) = fact(div(t+n,2))*fact(div(t-n,2))';

/** Statements, what they define, and how many cases they have. */
export interface Statements {
  readonly define: readonly string[];
  readonly statements: readonly string[];
  readonly cases: number;
}

/** A theorem that its certificate states in formulas. @param prove finds by src/ that it holds, or throws */
export function stated(
  given: Pick<Theorem, 'id' | 'statement' | 'range'> & {
    readonly ofStudy?: true;
    prove(study: () => Study): Statements;
  },
): Theorem {
  const { id, statement, range, ofStudy } = given;
  return theorem({
    ...(ofStudy === undefined ? {} : { ofStudy }),
    id,
    kind: 'formulas',
    statement,
    range,
    prove(study) {
      const { define, statements, cases } = given.prove(study);
      return { claim: `${id}: ${statements.join('; ')}`, cases, define };
    },
  });
}

/** That a formula has the values of a polynomial in n: `6*(FORMULA) == 6+13*n+9*power(n,2)+2*power(n,3)`. */
export function equation(formula: string, coefficients: readonly Rational[]): string {
  const common = coefficients.reduce((lcm, { den }) => lcm * rational(den, lcm).num, 1n);
  const terms = coefficients.map(({ num, den }, power) => {
    const factor = num * (common / den);
    if (power === 0) return `${factor}`;
    return power === 1 ? `${factor}*n` : `${factor}*power(n,${power})`;
  });
  return `${common}*(${formula}) == ${terms.join('+') || '0'}`;
}
