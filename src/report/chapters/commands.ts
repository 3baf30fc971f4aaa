/** What the commands themselves take as L grows, on the machine of the record: time, memory, their exponents, and the reason. */
import type { CommandRecord } from '../../bench/command-record.ts';
import type { CommandId, FixedId } from '../../bench/command-subjects.ts';
import { type CommandGrowth, growthsOf } from '../command-growth.ts';
import { type Block, literal, type Table, type TableColumn } from '../document.ts';

const left = (header: string): TableColumn => ({ header, align: 'left' });
const right = (header: string): TableColumn => ({ header, align: 'right' });
const exponentText = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(2));
const commandText = ({ subject }: CommandGrowth): string => `\`${subject.words.join(' ')}\``;

/** Why it grows so. The exponents that bear it out stand in the table. */
const REASONS: Readonly<Record<CommandId, string>> = {
  export:
    'memory follows the numbers of the dense tensors, Σ (2ℓ1+1)(2ℓ2+1)(2ℓ3+1) over all triples up to L, of order L⁶: they are kept, and copied once into the file. Most of them are 0, and memory comes filled with zeros from the system, whose time is not counted; the processor makes the entries that are not 0, of order L⁵, and at small L compiling the program still weighs',
  'analyze-cgtp':
    'with a weight for each path nothing has to be eliminated; what is left is to count the entries of the coupling tensors that are not 0, of order L⁵. Where that takes a few tens of milliseconds compiling still weighs, so the exponent of the last two degrees is nearer to that of the count',
  'analyze-gtp':
    'N coefficients, of order L³, and one elimination modulo a prime that grows channel by channel until all are reached: at least N vectors of N residues, so of order N³ multiplications and N² numbers in memory. Where N is small, the rest of the analysis and compiling the program weigh more, so the exponent against the count is below 3 and that of the last two degrees is the larger',
  'analyze-mtp':
    'the same elimination; MTP has the paths of odd ℓ1+ℓ2+ℓ3 too, so N is larger than that of GTP at the same L, and N³ the more',
  report:
    'all operations are analysed at every degree up to L, so the coefficients of all degrees add up, of order L⁴; at these degrees no elimination is large enough for its third power to show. Loading libraries and setting formulas is in the start, which is taken off',
  verify:
    'a Gaunt product as a file of coefficients, probed with all pairs of basis vectors: d³ numbers of order L⁶, d = (L+1)². Each is asked for, compared, and turned by the generators of rotations, and memory keeps the answers beside the tensor. Besides, each of some L³ paths is read off and taken back to an exact number, which costs far more a path than a number costs; so the exponents are below that of the count, and those of the last two degrees are the larger',
  'many-body':
    'maps of up to three factors into 0e+1o. Some L³ shapes of three degrees obey the triangle rule, each with (2ℓ1+1)(2ℓ2+1)(2ℓ3+1) monomials: coefficients of order L⁶, at these degrees of L⁵, and they are what is held. Coupling a shape costs more than the coefficients that it leaves, so the exponents are nearer to that of the shapes, and those of the last two degrees are the larger',
  apply:
    'one pair of vectors through `cgtp-sparse`. Nearly all of it is making the entries of the coupling tensors that are not 0, of order L⁵, each exactly and then rounded once, and they are what is held; the product itself takes little. Where that is some tenths of a second compiling still weighs, so the exponent of the last two degrees is nearer to that of the count',
};

/** Why it has no line in the tables. */
const WITHOUT_DEGREE: Readonly<Record<FixedId, string>> = {
  prove: 'has no L to grow with: each theorem is stated for a range that is part of it',
};

function exponentTable(growths: readonly CommandGrowth[]): Table {
  return {
    kind: 'table',
    id: 'command-exponents',
    caption:
      'Exponents fitted to the degrees of the next table: of the time (to all, and to the last two), the peak of memory and the count against L, and of the time against the count. What the command takes at its least L, where it does little else than start, is taken off first; degrees that do not differ from it beyond the spread are left out.',
    wide: true,
    columns: [
      left('command'),
      left('counted'),
      ...['time', 'last two', 'memory', 'count', 'time against count'].map((header) => right(header)),
    ],
    rows: growths.map((growth) => [
      commandText(growth),
      growth.subject.counted,
      ...[growth.time, growth.lastTime, growth.memory, growth.count, growth.timeOverCount].map(exponentText),
    ]),
  };
}

function measuredTable(growths: readonly CommandGrowth[]): Table {
  return {
    kind: 'table',
    id: 'command-times',
    caption:
      'User CPU time of the whole process (median, and quartiles) and the peak of its resident memory (median); the first L of each command is its start.',
    wide: true,
    columns: [left('command'), ...['L', 'ms', 'quartiles', 'MiB', 'count'].map((header) => right(header))],
    rows: growths.flatMap(({ subject, results }) =>
      results.map(({ lmax, time, memory, count }) => [
        `\`${subject.id}\``,
        `${lmax}`,
        time.median.toFixed(0),
        `${time.q1.toFixed(0)}–${time.q3.toFixed(0)}`,
        memory.median.toFixed(0),
        count.toLocaleString('en-US'),
      ]),
    ),
  };
}

export function commandsChapter(record: CommandRecord): Block[] {
  const { machine, date } = record;
  const growths = growthsOf(record);
  if (growths.length === 0) return [];
  const runs = Math.min(...record.results.map((one) => one.runs));
  return [
    { kind: 'heading', level: 2, text: 'Growth: what the commands take', id: 'commands' },
    {
      kind: 'paragraph',
      text: `Each command was run ${runs} times at each L, in a process of its own (${literal(machine.processor)}, ${literal(machine.platform)}, Node ${literal(machine.node)}${date === undefined ? '' : `, ${date}`}). The exponents describe these degrees; they are no limits. \`gauntlet bench --suite commands\` repeats it on your machine.`,
    },
    exponentTable(growths),
    {
      kind: 'list',
      items: [
        ...growths.map(({ subject }) => `\`${subject.id}\`: ${REASONS[subject.id]}.`),
        ...(record.fixed ?? []).map(
          ({ command, time, memory }) =>
            `\`${command}\` ${WITHOUT_DEGREE[command]}. All of it takes ${(time.median / 1000).toFixed(1)} s of user CPU time (one job, its checkers included) and ${memory.median.toFixed(0)} MiB.`,
        ),
      ],
    },
    measuredTable(growths),
  ];
}
