/**
 * A tensor product as a layer: one operation between two sides, channel by channel, on the batch engine, forward and backward.
 *
 * Which irreps take part is read from the operation's exact reduced coefficients t in O(3), never listed by hand: an irrep of an input is
 * kept if it stands on a path with t ≠ 0, an output copy if such a path leads to it. With natural inputs, p = (−1)^ℓ,
 *
 *   cgtp, mtp, vstp   leave irreps of both kinds (vstp, whose inputs are polar fields and whose result is axial: all but 0e)
 *   gtp               leaves natural irreps alone: no chain of Gaunt products makes an unnatural irrep, hence no pseudo-scalar 0o
 *   curl              leaves unnatural irreps alone, and never a scalar: ℓ⊗ℓ→0 has an even sum
 *   gtp+curl          leaves natural ones by the product and unnatural ones by the bracket
 *
 * Output copies: one for each path with cgtp, which has a weight for each; else one for each irrep and port of the plan. The
 * size of a copy is the root mean square of its numbers when those of the inputs are independent and of mean square one:
 * size² = Σ_paths t²/(2ℓ3+1).
 */
import { type Algorithm, layoutOf, type Plan, type Workload, workloadOf } from '../algorithm/algorithm.ts';
import { algorithmsOf } from '../algorithm/catalogue.ts';
import { fullProductPlan } from '../algorithm/cgtp.ts';
import { type Calculation, calculationOf } from '../algorithm/gradient.ts';
import { surdToFloat64 } from '../exact/float.ts';
import { equalIrreps, type Irrep, irrepDimension } from '../irreps/irrep.ts';
import { singles } from '../irreps/irreps.ts';
import { equalPaths, type Path, pathsBetween } from '../irreps/path.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import type { OperationId, Parameters, Term } from '../operation/operation.ts';
import { type BatchRunner, batchRunner, newRows, type Rows } from '../program/batch.ts';
import type { FloatFormat } from '../program/lanes-kernel.ts';
import { type Pass, passProgram } from '../program/passes.ts';
import type { Copy } from './features.ts';

/** What a product takes and leaves, one channel. */
export interface ProductSides {
  /** of the operation */
  readonly parameters: Parameters;
  /** the algorithm that runs; absent where nothing interacts */
  readonly algorithm?: Algorithm['id'];
  readonly left: readonly Irrep[];
  readonly right: readonly Irrep[];
  readonly out: readonly Omit<Copy, 'offset'>[];
}

export interface Product extends ProductSides {
  /** numbers in a row of each side: left, right, out */
  readonly lengths: readonly [left: number, right: number, out: number];
  /** x [rows, left], y [rows, right] → [rows, out] */
  forward(x: Rows, y: Rows, rows: number): Rows;
  /** The gradients of Σ cotangent·forward by x and y. */
  backward(x: Rows, y: Rows, cotangent: Rows, rows: number): readonly [x: Rows, y: Rows];
}

/** A path that interacts, and its terms. */
interface Interaction {
  readonly path: Path;
  readonly terms: readonly Term[];
}

/** An output copy: which numbers of the plan's outputs it is. */
interface Exit {
  readonly irrep: Irrep;
  readonly output: number;
  readonly offset: number;
  readonly size: number;
}

function rootMeanSquare(interactions: readonly Interaction[], dimension: number): number {
  const totals = interactions.map(({ terms }) => terms.reduce((t, { reduced }) => t + surdToFloat64(reduced), 0));
  return Math.sqrt(totals.reduce((sum, t) => sum + t * t, 0) / dimension);
}

/** The irreps that stand in one slot of the interactions, in the given order. */
const taking = (irreps: readonly Irrep[], interactions: readonly Interaction[], slot: keyof Path): Irrep[] =>
  irreps.filter((irrep) => interactions.some(({ path }) => equalIrreps(path[slot], irrep)));

