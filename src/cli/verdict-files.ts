/** Where results go besides stdout: JUnit and Markdown files, GitHub annotations and its step summary. */
import { appendFileSync } from 'node:fs';
import type { Command } from 'commander';
import { MachineError } from '../errors.ts';
import { annotationLines } from '../verification/annotations.ts';
import { junitOf } from '../verification/junit.ts';
import { markdownOf } from '../verification/markdown.ts';
import type { Result } from '../verification/result.ts';
import { print, remark, writeOutput } from './terminal.ts';

export interface VerdictOptions {
  readonly json?: true;
  readonly junit?: string;
  readonly markdown?: string;
  readonly github?: true;
}

/** The options of `verify` and `merge` alike. */
export const withVerdictOptions = (command: Command): Command =>
  command
    .option('--json', 'print one JSON document')
    .option('--junit <file>', 'write the results as JUnit XML')
    .option('--markdown <file>', 'write the results as Markdown')
    .option('--github', 'print ::error annotations (with --json on stderr) and append to $GITHUB_STEP_SUMMARY');

function appendSummary(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw new MachineError(`$GITHUB_STEP_SUMMARY: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Writes what the options ask for. @throws RequestError or MachineError for files that cannot be written */
export function writeVerdicts(results: readonly Result[], { json, junit, markdown, github }: VerdictOptions): void {
  if (junit !== undefined) writeOutput(junit, junitOf(results));
  if (markdown !== undefined) writeOutput(markdown, markdownOf(results));
  if (github === undefined) return;
  const say = json === undefined ? print : remark;
  for (const line of annotationLines(results)) say(line);
  const summary = process.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (summary !== '') appendSummary(summary, markdownOf(results));
}
