/**
 * What becomes of each step of a trace when it is arranged into rows.
 *
 * A sum that is used once, by a sum, goes on in the row of that sum; a product used once, by a sum, is a term of it, and so is a sum or
 * difference of two such products (a pair, as complex products make them). All else is a row of its own. Terms stay in the order of the
 * trace, so in any rounding arithmetic a row gives, bit for bit, what the steps gave (but for the sign of a zero). Steps that no output
 * depends on play no role.
 */
import { STEP, type Trace } from './trace.ts';

/** How the results of a trace are used. A use as an output counts twice: nothing else may take it over. */
interface Uses {
  /** by how many operands of steps that matter; 0 for steps that no output depends on */
  readonly count: Int32Array;
  /** the last step that uses it */
  readonly user: Int32Array;
}

function usesOf({ steps, first, second, outputs }: Trace): Uses {
  const [count, user] = [new Int32Array(steps.length), new Int32Array(steps.length).fill(-1)];
  const use = (place: number, times: number, by: number): void => {
    if (place < 0) return;
    count[place] = (count[place] ?? 0) + times;
    user[place] = Math.max(user[place] ?? -1, by);
  };
  for (const place of outputs.flat()) use(place, 2, -1);
  for (let p = steps.length - 1; p >= 0; p--) {
    if (count[p] === 0 || steps[p] === STEP.given) continue;
    use(first[p] ?? 0, 1, p);
    use(second[p] ?? 0, 1, p);
  }
  return { count, user };
}

export const ROLE = { none: 0, row: 1, term: 2, goesOn: 3, pair: 4 } as const;

/** One of ROLE for each step. */
export function rolesOf(traced: Trace): Uint8Array {
  const { steps, first, second } = traced;
  const { count, user } = usesOf(traced);
  const roles = new Uint8Array(steps.length);
  const isSum = (p: number): boolean => steps[p] === STEP.add || steps[p] === STEP.subtract;
  const isTaken = (p: number): boolean => p >= 0 && count[p] === 1 && isSum(user[p] ?? -1);
  /** The operand whose sum the sum p goes on with: the first, else for an addition the second. */
  const opened = (p: number): number => {
    const [a, b] = [first[p] ?? -1, second[p] ?? -1];
    if (isTaken(a) && isSum(a)) return a;
    return steps[p] === STEP.add && isTaken(b) && isSum(b) ? b : -1;
  };
  const isProduct = (p: number): boolean =>
    p >= 0 && roles[p] === ROLE.term && (first[p] ?? -1) >= 0 && (second[p] ?? -1) >= 0;
  for (let p = 0; p < steps.length; p++) {
    if (count[p] === 0 || steps[p] === STEP.given) continue;
    const by = user[p] ?? -1;
    if (!isTaken(p)) roles[p] = ROLE.row;
    else if (steps[p] === STEP.multiply) roles[p] = ROLE.term;
    else if (opened(by) === p) roles[p] = ROLE.goesOn;
    else if (steps[by] === STEP.add && isProduct(first[p] ?? -1) && isProduct(second[p] ?? -1)) roles[p] = ROLE.pair;
    else roles[p] = ROLE.row;
  }
  return roles;
}
