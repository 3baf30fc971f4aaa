/**
 * The verdict as text for a terminal: what is wrong and the mend first, then what was found, then check by check what passed, failed or was
 * not made, each with its smallest evidence.
 */
import { printable } from './excerpt.ts';
import { type Check, type Diagnosis, type Fact, type Facts, type Found, foundLines, type Verdict } from './verdict.ts';

/** The width of the text. */
const WIDTH = 100;
const LONGEST_MESSAGE = 2000;
const LONGEST_FACTS = 160;
/** Lists that are longer are left to --json. */
const LONGEST_LIST = 8;

/** Breaks at blanks; continuation lines are indented. */
export function wrap(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && indent.length + longer.length > WIDTH) {
      lines.push(indent + line);
      line = word;
    } else line = longer;
  }
  return [...lines, indent + line].join('\n');
}

function factText(fact: Fact): string {
  if (typeof fact === 'number') return Number.isInteger(fact) ? `${fact}` : `${Number(fact.toPrecision(9))}`;
  if (typeof fact === 'object' && fact !== null) return JSON.stringify(fact);
  return `${fact}`;
}

/** `observedOverLimit` as `observed over limit`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** `side left · l 2 · got (…)`; long lists and nested facts are left out. */
function factsText(facts: Facts): string {
  const parts = Object.entries(facts).flatMap(([name, fact]) => {
    const isNested = typeof fact === 'object' && fact !== null && !Array.isArray(fact);
    const isLong = Array.isArray(fact) && (fact.length > LONGEST_LIST || fact.some((one) => typeof one === 'object'));
    return isNested || isLong || fact === null ? [] : [`${inWords(name)} ${factText(fact)}`];
  });
  return printable(parts.join(' · '), LONGEST_FACTS);
}

function diagnosisText({ code, message, where }: Diagnosis): string[] {
  const facts = factsText(where);
  return [
    `  ${code}`,
    wrap(printable(message, LONGEST_MESSAGE), '    '),
    ...(facts === '' ? [] : [wrap(`at: ${facts}`, '    ')]),
    ...exampleText(where['counterexample']),
  ];
}

/** The counterexample to equivariance, where there is one. */
function exampleText(example: Fact | undefined): string[] {
  if (typeof example !== 'object' || example === null || Array.isArray(example)) return [];
  const facts = Object.entries(example).map(([name, fact]) => `${inWords(name)} ${factText(fact)}`);
  return [wrap(`counterexample f(Rx, Ry) ≠ R f(x, y): ${printable(facts.join(' · '), LONGEST_MESSAGE)}`, '    ')];
}

function checkText({ id, verdict, reason, evidence }: Check, width: number): string {
  const note = reason === undefined ? factsText(evidence) : printable(reason, LONGEST_FACTS);
  return `  ${verdict.padEnd(7)}  ${id.padEnd(width)}  ${note}`.trimEnd();
}

function foundText(found: Found): string[] {
  const { operation, convention, normalisation, interactions } = found;
  if (operation === null && convention === null) return [];
  const sides = (named: Exclude<Found['convention'], string | null>): string =>
    `left ${named.left}, right ${named.right}, out ${named.out}`;
  const parts = [
    operation,
    convention === null
      ? 'in no named basis'
      : `convention ${typeof convention === 'string' ? convention : sides(convention)}`,
    normalisation === null ? null : `normalisation ${normalisation}`,
    interactions === null ? null : `${interactions} interacting paths`,
  ];
  return [
    `found: ${parts.filter((part) => part !== null).join(' · ')}`,
    ...foundLines(found).map((line) => `  ${line}`),
  ];
}

/** The whole screen, without a final newline. */
export function screen({ verdict, checks, diagnosis, found, seed }: Verdict): string {
  const width = Math.max(...checks.map(({ id }) => id.length));
  const count = (outcome: Check['verdict']): number => checks.filter((check) => check.verdict === outcome).length;
  const causes = diagnosis.map(diagnosisText);
  return [
    `${verdict}: ${count('pass')} checks passed, ${count('fail')} failed, ${count('skipped')} skipped`,
    ...(causes.length > 0 ? ['', ...causes.flatMap((lines, n) => (n === 0 ? lines : ['', ...lines])), ''] : []),
    ...foundText(found),
    'checks',
    ...checks.map((check) => checkText(check, width)),
    `replay with --seed ${seed}`,
  ].join('\n');
}