/** The exits of a plan whose paths into one irrep add up. */
function sharedExits(plan: Plan, work: Workload, interactions: readonly Interaction[]): Exit[] {
  return plan.outputs.flatMap((port, output) =>
    layoutOf(work.out).placed.flatMap(({ irrep, offset }): Exit[] => {
      const reaching = interactions.flatMap(({ path, terms }): Interaction[] => {
        const leaving = plan.outputs.length === 1 ? terms : terms.filter(({ out }) => out === port);
        return equalIrreps(path.out, irrep) && leaving.length > 0 ? [{ path, terms: leaving }] : [];
      });
      const size = rootMeanSquare(reaching, irrepDimension(irrep));
      return reaching.length === 0 ? [] : [{ irrep, output, offset, size }];
    }),
  );
}

/** The exits of `fullProductPlan`: one a path. */
function exitsByPath(work: Workload, interactions: readonly Interaction[]): Exit[] {
  let offset = 0;
  return work.paths.map((path): Exit => {
    const dimension = irrepDimension(path.out);
    const size = rootMeanSquare(
      interactions.filter((one) => equalPaths(one.path, path)),
      dimension,
    );
    offset += dimension;
    return { irrep: path.out, output: 0, offset: offset - dimension, size };
  });
}

/** A product before it is compiled: its sides, and the calculation x, y → out. */
export interface PlannedProduct extends ProductSides {
  readonly calculation: Calculation;
}

/** @param left, right, out the irreps that there are, each once; those that the operation does not use are left out */
export function planProduct(
  id: OperationId,
  left: readonly Irrep[],
  right: readonly Irrep[],
  out: readonly Irrep[],
): PlannedProduct {
  const operation = OPERATIONS[id];
  const sides = [singles(left), singles(right), singles(out)] as const;
  const parameters = operation.resolve({}, ...sides, 'o3');
  const interactions = pathsBetween(...sides, 'o3').flatMap((path): Interaction[] => {
    const terms = operation.terms(path, parameters, 'o3');
    return terms.length === 0 ? [] : [{ path, terms }];
  });
  const [a, b, c] = [
    taking(left, interactions, 'left'),
    taking(right, interactions, 'right'),
    taking(out, interactions, 'out'),
  ];
  const work = workloadOf(singles(a), singles(b), singles(c), 'o3', parameters);
  const [algorithm] = algorithmsOf(id).toSorted((p, q) =>
    Number(p.cost(work).multiplyAdds - q.cost(work).multiplyAdds),
  );
  if (algorithm === undefined) throw new RangeError(`${id} has no algorithm`);
  if (interactions.length === 0) return { parameters, left: [], right: [], out: [], calculation: () => [[]] };
  const apart = id === 'cgtp'; // the one operation with a weight for each path
  const plan = apart ? fullProductPlan(work) : algorithm.plan(work);
  const exits = apart ? exitsByPath(work, interactions) : sharedExits(plan, work, interactions);
  const calculate = calculationOf(plan);
  return {
    parameters,
    algorithm: apart ? 'cgtp-sparse' : algorithm.id,
    left: a,
    right: b,
    out: exits,
    calculation: (over, inputs) => {
      const outputs = calculate(over, inputs);
      return [
        exits.flatMap(({ irrep, output, offset }) =>
          (outputs[output] ?? []).slice(offset, offset + irrepDimension(irrep)),
        ),
      ];
    },
  };
}

const total = (irreps: readonly Irrep[]): number => irreps.reduce((sum, irrep) => sum + irrepDimension(irrep), 0);

/** Compiles a product for a format. */
export async function runnableProduct(
  { calculation, ...sides }: PlannedProduct,
  format: FloatFormat,
): Promise<Product> {
  const lengths = [total(sides.left), total(sides.right), total(sides.out.map(({ irrep }) => irrep))] as const;
  const [left, right, out] = lengths;
  const none = newRows(format, 0);
  if (out === 0) return { ...sides, lengths, forward: () => none, backward: () => [none, none] };
  const runner = (pass: Pass): Promise<BatchRunner> =>
    batchRunner(passProgram(calculation, [left, right], [out], pass), format);
  const [there, back] = await Promise.all([runner('forward'), runner('gradient')]);
  return {
    ...sides,
    lengths,
    forward: (x, y, rows) => there.run([x, y], rows)[0] ?? none,
    backward: (x, y, cotangent, rows) => {
      const [xBar = none, yBar = none] = back.run([x, y, cotangent], rows);
      return [xBar, yBar];
    },
  };
}
