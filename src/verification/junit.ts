/**
 * Results as JUnit XML: a suite per manifest, a case per check. A failing check carries the diagnosis; a manifest that could not be
 * judged is one case with an error.
 *
 * Source: the JUnit 4 schema as Jenkins, GitLab and GitHub actions read it. No times and no host: the same results give the same file.
 */
import { printable } from './excerpt.ts';
import type { Result } from './result.ts';
import type { Check, Verdict } from './verdict.ts';

const LONGEST = 10_000;

/** Characters that XML 1.0 cannot hold are written out; `<`, `&`, `>` and quotation marks become references. */
export const xmlText = (text: string): string =>
  printable(text, LONGEST)
    .replace(/[\ufffe\uffff]/g, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(`${value}`)}"`)
    .join('');

interface Case {
  readonly name: string;
  readonly outcome: 'pass' | 'failure' | 'error' | 'skipped';
  readonly message: string;
  readonly type: string;
  readonly details: readonly string[];
}

function checkCase({ id, verdict, reason, evidence }: Check, { diagnosis }: Verdict): Case {
  const [first] = diagnosis;
  const base = { name: id, message: '', type: '', details: [] };
  if (verdict === 'pass') return { ...base, outcome: 'pass' };
  if (verdict === 'skipped') return { ...base, outcome: 'skipped', message: reason ?? 'no reason given' };
  return {
    ...base,
    outcome: 'failure',
    message: first?.message ?? `${id} failed`,
    type: first?.code ?? id,
    details: [
      ...diagnosis.map(({ code, message, where }) => `${code}: ${message} ${JSON.stringify(where)}`),
      `evidence: ${JSON.stringify(evidence)}`,
    ],
  };
}

function casesOf({ verdict, error }: Result): Case[] {
  if (error !== undefined) {
    const type = error.exit === 2 ? 'request' : 'machine';
    return [{ name: 'run', outcome: 'error', message: error.message, type, details: [] }];
  }
  const cases = verdict.checks.map((check) => checkCase(check, verdict));
  if (verdict.verdict === 'pass' || cases.some(({ outcome }) => outcome === 'failure')) return cases;
  // A verdict must be seen even if no single check stands for it, as when the protocol broke.
  return [...cases, checkCase({ id: 'contract', verdict: 'fail', evidence: {} }, verdict)];
}

function caseText(suite: string, { name, outcome, message, type, details }: Case): string {
  const open = `    <testcase${attributes({ classname: suite, name })}`;
  if (outcome === 'pass') return `${open}/>`;
  if (outcome === 'skipped') return `${open}>\n      <skipped${attributes({ message })}/>\n    </testcase>`;
  const text = details.map(xmlText).join('\n');
  return `${open}>\n      <${outcome}${attributes({ message, type })}>${text}</${outcome}>\n    </testcase>`;
}

/** The XML document. */
export function junitOf(results: readonly Result[]): string {
  const suites = results.map((result) => ({ result, cases: casesOf(result) }));
  const counts = (cases: readonly Case[]): Readonly<Record<string, number>> => {
    const count = (wanted: Case['outcome']): number => cases.filter(({ outcome }) => outcome === wanted).length;
    return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
  };
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'gauntlet verify', ...counts(all) })}>`,
    ...suites.flatMap(({ result, cases }) => [
      `  <testsuite${attributes({ name: result.name, file: result.manifest, ...counts(cases) })}>`,
      ...cases.map((testcase) => caseText(result.manifest, testcase)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}
