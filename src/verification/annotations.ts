/**
 * Results as GitHub workflow commands: `::error file=F,title=T::message`, one for each diagnosis, so that they stand beside the
 * manifest in a pull request.
 *
 * Source: GitHub Docs, "Workflow commands for GitHub Actions"; the escapes are those of actions/toolkit, core/src/command.ts.
 */
import { printable } from './excerpt.ts';
import type { Result } from './result.ts';

/** GitHub shows ten errors of a step; the last one then says how many are left. */
const MOST = 10;
const LONGEST = 2000;

const escapeData = (text: string): string => printable(text, LONGEST).replaceAll('%', '%25');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

interface Annotation {
  readonly file: string;
  readonly title: string;
  readonly message: string;
}

function annotationsFor({ manifest, name, verdict, error }: Result): Annotation[] {
  if (error !== undefined) return [{ file: manifest, title: `${name} was not judged`, message: error.message }];
  if (verdict.verdict === 'pass') return [];
  const causes = verdict.diagnosis.map(({ code, message }) => ({ file: manifest, title: `${name}: ${code}`, message }));
  return causes.length > 0 ? causes : [{ file: manifest, title: name, message: 'failed without a diagnosis' }];
}

/** The lines, at most ten. */
export function annotationLines(results: readonly Result[]): string[] {
  const all = results.flatMap(annotationsFor);
  const shown = all.length > MOST ? all.slice(0, MOST - 1) : all;
  const lines = shown.map(
    ({ file, title, message }) =>
      `::error file=${escapeProperty(file)},title=${escapeProperty(title)}::${escapeData(message)}`,
  );
  if (all.length > MOST) lines.push(`::error title=gauntlet verify::and ${all.length - shown.length} more`);
  return lines;
}
