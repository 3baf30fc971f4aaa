/** What a run of the suite of commands leaves: its machine, and for each command and degree what it took. Written and read back strictly. */
import * as v from 'valibot';
import { COMMAND_IDS, type CommandId, FIXED_COMMANDS, type FixedId } from './command-subjects.ts';
import type { Machine } from './machine.ts';
import { machineSchema } from './machine-schema.ts';
import { recordFrom } from './read-record.ts';
import { printByLine } from './record.ts';
import type { Spread } from './spread.ts';

const atLeast = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least));
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const spread = v.pipe(
  v.strictObject({ median: positive, q1: positive, q3: positive }),
  v.check(({ q1, median, q3 }) => q1 <= median && median <= q3, 'expected q1 ≤ median ≤ q3'),
);

/** What runs of a command took. */
export interface Usage {
  readonly runs: number;
  /** user CPU time of the whole process and those that it starts, in milliseconds */
  readonly time: Spread;
  /** peak of its resident memory, in MiB */
  readonly memory: Spread;
}

/** One command at one degree L. */
export interface CommandResult extends Usage {
  readonly command: CommandId;
  readonly lmax: number;
  /** how many there are of what its subject counts */
  readonly count: number;
}

export interface CommandRecord {
  readonly suite: 'commands';
  /** the day of the run; absent unless it was asked for */
  readonly date?: string;
  readonly machine: Machine;
  /** command by command, degrees rising; the first of each is its start-up */
  readonly results: readonly CommandResult[];
  /** commands that have no degree */
  readonly fixed?: readonly (Usage & { readonly command: FixedId })[];
}

const usage = { runs: atLeast(1), time: spread, memory: spread };

const recordSchema = v.strictObject({
  suite: v.literal('commands'),
  date: v.optional(v.pipe(v.string(), v.isoDate())),
  machine: machineSchema,
  results: v.array(
    v.strictObject({
      command: v.picklist(COMMAND_IDS),
      lmax: atLeast(0),
      ...usage,
      count: atLeast(1),
    }),
  ),
  fixed: v.optional(v.array(v.strictObject({ command: v.picklist(FIXED_COMMANDS.map(({ id }) => id)), ...usage }))),
});

/** Reads a record. @param name of the file, for messages @throws RequestError with the place of the first fault */
export function readCommandRecord(text: string, name: string): CommandRecord {
  const { date, fixed, ...rest } = recordFrom(recordSchema, text, name, 'bench --suite commands');
  return { ...rest, ...(date === undefined ? {} : { date }), ...(fixed === undefined ? {} : { fixed }) };
}

/** The record as text, to be read by `readCommandRecord`. */
export function printCommandRecord({ suite, date, machine, results, fixed }: CommandRecord): string {
  const lists = { results, ...(fixed === undefined ? {} : { fixed }) };
  return printByLine({ suite, ...(date === undefined ? {} : { date }), machine }, lists);
}
