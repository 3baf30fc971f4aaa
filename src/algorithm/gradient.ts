/**
 * Gradients of every plan, by running it once on a tape (reverse accumulation; S. Linnainmaa 1970).
 *
 * A taped number remembers how it came to be: from a sum, a difference or a product of earlier ones. Going back through the tape,
 *
 *   s = a ± b:  ā += s̄, b̄ ±= s̄        p = a·b:  ā += b·p̄, b̄ += a·p̄
 *
 * so an algorithm's own gradient costs at most two more multiplications for each of its own, and no second derivation can disagree
 * with the first. The tape is an arithmetic over any arithmetic: exact gradients are exact, and a tape over a tape differentiates twice.
 * Constants are not differentiated.
 */
import type { Arithmetic, Constant } from '../exact/arithmetic.ts';
import type { Plan } from './algorithm.ts';

type Step = 'constant' | 'input' | 'add' | 'subtract' | 'multiply';

/** A number on a tape. `place` is its position there; constants stand off the tape at −1. */
export interface Taped<T> {
  readonly value: T;
  readonly place: number;
  readonly step: Step;
  readonly first?: Taped<T>;
  readonly second?: Taped<T>;
}

/** An arithmetic whose results remember where they came from. */
export interface Tape<T> {
  readonly arithmetic: Arithmetic<Taped<T>>;
  /** a number to differentiate by */
  input(value: T): Taped<T>;
  /** d(Σ results·cotangents)/d(input) for each of `inputs`; results and cotangents in step */
  pullBack(inputs: readonly Taped<T>[], results: readonly Taped<T>[], cotangents: readonly T[]): T[];
}

export function tapeOver<T>(over: Arithmetic<T>): Tape<T> {
  const tape: Taped<T>[] = [];
  const push = (value: T, step: Step, first?: Taped<T>, second?: Taped<T>): Taped<T> => {
    const entry: Taped<T> = {
      value,
      place: tape.length,
      step,
      ...(first === undefined ? {} : { first }),
      ...(second === undefined ? {} : { second }),
    };
    tape.push(entry);
    return entry;
  };
  const constant = (value: T): Taped<T> => ({ value, place: -1, step: 'constant' });
  /** A result of constants alone is a constant. */
  const record = (value: T, step: Step, a: Taped<T>, b: Taped<T>): Taped<T> =>
    a.place < 0 && b.place < 0 ? constant(value) : push(value, step, a, b);
  const arithmetic: Arithmetic<Taped<T>> = {
    zero: constant(over.zero),
    add: (a, b) => record(over.add(a.value, b.value), 'add', a, b),
    subtract: (a, b) => record(over.subtract(a.value, b.value), 'subtract', a, b),
    multiply: (a, b) => record(over.multiply(a.value, b.value), 'multiply', a, b),
    constant: (value: Constant) => constant(over.constant(value)),
  };
  const pullBack: Tape<T>['pullBack'] = (inputs, results, cotangents) => {
    const sensitivity = new Map<number, T>();
    const receive = (to: Taped<T> | undefined, amount: T, sign: 1 | -1 = 1): void => {
      if (to === undefined || to.place < 0) return;
      const before = sensitivity.get(to.place);
      // The first amount is taken as it is: most numbers are used once, and a sum with nothing would be a step for each.
      if (before === undefined && sign === 1) sensitivity.set(to.place, amount);
      else if (sign === 1) sensitivity.set(to.place, over.add(before ?? over.zero, amount));
      else sensitivity.set(to.place, over.subtract(before ?? over.zero, amount));
    };
    for (const [i, result] of results.entries()) receive(result, cotangents[i] ?? over.zero);
    for (let place = tape.length - 1; place >= 0; place--) {
      const entry = tape[place];
      const own = sensitivity.get(place);
      if (entry === undefined || own === undefined) continue;
      const { step, first, second } = entry;
      if (step === 'multiply') {
        if (first !== undefined && second !== undefined) {
          if (first.place >= 0) receive(first, over.multiply(second.value, own));
          if (second.place >= 0) receive(second, over.multiply(first.value, own));
        }
      } else {
        receive(first, own);
        receive(second, own, step === 'subtract' ? -1 : 1);
      }
    }
    return inputs.map(({ place }) => sensitivity.get(place) ?? over.zero);
  };
  return { arithmetic, input: (value) => push(value, 'input'), pullBack };
}

/** Vectors calculated from vectors by additions, subtractions and multiplications. */
export type Calculation = <T>(over: Arithmetic<T>, inputs: readonly (readonly T[])[]) => readonly (readonly T[])[];

/** The gradients of Σ results·cotangents by each of the inputs. @param cotangents one vector for each result, of its length */
export function pullBack<T>(
  calculation: Calculation,
  over: Arithmetic<T>,
  inputs: readonly (readonly T[])[],
  cotangents: readonly (readonly T[])[],
): T[][] {
  const tape = tapeOver(over);
  const taped = inputs.map((vector) => vector.map(tape.input));
  const results = calculation(tape.arithmetic, taped).flat();
  const gradients = tape.pullBack(taped.flat(), results, cotangents.flat());
  let start = 0;
  return inputs.map(({ length }) => {
    start += length;
    return gradients.slice(start - length, start);
  });
}

/** The gradient as a calculation: inputs, then cotangents → gradients. Taken twice, it is the gradient of the gradient. */
export const gradientOf =
  (calculation: Calculation, inputs: number): Calculation =>
  (over, vectors) =>
    pullBack(calculation, over, vectors.slice(0, inputs), vectors.slice(inputs));

/** What a plan calculates from x and y. */
export const calculationOf =
  (plan: Plan): Calculation =>
  (over, [x = [], y = []]) =>
    plan.evaluate(over, x, y);

/** x̄ and ȳ: the gradients of Σ z̄·T(x, y). */
export interface InputGradients<T> {
  readonly x: readonly T[];
  readonly y: readonly T[];
}

/**
 * The vector–Jacobian product of a plan.
 * @param cotangents one vector for each of plan.outputs, of the output's length
 */
export function vectorJacobian<T>(
  plan: Plan,
  over: Arithmetic<T>,
  x: readonly T[],
  y: readonly T[],
  cotangents: readonly (readonly T[])[],
): InputGradients<T> {
  const [left = [], right = []] = pullBack(calculationOf(plan), over, [x, y], cotangents);
  return { x: left, y: right };
}

/** x̄̄, ȳ̄ and z̄̄: the gradients of Σ x̃·x̄ + Σ ỹ·ȳ by x, y and z̄, where (x̄, ȳ) is the vector–Jacobian product. */
export interface SecondGradients<T> extends InputGradients<T> {
  readonly cotangents: readonly (readonly T[])[];
}

/**
 * The vector–Jacobian product of the vector–Jacobian product: what a network trained on forces needs.
 * @param directions x̃ and ỹ, of the lengths of x and y
 */
export function doubleVectorJacobian<T>(
  plan: Plan,
  over: Arithmetic<T>,
  x: readonly T[],
  y: readonly T[],
  cotangents: readonly (readonly T[])[],
  directions: InputGradients<T>,
): SecondGradients<T> {
  const gradient = gradientOf(calculationOf(plan), 2);
  const [left = [], right = [], ...back] = pullBack(
    gradient,
    over,
    [x, y, ...cotangents],
    [directions.x, directions.y],
  );
  return { x: left, y: right, cotangents: back };
}
