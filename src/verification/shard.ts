/** Which part of a campaign this job is to do: `2/8`, or `auto` from the variables that CI systems and schedulers set. */
import { RequestError } from '../errors.ts';
import type { Shard } from './result.ts';

const MAX_SHARDS = 100_000;

export type Variables = Readonly<Record<string, string | undefined>>;

interface System {
  readonly name: string;
  readonly index: string;
  readonly total: string;
  /** the variable with the first index, or that index itself */
  readonly first: string | number;
  /** the variable with the distance between indices, where it need not be 1 */
  readonly step?: string;
}

/**
 * GitHub gives a matrix job its place only in expressions: env: { STRATEGY_JOB_INDEX: ${{ strategy.job-index }},
 * STRATEGY_JOB_TOTAL: ${{ strategy.job-total }} }. Kubernetes gives no total: JOB_COMPLETIONS repeats spec.completions.
 *
 * Sources: the documentation of GitHub Actions (strategy context), GitLab CI/CD (predefined variables), Slurm (sbatch, job arrays),
 * Kubernetes (indexed jobs), CircleCI (parallelism), Buildkite (parallel jobs), AWS Batch (array jobs).
 */
const SYSTEMS: readonly System[] = [
  { name: 'GitHub matrix', index: 'STRATEGY_JOB_INDEX', total: 'STRATEGY_JOB_TOTAL', first: 0 },
  { name: 'GitLab parallel', index: 'CI_NODE_INDEX', total: 'CI_NODE_TOTAL', first: 1 },
  {
    name: 'Slurm array',
    index: 'SLURM_ARRAY_TASK_ID',
    total: 'SLURM_ARRAY_TASK_COUNT',
    first: 'SLURM_ARRAY_TASK_MIN',
    step: 'SLURM_ARRAY_TASK_STEP',
  },
  { name: 'Kubernetes indexed Job', index: 'JOB_COMPLETION_INDEX', total: 'JOB_COMPLETIONS', first: 0 },
  { name: 'CircleCI parallelism', index: 'CIRCLE_NODE_INDEX', total: 'CIRCLE_NODE_TOTAL', first: 0 },
  { name: 'Buildkite parallelism', index: 'BUILDKITE_PARALLEL_JOB', total: 'BUILDKITE_PARALLEL_JOB_COUNT', first: 0 },
  { name: 'AWS Batch array', index: 'AWS_BATCH_JOB_ARRAY_INDEX', total: 'AWS_BATCH_JOB_ARRAY_SIZE', first: 0 },
];

const integer = (text: string | undefined): number => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : Number.NaN);

function checked(index: number, of: number, from: string): Shard {
  if (of >= 1 && of <= MAX_SHARDS && index >= 1 && index <= of) return { index, of };
  throw new RequestError(`--shard: expected K/N with 1 ≤ K ≤ N ≤ ${MAX_SHARDS}, or auto, got ${from}`);
}

function automatic(variables: Variables): Shard {
  const found = SYSTEMS.filter(({ index }) => (variables[index] ?? '') !== '');
  const [system, other] = found;
  if (system === undefined) {
    const names = SYSTEMS.map(({ index, total }) => `${index} and ${total}`).join(', ');
    throw new RequestError(`--shard auto: expected one of these pairs of variables to be set: ${names}; or give K/N`);
  }
  if (other !== undefined) {
    throw new RequestError(
      `--shard auto: both ${system.name} (${system.index}) and ${other.name} (${other.index}) say which job this is; give K/N`,
    );
  }
  const { name, index, total, first, step } = system;
  const jobs = variables[total];
  if ((jobs ?? '') === '') {
    throw new RequestError(`--shard auto: ${index} is set (${name}) and ${total} is not: set it to the number of jobs`);
  }
  const start = typeof first === 'number' ? first : integer(variables[first] ?? '0');
  const stride = step === undefined ? 1 : integer(variables[step] ?? '1');
  const position = (integer(variables[index]) - start) / stride;
  const from = `${index}=${JSON.stringify(variables[index])} ${total}=${JSON.stringify(jobs)} (${name})`;
  return checked(Number.isInteger(position) ? position + 1 : Number.NaN, integer(jobs), from);
}

/**
 * @param text `K/N` with 1 ≤ K ≤ N, or `auto`
 * @throws RequestError
 */
export function parseShard(text: string, variables: Variables): Shard {
  if (text === 'auto') return automatic(variables);
  const [, index, of] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
  return checked(integer(index), integer(of), JSON.stringify(text.slice(0, 40)));
}
