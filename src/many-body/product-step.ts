/**
 * One pairwise step of a product of several factors, in rational numbers. An operation with reduced coefficients t (operation/) takes
 * what it has multiplied so far, F', and one more factor x to
 *
 *   F_{L M} = Σ t(L',ℓ,L) w3j(L' M' ℓ m L M) F'_{L' M'} x_{ℓ m}
 *
 * With w3j = s R r r r (separated-coupling.ts) and every vector written as F_{L M} = a(L) r(L,M) p_{L M},
 *
 *   p_{L M} = ρ Σ R p'_{L' M'} p_{ℓ m} / (g(L',M') g(ℓ,m)),    ρ = t s a(L') a(ℓ) / a(L)
 *   a(L)² = (2L+1)!,   for mtp  (2L+1)! (2j−L)! (2j+L+1)!
 *
 * ρ is rational up to one root, that of 0⊗0→0, by which all are divided: t is √Π(2ℓ+1) times a 3j or a 6j symbol, and both hold the
 * triangle's root once, as w3j does, so it occurs squared. A ρ that were not rational would be refused by surdToRational.
 */
import { factorial, type Rational, rational, type Surd, sqrtOfRational } from '../exact/index.ts';
import { divideSurds, multiplySurds, surdToRational } from '../exact/surd.ts';
import { type Irrep, printIrrep } from '../irreps/index.ts';
import { OPERATIONS, type OperationId, type Parameters } from '../operation/index.ts';
import { couplingScale, integerCoupling, squaredScale } from './separated-coupling.ts';

/** An entry of a step: p_m3 gets value·p'_m1·p_m2. */
export interface StepEntry {
  readonly m1: number;
  readonly m2: number;
  readonly m3: number;
  readonly value: Rational;
}

/** One path of a step: the port by which it leaves (operation.ts), and its non-zero entries. */
export interface StepPath {
  readonly port: string;
  readonly entries: readonly StepEntry[];
}

/** The path L'⊗ℓ→L of an operation; undefined where it does not interact, or parities do not multiply. */
export type Step = (inner: Irrep, factor: Irrep, out: Irrep) => StepPath | undefined;

/** Steps of an operation whose paths have one term; each path is computed once. */
export function stepOf(operation: OperationId, parameters: Parameters): Step {
  const scale = ({ l }: Irrep): Surd => {
    const { twiceJ } = parameters;
    const matrix = twiceJ === undefined ? 1n : factorial(twiceJ - l) * factorial(twiceJ + l + 1);
    return sqrtOfRational(rational(factorial(2 * l + 1) * matrix));
  };
  const reduced = (left: Irrep, right: Irrep, out: Irrep): { port: string; value: Surd } | undefined => {
    if (left.p * right.p !== out.p) return undefined;
    const [term, more] = OPERATIONS[operation].terms({ left, right, out }, parameters, 'o3');
    if (term === undefined) return undefined;
    if (more !== undefined) throw new RangeError(`${operation}: a path of several terms`);
    const scales = divideSurds(multiplySurds(scale(left), scale(right)), scale(out));
    const value = multiplySurds(multiplySurds(term.reduced, couplingScale(left.l, right.l, out.l)), scales);
    return { port: term.out, value };
  };
  const zero: Irrep = { l: 0, p: 1 };
  const unit = reduced(zero, zero, zero)?.value;
  const known = new Map<string, StepPath | undefined>();
  return (inner, factor, out) => {
    const name = [inner, factor, out].map(printIrrep).join(' ');
    if (known.has(name)) return known.get(name);
    const path = reduced(inner, factor, out);
    const rho = path === undefined || unit === undefined ? undefined : surdToRational(divideSurds(path.value, unit));
    if (path !== undefined && rho === undefined) throw new RangeError(`${operation}: ${name} is not rational`);
    const step =
      path === undefined || rho === undefined
        ? undefined
        : { port: path.port, entries: entriesOf(rho, inner.l, factor.l, out.l) };
    known.set(name, step);
    return step;
  };
}

const entriesOf = ({ num, den }: Rational, l1: number, l2: number, l3: number): StepEntry[] =>
  integerCoupling(l1, l2, l3).map(({ m1, m2, m3, integer }) => ({
    m1,
    m2,
    m3,
    value: rational(num * integer, den * squaredScale(l1, m1) * squaredScale(l2, m2)),
  }));
