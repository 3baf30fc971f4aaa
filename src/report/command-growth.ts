/** A record of commands, asked how each grows with L. What it takes to start, at the least degree, is taken off before an exponent is fitted. */
import { fittedExponent } from '../analysis/growth.ts';
import type { CommandRecord, CommandResult } from '../bench/command-record.ts';
import { COMMAND_SUBJECTS, type CommandSubject } from '../bench/command-subjects.ts';

/** Exponents are undefined where fewer than two degrees take more than the start, beyond the spread of both. */
export interface CommandGrowth {
  readonly subject: CommandSubject;
  /** degrees rising, the first is the start */
  readonly results: readonly CommandResult[];
  /** exponents of L */
  readonly time: number | undefined;
  /** from the last two degrees alone */
  readonly lastTime: number | undefined;
  readonly memory: number | undefined;
  readonly count: number | undefined;
  /** exponent of the time against the count */
  readonly timeOverCount: number | undefined;
}

/** What a degree takes beyond the start; nothing where the quartiles overlap. */
function beyond(start: CommandResult, one: CommandResult, what: 'time' | 'memory'): number[] {
  return one[what].q1 > start[what].q3 ? [one[what].median - start[what].median] : [];
}

/** The commands of a record, as far as it has them. */
export function growthsOf({ results: all }: CommandRecord): CommandGrowth[] {
  return COMMAND_SUBJECTS.flatMap((subject): CommandGrowth[] => {
    const results = all.filter(({ command }) => command === subject.id).sort((a, b) => a.lmax - b.lmax);
    const [start, ...rest] = results;
    if (start === undefined) return [];
    const exponent = (what: 'time' | 'memory', against: 'lmax' | 'count', of = rest): number | undefined =>
      fittedExponent(of.flatMap((one) => beyond(start, one, what).map((size) => ({ l: one[against], size }))));
    return [
      {
        subject,
        results,
        time: exponent('time', 'lmax'),
        lastTime: exponent('time', 'lmax', rest.slice(-2)),
        memory: exponent('memory', 'lmax'),
        count: fittedExponent(rest.map(({ lmax, count }) => ({ l: lmax, size: count }))),
        timeOverCount: exponent('time', 'count'),
      },
    ];
  });
}
