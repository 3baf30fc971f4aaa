/** Results as Markdown for a step summary (GitHub flavour): a line of counts, then per manifest the diagnosis and the checks. */
import { printable } from './excerpt.ts';
import { overall, type Result, summaryLines } from './result.ts';
import { type Facts, foundLines, type Outcome } from './verdict.ts';

const LONGEST = 2000;

/** Text that is to be read as it stands: no markup, no HTML, no link, no mention, no end of a table cell. */
export const markdownText = (text: string): string =>
  printable(text, LONGEST)
    .replace(/[\\`*_{}[\]#|~$!]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replaceAll('://', '&#58;//')
    .replace(/\bwww\./gi, (word) => `${word.slice(0, 3)}&#46;`);

const MARKS: Readonly<Record<Outcome, string>> = { pass: '✅ pass', fail: '❌ fail', skipped: '➖ skipped' };

const factText = (facts: Facts): string => {
  const text = Object.entries(facts)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(', ');
  return markdownText(printable(text, 200));
};

function section({ name, manifest, verdict, error }: Result): string[] {
  const mark = verdict === undefined ? '⚠️ not judged' : MARKS[verdict.verdict];
  const head = [`### ${mark}: ${markdownText(name)}`, '', markdownText(manifest), ''];
  if (error !== undefined) return [...head, markdownText(error.message), ''];
  const { diagnosis, checks, found } = verdict;
  const lines = foundLines(found);
  const facts = [
    ['operation', found.operation],
    ['convention', typeof found.convention === 'object' ? JSON.stringify(found.convention) : found.convention],
    ['normalisation', found.normalisation],
    ['interactions', found.interactions],
  ].flatMap(([label, value]) => (value === null || value === 'null' ? [] : [`${label} ${markdownText(`${value}`)}`]));
  return [
    ...head,
    ...diagnosis.map(({ code, message, where }) => `- **${code}**: ${markdownText(message)} (${factText(where)})`),
    ...(diagnosis.length > 0 ? [''] : []),
    ...(facts.length > 0 ? [`Found: ${facts.join(', ')}`, ''] : []),
    ...lines.map((line) => `- ${markdownText(line)}`),
    ...(lines.length > 0 ? [''] : []),
    '| check | verdict | evidence |',
    '| --- | --- | --- |',
    ...checks.map(({ id, verdict: outcome, reason, evidence }) => {
      const note = reason === undefined ? factText(evidence) : markdownText(reason);
      return `| ${id} | ${MARKS[outcome]} | ${note} |`;
    }),
    '',
  ];
}

export function markdownOf(results: readonly Result[]): string {
  const counts = summaryLines(results).at(-1) ?? '';
  return [`## gauntlet verify: ${overall(results)}`, '', counts, '', ...results.flatMap(section)].join('\n');
}
