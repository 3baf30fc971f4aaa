/** `gauntlet prove`: every theorem that the reports rest on, by theorem-verdict.ts, several at a time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { RequestError } from '../errors.ts';
import { type Ask, inOrder, type JobsOption, jobsFrom, withJobs, withJobsOption } from './jobs/pool.ts';
import { print, printJson, progressBar } from './terminal.ts';
import { loadProofs, type Theorem, type TheoremVerdict, theoremWeight } from './theorem-verdict.ts';

interface Options extends JobsOption {
  readonly list?: true;
  readonly json?: true;
  readonly only?: string;
}

const described = ({ id, statement, range }: Theorem) => ({ id, statement, range });

function sentence({ id, statement, range }: Theorem, { verdict, cases, why }: TheoremVerdict): string {
  const count = cases === undefined ? '' : ` ${cases} cases;`;
  const reason = why === undefined ? '' : ` — ${why}`;
  return `${verdict === 'pass' ? 'holds ' : 'FAILED'}  ${id}:${count} ${range}. ${statement}${reason}`;
}

/** The share of the work that is done: the study is about half of it. */
type Progress = (share: number, note: string) => void;

/**
 * Asks for all verdicts, in order. The study is begun first, theorems that do without it fill the threads that it leaves idle, and the
 * largest theorems of it come before the small ones.
 */
async function* verdicts(
  theorems: readonly Theorem[],
  folder: string,
  ask: Ask,
  progress: Progress,
): AsyncGenerator<TheoremVerdict> {
  const ofStudy = theorems.filter((theorem) => theorem.ofStudy);
  const share = ofStudy.length > 0 ? 0.5 : 0;
  let [studied, judged] = [0, 0];
  const study = async () => {
    const { DEFAULT_CONFIG } = await import('../report/config.ts');
    const { studyBy } = await import('./study-jobs.ts');
    return studyBy(DEFAULT_CONFIG, ask, (done, of, note) => {
      studied = done / of;
      progress(share * studied + (1 - share) * (judged / theorems.length), note);
    });
  };
  const verdictOn = async ({ id }: Theorem, known: object): Promise<TheoremVerdict> => {
    const verdict = await ask('theorem', { id, folder, ...known });
    judged++;
    progress(share * studied + (1 - share) * (judged / theorems.length), id);
    return verdict;
  };
  const answers = new Map<Theorem, Promise<TheoremVerdict>>();
  const known = ofStudy.length > 0 ? study() : undefined;
  for (const theorem of [...theorems].sort((a, b) => theoremWeight(b) - theoremWeight(a))) {
    answers.set(
      theorem,
      theorem.ofStudy && known !== undefined
        ? known.then((study) => verdictOn(theorem, { study }))
        : verdictOn(theorem, {}),
    );
  }
  yield* inOrder(theorems.flatMap((theorem) => answers.get(theorem) ?? []));
}

async function prove(options: Options): Promise<void> {
  const { list, json, only } = options;
  const { theorems } = await loadProofs();
  const chosen = theorems.filter(({ id }) => only === undefined || id === only);
  if (chosen.length === 0) {
    const known = theorems.map(({ id }) => id).join(', ');
    throw new RequestError(`--only: no theorem ${JSON.stringify(only)}; there are ${known}`);
  }
  if (list) {
    if (json) printJson({ theorems: chosen.map(described) });
    else for (const { id, statement, range } of chosen) print(`${id}: ${range}. ${statement}`);
    return;
  }
  const jobs = jobsFrom(options, chosen.length > 1 || chosen.some(({ ofStudy }) => ofStudy));
  const folder = mkdtempSync(join(tmpdir(), 'gauntlet-proofs-'));
  const bar = progressBar('prove');
  try {
    const found: TheoremVerdict[] = [];
    await withJobs(jobs, async (ask) => {
      const progress: Progress = (share, note) => bar.update(share, 1, note);
      for await (const verdict of verdicts(chosen, folder, ask, progress)) {
        const theorem = chosen[found.push(verdict) - 1];
        if (json || theorem === undefined) continue;
        bar.end(); // a line of the result takes the place of the bar
        print(sentence(theorem, verdict));
      }
    });
    if (json) printJson({ theorems: chosen.map((theorem, i) => ({ ...described(theorem), ...found[i] })) });
    if (found.some(({ verdict }) => verdict !== 'pass')) process.exitCode = 1;
  } finally {
    bar.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

export function register(command: Command): void {
  command
    .option('--list', 'only name the theorems')
    .option('--json', 'one JSON document')
    .option('--only <id>', 'one theorem');
  withJobsOption(command).action(prove);
}
