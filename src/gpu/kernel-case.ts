/**
 * What is printed and judged: every algorithm, forward and backward, between the degrees 0 … L and 0 … 2L (the `mimo` setting), parities
 * ignored. Beside the algorithm's own program stands that of the definition, which shares nothing with it:
 *
 *   forward  x, y → z            z = Σ_paths t · w3j · x · y
 *   vjp      x, y, z̄ → x̄, ȳ     the gradients of Σ z̄·z
 *
 * `cgtp-so2` takes the matrices of the rotation to a direction for y, one direction for all channels.
 */
import { layoutOf, type Workload, workloadOf } from '../algorithm/algorithm.ts';
import { ALGORITHMS } from '../algorithm/catalogue.ts';
import { cgtpSo2 } from '../algorithm/cgtp-so2.ts';
import type { Calculation } from '../algorithm/gradient.ts';
import { RequestError } from '../errors.ts';
import type { Irreps } from '../irreps/irreps.ts';
import { settingIrreps } from '../irreps/setting.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import { evaluateDefinition } from '../operation/definition.ts';
import type { Operation } from '../operation/operation.ts';
import { so2Calculation, so2Lengths, turnedDegree } from '../program/directional.ts';
import { passProgram, planProgram } from '../program/passes.ts';
import type { Program } from '../program/program.ts';
import type { KernelSubject, KernelVector } from './kernel.ts';
import type { KernelId, KernelPass } from './kernel-ids.ts';

/** A vector of a kernel with the irreps that it carries; `matrices` of a rotation up to a degree carry none. */
export type CaseVector = KernelVector & ({ readonly irreps: Irreps } | { readonly matrices: number });

export interface KernelCase extends KernelSubject, KernelId {
  readonly work: Workload;
  readonly inputs: readonly CaseVector[];
  readonly outputs: readonly CaseVector[];
  /** the same pass of the definition; absent for cgtp-so2, whose right input is no free vector */
  readonly definition?: Program;
  /** whether every entry is one rounded coefficient: basis vectors in, Math.fround(C) out */
  readonly givesEntries: boolean;
}

const orderText = (m: number): string => (m < 0 ? `n${-m}` : m > 0 ? `p${m}` : '0');

/** A vector of irreps, parities ignored; its entries are named by degree and order, like 1_n1, 1_0, 1_p1. */
function irrepsVector(name: string, irreps: Irreps): CaseVector {
  const entries = irreps.flatMap(({ irrep }) =>
    Array.from({ length: 2 * irrep.l + 1 }, (_, k) => `${irrep.l}_${orderText(k - irrep.l)}`),
  );
  return { name, entries, shared: false, irreps };
}

/** D^0 … D^top row by row; entries are named like 1_n1_p1. */
function matricesVector(name: string, top: number, shared: boolean): CaseVector {
  const entries = Array.from({ length: top + 1 }, (_, l) => l).flatMap((l) => {
    const orders = Array.from({ length: 2 * l + 1 }, (_, k) => orderText(k - l));
    return orders.flatMap((row) => orders.map((column) => `${l}_${row}_${column}`));
  });
  return { name, entries, shared, matrices: top };
}

/** The definition as a calculation with the outputs of a plan: by a named port what it has there, by the unnamed one all ports. */
function definitionOf(operation: Operation, work: Workload, ports: readonly string[]): Calculation {
  return (over, [x = [], y = []]) => {
    const defined = evaluateDefinition(over, operation, work, x, y);
    const length = layoutOf(work.out).length;
    return ports.map((port) => {
      const parts = port === '' ? [...defined.values()] : [defined.get(port) ?? []];
      return Array.from({ length }, (_, k) =>
        parts.slice(1).reduce((sum, part) => over.add(sum, part[k] ?? over.zero), parts[0]?.[k] ?? over.zero),
      );
    });
  };
}

const degreesText = (side: Irreps): string => side.map(({ irrep }) => irrep.l).join('+');
const sidesText = ({ left, right, out }: Workload): string =>
  `degrees: left ${degreesText(left)}, right ${degreesText(right)}, out ${degreesText(out)}; parities are ignored`;

const FORMULAS: Readonly<Record<KernelPass, string>> = {
  forward: 'z = Σ over paths of t · w3j · x · y',
  vjp: 'x_bar, y_bar: the gradients of Σ z_bar·z by x and y, where z = Σ over paths of t · w3j · x · y',
};

const forwardOrGradient = (pass: KernelPass): 'forward' | 'gradient' => (pass === 'vjp' ? 'gradient' : pass);

function so2Case({ pass, lmax }: KernelId): KernelCase {
  const { left, right, out } = settingIrreps('mimo', lmax);
  const work = workloadOf(left, right, out, 'so3', {});
  const { inputs, outputs } = so2Lengths(work);
  const top = turnedDegree(work);
  const x = irrepsVector('x', work.left);
  const turning = matricesVector('turning', top, true);
  const forward = pass === 'forward';
  return {
    algorithm: 'cgtp-so2',
    pass,
    lmax,
    work,
    title: [
      `cgtp-so2, ${pass}: the product with the harmonics of a direction; turning holds the matrices D of the rotation to it`,
      cgtpSo2.how,
      sidesText(work),
    ],
    program: passProgram(so2Calculation(work), inputs, outputs, forwardOrGradient(pass)),
    inputs: forward ? [x, turning] : [x, turning, irrepsVector('z_bar', work.out)],
    outputs: forward
      ? [irrepsVector('z', work.out)]
      : [irrepsVector('x_bar', work.left), matricesVector('turning_bar', top, false)],
    givesEntries: false,
  };
}

/** The case of an algorithm. @throws RequestError for an unknown one */
export function kernelCase(kernel: KernelId): KernelCase {
  const { algorithm: id, pass, lmax } = kernel;
  if (id === 'cgtp-so2') return so2Case(kernel);
  const algorithm = ALGORITHMS.find((one) => one.id === id);
  if (algorithm === undefined) throw new RequestError(`no algorithm ${id}`);
  const operation = OPERATIONS[algorithm.operation];
  const { left, right, out } = settingIrreps('mimo', lmax);
  const work = workloadOf(left, right, out, 'so3', operation.resolve({}, left, right, out, 'so3'));
  const plan = algorithm.plan(work);
  const name = (port: string, bar: string): string => `${port === '' ? 'z' : port}${bar}`;
  const [x, y] = [irrepsVector('x', work.left), irrepsVector('y', work.right)];
  const back = plan.outputs.map((port) => irrepsVector(name(port, '_bar'), work.out));
  const forward = pass === 'forward';
  const lengths = [x.entries.length, y.entries.length];
  const definition = definitionOf(operation, work, plan.outputs);
  return {
    algorithm: id,
    pass,
    lmax,
    work,
    title: [
      `${id}, ${pass}: ${FORMULAS[pass]}`,
      `${operation.id}: ${operation.meaning}`,
      algorithm.how,
      sidesText(work),
    ],
    program: planProgram(plan, work, forwardOrGradient(pass)),
    inputs: forward ? [x, y] : [x, y, ...back],
    outputs: forward
      ? plan.outputs.map((port) => irrepsVector(name(port, ''), work.out))
      : [irrepsVector('x_bar', work.left), irrepsVector('y_bar', work.right)],
    definition: passProgram(
      definition,
      lengths,
      back.map(({ entries }) => entries.length),
      forwardOrGradient(pass),
    ),
    givesEntries: algorithm.operation === 'cgtp',
  };
}
