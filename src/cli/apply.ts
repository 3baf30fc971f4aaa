/** `gauntlet apply`: runs an algorithm on given vectors, in float64 and our convention. */
import { type Command, Option } from 'commander';
import { ALGORITHM_IDS, type AlgorithmId, type Plan, type Workload, workloadOf } from '../algorithm/algorithm.ts';
import { RequestError } from '../errors.ts';
import { equalIrreps, irrepDimension, printIrrep } from '../irreps/irrep.ts';
import { type Irreps, irrepsDimension, irrepsOffsets, parseIrreps, printIrreps } from '../irreps/irreps.ts';
import { answerLines } from './answer-lines.ts';
import { shown } from './terminal.ts';

interface Options {
  readonly algorithm: AlgorithmId | 'cgtp-so2';
  readonly left: string;
  readonly right: string;
  readonly out: string;
  readonly parameters?: string;
  readonly stdin?: true;
}

/** The longest input and output vector. */
const MAX_DIMENSION = 100_000;

/** `length` finite numbers under a key of the request; `what` they are for. @throws RequestError */
function readNumbers(request: object, name: string, length: number, what: string): number[] {
  const given: unknown = name in request ? Reflect.get(request, name) : undefined;
  if (!Array.isArray(given)) throw new RequestError(`"${name}": expected an array of ${length} numbers`);
  if (given.length !== length) {
    throw new RequestError(`"${name}": expected ${length} numbers for ${what}, got ${given.length}`);
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

const readVector = (request: object, name: 'x' | 'y', side: Irreps): number[] =>
  readNumbers(request, name, irrepsDimension(side), printIrreps(side));

/** An algorithm made ready to answer lines. */
interface Applied {
  readonly example: string;
  readonly keys: readonly string[];
  /** one output vector, every copy of every irrep */
  answer(request: object): number[];
}

interface Sides {
  readonly left: Irreps;
  readonly right: Irreps;
  readonly out: Irreps;
}

async function appliedPlan(options: Options, { left, right, out }: Sides): Promise<Applied> {
  const [{ ALGORITHMS }, { OPERATIONS }, { FLOAT64_ARITHMETIC }, { readParameters }] = await Promise.all([
    import('../algorithm/catalogue.ts'),
    import('../operation/catalogue.ts'),
    import('../exact/arithmetic.ts'),
    import('./apply-parameters.ts'),
  ]);
  const algorithm = ALGORITHMS.find(({ id }) => id === options.algorithm);
  if (algorithm === undefined) throw new RequestError(`no algorithm ${options.algorithm}`);
  const operation = OPERATIONS[algorithm.operation];
  const { parameters: requested, ...grid } =
    options.parameters === undefined ? { parameters: {} } : readParameters(options.parameters, algorithm.id);
  const parameters = operation.resolve(requested, left, right, out, 'o3');
  const work: Workload = { ...workloadOf(left, right, out, 'o3', parameters), ...grid };
  const plan = algorithm.plan(work);
  const rule = copyRule(plan, work.out, (irrep, output) =>
    work.paths.some(
      (path) =>
        equalIrreps(path.out, work.out[irrep]?.irrep ?? path.left) &&
        operation.terms(path, parameters, 'o3').some((term) => term.out === output),
    ),
  );
  return {
    example: '{"x":[…],"y":[…]}',
    keys: ['x', 'y'],
    answer: (request) => {
      const x = gather(left, work.left, readVector(request, 'x', left));
      const y = gather(right, work.right, readVector(request, 'y', right));
      return scatter(out, work.out, plan.evaluate(FLOAT64_ARITHMETIC, x, y), rule);
    },
  };
}

/** `cgtp-so2`: the right vector is that of the harmonics of a direction, which is given instead. */
async function appliedDirection(options: Options, { left, right, out }: Sides): Promise<Applied> {
  const [{ so2Plan }, { polarDirection, turningTowards }, { FLOAT64_ARITHMETIC }] = await Promise.all([
    import('../algorithm/cgtp-so2.ts'),
    import('../algorithm/pole-rotation.ts'),
    import('../exact/arithmetic.ts'),
  ]);
  if (options.parameters !== undefined) throw new RequestError('cgtp-so2 has no parameters; leave out --parameters');
  const work = workloadOf(left, right, out, 'o3', {});
  const evaluate = so2Plan(work).prepare(FLOAT64_ARITHMETIC);
  return {
    example: '{"x":[…],"direction":[x,y,z]}',
    keys: ['x', 'direction'],
    answer: (request) => {
      const x = gather(left, work.left, readVector(request, 'x', left));
      const [dx = 0, dy = 0, dz = 0] = readNumbers(request, 'direction', 3, 'x, y and z');
      const turning = turningTowards(FLOAT64_ARITHMETIC, polarDirection([dx, dy, dz]));
      return scatter(out, work.out, [evaluate(x, turning)], () => 0);
    },
  };
}

async function apply(options: Options): Promise<void> {
  if (!options.stdin)
    throw new RequestError('apply reads its vectors from stdin: add --stdin, and lines such as {"x":[…],"y":[…]}');
  const sides = { left: parseIrreps(options.left), right: parseIrreps(options.right), out: parseIrreps(options.out) };
  for (const side of Object.values(sides)) {
    if (irrepsDimension(side) > MAX_DIMENSION) {
      throw new RequestError(
        `${printIrreps(side)} has dimension ${irrepsDimension(side)}, the limit is ${MAX_DIMENSION}`,
      );
    }
  }
  const { requireReachable } = await import('../analysis/analyze.ts');
  requireReachable(sides.left, sides.right, sides.out, 'o3');
  const { example, keys, answer } = await (options.algorithm === 'cgtp-so2' ? appliedDirection : appliedPlan)(
    options,
    sides,
  );
  await answerLines(example, keys, (request) => {
    const z = answer(request);
    if (!z.every(Number.isFinite)) throw new RequestError('the result overflows float64: scale the inputs down');
    return { z };
  });
}

export function register(command: Command): void {
  command
    .addOption(
      new Option('--algorithm <id>', 'the algorithm').choices([...ALGORITHM_IDS, 'cgtp-so2']).makeOptionMandatory(),
    )
    .requiredOption('--left <irreps>', 'left irreps, such as 0e+1o')
    .requiredOption('--right <irreps>', 'right irreps')
    .requiredOption('--out <irreps>', 'output irreps')
    .option('--parameters <json>', '{"twiceJ":3} for matrices, {"grid":{"rings":3,"points":5}} for grids')
    .option(
      '--stdin',
      'read lines {"x":[…],"y":[…]} (cgtp-so2: "direction":[x,y,z] for "y"); answer {"z":[…]} in order',
    )
    .action(apply);
}
