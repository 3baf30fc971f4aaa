/**
 * Runs the command itself, each time in a process of its own, at rising degrees, and keeps what the processes took.
 * Rounds go through all commands and degrees in turn, so that what the machine does meanwhile falls on all alike.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { MachineError } from '../errors.ts';
import { wordsAt } from './command-inputs.ts';
import type { CommandRecord, Usage } from './command-record.ts';
import { COMMAND_SUBJECTS, type CommandSubject, FIXED_COMMANDS } from './command-subjects.ts';
import { describeMachine } from './machine.ts';
import { type Spread, spreadOf } from './spread.ts';

export const COMMAND_ROUNDS = 3;

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));

/** What the meter writes down: see cli/metered.ts. */
const usageSchema = v.strictObject({ userMicroseconds: positive, peakKibibytes: positive });

interface Sample {
  readonly milliseconds: number;
  readonly mebibytes: number;
}

/** @param meter the program that runs the command and writes down what it took @throws MachineError if the command fails */
function sample({ words, stdin }: Pick<CommandSubject, 'words' | 'stdin'>, lmax: number, meter: string): Sample {
  const folder = mkdtempSync(join(tmpdir(), 'gauntlet-commands-'));
  try {
    const usage = join(folder, 'usage.json');
    const child = spawnSync(process.execPath, [meter, usage, ...wordsAt(words, folder, lmax)], {
      ...(stdin === undefined ? {} : { input: stdin(lmax) }),
      stdio: [stdin === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    if (child.error !== undefined || child.status !== 0) {
      const why = child.error?.message ?? child.stderr.split('\n')[0] ?? '';
      throw new MachineError(`gauntlet ${words.join(' ')} failed at L = ${lmax}: ${why || `exit ${child.status}`}`);
    }
    const { userMicroseconds, peakKibibytes } = v.parse(usageSchema, JSON.parse(readFileSync(usage, 'utf8')));
    return { milliseconds: userMicroseconds / 1000, mebibytes: peakKibibytes / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** To tenths: more digits would be noise. */
const rounded = ({ median, q1, q3 }: Spread): Spread => {
  const tenths = (value: number): number => Math.round(10 * value) / 10;
  return { median: tenths(median), q1: tenths(q1), q3: tenths(q3) };
};

/**
 * @param largest only degrees up to this one, besides the least of each command, and only commands that have degrees; absent: everything
 * @throws MachineError if a command fails
 */
export function runCommands(
  largest: number | undefined,
  meter: string,
  progress: (done: number, of: number, note: string) => void,
): CommandRecord {
  const cells = COMMAND_SUBJECTS.flatMap((subject) =>
    [subject.least, ...subject.degrees.filter((l) => largest === undefined || l <= largest)].map((lmax) => ({
      subject,
      lmax,
    })),
  );
  const fixed = largest === undefined ? FIXED_COMMANDS : [];
  const all = [...cells, ...fixed.map((subject) => ({ subject, lmax: undefined }))];
  const samples = all.map((): Sample[] => []);
  for (let round = 0; round < COMMAND_ROUNDS; round++) {
    for (const [k, { subject, lmax }] of all.entries()) {
      const note = lmax === undefined ? subject.id : `${subject.id} L = ${lmax}`;
      progress(round * all.length + k, COMMAND_ROUNDS * all.length, note);
      samples[k]?.push(sample(subject, lmax ?? 0, meter));
    }
  }
  const usage = (k: number): Usage => ({
    runs: COMMAND_ROUNDS,
    time: rounded(spreadOf((samples[k] ?? []).map(({ milliseconds }) => milliseconds))),
    memory: rounded(spreadOf((samples[k] ?? []).map(({ mebibytes }) => mebibytes))),
  });
  return {
    suite: 'commands',
    machine: describeMachine(),
    results: cells.map(({ subject, lmax }, k) => ({
      command: subject.id,
      lmax,
      ...usage(k),
      count: subject.count(lmax),
    })),
    ...(largest === undefined
      ? { fixed: fixed.map(({ id }, k) => ({ command: id, ...usage(cells.length + k) })) }
      : {}),
  };
}
