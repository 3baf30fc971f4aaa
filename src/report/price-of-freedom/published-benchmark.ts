/** What the auditor finds in the published benchmark, from a description of its rows. */
import { FINDING_CODES } from '../../audit/finding.ts';
import { type Block, literal } from '../document.ts';
import type { Evidence } from './evidence.ts';

/** What the codes that occur are about. */
const ABOUT: Readonly<Partial<Record<(typeof FINDING_CODES)[number], string>>> = {
  'no-path': 'no path is allowed: empty work was timed',
  'grid-oversized': 'more samples than the degrees need',
  'matrix-oversized': 'larger matrices than the degrees need',
  'count-mismatch': 'the operations said are not those of the algorithm described',
  normalisation: 'divided by another number of paths or dimensions than was computed',
  'unequal-freedom': 'rows compared that differ in what they can express',
  'time-order': 'times that do not grow where the work does',
};

export function publishedBenchmark({ audit }: Evidence): Block[] {
  const codes = FINDING_CODES.flatMap((code) => {
    const found = audit.findings.filter((one) => one.code === code);
    const [first] = found;
    return first === undefined ? [] : [{ code, count: found.length, first }];
  });
  return [
    { kind: 'heading', level: 2, text: 'What the published benchmark measured', id: 'published-benchmark' },
    {
      kind: 'paragraph',
      text: `The benchmark behind the paper's tables is public. From a description of its rows (settings, irreps, sizes, counted operations, times; \`examples/published-benchmark.json\`) the auditor computes what each of ${audit.rows.length} rows does, and reports ${audit.findings.length} findings. None says that a number is wrong; each says what a number is a number of.`,
    },
    {
      kind: 'table',
      id: 'audit-findings',
      caption:
        'Findings by kind, with one of each. All: `gauntlet audit examples/published-benchmark.json`; the same command audits yours.',
      columns: [
        { header: 'finding', align: 'left' },
        { header: 'how many', align: 'right' },
        { header: 'for example', align: 'left' },
      ],
      rows: codes.map(({ code, count, first }) => [
        `\`${code}\`${ABOUT[code] === undefined ? '' : `: ${ABOUT[code]}`}`,
        `${count}`,
        `${literal(first.where.join(', '))}: ${literal(first.message)}`,
      ]),
    },
  ];
}
