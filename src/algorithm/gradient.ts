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
      const before = sensitivity.get(to.place) ?? over.zero;
      sensitivity.set(to.place, sign === 1 ? over.add(before, amount) : over.subtract(before, amount));
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
  const tape = tapeOver(over);
  const [left, right] = [x.map(tape.input), y.map(tape.input)];
  const results = plan.evaluate(tape.arithmetic, left, right).flat();
  const gradients = tape.pullBack([...left, ...right], results, cotangents.flat());
  return { x: gradients.slice(0, left.length), y: gradients.slice(left.length) };
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
  const tape = tapeOver(over);
  const [left, right] = [x.map(tape.input), y.map(tape.input)];
  const back = cotangents.map((vector) => vector.map(tape.input));
  const gradients = vectorJacobian(plan, tape.arithmetic, left, right, back);
  const pulled = tape.pullBack(
    [...left, ...right, ...back.flat()],
    [...gradients.x, ...gradients.y],
    [...directions.x, ...directions.y],
  );
  let start = left.length + right.length;
  return {
    x: pulled.slice(0, left.length),
    y: pulled.slice(left.length, start),
    cotangents: back.map(({ length }) => {
      start += length;
      return pulled.slice(start - length, start);
    }),
  };
}
