/** `gauntlet audit`: what did this benchmark really measure? Exit 1 where something is found. */
import type { Command } from 'commander';
import type { Audit } from '../audit/examine.ts';
import { print, printJson, progressBar, readInput, writeOutput } from './terminal.ts';

interface Options {
  readonly json?: true;
  readonly markdown?: string;
}

const interval = ({ lower, upper }: { lower: number; upper: number }): string =>
  lower === upper ? `${lower}` : `${lower}–${upper}`;

/** The audit as text: what each row computes, then what was found. */
export function auditText({ name, rows, findings }: Audit): string {
  const width = Math.max(...rows.map(({ label }) => label.length));
  return [
    name,
    '',
    ...rows.map(
      ({ label, operation, algorithm, paths, interactions, expressivity, saturatingChannels, multiplyAdds }) =>
        `  ${label.padEnd(width)}  ${algorithm ?? operation}: ${interactions} of ${paths} paths, expressivity ${interval(expressivity)}, saturates at ${interval(saturatingChannels)}${multiplyAdds === undefined ? '' : `, ${multiplyAdds} multiply–adds`}`,
    ),
    '',
    findings.length === 0 ? 'Nothing found.' : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}:`,
    ...findings.map(({ code, message, where }) => `  ${where.join(', ')}: ${message} [${code}]`),
  ].join('\n');
}

/** Text of a table cell that shows exactly that text. */
const cell = (text: string): string => text.replace(/[\\|`*_<>[\]&]/g, '\\$&').replace(/\s+/g, ' ');

export function auditMarkdown({ name, rows, findings }: Audit): string {
  return [
    `# Audit: ${cell(name)}`,
    '',
    '| row | operation | interactions | expressivity | saturates at | multiply–adds |',
    '| :--- | :--- | ---: | ---: | ---: | ---: |',
    ...rows.map(
      ({ label, operation, algorithm, paths, interactions, expressivity, saturatingChannels, multiplyAdds }) =>
        `| ${cell(label)} | ${algorithm ?? operation} | ${interactions} of ${paths} | ${interval(expressivity)} | ${interval(saturatingChannels)} | ${multiplyAdds ?? '–'} |`,
    ),
    '',
    findings.length === 0 ? 'Nothing found.' : '| finding | where | what |\n| :--- | :--- | :--- |',
    ...findings.map(({ code, message, where }) => `| \`${code}\` | ${cell(where.join(', '))} | ${cell(message)} |`),
    '',
  ].join('\n');
}

async function auditFile(file: string, options: Options): Promise<void> {
  const { readDescription } = await import('../audit/description.ts');
  const { audit } = await import('../audit/examine.ts');
  const progress = progressBar('audit');
  try {
    const result = audit(readDescription(readInput(file), file), progress.update);
    progress.end();
    if (options.markdown !== undefined) writeOutput(options.markdown, auditMarkdown(result));
    if (options.json) printJson(result);
    else print(auditText(result));
    if (result.findings.length > 0) process.exitCode = 1;
  } finally {
    progress.end();
  }
}

export function register(command: Command): void {
  command
    .argument('<file>', 'a description: JSON {"rows":[…],"comparisons":[…]}, or CSV with the columns of a row')
    .option('--json', 'print one JSON document')
    .option('--markdown <file>', 'write the audit as Markdown too')
    .action(auditFile);
}
