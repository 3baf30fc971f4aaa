/** What a schema complains about, in words of ours: the place, then what is wrong there. */
import * as v from 'valibot';

/** @param whole what stands at the top, such as `the record` */
export function schemaComplaint(issue: v.BaseIssue<unknown>, whole: string): string {
  const place = v.getDotPath(issue) ?? whole;
  if (issue.expected === 'never') return `${place}: unknown key`;
  if (issue.received === 'undefined') return `${place}: missing; expected ${issue.expected ?? 'a value'}`;
  return `${place}: ${issue.message}`;
}
