/** `gauntlet apply`: runs an algorithm on given vectors, in float64 and our convention. */
import { type Command, Option } from 'commander';
import { ALGORITHM_IDS, type AlgorithmId, type Plan, type Workload } from '../algorithm/algorithm.ts';
import { RequestError } from '../errors.ts';
import { equalIrreps, irrepDimension, printIrrep } from '../irreps/irrep.ts';
import { type Irreps, irrepsDimension, irrepsOffsets, parseIrreps, printIrreps } from '../irreps/irreps.ts';
import type { OperationId, Parameters } from '../operation/operation.ts';
import { answerLines } from './answer-lines.ts';
import { shown } from './terminal.ts';

interface Options {
  readonly algorithm: AlgorithmId;
  readonly left: string;
  readonly right: string;
  readonly out: string;
  readonly parameters?: string;
  readonly stdin?: true;
}

/** The longest input and output vector. */
const MAX_DIMENSION = 100_000;

/** `{"twiceJ":3}`. @throws RequestError */
function readParameters(text: string): Parameters {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RequestError(`--parameters: expected a JSON object such as {"twiceJ":3}, got ${shown(text)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RequestError('--parameters: expected a JSON object such as {"twiceJ":3}');
  }
  const extra = Object.keys(value).find((key) => key !== 'twiceJ');
  if (extra !== undefined) throw new RequestError(`--parameters: expected the key twiceJ, got ${shown(extra)}`);
  const twiceJ: unknown = 'twiceJ' in value ? value.twiceJ : undefined;
  if (twiceJ === undefined) return {};
  if (typeof twiceJ !== 'number')
    throw new RequestError(`--parameters: twiceJ must be an integer, got ${shown(twiceJ)}`);
  return { twiceJ };
}

function readVector(request: object, name: 'x' | 'y', side: Irreps): number[] {
  const given: unknown = name in request ? Reflect.get(request, name) : undefined;
  const length = irrepsDimension(side);
  if (!Array.isArray(given)) throw new RequestError(`"${name}": expected an array of ${length} numbers`);
  if (given.length !== length) {
    throw new RequestError(`"${name}": expected ${length} numbers for ${printIrreps(side)}, got ${given.length}`);
  }
  return given.map((value: unknown, i) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw new RequestError(`"${name}"[${i}]: expected a finite number, got ${shown(value)}`);
    }
    return value;
  });
}

/** Copies of each irrep added up, in the order of the workload's side. */
function gather(side: Irreps, distinct: Irreps, x: readonly number[]): number[] {
  const offsets = irrepsOffsets(side);
  return distinct.flatMap(({ irrep }) => {
    const sum = new Array<number>(irrepDimension(irrep)).fill(0);
    for (const [i, entry] of side.entries()) {
      if (!equalIrreps(entry.irrep, irrep)) continue;
      for (let k = 0; k < entry.mul * sum.length; k++) {
        sum[k % sum.length] = (sum[k % sum.length] ?? 0) + (x[(offsets[i] ?? 0) + k] ?? 0);
      }
    }
    return sum;
  });
}

/** Which result each output copy holds: the only one its irrep can receive, else the first copy the first, the second the second. */
type CopyRule = (irrep: number, copy: number) => number;

function copyRule(plan: Plan, distinct: Irreps, receives: (irrep: number, output: string) => boolean): CopyRule {
  const outputs = distinct.map((entry, irrep) => {
    const possible = plan.outputs.flatMap((output, index) => (receives(irrep, output) ? [index] : []));
    if (possible.length > 1 && entry.mul !== possible.length) {
      throw new RequestError(
        `out irrep ${printIrrep(entry.irrep)}: expected ${possible.length} copies, one each for ${plan.outputs.join(' and ')}, got ${entry.mul}`,
      );
    }
    return possible.length === 0 ? [0] : possible;
  });
  return (irrep, copy) => outputs[irrep]?.[copy] ?? outputs[irrep]?.[0] ?? 0;
}

function scatter(side: Irreps, distinct: Irreps, results: readonly (readonly number[])[], rule: CopyRule): number[] {
  const seen = distinct.map(() => 0);
  const starts = irrepsOffsets(distinct.map(({ irrep }) => ({ mul: 1, irrep })));
  return side.flatMap(({ mul, irrep }) => {
    const index = distinct.findIndex((entry) => equalIrreps(entry.irrep, irrep));
    return Array.from({ length: mul }, () => {
      const copy = seen[index] ?? 0;
      seen[index] = copy + 1;
      const start = starts[index] ?? 0;
      return (results[rule(index, copy)] ?? []).slice(start, start + irrepDimension(irrep));
    }).flat();
  });
}

async function apply(options: Options): Promise<void> {
  if (!options.stdin)
    throw new RequestError('apply reads its vectors from stdin: add --stdin, and lines such as {"x":[…],"y":[…]}');
  const [left, right, out] = [parseIrreps(options.left), parseIrreps(options.right), parseIrreps(options.out)];
  for (const side of [left, right, out]) {
    if (irrepsDimension(side) > MAX_DIMENSION) {
      throw new RequestError(
        `${printIrreps(side)} has dimension ${irrepsDimension(side)}, the limit is ${MAX_DIMENSION}`,
      );
    }
  }
  const [{ ALGORITHMS }, { OPERATIONS }, { workloadOf }, { FLOAT64_ARITHMETIC }, { requireReachable }] =
    await Promise.all([
      import('../algorithm/catalogue.ts'),
      import('../operation/catalogue.ts'),
      import('../algorithm/algorithm.ts'),
      import('../exact/arithmetic.ts'),
      import('../analysis/analyze.ts'),
    ]);
  const algorithm = ALGORITHMS.find(({ id }) => id === options.algorithm);
  if (algorithm === undefined) throw new RequestError(`no algorithm ${options.algorithm}`);
  const id: OperationId = algorithm.operation;
  const requested = options.parameters === undefined ? {} : readParameters(options.parameters);
  const parameters = OPERATIONS[id].resolve(requested, left, right, out, 'o3');
  requireReachable(left, right, out, 'o3');
  const work: Workload = workloadOf(left, right, out, 'o3', parameters);
  const plan = algorithm.plan(work);
  const rule = copyRule(plan, work.out, (irrep, output) =>
    work.paths.some(
      (path) =>
        equalIrreps(path.out, work.out[irrep]?.irrep ?? path.left) &&
        OPERATIONS[id].terms(path, parameters, 'o3').some((term) => term.out === output),
    ),
  );
  await answerLines('{"x":[…],"y":[…]}', ['x', 'y'], (request) => {
    const x = gather(left, work.left, readVector(request, 'x', left));
    const y = gather(right, work.right, readVector(request, 'y', right));
    const z = scatter(out, work.out, plan.evaluate(FLOAT64_ARITHMETIC, x, y), rule);
    if (!z.every(Number.isFinite)) throw new RequestError('the result overflows float64: scale the inputs down');
    return { z };
  });
}

export function register(program: Command): void {
  program
    .command('apply')
    .description('run an algorithm on vectors from stdin, in float64 and our convention')
    .addOption(new Option('--algorithm <id>', 'the algorithm').choices(ALGORITHM_IDS).makeOptionMandatory())
    .requiredOption('--left <irreps>', 'left irreps, such as 0e+1o')
    .requiredOption('--right <irreps>', 'right irreps')
    .requiredOption('--out <irreps>', 'output irreps')
    .option('--parameters <json>', 'such as {"twiceJ":3} for the matrix algorithms')
    .option('--stdin', 'read lines {"x":[…],"y":[…]}; answer {"z":[…]} in the same order')
    .action(apply);
}
