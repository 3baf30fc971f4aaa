/**
 * Runs the benchmarks: for each setting, degree and pass the programs of all algorithms are made once, then timed side by side at each
 * batch and format. A record that is half done goes on where it stopped.
 */
import { batchRunner, newRows } from '../program/batch.ts';
import { multiplications } from '../program/program.ts';
import type { BenchConfig, BenchSetting, TimedId } from './config.ts';
import { describeMachine } from './machine.ts';
import { measureTogether, type Task } from './measure.ts';
import type { BenchRecord, BenchResult, Skipped } from './record.ts';
import { spreadOf } from './spread.ts';
import { type Subject, subjectOf } from './subject.ts';

type BenchPass = BenchConfig['passes'][number];

/** All algorithms at one setting, degree and pass. */
interface Group {
  readonly key: string;
  readonly setting: BenchSetting;
  readonly lmax: number;
  readonly pass: BenchPass;
}

const groupsOf = ({ settings, lmax, passes }: BenchConfig): Group[] =>
  settings.flatMap((setting) =>
    lmax.flatMap((l) => passes.map((pass) => ({ key: `${setting} L=${l} ${pass}`, setting, lmax: l, pass }))),
  );

/** Three significant digits more than any spread has. */
const rounded = (value: number): number => Number(value.toPrecision(6));

interface Timed {
  readonly results: BenchResult[];
  readonly skipped: Skipped[];
}

async function timeGroup({ setting, lmax, pass }: Group, config: BenchConfig): Promise<Timed> {
  const subjects: { id: TimedId; subject: Subject }[] = [];
  const skipped: Skipped[] = [];
  for (const id of config.algorithms) {
    const subject = subjectOf(id, setting, lmax, pass);
    if (subject === undefined) continue;
    if ('reason' in subject) skipped.push({ algorithm: id, setting, lmax, pass, reason: subject.reason });
    else subjects.push({ id, subject });
  }
  const results: BenchResult[] = [];
  for (const dtype of config.dtypes) {
    const runners = await Promise.all(subjects.map(({ subject }) => batchRunner(subject.program, dtype)));
    for (const batch of config.batches) {
      const tasks: Task[] = [];
      for (const [k, { id, subject }] of subjects.entries()) {
        const runner = runners[k];
        if (runner === undefined) continue;
        const { inputs, options } = await subject.inputs(dtype, batch, config.seed);
        const into = runner.outputs.map((length) => newRows(dtype, batch * length));
        tasks.push({ name: id, run: () => void runner.run(inputs, batch, { ...options, into }) });
      }
      for (const [k, samples] of measureTogether(tasks, config).entries()) {
        const subject = subjects[k];
        if (subject === undefined) continue;
        const { median, q1, q3 } = spreadOf(samples.map((milliseconds) => (milliseconds * 1e6) / batch));
        results.push({
          algorithm: subject.id,
          setting,
          lmax,
          batch,
          dtype,
          pass,
          runs: samples.length,
          median: rounded(median),
          q1: rounded(q1),
          q3: rounded(q3),
          unit: 'ns/product',
          multiplications: multiplications(subject.subject.program),
        });
      }
    }
  }
  return { results, skipped };
}

/** A record with nothing in it yet. */
export const emptyRecord = (config: BenchConfig): BenchRecord => ({
  suite: 'algorithms',
  machine: describeMachine(),
  seed: config.seed,
  config,
  done: [],
  results: [],
  skipped: [],
});

/**
 * Times what the record still lacks.
 * @param keep is given the record after every group
 */
export async function runBench(
  start: BenchRecord,
  progress: (done: number, of: number, group: string) => void,
  keep: (record: BenchRecord) => void,
): Promise<BenchRecord> {
  let record = start;
  const groups = groupsOf(start.config);
  for (const [k, group] of groups.entries()) {
    if (record.done.includes(group.key)) continue;
    progress(k, groups.length, group.key);
    const { results, skipped } = await timeGroup(group, start.config);
    record = {
      ...record,
      done: [...record.done, group.key],
      results: [...record.results, ...results],
      skipped: [...record.skipped, ...skipped],
    };
    keep(record);
  }
  progress(groups.length, groups.length, '');
  return record;
}
